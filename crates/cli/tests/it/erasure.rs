//! Nobody who was erased is left in the files of a PostgreSQL database, nor in the mailbox folder beside it.
//!
//! The files of the tables are read, as somebody with the disk in their hands would. The server's log (WAL) is
//! not: it holds what was written until it is recycled, and docs/running.md says so.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use office::Office;
use serde_json::json;

use crate::{
    backup::{opened_just_now, traces},
    server::{PARTNERSHIP, Place},
};

const NAME: &str = "Xanthippe Quetzal";
const EMAIL: &str = "xanthippe.quetzal@town.example";

/// The folder of the database's own files, with all that is still in memory written down.
fn files_of(database: &str) -> PathBuf {
    let mut client = postgres::Client::connect(database, postgres::NoTls).unwrap();
    client.batch_execute("CHECKPOINT").unwrap();
    let sql = "SELECT current_setting('data_directory'), oid::text FROM pg_database WHERE datname = current_database()";
    let row = client.query_one(sql, &[]).unwrap();
    let folder = Path::new(row.get::<_, &str>(0))
        .join("base")
        .join(row.get::<_, &str>(1));
    assert!(
        fs::read_dir(&folder).is_ok(),
        "{} has to be readable: run the tests with `cargo xtask test`",
        folder.display()
    );
    folder
}

/// Another connection which, from before this returns, reads for a second all that is there now.
fn somebody_reads(database: &str) -> thread::JoinHandle<()> {
    let mut client = postgres::Client::connect(database, postgres::NoTls).unwrap();
    client
        .batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM pg_class")
        .unwrap();
    thread::spawn(move || {
        client.batch_execute("SELECT pg_sleep(1); COMMIT").unwrap();
    })
}

#[test]
fn nobody_who_was_erased_is_left_in_postgresql() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::postgres(&folder.path().join("data"), "erasure");
    let token = place.begin();
    let database = place.database.clone().unwrap();
    let server = place.serve();
    let people = format!("/api/v1/{PARTNERSHIP}/people");
    let added = server.post(&token, &people, &json!({ "name": NAME, "email": EMAIL }));
    let person = added.is(201).json()["person"].as_str().unwrap().to_owned();
    // Letters to them lie in the folder and in the outbox; the database has looked what is in its tables.
    let link = place.says(&["link", "--person", NAME, "--address", &server.address]);
    assert!(link.contains("http"), "{link}");
    let mailbox = place.data.join("mailbox");
    fs::create_dir_all(&mailbox).unwrap();
    let encoded = "To: <other@town.example>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nXanthippe=20Quet=\r\nzal came.\r\n";
    fs::write(mailbox.join("one.eml"), encoded).unwrap();
    fs::write(
        mailbox.join("two.eml"),
        "To: <other@town.example>\r\n\r\nHello\r\n",
    )
    .unwrap();
    let store = office::PostgresOffice::open(&database, "folkmoot_office").unwrap();
    let office: &dyn Office = &store;
    let letter = office::Letter {
        key: "to them".into(),
        partnership: PARTNERSHIP.into(),
        person: Some(person.clone()),
        address: EMAIL.into(),
        kind: "notice".into(),
        subject: "Agenda".into(),
        plain: format!("Dear {NAME},"),
        not_before: 4_000_000_000,
        ..office::Letter::default()
    };
    assert!(office.post_letter(&letter, 1).unwrap());
    let mut client = postgres::Client::connect(&database, postgres::NoTls).unwrap();
    client.batch_execute("ANALYZE").unwrap();
    assert!(
        !traces(&files_of(&database), EMAIL).is_empty(),
        "it was there"
    );

    let cookie = opened_just_now(office);
    let erase = format!("/{PARTNERSHIP}/office/people/{person}/erase");
    let long_reading = somebody_reads(&database);
    server.form(&cookie, &erase, "sure=yes").is(303);
    long_reading.join().unwrap();
    let files = files_of(&database);
    for word in ["xanthippe", "quetzal"] {
        assert_eq!(traces(&files, word), [""; 0], "{word}");
        assert_eq!(traces(&place.data, word), [""; 0], "{word}");
    }
    assert!(!mailbox.join("one.eml").exists() && mailbox.join("two.eml").exists());
    assert!(
        !traces(&files, "ann example").is_empty(),
        "the search finds who is there"
    );
}
