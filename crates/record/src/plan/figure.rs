//! Figures: one measurement, a plain number or a rate that keeps what it was made of.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decimal, Fraction};

/// The largest number that a rate is given per.
const MOST_PER: u32 = 1_000_000;

/// One measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// A number as it is: a count, a sum of money, a score.
    Count(Decimal),
    /// So many out of so many, told per 100 or per 1,000.
    Rate(Rate),
}

/// So many out of so many, told per 100 or per 1,000. There is never a rate out of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Parts")]
pub struct Rate {
    numerator: Decimal,
    denominator: Decimal,
    per: u32,
}

/// A rate as it is written, before anyone looked at it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Parts {
    /// How many.
    numerator: Decimal,
    /// Out of how many.
    denominator: Decimal,
    /// Told per how many: 100 for per cent.
    #[serde(default = "hundred")]
    per: u32,
}

fn hundred() -> u32 {
    100
}

/// Why numbers are no rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotARate {
    /// Out of nothing.
    #[error("it is out of {0}: a rate needs something to be out of, more than nothing")]
    OutOfNothing(Decimal),
    /// Per nothing, or per more than anyone says.
    #[error("it is told per {0}: write 1, 100 for per cent, 1000 and so on, at most {MOST_PER}")]
    PerWhat(u32),
}

impl TryFrom<Parts> for Rate {
    type Error = NotARate;

    fn try_from(parts: Parts) -> Result<Self, NotARate> {
        Self::new(parts.numerator, parts.denominator, parts.per)
    }
}

impl Rate {
    /// `numerator` out of `denominator`, told per `per`. Errors when it is out of nothing, or of less.
    pub fn new(numerator: Decimal, denominator: Decimal, per: u32) -> Result<Self, NotARate> {
        if denominator <= Decimal::ZERO {
            return Err(NotARate::OutOfNothing(denominator));
        }
        if per == 0 || per > MOST_PER {
            return Err(NotARate::PerWhat(per));
        }
        Ok(Self {
            numerator,
            denominator,
            per,
        })
    }

    /// How many.
    pub const fn numerator(&self) -> Decimal {
        self.numerator
    }

    /// Out of how many.
    pub const fn denominator(&self) -> Decimal {
        self.denominator
    }

    /// Told per how many.
    pub const fn per(&self) -> u32 {
        self.per
    }
}

impl Figure {
    /// What it comes to, exactly.
    pub fn value(&self) -> Fraction {
        match self {
            Self::Count(number) => number.exactly(),
            Self::Rate(rate) => {
                let whole = rate.numerator.exactly();
                let per = Fraction::whole(i64::from(rate.per));
                // Neither step can be too long: fifteen digits, six places, a million.
                whole
                    .over(rate.denominator.exactly())
                    .and_then(|share| share.times(per))
                    .unwrap_or(Fraction::ZERO)
            }
        }
    }

    /// With how many decimal places it has to be written; a rate is made of whole things or finer ones.
    pub fn needs_places(&self) -> u8 {
        match self {
            Self::Count(number) => number.needs_places(),
            Self::Rate(_) => 0,
        }
    }

    /// The rate, where it is one.
    pub const fn rate(&self) -> Option<&Rate> {
        match self {
            Self::Count(_) => None,
            Self::Rate(rate) => Some(rate),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(number) => f.write_str(&number.grouped()),
            Self::Rate(rate) => write!(
                f,
                "{} out of {}, per {}",
                rate.numerator.grouped(),
                rate.denominator.grouped(),
                Decimal::of(i64::from(rate.per), 0).map_or_else(String::new, Decimal::grouped)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_rate_is_never_out_of_nothing() {
        for (numerator, denominator, per, ok) in [
            ("3", "40", 100, true),
            ("3", "0.5", 1, true),
            ("-3", "40", 1_000_000, true),
            ("3", "0", 100, false),
            ("3", "-1", 100, false),
            ("0", "0", 100, false),
            ("3", "40", 0, false),
            ("3", "40", 1_000_001, false),
        ] {
            let rate = Rate::new(number(numerator), number(denominator), per);
            assert_eq!(
                rate.is_ok(),
                ok,
                "{numerator} out of {denominator} per {per}"
            );
        }
    }

    #[test]
    fn a_figure_comes_to_an_exact_fraction() {
        let rate =
            |n: &str, d: &str, per| Figure::Rate(Rate::new(number(n), number(d), per).unwrap());
        assert_eq!(rate("1", "3", 100).value().rounded(1), "33.3");
        assert_eq!(rate("2.5", "40", 1000).value(), number("62.5").exactly());
        assert_eq!(
            Figure::Count(number("12.50")).value(),
            number("12.5").exactly()
        );
        let long = rate("999999999999999", "0.000001", 1_000_000);
        assert_eq!(long.value().rounded(0), "999999999999999000000000000");
    }

    #[test]
    fn it_is_written_as_it_was_measured() {
        for json in [
            r#"{"count":"12.50"}"#,
            r#"{"rate":{"numerator":"3","denominator":"40","per":1000}}"#,
        ] {
            let figure: Figure = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&figure).unwrap(), json);
        }
        let nothing = r#"{"rate":{"numerator":"3","denominator":"0"}}"#;
        let refused = serde_json::from_str::<Figure>(nothing).unwrap_err();
        assert!(refused.to_string().contains("out of 0"), "{refused}");
    }
}
