//! Reading acts from JSON: one, or a list that is done whole or not at all.

use record::{
    LineNo,
    act::{Act, AnyAct, Malformed},
    book::Redact,
    catalogue,
};
use serde_json::Value;

use crate::{Caller, Denied};

/// The most acts in one request.
pub const MOST_ACTS: usize = 1_000;

/// The longest key of a request, in bytes.
const LONGEST_KEY: usize = 255;

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

impl ActRequest {
    /// Refuses what the book could not keep, whatever the acts say: a key that is empty or endless,
    /// and words taken out among other acts, because that is another kind of transaction.
    pub(crate) fn check(&self) -> Result<(), Denied> {
        let wrong = |act, field: &str, problem: String| Denied::Malformed {
            act,
            malformed: Malformed {
                field: field.to_owned(),
                problem,
            },
        };
        let fits = |key: &str| (1..=LONGEST_KEY).contains(&key.len()) && !key.contains('\0');
        if self.key.as_ref().is_some_and(|(key, _)| !fits(key)) {
            let problem = format!("a key has 1 to {LONGEST_KEY} bytes");
            return Err(wrong(0, "Idempotency-Key", problem));
        }
        match self.redacts() {
            Some(act) if self.acts.len() > 1 => {
                let problem = "words are taken out one text at a time: send this act alone";
                Err(wrong(act, "act", problem.to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Which of the acts takes words out of the book.
    pub(crate) fn redacts(&self) -> Option<usize> {
        self.acts.iter().position(|act| act.name() == Redact::NAME)
    }
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
