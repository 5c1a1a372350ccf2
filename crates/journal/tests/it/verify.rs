//! Verification: whatever is done to a book is found, and where.

use journal::{
    Checkpoint, Fault, Head, Journal, Line, Report, SqliteBook, Verdict, Words, line_hash, verify,
};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::book::{BOOK, all, note, redaction, sealing, some_hash};

/// A book of nine lines with texts, of which one is redacted.
fn book() -> (Vec<Line>, Checkpoint) {
    let folder = tempfile::tempdir().unwrap();
    let journal = SqliteBook::open(folder.path().join("book.db")).unwrap();
    let lines = [
        note(1),
        sealing(&["first", "second"]),
        note(3),
        sealing(&["third"]),
        note(5),
        sealing(&["", "é漢"]),
        note(7),
    ];
    let head = journal.append(BOOK, &Head::EMPTY, &lines, &[]).unwrap();
    let head = journal
        .redact(BOOK, &head, &redaction((2, 1)), (2, 1))
        .unwrap();
    let head = journal.append(BOOK, &head, &[note(9)], &[]).unwrap();
    (all(&journal, BOOK), Checkpoint::of(BOOK, &head))
}

fn report(lines: &[Line], checkpoint: Option<&Checkpoint>) -> Report {
    verify(BOOK, lines.iter().cloned().map(Ok), checkpoint)
}

#[test]
fn a_sound_book_is_valid() {
    let (lines, checkpoint) = book();
    let report = report(&lines, Some(&checkpoint));
    assert_eq!(report.verdict, Verdict::Redacted(1));
    assert_eq!(
        report.to_string(),
        format!(
            "VALID WITH 1 REDACTION: 9 lines, the last is {}; agrees with the checkpoint at line 9",
            checkpoint.hash
        )
    );
    let first = verify(BOOK, lines[..1].iter().cloned().map(Ok), None).to_string();
    assert!(first.starts_with("VALID: 1 lines"), "{first}");
    assert!(
        first.ends_with("lines lost from the end cannot be seen"),
        "{first}"
    );
    assert_eq!(verify(BOOK, [], None).verdict, Verdict::Valid);
}

/// Rewrites the chain from line `from` on, as a forger with the whole book in hand would.
fn chained_afresh(lines: &mut [Line], from: usize) {
    for at in from..lines.len() {
        let (number, previous) = match at {
            0 => (1, Head::EMPTY.hash),
            at => (lines[at - 1].number + 1, lines[at - 1].hash),
        };
        let line = &mut lines[at];
        (line.number, line.previous) = (number, previous);
        line.hash = line_hash(BOOK, number, &line.at, &line.by, &previous, &line.entry);
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    type Change = fn(&mut Vec<Line>);
    let table: &[(&str, u64, &str, Change)] = &[
        ("the entry", 3, "its hash", |book| book[2].entry.push(' ')),
        ("a text", 2, "text 0 is not", |book| {
            book[1].words[0] = Words::Held {
                salt: [1; 32],
                text: "First".into(),
            }
        }),
        ("a salt", 2, "text 0 is not", |book| {
            book[1].words[0] = Words::Held {
                salt: [9; 32],
                text: "first".into(),
            }
        }),
        ("a text gone", 4, "no later line redacts it", |book| {
            book[3].words[0] = Words::Redacted
        }),
        ("a text too few", 4, "it seals 1 texts", |book| {
            book[3].words.clear()
        }),
        ("a line removed", 4, "it is missing: line 5", |book| {
            drop(book.remove(3))
        }),
        ("a line doubled", 5, "it is missing: line 4", |book| {
            book.insert(4, book[3].clone())
        }),
        ("the first lost", 1, "it is missing: line 2", |book| {
            drop(book.remove(0))
        }),
        ("the end lost", 9, "the book ends at line 8", |book| {
            drop(book.pop())
        }),
        ("everything lost", 1, "the book ends at line 0", Vec::clear),
        (
            "the redaction lost",
            2,
            "no later line redacts it",
            |book| {
                book.truncate(7);
            },
        ),
        ("written afresh", 9, "written afresh", |book| {
            book[4].by = "system:forger".into();
            chained_afresh(book, 4);
        }),
        ("a redaction of nothing", 8, "never there", |book| {
            book[7].entry = redaction((2, 5)).entry;
            chained_afresh(book, 7);
        }),
        ("a redaction before its text", 1, "never there", |book| {
            book[0].entry = redaction((4, 0)).entry;
            chained_afresh(book, 0);
        }),
        ("a redaction twice", 9, "a second time", |book| {
            book[8].entry = redaction((2, 1)).entry;
            chained_afresh(book, 8);
        }),
    ];
    for (what, line, why, change) in table {
        let (mut lines, checkpoint) = book();
        change(&mut lines);
        match report(&lines, Some(&checkpoint)).verdict {
            Verdict::Broken {
                line: at,
                what: said,
                help,
            } => {
                assert_eq!(at, *line, "{what}: {said}");
                assert!(said.contains(why), "{what}: {said}");
                assert!(!help.is_empty());
            }
            verdict => panic!("{what}: {verdict:?}"),
        }
    }
}

#[test]
fn a_checkpoint_must_be_of_this_book() {
    let (lines, checkpoint) = book();
    let sound = |checkpoint: &Checkpoint| report(&lines, Some(checkpoint)).is_sound();
    for (line, hash) in [
        (0, Head::EMPTY.hash),
        (3, lines[2].hash),
        (9, lines[8].hash),
    ] {
        assert!(
            sound(&Checkpoint {
                line,
                hash,
                ..checkpoint.clone()
            }),
            "{line}"
        );
        assert!(
            !sound(&Checkpoint {
                line,
                hash: some_hash(5),
                ..checkpoint.clone()
            }),
            "{line}"
        );
    }
    assert!(!sound(&Checkpoint {
        line: 10,
        ..checkpoint.clone()
    }));
    assert!(!sound(&Checkpoint {
        partnership: "elsewhere".to_owned(),
        ..checkpoint.clone()
    }));
    let elsewhere = verify("elsewhere", lines.iter().cloned().map(Ok), None);
    assert!(matches!(elsewhere.verdict, Verdict::Broken { line: 1, .. }));
}

#[test]
fn an_unreadable_line_is_where_the_book_breaks() {
    let (lines, checkpoint) = book();
    for (fault, at) in [
        (
            Fault::Corrupt {
                line: 4,
                what: "burnt".to_owned(),
            },
            4,
        ),
        (Fault::Unavailable("gone".to_owned()), 4),
    ] {
        let lines = lines[..3].iter().cloned().map(Ok).chain([Err(fault)]);
        let verdict = verify(BOOK, lines, Some(&checkpoint)).verdict;
        assert!(
            matches!(verdict, Verdict::Broken { line, .. } if line == at),
            "{verdict:?}"
        );
    }
}

#[test]
fn a_text_that_lingers_is_told() {
    let (mut lines, checkpoint) = book();
    lines[1].words[1] = Words::Held {
        salt: [2; 32],
        text: "second".to_owned(),
    };
    let report = report(&lines, Some(&checkpoint));
    assert_eq!(
        (report.verdict, report.lingering),
        (Verdict::Valid, vec![(2, 1)])
    );
}

/// One change to one character or byte somewhere in a line.
fn flip(line: &mut Line, field: Index, place: Index, by: u8) -> bool {
    let in_text = |text: &mut String| {
        let mut characters: Vec<char> = text.chars().collect();
        if characters.is_empty() {
            text.push(char::from(by % 26 + b'a'));
            return true;
        }
        let at = place.index(characters.len());
        let other = char::from_u32(u32::from(characters[at]) ^ u32::from(by)).unwrap_or('x');
        let changed = characters[at] != other;
        characters[at] = other;
        *text = characters.into_iter().collect();
        changed
    };
    let in_hash = |hash: &mut journal::Hash| {
        let mut bytes = *hash.as_bytes();
        bytes[place.index(32)] ^= by;
        *hash = journal::Hash::from_bytes(bytes);
        true
    };
    match field.index(7) {
        0 => {
            line.number ^= u64::from(by) << (8 * place.index(8));
            true
        }
        1 => in_text(&mut line.at),
        2 => in_text(&mut line.by),
        3 => in_text(&mut line.entry),
        4 => in_hash(&mut line.previous),
        5 => in_hash(&mut line.hash),
        _ => match line.words.first_mut() {
            Some(Words::Held { salt, text }) if place.index(2) == 0 => {
                salt[place.index(32)] ^= by;
                let _ = text;
                true
            }
            Some(Words::Held { text, .. }) => in_text(text),
            _ => false,
        },
    }
}

proptest! {
    /// Whatever single thing is changed, the book no longer verifies.
    #[test]
    fn any_change_breaks_the_book(
        line in any::<Index>(), field in any::<Index>(), place in any::<Index>(), by in 1_u8..=255,
    ) {
        let (mut lines, checkpoint) = shared();
        let at = line.index(lines.len());
        if flip(&mut lines[at], field, place, by) {
            let report = report(&lines, Some(&checkpoint));
            prop_assert!(!report.is_sound(), "{report}");
            // Every line before it is vouched for, and none after.
            prop_assert!(report.head.line <= at as u64);
        }
    }

    /// Lines removed, inserted, swapped, moved or cut off never pass.
    #[test]
    fn any_disorder_breaks_the_book(
        kind in 0..5, one in any::<Index>(), other in any::<Index>(), afresh in any::<bool>(),
    ) {
        let (mut lines, checkpoint) = shared();
        let (one, other) = (one.index(lines.len()), other.index(lines.len()));
        let before = lines.clone();
        match kind {
            0 => drop(lines.remove(one)),
            1 => lines.insert(one, before[other].clone()),
            2 => lines.swap(one, other),
            3 => lines.truncate(one),
            _ => lines[one..].rotate_left(1),
        }
        if lines != before {
            if afresh {
                chained_afresh(&mut lines, 0);
            }
            let report = report(&lines, Some(&checkpoint));
            // Written afresh to the very same lines and more, it is the same book, gone on.
            prop_assert!(lines.starts_with(&before) || !report.is_sound(), "{report}");
        }
    }
}

/// The book, made once: the laws above ask for it hundreds of times.
fn shared() -> (Vec<Line>, Checkpoint) {
    static BOOK: std::sync::OnceLock<(Vec<Line>, Checkpoint)> = std::sync::OnceLock::new();
    BOOK.get_or_init(book).clone()
}
