//! The form of the book is for ever: what each kind of entry looks like, pinned.
//!
//! A change here that is not an addition breaks every book that was ever written.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Entry, testkit::*};

/// One line of each form, with the arrangements and seals cut short.
fn one_of_each_form() -> String {
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for Fossil { entry, .. } in three_rivers_fossils() {
        let value: Value = serde_json::from_str(&entry).unwrap();
        let form = format!("{} {} {}", value["module"], value["kind"], fields(&value));
        forms.entry(form).or_insert(entry);
    }
    let short = |entry: &str| {
        let mut entry = entry.to_owned();
        while let Some(at) = entry.find("\"sealed\":\"").map(|at| at + 10)
            && entry.as_bytes().get(at) != Some(&b'.')
        {
            let end = at + 64;
            entry.replace_range(at..end, "...");
            entry = entry.replacen("\"sealed\"", "\"SEALED\"", 1);
        }
        match entry.find("\"text\":\"# Three") {
            Some(at) => format!("{}\"text\":\"...\"}}", &entry[..at]),
            None => entry
                .replace("SEALED", "sealed")
                .replace(&"a".repeat(64), "...")
                .replace(&"b".repeat(64), "..."),
        }
    };
    forms
        .values()
        .map(|entry| short(entry))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The names of the fields of a value, without what they hold.
fn fields(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let each = object
                .iter()
                .map(|(name, value)| format!("{name}{}", fields(value)));
            format!("{{{}}}", each.collect::<Vec<_>>().join(","))
        }
        Value::Array(list) => {
            let mut each: Vec<String> = list.iter().map(fields).collect();
            each.sort();
            each.dedup();
            format!("[{}]", each.join(","))
        }
        _ => String::new(),
    }
}

#[test]
fn each_kind_of_entry_is_written_in_this_form() {
    insta::assert_snapshot!(one_of_each_form());
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
