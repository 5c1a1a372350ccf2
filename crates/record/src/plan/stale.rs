//! Whether a figure is late: the days after the end of its period are over and it is not there.

use jiff::{ToSpan, civil::Date};

use super::{Every, Period};

/// The last period whose figure has to be there on a day: its end, and the days that the arrangements
/// give after it, have passed.
pub fn due(on: Date, every: Every, starts: u8, after_days: u16) -> Period {
    let since = on
        .checked_sub(i32::from(after_days).days())
        .unwrap_or(Date::MIN);
    Period::last_ended(since, every, starts)
}

/// Whether the latest figure there is, of period `latest`, is no longer recent enough.
pub fn stale(latest: Option<Period>, due: Period) -> bool {
    latest.is_none_or(|latest| latest < due)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_figure_has_its_days_to_come_in() {
        for (on, days, period) in [
            ("2007-06-30", 0, "2007-08-q1"),
            ("2007-06-30", 1, "2006-07-q4"),
            ("2007-08-28", 60, "2006-07-q4"),
            ("2007-08-29", 60, "2007-08-q1"),
            ("2007-08-29", u16::MAX, "1827-28-q3"),
        ] {
            let due = due(on.parse().unwrap(), Every::Quarter, 4, days);
            assert_eq!(due.to_string(), period, "{on} with {days} days");
        }
    }

    #[test]
    fn nothing_is_never_recent_enough() {
        let period: Period = "2007-08-q1".parse().unwrap();
        assert!(stale(None, period));
        assert!(stale(Some(period.previous()), period));
        assert!(!stale(Some(period), period));
        assert!(!stale(Some(period.next()), period));
    }

    proptest! {
        #[test]
        fn more_days_never_ask_for_a_later_figure(day in 0_i32..20_000, few in 0_u16..400, more in 0_u16..400) {
            let on = jiff::civil::date(1980, 1, 1).checked_add(day.days()).unwrap();
            let (few, more) = (few.min(more), few.max(more));
            prop_assert!(due(on, Every::Quarter, 4, more) <= due(on, Every::Quarter, 4, few));
            prop_assert!(due(on, Every::Month, 4, few).ended(on, 4));
        }
    }
}
