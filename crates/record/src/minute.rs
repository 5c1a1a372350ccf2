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

/// How a day is said to people: "18 April 2007".
pub fn say_day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_is_read_back_as_written() {
        for author in [
            Author::Person(PersonId([7; 16])),
            Author::System("demo".to_owned()),
        ] {
            assert_eq!(author.to_string().parse(), Ok(author));
        }
        for text in ["", "demo", "system:", "person:ann", "robot:demo"] {
            assert!(text.parse::<Author>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_day_is_the_partnerships_own() {
        let minute = Minute {
            at: "2007-06-30T23:30:00Z".parse().unwrap(),
            by: Author::System("test".to_owned()),
        };
        assert_eq!(minute.date_in(&TimeZone::UTC).to_string(), "2007-06-30");
        let london = TimeZone::get("Europe/London").unwrap();
        assert_eq!(minute.date_in(&london).to_string(), "2007-07-01");
    }
}
