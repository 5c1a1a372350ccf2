//! Papers of every class, and what becomes of them.

use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

use super::{day, item, meeting, perhaps, text};
use crate::testkit::*;

/// A class, often one that cannot be given.
fn class() -> BoxedStrategy<Value> {
    let is = select(vec![
        "public",
        "members",
        "exempt",
        "exempt",
        "confidential",
        "draft",
        "secret",
    ]);
    let paragraphs = select(vec![
        json!(["3"]),
        json!(["3"]),
        json!(["1", "1"]),
        json!(["9"]),
        json!([]),
    ]);
    let officer = prop_oneof![3 => Just(json!(person(900).to_string())), 1 => Just(Value::Null)];
    let review = prop_oneof![3 => Just(json!("2030-01-01")), 1 => day()];
    prop_oneof![
        2 => select(vec!["public", "members", "draft"]).prop_map(|is| json!({"is": is})),
        1 => text().prop_map(|reason| json!({"is": "confidential", "reason": reason})),
        2 => (text(), Just(person(900).to_string())).prop_map(|(reason, officer)|
            json!({"is": "exempt", "paragraphs": ["3"], "reason": reason, "officer": officer, "review": "2030-01-01"})),
        2 => (is, paragraphs, perhaps(text()), officer, review).prop_map(|(is, paragraphs, reason, officer, review)|
            json!({"is": is, "paragraphs": paragraphs, "reason": reason, "officer": officer, "review": review})),
    ]
    .boxed()
}

fn paper() -> BoxedStrategy<Value> {
    let hashes: Vec<_> = ["ab", "ab", "cd"]
        .iter()
        .map(|pair| json!(pair.repeat(32)))
        .collect();
    prop_oneof![6 => select(hashes), 1 => Just(json!("abc"))].boxed()
}

pub(super) fn acts() -> BoxedStrategy<Value> {
    prop_oneof![
        4 => (meeting(), item(), paper(), class(), perhaps(text()), perhaps(paper()), perhaps(day())).prop_map(
            |(meeting, item, hash, class, real_title, replaces, keep_until)|
            json!({"act": "meetings.table-paper", "meeting": meeting, "item": item, "paper": {"title": "Plan", "hash": hash},
                "class": class, "real_title": real_title, "replaces": replaces, "keep_until": keep_until})),
        2 => (meeting(), item(), paper(), class()).prop_map(|(meeting, item, paper, class)|
            json!({"act": "meetings.classify-paper", "meeting": meeting, "item": item, "paper": paper, "class": class})),
        3 => (meeting(), item(), class(), perhaps(text())).prop_map(|(meeting, item, class, real_title)|
            json!({"act": "meetings.classify-item", "meeting": meeting, "item": item, "class": class, "real_title": real_title})),
        2 => (meeting(), item(), perhaps(paper()), text()).prop_map(|(meeting, item, paper, why)|
            json!({"act": "meetings.release", "meeting": meeting, "item": item, "paper": paper, "why": why})),
        1 => (meeting(), item(), paper(), text()).prop_map(|(meeting, item, paper, why)|
            json!({"act": "meetings.withdraw-paper", "meeting": meeting, "item": item, "paper": paper, "why": why})),
        2 => (meeting(), item(), text()).prop_map(|(meeting, item, words)|
            json!({"act": "meetings.exclude-public", "meeting": meeting, "item": item, "words": words})),
    ]
    .boxed()
}
