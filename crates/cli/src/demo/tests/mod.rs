//! The demonstration, made in a folder and looked at: each of its cases is what it says it is.

mod decisions;
mod meetings;
mod money;
mod plan;
mod structure;
mod warwick;

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use app::{ActRequest, Caller, House, read_acts};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use record::{
    Record,
    correspondence::{self, Correspondence},
    decisions::{Decision, Outcome, PartnersAnswer, Stage, Tally, Verdict},
    id::DecisionId,
    meetings::{Action, ActionOutcome, Meeting},
};
use serde_json::{Value, json};

use super::{NOW, PARTNERSHIP};
use crate::{clock, house::Place};

/// The demonstration as its story ends, and what came of an observer's vote at the next meeting.
struct Made {
    record: Arc<Record>,
    /// The second partnership, as its story ends.
    warwick: Arc<Record>,
    /// The refusal, and where the book ended before and after.
    observer: (String, u64, u64),
}

/// The demonstration, made once for all tests; what went wrong is said once to each.
fn made() -> &'static Made {
    static MADE: OnceLock<Result<Made, String>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            data: folder.path().join("demo"),
            database: None,
            files: None,
        };
        super::make(&place).map_err(|trouble| format!("{trouble:?}"))?;
        let house = place.open_with(clock::from(now())).unwrap();
        let record = house.read(PARTNERSHIP).unwrap().record;
        let warwick = house.read("warwick").unwrap().record;
        let observer = an_observer_votes(&house);
        house.close();
        Ok(Made {
            record,
            warwick,
            observer,
        })
    });
    made.as_ref().unwrap()
}

fn record() -> Arc<Record> {
    Arc::clone(&made().record)
}

/// The Management Group of 20 January 2010 votes, and the Government Office tries to.
fn an_observer_votes(house: &House) -> (String, u64, u64) {
    const MEETING: &str = "management-group-2010-01-20";
    const THERE: [&str; 7] = [
        "chair",
        "county-chief-executive",
        "south-districts",
        "fire",
        "pct",
        "vcs",
        "gowm",
    ];
    let act = |acts: Value| {
        house.act(ActRequest {
            partnership: PARTNERSHIP.to_owned(),
            caller: Caller::Operator("demo"),
            acts: read_acts(acts).unwrap(),
            seen: None,
            key: None,
        })
    };
    let decision = format!("{MEETING}-3");
    let arrive = |seat: &str| json!({ "act": "meetings.record-arrival", "meeting": MEETING, "seat": format!("management-group.{seat}"), "at": "13:55" });
    let arrivals: Value = THERE.into_iter().map(arrive).collect();
    act(arrivals).unwrap();
    act(json!([
        { "act": "meetings.open", "meeting": MEETING, "at": "14:00" },
        { "act": "decisions.move-motion", "meeting": MEETING, "item": 3, "seat": "management-group.pct", "text": "That the block is allocated by parish." },
        { "act": "decisions.second-motion", "decision": decision, "seat": "management-group.fire" },
        { "act": "decisions.put-to-vote", "decision": decision, "last_resort": "Two partners could not agree." },
    ]))
    .unwrap();
    let head = || house.journal().head(PARTNERSHIP).unwrap().line;
    let before = head();
    let vote = json!({ "act": "decisions.cast-vote", "decision": decision, "seat": "management-group.gowm", "vote": "for" });
    let refused = act(vote).unwrap_err().to_string();
    (refused, before, head())
}

fn now() -> Timestamp {
    let zone = TimeZone::get("Europe/London").unwrap();
    NOW.to_zoned(zone).unwrap().timestamp()
}

fn decision<'a>(record: &'a Record, id: &str) -> &'a Decision {
    let id: DecisionId = id.parse().unwrap();
    record.decisions.get(&id).unwrap_or_else(|| panic!("{id}"))
}

fn meeting<'a>(record: &'a Record, id: &str) -> &'a Meeting {
    record.meetings.get(&id.parse().unwrap()).unwrap()
}

fn vote(decision: &Decision) -> (&Tally, Outcome) {
    match &decision.stage {
        Stage::Decided(Verdict::Vote { tally, outcome, .. }) => (tally, *outcome),
        other => panic!("{}: {other:?}", decision.id),
    }
}
