//! Bank holidays of England and Wales, by rule; what a proclamation changed for one year is a table.
//!
//! From the Banking and Financial Dealings Act 1971 and proclamations under it. A new exception is a
//! line in one of the two tables. Scotland and Northern Ireland have other days, which are not here.

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};

/// A bank holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankHoliday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: &'static str,
    /// Whether it is kept on this day in place of another, which fell on a weekend.
    pub substitute: bool,
}

/// Days that were kept on another day for one year, or added.
const MOVED: &[(Date, Date)] = &[
    (date(1995, 5, 1), date(1995, 5, 8)),
    (date(2002, 5, 27), date(2002, 6, 4)),
    (date(2012, 5, 28), date(2012, 6, 4)),
    (date(2020, 5, 4), date(2020, 5, 8)),
    (date(2022, 5, 30), date(2022, 6, 2)),
];

/// Days that were kept once.
const ONCE: &[(Date, &str)] = &[
    (date(1999, 12, 31), "Millennium Eve"),
    (date(2002, 6, 3), "Golden Jubilee of the Queen"),
    (date(2011, 4, 29), "Royal wedding"),
    (date(2012, 6, 5), "Diamond Jubilee of the Queen"),
    (date(2022, 6, 3), "Platinum Jubilee of the Queen"),
    (date(2022, 9, 19), "State funeral of the Queen"),
    (date(2023, 5, 8), "Coronation of the King"),
];

/// The bank holiday on a day, where it is one.
pub fn bank_holiday(day: Date) -> Option<BankHoliday> {
    bank_holidays(day.year())
        .into_iter()
        .find(|holiday| holiday.date == day)
}

/// The bank holidays of a year, earliest first. Empty outside the years 1978 to 9998.
pub fn bank_holidays(year: i16) -> Vec<BankHoliday> {
    if !(1978..9999).contains(&year) {
        return Vec::new();
    }
    let kept = |date: Date, name| BankHoliday {
        date,
        name,
        substitute: false,
    };
    let easter = easter_sunday(year);
    let mut holidays = vec![
        weekday_after(kept(date(year, 1, 1), "New Year’s Day")),
        kept(easter - 2.days(), "Good Friday"),
        kept(easter + 1.day(), "Easter Monday"),
        kept(moved(first_monday(year, 5)), "Early May bank holiday"),
        kept(moved(last_monday(year, 5)), "Spring bank holiday"),
        kept(last_monday(year, 8), "Summer bank holiday"),
    ];
    holidays.extend(christmas(year));
    let once = ONCE.iter().filter(|(date, _)| date.year() == year);
    holidays.extend(once.map(|(date, name)| kept(*date, name)));
    holidays.sort_by_key(|holiday| holiday.date);
    holidays
}

/// Christmas Day and Boxing Day, or the weekdays kept in their place.
fn christmas(year: i16) -> [BankHoliday; 2] {
    let on = |day, name, substitute| BankHoliday {
        date: date(year, 12, day),
        name,
        substitute,
    };
    let (christmas, boxing) = ("Christmas Day", "Boxing Day");
    match date(year, 12, 25).weekday() {
        Weekday::Friday => [on(25, christmas, false), on(28, boxing, true)],
        Weekday::Saturday => [on(27, christmas, true), on(28, boxing, true)],
        Weekday::Sunday => [on(26, boxing, false), on(27, christmas, true)],
        _ => [on(25, christmas, false), on(26, boxing, false)],
    }
}

/// The same holiday, or the Monday kept in its place.
fn weekday_after(holiday: BankHoliday) -> BankHoliday {
    let later = match holiday.date.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => return holiday,
    };
    BankHoliday {
        date: holiday.date + later.days(),
        substitute: true,
        ..holiday
    }
}

fn moved(day: Date) -> Date {
    let exception = MOVED.iter().find(|(from, _)| *from == day);
    exception.map_or(day, |(_, to)| *to)
}

fn first_monday(year: i16, month: i8) -> Date {
    let first = date(year, month, 1);
    let away = (7 - first.weekday().to_monday_zero_offset()) % 7;
    first + i64::from(away).days()
}

/// The last Monday of a month that has 31 days.
fn last_monday(year: i16, month: i8) -> Date {
    let last = date(year, month, 31);
    last - i64::from(last.weekday().to_monday_zero_offset()).days()
}

/// Easter Sunday of the Gregorian calendar, by the sum that is called anonymous.
fn easter_sunday(year: i16) -> Date {
    let year = i32::from(year);
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let correction = (century + 8) / 25;
    let moon = (century - correction + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let week = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * week) / 451;
    let days = epact + week - 7 * late + 114;
    // Both are within a month and a year by the sum itself.
    date(year as i16, (days / 31) as i8, (days % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The weekdays that were or will be kept, as month and day, by the government's list.
    const YEARS: &[(i16, &str)] = &[
        (2006, "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        (2007, "01-01 04-06 04-09 05-07 05-28 08-27 12-25 12-26"),
        (2008, "01-01 03-21 03-24 05-05 05-26 08-25 12-25 12-26"),
        (2009, "01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28"),
        (2010, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (
            2011,
            "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
        ),
        (
            2012,
            "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
        ),
        (2013, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2014, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2015, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27"),
        (2017, "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        (2018, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26"),
        (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (
            2022,
            "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        ),
        (
            2023,
            "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        ),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        (2029, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26"),
        (2030, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
    ];

    #[test]
    fn the_days_of_25_years() {
        for (year, days) in YEARS {
            let found: Vec<String> = bank_holidays(*year)
                .iter()
                .map(|holiday| holiday.date.strftime("%m-%d").to_string())
                .collect();
            assert_eq!(found.join(" "), *days, "{year}");
        }
    }

    #[test]
    fn no_bank_holiday_is_on_a_weekend_and_none_is_kept_twice() {
        for year in 1978..2400 {
            let holidays = bank_holidays(year);
            for pair in holidays.windows(2) {
                assert!(pair[0].date < pair[1].date, "{year}: {pair:?}");
            }
            for holiday in holidays {
                let weekday = holiday.date.weekday();
                let weekend = matches!(weekday, Weekday::Saturday | Weekday::Sunday);
                assert!(!weekend, "{holiday:?}");
            }
        }
        assert_eq!(bank_holidays(9999), []);
        assert_eq!(bank_holidays(-1), []);
    }

    #[test]
    fn a_day_kept_in_place_of_another_says_so() {
        let day = bank_holiday(date(2011, 12, 27)).unwrap();
        assert_eq!((day.name, day.substitute), ("Christmas Day", true));
        assert_eq!(bank_holiday(date(2007, 4, 18)), None);
        assert_eq!(
            bank_holiday(date(2011, 4, 29)).unwrap().name,
            "Royal wedding"
        );
    }
}
