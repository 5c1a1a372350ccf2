//! The list of delivery plans, and the page of each: parts, actions, input, what it lacks, its approval.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::{
    LineNo,
    delivery::{Concerned, Fate, Plan, Progress, Stage, Wanted, findings},
    id::{BodyId, DecisionId, DeliveryPlanId, PlanActionId, RuleId},
};
use serde::Serialize;

use super::{
    AdviceView, BodyRef, CompatibilityView, FromSeat, PlanActionLine, body, is_current, rules,
    seat_title, seats_from,
};
use crate::{
    Reading,
    views::{Audience, plan::ThemeRef},
};

/// A plan in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine {
    /// Its name.
    pub id: DeliveryPlanId,
    /// What it is called.
    pub title: String,
    /// The body.
    pub body: BodyRef,
    /// The financial year: "2007-08".
    pub year: String,
    /// How far it has come.
    pub stage: Stage,
    /// How many actions it has, those given up left out.
    pub actions: usize,
    /// How many of them stand how: not started, moving forward, stalled, done.
    pub states: [usize; 4],
    /// How many of them are overdue.
    pub overdue: usize,
    /// How many things it lacks; nothing once it is approved.
    pub lacks: usize,
    /// The last day for input, while it runs.
    pub input_until: Option<Date>,
}

impl PlanLine {
    pub(super) fn of(reading: &Reading, plan: &Plan, today: Date) -> Self {
        let delivery = &reading.record.delivery;
        let actions = delivery
            .actions_of(&plan.id)
            .filter(|action| action.dropped.is_none());
        let (mut states, mut overdue, mut count) = ([0; 4], 0, 0);
        for action in actions {
            let at = match action.state() {
                Progress::NotStarted => 0,
                Progress::MovingForward => 1,
                Progress::Stalled => 2,
                Progress::Done => 3,
            };
            states[at] += 1;
            overdue += usize::from(action.overdue(today));
            count += 1;
        }
        let stage = plan.stage();
        let lacks = match stage {
            Stage::Approved => 0,
            Stage::Draft | Stage::Circulated => {
                let found = findings(&reading.record, plan, today);
                found.iter().filter(|it| !it.met).count()
            }
        };
        let until = plan.circulations.iter().map(|it| it.until).max();
        Self {
            id: plan.id.clone(),
            title: plan.title.to_string(),
            body: body(reading, &plan.body, plan.on),
            year: plan.year.to_string(),
            stage,
            actions: count,
            states,
            overdue,
            lacks,
            input_until: until.filter(|until| *until >= today && stage != Stage::Approved),
        }
    }
}

/// Every plan, with what else there is of delivery.
#[derive(Debug, Clone, Serialize)]
pub struct DeliveryIndex {
    /// Plans by year, the latest first.
    pub years: Vec<(String, Vec<PlanLine>)>,
    /// Bodies that the arrangements ask for a plan this year, and that have none.
    pub without: Vec<BodyRef>,
    /// The financial year of today.
    pub year: String,
    /// The clause that asks for plans.
    pub clause: Option<String>,
    /// How many actions of current plans there are, and how many of them are priorities.
    pub counts: (usize, usize),
    /// How many of them stand how: not started, moving forward, stalled, done.
    pub states: [usize; 4],
    /// Actions that are overdue or stalled, the longest due first.
    pub late: Vec<PlanActionLine>,
    /// How many priorities are to come.
    pub to_come: usize,
}

/// Every plan.
pub fn delivery(reading: &Reading, audience: Audience) -> DeliveryIndex {
    let (record, today) = (&reading.record, reading.today());
    let mut years: BTreeMap<record::plan::Period, Vec<PlanLine>> = BTreeMap::new();
    for plan in record.delivery.plans() {
        let line = PlanLine::of(reading, plan, today);
        years.entry(plan.year).or_default().push(line);
    }
    let starts = record.year_starts(today);
    let year = record::plan::Period::around(today, record::plan::Every::Year, starts);
    let known = rules(reading, today);
    let asked = known.and_then(|rules| rules.plans.as_ref());
    let bodies = known.map_or(&[][..], |rules| &rules.body);
    let without = bodies.iter().filter(|body| {
        let asks = asked.is_some_and(|plans| plans.kinds.contains(&body.kind));
        let has = record
            .delivery
            .plans()
            .any(|plan| plan.body == body.id && plan.year == year);
        asks && !has && body.exists_on(today)
    });
    let current = record.delivery.plans();
    let current: Vec<&Plan> = current
        .filter(|plan| is_current(reading, plan, today))
        .collect();
    let actions = current
        .iter()
        .flat_map(|plan| record.delivery.actions_of(&plan.id))
        .filter(|action| action.dropped.is_none());
    let actions: Vec<_> = actions.collect();
    let states = |state| actions.iter().filter(|it| it.state() == state).count();
    let mut late: Vec<_> = actions
        .iter()
        .filter(|it| it.overdue(today) || it.state() == Progress::Stalled)
        .map(|it| PlanActionLine::of(reading, it, today, audience.inside()))
        .collect();
    late.sort_by_key(|line| line.due);
    let open = record.delivery.priorities();
    DeliveryIndex {
        years: years
            .into_iter()
            .rev()
            .map(|(year, plans)| (year.to_string(), plans))
            .collect(),
        without: without.map(BodyRef::of).collect(),
        year: year.to_string(),
        clause: asked.and_then(|plans| plans.clause.clone()),
        counts: (
            actions.len(),
            actions.iter().filter(|it| it.asked.priority).count(),
        ),
        states: [
            states(Progress::NotStarted),
            states(Progress::MovingForward),
            states(Progress::Stalled),
            states(Progress::Done),
        ],
        late,
        to_come: open.filter(|it| it.closed.is_none()).count(),
    }
}

/// The plans of a body, the latest first.
pub fn plans_of(reading: &Reading, body: &BodyId) -> Vec<PlanLine> {
    let today = reading.today();
    let plans = reading.record.delivery.plans();
    let mut plans: Vec<&Plan> = plans.filter(|plan| plan.body == *body).collect();
    plans.sort_by_key(|plan| std::cmp::Reverse(plan.year));
    let lines = plans.into_iter();
    lines
        .map(|plan| PlanLine::of(reading, plan, today))
        .collect()
}

/// A part of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanPartView {
    /// Its name in the arrangements.
    pub id: RuleId,
    /// What it is, in a few words.
    pub called: String,
    /// What the arrangements ask for in it.
    pub what: String,
    /// What it says; none: it is not written.
    pub words: Option<String>,
    /// On which day it was last written, and the line that says so.
    pub written: Option<(Date, LineNo)>,
    /// How often it was written before.
    pub earlier: u16,
}

/// Something that a plan has to have.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// What.
    pub wanted: Wanted,
    /// In words.
    pub words: String,
    /// Whether it does.
    pub met: bool,
    /// The actions that fall short: name and title.
    pub short: Vec<(PlanActionId, String)>,
    /// The clause that asks for it.
    pub clause: Option<String>,
}

/// A sending of the draft.
#[derive(Debug, Clone, Serialize)]
pub struct CirculatedView {
    /// To whom.
    pub to: Vec<BodyRef>,
    /// The last day for input.
    pub until: Date,
    /// What they are asked.
    pub words: Option<String>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// What a group said on the draft.
#[derive(Debug, Clone, Serialize)]
pub struct InputView {
    /// Its number.
    pub no: u16,
    /// The group.
    pub body: BodyRef,
    /// The seat that spoke for it.
    pub seat: Option<String>,
    /// What it said.
    pub words: String,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
    /// Whether the plan was changed for it, and what was done.
    pub answer: Option<(bool, String)>,
}

/// A delivery plan.
#[derive(Debug, Clone, Serialize)]
pub struct DeliveryPlanView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: PlanLine,
    /// The themes that it serves.
    pub themes: Vec<ThemeRef>,
    /// The day on which it was begun, and the line that says so.
    pub begun: (Date, LineNo),
    /// The line at which it or one of its actions last changed.
    pub changed: LineNo,
    /// Its parts.
    pub parts: Vec<PlanPartView>,
    /// Its actions: priorities first.
    pub plan_actions: Vec<PlanActionLine>,
    /// What its actions may cost in all, in pence.
    pub budget: u64,
    /// What it has to have, and whether it does.
    pub findings: Vec<FindingView>,
    /// When the draft was sent to other groups.
    pub circulated: Vec<CirculatedView>,
    /// Groups that have not answered, and their last day.
    pub silent: Vec<(BodyRef, Date)>,
    /// What they said.
    pub inputs: Vec<InputView>,
    /// What community representatives advise.
    pub advice: Vec<AdviceView>,
    /// What partners say of their own plans.
    pub compatibility: Vec<CompatibilityView>,
    /// The body that approves it.
    pub approver: BodyRef,
    /// The decision by which it was approved, why though something was missing, the day and the line.
    pub approved: Option<(Option<DecisionId>, Option<String>, Date, LineNo)>,
    /// Priorities that were brought into it.
    pub introduced: Vec<String>,
    /// Plans of the same body for other years.
    pub others: Vec<(DeliveryPlanId, String)>,
    /// The seats on its body for which whoever looks may speak.
    #[serde(skip)]
    pub from: Vec<FromSeat>,
}

/// A delivery plan; none when there is none.
pub fn delivery_plan(
    reading: &Reading,
    id: &DeliveryPlanId,
    audience: Audience,
) -> Option<DeliveryPlanView> {
    let (record, today) = (&reading.record, reading.today());
    let plan = record.delivery.plan(id)?;
    let known = rules(reading, today);
    let mut actions: Vec<PlanActionLine> = record
        .delivery
        .actions_of(id)
        .map(|action| PlanActionLine::of(reading, action, today, audience.inside()))
        .collect();
    actions.sort_by_key(|line| (line.dropped, !line.priority, line.due));
    let about = Concerned::Plan(id.clone());
    let told = record.delivery.compatibility();
    let others = record.delivery.plans();
    let others = others.filter(|other| other.body == plan.body && other.id != plan.id);
    let introduced = record.delivery.priorities().filter(|it| {
        let left = it.closed.as_ref();
        left.is_some_and(|left| left.fate == Fate::Introduced && left.plan.as_ref() == Some(id))
    });
    Some(DeliveryPlanView {
        line: PlanLine::of(reading, plan, today),
        themes: plan
            .themes
            .iter()
            .map(|id| ThemeRef::of(known, id))
            .collect(),
        begun: (plan.on, plan.line),
        changed: plan.changed,
        parts: parts(reading, plan, today),
        budget: actions
            .iter()
            .filter(|line| !line.dropped)
            .filter_map(|line| line.budget)
            .fold(0, u64::saturating_add),
        plan_actions: actions,
        findings: found(reading, plan, today),
        circulated: circulated(reading, plan),
        silent: plan
            .silent()
            .map(|(id, until)| (body(reading, id, plan.on), until))
            .collect(),
        inputs: inputs(reading, plan),
        advice: record
            .delivery
            .advice(&about)
            .map(|advice| AdviceView::of(reading, advice))
            .collect(),
        compatibility: told
            .filter(|told| told.about == about)
            .map(|told| CompatibilityView::of(reading, told))
            .collect(),
        approver: match &plan.approval {
            Some(approval) => body(reading, &approval.body, approval.on),
            None => body(reading, &record.approver(plan, today), today),
        },
        approved: plan.approval.as_ref().map(|it| {
            let despite = it.despite.as_ref().map(|why| why.shown().to_owned());
            (it.decision.clone(), despite, it.on, it.line)
        }),
        introduced: introduced.map(|it| it.title.to_string()).collect(),
        others: others
            .map(|other| (other.id.clone(), other.year.to_string()))
            .collect(),
        from: seats_from(reading, audience, &plan.body),
    })
}

/// The parts that the arrangements ask for, then those that they asked for once.
fn parts(reading: &Reading, plan: &Plan, today: Date) -> Vec<PlanPartView> {
    let asked = rules(reading, today).and_then(|rules| rules.plans.as_ref());
    let asked = asked.map_or(&[][..], |plans| &plans.part);
    let view = |id: &RuleId, what: &str| {
        let written = plan.part(id);
        PlanPartView {
            id: id.clone(),
            called: called(what),
            what: what.to_owned(),
            words: written.map(|part| part.words.shown().to_owned()),
            written: written.map(|part| (part.on, part.line)),
            earlier: written.map_or(0, |part| part.earlier),
        }
    };
    let there = |id: &RuleId| asked.iter().any(|part| part.id == *id);
    let once = plan.parts.iter().filter(|part| !there(&part.part));
    asked
        .iter()
        .map(|part| view(&part.id, &part.what))
        .chain(once.map(|part| view(&part.part, part.part.as_str())))
        .collect()
}

/// The first few words of what a part is, as far as its first colon, semicolon or bracket; as far as its
/// first comma where that leaves a whole clause of more than a few words.
fn called(what: &str) -> String {
    const FEW: usize = 5;
    let before = |end: usize| what.get(..end).unwrap_or(what).trim();
    let whole = before(what.find([':', ';', '(']).unwrap_or(what.len()));
    let short = before(what.find(',').unwrap_or(what.len()).min(whole.len()));
    let called = match short.split_whitespace().count() < FEW {
        true => whole,
        false => short,
    };
    called.to_owned()
}

fn found(reading: &Reading, plan: &Plan, today: Date) -> Vec<FindingView> {
    let record = &reading.record;
    let title = |id: &PlanActionId| {
        let action = record.delivery.action(id);
        let title = action.map_or_else(|| id.to_string(), |it| it.asked.title.to_string());
        (id.clone(), title)
    };
    let asked = rules(reading, today).and_then(|rules| rules.plans.as_ref());
    let part = |id: &RuleId| {
        let part = asked.and_then(|plans| plans.part.iter().find(|it| it.id == *id));
        part.map_or_else(|| id.to_string(), |part| called(&part.what))
    };
    let found = findings(record, plan, today).into_iter();
    found
        .map(|finding| FindingView {
            words: match &finding.wanted {
                Wanted::Part(id) => part(id),
                Wanted::Actions => "Actions".to_owned(),
                Wanted::Leads => "A named person who leads each action".to_owned(),
                Wanted::Targets => "A milestone, outcome or indicator for each action".to_owned(),
                Wanted::Resources => "What each action may cost".to_owned(),
                Wanted::Approaches => {
                    "The approaches across the themes that each action serves".to_owned()
                }
                Wanted::Appraisals => "An appraisal of each action".to_owned(),
                Wanted::Circulation => {
                    "Sent to other groups, and their day for input over or all answered".to_owned()
                }
                Wanted::Answers => "An answer to each group that gave input".to_owned(),
                Wanted::CommunityAdvice => {
                    "Advice of community representatives on what it means for communities"
                        .to_owned()
                }
                Wanted::Engagement => {
                    "An engagement of stakeholders planned for the year".to_owned()
                }
            },
            met: finding.met,
            short: finding.short.iter().map(title).collect(),
            clause: finding.clause,
            wanted: finding.wanted,
        })
        .collect()
}

fn circulated(reading: &Reading, plan: &Plan) -> Vec<CirculatedView> {
    let view = |it: &record::delivery::Circulation| CirculatedView {
        to: it.to.iter().map(|id| body(reading, id, it.on)).collect(),
        until: it.until,
        words: it.words.as_ref().map(|words| words.shown().to_owned()),
        on: it.on,
        line: it.line,
    };
    plan.circulations.iter().map(view).collect()
}

fn inputs(reading: &Reading, plan: &Plan) -> Vec<InputView> {
    let view = |it: &record::delivery::Input| InputView {
        no: it.no,
        body: body(reading, &it.body, it.on),
        seat: it
            .seat
            .as_ref()
            .map(|seat| seat_title(reading, seat, it.on)),
        words: it.words.shown().to_owned(),
        on: it.on,
        line: it.line,
        answer: it
            .answer
            .as_ref()
            .map(|it| (it.changed, it.words.shown().to_owned())),
    };
    plan.inputs.iter().map(view).collect()
}
