//! The hub: who is looking at which book, and the moment at which it stands.
//!
//! For each partnership that anyone looks at, one task watches where its book ends. What this process
//! writes wakes it at once; what another wrote is found by asking for the head a few times a second.
//! It then hands every listener the same [`Moment`]. It decides how many may listen and that nobody
//! listens on after their sign-in has ended. What a screen shows, it does not know.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use app::{Denied, Reading};
use record::id::{MeetingId, PersonId};
use tokio::{
    sync::{Notify, watch},
    time::sleep,
};

use super::{LiveLimits, sitting::Sitting};
use crate::Site;

/// How often in a row the book may be out of reach before listeners are sent away: they then say
/// that what they show is of an earlier time, and come again.
const MOST_FAILURES: u32 = 10;

/// A book as it stood after some line, the same for everyone who looks.
pub(crate) struct Moment {
    /// The partnership, up to that line.
    pub(crate) reading: Reading,
    /// The sessions that are open; none: nobody asked the office.
    open: BTreeSet<String>,
    sittings: Mutex<BTreeMap<MeetingId, Option<Arc<Sitting>>>>,
}

impl Moment {
    fn of(reading: Reading, open: BTreeSet<String>) -> Arc<Self> {
        Arc::new(Self {
            reading,
            open,
            sittings: Mutex::default(),
        })
    }

    /// A meeting at this moment, worked out once for everyone.
    pub(crate) fn sitting(&self, meeting: &MeetingId) -> Option<Arc<Sitting>> {
        let mut sittings = lock(&self.sittings);
        let sitting = sittings
            .entry(meeting.clone())
            .or_insert_with(|| Sitting::of(&self.reading, meeting).map(Arc::new));
        sitting.clone()
    }

    /// Whether a session was open when the book was looked at.
    pub(crate) fn has_open(&self, session: &str) -> bool {
        self.open.contains(session)
    }
}

/// One partnership's book, while anyone looks at it.
struct Watched {
    written: Notify,
    shown: watch::Sender<Arc<Moment>>,
}

struct Inner {
    limits: LiveLimits,
    books: Mutex<BTreeMap<String, Arc<Watched>>>,
    listeners: Mutex<BTreeMap<PersonId, u32>>,
    over: watch::Sender<bool>,
}

/// Every live screen of this process.
#[derive(Clone)]
pub(crate) struct Hub(Arc<Inner>);

/// Why nobody more may listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    /// This person has as many screens open as one may have.
    Person,
    /// There are as many as the house can serve.
    House,
}

/// Somebody who listens. Dropping it gives the place back.
pub(crate) struct Listener {
    /// The moments, the newest only.
    pub(crate) moments: watch::Receiver<Arc<Moment>>,
    /// That the program is about to end.
    pub(crate) over: watch::Receiver<bool>,
    hub: Hub,
    person: PersonId,
}

impl Hub {
    /// Nobody listens yet.
    pub(crate) fn new(limits: LiveLimits) -> Self {
        Self(Arc::new(Inner {
            limits,
            books: Mutex::default(),
            listeners: Mutex::default(),
            over: watch::Sender::new(false),
        }))
    }

    /// How much is allowed.
    pub(crate) fn limits(&self) -> &LiveLimits {
        &self.0.limits
    }

    /// Says that something was written in a book just now.
    pub(crate) fn written(&self, partnership: &str) {
        if let Some(watched) = lock(&self.0.books).get(partnership) {
            watched.written.notify_one();
        }
    }

    /// Sends every listener away, because the program is to end.
    pub(crate) fn close(&self) {
        self.0.over.send_replace(true);
    }

    /// A place among the listeners of a book.
    pub(crate) fn listen(
        &self,
        site: &Arc<Site>,
        reading: &Reading,
        person: PersonId,
        session: &str,
    ) -> Result<Listener, Full> {
        self.take_place(person)?;
        let partnership = reading.partnership.to_string();
        let mut books = lock(&self.0.books);
        let watched = books.entry(partnership.clone()).or_insert_with(|| {
            // The one session that is known to be open is the one that came with the request.
            let moment = Moment::of(reading.clone(), BTreeSet::from([session.to_owned()]));
            let watched = Arc::new(Watched {
                written: Notify::new(),
                shown: watch::Sender::new(moment),
            });
            let watching = watch(Arc::clone(site), partnership, Arc::clone(&watched));
            tokio::spawn(watching);
            watched
        });
        // Whoever comes may have seen more than was handed out last.
        watched.written.notify_one();
        Ok(Listener {
            moments: watched.shown.subscribe(),
            over: self.0.over.subscribe(),
            hub: self.clone(),
            person,
        })
    }

    fn take_place(&self, person: PersonId) -> Result<(), Full> {
        let mut listeners = lock(&self.0.listeners);
        let all: u32 = listeners.values().sum();
        if all >= self.0.limits.in_all {
            return Err(Full::House);
        }
        let own = listeners.entry(person).or_default();
        if *own >= self.0.limits.each {
            return Err(Full::Person);
        }
        *own += 1;
        Ok(())
    }

    fn give_back(&self, person: PersonId) {
        let mut listeners = lock(&self.0.listeners);
        if let Some(own) = listeners.get_mut(&person) {
            *own -= 1;
            if *own == 0 {
                listeners.remove(&person);
            }
        }
    }

    /// How many listen.
    #[cfg(test)]
    pub(crate) fn listeners(&self) -> u32 {
        lock(&self.0.listeners).values().sum()
    }

    /// Forgets a book that nobody looks at. Under the same lock under which they come.
    fn let_go(&self, partnership: &str, watched: &Watched) -> bool {
        let mut books = lock(&self.0.books);
        let nobody = watched.shown.receiver_count() == 0;
        if nobody {
            books.remove(partnership);
        }
        nobody
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.hub.give_back(self.person);
    }
}

/// Hands out each new moment of a book, for as long as anyone looks at it.
async fn watch(site: Arc<Site>, partnership: String, watched: Arc<Watched>) {
    let hub = site.live.clone();
    let mut over = hub.0.over.subscribe();
    let mut failures = 0;
    while !*over.borrow() {
        tokio::select! {
            () = watched.written.notified() => {}
            () = sleep(hub.limits().look) => {}
            _ = over.changed() => break,
        }
        if hub.let_go(&partnership, &watched) {
            return;
        }
        match next(&site, &partnership, &watched).await {
            Ok(None) => failures = 0,
            Ok(Some(moment)) => {
                failures = 0;
                watched.shown.send_replace(moment);
                // Many acts in one instant are one picture.
                sleep(hub.limits().breath).await;
            }
            Err(denied) => {
                failures += 1;
                if failures == MOST_FAILURES {
                    tracing::warn!(partnership, "live screens are sent away: {denied}");
                    break;
                }
            }
        }
    }
    // Whoever still listens is told by the end of the stream.
    lock(&hub.0.books).remove(&partnership);
}

/// The book as it stands now, if it moved.
async fn next(
    site: &Arc<Site>,
    partnership: &str,
    watched: &Watched,
) -> Result<Option<Arc<Moment>>, Denied> {
    let reading = site.reading(partnership).await?;
    if reading.head == watched.shown.borrow().reading.head {
        return Ok(None);
    }
    let now = reading.now.as_second();
    let open = site.office(move |house| house.office().open_sessions(now));
    Ok(Some(Moment::of(reading, open.await?)))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
