#![allow(
    clippy::inconsistent_digit_grouping,
    reason = "days are written as year, month and day"
)]

use std::ops::ControlFlow;

use super::{Among, Document, Index, Stamp};
use crate::Query;

fn document(id: &str, day: i64, title: &str, text: &str) -> Document {
    Document {
        kind: "item",
        id: id.to_owned(),
        owner: format!("owner of {id}"),
        body: "board".to_owned(),
        day: (day > 0).then_some(day),
        title: title.to_owned(),
        text: text.to_owned(),
        around: "Board".to_owned(),
    }
}

fn found(index: &Index, typed: &str, among: &Among<'_>) -> Vec<String> {
    let query = Query::read(typed).expect("words");
    let mut ids = Vec::new();
    let each = |key: super::Key| {
        ids.push(key.id);
        ControlFlow::Continue(())
    };
    index.find("moot", &query, among, each).expect("an answer");
    ids
}

fn three() -> Vec<Document> {
    vec![
        document("plan", 2010_04_18, "Flood plan", "The river rose."),
        document(
            "report",
            2010_10_06,
            "Commissioning report",
            "After the flood, the café closed.",
        ),
        document("body", 0, "Flood Forum", "Meets when it rains."),
    ]
}

fn filled(index: &Index) {
    index
        .take_in("moot", &[], &three(), None)
        .expect("taken in");
    let elsewhere = [document("elsewhere", 2010_01_01, "Flood", "")];
    index
        .take_in("other", &[], &elsewhere, None)
        .expect("taken in");
}

#[test]
fn documents_are_found_by_their_words_newest_first() {
    let index = Index::in_memory().expect("an index");
    filled(&index);
    let all = Among::default();
    let in_title = Among {
        in_title: true,
        ..Among::default()
    };
    let day = |from, until| Among {
        from,
        until,
        ..Among::default()
    };
    for (typed, among, ids) in [
        ("flood", &all, &["body", "report", "plan"][..]),
        ("FLOOD plan", &all, &["plan"]),
        ("commission", &all, &["report"]),
        ("cafe", &all, &["report"]),
        ("\"river rose\"", &all, &["plan"]),
        ("\"rose river\"", &all, &[]),
        ("board flood", &all, &["body", "report", "plan"]),
        ("flood", &in_title, &["body", "plan"]),
        ("flood", &day(Some(2010_05_01), None), &["report"]),
        ("flood", &day(None, Some(2010_05_01)), &["plan"]),
        ("flood", &day(Some(2010_04_18), Some(2010_04_18)), &["plan"]),
        (
            "flood",
            &Among {
                kind: Some("minutes"),
                ..Among::default()
            },
            &[],
        ),
        (
            "flood",
            &Among {
                body: Some("board"),
                ..Among::default()
            },
            &["body", "report", "plan"],
        ),
        ("flood OR nothing", &all, &[]),
        ("title : x NEAR(y) \" * ^ -z", &all, &[]),
    ] {
        assert_eq!(found(&index, typed, among), ids, "{typed} {among:?}");
    }
}

#[test]
fn a_document_taken_in_again_stands_in_the_place_of_the_old() {
    let index = Index::in_memory().expect("an index");
    filled(&index);
    let changed = [document("plan", 2011_01_01, "Drought plan", "")];
    let stamp = Stamp {
        line: 7,
        hash: "ab".to_owned(),
        day: 2011_01_01,
    };
    index
        .take_in("moot", &[], &changed, Some(&stamp))
        .expect("taken in");
    assert_eq!(found(&index, "drought", &Among::default()), ["plan"]);
    assert_eq!(found(&index, "river", &Among::default()), [""; 0]);
    assert_eq!(index.stamp("moot").expect("read"), Some(stamp));
    assert_eq!(index.stamp("other").expect("read"), None);
    assert_eq!(
        index.owners("moot", "owner of p").expect("read"),
        ["owner of plan"]
    );
    index
        .take_in("moot", &["owner of plan".to_owned()], &[], None)
        .expect("removed");
    assert_eq!(found(&index, "plan", &Among::default()), [""; 0]);
    assert_eq!(index.count("moot").expect("read"), 2);
}

#[test]
fn mistyped_words_find_their_neighbours() {
    let index = Index::in_memory().expect("an index");
    filled(&index);
    for (typed, near) in [
        ("comissioning", &["commissioning"][..]),
        ("flod", &["flood"]),
        ("flood", &[]),
        ("xyz", &[]),
        ("zzzzzzzz", &[]),
    ] {
        assert_eq!(index.near(typed).expect("words"), near, "{typed}");
    }
}

#[test]
fn what_is_forgotten_leaves_no_trace_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("search.db");
    let index = Index::open(&path).expect("an index");
    let secret = "zanzibarquokka";
    let many = (0..500).map(|n| document(&format!("d{n}"), 2010_01_01 + n, secret, secret));
    index
        .take_in("moot", &[], &many.collect::<Vec<_>>(), None)
        .expect("taken in");
    let again = [document("d1", 2010_01_01, "other", "")];
    index.take_in("moot", &[], &again, None).expect("taken in");
    assert_eq!(found(&index, secret, &Among::default()).len(), 499);
    let traces = || {
        let files = std::fs::read_dir(folder.path()).expect("the folder");
        let holds = |path: std::path::PathBuf| {
            let bytes = std::fs::read(path).expect("a file");
            bytes
                .windows(secret.len())
                .any(|bytes| bytes == secret.as_bytes())
        };
        files
            .filter(|file| holds(file.as_ref().expect("a file").path()))
            .count()
    };
    assert!(traces() > 0, "it was there");
    index.forget().expect("forgotten");
    assert_eq!(traces(), 0);
    filled(&index);
    assert_eq!(found(&index, "plan", &Among::default()), ["plan"]);
}

#[test]
fn a_file_that_cannot_be_used_is_begun_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("search.db");
    filled(&Index::open(&path).expect("an index"));
    assert_eq!(
        Index::open(&path)
            .expect("again")
            .count("moot")
            .expect("read"),
        3
    );
    std::fs::write(&path, b"this is no database, whatever its name is").expect("written");
    assert_eq!(
        Index::open(&path)
            .expect("anew")
            .count("moot")
            .expect("read"),
        0
    );
    let other = rusqlite::Connection::open(&path).expect("the file");
    other
        .execute_batch("PRAGMA user_version = 99")
        .expect("another version");
    drop(other);
    assert_eq!(
        Index::open(&path)
            .expect("anew")
            .count("moot")
            .expect("read"),
        0
    );
}
