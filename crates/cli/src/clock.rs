//! What the time is: the machine's clock, or a clock set to another day for the demonstration.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use app::Clock;
use jiff::{SignedDuration, Timestamp};

#[allow(
    clippy::disallowed_methods,
    reason = "the one place where the time is read"
)]
fn machine() -> Timestamp {
    Timestamp::now()
}

/// The machine's clock.
pub(crate) fn real() -> Clock {
    Arc::new(machine)
}

/// A clock that began at another moment and goes on from there at the usual pace.
pub(crate) fn from(moment: Timestamp) -> Clock {
    let offset = moment.duration_since(machine());
    Arc::new(move || machine().checked_add(offset).unwrap_or(moment))
}

/// A clock that stands still until it is set, for making up a history. Seconds pass with each look.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    /// A clock set to a moment.
    pub(crate) fn at(moment: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(moment.as_second())))
    }

    /// Sets it.
    pub(crate) fn set(&self, moment: Timestamp) {
        self.0.store(moment.as_second(), Ordering::Relaxed);
    }

    /// The clock that others read.
    pub(crate) fn clock(&self) -> Clock {
        let hands = Arc::clone(&self.0);
        Arc::new(move || {
            let second = hands.fetch_add(1, Ordering::Relaxed);
            Timestamp::UNIX_EPOCH
                .checked_add(SignedDuration::from_secs(second))
                .unwrap_or(Timestamp::UNIX_EPOCH)
        })
    }
}
