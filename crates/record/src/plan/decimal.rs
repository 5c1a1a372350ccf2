//! Exact decimal numbers: "12.5". Never floating-point, never more than was written.

use std::{cmp::Ordering, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Fraction;

/// The most decimal places that are kept.
pub const MOST_PLACES: u8 = 6;
/// The most digits of a number, its decimals included: whatever is summed from such numbers is exact.
const MOST_DIGITS: usize = 15;

/// A decimal number with the places it was written with: "12.50" keeps both of its own.
///
/// Two are equal when they are the same number, however many places they were written with.
#[derive(Clone, Copy)]
pub struct Decimal {
    units: i64,
    places: u8,
}

/// Why a text is not a decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotADecimal {
    /// Letters, a comma, nothing at all.
    #[error("“{0}” is not a number: write digits, with a full stop before decimals, such as 12.5")]
    NotANumber(String),
    /// More digits than are kept.
    #[error("“{0}” has more than {MOST_DIGITS} digits: write it in a larger unit")]
    TooLong(String),
    /// More places than are kept.
    #[error("“{0}” has more than {MOST_PLACES} decimal places: round it")]
    TooFine(String),
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self::whole(0);

    /// A whole number.
    pub const fn whole(number: i32) -> Self {
        Self {
            units: number as i64,
            places: 0,
        }
    }

    /// `units` of the last of `places` decimal places: 125 with 1 place is 12.5. None beyond what is kept.
    pub fn of(units: i64, places: u8) -> Option<Self> {
        let fits = units.unsigned_abs() < 10_u64.pow(MOST_DIGITS as u32);
        (fits && places <= MOST_PLACES).then_some(Self { units, places })
    }

    /// With how many decimal places it was written.
    pub const fn places(self) -> u8 {
        self.places
    }

    /// With how many decimal places it has to be written: 12.50 needs one.
    pub fn needs_places(self) -> u8 {
        let (mut units, mut places) = (self.units, self.places);
        while places > 0 && units % 10 == 0 {
            units /= 10;
            places -= 1;
        }
        places
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.units == 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.units < 0
    }

    /// The same number as an exact fraction.
    pub fn exactly(self) -> Fraction {
        Fraction::of(
            i128::from(self.units),
            10_i128.pow(u32::from(self.places)).unsigned_abs(),
        )
    }

    /// As people read it, with a comma between thousands: "12,500.0".
    pub fn grouped(self) -> String {
        group(&self.to_string())
    }

    fn on_common_places(self) -> i128 {
        i128::from(self.units) * 10_i128.pow(u32::from(MOST_PLACES - self.places))
    }
}

/// Puts a comma between the thousands of a number written with digits.
pub(super) fn group(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", number),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut said = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if !decimals.is_empty() {
        said.push('.');
        said.push_str(decimals);
    }
    said
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.on_common_places().cmp(&other.on_common_places())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let units = self.units.unsigned_abs();
        let whole = 10_u64.pow(u32::from(self.places));
        match self.places {
            0 => write!(f, "{sign}{units}"),
            places => write!(
                f,
                "{sign}{}.{:0width$}",
                units / whole,
                units % whole,
                width = usize::from(places)
            ),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let short = || text.chars().take(40).collect::<String>();
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix(['-', '−']) {
            Some(digits) => (true, digits),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let (whole, decimals) = match digits.split_once('.') {
            Some((_, "")) => return Err(NotADecimal::NotANumber(short())),
            Some(both) => both,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) {
            return Err(NotADecimal::NotANumber(short()));
        }
        if decimals.len() > usize::from(MOST_PLACES) {
            return Err(NotADecimal::TooFine(short()));
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() + decimals.len() > MOST_DIGITS {
            return Err(NotADecimal::TooLong(short()));
        }
        let joined = format!("0{whole}{decimals}");
        let units: i64 = joined
            .parse()
            .map_err(|_| NotADecimal::NotANumber(short()))?;
        Ok(Self {
            units: if negative { -units } else { units },
            places: decimals.len() as u8,
        })
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    /// Takes a text, or a whole number. A number with decimals has to be a text: it is exact only there.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl de::Visitor<'_> for Reader {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number in quotation marks, such as \"12.5\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
                let refused = || E::custom(NotADecimal::TooLong(number.to_string()));
                Decimal::of(number, 0).ok_or_else(refused)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
                let refused = || E::custom(NotADecimal::TooLong(number.to_string()));
                let units = i64::try_from(number).map_err(|_| refused())?;
                Decimal::of(units, 0).ok_or_else(refused)
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "An exact decimal number, such as 12.5.",
            "pattern": "^[+-]?[0-9]+(\\.[0-9]{1,6})?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_and_what_it_is() {
        for (text, shown) in [
            ("0", "0"),
            ("12.5", "12.5"),
            ("12.50", "12.50"),
            (" 7 ", "7"),
            ("-0.05", "-0.05"),
            ("−3", "-3"),
            ("+3.0", "3.0"),
            ("007", "7"),
            ("999999999999999", "999999999999999"),
        ] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(number.to_string(), shown);
        }
        for text in [
            "",
            "-",
            ".",
            ".5",
            "5.",
            "1,5",
            "1 000",
            "1e3",
            "12.5%",
            "twelve",
            "NaN",
            "1.2.3",
            "1.0000000",
            "1000000000000000",
            "٣",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_same_number_is_equal_however_it_is_written() {
        let read = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(read("12.5"), read("12.500"));
        assert_eq!(read("0"), read("-0.00"));
        assert!(read("9.99") < read("10"));
        assert!(read("-10") < read("-9.99"));
        assert_eq!(read("12.500").needs_places(), 1);
        assert_eq!(read("1200").needs_places(), 0);
    }

    #[test]
    fn thousands_are_set_apart() {
        let read = |text: &str| text.parse::<Decimal>().unwrap().grouped();
        assert_eq!(read("1234567.80"), "1,234,567.80");
        assert_eq!(read("-1000"), "−1,000");
        assert_eq!(read("999"), "999");
    }

    #[test]
    fn a_number_with_decimals_comes_as_a_text() {
        let read = serde_json::from_str::<Decimal>;
        assert_eq!(
            read("\"12.5\"").unwrap(),
            "12.5".parse::<Decimal>().unwrap()
        );
        assert_eq!(read("12").unwrap(), Decimal::whole(12));
        assert!(read("12.5").is_err());
        assert!(read("18446744073709551615").is_err());
    }

    proptest! {
        #[test]
        fn it_is_read_back_as_written(units in -999_999_999_999_999_i64..=999_999_999_999_999, places in 0..=MOST_PLACES) {
            let number = Decimal::of(units, places).unwrap();
            let read: Decimal = number.to_string().parse().unwrap();
            prop_assert_eq!(read, number);
            prop_assert_eq!(read.places(), places);
        }

        #[test]
        fn order_is_that_of_the_fractions(one in -99_999_i64..99_999, at in 0..=MOST_PLACES, two in -99_999_i64..99_999, by in 0..=MOST_PLACES) {
            let (one, two) = (Decimal::of(one, at).unwrap(), Decimal::of(two, by).unwrap());
            prop_assert_eq!(one.cmp(&two), one.exactly().cmp(&two.exactly()));
        }
    }
}
