//! The contract: what every store of the book promises. Each store runs all of it.

mod keeping;
mod writing;

use std::ops::ControlFlow;

use journal::{Fault, Head, Journal, NewLine, Words};

use crate::book::{BOOK, all, insist, note, saying, sealing};

/// A store with an empty place to keep books in.
pub trait Bench {
    /// Opens the books; again and again if need be.
    fn open(&self) -> Result<Box<dyn Journal>, Fault>;
    /// Lets another program run SQL on them.
    fn foreign(&self, sql: &str) -> Result<(), String>;
    /// Does the same, with every trigger out of the way.
    fn tamper(&self, sql: &str);
    /// Marks them as written by a later program, in this format.
    fn mark_as(&self, format: u32);
}

/// A sentence, and how to find out whether it is true.
type Promise = (&'static str, fn(&dyn Bench));

/// Everything a store promises, in sentences.
pub const PROMISES: &[Promise] = &[
    ("a new book is empty", a_new_book_is_empty),
    ("what is read is what was written, to the byte", exact_bytes),
    ("a book outlives the program", it_outlives_the_program),
    (
        "whoever did not see the last line may not write the next",
        writing::a_stale_head_is_a_conflict,
    ),
    ("all lines are written, or none", writing::all_or_none),
    ("an improper line is refused", writing::improper_lines),
    ("a receipt is written once and stays", writing::receipts),
    ("many writers never fork the book", writing::many_writers),
    ("partnerships do not see each other", partnerships_are_apart),
    ("reading can begin and end anywhere", reading_in_part),
    (
        "a redacted text is gone and the chain holds",
        keeping::redacting,
    ),
    (
        "a redaction is refused unless it is in order",
        keeping::improper_redactions,
    ),
    (
        "no other program can change a line",
        keeping::foreign_programs,
    ),
    ("damage is found, and where", keeping::damage),
    (
        "a damaged last line is found at opening",
        keeping::damage_at_the_end,
    ),
    (
        "a book of a later program is not touched",
        keeping::later_programs,
    ),
];

fn a_new_book_is_empty(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    assert_eq!(journal.head(BOOK), Ok(Head::EMPTY));
    assert_eq!(journal.partnerships(), Ok(vec![]));
    assert_eq!(all(&*journal, BOOK), []);
    assert_eq!(journal.receipt(BOOK, "none"), Ok(None));
}

fn exact_bytes(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let long = "œ".repeat(300_000);
    let lines = [
        saying(
            "{ \"z\" : 1.50,\n\t\"a\":[ ], \"a\\u0301\":\"\\u0041 \\\"sealed\\\":\\\"\\\" é 漢 🗳\" }",
        ),
        sealing(&[
            "",
            "two\r\nlines\t",
            "O'Brien \\ \"quoted\" %s $1 \u{202e}",
            &long,
        ]),
        NewLine {
            by: "system:clock".to_owned(),
            ..note(3)
        },
    ];
    let head = journal.append(BOOK, &Head::EMPTY, &lines, &[]).unwrap();
    let read = all(&*journal, BOOK);
    assert_eq!(read.len(), 3);
    for (read, written) in read.iter().zip(&lines) {
        assert_eq!(
            (&read.at, &read.by, &read.entry),
            (&written.at, &written.by, &written.entry)
        );
        let words: Vec<Words> = written
            .words
            .iter()
            .map(|words| Words::Held {
                salt: words.salt,
                text: words.text.clone(),
            })
            .collect();
        assert_eq!(read.words, words);
    }
    let last = &read[2];
    assert_eq!(
        head,
        Head {
            line: last.number,
            hash: last.hash
        }
    );
    assert_eq!(journal.head(BOOK), Ok(head));
}

fn it_outlives_the_program(bench: &dyn Bench) {
    let written = {
        let journal = bench.open().unwrap();
        insist(&*journal, BOOK, &sealing(&["kept"]));
        all(&*journal, BOOK)
    };
    assert_eq!(all(&*bench.open().unwrap(), BOOK), written);
}

fn partnerships_are_apart(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    for partnership in ["warwick", "Worcester", "a-b", "warwick"] {
        insist(&*journal, partnership, &note(1));
    }
    assert_eq!(
        journal.partnerships().unwrap(),
        ["Worcester", "a-b", "warwick"]
    );
    assert_eq!(all(&*journal, "warwick").len(), 2);
    assert_eq!(all(&*journal, "a-b").len(), 1);
    // The same words in another book make another line.
    assert_ne!(
        all(&*journal, "warwick")[0].hash,
        all(&*journal, "a-b")[0].hash
    );
    let elsewhere = journal.head("a-b").unwrap();
    assert!(matches!(
        journal.append("Worcester", &elsewhere, &[note(2)], &[]),
        Err(journal::AppendFault::Conflict { .. })
    ));
}

fn reading_in_part(bench: &dyn Bench) {
    const MANY: u64 = 2_345;
    let journal = bench.open().unwrap();
    let mut lines: Vec<NewLine> = (1..=MANY).map(note).collect();
    lines[999] = sealing(&["at the end of a page"]);
    lines[1_000] = sealing(&["at the beginning", "of the next"]);
    journal.append(BOOK, &Head::EMPTY, &lines, &[]).unwrap();
    let numbers = |after: u64, most: usize| {
        let mut numbers = Vec::new();
        let read = journal.read(BOOK, after, &mut |line| {
            // A reader may ask the journal as it reads.
            assert_eq!(journal.head(BOOK).unwrap().line, MANY);
            numbers.push(line.number);
            if numbers.len() == most {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        read.unwrap();
        numbers
    };
    assert_eq!(numbers(0, usize::MAX), (1..=MANY).collect::<Vec<_>>());
    assert_eq!(numbers(1_999, 3), [2_000, 2_001, 2_002]);
    assert_eq!(numbers(MANY - 1, 9), [MANY]);
    assert_eq!(numbers(MANY, 9), [0_u64; 0]);
    assert_eq!(numbers(MANY + 1, 9), [0_u64; 0]);
    assert_eq!(numbers(u64::MAX, 9), [0_u64; 0]);
}
