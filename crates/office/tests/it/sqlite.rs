//! What the SQLite store promises besides the contract.

use std::path::Path;
use std::sync::Arc;

use office::{Fault, Link, Office, Person, SqliteOffice};
use rusqlite::Connection;

use crate::contract::{keeps_the_contract, someone};

/// Whether any of the office's files, its log included, holds these bytes.
fn on_disk(folder: &Path, bytes: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let content = std::fs::read(entry.unwrap().path()).unwrap();
        content
            .windows(bytes.len())
            .any(|window| window == bytes.as_bytes())
    })
}

fn snapshot(folder: &Path) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name(), std::fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| !name.to_string_lossy().ends_with("-shm"))
        .filter(|(_, content)| !content.is_empty())
        .collect();
    files.sort();
    files
}

#[test]
fn a_file_keeps_the_contract() {
    keeps_the_contract(|trial| {
        let folder = tempfile::tempdir().unwrap();
        trial(&SqliteOffice::open(folder.path().join("office.db")).unwrap());
    });
}

#[test]
fn memory_keeps_the_contract() {
    keeps_the_contract(|trial| trial(&SqliteOffice::in_memory().unwrap()));
}

#[test]
fn what_was_kept_is_there_when_the_office_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let office: Arc<dyn Office> = Arc::new(SqliteOffice::open(&path).unwrap());
    let person = someone(&*office, 1).unwrap();
    let again: Arc<dyn Office> = Arc::new(SqliteOffice::open(&path).unwrap());
    assert_eq!(again.person(&person).unwrap().unwrap().name, "Person 1");
    drop(office);
    again.rename_person(&person, "Renamed").unwrap();
    assert_eq!(again.revision().unwrap(), 2);
}

#[test]
fn what_was_kept_is_there_after_a_crash() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = SqliteOffice::open(folder.path().join("office.db")).unwrap();
    let person = someone(&office, 1).unwrap();
    // The files as they lie while the office is still open, its log not yet put away.
    for file in ["office.db", "office.db-wal"] {
        std::fs::copy(folder.path().join(file), other.path().join(file)).unwrap();
    }
    let again = SqliteOffice::open(other.path().join("office.db")).unwrap();
    assert!((&again as &dyn Office).person(&person).unwrap().is_some());
}

#[test]
fn only_the_hash_of_a_secret_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let office = SqliteOffice::open(folder.path().join("office.db")).unwrap();
    let office: &dyn Office = &office;
    let person = someone(office, 1).unwrap();
    let link = Link {
        person: person.clone(),
        partnership: "moor".into(),
        purpose: "sign-in".into(),
        expires: 100,
        reusable: true,
    };
    office.add_link("needle-link-5f2a", &link).unwrap();
    office.consume_link("needle-link-5f2a", 1).unwrap().unwrap();
    office
        .open_session(
            "needle-session-5f2a",
            &person,
            office::Means::Email,
            1,
            900,
            900,
        )
        .unwrap();
    office.session("needle-session-5f2a", 100).unwrap().unwrap();
    office
        .add_token("needle-token-5f2a", &person, "moor", "label", 1, None)
        .unwrap();
    assert!(
        on_disk(folder.path(), &person),
        "the search does find what is there"
    );
    assert!(!on_disk(folder.path(), "needle"));
}

#[test]
fn nothing_of_an_erased_person_is_left_in_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let office = SqliteOffice::open(folder.path().join("office.db")).unwrap();
    let office: &dyn Office = &office;
    // Enough people, in a scattered order and often renamed, that pages split and merge.
    let id = |n: u32| format!("{:032x}", n.wrapping_mul(2_654_435_761));
    for n in 0..600 {
        let mark = if n % 2 == 0 { "needle" } else { "stays" };
        let name = format!("{mark} {}", "x".repeat(n as usize % 90));
        let email = Some(format!("{mark}{n}@town.example"));
        office
            .add_person(&Person {
                id: id(n),
                name,
                email,
            })
            .unwrap();
    }
    for n in (0..600).rev().step_by(3) {
        let mark = if n % 2 == 0 { "needle" } else { "stays" };
        office
            .rename_person(&id(n), &format!("{mark} {}", "y".repeat(300)))
            .unwrap();
    }
    assert!(on_disk(folder.path(), "needle"));
    for n in (0..600).step_by(2) {
        office.erase_person(&id(n)).unwrap();
    }
    assert!(!on_disk(folder.path(), "needle"));
    assert!(on_disk(folder.path(), "stays"));
    assert_eq!(office.people().unwrap().len(), 300);
}

#[test]
fn a_newer_office_is_refused_untouched() {
    for leave_a_log in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.db");
        drop(SqliteOffice::open(&path).unwrap());
        let newer = Connection::open(&path).unwrap();
        newer.pragma_update(None, "user_version", 99).unwrap();
        // Held open, the newer version's last commit is still in its log; closed, it is not.
        let held = leave_a_log.then_some(newer);
        let before = snapshot(folder.path());
        let refused = SqliteOffice::open(&path);
        assert!(matches!(&refused, Err(Fault::Newer { found: 99, .. })));
        assert_eq!(snapshot(folder.path()), before, "log left: {leave_a_log}");
        drop(held);
    }
}

#[test]
fn a_file_that_is_not_an_office_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.db");
    Connection::open(&journal)
        .unwrap()
        .execute_batch("CREATE TABLE lines (number)")
        .unwrap();
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear clerk, this is no database. ".repeat(100)).unwrap();
    let before = snapshot(folder.path());
    for path in [&journal, &letter, &folder.path().join("missing/office.db")] {
        assert!(
            matches!(SqliteOffice::open(path), Err(Fault::Other { .. })),
            "{path:?}"
        );
    }
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn the_file_is_as_careful_as_promised() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let office = SqliteOffice::open(&path).unwrap();
    let ask = |sql| (&office as &dyn Office).ask(sql, &[]).unwrap();
    // Cells are the crate's own, so the answers are read as they print.
    for (pragma, answer) in [
        ("PRAGMA journal_mode", r#"Text("wal")"#),
        ("PRAGMA synchronous", "Number(2)"),
        ("PRAGMA foreign_keys", "Number(1)"),
        ("PRAGMA secure_delete", "Number(1)"),
        ("PRAGMA integrity_check", r#"Text("ok")"#),
    ] {
        assert!(
            format!("{:?}", ask(pragma)).contains(answer),
            "{pragma}: {:?}",
            ask(pragma)
        );
    }
    let lax = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
               AND strict = 0 AND name NOT LIKE 'sqlite%'";
    assert!(ask(lax).is_empty(), "{:?}", ask(lax));
    assert!(
        rusqlite::version_number() >= 3_051_003,
        "older SQLite can damage a write-ahead log"
    );
    #[cfg(unix)]
    for file in ["office.db", "office.db-wal"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{file} is open to others");
    }
}

#[test]
fn another_process_may_write_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    std::thread::scope(|scope| {
        for process in 0_u8..4 {
            let path = &path;
            scope.spawn(move || {
                let office = SqliteOffice::open(path).unwrap();
                for n in 0..10 {
                    someone(&office, process * 10 + n).unwrap();
                }
            });
        }
    });
    let office = SqliteOffice::open(&path).unwrap();
    let office: &dyn Office = &office;
    assert_eq!(
        (office.people().unwrap().len(), office.revision().unwrap()),
        (40, 40)
    );
}
