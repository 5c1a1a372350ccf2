//! Terms of reference, groups for a time, contacts and dependencies.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{day, decision, meeting, perhaps, text, who, words_of};

fn body() -> impl Strategy<Value = Value> {
    words_of(&[
        "board",
        "executive",
        "learning",
        "forum",
        "flood",
        "mars",
        "mill",
    ])
}

fn partner() -> impl Strategy<Value = Value> {
    words_of(&["council", "health", "voluntary-action", "board", "mars"])
}

/// One act about bodies over time.
pub(super) fn acts() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => (body(), day(), text(), perhaps(text())).prop_map(|(body, from, purpose, why)|
            json!({"act": "structure.propose-terms", "body": body, "terms": {"purpose": purpose}, "from": from, "why": why})),
        2 => (body(), 0_u32..3, perhaps(decision()), perhaps(meeting()), perhaps(day())).prop_map(|(body, version, decided_by, at, on)|
            json!({"act": "structure.approve-terms", "body": body, "version": version, "decided_by": decided_by, "at": at, "on": on})),
        2 => (body(), body(), perhaps(partner()), day(), day(), perhaps(decision())).prop_map(|(group, by, partner, starts, ends, decided_by)|
            json!({"act": "structure.found-group", "group": group, "name": "The mill", "scope": "All of it.", "resources": "None.",
                "origin": "directed", "by": by, "decided_by": decided_by, "starts": starts, "ends": ends,
                "seats": [{"id": "miller", "title": "Miller", "partner": partner, "chair": true}]})),
        1 => (body(), day(), perhaps(decision()), perhaps(text())).prop_map(|(group, until, decided_by, why)|
            json!({"act": "structure.extend-group", "group": group, "until": until, "decided_by": decided_by, "why": why})),
        1 => (body(), perhaps(day()), perhaps(text())).prop_map(|(group, on, report)|
            json!({"act": "structure.close-group", "group": group, "on": on, "report": report})),
        2 => (body(), words_of(&["gatekeeper", "champion", "link", "boss"]), perhaps(body()), who(), day(), perhaps(day())).prop_map(
            |(body, role, towards, person, from, until)| json!({"act": "structure.name-contact", "body": body, "role": role,
                "towards": towards, "person": person, "from": from, "until": until})),
        1 => (words_of(&["board-gatekeeper-1", "learning-link-1", "forum-champion-1", "x"]), day()).prop_map(|(contact, on)|
            json!({"act": "structure.end-contact", "contact": contact, "on": on})),
        1 => (text(), perhaps(partner()), partner(), day()).prop_map(|(what, about, owner, review)|
            json!({"act": "structure.log-dependency", "what": what, "sort": "partner-to-win", "about": about, "owner": owner, "review": review})),
        1 => (words_of(&["dependency-1", "dependency-9"]), text()).prop_map(|(dependency, outcome)|
            json!({"act": "structure.settle-dependency", "dependency": dependency, "outcome": outcome})),
    ]
}
