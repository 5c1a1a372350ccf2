//! A meeting whose minutes are published, with an item from which the public was excluded and papers of
//! every class: their reasons and the summary are everyone's, and the rest is not.

use serde_json::{Value, json};

use super::super::{
    person,
    wire::{all, arrive, call, close, open},
};
use super::{
    KEPT,
    Step::{self, Ask, At, Keep},
    at_once,
};

/// The meeting.
const MEETING: &str = "learning-2007-05-16";
/// Papers: the hash of each, and what it says.
const PRICE: (&str, &[u8]) = (
    "653102f5b2b4affc6381312e052d94d9402b3ac31433e6cbd4d41195a4c30a81",
    b"The price.",
);
const DRAFT: (&str, &[u8]) = (
    "ccfe4894a56dd7b49483bbbbc87bb8bab47b8ecae863adf19ad20189f58138ee",
    b"A draft.",
);
const SECRET: (&str, &[u8]) = (
    "53042f31d529b59a90ff0056af11bdc5762de23b4f33539828bc1c91021ced3d",
    b"A secret.",
);
const FOR_MEMBERS: (&str, &[u8]) = (
    "ef356edf19dade74383c419984ae690e70c11b3f0ee1404ec7a8b07dff2fe0f6",
    b"For members.",
);
const MISTAKE: (&str, &[u8]) = (
    "b2959bab1bf49b1674a3e4c4b072ad8201643907b4c3a9ae40ca23ec05e80ad9",
    b"A mistake.",
);

/// The steps of the story.
pub(super) fn steps() -> Vec<Step> {
    let files = [PRICE, DRAFT, SECRET, FOR_MEMBERS, MISTAKE];
    let kept = files.map(|(hash, bytes)| Keep {
        hash,
        name: "paper.txt",
        bytes,
    });
    let mut steps = vec![At("2007-05-16T10:00")];
    steps.extend(kept);
    steps.push(Ask(call("learning", "2007-05-16")));
    steps.push(Ask(papers()));
    steps.push(Ask(all([
        arrive(MEETING, "learning.school"),
        arrive(MEETING, "learning.college"),
    ])));
    steps.push(Ask(all([
        arrive(MEETING, "learning.clinic"),
        open(MEETING, "learning.college"),
    ])));
    steps.push(Ask(behind_closed_doors()));
    steps.push(At("2007-04-18T13:00"));
    steps
}

/// Papers of every class, and what became of them.
fn papers() -> Value {
    let paper = |(hash, _): (&str, &[u8]), class: Value, title: Option<&str>| {
        json!({"act": "meetings.table-paper", "meeting": MEETING, "item": 2,
            "paper": {"title": "Accounts", "hash": hash}, "class": class, "real_title": title.map(kept_back)})
    };
    let of = |(hash, _): (&str, &[u8]), mut act: Value| {
        act["meeting"] = json!(MEETING);
        act["item"] = json!(2);
        act["paper"] = json!(hash);
        act
    };
    let confidential = json!({"is": "confidential", "reason": at_once("ground of a paper")});
    all([
        paper(
            PRICE,
            exempt("reason of a paper"),
            Some("real title of a paper"),
        ),
        paper(DRAFT, json!({"is": "draft"}), None),
        paper(SECRET, confidential, Some("another real title")),
        paper(
            FOR_MEMBERS,
            json!({"is": "members"}),
            Some("real title for members"),
        ),
        paper(MISTAKE, json!({"is": "public"}), None),
        of(
            MISTAKE,
            json!({"act": "meetings.withdraw-paper", "why": at_once("withdrawn")}),
        ),
        of(
            FOR_MEMBERS,
            json!({"act": "meetings.release", "why": at_once("released")}),
        ),
        of(
            SECRET,
            json!({"act": "meetings.classify-paper", "class": exempt("another reason")}),
        ),
        json!({"act": "meetings.classify-item", "meeting": MEETING, "item": 2,
            "class": exempt("reason of an item"), "real_title": kept_back("real title of an item")}),
        json!({"act": "meetings.declare-interest", "meeting": MEETING, "seat": "learning.school", "item": 2,
            "nature": kept_back("interest in private"), "for_organisation": true}),
    ])
}

/// What is said and decided without the public, and what the public is told of it.
fn behind_closed_doors() -> Value {
    all([
        json!({"act": "meetings.exclude-public", "meeting": MEETING, "item": 2, "words": at_once("exclusion")}),
        json!({"act": "decisions.agree-by-consensus", "meeting": MEETING, "item": 2, "text": kept_back("decision in private")}),
        json!({"act": "meetings.note-action", "meeting": MEETING, "item": 2, "what": kept_back("action in private"),
            "owner": "council", "due": "2007-06-30"}),
        close(MEETING),
        json!({"act": "meetings.draft-minutes", "meeting": MEETING, "items": [
            {"item": 2, "text": kept_back("minutes in private")}]}),
        json!({"act": "meetings.correct-minutes", "meeting": MEETING, "item": 2,
            "text": kept_back("correction in private"), "why": kept_back("why in private")}),
        json!({"act": "meetings.approve-minutes", "meeting": MEETING,
            "summaries": [{"item": 2, "text": at_once("summary")}]}),
        json!({"act": "meetings.publish-minutes", "meeting": MEETING}),
    ])
}

fn exempt(of: &str) -> Value {
    json!({"is": "exempt", "paragraphs": ["3"], "reason": at_once(of), "officer": person(900), "review": "2008-05-16"})
}

fn kept_back(of: &str) -> String {
    format!("{KEPT} {of}")
}
