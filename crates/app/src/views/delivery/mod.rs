//! Delivery: plans and their actions, coverage, the gate, what is to come, and what each organisation does.
//!
//! All of it is public at once, but what is said of a decision is read where the decision is.

mod action;
mod appraisal;
mod coverage;
mod gate;
mod owed;
mod partner;
mod plan;
mod to_come;

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::Arrangements,
    delivery::{Action, Advice, Compatibility, Compatible, Concerned, Plan, Progress, Stage},
    id::{BodyId, DeliveryPlanId, PlanActionId, SeatId},
};
use serde::Serialize;

pub use action::{ChangeView, MilestoneView, PlanActionView, ProgressView, plan_action};
pub use appraisal::{
    AppraisalView, DecisionWeighed, ScoreView, Weighing, appraisals_of, decision_weighed, weighing,
};
pub use coverage::{CoverageCell, CoverageRow, CoverageView, plan_coverage};
pub use gate::{BlockingAction, GateView, SeatMoves, gates};
pub use owed::{PlanOwed, plans_owed, plans_to_complete};
pub use partner::{DeliveredBy, delivered_by, delivering_partners};
pub use plan::{
    CirculatedView, DeliveryIndex, DeliveryPlanView, FindingView, InputView, PlanLine,
    PlanPartView, delivery, delivery_plan, plans_of,
};
pub use to_come::{
    EngagementView, LeftView, PipelineView, PriorityView, engagement, engagements, pipeline,
};

use super::{
    Audience, BodyRef, PartnerRef, PersonRef,
    plan::{OutcomeRef, outcome_refs},
};
use crate::Reading;

/// An action of a plan in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PlanActionLine {
    /// Its name.
    pub id: PlanActionId,
    /// The plan that it belongs to.
    pub plan: DeliveryPlanId,
    /// What it is called.
    pub title: String,
    /// Whether it is a priority.
    pub priority: bool,
    /// The partner that leads it.
    pub lead: PartnerRef,
    /// The person who leads it there.
    pub person: Option<PersonRef>,
    /// The day by which it is done.
    pub due: Date,
    /// How it stands.
    pub state: Progress,
    /// The day of the last report.
    pub told: Option<Date>,
    /// Whether its day has passed and it is not done.
    pub overdue: bool,
    /// Whether it was given up.
    pub dropped: bool,
    /// The milestone that comes next: what, by when, and whether that day has passed.
    pub next: Option<(String, Date, bool)>,
    /// What it may cost, in pence.
    pub budget: Option<u64>,
    /// Outcomes of the agreement that it serves.
    pub outcomes: Vec<OutcomeRef>,
}

impl PlanActionLine {
    pub(super) fn of(reading: &Reading, action: &Action, today: Date, inside: bool) -> Self {
        let asked = &action.asked;
        let rules = rules(reading, today);
        let person = asked.person.map(|person| PersonRef::of(reading, person));
        let next = action.next_milestone();
        Self {
            id: action.id.clone(),
            plan: action.plan.clone(),
            title: asked.title.to_string(),
            priority: asked.priority,
            lead: partner(rules, &asked.lead),
            person: person.filter(|person| inside || person.public),
            due: asked.due,
            state: action.state(),
            told: action.last_told(),
            overdue: action.overdue(today),
            dropped: action.dropped.is_some(),
            next: next
                .filter(|_| action.is_open())
                .map(|it| (it.title.to_string(), it.due, it.overdue(today))),
            budget: asked.budget,
            outcomes: outcome_refs(reading, &asked.outcomes),
        }
    }
}

/// Advice of community representatives.
#[derive(Debug, Clone, Serialize)]
pub struct AdviceView {
    /// The seat of whoever advised.
    pub seat: Option<String>,
    /// What it would mean for communities.
    pub words: String,
    /// What they ask to be changed.
    pub asks: Option<String>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

impl AdviceView {
    pub(super) fn of(reading: &Reading, advice: &Advice) -> Self {
        Self {
            seat: advice
                .seat
                .as_ref()
                .map(|seat| seat_title(reading, seat, advice.on)),
            words: advice.words.shown().to_owned(),
            asks: advice.asks.as_ref().map(|asks| asks.shown().to_owned()),
            on: advice.on,
            line: advice.line,
        }
    }
}

/// A partner's report on how far its own plan fits.
#[derive(Debug, Clone, Serialize)]
pub struct CompatibilityView {
    /// The partner.
    pub partner: PartnerRef,
    /// With what it fits.
    pub about: Concerned,
    /// What that is called, and where its page is below the partnership.
    pub called: (String, String),
    /// The partner's own plan.
    pub own: String,
    /// How far they fit.
    pub fits: Compatible,
    /// What is done to bring them into line.
    pub words: String,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

impl CompatibilityView {
    pub(super) fn of(reading: &Reading, told: &Compatibility) -> Self {
        Self {
            partner: partner(rules(reading, told.on), &told.partner),
            about: told.about.clone(),
            called: called(reading, &told.about),
            own: told.own.to_string(),
            fits: told.fits,
            words: told.words.shown().to_owned(),
            on: told.on,
            line: told.line,
        }
    }
}

/// What something is called, and where its page is.
fn called(reading: &Reading, about: &Concerned) -> (String, String) {
    match about {
        Concerned::Plan(id) => {
            let plan = reading.record.delivery.plan(id);
            let title = plan.map_or_else(|| id.to_string(), |plan| plan.title.to_string());
            (title, format!("/delivery/{id}"))
        }
        Concerned::Decision(id) => (decision_called(reading, id), format!("/decisions/{id}")),
        Concerned::Strategy(id) => {
            let strategy = reading.record.plan.strategy(id);
            let says = strategy.and_then(|strategy| strategy.adopted.last());
            let title = says.map_or_else(|| id.to_string(), |says| says.what.title.to_string());
            (title, "/plan".to_owned())
        }
    }
}

/// A decision, or the proposal for one, by its meeting: what it says is read where it is.
fn decision_called(reading: &Reading, id: &record::id::DecisionId) -> String {
    let decision = reading.record.decisions.get(id);
    let meeting = decision.and_then(|it| reading.record.meetings.get(&it.meeting));
    meeting.map_or_else(
        || "a decision".to_owned(),
        |meeting| {
            let body = body(reading, &meeting.body, meeting.date);
            let day = record::say_day(meeting.date);
            format!("what the {} was asked to decide on {day}", body.name)
        },
    )
}

/// A seat from which someone may act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FromSeat {
    /// The seat.
    pub id: SeatId,
    /// What it is called, with its body.
    pub title: String,
}

/// The seats on a body for which somebody may speak today.
pub fn seats_from(reading: &Reading, audience: Audience, body: &BodyId) -> Vec<FromSeat> {
    let Some(person) = audience.person else {
        return Vec::new();
    };
    let (structure, today) = (&reading.record.structure, reading.today());
    let seats = structure.seats_on(body, today);
    let mine = seats.iter().filter(|seat| {
        seat.holder.is_some()
            && structure
                .speaks_for(person, seat.id(), today, None)
                .is_some()
    });
    mine.map(|seat| FromSeat {
        id: seat.id().clone(),
        title: seat.chair.title(),
    })
    .collect()
}

/// The seats, on whatever body, for which somebody may speak today.
pub fn all_seats_from(reading: &Reading, audience: Audience) -> Vec<FromSeat> {
    let bodies = rules(reading, reading.today()).map_or(&[][..], |rules| &rules.body);
    let mine = bodies.iter().flat_map(|body| {
        seats_from(reading, audience, &body.id)
            .into_iter()
            .map(|seat| FromSeat {
                title: format!("{}, {}", seat.title, body.name),
                id: seat.id,
            })
    });
    mine.collect()
}

fn rules(reading: &Reading, on: Date) -> Option<&Arrangements> {
    let adoption = reading.record.structure.in_force_or_first(on);
    adoption.map(|adoption| &*adoption.arrangements)
}

fn partner(rules: Option<&Arrangements>, id: &record::id::PartnerId) -> PartnerRef {
    match rules {
        Some(rules) => PartnerRef::of(rules, id),
        None => PartnerRef {
            id: id.clone(),
            name: id.to_string(),
            short_name: id.to_string(),
            is_body: false,
            sector: None,
        },
    }
}

fn seat_title(reading: &Reading, seat: &SeatId, on: Date) -> String {
    let rules = rules(reading, on);
    let title = rules.and_then(|rules| Some(rules.seat(seat)?.title()));
    title.unwrap_or_else(|| seat.to_string())
}

/// Whether a plan is of the financial year that a day is in, or of one to come, or still the latest that
/// its body approved.
fn is_current(reading: &Reading, plan: &Plan, today: Date) -> bool {
    let starts = reading.record.year_starts(today);
    let over = plan.year.last_day(starts) < today;
    !over || (plan.stage() == Stage::Approved && reading.record.delivery.is_latest(plan))
}

/// What a body is called, from its name.
fn body(reading: &Reading, id: &BodyId, on: Date) -> BodyRef {
    BodyRef::named(reading, id, on)
}

/// An action of a plan, by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanLineOf {
    /// Its name.
    pub id: PlanActionId,
    /// The plan that it belongs to.
    pub plan: DeliveryPlanId,
    /// What it is called.
    pub title: String,
}

impl PlanLineOf {
    fn of(action: &Action) -> Self {
        Self {
            id: action.id.clone(),
            plan: action.plan.clone(),
            title: action.asked.title.to_string(),
        }
    }
}
