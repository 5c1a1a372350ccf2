//! The house: every book it keeps, read and ready, and the clerk who writes in them.
//!
//! State is kept in memory and is what the book says. Before every answer the house asks where the
//! book ends and reads on, so that what another process wrote is never missed.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, mpsc},
};

use arc_swap::ArcSwap;
use jiff::{Timestamp, tz::TimeZone};
use journal::{Head, Journal};
use office::Office;
use record::{Entry, Minute, Record};

use crate::{
    ActRequest, Denied, Names,
    clerk::{self, Answer, Job},
    sealing,
};

/// What the time is. Handed in, so that tests and the demonstration can set it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Where 32 unguessable bytes come from. Handed in likewise.
pub type Chance = fn(&mut [u8; 32]);

/// What a house is made of.
pub struct Setup {
    /// The books on disk.
    pub journal: Arc<dyn Journal>,
    /// People, sign-in, drafts, files.
    pub office: Arc<dyn Office>,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub chance: Chance,
}

/// A book as it was read up to some line.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) head: Head,
    pub(crate) record: Arc<Record>,
}

/// One partnership's book in memory.
#[derive(Default)]
pub(crate) struct Desk {
    shown: ArcSwap<Shown>,
    reading: Mutex<()>,
    origin: OnceLock<journal::Hash>,
}

/// A partnership as a page sees it: one moment of the book, and names.
#[derive(Clone)]
pub struct Reading {
    /// The partnership's address.
    pub partnership: Arc<str>,
    /// What the book says.
    pub record: Arc<Record>,
    /// Where the book ends.
    pub head: Head,
    /// Names of people.
    pub names: Arc<Names>,
    /// The present moment.
    pub now: Timestamp,
}

impl Reading {
    /// The partnership's time zone.
    pub fn zone(&self) -> TimeZone {
        self.record.structure.zone()
    }

    /// Today, in the partnership's time zone.
    pub fn today(&self) -> jiff::civil::Date {
        self.now.to_zoned(self.zone()).date()
    }
}

/// The whole application.
pub struct House {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) office: Arc<dyn Office>,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    desks: RwLock<BTreeMap<String, Arc<Desk>>>,
    names: ArcSwap<Names>,
    inbox: Mutex<Option<mpsc::Sender<Job>>>,
    pub(crate) index: OnceLock<index::Index>,
    pub(crate) indexing: Mutex<()>,
    pub(crate) after_erasing: OnceLock<crate::personal::AfterErasing>,
}

impl House {
    /// Opens the house: reads every book to its end. Errors when a book is damaged, cannot be read
    /// by this version, or cannot be reached; then nothing was touched.
    pub fn open(setup: Setup) -> Result<Arc<Self>, Denied> {
        let Setup {
            journal,
            office,
            clock,
            chance,
        } = setup;
        let (inbox, jobs) = mpsc::channel();
        let house = Arc::new(Self {
            journal,
            office,
            clock,
            chance,
            desks: RwLock::default(),
            names: ArcSwap::default(),
            inbox: Mutex::new(Some(inbox)),
            index: OnceLock::new(),
            indexing: Mutex::default(),
            after_erasing: OnceLock::new(),
        });
        for partnership in house.journal.partnerships()? {
            let desk = house.desk_or_new(&partnership);
            house.read_on(&partnership, &desk)?;
        }
        let weak = Arc::downgrade(&house);
        std::thread::Builder::new()
            .name("clerk".to_owned())
            .spawn(move || clerk::sit(&weak, &jobs))
            .map_err(|error| {
                journal::Fault::Other(format!("the clerk's thread cannot be started: {error}"))
            })?;
        Ok(house)
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The office: people, sign-in, drafts, files.
    pub fn office(&self) -> &dyn Office {
        &*self.office
    }

    /// The journal: the books on disk.
    pub fn journal(&self) -> &dyn Journal {
        &*self.journal
    }

    /// Thirty-two unguessable bytes.
    pub fn chance(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        (self.chance)(&mut bytes);
        bytes
    }

    /// Whether reading takes no longer than a look at memory and a local file, so that it may be
    /// done without leaving an asynchronous handler.
    pub fn is_quick(&self) -> bool {
        self.journal.is_quick()
    }

    /// The addresses of the partnerships whose books are kept here.
    pub fn partnerships(&self) -> Result<Vec<String>, Denied> {
        Ok(self.journal.partnerships()?)
    }

    /// A partnership, up to the last line of its book.
    pub fn read(&self, partnership: &str) -> Result<Reading, Denied> {
        let desk = self
            .desk_of(partnership)?
            .ok_or_else(|| Denied::NoSuchPartnership(partnership.chars().take(60).collect()))?;
        let shown = self.read_on(partnership, &desk)?;
        Ok(Reading {
            partnership: partnership.into(),
            record: Arc::clone(&shown.record),
            head: shown.head,
            names: self.names()?,
            now: self.now(),
        })
    }

    /// The hash of a book's first line: no other book in the world has it, and it never changes, however
    /// the installation or its address do.
    pub fn origin(&self, partnership: &str) -> Result<String, Denied> {
        let nothing = || Denied::NoSuchPartnership(partnership.chars().take(60).collect());
        let desk = self.desk_of(partnership)?.ok_or_else(nothing)?;
        if let Some(origin) = desk.origin.get() {
            return Ok(origin.to_string());
        }
        let mut first = None;
        self.journal.read(partnership, 0, &mut |line| {
            first = Some(line.hash);
            ControlFlow::Break(())
        })?;
        let first = first.ok_or_else(nothing)?;
        Ok(desk.origin.get_or_init(|| first).to_string())
    }

    /// Names and office roles, as they stand now.
    pub fn names(&self) -> Result<Arc<Names>, Denied> {
        let desks = self.desks.read().unwrap_or_else(PoisonError::into_inner);
        let partnerships: Vec<String> = desks.keys().cloned().collect();
        drop(desks);
        let names = self.names.load_full();
        // Roles are read for the partnerships known, so a new one needs them read again.
        let all = names.partnerships == partnerships.len();
        if all && names.revision > 0 && names.revision == self.office.revision()? {
            return Ok(names);
        }
        let fresh = Arc::new(Names::read(&*self.office, &partnerships)?);
        self.names.store(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// Hands acts to the clerk; `reply` is called once they are on disk, or denied.
    pub fn submit(&self, request: ActRequest, reply: impl FnOnce(Answer) + Send + 'static) {
        let job = Job {
            request,
            reply: Box::new(reply),
        };
        let inbox = self
            .inbox
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let unsent = match inbox {
            Some(inbox) => inbox.send(job).err().map(|error| error.0),
            None => Some(job),
        };
        if let Some(job) = unsent {
            (job.reply)(Err(Denied::Closing));
        }
    }

    /// Has acts recorded, and waits until they are on disk. Not for asynchronous handlers.
    pub fn act(&self, request: ActRequest) -> Answer {
        let (reply, answer) = mpsc::sync_channel(1);
        self.submit(request, move |answer| {
            let _ = reply.send(answer);
        });
        answer.recv().unwrap_or(Err(Denied::Closing))
    }

    /// Takes no more acts. Those already handed in are finished.
    pub fn close(&self) {
        self.inbox
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    /// The desk of a partnership whose book has begun, here or in another process; none: it has not.
    pub(crate) fn desk_of(&self, partnership: &str) -> Result<Option<Arc<Desk>>, Denied> {
        match self.desk(partnership) {
            Some(desk) => Ok(Some(desk)),
            None if self.journal.head(partnership)?.line > 0 => {
                Ok(Some(self.desk_or_new(partnership)))
            }
            None => Ok(None),
        }
    }

    fn desk(&self, partnership: &str) -> Option<Arc<Desk>> {
        self.desks
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(partnership)
            .cloned()
    }

    pub(crate) fn desk_or_new(&self, partnership: &str) -> Arc<Desk> {
        if let Some(desk) = self.desk(partnership) {
            return desk;
        }
        let mut desks = self.desks.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(desks.entry(partnership.to_owned()).or_default())
    }

    /// Reads on to where the book ends now.
    pub(crate) fn read_on(&self, partnership: &str, desk: &Desk) -> Result<Arc<Shown>, Denied> {
        let shown = desk.shown.load_full();
        if self.journal.head(partnership)? == shown.head {
            return Ok(shown);
        }
        let _one_at_a_time = desk.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = desk.shown.load_full();
        let head = self.journal.head(partnership)?;
        if head == shown.head {
            return Ok(shown);
        }
        if head.line <= shown.head.line {
            return Err(journal::Fault::Corrupt {
                line: head.line,
                what: format!(
                    "the book ends here, but it was read up to line {} before",
                    shown.head.line
                ),
            }
            .into());
        }
        let fresh = match self.read_after(partnership, &shown)? {
            Some(fresh) => fresh,
            None => self
                .read_after(partnership, &Shown::default())?
                .unwrap_or_default(),
        };
        let fresh = Arc::new(fresh);
        desk.shown.store(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// What follows after `shown`; none when words were taken out of a line already read, so that the
    /// book has to be read again from its beginning.
    fn read_after(&self, partnership: &str, shown: &Shown) -> Result<Option<Shown>, Denied> {
        let (mut record, mut head) = (Record::clone(&shown.record), shown.head);
        let (mut trouble, mut taken_out) = (None, false);
        self.journal
            .read(partnership, shown.head.line, &mut |line| {
                taken_out |= shown.head.line > 0 && line.entry.contains("\"kind\":\"redacted\"");
                head = Head {
                    line: line.number,
                    hash: line.hash,
                };
                match sealing::take_in(&mut record, &line) {
                    Ok(_) => ControlFlow::Continue(()),
                    Err(denied) => {
                        trouble = Some(denied);
                        ControlFlow::Break(())
                    }
                }
            })?;
        match trouble {
            Some(denied) => Err(denied),
            None if taken_out => Ok(None),
            None => Ok(Some(Shown {
                head,
                record: Arc::new(record),
            })),
        }
    }

    /// Shows what the clerk has written.
    pub(crate) fn show(&self, desk: &Desk, shown: Shown) {
        let _one_at_a_time = desk.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if desk.shown.load().head.line < shown.head.line {
            desk.shown.store(Arc::new(shown));
        }
    }
}

/// The minute of an act by a caller at this moment.
pub(crate) fn minute(house: &House, request: &ActRequest) -> Minute {
    // The book keeps microseconds, so that what is applied now is what is read back later.
    let now = house.now();
    let at = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
    Minute {
        at,
        by: request.caller.author(),
    }
}

/// Whether an entry takes words out of the book.
pub(crate) fn redaction(entry: &Entry) -> Option<(u64, u32)> {
    match entry {
        Entry::Book(record::book::Entry::Redacted { line, ordinal, .. }) => Some((*line, *ordinal)),
        _ => None,
    }
}
