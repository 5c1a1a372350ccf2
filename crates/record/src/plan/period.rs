//! Periods of the partnership's financial year: what a target is for and a figure is of.
//!
//! A period is named by the year in which its financial year begins, so the same name stands for other
//! days where the year begins in another month; which month that is comes from the arrangements.

use std::{borrow::Cow, cmp::Ordering, fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long periods are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A financial year.
    Year,
}

impl Every {
    /// How many months it has.
    pub const fn months(self) -> u8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }

    /// How many there are in a year.
    pub const fn in_a_year(self) -> u8 {
        12 / self.months()
    }

    /// The word for one: "quarter".
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half-year",
            Self::Year => "year",
        }
    }
}

/// A financial year, or a half, quarter or month of one: `2007-08`, `2007-08-q3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: i16,
    every: Every,
    /// From 1.
    nth: u8,
}

/// Why a text is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a period: write a financial year such as 2007-08, or a part of it such as 2007-08-q3, \
     2007-08-h1 or 2007-08-m11"
)]
pub struct NotAPeriod(String);

impl Period {
    /// The financial year that begins in `year`.
    pub const fn year_of(year: i16) -> Self {
        Self {
            year,
            every: Every::Year,
            nth: 1,
        }
    }

    /// The `nth` part, from 1, of the financial year that begins in `year`. None when it has no such part.
    pub const fn new(year: i16, every: Every, nth: u8) -> Option<Self> {
        if nth == 0 || nth > every.in_a_year() || year < 1 || year > 9998 {
            return None;
        }
        Some(Self { year, every, nth })
    }

    /// The period of a length that a day falls in; `starts` is the first month of the financial year.
    pub fn around(day: Date, every: Every, starts: u8) -> Self {
        let starts = month(starts);
        let since = (day.month() - starts).rem_euclid(12);
        let year = if day.month() < starts {
            day.year() - 1
        } else {
            day.year()
        };
        Self {
            year,
            every,
            nth: since as u8 / every.months() + 1,
        }
    }

    /// The last period of a length that had ended by a day, that day included.
    pub fn last_ended(day: Date, every: Every, starts: u8) -> Self {
        let around = Self::around(day, every, starts);
        if around.ended(day, starts) {
            around
        } else {
            around.previous()
        }
    }

    /// The year in which its financial year begins.
    pub const fn begins_in(self) -> i16 {
        self.year
    }

    /// How long it is.
    pub const fn every(self) -> Every {
        self.every
    }

    /// Which part of its year it is, from 1.
    pub const fn nth(self) -> u8 {
        self.nth
    }

    /// Its financial year.
    pub const fn year(self) -> Self {
        Self::year_of(self.year)
    }

    /// Its first day.
    pub fn first_day(self, starts: u8) -> Date {
        let months = i32::from(self.nth - 1) * i32::from(self.every.months());
        Date::new(self.year, month(starts), 1)
            .ok()
            .and_then(|first| first.checked_add(months.months()).ok())
            .unwrap_or(Date::MAX)
    }

    /// Its last day.
    pub fn last_day(self, starts: u8) -> Date {
        let after = self
            .first_day(starts)
            .checked_add(i32::from(self.every.months()).months());
        after
            .and_then(|after| after.checked_sub(1.day()))
            .unwrap_or(Date::MAX)
    }

    /// Whether it had ended by a day, that day included.
    pub fn ended(self, day: Date, starts: u8) -> bool {
        self.last_day(starts) <= day
    }

    /// The next of the same length.
    pub const fn next(self) -> Self {
        if self.nth < self.every.in_a_year() {
            Self {
                nth: self.nth + 1,
                ..self
            }
        } else {
            Self {
                year: self.year.saturating_add(1),
                nth: 1,
                every: self.every,
            }
        }
    }

    /// The one before of the same length.
    pub const fn previous(self) -> Self {
        if self.nth > 1 {
            Self {
                nth: self.nth - 1,
                ..self
            }
        } else {
            Self {
                year: self.year.saturating_sub(1),
                nth: self.every.in_a_year(),
                every: self.every,
            }
        }
    }

    /// The same part of the financial year before.
    pub const fn a_year_before(self) -> Self {
        Self {
            year: self.year.saturating_sub(1),
            ..self
        }
    }

    /// Its parts of a length, in order; itself when it is of that length, none when it is shorter.
    pub fn parts(self, every: Every) -> impl Iterator<Item = Self> {
        let each = self.every.months() / every.months();
        let year = self.year;
        (1..=each).map(move |nth| Self {
            year,
            every,
            nth: (self.nth - 1) * each + nth,
        })
    }

    /// Whether `other` lies in it.
    pub fn holds(self, other: Self) -> bool {
        let (from, until) = (self.months_before(), self.last_month());
        self.year == other.year && from <= other.months_before() && other.last_month() <= until
    }

    fn months_before(self) -> u8 {
        (self.nth - 1) * self.every.months()
    }

    fn last_month(self) -> u8 {
        self.nth * self.every.months()
    }

    /// The name of its year: "2007-08".
    pub fn year_name(self) -> String {
        self.year().to_string()
    }

    /// Its year as the papers of the money write it: "2006/07".
    pub fn slashed(self) -> String {
        self.year_name().replace('-', "/")
    }

    /// As people say it: "quarter 3 of 2007-08".
    pub fn said(self) -> String {
        let year = self.year_name();
        match self.every {
            Every::Year => year,
            Every::Half if self.nth == 1 => format!("first half of {year}"),
            Every::Half => format!("second half of {year}"),
            Every::Quarter => format!("quarter {} of {year}", self.nth),
            Every::Month => format!("month {} of {year}", self.nth),
        }
    }

    /// In a few letters, for the axis of a chart: "Q3 07-08".
    pub fn short(self) -> String {
        let year = format!(
            "{:02}-{:02}",
            self.year.rem_euclid(100),
            (self.year + 1).rem_euclid(100)
        );
        match self.every {
            Every::Year => self.year_name(),
            Every::Half => format!("H{} {year}", self.nth),
            Every::Quarter => format!("Q{} {year}", self.nth),
            Every::Month => format!("M{} {year}", self.nth),
        }
    }

    /// Its months: "October to December 2007", "November 2007".
    pub fn months_said(self, starts: u8) -> String {
        let (first, last) = (self.first_day(starts), self.last_day(starts));
        let end = last.strftime("%B %Y");
        if self.every == Every::Month {
            end.to_string()
        } else if first.year() == last.year() {
            format!("{} to {end}", first.strftime("%B"))
        } else {
            format!("{} to {end}", first.strftime("%B %Y"))
        }
    }
}

/// A month as a calendar knows it; arrangements that name no month begin their year in January.
fn month(starts: u8) -> i8 {
    starts.clamp(1, 12) as i8
}

impl Ord for Period {
    /// By when they end; of those that end together the shorter first.
    fn cmp(&self, other: &Self) -> Ordering {
        let by = |period: &Self| (period.year, period.last_month(), period.every);
        by(self).cmp(&by(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, (self.year + 1).rem_euclid(100))?;
        match self.every {
            Every::Year => Ok(()),
            Every::Half => write!(f, "-h{}", self.nth),
            Every::Quarter => write!(f, "-q{}", self.nth),
            Every::Month => write!(f, "-m{}", self.nth),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        read(text).ok_or_else(|| NotAPeriod(text.chars().take(40).collect()))
    }
}

fn read(text: &str) -> Option<Period> {
    let number = |digits: &str| {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<i16>().ok()).flatten()
    };
    let mut words = text.split('-');
    let (year, next) = (words.next()?, words.next()?);
    if year.len() != 4 || next.len() != 2 {
        return None;
    }
    let year = number(year)?;
    if number(next)? != (year + 1).rem_euclid(100) {
        return None;
    }
    let period = match words.next() {
        None => Period::new(year, Every::Year, 1)?,
        Some(part) => {
            let every = match part.get(..1)? {
                "h" => Every::Half,
                "q" => Every::Quarter,
                "m" => Every::Month,
                _ => return None,
            };
            let nth = u8::try_from(number(part.get(1..)?)?).ok()?;
            Period::new(year, every, nth)?
        }
    };
    (words.next().is_none() && period.to_string() == text).then_some(period)
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A financial year, or a half, quarter or month of one: 2007-08, 2007-08-q3.",
            "pattern": "^[0-9]{4}-[0-9]{2}(-(h[12]|q[1-4]|m(1[0-2]|[1-9])))?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_has_its_days() {
        for (text, starts, first, last, said) in [
            ("2007-08", 4, "2007-04-01", "2008-03-31", "2007-08"),
            (
                "2007-08-q3",
                4,
                "2007-10-01",
                "2007-12-31",
                "quarter 3 of 2007-08",
            ),
            (
                "2007-08-q4",
                4,
                "2008-01-01",
                "2008-03-31",
                "quarter 4 of 2007-08",
            ),
            (
                "2007-08-h1",
                4,
                "2007-04-01",
                "2007-09-30",
                "first half of 2007-08",
            ),
            (
                "2007-08-m11",
                4,
                "2008-02-01",
                "2008-02-29",
                "month 11 of 2007-08",
            ),
            (
                "2007-08-q1",
                1,
                "2007-01-01",
                "2007-03-31",
                "quarter 1 of 2007-08",
            ),
            ("1999-00", 4, "1999-04-01", "2000-03-31", "1999-00"),
            ("2007-08", 0, "2007-01-01", "2007-12-31", "2007-08"),
        ] {
            let period = period(text);
            assert_eq!(period.to_string(), text);
            assert_eq!(period.first_day(starts), date(first), "{text}");
            assert_eq!(period.last_day(starts), date(last), "{text}");
            assert_eq!(period.said(), said);
        }
        assert_eq!(period("2007-08-q4").short(), "Q4 07-08");
        assert_eq!(
            period("2007-08-q3").months_said(4),
            "October to December 2007"
        );
        assert_eq!(period("2007-08").months_said(4), "April 2007 to March 2008");
        assert_eq!(period("2007-08-m11").months_said(4), "February 2008");
    }

    #[test]
    fn other_texts_are_no_periods() {
        for text in [
            "",
            "2007",
            "2007-09",
            "2007-8",
            "07-08",
            "2007-08-",
            "2007-08-q0",
            "2007-08-q5",
            "2007-08-h3",
            "2007-08-m13",
            "2007-08-q01",
            "2007-08-Q1",
            "2007-08-q1-q1",
            "2007-08-é",
            "+007-08",
            "9999-00",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_that_ended_counts_its_own_last_day() {
        let last = |day: &str, every| Period::last_ended(date(day), every, 4).to_string();
        assert_eq!(last("2007-06-29", Every::Quarter), "2006-07-q4");
        assert_eq!(last("2007-06-30", Every::Quarter), "2007-08-q1");
        assert_eq!(last("2007-03-31", Every::Year), "2006-07");
        assert_eq!(last("2007-03-30", Every::Year), "2005-06");
    }

    #[test]
    fn a_year_holds_its_parts() {
        let year = period("2007-08");
        let quarters: Vec<_> = year.parts(Every::Quarter).collect();
        assert_eq!(quarters.len(), 4);
        assert!(quarters.iter().all(|&quarter| year.holds(quarter)));
        assert!(!period("2007-08-q1").holds(year));
        assert_eq!(
            period("2007-08-h2")
                .parts(Every::Quarter)
                .map(|part| part.nth())
                .collect::<Vec<_>>(),
            [3, 4]
        );
        assert_eq!(period("2007-08-q1").parts(Every::Year).count(), 0);
        assert!(period("2007-08-m3") < period("2007-08-q1"));
        assert!(period("2007-08-q4") < year && year < period("2008-09-m1"));
    }

    fn any_period() -> impl Strategy<Value = Period> {
        let every = prop_oneof![
            Just(Every::Month),
            Just(Every::Quarter),
            Just(Every::Half),
            Just(Every::Year)
        ];
        (2_i16..9990, every, 0_u8..12).prop_filter_map("part", |(year, every, nth)| {
            Period::new(year, every, nth % every.in_a_year() + 1)
        })
    }

    proptest! {
        #[test]
        fn periods_follow_one_another_without_a_gap(period in any_period(), starts in 1_u8..=12) {
            prop_assert_eq!(period.next().previous(), period);
            prop_assert!(period < period.next());
            let tomorrow = period.last_day(starts).tomorrow().unwrap();
            prop_assert_eq!(period.next().first_day(starts), tomorrow);
            for day in [period.first_day(starts), period.last_day(starts)] {
                prop_assert_eq!(Period::around(day, period.every(), starts), period);
            }
            prop_assert_eq!(period.to_string().parse(), Ok(period));
        }
    }
}
