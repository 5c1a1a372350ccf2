//! Exact shares: "1/2", "75%", "more than 1/2". Never floating-point.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A share of a whole, between nothing and all of it, as written in the arrangements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    numerator: u32,
    denominator: u32,
}

/// Why a text is not a share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a share: write a fraction such as \"3/4\" or a whole per cent such as \"75%\", at most all of it"
)]
pub struct NotAShare(String);

impl Share {
    /// `numerator / denominator`, unless it is more than the whole or has no whole.
    pub const fn new(numerator: u32, denominator: u32) -> Option<Self> {
        if denominator == 0 || numerator > denominator {
            return None;
        }
        Some(Self {
            numerator,
            denominator,
        })
    }

    /// The same share as an exact fraction.
    pub fn exactly(self) -> crate::plan::Fraction {
        crate::plan::Fraction::of(i128::from(self.numerator), u128::from(self.denominator))
    }

    /// The smallest whole number that is this share of `whole` or more.
    pub fn at_least_of(self, whole: u32) -> u32 {
        let (part, per) = (
            u64::from(whole) * u64::from(self.numerator),
            u64::from(self.denominator),
        );
        part.div_ceil(per) as u32
    }

    /// The smallest whole number that is more than this share of `whole`.
    pub fn more_than_of(self, whole: u32) -> u32 {
        let (part, per) = (
            u64::from(whole) * u64::from(self.numerator),
            u64::from(self.denominator),
        );
        (part / per + 1) as u32
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            100 => write!(f, "{}%", self.numerator),
            denominator => write!(f, "{}/{denominator}", self.numerator),
        }
    }
}

impl FromStr for Share {
    type Err = NotAShare;

    fn from_str(text: &str) -> Result<Self, NotAShare> {
        let refused = || NotAShare(text.chars().take(40).collect());
        let (numerator, denominator) = match text.strip_suffix('%') {
            Some(per_cent) => (per_cent, "100"),
            None => text.split_once('/').ok_or_else(refused)?,
        };
        let whole = |digits: &str| digits.trim().parse::<u32>().map_err(|_| refused());
        Self::new(whole(numerator)?, whole(denominator)?).ok_or_else(refused)
    }
}

/// How much of the base a motion needs: this share or more, or strictly more than it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// "3/4": that share or more carries (G07, para 20: 75% or more).
    AtLeast(Share),
    /// "more than 1/2": a simple majority.
    MoreThan(Share),
}

impl Threshold {
    /// The fewest votes for that carry when the base is `base`.
    pub fn needed(self, base: u32) -> u32 {
        match self {
            Self::AtLeast(share) => share.at_least_of(base),
            Self::MoreThan(share) => share.more_than_of(base),
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(share) => share.fmt(f),
            Self::MoreThan(share) => write!(f, "more than {share}"),
        }
    }
}

impl FromStr for Threshold {
    type Err = NotAShare;

    fn from_str(text: &str) -> Result<Self, NotAShare> {
        match text.strip_prefix("more than ") {
            Some(share) => share.parse().map(Self::MoreThan),
            None => text.parse().map(Self::AtLeast),
        }
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Share {
    fn schema_name() -> Cow<'static, str> {
        "share".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "An exact share: a fraction such as \"1/2\" or a whole per cent such as \"75%\".",
            "pattern": "^([0-9]+ *% *|[0-9]+ */ *[0-9]+)$",
        })
    }
}

impl Serialize for Threshold {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Threshold {
    fn schema_name() -> Cow<'static, str> {
        "threshold".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "This share or more (\"3/4\"), or strictly more than it (\"more than 1/2\").",
            "pattern": "^(more than )?([0-9]+ *%|[0-9]+ */ *[0-9]+)$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write_and_refuses_the_rest() {
        let table: &[(&str, Option<(u32, u32)>)] = &[
            ("3/4", Some((3, 4))),
            ("75%", Some((75, 100))),
            (" 1 / 2 ", Some((1, 2))),
            ("0.75", None),
            ("4/3", None),
            ("1/0", None),
            ("101%", None),
            ("-1/2", None),
            ("half", None),
            ("", None),
        ];
        for (text, expected) in table {
            let read = text
                .parse::<Share>()
                .ok()
                .map(|share| (share.numerator, share.denominator));
            assert_eq!(read, *expected, "{text}");
        }
    }

    #[test]
    fn a_threshold_needs_exactly_its_share() {
        let table: &[(&str, u32, u32)] = &[
            ("3/4", 20, 15),
            ("3/4", 21, 16),
            ("75%", 23, 18),
            ("3/4", 0, 0),
            ("more than 1/2", 20, 11),
            ("more than 1/2", 21, 11),
            ("1/1", 7, 7),
        ];
        for (threshold, base, needed) in table {
            let threshold: Threshold = threshold.parse().unwrap();
            assert_eq!(threshold.needed(*base), *needed, "{threshold} of {base}");
        }
    }
}
