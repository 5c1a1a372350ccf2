//! Exceptions, reviews and the watch list, as they might come over the wire.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{day, item, meeting, perhaps, seat, text, words_of};

/// An act on an exception, an efficiency review or the watch list.
pub(super) fn act() -> BoxedStrategy<Value> {
    let body = || words_of(&["board", "executive", "learning", "forum", "mars"]);
    let partner = || words_of(&["council", "health", "voluntary-action", "board", "mars"]);
    let exception = || words_of(&["exception-1", "exception-1", "exception-2", "x"]);
    let remedy = || words_of(&["exception-1-r1", "exception-1-r1", "exception-1-r2", "x"]);
    let about = || {
        prop_oneof![
            3 => Just(json!({"of": "concern"})),
            1 => Just(json!({"of": "log-jam", "theme": "learning", "area": "north"})),
            1 => Just(json!({"of": "weather"})),
        ]
    };
    let pence = || {
        prop_oneof![
            Just(json!(0)),
            Just(json!(12_345)),
            Just(json!(-1)),
            Just(json!(u64::MAX))
        ]
    };
    prop_oneof![
        6 => (about(), body(), partner(), text(), perhaps(text()), perhaps(seat())).prop_map(|(about, body, owner, why, asks, seat)|
            json!({"act": "exceptions.raise", "about": about, "title": "Buses", "why": why, "asks": asks, "owner": owner, "body": body, "seat": seat})),
        2 => (exception(), text()).prop_map(|(exception, words)|
            json!({"act": "exceptions.report", "exception": exception, "words": words})),
        2 => (exception(), partner(), text()).prop_map(|(exception, partner, words)|
            json!({"act": "exceptions.give-support", "exception": exception, "partner": partner, "words": words})),
        3 => (exception(), perhaps(body()), text(), perhaps(text())).prop_map(|(exception, to, why, asks)|
            json!({"act": "exceptions.forward", "exception": exception, "to": to, "why": why, "asks": asks})),
        3 => (exception(), meeting(), item(), text()).prop_map(|(exception, meeting, item, words)|
            json!({"act": "exceptions.give-steer", "exception": exception, "meeting": meeting, "item": item, "words": words})),
        3 => (exception(), text(), partner(), day()).prop_map(|(exception, what, owner, due)|
            json!({"act": "exceptions.set-remedy", "exception": exception, "what": what, "owner": owner, "due": due})),
        1 => (remedy(), text()).prop_map(|(remedy, words)|
            json!({"act": "exceptions.report-remedy", "remedy": remedy, "words": words})),
        2 => (remedy(), any::<bool>(), text()).prop_map(|(remedy, done, words)|
            json!({"act": "exceptions.finish-remedy", "remedy": remedy, "done": done, "words": words})),
        1 => (exception(), words_of(&["resolved", "accepted", "lost"]), text()).prop_map(|(exception, outcome, words)|
            json!({"act": "exceptions.close", "exception": exception, "outcome": outcome, "words": words})),
        2 => (body(), partner(), partner(), pence(), day(), text()).prop_map(|(body, lead, other, pence, due, scope)|
            json!({"act": "efficiency.begin-review", "title": "Vans", "scope": scope, "body": body, "lead": lead, "due": due,
                "partners": [{"partner": lead, "pence": pence}, {"partner": other}]})),
        2 => (words_of(&["review-1", "review-2", "x"]), partner(), words_of(&["expected", "achieved"]), pence(), text()).prop_map(|(review, partner, saving, pence, words)|
            json!({"act": "efficiency.state-saving", "review": review, "partner": partner, "saving": saving, "pence": pence, "words": words})),
        1 => (words_of(&["review-1", "x"]), text()).prop_map(|(review, words)|
            json!({"act": "efficiency.end-review", "review": review, "words": words})),
        2 => (words_of(&["bid", "policy"]), day(), body(), partner(), partner(), text()).prop_map(|(sort, deadline, body, lead, other, about)|
            json!({"act": "watching.list", "sort": sort, "title": "Paths", "about": about, "deadline": deadline, "body": body, "lead": lead, "together": [other]})),
        2 => (words_of(&["watch-1", "watch-2", "x"]), partner(), text()).prop_map(|(watch, partner, words)|
            json!({"act": "watching.contribute", "watch": watch, "partner": partner, "words": words})),
        2 => (words_of(&["watch-1", "watch-2", "x"]), words_of(&["watching", "preparing", "sent", "won", "lost", "let-pass"]), text(), perhaps(day())).prop_map(|(watch, state, words, deadline)|
            json!({"act": "watching.move", "watch": watch, "state": state, "words": words, "deadline": deadline})),
    ]
    .boxed()
}
