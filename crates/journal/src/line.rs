//! What a line is made of, and the bytes its hash is taken over.
//!
//! A line never changes its meaning between releases: anyone with `sha256sum` and the
//! five header fields can take the hash again. What the entry says is not decided here.

use std::fmt;

use crate::{Fault, Hash, sealed};

/// The first line of what a line's hash is taken over. A different form of line would
/// have a different tag, so that no two forms can share a hash.
pub const LINE_TAG: &str = "folkmoot line 1\n";

/// What stands before salt and text in a [`commitment`].
pub const WORDS_TAG: &str = "folkmoot words 1\n";

/// The most bytes in one entry, and in one text: 4 MiB. A whole set of arrangements or a
/// long paper fits many times over.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A text and its salt, lying beside a line; the entry holds only their [`commitment`].
#[derive(Clone, PartialEq, Eq)]
pub enum Words {
    /// The text is here.
    Held {
        /// Thirty-two random bytes, so that a short text cannot be guessed from its commitment.
        salt: [u8; 32],
        /// The text.
        text: String,
    },
    /// Text and salt were taken out, as a later line of the book says.
    Redacted,
}

/// One line of the book, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 1 for the first line of a partnership, then without gaps.
    pub number: u64,
    /// When, in RFC 3339, UTC, with microseconds: `2007-04-18T14:00:00.000000Z`.
    /// These exact bytes are hashed. Times need not rise: the number gives the order.
    pub at: String,
    /// Who: `person:` and 32 hexadecimal digits, or `system:` and a name. Never a person's name.
    pub by: String,
    /// The entry, a JSON object, as the exact bytes that were hashed.
    pub entry: String,
    /// The texts of the entry's commitments, in the order in which they appear in the entry.
    pub words: Vec<Words>,
    /// The hash of the line before; [`Hash::ZERO`] for line 1.
    pub previous: Hash,
    /// The [`line_hash`] of this line.
    pub hash: Hash,
}

/// A line to be added. Its number and hashes follow from where it lands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// When; see [`Line::at`] for the only form accepted.
    pub at: String,
    /// Who; see [`Line::by`] for the only forms accepted.
    pub by: String,
    /// The entry: a JSON object, at most [`MOST_BYTES`].
    pub entry: String,
    /// One for each commitment in the entry, in order of appearance.
    pub words: Vec<NewWords>,
}

/// A salt and a text to lie beside a line.
#[derive(Clone, PartialEq, Eq)]
pub struct NewWords {
    /// Thirty-two bytes that nobody can guess. The caller draws them.
    pub salt: [u8; 32],
    /// The text, at most [`MOST_BYTES`], without NUL characters.
    pub text: String,
}

/// What was answered to a request, kept with its lines so that the same request sent
/// twice is done once. A receipt is never changed and never removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The idempotency key the caller chose, at most 255 bytes.
    pub key: String,
    /// The hash of the request, so that one key cannot serve two requests.
    pub digest: Hash,
    /// The first line the request led to.
    pub first: u64,
    /// The last; one less than `first` if it led to none.
    pub last: u64,
}

/// Where a book ends: the number and hash of its last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last line; 0 for an empty book.
    pub line: u64,
    /// Its hash; [`Hash::ZERO`] for an empty book.
    pub hash: Hash,
}

impl Head {
    /// The head of a book in which nothing is written yet.
    pub const EMPTY: Self = Self {
        line: 0,
        hash: Hash::ZERO,
    };
}

impl Default for Head {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// The commitment to a text: SHA-256 over [`WORDS_TAG`], the salt and the text.
///
/// Whoever holds salt and text can show that they are what was written; whoever holds
/// only the commitment can learn nothing about the text.
#[must_use]
pub fn commitment(salt: &[u8; 32], text: &str) -> Hash {
    Hash::of(&[WORDS_TAG.as_bytes(), salt, text.as_bytes()])
}

/// The hash of a line: SHA-256 over [`LINE_TAG`], then partnership, number, time, author
/// and previous hash, each followed by a newline, then the entry.
///
/// No header field of a line in the book holds a newline (they are refused), so two
/// different lines never give the same bytes.
#[must_use]
pub fn line_hash(
    partnership: &str,
    number: u64,
    at: &str,
    by: &str,
    previous: &Hash,
    entry: &str,
) -> Hash {
    let header = format!("{LINE_TAG}{partnership}\n{number}\n{at}\n{by}\n{previous}\n");
    Hash::of(&[header.as_bytes(), entry.as_bytes()])
}

impl NewLine {
    /// Whether this may be a line at all, whatever book it goes to.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let refuse = |what: String| Err(Fault::Refused(what));
        if !is_time(&self.at) {
            return refuse(format!(
                "its time {:?} is not like 2007-04-18T14:00:00.000000Z",
                self.at
            ));
        }
        if !is_author(&self.by) {
            return refuse(format!(
                "its author {:?} is neither person: and 32 hexadecimal digits nor system: and a name",
                self.by
            ));
        }
        if self.entry.len() > MOST_BYTES {
            return refuse(format!("its entry has more than {MOST_BYTES} bytes"));
        }
        let sealed = sealed::checked(&self.entry)?;
        if sealed.len() != self.words.len() {
            return refuse(format!(
                "its entry seals {} texts but {} were given",
                sealed.len(),
                self.words.len()
            ));
        }
        for (ordinal, (sealed, words)) in sealed.iter().zip(&self.words).enumerate() {
            if words.text.len() > MOST_BYTES {
                return refuse(format!("text {ordinal} has more than {MOST_BYTES} bytes"));
            }
            if words.text.contains('\0') {
                return refuse(format!("text {ordinal} holds a NUL character"));
            }
            if commitment(&words.salt, &words.text) != *sealed {
                return refuse(format!("text {ordinal} is not the one its entry seals"));
            }
        }
        Ok(())
    }

    /// The line this becomes after `last` in the book of `partnership`.
    pub(crate) fn after(&self, partnership: &str, last: &Head) -> Line {
        let number = last.line + 1;
        Line {
            number,
            at: self.at.clone(),
            by: self.by.clone(),
            entry: self.entry.clone(),
            words: self.words.iter().map(NewWords::held).collect(),
            previous: last.hash,
            hash: line_hash(
                partnership,
                number,
                &self.at,
                &self.by,
                &last.hash,
                &self.entry,
            ),
        }
    }
}

impl NewWords {
    fn held(&self) -> Words {
        Words::Held {
            salt: self.salt,
            text: self.text.clone(),
        }
    }
}

// Texts may be about people: never print one by accident.
impl fmt::Debug for Words {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held { text, .. } => write!(out, "Held({} bytes)", text.len()),
            Self::Redacted => out.write_str("Redacted"),
        }
    }
}

impl fmt::Debug for NewWords {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "NewWords({} bytes)", self.text.len())
    }
}

/// Whether a partnership may be called this: 1 to 64 letters, digits, hyphens,
/// underscores or full stops.
pub(crate) fn check_partnership(name: &str) -> Result<(), Fault> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if (1..=64).contains(&name.len()) && name.bytes().all(allowed) {
        return Ok(());
    }
    Err(Fault::Refused(format!(
        "{name:?} cannot name a partnership: use 1 to 64 letters, digits, hyphens, underscores or full stops"
    )))
}

fn is_time(at: &str) -> bool {
    const SHAPE: &[u8; 27] = b"0000-00-00T00:00:00.000000Z";
    at.len() == SHAPE.len()
        && at.bytes().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            fixed => byte == *fixed,
        })
}

fn is_author(by: &str) -> bool {
    if let Some(person) = by.strip_prefix("person:") {
        let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        return person.len() == 32 && person.bytes().all(hex);
    }
    by.strip_prefix("system:").is_some_and(|name| {
        (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

/// Whether these lines and receipts may be appended after `last`.
pub(crate) fn check_append(
    last: &Head,
    lines: &[NewLine],
    receipts: &[Receipt],
) -> Result<(), Fault> {
    for line in lines {
        line.check()?;
        if sealed::redaction(&line.entry).is_some() {
            return Err(Fault::Refused(
                "a redaction is written with `redact`".to_owned(),
            ));
        }
    }
    let end = last.line.saturating_add(lines.len() as u64);
    for Receipt {
        key,
        first,
        last: until,
        ..
    } in receipts
    {
        if !(1..=255).contains(&key.len()) || key.contains('\0') {
            return Err(Fault::Refused(
                "a receipt's key has 1 to 255 bytes and no NUL".to_owned(),
            ));
        }
        if *first <= last.line || *until > end || *first > until.saturating_add(1) {
            return Err(Fault::Refused(format!(
                "a receipt names lines {first} to {until}, but lines {} to {end} are being written",
                last.line.saturating_add(1)
            )));
        }
    }
    Ok(())
}

/// Whether this line may record the redaction of `redacts` after `last`.
pub(crate) fn check_redaction(
    last: &Head,
    line: &NewLine,
    redacts: (u64, u32),
) -> Result<(), Fault> {
    line.check()?;
    if sealed::redaction(&line.entry) != Some(redacts) {
        return Err(Fault::Refused(format!(
            "its entry does not record the redaction of text {} of line {}",
            redacts.1, redacts.0
        )));
    }
    if redacts.0 == 0 || redacts.0 > last.line {
        return Err(Fault::Refused(format!(
            "there is no line {} to redact",
            redacts.0
        )));
    }
    Ok(())
}
