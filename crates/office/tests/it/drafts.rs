//! Drafts: nobody's words are lost.

use std::sync::Barrier;

use office::DraftSaved::{Saved, Stale};
use office::{DRAFT_LIMIT, Draft, Fault, Office};

use crate::contract::Sentence;

pub const SENTENCES: &[Sentence] = &[
    ("a draft is kept as it was written", kept),
    (
        "a writer who had not seen the newest text changes nothing and is shown it",
        stale,
    ),
    (
        "of eight who write at the same instant, one is kept and seven are shown it",
        race,
    ),
    (
        "a text is kept although the draft was thrown away meanwhile",
        discarded,
    ),
    ("a draft is at most a mebibyte", limit),
];

fn kept(office: &dyn Office) -> Result<(), Fault> {
    assert_eq!(office.draft("moor", "7", "2")?, None);
    let words = "Agreed: £40,000.\r\n\n— “nem. con.”";
    assert_eq!(
        office.save_draft("moor", "7", "2", words, 0, "ada", 50)?,
        Saved { revision: 1 }
    );
    let draft = Draft {
        item: "2".into(),
        text: words.into(),
        revision: 1,
        by: "ada".into(),
        at: 50,
    };
    assert_eq!(office.draft("moor", "7", "2")?, Some(draft.clone()));
    assert_eq!(
        office.save_draft("moor", "7", "10", "", 0, "bel", 51)?,
        Saved { revision: 1 }
    );
    let _ = office.save_draft("moor", "8", "1", "another meeting", 0, "bel", 51)?;
    let _ = office.save_draft("vale", "7", "1", "another partnership", 0, "bel", 51)?;
    let items: Vec<_> = office
        .drafts("moor", "7")?
        .into_iter()
        .map(|d| d.item)
        .collect();
    assert_eq!(items, ["10", "2"]);
    Ok(())
}

fn stale(office: &dyn Office) -> Result<(), Fault> {
    // (writer, the revision they had seen, what becomes of it)
    let table = [
        ("ada", 0, Ok(1)),
        ("bel", 0, Err("ada")),
        ("ada", 1, Ok(2)),
        ("bel", 1, Err("ada")),
    ];
    for (writer, seen, outcome) in table.into_iter().chain([
        ("bel", 2, Ok(3)),
        ("ada", 99, Err("bel")),
        ("ada", u64::MAX, Err("bel")),
    ]) {
        let words = format!("{writer} after {seen}");
        let became = office.save_draft("moor", "7", "2", &words, seen, writer, 50)?;
        let standing = office.draft("moor", "7", "2")?.unwrap();
        match (became, outcome) {
            (Saved { revision }, Ok(expected)) => {
                assert_eq!((revision, &standing.text), (expected, &words));
            }
            (Stale { current }, Err(whose)) => {
                assert_eq!((&current, &*current.by), (&standing, whose));
            }
            odd => panic!("{odd:?}"),
        }
    }
    Ok(())
}

fn race(office: &dyn Office) -> Result<(), Fault> {
    for revision in 0..5 {
        let start = Barrier::new(8);
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let write = |writer: usize| {
                let by = writer.to_string();
                start.wait();
                (
                    by.clone(),
                    office
                        .save_draft("moor", "7", "2", &by, revision, &by, 50)
                        .unwrap(),
                )
            };
            let writers: Vec<_> = (0..8).map(|n| scope.spawn(move || write(n))).collect();
            writers
                .into_iter()
                .map(|writer| writer.join().unwrap())
                .collect()
        });
        let standing = office.draft("moor", "7", "2")?.unwrap();
        let kept: Vec<_> = outcomes
            .iter()
            .filter(|(_, o)| matches!(o, Saved { .. }))
            .collect();
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (&kept[0].0, standing.revision),
            (&standing.text, revision + 1)
        );
        let shown = outcomes.iter().filter(|(_, o)| {
            *o == Stale {
                current: standing.clone(),
            }
        });
        assert_eq!(shown.count(), 7);
    }
    Ok(())
}

fn discarded(office: &dyn Office) -> Result<(), Fault> {
    let _ = office.save_draft("moor", "7", "2", "first", 0, "ada", 50)?;
    let _ = office.save_draft("moor", "8", "1", "another meeting", 0, "ada", 50)?;
    office.discard_drafts("moor", "7")?;
    assert_eq!(office.drafts("moor", "7")?, []);
    assert_eq!(office.drafts("moor", "8")?.len(), 1);
    assert_eq!(
        office.save_draft("moor", "7", "2", "second", 1, "bel", 51)?,
        Saved { revision: 2 }
    );
    Ok(())
}

fn limit(office: &dyn Office) -> Result<(), Fault> {
    let words = "a".repeat(DRAFT_LIMIT + 1);
    let refused = office.save_draft("moor", "7", "2", &words, 0, "ada", 50);
    assert!(matches!(
        refused,
        Err(Fault::TooLarge { what: "draft", .. })
    ));
    let kept = office.save_draft("moor", "7", "2", &words[1..], 0, "ada", 50)?;
    assert_eq!(kept, Saved { revision: 1 });
    Ok(())
}
