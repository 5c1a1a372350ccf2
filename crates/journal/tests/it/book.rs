//! Lines and books to test with.

use std::ops::ControlFlow;

use journal::{AppendFault, Hash, Head, Journal, Line, NewLine, NewWords, commitment};

pub const BOOK: &str = "three-rivers";

/// A line that says `entry`.
pub fn saying(entry: &str) -> NewLine {
    NewLine {
        at: "2007-04-18T14:00:00.000000Z".to_owned(),
        by: "person:00112233445566778899aabbccddeeff".to_owned(),
        entry: entry.to_owned(),
        words: Vec::new(),
    }
}

/// A line of no importance.
pub fn note(number: u64) -> NewLine {
    saying(&format!(
        "{{\"module\":\"test\",\"kind\":\"noted\",\"what\":{number}}}"
    ))
}

/// A line that seals these texts.
pub fn sealing(texts: &[&str]) -> NewLine {
    let words: Vec<NewWords> = (1..)
        .zip(texts)
        .map(|(n, text)| NewWords {
            salt: [n; 32],
            text: (*text).to_owned(),
        })
        .collect();
    let sealed: Vec<String> = words
        .iter()
        .map(|words| {
            format!(
                "{{\"sealed\":\"{}\"}}",
                commitment(&words.salt, &words.text)
            )
        })
        .collect();
    let entry = format!(
        "{{\"module\":\"test\",\"kind\":\"said\",\"texts\":[{}]}}",
        sealed.join(",")
    );
    NewLine {
        words,
        ..saying(&entry)
    }
}

/// The line that records a redaction.
pub fn redaction((line, ordinal): (u64, u32)) -> NewLine {
    saying(&format!(
        "{{\"module\":\"book\",\"kind\":\"redacted\",\"line\":{line},\"ordinal\":{ordinal},\"ground\":\"Article 17\"}}"
    ))
}

/// Every line of the book.
pub fn all(journal: &dyn Journal, partnership: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let read = journal.read(partnership, 0, &mut |line| {
        lines.push(line);
        ControlFlow::Continue(())
    });
    read.unwrap();
    lines
}

/// Writes one line, deciding afresh as often as others get in before.
pub fn insist(journal: &dyn Journal, partnership: &str, line: &NewLine) -> Head {
    let mut last = journal.head(partnership).unwrap();
    loop {
        match journal.append(partnership, &last, std::slice::from_ref(line), &[]) {
            Ok(head) => return head,
            Err(AppendFault::Conflict { head }) => last = head,
            Err(fault) => panic!("{fault}"),
        }
    }
}

/// Some hash or other.
pub fn some_hash(n: u8) -> Hash {
    Hash::from_bytes([n; 32])
}
