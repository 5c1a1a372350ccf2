//! Acts of Three Rivers as they come over the wire.

use serde_json::{Value, json};

use super::{FILLED, holder_of};

/// One list out of several.
pub fn all(parts: impl IntoIterator<Item = Value>) -> Value {
    let flat = parts.into_iter().flat_map(|part| match part {
        Value::Array(acts) => acts,
        one => vec![one],
    });
    Value::Array(flat.collect())
}

/// Fills every seat that is filled at Three Rivers.
pub fn fill() -> Value {
    let appoint = |seat: &&str| json!({"act": "structure.appoint", "seat": seat, "person": holder_of(seat), "from": "2007-01-01"});
    FILLED.iter().map(appoint).collect()
}

/// A meeting of a body at 10:30 on a day, with two items of business.
pub fn call(body: &str, day: &str) -> Value {
    json!({"act": "meetings.call", "body": body, "date": day, "starts": "10:30", "place": "Weir House",
        "agenda": [{"title": "Flood plan", "purpose": "decision"}, {"title": "Bridge repairs"}]})
}

/// Someone arrives for a seat.
pub fn arrive(meeting: &str, seat: &str) -> Value {
    json!({"act": "meetings.record-arrival", "meeting": meeting, "seat": seat})
}

/// A meeting is closed.
pub fn close(meeting: &str) -> Value {
    json!({"act": "meetings.close", "meeting": meeting})
}

/// Minutes are drafted, with words on the first item.
pub fn draft(meeting: &str, text: &str) -> Value {
    json!({"act": "meetings.draft-minutes", "meeting": meeting, "items": [{"item": 1, "text": text}]})
}

/// A meeting is opened, with someone in the chair.
pub fn open(meeting: &str, chair: &str) -> Value {
    json!({"act": "meetings.open", "meeting": meeting, "chair": chair})
}
