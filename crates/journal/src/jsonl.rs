//! A book as text: one JSON object a line, as in exports and in `fossils/`.
//!
//! Each object holds everything the line's hash is taken over, with the entry as a JSON
//! string, so that its bytes stay as they were hashed:
//! `{"partnership":"…","number":1,"at":"…","by":"…","entry":"{…}","words":[{"salt":"…","text":"…"},null],"previous":"…","hash":"…"}`.
//! A text that was redacted is `null`.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::hash::{hex, unhex};
use crate::{Fault, Hash, Line, Words};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    partnership: String,
    number: u64,
    at: String,
    by: String,
    entry: String,
    words: Vec<Option<Text>>,
    previous: Hash,
    hash: Hash,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    salt: String,
    text: String,
}

/// Writes one line and a newline.
///
/// # Errors
/// Whatever `out` reports.
pub fn write(out: &mut impl Write, partnership: &str, line: &Line) -> io::Result<()> {
    let words = line.words.iter().map(|words| match words {
        Words::Held { salt, text } => Some(Text {
            salt: hex(salt),
            text: text.clone(),
        }),
        Words::Redacted => None,
    });
    let written = Written {
        partnership: partnership.to_owned(),
        number: line.number,
        at: line.at.clone(),
        by: line.by.clone(),
        entry: line.entry.clone(),
        words: words.collect(),
        previous: line.previous,
        hash: line.hash,
    };
    serde_json::to_writer(&mut *out, &written)?;
    out.write_all(b"\n")
}

/// Reads a book written by [`write()`]: the partnership of each line, and the line.
///
/// Only the form is checked here; give the lines to [`crate::verify()`].
///
/// # Errors
/// Each item is [`Fault::Corrupt`] if that row is not a line of a book.
pub fn read(book: impl BufRead) -> impl Iterator<Item = Result<(String, Line), Fault>> {
    book.lines().zip(1..).map(|(row, number)| {
        let corrupt = |what: String| Fault::corrupt(number, what);
        let row = row.map_err(|error| corrupt(error.to_string()))?;
        let written: Written = serde_json::from_str(&row)
            .map_err(|error| corrupt(format!("not a line of a book: {error}")))?;
        let words: Option<Vec<Words>> = written.words.into_iter().map(held).collect();
        let words =
            words.ok_or_else(|| corrupt("a salt is not 64 hexadecimal digits".to_owned()))?;
        let Written {
            partnership,
            number,
            at,
            by,
            entry,
            previous,
            hash,
            ..
        } = written;
        Ok((
            partnership,
            Line {
                number,
                at,
                by,
                entry,
                words,
                previous,
                hash,
            },
        ))
    })
}

fn held(text: Option<Text>) -> Option<Words> {
    match text {
        Some(Text { salt, text }) => Some(Words::Held {
            salt: unhex(&salt)?,
            text,
        }),
        None => Some(Words::Redacted),
    }
}
