//! Acts of Three Rivers as they come over the wire.

use serde_json::{Value, json};
pub use testkit::wire::{all, arrive, call, close, draft, fill, open};
use testkit::{ARRANGEMENTS, substitute_for};

/// The meeting of the Board that most tests are about, and the motion under its second item.
pub const BOARD: &str = testkit::BOARD;
pub const MOTION: &str = "board-2007-04-18-2";

pub fn adopt() -> Value {
    json!({"act": "structure.adopt-arrangements", "text": ARRANGEMENTS, "from": "2007-01-01"})
}

/// Everything up to the morning of the Board's meeting.
pub fn called() -> Value {
    all([adopt(), fill(), call("board", "2007-04-18")])
}

/// A substitute is named for a meeting, and comes.
pub fn substitute(meeting: &str, seat: &str) -> Value {
    let person = substitute_for(seat);
    json!([
        {"act": "structure.name-substitute", "seat": seat, "person": person, "meeting": meeting},
        {"act": "meetings.record-arrival", "meeting": meeting, "seat": seat, "person": person},
    ])
}

pub fn depart(meeting: &str, seat: &str) -> Value {
    json!({"act": "meetings.record-departure", "meeting": meeting, "seat": seat})
}

/// The Board's meeting open, with these seats of it in the room; the first takes the chair.
pub fn under_way(seats: &[&str]) -> Value {
    let came = seats.iter().map(|seat| arrive(BOARD, seat));
    all([called(), came.collect(), open(BOARD, seats[0])])
}

/// A motion is moved, seconded and put.
pub fn put(meeting: &str, mover: &str, seconder: &str) -> Value {
    put_as(meeting, &format!("{meeting}-2"), mover, seconder)
}

/// The same, where it is not the first under its item.
pub fn put_as(meeting: &str, motion: &str, mover: &str, seconder: &str) -> Value {
    json!([
        {"act": "decisions.move-motion", "meeting": meeting, "item": 2, "seat": mover,
            "text": "That the flood plan be adopted."},
        {"act": "decisions.second-motion", "decision": motion, "seat": seconder},
        {"act": "decisions.put-to-vote", "decision": motion,
            "last_resort": "The members talked for an hour and could not agree."},
    ])
}

pub fn vote(motion: &str, seat: &str, vote: &str) -> Value {
    json!({"act": "decisions.cast-vote", "decision": motion, "seat": seat, "vote": vote})
}

pub fn count(motion: &str) -> Value {
    json!({"act": "decisions.close-vote", "decision": motion})
}

pub fn dissent(decision: &str, seat: &str, words: &str) -> Value {
    json!({"act": "decisions.record-dissent", "decision": decision, "seat": seat, "words": words})
}

pub fn agree(meeting: &str, text: &str) -> Value {
    json!({"act": "decisions.agree-by-consensus", "meeting": meeting, "item": 3, "text": text})
}

pub fn note(meeting: &str, what: &str) -> Value {
    json!({"act": "meetings.note-action", "meeting": meeting, "item": 2, "what": what,
        "owner": "council", "due": "2007-05-31"})
}

pub fn approve(meeting: &str) -> Value {
    json!({"act": "meetings.approve-minutes", "meeting": meeting})
}

pub fn publish(meeting: &str) -> Value {
    json!({"act": "meetings.publish-minutes", "meeting": meeting})
}

pub fn redact(line: u64, ordinal: u32) -> Value {
    json!({"act": "book.redact", "line": line, "ordinal": ordinal, "ground": "It named a private person.",
        "authorised_by": [testkit::person(900), testkit::person(901)]})
}
