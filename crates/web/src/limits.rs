//! Limits: how often something may be asked, by whom.
//!
//! A bucket per key, emptied by each try and filled again by time. It is kept in memory and is
//! forgotten when the program ends: it is there against floods, not against patience.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

/// The most keys remembered, so that a flood from many addresses cannot fill memory.
const MOST_KEYS: usize = 20_000;

/// Buckets that all hold the same and fill at the same pace.
#[derive(Debug)]
pub(crate) struct Buckets {
    /// Microseconds until one more try is allowed; none: there is no limit.
    pace: Option<i64>,
    /// How far ahead of its pace a key may be, in microseconds.
    ahead: i64,
    /// When each key would be back at its pace.
    due: Mutex<HashMap<String, i64>>,
}

impl Buckets {
    /// Buckets that allow `tries` in each `period`, and at most `burst` at once. No tries means no
    /// limit.
    pub(crate) fn new(tries: u32, period: Duration, burst: u32) -> Self {
        let period = i64::try_from(period.as_micros()).unwrap_or(i64::MAX);
        let pace = period.checked_div(i64::from(tries));
        let ahead = i64::from(burst.max(1) - 1).saturating_mul(pace.unwrap_or_default());
        Self {
            pace,
            ahead,
            due: Mutex::default(),
        }
    }

    /// Whether another try is allowed now. Errors with the seconds to wait.
    pub(crate) fn look(&self, key: &str, now: Timestamp) -> Result<(), u32> {
        let due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        self.judge(
            due.get(key).copied().unwrap_or(i64::MIN),
            now.as_microsecond(),
        )
    }

    /// Counts a try. Errors with the seconds to wait when it was one too many; then it is not counted.
    pub(crate) fn take(&self, key: &str, now: Timestamp) -> Result<(), u32> {
        let Some(pace) = self.pace else {
            return Ok(());
        };
        let now = now.as_microsecond();
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if due.len() >= MOST_KEYS && !due.contains_key(key) {
            due.retain(|_, due| *due > now);
            if due.len() >= MOST_KEYS {
                due.clear();
            }
        }
        let at = due.get(key).copied().unwrap_or(i64::MIN);
        self.judge(at, now)?;
        due.insert(key.to_owned(), at.max(now).saturating_add(pace));
        Ok(())
    }

    fn judge(&self, due: i64, now: i64) -> Result<(), u32> {
        let over = due.saturating_sub(now).saturating_sub(self.ahead);
        if self.pace.is_none() || over <= 0 {
            return Ok(());
        }
        Err(u32::try_from(over / 1_000_000 + 1).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_by_tries_and_fills_by_time() {
        let second = Duration::from_secs(1);
        let buckets = Buckets::new(2, second, 3);
        let at = |milliseconds| Timestamp::from_millisecond(milliseconds).unwrap();
        for (milliseconds, allowed) in [
            (0, true),
            (0, true),
            (0, true),
            (0, false),
            (499, false),
            (500, true),
            (500, false),
            (5_000, true),
            (5_000, true),
            (5_000, true),
            (5_000, false),
        ] {
            let taken = buckets.take("a", at(milliseconds));
            assert_eq!(taken.is_ok(), allowed, "{milliseconds}");
        }
        assert_eq!(buckets.look("a", at(5_000)), Err(1));
        assert_eq!(buckets.look("b", at(5_000)), Ok(()), "another key");
    }

    #[test]
    fn none_means_no_limit() {
        let buckets = Buckets::new(0, Duration::from_secs(1), 0);
        let now = Timestamp::from_second(1).unwrap();
        assert!((0..1_000).all(|_| buckets.take("a", now).is_ok()));
    }
}
