//! Following the chain: whether each line is the one that comes after the last.
//!
//! Both stores use it as they read, and [`crate::Verifier`] uses it on lines from
//! anywhere. It looks at one line at a time and does not know of redactions or
//! checkpoints: a missing text is not its concern.

use crate::{Head, Line, Words, commitment, line_hash, sealed};

pub(crate) struct Chain<'a> {
    partnership: &'a str,
    pub(crate) head: Head,
}

impl<'a> Chain<'a> {
    /// A chain that has been followed up to `head`.
    pub(crate) const fn after(partnership: &'a str, head: Head) -> Self {
        Self { partnership, head }
    }

    /// Takes the next line, or says which line is wrong, and what is wrong with it.
    pub(crate) fn follow(&mut self, line: &Line) -> Result<(), (u64, String)> {
        let expected = self.head.line + 1;
        self.examine(expected, line)
            .map_err(|what| (expected, what))?;
        self.head = Head {
            line: line.number,
            hash: line.hash,
        };
        Ok(())
    }

    fn examine(&self, expected: u64, line: &Line) -> Result<(), String> {
        let Line {
            number,
            at,
            by,
            entry,
            words,
            previous,
            hash,
        } = line;
        if *number != expected {
            return Err(format!("it is missing: line {number} stands in its place"));
        }
        if *previous != self.head.hash {
            return Err("it does not follow from the line before".to_owned());
        }
        if *hash != line_hash(self.partnership, *number, at, by, previous, entry) {
            return Err("its hash is not the hash of what it says".to_owned());
        }
        let sealed = sealed::commitments(entry);
        if sealed.len() != words.len() {
            return Err(format!(
                "it seals {} texts but has {} beside it",
                sealed.len(),
                words.len()
            ));
        }
        for (ordinal, (sealed, words)) in sealed.iter().zip(words).enumerate() {
            if let Words::Held { salt, text } = words
                && commitment(salt, text) != *sealed
            {
                return Err(format!("text {ordinal} is not the one that was sealed"));
            }
        }
        Ok(())
    }
}
