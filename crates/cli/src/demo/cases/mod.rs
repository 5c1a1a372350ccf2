//! What was out of the ordinary: each case is told here, and asserted in `tests`.
//!
//! Where a case is the outcome of an item, the item names it in `crates/cli/demo/business` and has
//! its acts from `outcome`. What happens between meetings leaves its own steps with the story.

mod agreeing;
mod ahead;
mod apart;
mod bodies;
mod exceptions;
mod interests;
mod minutes;
mod papers;
mod votes;

use record::id::ItemNo;
use serde_json::Value;

use super::{story::Story, writer::mistake};
use crate::say::Trouble;

/// Where a case is told.
pub(super) struct Told<'a> {
    /// The meeting.
    pub(super) meeting: &'a str,
    /// The number of the item.
    pub(super) item: ItemNo,
    /// Seats for which someone is in the room.
    pub(super) seats: Vec<String>,
}

impl Told<'_> {
    /// The decision on the item.
    fn decision(&self) -> String {
        format!("{}-{}", self.meeting, self.item)
    }
}

/// The acts of a case: before what the item's table says was agreed, and after it.
#[derive(Default)]
pub(super) struct Acts {
    pub(super) before: Vec<Value>,
    pub(super) after: Vec<Value>,
}

impl From<Vec<Value>> for Acts {
    fn from(before: Vec<Value>) -> Self {
        Self {
            before,
            after: Vec::new(),
        }
    }
}

/// The acts of the case of that name.
pub(super) fn outcome(case: &str, told: &Told<'_>) -> Result<Acts, Trouble> {
    Ok(match case {
        "carried-at-three-quarters" => votes::carried_at_three_quarters(told).into(),
        "failed-with-a-majority" => votes::failed_with_a_majority(told).into(),
        "tied" => votes::tied(told).into(),
        "vote-with-an-observer" => votes::with_an_observer(told).into(),
        "ratified" => agreeing::ratified(told).into(),
        "positions" => agreeing::positions(told).into(),
        "forwarded" => agreeing::forwarded(told).into(),
        "withdraws-for-an-interest" => interests::withdraws(told),
        _ => return Err(mistake(format!("there is no case {case}"))),
    })
}

/// What happens between meetings.
pub(super) fn tell(story: &mut Story) -> Result<(), Trouble> {
    votes::tell(story);
    minutes::tell(story);
    agreeing::tell(story);
    apart::tell(story);
    ahead::tell(story);
    papers::tell(story);
    exceptions::tell(story);
    bodies::tell(story)
}
