//! The writer when things go wrong, seen from inside.

use super::*;
use crate::SqliteBook;
use crate::{Journal, Receipt};

fn a_line(text: &str) -> NewLine {
    NewLine {
        at: "2007-04-18T14:00:00.000000Z".to_owned(),
        by: "system:test".to_owned(),
        entry: format!("{{\"said\":\"{text}\"}}"),
        words: Vec::new(),
    }
}

fn a_book() -> (tempfile::TempDir, SqliteBook) {
    let folder = tempfile::tempdir().unwrap();
    let book = SqliteBook::open(folder.path().join("book.db")).unwrap();
    (folder, book)
}

/// A limit on pages stands for a full disk, so that this needs no mounting.
#[test]
fn a_full_disk_costs_nothing_but_the_append() {
    let (_folder, book) = a_book();
    let limit = |pages: u32| {
        let writer = book.writer();
        let set = format!("PRAGMA max_page_count = {pages}");
        writer
            .connection
            .query_row(&set, (), |row| row.get::<_, i64>(0))
            .unwrap();
    };
    let mut last = book
        .append("a", &Head::EMPTY, &[a_line("begin")], &[])
        .unwrap();
    for _ in 0..3 {
        limit(1);
        let long = [a_line("short"), a_line(&"long ".repeat(20_000))];
        let receipt = Receipt {
            key: "key".to_owned(),
            digest: last.hash,
            first: last.line + 1,
            last: last.line + 2,
        };
        for _ in 0..3 {
            let refused = book.append("a", &last, &long, std::slice::from_ref(&receipt));
            assert_eq!(refused, Err(AppendFault::Full));
            assert_eq!(book.head("a"), Ok(last));
            assert_eq!(book.receipt("a", "key"), Ok(None));
        }
        limit(1_000_000);
        last = book
            .append("a", &last, &[a_line("room again")], &[])
            .unwrap();
    }
    assert_eq!(last.line, 4);
}

#[test]
fn after_a_failed_synchronisation_nothing_is_written_but_all_can_be_read() {
    let (folder, book) = a_book();
    let last = book
        .append("a", &Head::EMPTY, &[a_line("kept")], &[])
        .unwrap();
    book.writer().stopped = true;
    let refused = book.append("a", &last, &[a_line("not kept")], &[]);
    assert!(matches!(
        refused,
        Err(AppendFault::Fault(Fault::Unavailable(_)))
    ));
    assert!(matches!(book.scrub(), Err(Fault::Unavailable(_))));
    assert_eq!(book.head("a"), Ok(last));
    drop(book);
    let book = SqliteBook::open(folder.path().join("book.db")).unwrap();
    assert_eq!(
        book.append("a", &last, &[a_line("kept")], &[])
            .unwrap()
            .line,
        2
    );
}

#[test]
fn a_transaction_left_open_is_rolled_back() {
    let (_folder, book) = a_book();
    book.writer()
        .connection
        .execute_batch("BEGIN IMMEDIATE")
        .unwrap();
    assert_eq!(
        book.append("a", &Head::EMPTY, &[a_line("kept")], &[])
            .unwrap()
            .line,
        1
    );
}

/// What the safety of a book rests on is set on every connection that writes.
#[test]
fn the_settings_are_in_force() {
    let (_folder, book) = a_book();
    let writer = book.writer();
    let table = [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
    ];
    let more = [
        ("secure_delete", "1"),
        ("recursive_triggers", "1"),
        ("mmap_size", "0"),
    ];
    for (name, expected) in table.iter().chain(&more) {
        let found = writer
            .connection
            .query_row(&format!("PRAGMA {name}"), (), |row| {
                Ok(match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str()?.to_owned(),
                })
            });
        assert_eq!(found.unwrap(), *expected, "{name}");
    }
    assert!(writer.connection.execute_batch("SELECT 1").is_ok());
    drop(writer);
    let reading = book.readers.with(|connection| {
        let written = connection.execute("DELETE FROM words", ());
        assert!(written.is_err(), "a reader can write");
        Ok(())
    });
    reading.unwrap();
}
