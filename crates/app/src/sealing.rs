//! Closing words under their commitment before a line is written, and laying them beside it when it
//! is read.

use jiff::Timestamp;
use journal::{Line, NewLine, NewWords, Words};
use record::{Entry, LineNo, Minute, Record};

use crate::{Chance, Denied};

/// The line that an entry becomes. Closes the entry's words on the way.
pub(crate) fn to_line(
    entry: &mut Entry,
    minute: &Minute,
    chance: Chance,
) -> Result<NewLine, journal::Fault> {
    let mut words = Vec::new();
    for prose in entry.prose_mut() {
        let mut salt = [0; 32];
        chance(&mut salt);
        let text = prose.words().unwrap_or_default().to_owned();
        prose.close(journal::commitment(&salt, &text).as_bytes().to_owned());
        words.push(NewWords { salt, text });
    }
    let json =
        serde_json::to_string(entry).map_err(|error| journal::Fault::Refused(error.to_string()))?;
    Ok(NewLine {
        at: format!("{:.6}", minute.at),
        by: minute.by.to_string(),
        entry: json,
        words,
    })
}

/// What a line says, with its words.
pub(crate) fn from_line(line: &Line) -> Result<(Minute, Entry), Denied> {
    let number = line.number;
    let not_understood = |why: String| Denied::NotUnderstood { line: number, why };
    let at: Timestamp = line
        .at
        .parse()
        .map_err(|error: jiff::Error| not_understood(error.to_string()))?;
    let by = line
        .by
        .parse()
        .map_err(|error: record::NotAnAuthor| not_understood(error.to_string()))?;
    let mut entry = Entry::read(&line.entry).map_err(|error| not_understood(error.to_string()))?;
    for (prose, words) in entry.prose_mut().into_iter().zip(&line.words) {
        match words {
            Words::Held { text, .. } => prose.lay(Some(text)),
            Words::Redacted => prose.lay(None),
        }
    }
    Ok((Minute { at, by }, entry))
}

/// Takes a line into a record.
pub(crate) fn take_in(record: &mut Record, line: &Line) -> Result<LineNo, Denied> {
    let (minute, entry) = from_line(line)?;
    record.apply(line.number, &minute, &entry);
    Ok(line.number)
}
