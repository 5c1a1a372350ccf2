//! A few connections, lent one at a time and made anew when they break.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::opening::{Link, Place};
use crate::{AppendFault, Fault};

/// The most connections of one node.
const MOST: usize = 8;
/// How long a connection may take to show that it still works.
const ANSWER: Duration = Duration::from_secs(2);
/// How long to wait for one of them.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) struct Pool {
    place: Place,
    shelf: Mutex<Shelf>,
    returned: Condvar,
}

#[derive(Default)]
struct Shelf {
    idle: Vec<Link>,
    lent: usize,
}

/// A fault that may be a broken connection.
pub(super) trait MayBeBroken: From<Fault> {
    /// Whether the work certainly came to nothing because the database was out of reach.
    fn is_unavailable(&self) -> bool;
}

impl MayBeBroken for Fault {
    fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl MayBeBroken for AppendFault {
    fn is_unavailable(&self) -> bool {
        matches!(self, Self::Fault(fault) if fault.is_unavailable())
    }
}

impl Pool {
    pub fn new(place: Place) -> Self {
        Self {
            place,
            shelf: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Lends a connection to `work`. If one that lay idle turns out to be broken, and
    /// nothing can have come of it, the work is done on another.
    pub fn with<T, E: MayBeBroken>(
        &self,
        mut work: impl FnMut(&mut Link) -> Result<T, E>,
    ) -> Result<T, E> {
        loop {
            let idle = self.take()?;
            let lay_idle = idle.is_some();
            let lent = Lent {
                pool: self,
                link: idle,
            };
            let mut lent = lent.connected()?;
            let Some(link) = lent.link.as_mut() else {
                continue;
            };
            let outcome = work(link);
            let unavailable = matches!(&outcome, Err(fault) if fault.is_unavailable());
            if !unavailable || link.client.is_valid(ANSWER).is_ok() {
                return outcome;
            }
            lent.link = None;
            if !lay_idle {
                return outcome;
            }
        }
    }

    /// A turn at a connection: an idle one, or none if one may be made.
    fn take(&self) -> Result<Option<Link>, Fault> {
        let full = |shelf: &mut Shelf| shelf.idle.is_empty() && shelf.lent >= MOST;
        let waited = self
            .returned
            .wait_timeout_while(self.shelf(), PATIENCE, full);
        let (mut shelf, wait) = waited.unwrap_or_else(PoisonError::into_inner);
        if wait.timed_out() {
            return Err(Fault::Unavailable(
                "every connection to the database is in use".to_owned(),
            ));
        }
        shelf.lent += 1;
        Ok(shelf.idle.pop())
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection on loan; comes back by itself, whatever happens to the borrower.
struct Lent<'a> {
    pool: &'a Pool,
    link: Option<Link>,
}

impl Lent<'_> {
    fn connected(mut self) -> Result<Self, Fault> {
        if self.link.is_none() {
            self.link = Some(self.pool.place.connect()?);
        }
        Ok(self)
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut shelf = self.pool.shelf();
        shelf.lent -= 1;
        shelf
            .idle
            .extend(self.link.take().filter(|link| !link.client.is_closed()));
        self.pool.returned.notify_one();
    }
}
