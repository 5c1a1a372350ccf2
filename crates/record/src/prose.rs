//! Words that people write: minutes, motions, reasons.
//!
//! In the book such words stand as a commitment, and the words lie beside the line, so that an
//! unlawful or mistaken text can be taken out and the chain still holds. [`Words`] is
//! what an act brings; [`Prose`] is what an entry and the record keep. Making commitments needs
//! chance and a hash, so it is done outside; here is only the shape.

use std::{borrow::Cow, fmt, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

/// The most characters in one text.
pub const LONGEST_TEXT: usize = 20_000;
/// The most characters in a title or name.
pub const LONGEST_TITLE: usize = 200;

/// A text that a person brings: something to say, and not endless. Several lines are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Arc<str>);

/// A short text on one line: a title, a place, a presenter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Title(Arc<str>);

/// Why a text is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotWords {
    /// Nothing but white space.
    #[error("it is empty: write something")]
    Empty,
    /// More than the limit.
    #[error("it has {0} characters: at most {1} are kept, shorten it")]
    TooLong(usize, usize),
    /// Characters that cannot be shown.
    #[error("it holds a control character that cannot be shown: type it again without")]
    Unprintable,
    /// A line break where there must be none.
    #[error("it has more than one line: write it on one")]
    ManyLines,
}

fn fit(text: &str, longest: usize) -> Result<Arc<str>, NotWords> {
    let text = text.trim();
    let length = text.chars().count();
    if text.is_empty() {
        return Err(NotWords::Empty);
    }
    if length > longest {
        return Err(NotWords::TooLong(length, longest));
    }
    // Direction overrides can make a text read otherwise than it is written.
    let overrides = |char: char| matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let control = |char: char| char.is_control() && !matches!(char, '\n' | '\r' | '\t');
    if text.chars().any(|char| control(char) || overrides(char)) {
        return Err(NotWords::Unprintable);
    }
    Ok(text.replace("\r\n", "\n").into())
}

impl Words {
    /// Accepts a text, trimmed. Errors when it is empty, too long or cannot be shown.
    pub fn new(text: &str) -> Result<Self, NotWords> {
        fit(text, LONGEST_TEXT).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Title {
    /// Accepts a title, trimmed. Errors when it is empty, too long, on several lines or cannot be shown.
    pub fn new(text: &str) -> Result<Self, NotWords> {
        let title = fit(text, LONGEST_TITLE)?;
        if title.contains(['\n', '\r']) {
            Err(NotWords::ManyLines)
        } else {
            Ok(Self(title))
        }
    }

    /// A title that the house makes of words of its own and names, cut to the longest that is kept.
    pub(crate) fn made(text: &str) -> Self {
        let one_line = text.replace(['\n', '\r'], " ");
        Self(
            one_line
                .chars()
                .take(LONGEST_TITLE)
                .collect::<String>()
                .into(),
        )
    }

    /// A title made by the house, cut to the longest that is kept. None when it says nothing.
    pub(crate) fn cut(text: &str) -> Option<Self> {
        let one_line = text.replace(['\n', '\r'], " ");
        Self::new(&one_line.chars().take(LONGEST_TITLE).collect::<String>()).ok()
    }

    /// The title.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A commitment to a text: what the book's chain covers instead of the words themselves.
pub type Seal = [u8; 32];

/// Words in the book: sealed into the line, kept beside it until they are redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    words: Option<Arc<str>>,
    seal: Option<Seal>,
}

impl Prose {
    /// The words, unless they were redacted.
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// The words, or what is shown in their place.
    pub fn shown(&self) -> &str {
        self.words().unwrap_or("[redacted]")
    }

    /// Closes the words under their commitment, before the line is written.
    pub fn close(&mut self, seal: Seal) {
        self.seal = Some(seal);
    }

    /// Lays the words beside their seal, when the line is read. `None`: they were redacted.
    pub fn lay(&mut self, words: Option<&str>) {
        self.words = words.map(Into::into);
    }
}

impl From<&Words> for Prose {
    fn from(words: &Words) -> Self {
        Self {
            words: Some(Arc::clone(&words.0)),
            seal: None,
        }
    }
}

impl From<&Title> for Prose {
    fn from(title: &Title) -> Self {
        Self {
            words: Some(Arc::clone(&title.0)),
            seal: None,
        }
    }
}

impl Serialize for Prose {
    /// Writes the seal only. Errors when the words were not sealed yet, so they cannot slip into a line.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let seal = self
            .seal
            .ok_or_else(|| serde::ser::Error::custom("these words are not sealed yet"))?;
        let mut hex = String::with_capacity(64);
        for byte in seal {
            hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        }
        let mut prose = serializer.serialize_struct("Prose", 1)?;
        prose.serialize_field("sealed", &hex)?;
        prose.end()
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Sealed<'a> {
            #[serde(borrow)]
            sealed: Cow<'a, str>,
        }
        let Sealed { sealed } = Sealed::deserialize(deserializer)?;
        let refused = || serde::de::Error::custom("a seal has 64 digits from 0-9 and a-f");
        let digits = sealed.as_bytes();
        if digits.len() != 64 {
            return Err(refused());
        }
        let mut seal = Seal::default();
        for (byte, pair) in seal.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |at: usize| char::from(pair[at]).to_digit(16).ok_or_else(refused);
            *byte = (digit(0)? << 4 | digit(1)?) as u8;
        }
        Ok(Self {
            words: None,
            seal: Some(seal),
        })
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&Cow::<'de, str>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Title {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&Cow::<'de, str>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Serialize for Title {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

fn text_schema(description: &str, longest: usize) -> Schema {
    json_schema!({ "type": "string", "description": description, "minLength": 1, "maxLength": longest })
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema("Plain text; several lines are allowed.", LONGEST_TEXT)
    }
}

impl JsonSchema for Title {
    fn schema_name() -> Cow<'static, str> {
        "title".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema("Plain text on one line.", LONGEST_TITLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_something_and_can_be_shown() {
        assert_eq!(
            Words::new("  two\r\nlines ").unwrap().as_str(),
            "two\nlines"
        );
        assert_eq!(Words::new(" \n "), Err(NotWords::Empty));
        assert_eq!(Words::new("bell\u{7}"), Err(NotWords::Unprintable));
        assert_eq!(
            Words::new(&"x".repeat(20_001)),
            Err(NotWords::TooLong(20_001, 20_000))
        );
        assert_eq!(Title::new("two\nlines"), Err(NotWords::ManyLines));
    }

    #[test]
    fn unsealed_words_cannot_be_written() {
        let mut prose = Prose::from(&Words::new("Agreed.").unwrap());
        assert!(serde_json::to_string(&prose).is_err());
        prose.close([0xab; 32]);
        let line = serde_json::to_string(&prose).unwrap();
        assert_eq!(line, format!("{{\"sealed\":\"{}\"}}", "ab".repeat(32)));
        let mut read: Prose = serde_json::from_str(&line).unwrap();
        assert_eq!(read.shown(), "[redacted]");
        read.lay(Some("Agreed."));
        assert_eq!(read, prose);
    }
}
