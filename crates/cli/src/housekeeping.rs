//! What the running house does by itself: chores, each at its own pace, in one thread.
//!
//! Decides only when a chore's turn comes. A chore that fails is logged and has its next turn as
//! usual; none may wait for anybody outside, which would keep the others waiting (letters are handed
//! over in threads of their own: see `crate::mail`). A chore must be fit to be done by several
//! nodes at once, and twice.

use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use app::{Denied, House};

use crate::say::Trouble;

/// What is done in one turn.
type Work = Box<dyn FnMut(&House) -> Result<(), Denied> + Send>;

/// Something done again and again.
pub(crate) struct Chore {
    /// What it is, for the log: "clear the outbox".
    pub(crate) name: &'static str,
    /// How many seconds lie between two turns, at the least.
    pub(crate) every: u64,
    /// The work itself.
    pub(crate) work: Work,
}

impl Chore {
    /// A chore done about every so many seconds, and once at the beginning.
    pub(crate) fn every(
        seconds: u64,
        name: &'static str,
        work: impl FnMut(&House) -> Result<(), Denied> + Send + 'static,
    ) -> Self {
        Self {
            name,
            every: seconds.max(1),
            work: Box::new(work),
        }
    }
}

/// The chores under way.
pub(crate) struct Housekeeping {
    stop: mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

impl Housekeeping {
    /// Begins to keep house.
    pub(crate) fn begin(house: &Arc<House>, chores: Vec<Chore>) -> Result<Self, Trouble> {
        let (stop, stopped) = mpsc::channel();
        let house = Arc::clone(house);
        let thread = std::thread::Builder::new()
            .name("housekeeping".to_owned())
            .spawn(move || keep(&house, chores, &stopped))
            .map_err(|error| {
                Trouble::refused(
                    format!("cannot start: {error}"),
                    "Look at the limits of the system.",
                )
            })?;
        Ok(Self { stop, thread })
    }

    /// Ends it, once the chore in hand is done.
    pub(crate) fn end(self) {
        let _ = self.stop.send(());
        let _ = self.thread.join();
    }
}

fn keep(house: &House, mut chores: Vec<Chore>, stopped: &mpsc::Receiver<()>) {
    // Seconds since the beginning, counted rather than read: chores need no exact pace.
    let mut second = 0;
    loop {
        for chore in &mut chores {
            if second % chore.every == 0
                && let Err(denied) = (chore.work)(house)
            {
                tracing::warn!(
                    chore = chore.name,
                    cause = ?std::error::Error::source(&denied),
                    "the house could not {}: {denied}",
                    chore.name
                );
            }
        }
        match stopped.recv_timeout(Duration::from_secs(1)) {
            Err(mpsc::RecvTimeoutError::Timeout) => second += 1,
            _ => return,
        }
    }
}
