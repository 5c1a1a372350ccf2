//! The book in PostgreSQL: the contract, and what only a connection can suffer.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use journal::{AppendFault, Fault, Journal, PostgresBook, Receipt, verify_book};
use postgres::{Client, NoTls};

use crate::book::{BOOK, all, insist, note, some_hash};
use crate::conformance::{Bench, PROMISES};

/// A schema of its own in the test database, gone afterwards.
struct Schema {
    url: String,
    name: String,
}

impl Schema {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Ok(url) = std::env::var("FOLKMOOT_TEST_POSTGRES") else {
            panic!(
                "FOLKMOOT_TEST_POSTGRES is not set. Give it the address of a PostgreSQL database that \
                 tests may write to, such as postgres://postgres@localhost:5432/postgres"
            );
        };
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = Self {
            url,
            name: format!("journal_test_{}_{number}", std::process::id()),
        };
        schema.drop_it();
        schema
    }

    fn client(&self) -> Client {
        let mut client = Client::connect(&self.url, NoTls).unwrap();
        client
            .batch_execute(&format!("SET search_path = {}", self.name))
            .unwrap();
        client
    }

    fn drop_it(&self) {
        let name = &self.name;
        self.client()
            .batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE"))
            .unwrap();
    }

    /// The address, with a name by which this test's connections are known.
    fn address(&self) -> String {
        let sign = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{sign}application_name={}", self.url, self.name)
    }

    fn book(&self) -> PostgresBook {
        PostgresBook::open(&self.address(), &self.name).unwrap()
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.drop_it();
        }
    }
}

impl Bench for Schema {
    fn open(&self) -> Result<Box<dyn Journal>, Fault> {
        Ok(Box::new(PostgresBook::open(&self.address(), &self.name)?))
    }

    fn foreign(&self, sql: &str) -> Result<(), String> {
        self.client()
            .batch_execute(&bytes(sql))
            .map_err(|error| error.to_string())
    }

    fn tamper(&self, sql: &str) {
        let mut client = self.client();
        client
            .batch_execute("SET session_replication_role = replica")
            .unwrap();
        assert!(client.execute(&bytes(sql), &[]).unwrap() > 0, "{sql}");
    }

    fn mark_as(&self, format: u32) {
        self.client()
            .batch_execute(&format!("UPDATE format SET version = {format}"))
            .unwrap();
    }
}

/// `X` and 64 digits, as PostgreSQL writes bytes.
fn bytes(sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(" X") {
        out.push_str(&rest[..at]);
        out.push_str(&format!(" '\\x{}'::bytea", &rest[at + 2..at + 66]));
        rest = &rest[at + 66..];
    }
    out + rest
}

#[test]
fn postgres_keeps_every_promise() {
    for (promise, holds) in PROMISES {
        println!("{promise}");
        holds(&Schema::new());
    }
}

#[test]
fn nobody_can_empty_a_table() {
    let schema = Schema::new();
    insist(&schema.book(), BOOK, &note(1));
    for table in ["lines", "words", "redactions", "receipts"] {
        assert!(
            schema
                .foreign(&format!("TRUNCATE {table} CASCADE"))
                .is_err(),
            "{table}"
        );
    }
    assert_eq!(all(&schema.book(), BOOK).len(), 1);
}

#[test]
fn nodes_that_start_together_begin_one_book() {
    let schema = Schema::new();
    std::thread::scope(|scope| {
        for node in 0..6 {
            let schema = &schema;
            scope.spawn(move || insist(&schema.book(), BOOK, &note(node)));
        }
    });
    assert_eq!(all(&schema.book(), BOOK).len(), 6);
}

#[test]
fn a_database_that_lost_its_connections_is_used_again() {
    let schema = Schema::new();
    let book = schema.book();
    insist(&book, BOOK, &note(1));
    cut(&schema);
    assert_eq!(book.head(BOOK).unwrap().line, 1);
    cut(&schema);
    insist(&book, BOOK, &note(2));
    cut(&schema);
    assert_eq!(all(&book, BOOK).len(), 2);
}

/// Connections are cut all the time; every act is written exactly once, because the
/// writers settle what they do not know by reading their receipt.
#[test]
fn cut_connections_neither_lose_nor_double_a_line() {
    const EACH: u64 = 40;
    let schema = Schema::new();
    let (here, there) = (schema.book(), schema.book());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let cutter = scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                cut(&schema);
                std::thread::sleep(std::time::Duration::from_millis(15));
            }
        });
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let book = if writer % 2 == 0 { &here } else { &there };
                scope.spawn(move || {
                    for n in 0..EACH {
                        settle(book, writer * 1_000 + n);
                    }
                })
            })
            .collect();
        let ended: Vec<_> = writers.into_iter().map(|writer| writer.join()).collect();
        done.store(true, Ordering::Relaxed);
        cutter.join().unwrap();
        assert!(ended.iter().all(Result::is_ok));
    });
    let lines = all(&here, BOOK);
    assert_eq!(lines.len() as u64, 4 * EACH);
    assert!(verify_book(&there, BOOK, None).unwrap().is_sound());
    let distinct: std::collections::BTreeSet<_> = lines.iter().map(|line| &line.entry).collect();
    assert_eq!(distinct.len(), lines.len());
}

/// Writes a line with a receipt, whatever happens to the connection.
fn settle(book: &PostgresBook, number: u64) {
    let key = number.to_string();
    let digest = some_hash(1);
    loop {
        // Out of reach for a moment: ask again.
        let Ok(receipt) = book.receipt(BOOK, &key) else {
            continue;
        };
        if receipt.is_some() {
            return;
        }
        let Ok(last) = book.head(BOOK) else { continue };
        let line = last.line + 1;
        let receipt = Receipt {
            key: key.clone(),
            digest,
            first: line,
            last: line,
        };
        match book.append(BOOK, &last, &[note(number)], &[receipt]) {
            Ok(_) => return,
            Err(
                AppendFault::Conflict { .. }
                | AppendFault::Fault(Fault::Unavailable(_) | Fault::Unknown | Fault::Repeated(_)),
            ) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
}

/// Opening fails unless the setting is in force afterwards, so it is enough that it opens.
#[test]
fn an_address_that_asks_for_less_safety_is_overruled() {
    let schema = Schema::new();
    let url = format!("{}&options=-c%20synchronous_commit%3Doff", schema.address());
    insist(
        &PostgresBook::open(&url, &schema.name).unwrap(),
        BOOK,
        &note(1),
    );
}

#[test]
fn what_cannot_be_reached_is_a_fault_with_help_and_without_the_password() {
    let table = [
        ("postgres://someone:hunter2@127.0.0.1:1/nothing", "folkmoot"),
        ("hunter2", "folkmoot"),
        (
            "postgres://someone:hunter2@127.0.0.1:1/nothing",
            "Robert'); DROP TABLE lines; --",
        ),
    ];
    for (url, schema) in table {
        let Err(fault) = PostgresBook::open(url, schema) else {
            panic!("{url}")
        };
        assert!(!fault.to_string().contains("hunter2"), "{fault}");
        assert!(!fault.help().is_empty());
    }
}

/// Ends every connection of this schema's books, as a restart of the database would.
fn cut(schema: &Schema) {
    let query =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
    schema.client().query(query, &[&schema.name]).unwrap();
}
