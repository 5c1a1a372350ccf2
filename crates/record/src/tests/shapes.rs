//! The form of the book is for ever: what each kind of entry looks like, pinned.
//!
//! A change here that is not an addition breaks every book that was ever written.

use std::collections::BTreeMap;

use crate::{Entry, testkit::*};

/// The first line of each kind, with the arrangements and seals cut short.
fn one_of_each() -> String {
    let mut kinds = BTreeMap::new();
    for Fossil { entry, .. } in three_rivers_fossils() {
        let value: serde_json::Value = serde_json::from_str(&entry).unwrap();
        let (module, kind) = (value["module"].as_str().unwrap(), value["kind"].as_str().unwrap());
        kinds.entry(format!("{module} {kind}")).or_insert(entry);
    }
    let short = |entry: &String| {
        let mut entry = entry.clone();
        while let Some(at) = entry.find("\"sealed\":\"").map(|at| at + 10)
            && entry.as_bytes().get(at) != Some(&b'.')
        {
            let end = at + 64;
            entry.replace_range(at..end, "...");
            entry = entry.replacen("\"sealed\"", "\"SEALED\"", 1);
        }
        match entry.find("\"text\":\"# Three") {
            Some(at) => format!("{}\"text\":\"...\"}}", &entry[..at]),
            None => entry.replace("SEALED", "sealed"),
        }
    };
    kinds.values().map(short).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_kind_of_entry_is_written_in_this_form() {
    insta::assert_snapshot!(one_of_each(), @"");
}

#[test]
fn what_this_version_does_not_know_is_not_understood() {
    let table = [
        "",
        "{}",
        "[]",
        r#"{"module":"weather","kind":"rained"}"#,
        r#"{"module":"meetings","kind":"meeting-postponed","meeting":"board-2007-04-18"}"#,
        r#"{"module":"meetings","kind":"minutes-published"}"#,
        r#"{"module":"meetings","kind":"minutes-published","meeting":"The Board"}"#,
        r#"{"module":"structure","kind":"arrangements-adopted","from":"2007-01-01","text":"nonsense"}"#,
        r#"{"module":"decisions","kind":"put-to-vote","decision":"m-2","last_resort":"unsealed"}"#,
        r#"{"module":"decisions","kind":"put-to-vote","decision":"m-2","last_resort":{"sealed":"00"}}"#,
    ];
    for json in table {
        let read = Entry::read(json);
        assert!(read.is_err(), "{json} was read as {read:?}");
    }
}
