//! Clear days: neither the day of the notice nor the day of the meeting counts, nor do weekends and
//! bank holidays.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use super::bank_holiday;

/// No notice is longer than this many days of the calendar.
const LONGEST: usize = 4_000;

/// Whether offices work on a day: no weekend, no bank holiday.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && bank_holiday(day).is_none()
}

/// How many clear days lie between a notice and a meeting. None when the notice is not before it.
pub fn clear_days_between(notice: Date, meeting: Date) -> usize {
    let mut days = notice.series(1.day()).skip(1).take(LONGEST);
    let between = days.by_ref().take_while(|day| *day < meeting);
    between.filter(|day| is_working_day(*day)).count()
}

/// The last working day on which something may go out so that so many clear days remain before the
/// meeting. For none, it is the day of the meeting itself.
pub fn last_day_for(clear_days: u16, meeting: Date) -> Date {
    if clear_days == 0 {
        return meeting;
    }
    let mut before = meeting;
    for _ in 0..=clear_days {
        before = working_day_before(before);
    }
    before
}

/// The nearest working day before a day; at the beginning of the calendar, the day itself.
pub fn working_day_before(day: Date) -> Date {
    let mut days = day.series(-1.day()).skip(1).take(LONGEST);
    days.find(|day| is_working_day(*day)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn notice_is_given_so_many_clear_days_before() {
        let table = [
            // Wednesday after the week of Easter: nothing but the weekend is in between.
            (5, "2007-04-18", "2007-04-10"),
            // Easter Monday, Good Friday and the weekend do not count.
            (5, "2007-04-12", "2007-04-02"),
            (5, "2007-04-10", "2007-03-29"),
            (1, "2007-04-16", "2007-04-12"),
            (0, "2007-04-18", "2007-04-18"),
            (3, "2008-01-02", "2007-12-24"),
            (10, "2022-09-20", "2022-09-02"),
        ];
        for (days, meeting, last) in table {
            assert_eq!(
                last_day_for(days, day(meeting)),
                day(last),
                "{days} before {meeting}"
            );
        }
    }

    #[test]
    fn the_last_day_leaves_just_enough_and_the_next_working_day_too_few() {
        for offset in 0..800 {
            let meeting = date(2021, 1, 4) + i64::from(offset).days();
            for days in [1, 3, 5, 10] {
                let last = last_day_for(days, meeting);
                assert!(clear_days_between(last, meeting) >= usize::from(days));
                assert!(is_working_day(last));
                let next = last
                    .series(1.day())
                    .skip(1)
                    .find(|day| is_working_day(*day));
                assert!(clear_days_between(next.unwrap(), meeting) < usize::from(days));
            }
        }
    }

    #[test]
    fn a_notice_on_the_day_or_later_leaves_none() {
        assert_eq!(clear_days_between(day("2007-04-18"), day("2007-04-18")), 0);
        assert_eq!(clear_days_between(day("2007-04-19"), day("2007-04-18")), 0);
        assert_eq!(clear_days_between(day("2007-04-13"), day("2007-04-16")), 0);
        assert_eq!(clear_days_between(Date::MAX, Date::MIN), 0);
    }
}
