//! The forward plan: what comes before each body, when, why, and from where.
//!
//! What waits and what stands on agendas of meetings that are called are one plan to a reader.

use jiff::civil::Date;
use record::{
    arrangements::Purpose,
    id::{BodyId, DecisionId, ExceptionId, ItemNo, MeetingId, PlannedId},
    meetings::{Item, Meeting, Origin, Planned, Stage},
};
use serde::Serialize;

use super::{Audience, BodyRef};
use crate::{Reading, book::is_plan_public};

/// The whole forward plan.
#[derive(Debug, Clone, Serialize)]
pub struct ForwardPlanView {
    /// Each body before which something comes, in the order of the arrangements.
    pub bodies: Vec<PlanOfBody>,
}

/// What comes before one body.
#[derive(Debug, Clone, Serialize)]
pub struct PlanOfBody {
    /// The body.
    pub body: BodyRef,
    /// Month by month, soonest first; last, what has no day.
    pub months: Vec<PlanMonth>,
}

/// What comes in one month.
#[derive(Debug, Clone, Serialize)]
pub struct PlanMonth {
    /// The first day of the month; none: the next meeting that is called takes it.
    pub month: Option<Date>,
    /// What comes.
    pub items: Vec<PlanLine>,
}

/// One thing that comes.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine {
    /// Its name on the plan, where it waits there.
    pub waits_as: Option<PlannedId>,
    /// Whether it may be dropped.
    pub may_be_dropped: bool,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Who presents it.
    pub presenter: Option<String>,
    /// No meeting before this day takes it.
    pub not_before: Option<Date>,
    /// Why, in the words of whoever put it there.
    pub why: Option<String>,
    /// Where it comes from, in words.
    pub from: &'static str,
    /// The decision that brings it, where whoever looks may see it.
    pub decision: Option<DecisionId>,
    /// The exception that brings it.
    pub exception: Option<ExceptionId>,
    /// The meeting on whose agenda it stood before.
    pub deferred_from: Option<MeetingId>,
    /// The meeting on whose agenda it stands.
    pub meeting: Option<MeetingId>,
    /// The day of that meeting.
    pub date: Option<Date>,
    /// Its number on that agenda.
    pub item: Option<ItemNo>,
}

/// What comes before each body, as whoever looks may know it.
pub fn forward_plan(reading: &Reading, audience: Audience) -> ForwardPlanView {
    let record = &reading.record;
    let today = reading.today();
    let adoption = record.structure.in_force_or_first(today);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let plans = bodies.iter().map(|body| PlanOfBody {
        body: BodyRef::of(body),
        months: months(lines(reading, audience, &body.id)),
    });
    ForwardPlanView {
        bodies: plans.filter(|plan| !plan.months.is_empty()).collect(),
    }
}

fn lines(reading: &Reading, audience: Audience, body: &BodyId) -> Vec<PlanLine> {
    let meetings = &reading.record.meetings;
    let called = meetings
        .to_come()
        .filter(|meeting| meeting.body == *body && meeting.stage == Stage::Called);
    let on_agendas = called.flat_map(|meeting| {
        let items = meeting.items.iter();
        let business = items.filter(|item| {
            !matches!(item.origin, Origin::Standing { .. }) && meeting.takes(item.no)
        });
        business.map(|item| on_agenda(reading, audience, meeting, item))
    });
    let waiting = meetings
        .planned_for(body)
        .filter(|planned| audience.inside() || is_plan_public(&reading.record, planned))
        .map(|planned| PlanLine {
            may_be_dropped: !matches!(planned.origin, Origin::Ratification { .. }),
            waits_as: Some(planned.id.clone()),
            not_before: planned.not_before,
            ..told(reading, audience, planned)
        });
    on_agendas.chain(waiting).collect()
}

fn on_agenda(reading: &Reading, audience: Audience, meeting: &Meeting, item: &Item) -> PlanLine {
    let planned = item.planned.as_ref();
    let planned = planned.and_then(|id| reading.record.meetings.planned_item(id));
    let public = |planned: &&Planned| audience.inside() || is_plan_public(&reading.record, planned);
    let told = planned
        .filter(public)
        .map(|planned| told(reading, audience, planned));
    let told = told.unwrap_or_else(|| PlanLine {
        waits_as: None,
        may_be_dropped: false,
        title: String::new(),
        purpose: item.purpose,
        presenter: None,
        not_before: None,
        why: None,
        from: from(&item.origin),
        decision: visible(reading, audience, &item.origin),
        exception: item.origin.exception().cloned(),
        deferred_from: None,
        meeting: None,
        date: None,
        item: None,
    });
    PlanLine {
        title: super::item_title(reading, audience, meeting, item),
        purpose: item.purpose,
        presenter: item.presenter.as_ref().map(ToString::to_string),
        meeting: Some(meeting.id.clone()),
        date: Some(meeting.date),
        item: Some(item.no),
        ..told
    }
}

fn told(reading: &Reading, audience: Audience, planned: &Planned) -> PlanLine {
    PlanLine {
        waits_as: None,
        may_be_dropped: false,
        title: planned.title.to_string(),
        purpose: planned.purpose,
        presenter: planned.presenter.as_ref().map(ToString::to_string),
        not_before: None,
        why: planned.why.as_ref().map(|why| why.shown().to_owned()),
        from: if planned.from.is_some() && planned.origin == Origin::Planned {
            "put off from an earlier meeting"
        } else {
            from(&planned.origin)
        },
        decision: visible(reading, audience, &planned.origin),
        exception: planned.origin.exception().cloned(),
        deferred_from: planned.from.clone(),
        meeting: None,
        date: None,
        item: None,
    }
}

fn from(origin: &Origin) -> &'static str {
    match origin {
        Origin::Called => "called for this meeting",
        Origin::Standing { .. } => "on every agenda",
        Origin::Ratification { .. } => "to be ratified",
        Origin::Recommendation { .. } => "recommended by another body",
        Origin::Forwarded { .. } => "passed on by another body",
        Origin::FurtherReport { .. } => "a further report after a tied vote",
        Origin::Planned => "planned by the secretariat",
        Origin::Correspondence { .. } => "not settled by correspondence",
        Origin::Exception { .. } => "open, and comes back by itself until it is closed",
    }
}

fn visible(reading: &Reading, audience: Audience, origin: &Origin) -> Option<DecisionId> {
    let id = origin.decision()?;
    let decision = reading.record.decisions.get(id)?;
    super::decision::knows(reading, decision, audience).then(|| id.clone())
}

/// Sorts lines into months by the meeting, or by the day before which none takes them.
fn months(lines: Vec<PlanLine>) -> Vec<PlanMonth> {
    let mut lines: Vec<(Option<Date>, PlanLine)> = lines
        .into_iter()
        .map(|line| (line.date.or(line.not_before), line))
        .collect();
    // What has no day comes last; a stable sort keeps the order of agendas.
    lines.sort_by_key(|(day, _)| day.unwrap_or(Date::MAX));
    let mut months: Vec<PlanMonth> = Vec::new();
    for (day, line) in lines {
        let month = day.map(Date::first_of_month);
        match months.last_mut() {
            Some(last) if last.month == month => last.items.push(line),
            _ => months.push(PlanMonth {
                month,
                items: vec![line],
            }),
        }
    }
    months
}
