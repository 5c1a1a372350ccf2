//! The page of an action of a plan: what it is, its milestones, what was reported, its appraisal.

use jiff::civil::Date;
use record::{
    LineNo,
    delivery::{Action, Appraised, Progress},
    exceptions::About,
    id::{AreaId, PlanActionId, RuleId},
};
use serde::Serialize;

use super::{
    AppraisalView, FromSeat, PlanActionLine, appraisals_of, body, partner, rules, seats_from,
};
use crate::{
    Reading,
    views::{
        Audience, BodyRef, ExceptionLine, PartnerRef, exceptions_about, named,
        plan::{IndicatorRef, indicator_refs},
    },
};

/// A milestone.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneView {
    /// Its number.
    pub no: u16,
    /// What will have happened.
    pub title: String,
    /// By when.
    pub due: Date,
    /// Whether its day has passed and it has not been reached.
    pub overdue: bool,
    /// When it was due before, why that was changed, and the line that says so.
    pub moved: Vec<(Date, String, LineNo)>,
    /// The day on which it was reached, what was said of it, and the line.
    pub reached: Option<(Date, Option<String>, LineNo)>,
}

/// A report of progress.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressView {
    /// How it stood.
    pub state: Progress,
    /// In words.
    pub words: String,
    /// Who reported it, where the public record names them.
    pub by: Option<String>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A change to the action.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// Why, where it was said.
    pub why: Option<String>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// An action of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanActionView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: PlanActionLine,
    /// The title of the plan.
    pub plan_title: String,
    /// The body whose plan it is.
    pub body: BodyRef,
    /// What is to be done.
    pub says: Option<String>,
    /// Partners that take part.
    pub with: Vec<PartnerRef>,
    /// The first day of the work.
    pub starts: Date,
    /// Indicators by which it is seen to work.
    pub indicators: Vec<IndicatorRef>,
    /// Approaches across the themes that it serves: name and what it is called.
    pub approaches: Vec<(RuleId, String)>,
    /// Areas that it serves; none: everywhere alike.
    pub areas: Vec<(AreaId, String)>,
    /// Actions that have to be done before.
    pub waits_for: Vec<PlanActionLine>,
    /// Actions that wait for this one.
    pub waited_for: Vec<PlanActionLine>,
    /// Milestones, by the day by which they are due.
    pub milestones: Vec<MilestoneView>,
    /// What was reported, the latest first.
    pub progress: Vec<ProgressView>,
    /// How it was changed, the latest first.
    pub changes: Vec<ChangeView>,
    /// Why it was given up, on which day, and the line.
    pub given_up: Option<(String, Date, LineNo)>,
    /// Appraisals, the latest first.
    pub appraisals: Vec<AppraisalView>,
    /// What was raised about it: open ones first.
    pub exceptions: Vec<ExceptionLine>,
    /// Whether its plan is approved.
    pub approved: bool,
    /// The line that put it into the plan.
    pub set_at: LineNo,
    /// The line at which it last changed.
    pub changed: LineNo,
    /// Whether whoever looks leads it, or is of the secretariat.
    #[serde(skip)]
    pub may_report: bool,
    /// The seats on the plan's body for which whoever looks may speak.
    #[serde(skip)]
    pub from: Vec<FromSeat>,
}

/// An action of a plan; none when there is none.
pub fn plan_action(
    reading: &Reading,
    id: &PlanActionId,
    audience: Audience,
) -> Option<PlanActionView> {
    let (record, today) = (&reading.record, reading.today());
    let action = record.delivery.action(id)?;
    let plan = record.delivery.plan(&action.plan)?;
    let asked = &action.asked;
    let known = rules(reading, today);
    let line = |it: &Action| PlanActionLine::of(reading, it, today, audience.inside());
    let approach = |id: &RuleId| {
        let found = known.and_then(|rules| rules.approach.iter().find(|it| it.id == *id));
        let name = found.map_or_else(|| id.to_string(), |it| it.name.clone());
        (id.clone(), name)
    };
    let area = |id: &AreaId| {
        let found = known.and_then(|rules| rules.area.iter().find(|it| it.id == *id));
        let name = found.map_or_else(|| id.to_string(), |it| it.name.clone());
        (id.clone(), name)
    };
    let before = asked.depends_on.iter();
    let after = record.delivery.actions();
    let leads = audience.person.is_some_and(|person| {
        asked.person == Some(person) || record.structure.represents(person, &asked.lead, today)
    });
    Some(PlanActionView {
        line: line(action),
        plan_title: plan.title.to_string(),
        body: body(reading, &plan.body, plan.on),
        says: asked.says.as_ref().map(|says| says.shown().to_owned()),
        with: asked.with.iter().map(|id| partner(known, id)).collect(),
        starts: asked.starts,
        indicators: indicator_refs(reading, &asked.indicators),
        approaches: asked.approaches.iter().map(approach).collect(),
        areas: asked.areas.iter().map(area).collect(),
        waits_for: before
            .filter_map(|id| Some(line(record.delivery.action(id)?)))
            .collect(),
        waited_for: after
            .filter(|it| it.asked.depends_on.contains(id))
            .map(line)
            .collect(),
        milestones: milestones(action, today),
        progress: progress(reading, action),
        changes: action
            .changes
            .iter()
            .rev()
            .map(|it| ChangeView {
                why: it.why.as_ref().map(|why| why.shown().to_owned()),
                on: it.on,
                line: it.line,
            })
            .collect(),
        given_up: action
            .dropped
            .as_ref()
            .map(|(why, on, line)| (why.shown().to_owned(), *on, *line)),
        appraisals: appraisals_of(reading, &Appraised::Action(id.clone())),
        exceptions: exceptions_about(
            reading,
            audience,
            |about| matches!(about, About::PlanAction { action } if action == id),
        ),
        approved: plan.approval.is_some(),
        set_at: action.line,
        changed: action.changed,
        may_report: audience.secretariat || leads,
        from: seats_from(reading, audience, &plan.body),
    })
}

fn milestones(action: &Action, today: Date) -> Vec<MilestoneView> {
    let view = |it: &record::delivery::Milestone| MilestoneView {
        no: it.no,
        title: it.title.to_string(),
        due: it.due,
        overdue: it.overdue(today) && action.dropped.is_none(),
        moved: it
            .moved
            .iter()
            .map(|(was, why, line)| (*was, why.shown().to_owned(), *line))
            .collect(),
        reached: it.reached.as_ref().map(|(on, words, line)| {
            let words = words.as_ref().map(|words| words.shown().to_owned());
            (*on, words, *line)
        }),
    };
    action.milestones.iter().map(view).collect()
}

fn progress(reading: &Reading, action: &Action) -> Vec<ProgressView> {
    let view = |it: &record::delivery::Told| ProgressView {
        state: it.state,
        words: it.words.shown().to_owned(),
        by: match &it.by {
            record::Author::Person(person) => named(reading, *person).map(|it| it.name),
            record::Author::System(_) => None,
        },
        on: it.on,
        line: it.line,
    };
    action.progress.iter().rev().map(view).collect()
}
