//! Reading acts from JSON: one, or a list that is done whole or not at all.

use record::{
    LineNo,
    act::{AnyAct, Malformed},
    catalogue,
};
use serde_json::Value;

use crate::{Caller, Denied};

/// The most acts in one request.
pub const MOST_ACTS: usize = 1_000;

/// One or several acts, to be done whole or not at all.
pub struct ActRequest {
    /// The partnership.
    pub partnership: String,
    /// On whose behalf.
    pub caller: Caller,
    /// The acts.
    pub acts: Vec<Box<dyn AnyAct>>,
    /// The last line that the caller had seen, where a stale form has to be noticed.
    pub seen: Option<LineNo>,
    /// A key chosen by the caller and the hash of the request, so that a repeat is not done twice.
    pub key: Option<(String, journal::Hash)>,
}

/// Reads `{"act": "meetings.record-arrival", …}`, or a list of such.
pub fn read_acts(json: Value) -> Result<Vec<Box<dyn AnyAct>>, Denied> {
    let wrong = |field: &str, problem: String| Denied::Malformed {
        act: 0,
        malformed: Malformed {
            field: field.to_owned(),
            problem,
        },
    };
    let acts = match json {
        Value::Array(acts) if acts.is_empty() => {
            return Err(wrong("acts", "the list is empty".to_owned()));
        }
        Value::Array(acts) if acts.len() > MOST_ACTS => {
            return Err(wrong(
                "acts",
                format!("{} acts: at most {MOST_ACTS} at a time", acts.len()),
            ));
        }
        Value::Array(acts) => acts,
        one => vec![one],
    };
    let read =
        |(act, json)| read_act(json).map_err(|malformed| Denied::Malformed { act, malformed });
    acts.into_iter().enumerate().map(read).collect()
}

fn read_act(json: Value) -> Result<Box<dyn AnyAct>, Malformed> {
    let wrong = |field: &str, problem: &str| Malformed {
        field: field.to_owned(),
        problem: problem.to_owned(),
    };
    let Value::Object(mut fields) = json else {
        return Err(wrong(
            "act",
            "an act is a JSON object such as {\"act\": \"meetings.open\", …}",
        ));
    };
    let name = match fields.remove("act") {
        Some(Value::String(name)) => name,
        Some(_) => return Err(wrong("act", "the name of an act is a text")),
        None => {
            return Err(wrong(
                "act",
                "it is missing: say which act, such as \"meetings.open\"",
            ));
        }
    };
    let kind = catalogue().iter().find(|kind| kind.name == name);
    let kind = kind.ok_or_else(|| {
        let shown: String = name.chars().take(60).collect();
        wrong(
            "act",
            &format!("there is no act “{shown}”: GET /api/v1/acts lists them"),
        )
    })?;
    kind.read(Value::Object(fields))
}
