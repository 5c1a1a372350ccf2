//! Reading days and times as people write them.

use jiff::civil::{Date, Time};

/// A day written in one piece: 2007-04-18 or 18/4/2007. Errors say what to type instead.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => day_of([day, month, year]),
        [day, month, year] => day_of([day, month, year]),
        _ => Err("Write the date as day, month and year, such as 18 4 2007".to_owned()),
    }
}

/// A day from its three parts as they were typed: day, month (a number or a name), year.
pub(super) fn day_of([day, month, year]: [&str; 3]) -> Result<Date, String> {
    for (part, what) in [(day, "a day"), (month, "a month"), (year, "a year")] {
        if part.is_empty() {
            return Err(format!("The date must include {what}"));
        }
    }
    if year.len() != 4 {
        return Err("The year must have four digits, such as 2007".to_owned());
    }
    let month = number_of_month(month).ok_or("The month must be a number from 1 to 12")?;
    let day: i8 = day
        .parse()
        .map_err(|_| "The day must be a number from 1 to 31")?;
    let year: i16 = year
        .parse()
        .map_err(|_| "The year must have four digits, such as 2007")?;
    Date::new(year, month, day).map_err(|_| "There is no such day in that month".to_owned())
}

fn number_of_month(text: &str) -> Option<i8> {
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
    if let Ok(number) = text.parse() {
        return (1..=12).contains(&number).then_some(number);
    }
    let text = text.to_lowercase();
    let named = |name: &&str| text.len() >= 3 && name.starts_with(&text);
    let place = MONTHS.iter().position(named)?;
    i8::try_from(place + 1).ok()
}

/// A time of day: 10.30am, 10:30, 1030, 2pm, midday. Errors say what to type instead.
pub(crate) fn time_of_day(text: &str) -> Result<Time, String> {
    let wrong = || "Write the time as 10.30am or 14:30".to_owned();
    let text: String = text.to_lowercase().split_whitespace().collect();
    if matches!(text.as_str(), "midday" | "noon" | "12noon") {
        return Ok(Time::constant(12, 0, 0, 0));
    }
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return Err(wrong()),
        None if digits.len() >= 3 => digits
            .split_at_checked(digits.len() - 2)
            .ok_or_else(wrong)?,
        None if half.is_some() => (digits, "0"),
        None => return Err(wrong()),
    };
    let number = |text: &str| -> Result<i8, String> {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| plain).ok_or_else(wrong)
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return Err(wrong()),
    };
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, read) in [
            ("10.30am", Some("10:30:00")),
            ("10:30", Some("10:30:00")),
            ("1030", Some("10:30:00")),
            ("930", Some("09:30:00")),
            ("2pm", Some("14:00:00")),
            ("2.05 PM", Some("14:05:00")),
            ("12am", Some("00:00:00")),
            ("12pm", Some("12:00:00")),
            ("midday", Some("12:00:00")),
            ("00:00", Some("00:00:00")),
            ("24:00", None),
            ("13pm", None),
            ("10", None),
            ("10:3", None),
            ("+1:30", None),
            ("ten", None),
            ("", None),
            ("é00", None),
        ] {
            let time = time_of_day(typed).ok().map(|time| time.to_string());
            assert_eq!(time.as_deref(), read, "{typed}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (typed, read) in [
            ("2007-04-18", Some("2007-04-18")),
            ("18/4/2007", Some("2007-04-18")),
            ("18 April 2007", Some("2007-04-18")),
            ("18.04.2007", Some("2007-04-18")),
            ("29 feb 2008", Some("2008-02-29")),
            ("29 feb 2007", None),
            ("18/4/07", None),
            ("18/13/2007", None),
            ("18 J 2007", None),
            ("tomorrow", None),
        ] {
            let date = day(typed).ok().map(|date| date.to_string());
            assert_eq!(date.as_deref(), read, "{typed}");
        }
    }
}
