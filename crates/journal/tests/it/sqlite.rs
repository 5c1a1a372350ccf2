//! The book in one SQLite file: the contract, and what only a file can suffer.

use std::path::PathBuf;
use std::process::Command;

use journal::{AppendFault, Fault, Journal, SqliteBook, verify_book};
use rusqlite::Connection;

use crate::book::{BOOK, all, insist, note, redaction, sealing};
use crate::conformance::{Bench, PROMISES};

struct File {
    folder: tempfile::TempDir,
}

impl File {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("book.db")
    }
}

impl Bench for File {
    fn open(&self) -> Result<Box<dyn Journal>, Fault> {
        Ok(Box::new(SqliteBook::open(self.path())?))
    }

    fn foreign(&self, sql: &str) -> Result<(), String> {
        // As a program that takes no precautions would: no foreign keys, and replacing
        // whatever is in the way.
        let connection = Connection::open(self.path()).unwrap();
        connection
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF")
            .unwrap();
        let sql = blobs(sql);
        let run = |sql: &str| {
            connection
                .execute_batch(sql)
                .map_err(|error| error.to_string())
        };
        let plain = run(&sql);
        for (verb, replacing) in [
            ("INSERT ", "INSERT OR REPLACE "),
            ("UPDATE ", "UPDATE OR REPLACE "),
        ] {
            if let Some(rest) = sql.strip_prefix(verb) {
                assert_eq!(
                    run(&format!("{replacing}{rest}")).is_ok(),
                    plain.is_ok(),
                    "{sql}"
                );
            }
        }
        plain
    }

    fn tamper(&self, sql: &str) {
        let connection = Connection::open(self.path()).unwrap();
        connection
            .execute_batch("PRAGMA foreign_keys = OFF")
            .unwrap();
        let triggers: Vec<(String, String)> = connection
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap()
            .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for (name, _) in &triggers {
            connection
                .execute_batch(&format!("DROP TRIGGER {name}"))
                .unwrap();
        }
        assert!(connection.execute(&blobs(sql), ()).unwrap() > 0, "{sql}");
        for (_, sql) in &triggers {
            connection.execute_batch(sql).unwrap();
        }
    }

    fn mark_as(&self, format: u32) {
        let connection = Connection::open(self.path()).unwrap();
        connection
            .pragma_update(None, "user_version", format)
            .unwrap();
    }
}

/// `X` and 64 digits, as SQLite writes bytes.
fn blobs(sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(" X") {
        out.push_str(&rest[..at]);
        out.push_str(&format!(" X'{}'", &rest[at + 2..at + 66]));
        rest = &rest[at + 66..];
    }
    out + rest
}

#[test]
fn sqlite_keeps_every_promise() {
    for (promise, holds) in PROMISES {
        println!("{promise}");
        holds(&File::new());
    }
}

#[test]
fn a_book_of_a_later_program_is_not_touched() {
    let file = File::new();
    insist(&*file.open().unwrap(), BOOK, &note(1));
    file.mark_as(2);
    let bytes = std::fs::read(file.path()).unwrap();
    assert!(file.open().is_err());
    assert_eq!(std::fs::read(file.path()).unwrap(), bytes);
    assert_eq!(
        std::fs::read_dir(file.folder.path()).unwrap().count(),
        1,
        "no log was begun"
    );
}

#[test]
fn what_is_not_a_book_is_refused_and_left_alone() {
    let table: [(&str, Vec<u8>); 4] = [
        ("a letter", b"Dear members of the Board, ".repeat(9)),
        ("too short", b"SQLite format 3\0".to_vec()),
        ("zeros", vec![0; 4096]),
        ("another program's file", {
            let file = File::new();
            let connection = Connection::open(file.path()).unwrap();
            connection
                .execute_batch("PRAGMA application_id = 7; CREATE TABLE a (b)")
                .unwrap();
            std::fs::read(file.path()).unwrap()
        }),
    ];
    for (what, bytes) in table {
        let file = File::new();
        std::fs::write(file.path(), &bytes).unwrap();
        let Err(fault) = file.open() else {
            panic!("{what} was opened")
        };
        assert!(
            matches!(fault, Fault::Corrupt { line: 0, .. }),
            "{what}: {fault:?}"
        );
        assert_eq!(std::fs::read(file.path()).unwrap(), bytes, "{what}");
    }
}

#[test]
fn a_file_cut_short_is_refused() {
    let file = File::new();
    let journal = file.open().unwrap();
    for n in 0..200 {
        insist(&*journal, BOOK, &sealing(&[&"long ".repeat(n)]));
    }
    drop(journal);
    let bytes = std::fs::read(file.path()).unwrap();
    for part in [1, 2, 3] {
        std::fs::write(file.path(), &bytes[..bytes.len() * part / 4 / 4096 * 4096]).unwrap();
        match file.open() {
            Err(Fault::Corrupt { .. }) => {}
            Err(other) => panic!("{other:?}"),
            Ok(journal) => assert!(!verify_book(&*journal, BOOK, None).unwrap().is_sound()),
        }
    }
}

#[test]
fn a_folder_that_is_not_there_is_a_fault_with_help() {
    let Err(fault) = SqliteBook::open("/nowhere/at/all/book.db") else {
        panic!()
    };
    assert!(matches!(fault, Fault::Unavailable(_)), "{fault:?}");
    assert!(!fault.help().is_empty());
}

#[test]
fn a_redacted_text_is_in_no_file() {
    let secret = "Joan Ashworth of 14 Mill Lane";
    let file = File::new();
    let journal = file.open().unwrap();
    for n in 0..300 {
        insist(
            &*journal,
            if n % 3 == 0 { "other" } else { BOOK },
            &sealing(&[&"filling ".repeat(n % 40)]),
        );
    }
    let line = insist(&*journal, BOOK, &sealing(&["before", secret, "after"])).line;
    let long = format!("{} {secret}", "x".repeat(20_000));
    insist(&*journal, BOOK, &sealing(&[&long]));
    let bytes_of = || {
        let files = std::fs::read_dir(file.folder.path()).unwrap();
        let bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        bytes.flatten().collect::<Vec<u8>>()
    };
    let hits = || {
        bytes_of()
            .windows(secret.len())
            .filter(|part| *part == secret.as_bytes())
            .count()
    };
    assert!(hits() >= 2);
    for redacts in [(line, 1), (line + 1, 0)] {
        let last = journal.head(BOOK).unwrap();
        journal
            .redact(BOOK, &last, &redaction(redacts), redacts)
            .unwrap();
    }
    assert_eq!(hits(), 0);
    journal.scrub().unwrap();
    assert_eq!(hits(), 0);
    assert!(verify_book(&*journal, BOOK, None).unwrap().is_sound());
}

/// Where a file system of two megabytes may be mounted, for the test below.
const SMALL: &str = "FOLKMOOT_TEST_SMALL_DISK";

/// Runs itself again in a name space of its own, where it may mount a small disk.
/// `writer.rs` has a second test of a full disk, which needs no mounting.
#[test]
fn a_full_disk_costs_nothing_but_the_append() {
    if let Ok(folder) = std::env::var(SMALL) {
        return on_a_small_disk(&PathBuf::from(folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mounting = "mount -t tmpfs -o size=2m small \"$0\" || exit 99; exec \"$@\"";
    let me = std::env::current_exe().unwrap();
    let run = Command::new("unshare")
        .args(["-Urm", "sh", "-c", mounting])
        .arg(folder.path())
        .arg(me)
        .args([
            "--exact",
            "sqlite::a_full_disk_costs_nothing_but_the_append",
            "--nocapture",
        ])
        .env(SMALL, folder.path())
        .output();
    let refused = |out: &std::process::Output| {
        out.status.code() == Some(99)
            || String::from_utf8_lossy(&out.stderr).starts_with("unshare:")
    };
    match run {
        Ok(out) if out.status.success() => {
            assert!(String::from_utf8_lossy(&out.stdout).contains("1 passed"));
        }
        Ok(out) if !refused(&out) => panic!("{}", String::from_utf8_lossy(&out.stderr)),
        other => eprintln!("This system does not let tests mount a small disk: {other:?}"),
    }
}

fn on_a_small_disk(folder: &std::path::Path) {
    let filler = folder.join("filler");
    let journal = SqliteBook::open(folder.join("book.db")).unwrap();
    let mut acknowledged = journal.head(BOOK).unwrap();
    for round in 0..5 {
        // Something else takes all the room there is; the book gets what is left, if any.
        let mut other = std::fs::File::create(&filler).unwrap();
        while std::io::Write::write_all(&mut other, &[0; 4096]).is_ok() {}
        drop(other);
        let mut full = 0;
        while full < 5 {
            let text = "minutes ".repeat(200);
            match journal.append(BOOK, &acknowledged, &[sealing(&[&text]), note(2)], &[]) {
                Ok(head) => acknowledged = head,
                Err(AppendFault::Full) => full += 1,
                Err(other) => panic!("round {round}: {other:?}"),
            }
        }
        assert_eq!(journal.head(BOOK), Ok(acknowledged));
        assert_eq!(all(&journal, BOOK).len() as u64, acknowledged.line);
        std::fs::remove_file(&filler).unwrap();
        // There is room again: no restart, no stuck transaction.
        acknowledged = journal
            .append(BOOK, &acknowledged, &[note(3)], &[])
            .unwrap();
    }
    drop(journal);
    let journal = SqliteBook::open(folder.join("book.db")).unwrap();
    assert_eq!(journal.head(BOOK), Ok(acknowledged));
    assert!(verify_book(&journal, BOOK, None).unwrap().is_sound());
}
