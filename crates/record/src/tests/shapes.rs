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
    insta::assert_snapshot!(one_of_each_form(), @r#"
    {"module":"book","kind":"redacted","line":33,"ordinal":0,"ground":{"sealed":"..."},"authorised_by":["00000000000000000000000000000384","00000000000000000000000000000385"]}
    {"module":"decisions","kind":"agreed-by-consensus","decision":"board-2007-04-18-2-2","meeting":"board-2007-04-18","item":2,"text":{"sealed":"..."},"quorum":{"present":5,"of":7,"needed":4}}
    {"module":"decisions","kind":"dissent-recorded","decision":"board-2007-04-18-2","seat":"board.voluntary","person":"00000000000000000000000000000006","words":{"sealed":"..."}}
    {"module":"decisions","kind":"dissent-recorded","decision":"board-2007-04-18-2","seat":"board.chair","person":"00000000000000000000000000000001"}
    {"module":"decisions","kind":"motion-moved","decision":"board-2007-04-18-2","meeting":"board-2007-04-18","item":2,"mover":"board.leader","text":{"sealed":"..."}}
    {"module":"decisions","kind":"motion-seconded","decision":"board-2007-04-18-2","seconder":"board.health"}
    {"module":"decisions","kind":"put-to-vote","decision":"board-2007-04-18-2","last_resort":{"sealed":"..."}}
    {"module":"decisions","kind":"vote-cast","decision":"board-2007-04-18-2","seat":"board.leader","voter":{"partner":"council"},"vote":"for"}
    {"module":"decisions","kind":"vote-cast","decision":"board-2007-04-18-2","seat":"board.ambassador","voter":{"seat":"board.ambassador"},"vote":"for"}
    {"module":"decisions","kind":"vote-closed","decision":"executive-2007-04-18-2","tally":{"for":1,"against":1,"abstained":0,"silent":0,"base":2,"needed":2},"quorum":{"present":2,"of":4,"needed":2},"casting":"for","outcome":"carried"}
    {"module":"decisions","kind":"vote-closed","decision":"board-2007-04-18-2","tally":{"for":3,"against":1,"abstained":0,"silent":0,"base":4,"needed":3},"quorum":{"present":5,"of":7,"needed":4},"outcome":"carried"}
    {"module":"meetings","kind":"action-noted","action":"board-2007-04-18-a2","meeting":"board-2007-04-18","item":2,"what":{"sealed":"..."},"owner":"council","person":"00000000000000000000000000000384","due":"2007-05-31"}
    {"module":"meetings","kind":"action-noted","action":"board-2007-04-18-a1","meeting":"board-2007-04-18","item":2,"what":{"sealed":"..."},"owner":"council","due":"2007-05-31"}
    {"module":"meetings","kind":"apologies-recorded","meeting":"board-2007-04-18","seat":"board.councillor-1"}
    {"module":"meetings","kind":"arrival-recorded","meeting":"board-2007-04-18","seat":"board.chair","person":"00000000000000000000000000000001","substitute":false,"at":"10:30:00"}
    {"module":"meetings","kind":"departure-recorded","meeting":"board-2007-04-18","seat":"board.leader","at":"10:45:00"}
    {"module":"meetings","kind":"item-added","meeting":"board-2007-04-18","item":{"no":5,"title":"Otters","purpose":"information","presenter":"The warden","origin":{"from":"called"}}}
    {"module":"meetings","kind":"meeting-called","meeting":"board-2007-04-18","body":"board","date":"2007-04-18","starts":"10:30:00","place":"Weir House","agenda":[{"no":1,"title":"Apologies and interests","purpose":"information","origin":{"from":"standing","clause":"9"}},{"no":2,"title":"Flood plan","purpose":"decision","minutes":20,"origin":{"from":"called"}},{"no":3,"title":"Bridge repairs","purpose":"discussion","minutes":20,"origin":{"from":"called"}},{"no":4,"title":"Date of the next meeting","purpose":"information","origin":{"from":"standing"}}]}
    {"module":"meetings","kind":"meeting-called","meeting":"executive-2007-06-20","body":"executive","date":"2007-06-20","starts":"10:30:00","place":"Weir House","agenda":[{"no":1,"title":"To ratify: decision executive-2007-04-18-2-2","purpose":"decision","origin":{"from":"ratification","decision":"executive-2007-04-18-2-2"}},{"no":2,"title":"Flood plan","purpose":"decision","minutes":20,"origin":{"from":"called"}},{"no":3,"title":"Bridge repairs","purpose":"discussion","minutes":20,"origin":{"from":"called"}}]}
    {"module":"meetings","kind":"meeting-called","meeting":"executive-2007-04-18","body":"executive","date":"2007-04-18","starts":"10:30:00","place":"Weir House","agenda":[{"no":1,"title":"Flood plan","purpose":"decision","minutes":20,"origin":{"from":"called"}},{"no":2,"title":"Bridge repairs","purpose":"discussion","minutes":20,"origin":{"from":"called"}}]}
    {"module":"meetings","kind":"meeting-closed","meeting":"board-2007-04-18","at":"10:46:00"}
    {"module":"meetings","kind":"meeting-opened","meeting":"board-2007-04-18","chair":"board.chair","at":"10:30:00"}
    {"module":"meetings","kind":"minutes-approved","meeting":"executive-2007-04-18","on":"2007-06-20","at":"executive-2007-06-20"}
    {"module":"meetings","kind":"minutes-approved","meeting":"board-2007-04-18","on":"2007-04-18"}
    {"module":"meetings","kind":"minutes-drafted","meeting":"board-2007-04-18","items":[{"item":1,"text":{"sealed":"..."}}]}
    {"module":"meetings","kind":"minutes-published","meeting":"board-2007-04-18"}
    {"module":"meetings","kind":"paper-tabled","meeting":"board-2007-04-18","item":2,"paper":{"title":"Map of the weirs","hash":"...","held_by":"council"}}
    {"module":"meetings","kind":"paper-tabled","meeting":"board-2007-04-18","item":2,"paper":{"title":"Flood plan, draft","hash":"..."}}
    {"module":"structure","kind":"appointed","seat":"board.voluntary","person":"00000000000000000000000000000009","partner":"voluntary-action","from":"2008-01-01","until":"2008-06-30","nomination":80,"post":"Deputy chair","mandate":"refers-back"}
    {"module":"structure","kind":"appointed","seat":"board.chair","person":"00000000000000000000000000000001","from":"2008-01-01","until":"2008-12-31","nomination":71,"mandate":"commits"}
    {"module":"structure","kind":"appointed","seat":"board.voluntary","person":"00000000000000000000000000000006","partner":"voluntary-action","from":"2007-01-01","until":"2007-12-31"}
    {"module":"structure","kind":"appointed","seat":"board.leader","person":"00000000000000000000000000000002","partner":"council","from":"2007-01-01"}
    {"module":"structure","kind":"appointed","seat":"board.chair","person":"00000000000000000000000000000001","from":"2007-01-01","until":"2007-12-31"}
    {"module":"structure","kind":"appointed","seat":"board.ambassador","person":"00000000000000000000000000000007","from":"2007-01-01"}
    {"module":"structure","kind":"appointment-ended","seat":"board.councillor-2","person":"00000000000000000000000000000004","on":"2007-07-31","ground":"left-the-post","words":{"sealed":"..."}}
    {"module":"structure","kind":"appointment-ended","seat":"board.ambassador","person":"00000000000000000000000000000007","on":"2007-08-31"}
    {"module":"structure","kind":"arrangements-adopted","from":"2008-01-01","decided_by":"board-2007-04-18-2","text":"..."}
    {"module":"structure","kind":"arrangements-adopted","from":"2007-01-01","text":"..."}
    {"module":"structure","kind":"elected","seat":"board.chair","person":"00000000000000000000000000000008","on":"2007-04-18","meeting":"board-2007-04-18","unopposed":true}
    {"module":"structure","kind":"elected","seat":"board.chair","person":"00000000000000000000000000000001","on":"2007-07-02","votes":[{"person":"00000000000000000000000000000001","votes":4},{"person":"00000000000000000000000000000008","votes":2}],"unopposed":false}
    {"module":"structure","kind":"membership-reviewed","body":"executive","on":"2007-07-02","outcome":"changed","words":{"sealed":"..."}}
    {"module":"structure","kind":"membership-reviewed","body":"board","on":"2007-07-02","outcome":"confirmed"}
    {"module":"structure","kind":"nominated","seat":"board.chair","person":"00000000000000000000000000000008","from":"2008-01-01","mandate":"commits","essential":{"met":[1],"unmet":[2]},"desirable":{"met":[1]},"despite":{"sealed":"..."}}
    {"module":"structure","kind":"nominated","seat":"board.voluntary","person":"00000000000000000000000000000009","partner":"voluntary-action","from":"2008-01-01","until":"2008-06-30","post":"Deputy chair","mandate":"refers-back","essential":{"met":[1,2]},"desirable":{"unmet":[1]}}
    {"module":"structure","kind":"nominated","seat":"board.chair","person":"00000000000000000000000000000001","from":"2008-01-01","mandate":"commits","essential":{"met":[1,2]},"desirable":{"unmet":[1]}}
    {"module":"structure","kind":"nomination-withdrawn","seat":"board.chair","person":"00000000000000000000000000000009","on":"2007-07-02"}
    {"module":"structure","kind":"role-accepted","seat":"board.leader","person":"00000000000000000000000000000002","role":"member","on":"2007-07-02"}
    {"module":"structure","kind":"substitute-named","seat":"board.health","person":"00000000000000000000000000000069","meeting":"board-2007-04-18","from":"2007-04-18","until":"2007-04-18"}
    {"module":"structure","kind":"substitute-named","seat":"board.leader","person":"00000000000000000000000000000066","from":"2007-05-01","until":"2007-12-31"}
    "#);
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
