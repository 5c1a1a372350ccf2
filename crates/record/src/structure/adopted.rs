//! The text of adopted arrangements, read as soon as the line is.
//!
//! Because the text is read when the entry is, `apply` has nothing left that could fail, and a book
//! whose arrangements this version cannot read is refused at its line.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::arrangements::{self, Arrangements, Finding};

/// Arrangements with the exact text that was adopted.
#[derive(Debug, Clone)]
pub struct ArrangementsText {
    text: Arc<str>,
    arrangements: Arc<Arrangements>,
}

impl ArrangementsText {
    /// Reads a text. Errors with what `folkmoot check` finds wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Finding>> {
        let arrangements = Arc::new(arrangements::read(text)?);
        Ok(Self {
            text: text.into(),
            arrangements,
        })
    }

    /// Reads a text that was adopted before. A check that a later release added does not undo an
    /// adoption, so only the form counts. None when the text does not have it.
    fn as_adopted(text: &str) -> Option<Self> {
        let arrangements = Arc::new(arrangements::check(text).arrangements?);
        Some(Self {
            text: text.into(),
            arrangements,
        })
    }

    /// What the text says.
    pub fn arrangements(&self) -> &Arc<Arrangements> {
        &self.arrangements
    }

    pub(crate) fn as_arc(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }
}

impl PartialEq for ArrangementsText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Serialize for ArrangementsText {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for ArrangementsText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::as_adopted(&text)
            .ok_or_else(|| serde::de::Error::custom("arrangements that cannot be read"))
    }
}
