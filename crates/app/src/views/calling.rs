//! Calling a meeting: which bodies can meet, and what their agenda holds before anything is typed.

use jiff::civil::Date;
use record::{
    arrangements::{BodyKind, StandingItem, StandingPlace},
    id::BodyId,
    meetings::Origin,
};
use serde::Serialize;

use super::{BodyRef, DecisionLine, MeetingLine, meetings_to_come};
use crate::{Reading, views::Audience};

/// A body that can be called together.
#[derive(Debug, Clone, Serialize)]
pub struct BodyToCall {
    /// The body.
    pub body: BodyRef,
    /// Its next meeting, where one is called.
    pub next: Option<MeetingLine>,
}

/// What stands on the agenda of a body's next meeting by itself.
#[derive(Debug, Clone, Serialize)]
pub struct CallingView {
    /// The body.
    pub body: BodyRef,
    /// Standing items before the business of the day.
    pub first: Vec<StandingItem>,
    /// Decisions taken without a quorum, which the next meeting is asked to ratify.
    pub ratify: Vec<DecisionLine>,
    /// Standing items after the business of the day.
    pub last: Vec<StandingItem>,
    /// Meetings that are called already.
    pub next: Vec<MeetingLine>,
}

/// The bodies of a day that have seats of their own, in the order of the arrangements.
pub fn bodies_to_call(reading: &Reading, date: Date) -> Vec<BodyToCall> {
    let adoption = reading.record.structure.in_force(date);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let there = bodies.iter().filter(|body| {
        !matches!(body.kind, BodyKind::External | BodyKind::CountyBody)
            && body.starts.is_none_or(|starts| starts <= date)
            && body.ends.is_none_or(|ends| date <= ends)
    });
    let next: Vec<_> = meetings_to_come(reading, None).collect();
    let next_of = |id: &BodyId| next.iter().find(|meeting| meeting.body.id == *id).cloned();
    there
        .map(|body| BodyToCall {
            body: BodyRef::of(body),
            next: next_of(&body.id),
        })
        .collect()
}

/// What the agenda of a body holds by itself; none when there is no such body on that day.
pub fn calling(reading: &Reading, id: &BodyId, date: Date) -> Option<CallingView> {
    let record = &reading.record;
    let (adoption, body) = record.structure.body(id, date)?;
    let standing = |place: StandingPlace| -> Vec<StandingItem> {
        let shared = adoption.arrangements.standing_item.iter();
        let shared = shared.filter(|item| item.kinds.is_empty() || item.kinds.contains(&body.kind));
        let (outer, inner): (Vec<_>, Vec<_>) = match place {
            StandingPlace::First => (shared.collect(), body.standing_item.iter().collect()),
            StandingPlace::Last => (body.standing_item.iter().collect(), shared.collect()),
        };
        let items = outer.into_iter().chain(inner);
        items.filter(|item| item.place == place).cloned().collect()
    };
    let planned = record.meetings.planned_for(id);
    let ratify = planned.filter_map(|planned| match &planned.origin {
        Origin::Ratification { decision } => {
            let decision = record.decisions.get(decision)?;
            DecisionLine::of(reading, decision, Audience::SECRETARIAT)
        }
        _ => None,
    });
    Some(CallingView {
        body: BodyRef::of(body),
        first: standing(StandingPlace::First),
        ratify: ratify.collect(),
        last: standing(StandingPlace::Last),
        next: meetings_to_come(reading, Some(id)).collect(),
    })
}
