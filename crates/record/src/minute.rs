//! When something was done, and by whom: handed in from outside, never looked up here.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::id::PersonId;

/// The moment of an act, and who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minute {
    /// The moment, in UTC.
    pub at: Timestamp,
    /// Who did it.
    pub by: Author,
}

impl Minute {
    /// The date on which this happened, in the partnership's time zone.
    pub fn date_in(&self, zone: &TimeZone) -> Date {
        self.at.to_zoned(zone.clone()).date()
    }
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A person, by their opaque number.
    Person(PersonId),
    /// A part of the house: `system:demo`, `system:command-line`.
    System(String),
}

/// Why a text does not say who did something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” does not say who: it begins with “person:” or “system:”")]
pub struct NotAnAuthor(String);

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => write!(f, "person:{person}"),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}

impl FromStr for Author {
    type Err = NotAnAuthor;

    fn from_str(text: &str) -> Result<Self, NotAnAuthor> {
        let refused = || NotAnAuthor(text.to_owned());
        match text.split_once(':') {
            Some(("person", number)) => number.parse().map(Self::Person).map_err(|_| refused()),
            Some(("system", name)) if !name.is_empty() => Ok(Self::System(name.to_owned())),
            _ => Err(refused()),
        }
    }
}
