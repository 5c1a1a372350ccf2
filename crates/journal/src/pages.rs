//! Reading a book a page at a time, checking the chain on the way.
//!
//! A page is fetched whole and its connection given back before any line is handed
//! over, so a slow reader holds nothing up and may itself use the journal.

use std::ops::ControlFlow;

use crate::chain::Chain;
use crate::{Fault, Hash, Head, Line, Words};

/// How many lines are fetched at a time.
const PAGE: u32 = 1_000;

/// A line as the store has it, before its texts are put beside it.
pub(crate) struct Row {
    pub number: u64,
    pub at: String,
    pub by: String,
    pub entry: String,
    pub previous: Hash,
    pub hash: Hash,
}

/// A text as the store has it, or the note that it was redacted.
pub(crate) struct Beside {
    pub line: u64,
    pub ordinal: u32,
    pub words: Words,
}

/// Hands over every line after `head` until `each` breaks off or the book ends.
///
/// `page` fetches the lines after a number, at most so many. If a page is damaged, its
/// lines are fetched one by one, so that the sound ones are handed over and the fault
/// names the first that is not.
pub(crate) fn read(
    partnership: &str,
    head: Head,
    mut page: impl FnMut(u64, u32) -> Result<Vec<Line>, Fault>,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let mut chain = Chain::after(partnership, head);
    let mut most = PAGE;
    loop {
        let lines = match page(chain.head.line, most) {
            Err(Fault::Corrupt { .. }) if most > 1 => {
                most = 1;
                continue;
            }
            lines => lines?,
        };
        let last = lines.len() < most as usize;
        for line in lines {
            chain
                .follow(&line)
                .map_err(|(line, what)| Fault::corrupt(line, what))?;
            if each(line).is_break() {
                return Ok(());
            }
        }
        if last {
            return Ok(());
        }
    }
}

/// Whether a line's own hash holds, wherever it stands in its book.
pub(crate) fn check_alone(partnership: &str, line: &Line) -> Result<(), Fault> {
    let before = Head {
        line: line.number.saturating_sub(1),
        hash: line.previous,
    };
    let what = |what| format!("the last line of {partnership}: {what}");
    let checked = Chain::after(partnership, before).follow(line);
    checked.map_err(|(line, wrong)| Fault::corrupt(line, what(wrong)))
}

/// Puts each text beside its line. Both come in order.
pub(crate) fn assemble(rows: Vec<Row>, beside: Vec<Beside>) -> Result<Vec<Line>, Fault> {
    let mut beside = beside.into_iter().peekable();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let mut words = Vec::new();
        while let Some(next) = beside.next_if(|next| next.line == row.number) {
            if usize::try_from(next.ordinal) != Ok(words.len()) {
                let missing = words.len();
                return Err(Fault::corrupt(
                    row.number,
                    format!("text {missing} is missing"),
                ));
            }
            words.push(next.words);
        }
        let Row {
            number,
            at,
            by,
            entry,
            previous,
            hash,
        } = row;
        lines.push(Line {
            number,
            at,
            by,
            entry,
            words,
            previous,
            hash,
        });
    }
    match beside.next() {
        Some(stray) => Err(Fault::corrupt(
            stray.line,
            "a text lies beside a line that is not there",
        )),
        None => Ok(lines),
    }
}
