//! Money, exactly: a whole number of pence.
//!
//! What people write is a sum of nothing or more with no decimals or with two; what is left over after a
//! subtraction may be less than nothing. Never floating-point, never rounded.

use std::{
    borrow::Cow,
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub, SubAssign},
    str::FromStr,
};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::plan::Decimal;

/// The most that one amount may be: £10 billion. Sums of millions of such amounts are exact.
const MOST: i64 = 1_000_000_000_000;

/// An amount of money in whole pence.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(i64);

/// Why something is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPence {
    /// Words, a sign that has no place there, nothing at all.
    #[error(
        "“{0}” is not an amount of money: write pounds in digits, or pounds and pence, such as 1,234.50"
    )]
    NotAnAmount(String),
    /// Fractions of a penny, or one decimal that could be either.
    #[error(
        "“{0}” has to have two decimals or none: pounds, or pounds and pence, such as 1,234.50"
    )]
    Decimals(String),
    /// Less than nothing.
    #[error("“{0}” is less than nothing: amounts of money are written without a minus")]
    Negative(String),
    /// More than is kept.
    #[error("“{0}” is more than £10 billion, the most that is kept in one amount")]
    TooMuch(String),
}

impl Pence {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many pence. None for less than nothing, and for more than the most that one amount may be.
    pub const fn of(pence: u64) -> Option<Self> {
        if pence <= MOST as u64 {
            Some(Self(pence as i64))
        } else {
            None
        }
    }

    /// So many whole pounds.
    pub const fn pounds(pounds: u32) -> Self {
        Self(pounds as i64 * 100)
    }

    /// The number of pence.
    pub const fn pence(self) -> i64 {
        self.0
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The same, or nothing where it is less than nothing.
    pub fn or_nothing(self) -> Self {
        self.max(Self::ZERO)
    }

    /// Without a sign or commas, always with pence, as spreadsheets take it: "1234.50".
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let pence = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", pence / 100, pence % 100)
    }

    /// In whole pounds, as the tables of the papers have it: "176,468". None where there are pence.
    pub fn in_pounds(self) -> Option<String> {
        (self.0 % 100 == 0).then(|| commas(self.0.unsigned_abs() / 100))
    }

    /// It shared out into so many parts that differ by a penny at most, the larger ones last, and add up.
    pub fn shared(self, parts: u8) -> Vec<Self> {
        let parts = i64::from(parts.max(1));
        let upto = |nth: i64| self.0 / parts * nth + self.0 % parts * nth / parts;
        let part = |nth: i64| Self(upto(nth + 1) - upto(nth));
        (0..parts).map(part).collect()
    }
}

fn commas(pounds: u64) -> String {
    i32::try_from(pounds).map_or_else(
        |_| Decimal::of(pounds as i64, 0).map_or_else(|| pounds.to_string(), Decimal::grouped),
        |pounds| Decimal::whole(pounds).grouped(),
    )
}

impl fmt::Display for Pence {
    /// As people read it: "£1,234.50", and "£1,234" where there are no pence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let pence = self.0.unsigned_abs();
        let pounds = commas(pence / 100);
        match pence % 100 {
            0 => write!(f, "{sign}£{pounds}"),
            pence => write!(f, "{sign}£{pounds}.{pence:02}"),
        }
    }
}

impl fmt::Debug for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Pence {
    type Err = NotPence;

    /// Reads "1,234.50", "£1,234" or "1234".
    fn from_str(text: &str) -> Result<Self, NotPence> {
        let short = || text.chars().take(40).collect::<String>();
        let not = || NotPence::NotAnAmount(short());
        let trimmed = text.trim();
        let unsigned = trimmed.strip_prefix('£').unwrap_or(trimmed);
        let minus = ['-', '−'];
        if trimmed.starts_with(minus) || unsigned.starts_with(minus) {
            return Err(NotPence::Negative(short()));
        }
        let (pounds, pence) = match unsigned.split_once('.') {
            Some((pounds, pence)) => (pounds, Some(pence)),
            None => (unsigned, None),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let grouped = pounds.split(',').enumerate().all(|(nth, group)| {
            digits(group)
                && match nth {
                    0 => !group.is_empty() && (!pounds.contains(',') || group.len() <= 3),
                    _ => group.len() == 3,
                }
        });
        if !grouped || !pence.is_none_or(|pence| !pence.is_empty() && digits(pence)) {
            return Err(not());
        }
        if pence.is_some_and(|pence| pence.len() != 2) {
            return Err(NotPence::Decimals(short()));
        }
        let number = format!("{}{}", pounds.replace(',', ""), pence.unwrap_or("00"));
        let number: u64 = number.parse().map_err(|_| NotPence::TooMuch(short()))?;
        Self::of(number).ok_or_else(|| NotPence::TooMuch(short()))
    }
}

impl Serialize for Pence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Pence {
    /// Takes a whole number of pence, or pounds as a person writes them: `123450` or `"1,234.50"`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl de::Visitor<'_> for Reader {
            type Value = Pence;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("whole pence, or pounds in quotation marks, such as \"1,234.50\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Pence, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, pence: i64) -> Result<Pence, E> {
                let negative = |_| E::custom(NotPence::Negative(pence.to_string()));
                u64::try_from(pence)
                    .map_err(negative)
                    .and_then(|pence| self.visit_u64(pence))
            }

            fn visit_u64<E: de::Error>(self, pence: u64) -> Result<Pence, E> {
                Pence::of(pence).ok_or_else(|| E::custom(NotPence::TooMuch(pence.to_string())))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

impl JsonSchema for Pence {
    fn schema_name() -> Cow<'static, str> {
        "pence".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["integer", "string"],
            "description": "An amount of money: whole pence, or pounds as a text such as “1,234.50”.",
            "minimum": 0,
            "maximum": MOST,
        })
    }
}

// Sums stay far within what is kept: ten million of the largest amounts would have to come together.

impl Add for Pence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Pence {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Pence {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Pence {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Pence {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_and_what_it_is() {
        for (text, pence, shown) in [
            ("0", 0, "£0"),
            ("1,234.50", 123_450, "£1,234.50"),
            ("£1,234", 123_400, "£1,234"),
            (" 176468 ", 17_646_800, "£176,468"),
            ("0.05", 5, "£0.05"),
            ("10,000,000,000.00", MOST, "£10,000,000,000"),
        ] {
            let amount: Pence = text.parse().unwrap();
            assert_eq!(amount.pence(), pence, "{text}");
            assert_eq!(amount.to_string(), shown);
        }
        assert_eq!((-Pence::pounds(1_234)).to_string(), "−£1,234");
        assert_eq!((-Pence::of(5).unwrap()).plain(), "-0.05");
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        let not = |text: &str| text.parse::<Pence>().unwrap_err();
        for text in [
            "", "£", ".50", "5.", "ten", "1e3", "1,23", "1,2345", ",123", "1 000", "٣", "5p", "+1",
            "12.5.0", "10%",
        ] {
            assert_eq!(not(text), NotPence::NotAnAmount(text.to_owned()), "{text}");
        }
        for text in ["1.234", "1.5", "0.001"] {
            assert_eq!(not(text), NotPence::Decimals(text.to_owned()), "{text}");
        }
        for text in ["-1", "−0.50", "£-3"] {
            assert_eq!(not(text), NotPence::Negative(text.to_owned()), "{text}");
        }
        for text in ["10,000,000,000.01", "99999999999999999999999"] {
            assert_eq!(not(text), NotPence::TooMuch(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn over_the_wire_it_is_whole_pence_or_a_text() {
        let read = serde_json::from_str::<Pence>;
        assert_eq!(read("123450").unwrap().pence(), 123_450);
        assert_eq!(read("\"1,234.50\"").unwrap().pence(), 123_450);
        for wrong in [
            "-1",
            "1.5",
            "\"-1\"",
            "\"1.234\"",
            "\"ten\"",
            "null",
            "1e400",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(serde_json::to_string(&Pence::pounds(3)).unwrap(), "300");
    }

    proptest! {
        #[test]
        fn it_is_read_back_as_written(pence in 0..=MOST as u64) {
            let amount = Pence::of(pence).unwrap();
            prop_assert_eq!(amount.to_string().parse::<Pence>().unwrap(), amount);
            prop_assert_eq!(amount.plain().parse::<Pence>().unwrap(), amount);
        }

        #[test]
        fn what_is_shared_out_adds_up_and_differs_by_a_penny(pence in 0..=MOST as u64, parts in 1_u8..40) {
            let amount = Pence::of(pence).unwrap();
            let shared = amount.shared(parts);
            prop_assert_eq!(shared.iter().copied().sum::<Pence>(), amount);
            let (least, most) = (shared.iter().min().unwrap(), shared.iter().max().unwrap());
            prop_assert!((*most - *least).pence() <= 1);
        }
    }
}
