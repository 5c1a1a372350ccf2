//! Letters: posted once, in one pair of hands at a time, tried again, and without words afterwards.

use std::sync::Barrier;

use office::{BODY_KEPT, Claimed, Fault, Gathered, Letter, Office, State, Stopper, Wish, Written};

use crate::contract::{Sentence, someone};

pub const SENTENCES: &[Sentence] = &[
    ("the same key twice posts once", once),
    ("a letter comes out of the outbox as it was posted", whole),
    (
        "an address that cannot be written to, and a header of two lines, are refused",
        refused,
    ),
    (
        "of eight who reach for the same letter at the same instant, one gets it",
        race,
    ),
    (
        "a letter whose holder died is taken up by another, and one that was sent is not",
        died,
    ),
    (
        "a letter that failed is tried again after growing pauses, and given up in the end",
        pauses,
    ),
    ("a try while no letter can leave does not count", no_server),
    (
        "a letter refused for good can be sent again, to the address as it is then",
        again,
    ),
    ("a letter of no use any more is not sent", too_late),
    (
        "words are destroyed once sent, and after thirty days in any case",
        words_go,
    ),
    ("a person's letters go with them", erased),
    (
        "of eight who write a book's letters at the same instant, one does",
        cursor,
    ),
    ("wishes are kept, and news follows them", wishes),
    ("a digest takes its news out once", digest),
    (
        "the secret in a letter says whose letters it stops",
        stopper,
    ),
];

fn letter(key: &str) -> Letter {
    Letter {
        key: key.into(),
        partnership: "moor".into(),
        address: "ann@example.org".into(),
        kind: "meetings/agenda".into(),
        about: Some("board-2007-04-18".into()),
        subject: "Agenda — “Board”".into(),
        plain: "Dear Ann,\n\nthe agenda…\n".into(),
        html: "<p>Dear Ann,</p>".into(),
        headers: vec![
            (
                "List-Unsubscribe".into(),
                "<https://moot.example/x: y>".into(),
            ),
            (
                "List-Unsubscribe-Post".into(),
                "List-Unsubscribe=One-Click".into(),
            ),
        ],
        ..Letter::default()
    }
}

fn claim(office: &dyn Office, now: i64) -> Result<Option<Claimed>, Fault> {
    office.claim_letter("this node", now, 60)
}

fn once(office: &dyn Office) -> Result<(), Fault> {
    assert!(office.post_letter(&letter("a"), 100)?);
    let other = Letter {
        subject: "Another".into(),
        ..letter("a")
    };
    assert!(!office.post_letter(&other, 101)?);
    let first = claim(office, 102)?.unwrap();
    office.letter_sent(&first.letter.key, 103)?;
    assert!(!office.post_letter(&letter("a"), 104)?, "sent already");
    assert_eq!(claim(office, 105)?, None);
    let sent = office.letters("moor", State::Sent, 10)?;
    assert_eq!((sent.len(), sent[0].settled), (1, Some(103)));
    Ok(())
}

fn whole(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    let posted = Letter {
        person: Some(person),
        not_before: 200,
        ..letter("a")
    };
    assert!(office.post_letter(&posted, 100)?);
    assert!(!office.letter_is_due(199)?);
    assert_eq!(claim(office, 199)?, None, "not before it is due");
    assert!(office.letter_is_due(200)?);
    let claimed = claim(office, 200)?.unwrap();
    let expected = Letter {
        not_before: 0,
        ..posted
    };
    assert_eq!((claimed.letter, claimed.tries), (expected, 1));
    assert!(!office.letter_is_due(200)?, "it is in hand");
    let listed = office.letters_about("moor", "board-2007-04-18")?;
    assert_eq!((listed.len(), listed[0].state), (1, State::Waiting));
    assert_eq!(office.letters_about("vale", "board-2007-04-18")?, []);
    Ok(())
}

fn refused(office: &dyn Office) -> Result<(), Fault> {
    let with = |change: &dyn Fn(&mut Letter)| {
        let mut letter = letter("a");
        change(&mut letter);
        office.post_letter(&letter, 100)
    };
    type Change<'a> = &'a dyn Fn(&mut Letter);
    let table: [(&str, Change<'_>); 7] = [
        ("email address", &|l| l.address = "ann".into()),
        ("email address", &|l| {
            l.address = "ann@example.org\r\nBcc: x@example.org".into()
        }),
        ("subject", &|l| {
            l.subject = "Agenda\r\nBcc: x@example.org".into()
        }),
        ("subject", &|l| l.subject = " ".into()),
        ("header", &|l| {
            l.headers[0].1 = "<x>\nBcc: x@example.org".into()
        }),
        ("name of a header", &|l| l.headers[0].0 = "Bcc: x\nX".into()),
        ("key of the letter", &|l| l.key = String::new()),
    ];
    for (wrong, change) in table {
        match with(change) {
            Err(Fault::Unfit { what }) => assert_eq!(what, wrong),
            other => panic!("{wrong}: {other:?}"),
        }
    }
    assert!(matches!(
        with(&|l| l.plain = "a".repeat(office::LETTER_LIMIT + 1)),
        Err(Fault::TooLarge { .. })
    ));
    assert_eq!(claim(office, 100)?, None);
    Ok(())
}

/// What each of eight gets who do the same at the same instant.
fn at_once<T: Send>(work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(8);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|number| {
                let (start, work) = (&start, &work);
                scope.spawn(move || {
                    start.wait();
                    work(number)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn race(office: &dyn Office) -> Result<(), Fault> {
    for round in 0..5 {
        let key = format!("letter {round}");
        let posted = at_once(|_| office.post_letter(&letter(&key), 100).unwrap());
        assert_eq!(posted.into_iter().filter(|new| *new).count(), 1);
        let got = at_once(|number| {
            office
                .claim_letter(&format!("node {number}"), 100, 60)
                .unwrap()
        });
        assert_eq!(got.into_iter().flatten().count(), 1);
        office.letter_sent(&key, 101)?;
    }
    Ok(())
}

fn died(office: &dyn Office) -> Result<(), Fault> {
    for key in ["a", "b"] {
        office.post_letter(&letter(key), 100)?;
    }
    let a = office.claim_letter("dies", 100, 60)?.unwrap();
    let b = office.claim_letter("dies", 100, 60)?.unwrap();
    office.letter_sent(&a.letter.key, 101)?;
    assert_eq!(office.claim_letter("lives", 159, 60)?, None);
    let taken = office.claim_letter("lives", 160, 60)?.unwrap();
    assert_eq!((&taken.letter.key, taken.tries), (&b.letter.key, 2));
    // The first wakes up after all: what it says of a letter that is no longer its own changes nothing.
    office.letter_refused(&b, "dies", "no such mailbox", 161)?;
    office.letter_delayed(&b, "dies", "busy", 161)?;
    assert_eq!(office.count_letters("moor", State::Failed)?, 0);
    office.letter_sent(&taken.letter.key, 162)?;
    assert_eq!(office.count_letters("moor", State::Sent)?, 2);
    assert_eq!(office.claim_letter("lives", 1_000, 60)?, None);
    Ok(())
}

fn pauses(office: &dyn Office) -> Result<(), Fault> {
    office.post_letter(&letter("a"), 0)?;
    let (mut now, mut pauses) = (0, Vec::new());
    while let Some(claimed) = claim(office, now)? {
        office.letter_delayed(&claimed, "this node", "451 busy\r\n", now)?;
        let waiting = office.letters("moor", State::Waiting, 10)?;
        let Some(one) = waiting.first() else { break };
        assert_eq!(one.trouble.as_deref(), Some("451 busy  "));
        pauses.push(one.due - now);
        assert_eq!(claim(office, one.due - 1)?, None);
        now = one.due;
    }
    assert!(pauses.is_sorted() && pauses[0] == 60, "{pauses:?}");
    let all: i64 = pauses.iter().sum();
    assert!((2 * 86_400..4 * 86_400).contains(&all), "{all}");
    let failed = office.letters("moor", State::Failed, 10)?;
    assert_eq!((failed.len(), failed[0].tries), (1, 10));
    Ok(())
}

fn no_server(office: &dyn Office) -> Result<(), Fault> {
    office.post_letter(&letter("a"), 0)?;
    for now in (0..3_000).step_by(30) {
        let claimed = claim(office, now)?.unwrap();
        assert_eq!(claimed.tries, 1);
        office.letter_put_back(&claimed, "this node", "refused", now, 30)?;
        assert!(!office.letter_is_due(now + 29)?);
    }
    Ok(())
}

fn again(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    let to = Letter {
        person: Some(person.clone()),
        good_until: Some(500),
        ..letter("a")
    };
    office.post_letter(&to, 100)?;
    let claimed = claim(office, 100)?.unwrap();
    office.letter_refused(&claimed, "this node", "550 no such mailbox", 101)?;
    let failed = office.letters("moor", State::Failed, 10)?;
    assert_eq!(failed[0].trouble.as_deref(), Some("550 no such mailbox"));
    assert!(failed[0].has_words);
    assert_eq!(claim(office, 10_000)?, None, "refused for good");
    assert!(!office.send_letter_again("vale", "a", 200)?, "not theirs");
    office.change_email(&person, Some("ann.clerk@example.org"))?;
    assert!(office.send_letter_again("moor", "a", 600)?);
    assert!(
        !office.send_letter_again("moor", "a", 601)?,
        "it waits already"
    );
    let claimed = claim(office, 601)?.unwrap();
    assert_eq!(
        (&*claimed.letter.address, claimed.tries),
        ("ann.clerk@example.org", 1)
    );
    office.letter_sent("a", 602)?;
    assert!(!office.send_letter_again("moor", "a", 603)?, "it was sent");
    Ok(())
}

fn too_late(office: &dyn Office) -> Result<(), Fault> {
    let code = Letter {
        good_until: Some(700),
        ..letter("a")
    };
    office.post_letter(&code, 100)?;
    let claimed = claim(office, 700)?.unwrap();
    office.letter_delayed(&claimed, "this node", "busy", 700)?;
    assert_eq!(claim(office, 760)?, None);
    let failed = office.letters("moor", State::Failed, 10)?;
    assert!(!failed[0].has_words);
    Ok(())
}

fn words_go(office: &dyn Office) -> Result<(), Fault> {
    for key in ["sent", "failed", "waiting"] {
        office.post_letter(&letter(key), 0)?;
    }
    let code = Letter {
        kind: "sign-in/code".into(),
        ..letter("code")
    };
    office.post_letter(&code, 0)?;
    for _ in 0..4 {
        let claimed = office.claim_letter("n", 1, 10)?.unwrap();
        match &*claimed.letter.key {
            "failed" => office.letter_refused(&claimed, "n", "550", 2)?,
            "waiting" => office.letter_put_back(&claimed, "n", "no server", 2, 1)?,
            key => assert!(office.letter_sent(key, 2)?),
        }
    }
    let words = |state| -> Result<Vec<bool>, Fault> {
        let letters = office.letters("moor", state, 10)?;
        Ok(letters.into_iter().map(|letter| letter.has_words).collect())
    };
    assert_eq!(words(State::Sent)?, [false]);
    assert_eq!(words(State::Failed)?, [true]);
    office.clear_outbox(BODY_KEPT)?;
    assert_eq!(
        (words(State::Failed)?, words(State::Waiting)?),
        (vec![true], vec![true])
    );
    office.clear_outbox(BODY_KEPT + 1)?;
    assert_eq!(
        (words(State::Failed)?, words(State::Waiting)?),
        (vec![false, false], vec![])
    );
    assert!(
        office.post_letter(&code, BODY_KEPT)?,
        "signing in leaves no trace"
    );
    assert!(!office.post_letter(&letter("sent"), BODY_KEPT)?);
    office.clear_outbox(BODY_KEPT + 500 * 86_400)?;
    assert_eq!(office.letters_about("moor", "board-2007-04-18")?, []);
    Ok(())
}

fn erased(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.change_email(&person, Some("Ann@example.org"))?;
    office.post_letter(&letter("before they were known"), 100)?;
    let to = Letter {
        person: Some(person.clone()),
        address: "former@example.org".into(),
        ..letter("theirs")
    };
    office.post_letter(&to, 100)?;
    let other = Letter {
        address: "bob@example.org".into(),
        ..letter("another's")
    };
    office.post_letter(&other, 100)?;
    office.wish_letters("moor", &person, "minutes", Wish::Weekly)?;
    let theirs = ["before they were known", "theirs"].map(str::to_owned);
    assert_eq!(office.keys_of_letters_to(&person)?, theirs);
    office.erase_person(&person)?;
    // What was on its way meanwhile is known to nobody any more.
    assert!(!office.letter_sent("theirs", 101)?);
    assert!(office.keys_of_letters_to(&person)?.is_empty());
    let left = office.letters("moor", State::Waiting, 10)?;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].key, "another's");
    assert_eq!(office.letter_wishes("moor")?, []);
    Ok(())
}

fn cursor(office: &dyn Office) -> Result<(), Fault> {
    assert_eq!(office.letters_written("moor")?, None);
    assert!(!office.write_letters("moor", (0, 5), &[letter("x")], &[], 100)?);
    office.begin_letters("moor", 40, 7, 100)?;
    office.begin_letters("moor", 0, 0, 101)?;
    let written = |line, day| Some(Written { line, day });
    assert_eq!(office.letters_written("moor")?, written(40, 7));
    for round in 0..5 {
        let (from, to) = (40 + round, 41 + round);
        let wrote = at_once(|number| {
            let letters = [letter(&format!("line {to} by {number}"))];
            office
                .write_letters("moor", (from, to), &letters, &[], 100)
                .unwrap()
        });
        assert_eq!(wrote.into_iter().filter(|wrote| *wrote).count(), 1);
    }
    assert_eq!(office.letters_written("moor")?, written(45, 7));
    assert_eq!(office.count_letters("moor", State::Waiting)?, 5);
    let due = [letter("due")];
    assert!(office.write_reminders("moor", (7, 9), &due, &[], 100)?);
    assert!(!office.write_reminders("moor", (7, 9), &due, &[], 100)?);
    assert_eq!(office.letters_written("moor")?, written(45, 9));
    // One that cannot be posted keeps all from being posted, and the place where it was.
    let unfit = Letter {
        address: "nowhere".into(),
        ..letter("unfit")
    };
    assert!(
        office
            .write_letters("moor", (45, 46), &[letter("fit"), unfit], &[], 100)
            .is_err()
    );
    assert_eq!(office.letters_written("moor")?, written(45, 9));
    assert_eq!(office.count_letters("moor", State::Waiting)?, 6);
    Ok(())
}

fn news(key: &str, person: &str, wish: Wish, kind: &str) -> Gathered {
    Gathered {
        key: key.into(),
        person: person.into(),
        wish,
        kind: kind.into(),
        subject: "Minutes published".into(),
        words: "The minutes are published.".into(),
        link: "/moor/meetings/board".into(),
        noted: 100,
    }
}

fn wishes(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.begin_letters("moor", 0, 0, 100)?;
    let gathered = [
        news("1", &person, Wish::Daily, "minutes"),
        news("2", &person, Wish::Daily, "actions"),
    ];
    office.write_letters("moor", (0, 1), &[], &gathered, 100)?;
    let keys = |wish| -> Result<Vec<String>, Fault> {
        let news = office.gathered("moor", wish, 101)?;
        Ok(news.into_iter().map(|one| one.key).collect())
    };
    office.wish_letters("moor", &person, "minutes", Wish::Weekly)?;
    assert_eq!(
        (keys(Wish::Daily)?, keys(Wish::Weekly)?),
        (vec!["2".to_owned()], vec!["1".to_owned()])
    );
    office.wish_letters("moor", &person, "minutes", Wish::Never)?;
    assert_eq!(keys(Wish::Weekly)?, [""; 0]);
    assert_eq!(
        office.letter_wishes("moor")?,
        [(person, "minutes".to_owned(), Wish::Never)]
    );
    Ok(())
}

fn digest(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.begin_letters("moor", 0, 0, 100)?;
    let gathered = [
        news("1", &person, Wish::Daily, "minutes"),
        news("2", &person, Wish::Daily, "actions"),
    ];
    office.write_letters("moor", (0, 1), &[], &gathered, 100)?;
    assert_eq!(office.gathered("moor", Wish::Daily, 100)?, []);
    assert_eq!(office.gathered("moor", Wish::Daily, 101)?, gathered);
    let done = at_once(|number| {
        let letter = letter(&format!("digest by {number}"));
        office.post_digest(Some(&letter), &["1", "2"], 200).unwrap()
    });
    assert_eq!(done.into_iter().filter(|done| *done).count(), 1);
    assert_eq!(office.gathered("moor", Wish::Daily, 101)?, []);
    assert_eq!(office.count_letters("moor", State::Waiting)?, 1);
    Ok(())
}

fn stopper(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    let to = Letter {
        person: Some(person.clone()),
        kind: "minutes".into(),
        stop: Some("a secret of many bits".into()),
        ..letter("a")
    };
    office.post_letter(&to, 100)?;
    claim(office, 100)?;
    office.letter_sent("a", 101)?;
    let whose = Stopper {
        partnership: "moor".into(),
        person,
        kind: "minutes".into(),
    };
    assert_eq!(office.letter_stopper("a secret of many bits")?, Some(whose));
    assert_eq!(office.letter_stopper("another")?, None);
    Ok(())
}
