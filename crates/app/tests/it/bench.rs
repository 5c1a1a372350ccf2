//! Where the houses of these tests stand: a book on disk in either store, people, a clock that is set.

use std::{
    ops::{ControlFlow, RangeInclusive},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering},
    },
};

use app::{ActRequest, Answer, Caller, Denied, House, Reading, Setup, read_acts};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use journal::{Hash, Journal, Line, PostgresBook, SqliteBook};
use office::{Office, Person, SqliteOffice};
use postgres::{Client, NoTls};
use record::{LineNo, id::PersonId};
use serde_json::Value;
use testkit::{FILLED, holder_of, person, substitute_for};

/// The partnership that most tests are about.
pub const THREE_RIVERS: &str = "three-rivers";
/// Someone with the run of the machine.
pub const OPERATOR: Caller = Caller::Operator("test");

/// Where the books lie.
pub enum Place {
    /// One file in a folder that goes away.
    Sqlite(tempfile::TempDir),
    /// A schema that goes away.
    Postgres(Schema),
}

impl Place {
    /// A place in each store.
    pub fn both() -> [Self; 2] {
        [Self::sqlite(), Self::postgres()]
    }

    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub fn postgres() -> Self {
        Self::Postgres(Schema::fresh())
    }

    /// The books, opened as another process would.
    pub fn journal(&self) -> Arc<dyn Journal> {
        match self {
            Self::Sqlite(folder) => {
                Arc::new(SqliteBook::open(folder.path().join("book.db")).unwrap())
            }
            Self::Postgres(schema) => Arc::new(PostgresBook::open(&url(), &schema.0).unwrap()),
        }
    }

    /// Changes a line behind the book's back, as someone with the run of the disk can.
    pub fn tamper(&self, sql: &str) {
        match self {
            Self::Sqlite(folder) => {
                let file = rusqlite::Connection::open(folder.path().join("book.db")).unwrap();
                file.execute_batch("DROP TRIGGER lines_stay; DROP TRIGGER lines_remain")
                    .unwrap();
                assert_eq!(file.execute(sql, ()).unwrap(), 1, "{sql}");
            }
            Self::Postgres(schema) => {
                let mut client = client();
                let open = format!(
                    "SET search_path = {}; SET session_replication_role = replica",
                    schema.0
                );
                client.batch_execute(&open).unwrap();
                assert_eq!(client.execute(sql, &[]).unwrap(), 1, "{sql}");
            }
        }
    }
}

/// A schema of a test's own.
pub struct Schema(pub String);

impl Schema {
    fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = Self(format!("app_test_{}_{number}", std::process::id()));
        schema.remove();
        schema
    }

    fn remove(&self) {
        let drop = format!("DROP SCHEMA IF EXISTS {} CASCADE", self.0);
        client().batch_execute(&drop).unwrap();
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.remove();
        }
    }
}

/// The address of the database that tests may write to.
pub fn url() -> String {
    std::env::var("FOLKMOOT_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "FOLKMOOT_TEST_POSTGRES is not set. These tests need a PostgreSQL server: set it to an \
             address such as postgres://postgres@localhost:5432/postgres and run them again."
        )
    })
}

fn client() -> Client {
    Client::connect(&url(), NoTls).unwrap()
}

/// Books, people and a clock, on which any number of houses can be opened.
pub struct Bench {
    pub place: Place,
    pub office: Arc<dyn Office>,
    pub clock: Arc<AtomicI64>,
}

impl Bench {
    /// Nothing in the book yet; everyone of Three Rivers known; nine in the morning of 2 January 2007.
    pub fn new(place: Place) -> Self {
        let office: Arc<dyn Office> = Arc::new(SqliteOffice::in_memory().unwrap());
        for (id, name) in everyone() {
            enter(&*office, id, &name);
        }
        let bench = Self {
            place,
            office,
            clock: Arc::default(),
        };
        bench.at("2007-01-02T09:00");
        bench
    }

    /// Sets the clock, in the time of the place.
    pub fn at(&self, when: &str) {
        let when: DateTime = when.parse().unwrap();
        let when = when
            .to_zoned(TimeZone::get("Europe/London").unwrap())
            .unwrap();
        self.clock
            .store(when.timestamp().as_microsecond(), Ordering::SeqCst);
    }

    /// Another house on the same books: a second process, or the same after a restart.
    pub fn house(&self) -> Arc<House> {
        self.opens().unwrap_or_else(|denied| panic!("{denied}"))
    }

    /// The same, where it may be refused.
    pub fn opens(&self) -> Result<Arc<House>, Denied> {
        self.house_with(self.place.journal())
    }

    /// A house on a journal of the test's own making.
    pub fn house_with(&self, journal: Arc<dyn Journal>) -> Result<Arc<House>, Denied> {
        let clock = Arc::clone(&self.clock);
        House::open(Setup {
            journal,
            office: Arc::clone(&self.office),
            clock: Arc::new(move || {
                // Finer than the book keeps it, as clocks are.
                let micros = i128::from(clock.load(Ordering::SeqCst));
                Timestamp::from_nanosecond(micros * 1_000 + 789).unwrap()
            }),
            chance,
        })
    }

    /// Every line of the book, as it lies on disk.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let read = self.place.journal().read(THREE_RIVERS, 0, &mut |line| {
            lines.push(line);
            ControlFlow::Continue(())
        });
        read.unwrap();
        lines
    }

    /// What a stranger finds who verifies the book.
    pub fn verdict(&self) -> String {
        journal::verify_book(&*self.place.journal(), THREE_RIVERS, None)
            .unwrap()
            .to_string()
    }
}

/// Different bytes each time, and nothing to hide.
fn chance(bytes: &mut [u8; 32]) {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    bytes[..8].copy_from_slice(&next.to_be_bytes());
}

/// Everyone of Three Rivers, with names that say who they are.
pub fn everyone() -> Vec<(PersonId, String)> {
    let holders = FILLED
        .iter()
        .map(|seat| (holder_of(seat), format!("Holder of {seat}")));
    let substitutes = FILLED
        .iter()
        .map(|seat| (substitute_for(seat), format!("Substitute for {seat}")));
    let others = (900..=903).map(|number| (person(number), format!("Person {number}")));
    holders.chain(substitutes).chain(others).collect()
}

/// Enters a person in an office.
pub fn enter(office: &dyn Office, id: PersonId, name: &str) {
    let person = Person {
        id: id.to_string(),
        name: name.to_owned(),
        email: None,
    };
    office.add_person(&person).unwrap();
}

/// A request of acts in JSON.
pub fn request(caller: Caller, acts: Value) -> ActRequest {
    ActRequest {
        partnership: THREE_RIVERS.to_owned(),
        caller,
        acts: read_acts(acts).unwrap_or_else(|denied| panic!("{denied}")),
        seen: None,
        key: None,
    }
}

/// The same request under a key; its digest is made from `body`.
pub fn keyed(request: ActRequest, key: &str, body: u8) -> ActRequest {
    let key = Some((key.to_owned(), Hash::from_bytes([body; 32])));
    ActRequest { key, ..request }
}

/// Asks as the operator, and is answered.
pub fn ask(house: &House, acts: Value) -> Answer {
    house.act(request(OPERATOR, acts))
}

/// Has acts recorded that have to be right.
#[track_caller]
pub fn tell(house: &House, acts: Value) -> RangeInclusive<LineNo> {
    match ask(house, acts) {
        Ok(recorded) => recorded.lines,
        Err(denied) => panic!("{} ({}): {}", denied, denied.code(), denied.help()),
    }
}

/// Three Rivers as it stands now.
#[track_caller]
pub fn read(house: &House) -> Reading {
    house
        .read(THREE_RIVERS)
        .unwrap_or_else(|denied| panic!("{denied}"))
}

/// All that a house knows of Three Rivers, for comparing.
pub fn told(house: &House) -> String {
    let reading = read(house);
    format!("{:?} {:?}", reading.head, reading.record)
}

/// Dice that fall the same way each time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number from 0, less than `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// One of several.
    pub fn one_of<'a>(&mut self, several: &[&'a str]) -> &'a str {
        several[self.below(several.len() as u64) as usize]
    }
}
