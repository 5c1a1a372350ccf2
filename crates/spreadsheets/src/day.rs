//! Days as people and spreadsheets write them.

use jiff::{Span, civil::Date};

use crate::Cell;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day in a cell. None when the cell is empty; an error when it is no day, with what to do.
///
/// In figures the day comes before the month, as in Britain. A year has four figures: "07" could be
/// 1907. A bare number is Excel's count of days, if it falls between 1954 and 2119.
pub fn read_day(cell: &Cell) -> Result<Option<Date>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Day(day) => Ok(Some(*day)),
        Cell::Faulty(why) => Err(why.clone()),
        Cell::Number(number) => match number.parse() {
            Ok(serial @ 20_000..=80_000) => from_serial(serial, false).map(Some).ok_or_else(none),
            _ => Err(none()),
        },
        Cell::Text(words) => in_words(words).map(Some).ok_or_else(none),
    }
}

fn none() -> String {
    "this is not a day: write it as 18 April 2007 or 18/04/2007".to_owned()
}

/// The day that Excel counts so, from 1 January 1900 (with a day too many) or from 1904.
pub(crate) fn from_serial(serial: i64, since_1904: bool) -> Option<Date> {
    let start = if since_1904 {
        Date::new(1904, 1, 1).ok()?
    } else {
        Date::new(1899, 12, 30).ok()?
    };
    // Before March 1900 Excel's count has a day that never was; nothing here is so old.
    if !since_1904 && serial < 61 {
        return None;
    }
    start.checked_add(Span::new().try_days(serial).ok()?).ok()
}

fn in_words(words: &str) -> Option<Date> {
    // "2007-04-18T00:00:00" and "18/04/2007 00:00" have a time that does not matter.
    let words = words.to_lowercase();
    let words = words.replace(['/', '.', '-', ','], " ");
    let mut parts: Vec<&str> = words.split_whitespace().collect();
    if let [year, _, last] = parts.as_mut_slice()
        && year.len() == 4
        && let Some((day, _)) = last.split_once('t')
    {
        *last = day;
    }
    parts.retain(|part| !is_weekday(part) && !part.contains(':') && *part != "of");
    let number = |part: &str| -> Option<i8> {
        let bare = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| part.strip_suffix(end))
            .unwrap_or(part);
        bare.parse().ok()
    };
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let year = |part: &str| -> Option<i16> { (part.len() == 4).then(|| part.parse().ok())? };
    if let Some(year) = year(first) {
        return Date::new(year, number(second)?, number(third)?).ok();
    }
    let year = year(third)?;
    if let Some(month) = month(second) {
        return Date::new(year, month, number(first)?).ok();
    }
    if let Some(month) = month(first) {
        return Date::new(year, month, number(second)?).ok();
    }
    Date::new(year, number(second)?, number(first)?).ok()
}

fn month(part: &str) -> Option<i8> {
    let nth = MONTHS.iter().position(|month| {
        part.len() >= 3 && month.starts_with(part) || part == "sept" && *month == "september"
    })?;
    i8::try_from(nth + 1).ok()
}

fn is_weekday(part: &str) -> bool {
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    part.len() >= 3 && days.iter().any(|day| day.starts_with(part))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let april = Some(date(2007, 4, 18));
        for (words, expected) in [
            ("18 April 2007", april),
            ("18th April 2007", april),
            ("Wednesday 18 April 2007", april),
            ("Wed, 18 Apr 2007", april),
            ("April 18, 2007", april),
            ("18/04/2007", april),
            ("18.4.2007", april),
            ("18-04-2007", april),
            ("2007-04-18", april),
            ("2007-04-18T00:00:00", april),
            ("18/04/2007 00:00", april),
            ("1 Sept 2007", Some(date(2007, 9, 1))),
            ("the 1st of May 2007", None),
            ("1st of May 2007", Some(date(2007, 5, 1))),
            ("18/04/07", None),
            ("04/18/2007", None),
            ("31 June 2007", None),
            ("29 February 2007", None),
            ("next Tuesday", None),
            ("2007", None),
        ] {
            let read = read_day(&Cell::Text(words.to_owned()));
            assert_eq!(read.ok().flatten(), expected, "{words}");
        }
    }

    #[test]
    fn a_bare_number_is_a_count_of_days_where_that_is_likely() {
        for (number, expected) in [
            ("39190", Some(date(2007, 4, 18))),
            ("2007", None),
            ("999999", None),
            ("-39190", None),
        ] {
            let read = read_day(&Cell::Number(number.to_owned()));
            assert_eq!(read.ok().flatten(), expected, "{number}");
        }
        assert_eq!(from_serial(37_728, true), Some(date(2007, 4, 18)));
        assert_eq!(from_serial(i64::MAX, false), None);
        assert_eq!(from_serial(1, false), None);
        assert_eq!(read_day(&Cell::Empty), Ok(None));
    }
}
