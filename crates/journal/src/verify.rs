//! Whether a book still says what it said, judged as a stranger would.
//!
//! VALID, VALID WITH n REDACTIONS, or BROKEN with the first line that is wrong. It needs
//! nothing but the lines and, to see a lost end or a book written afresh, a
//! [`Checkpoint`] kept elsewhere. Whether the entries make sense is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;

use crate::chain::Chain;
use crate::{Checkpoint, Fault, Head, Journal, Line, Words, sealed};

/// The outcome in one word, with what is wrong if anything is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every line follows from the one before, every text is the one that was sealed.
    Valid,
    /// The same, but for this many texts which were taken out, each on the record.
    Redacted(u64),
    /// Something was changed, removed, added or lost.
    Broken {
        /// The first line that is wrong.
        line: u64,
        /// What is wrong with it.
        what: String,
        /// What to do next.
        help: &'static str,
    },
}

/// The outcome of a verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The outcome.
    pub verdict: Verdict,
    /// Where the book ends, or the last line before the first that is wrong.
    pub head: Head,
    /// The line of the checkpoint the book was held against, if there was one. Without it
    /// a lost end cannot be seen.
    pub checkpoint: Option<u64>,
    /// Texts that a later line says were taken out but that are still there: line and
    /// ordinal. Normal if the redaction happened during the reading; otherwise they must go.
    pub lingering: Vec<(u64, u32)>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        !matches!(self.verdict, Verdict::Broken { .. })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Head { line, hash } = self.head;
        match &self.verdict {
            Verdict::Broken { line, what, help } => {
                return write!(out, "BROKEN at line {line}: {what}. {help}");
            }
            Verdict::Valid => write!(out, "VALID: {line} lines, the last is {hash}")?,
            Verdict::Redacted(1) => write!(
                out,
                "VALID WITH 1 REDACTION: {line} lines, the last is {hash}"
            )?,
            Verdict::Redacted(n) => {
                write!(
                    out,
                    "VALID WITH {n} REDACTIONS: {line} lines, the last is {hash}"
                )?;
            }
        }
        match self.checkpoint {
            Some(line) => write!(out, "; agrees with the checkpoint at line {line}"),
            None => write!(
                out,
                "; without a checkpoint, lines lost from the end cannot be seen"
            ),
        }
    }
}

/// Takes the lines of a book one after the other, then reports.
pub struct Verifier<'a> {
    chain: Chain<'a>,
    checkpoint: Option<&'a Checkpoint>,
    /// How many texts each line with texts has.
    texts: BTreeMap<u64, usize>,
    missing: BTreeSet<(u64, u32)>,
    redacted: BTreeSet<(u64, u32)>,
    wrong: Option<(u64, String)>,
}

impl<'a> Verifier<'a> {
    /// Begins at the first line of the book of `partnership`.
    #[must_use]
    pub fn new(partnership: &'a str, checkpoint: Option<&'a Checkpoint>) -> Self {
        let mut verifier = Self {
            chain: Chain::after(partnership, Head::EMPTY),
            checkpoint,
            texts: BTreeMap::new(),
            missing: BTreeSet::new(),
            redacted: BTreeSet::new(),
            wrong: None,
        };
        if let Some(checkpoint) = checkpoint {
            if checkpoint.partnership != partnership {
                let what = format!(
                    "the checkpoint is for the book of {}",
                    checkpoint.partnership
                );
                verifier.wrong = Some((0, what));
            } else if checkpoint.line == 0 && checkpoint.hash != Head::EMPTY.hash {
                verifier.wrong = Some((0, "the checkpoint is of no book".to_owned()));
            }
        }
        verifier
    }

    /// Takes the next line. Breaks off once something is wrong: the rest cannot mend it.
    pub fn take(&mut self, line: &Line) -> ControlFlow<()> {
        if self.wrong.is_none() {
            let before = self.chain.head;
            let examined = self
                .chain
                .follow(line)
                .and_then(|()| self.examine(line).map_err(|what| (line.number, what)));
            if let Err(wrong) = examined {
                self.chain.head = before;
                self.wrong = Some(wrong);
            }
        }
        if self.wrong.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Takes note that the next line could not be read.
    pub fn unreadable(&mut self, line: u64, what: &str) {
        self.wrong.get_or_insert_with(|| (line, what.to_owned()));
    }

    fn examine(&mut self, line: &Line) -> Result<(), String> {
        if !line.words.is_empty() {
            self.texts.insert(line.number, line.words.len());
        }
        for (ordinal, words) in (0..).zip(&line.words) {
            if *words == Words::Redacted {
                self.missing.insert((line.number, ordinal));
            }
        }
        if let Some((redacts, ordinal)) = sealed::redaction(&line.entry) {
            let texts = if redacts < line.number {
                self.texts.get(&redacts)
            } else {
                None
            };
            if texts.is_none_or(|texts| ordinal as usize >= *texts) {
                return Err(format!(
                    "it redacts text {ordinal} of line {redacts}, which was never there"
                ));
            }
            if !self.redacted.insert((redacts, ordinal)) {
                return Err(format!(
                    "it redacts text {ordinal} of line {redacts} a second time"
                ));
            }
        }
        if let Some(checkpoint) = self.checkpoint
            && checkpoint.line == line.number
            && checkpoint.hash != line.hash
        {
            return Err(
                "it is not the line the checkpoint was signed over: the book was written afresh"
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// The outcome, once every line was taken.
    #[must_use]
    pub fn finish(mut self) -> Report {
        let head = self.chain.head;
        if self.wrong.is_none() {
            self.wrong = self.at_the_end();
        }
        let verdict = match self.wrong {
            Some((line, what)) => Verdict::Broken {
                line,
                what,
                help: BROKEN_HELP,
            },
            None if self.missing.is_empty() => Verdict::Valid,
            None => Verdict::Redacted(self.missing.len() as u64),
        };
        let lingering = self.redacted.difference(&self.missing).copied().collect();
        Report {
            verdict,
            head,
            checkpoint: self.checkpoint.map(|checkpoint| checkpoint.line),
            lingering,
        }
    }

    fn at_the_end(&self) -> Option<(u64, String)> {
        if let Some((line, ordinal)) = self.missing.difference(&self.redacted).next() {
            return Some((
                *line,
                format!("text {ordinal} is missing and no later line redacts it"),
            ));
        }
        let checkpoint = self.checkpoint?;
        let last = self.chain.head.line;
        (checkpoint.line > last).then(|| {
            let what = format!(
                "the book ends at line {last}, but the checkpoint was signed at line {}",
                checkpoint.line
            );
            (last + 1, what)
        })
    }
}

const BROKEN_HELP: &str = "Keep this copy as evidence, and compare it with another copy or a backup \
    from before the damage; lines before this one can be relied on";

/// Verifies lines from anywhere. A fault among them is where the book breaks.
pub fn verify(
    partnership: &str,
    lines: impl IntoIterator<Item = Result<Line, Fault>>,
    checkpoint: Option<&Checkpoint>,
) -> Report {
    let mut verifier = Verifier::new(partnership, checkpoint);
    for line in lines {
        match line {
            Ok(line) => {
                if verifier.take(&line).is_break() {
                    break;
                }
            }
            Err(fault) => {
                let next = verifier.chain.head.line + 1;
                match fault {
                    Fault::Corrupt { line, what } => verifier.unreadable(line.max(next), &what),
                    fault => verifier.unreadable(next, &fault.to_string()),
                }
                break;
            }
        }
    }
    verifier.finish()
}

/// Verifies a book where it lies.
///
/// # Errors
/// Any fault of reading but [`Fault::Corrupt`], which is an outcome: a broken book.
pub fn verify_book(
    journal: &dyn Journal,
    partnership: &str,
    checkpoint: Option<&Checkpoint>,
) -> Result<Report, Fault> {
    let mut verifier = Verifier::new(partnership, checkpoint);
    match journal.read(partnership, 0, &mut |line| verifier.take(&line)) {
        Ok(()) => {}
        Err(Fault::Corrupt { line, what }) => verifier.unreadable(line, &what),
        Err(fault) => return Err(fault),
    }
    Ok(verifier.finish())
}
