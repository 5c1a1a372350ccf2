//! Exceptions and log jams: where each stands, what is asked of whom, and its whole way.
//!
//! They are public at once, but for a steer: that a meeting gave, and it is public with its minutes
//! (docs/decisions/0030).

mod steps;

use jiff::civil::Date;
use record::{
    LineNo,
    exceptions::{
        About, Exception, ExceptionOutcome, Remedy, Sort, Spoken, Steer, Step, next_on_route,
    },
    id::{DecisionId, ExceptionId, ItemNo, PersonId, RemedyId},
    meetings::{Meeting, Stage},
};
use serde::Serialize;

use self::steps::step_view;
pub use self::steps::{StepKind, StepView};
use super::{Audience, BodyRef, MeetingLine, PartnerRef, PersonRef, rights};
use crate::Reading;

/// An exception in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ExceptionLine {
    /// Its name.
    pub id: ExceptionId,
    /// Whether it is an exception or a log jam.
    pub sort: Sort,
    /// What it is called.
    pub title: String,
    /// What it is about, where that has a name.
    pub about: Option<AboutView>,
    /// Where it stands; once closed, where it stood last.
    pub body: BodyRef,
    /// Since when.
    pub since: Date,
    /// What is asked of that body.
    pub asks: Option<String>,
    /// Whether that is only what every exception asks that a rule raises.
    #[serde(skip)]
    pub asked_by_rule: bool,
    /// Whether it was asked for a steer and has given none that whoever looks may know of.
    pub awaits_steer: bool,
    /// The partner that answers for it.
    pub owner: PartnerRef,
    /// The person, where one is named.
    pub person: Option<PersonRef>,
    /// The day it was raised.
    pub on: Date,
    /// Whether a rule raised it.
    pub by_rule: bool,
    /// How many remedial actions are to be done.
    pub to_do: usize,
    /// How many of them are overdue.
    pub overdue: usize,
    /// How many partners support those who are responsible.
    pub supporting: usize,
    /// How it ended.
    pub outcome: Option<ExceptionOutcome>,
    /// On which day.
    pub closed: Option<Date>,
}

/// What an exception is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AboutView {
    /// In words: "Learning for everyone in North Rivers".
    pub words: String,
    /// Where to read of it, below the partnership.
    pub path: Option<String>,
}

/// An exception with its whole way.
#[derive(Debug, Clone, Serialize)]
pub struct ExceptionView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: ExceptionLine,
    /// What is wrong, and why.
    pub why: String,
    /// The seat that raised it.
    pub raised_by: Option<String>,
    /// For how many periods it was so, where a rule raised it, and the clause of the rule.
    pub rule: Option<(u16, Option<String>)>,
    /// The body that comes next, and the clause that says so; none: the way ends here, or it is closed.
    pub next: Option<(BodyRef, Option<String>)>,
    /// Whether it may be passed on to any body, as a log jam may.
    pub any_body: bool,
    /// Bodies before which it stood, and to which it may go back.
    pub back: Vec<BodyRef>,
    /// Everything that became of it, in order.
    pub way: Vec<StepView>,
    /// What is to be done about it, and what was.
    pub remedies: Vec<RemedyView>,
    /// The meetings to come on whose agenda it stands.
    pub on_agendas: Vec<(MeetingLine, ItemNo)>,
    /// Whether it waits for a meeting that is not called.
    pub waits: bool,
    /// Meetings at which a steer may have been given, the latest first.
    pub steered_at: Vec<SteeredAt>,
    /// The line at which it last changed.
    pub changed: LineNo,
}

/// A meeting at which a steer may have been given.
#[derive(Debug, Clone, Serialize)]
pub struct SteeredAt {
    /// The meeting.
    pub meeting: MeetingLine,
    /// The items of its agenda.
    pub items: Vec<(ItemNo, String)>,
    /// The item under which the exception stood.
    pub own: Option<ItemNo>,
    /// The decisions that it took, with the item of each.
    pub decisions: Vec<(DecisionId, ItemNo, String)>,
}

/// A remedial action.
#[derive(Debug, Clone, Serialize)]
pub struct RemedyView {
    /// Its name.
    pub id: RemedyId,
    /// The exception.
    pub exception: ExceptionId,
    /// What that is called.
    pub title: String,
    /// What is to be done.
    pub what: String,
    /// The partner that does it.
    pub owner: PartnerRef,
    /// The person, where one is named.
    pub person: Option<PersonRef>,
    /// By when.
    pub due: Date,
    /// Whether that day has passed and it is not done.
    pub overdue: bool,
    /// Whether it was done; none: it is still to be done.
    pub done: Option<bool>,
    /// On which day it ended.
    pub ended: Option<Date>,
    /// What was last said of it.
    pub last_said: Option<String>,
}

/// Every exception or log jam: those that are open first, the longest open first, then the others, the
/// last closed first.
pub fn exceptions(reading: &Reading, audience: Audience, sort: Option<Sort>) -> Vec<ExceptionLine> {
    let all = &reading.record.exceptions;
    let wanted = |it: &&Exception| sort.is_none_or(|sort| it.about.sort() == sort);
    let line = |it| ExceptionLine::of(reading, it, audience);
    let mut over: Vec<&Exception> = all
        .all()
        .filter(|it| !it.is_open())
        .filter(wanted)
        .collect();
    over.sort_by_key(|it| std::cmp::Reverse(it.changed));
    let open = all.open().filter(wanted).map(line);
    open.chain(over.into_iter().map(line)).collect()
}

/// What was raised about something: those that are open first, the longest open first, then the others.
pub fn exceptions_about(
    reading: &Reading,
    audience: Audience,
    is_it: impl Fn(&About) -> bool,
) -> Vec<ExceptionLine> {
    let all = &reading.record.exceptions;
    let over = all.all().rev().filter(|it| !it.is_open());
    let those = all.open().chain(over).filter(|it| is_it(&it.about));
    those
        .map(|it| ExceptionLine::of(reading, it, audience))
        .collect()
}

/// An exception; none when there is none.
pub fn exception(reading: &Reading, id: &ExceptionId, audience: Audience) -> Option<ExceptionView> {
    let it = reading.record.exceptions.get(id)?;
    let today = reading.today();
    let structure = &reading.record.structure;
    let raised = structure.in_force_or_first(it.on)?;
    let next = next_on_route(structure, it.body(), today).filter(|_| it.is_open());
    let mut back: Vec<BodyRef> = Vec::new();
    for held in it.before.iter().filter(|_| it.is_open()) {
        let new = held.body != *it.body() && back.iter().all(|known| known.id != held.body);
        back.extend(new.then(|| BodyRef::named(reading, &held.body, today)));
    }
    let steps = it.way().into_iter();
    let steps = steps.filter(|step| match step {
        Step::Steered(steer) => knows(reading, steer, audience),
        _ => true,
    });
    Some(ExceptionView {
        line: ExceptionLine::of(reading, it, audience),
        why: it.why.shown().to_owned(),
        raised_by: it
            .seat
            .as_ref()
            .and_then(|seat| Some(raised.arrangements.seat(seat)?.title())),
        rule: it
            .rule
            .as_ref()
            .map(|rule| (rule.periods, rule.clause.clone())),
        next: next.map(|next| (BodyRef::named(reading, &next.to, today), next.clause)),
        any_body: it.is_open() && it.about.sort() == Sort::LogJam,
        back,
        way: steps.map(|step| step_view(reading, it, step)).collect(),
        remedies: it
            .remedies
            .iter()
            .map(|remedy| RemedyView::of(reading, it, remedy))
            .collect(),
        on_agendas: on_agendas(reading, it),
        waits: waits(reading, it),
        steered_at: if audience.secretariat && it.is_open() {
            steered_at(reading, it)
        } else {
            Vec::new()
        },
        changed: it.changed,
    })
}

/// Remedial actions that are still to be done, the soonest due first.
pub fn remedies_to_do(
    reading: &Reading,
    keep: impl Fn(&Exception, &Remedy) -> bool,
) -> Vec<RemedyView> {
    let open = reading.record.exceptions.open();
    let mut to_do: Vec<RemedyView> = open
        .flat_map(|it| it.to_do().map(move |remedy| (it, remedy)))
        .filter(|(it, remedy)| keep(it, remedy))
        .map(|(it, remedy)| RemedyView::of(reading, it, remedy))
        .collect();
    to_do.sort_by(|one, other| (one.due, &one.id).cmp(&(other.due, &other.id)));
    to_do
}

/// Whether someone acts for those who answer for an exception, besides the secretariat.
pub fn answers_for(reading: &Reading, person: PersonId, id: &ExceptionId) -> bool {
    let it = reading.record.exceptions.get(id);
    it.is_some_and(|it| acts(reading, person, &it.owner, it.person))
}

/// Whether someone acts for those who are to do a remedial action, or answer for its exception.
pub fn remedies(reading: &Reading, person: PersonId, id: &RemedyId) -> bool {
    let found = reading.record.exceptions.remedy(id);
    found.is_some_and(|(it, remedy)| {
        acts(reading, person, &remedy.owner, remedy.person)
            || acts(reading, person, &it.owner, it.person)
    })
}

/// Whether someone is the person named for something, or acts for its organisation or body.
pub(crate) fn acts(
    reading: &Reading,
    person: PersonId,
    partner: &record::id::PartnerId,
    named: Option<PersonId>,
) -> bool {
    let structure = &reading.record.structure;
    named == Some(person) || structure.represents(person, partner, reading.today())
}

/// Whether whoever looks may know of a steer: what a meeting gave is public with its minutes.
fn knows(reading: &Reading, steer: &Steer, audience: Audience) -> bool {
    let meeting = reading.record.meetings.get(&steer.meeting);
    meeting.is_some_and(|meeting| rights::may_know(reading, meeting, steer.item, audience))
}

impl ExceptionLine {
    pub(crate) fn of(reading: &Reading, it: &Exception, audience: Audience) -> Self {
        let today = reading.today();
        let steered = it.steers.iter().any(|steer| {
            steer.body == it.at.body && steer.line > it.at.line && knows(reading, steer, audience)
        });
        let overdue = it.to_do().filter(|remedy| remedy.overdue(today)).count();
        let mut supporting: Vec<_> = it.support.iter().map(|one| &one.partner).collect();
        supporting.sort();
        supporting.dedup();
        Self {
            id: it.id.clone(),
            sort: it.about.sort(),
            title: it.title.to_string(),
            about: exception_about(reading, &it.about, it.on),
            body: BodyRef::named(reading, it.body(), today),
            since: it.at.since,
            asks: it.at.asks.as_ref().map(|asks| asks.shown().to_owned()),
            asked_by_rule: it.rule.is_some() && it.at.why.is_none(),
            awaits_steer: it.is_open() && it.at.asks.is_some() && !steered,
            owner: partner(reading, &it.owner, it.on),
            person: it.person.map(|person| PersonRef::of(reading, person)),
            on: it.on,
            by_rule: it.rule.is_some(),
            to_do: it.to_do().count(),
            overdue,
            supporting: supporting.len(),
            outcome: it.closed.as_ref().map(|end| end.outcome),
            closed: it.closed.as_ref().map(|end| end.on),
        }
    }
}

impl RemedyView {
    pub(crate) fn of(reading: &Reading, it: &Exception, remedy: &Remedy) -> Self {
        let last: Option<&Spoken> = remedy.reports.last();
        let end = remedy.finished.as_ref();
        let said = end.map(|end| &end.words).or(last.map(|last| &last.words));
        Self {
            id: remedy.id.clone(),
            exception: it.id.clone(),
            title: it.title.to_string(),
            what: remedy.what.shown().to_owned(),
            owner: partner(reading, &remedy.owner, remedy.on),
            person: remedy.person.map(|person| PersonRef::of(reading, person)),
            due: remedy.due,
            overdue: it.is_open() && remedy.overdue(reading.today()),
            done: end.map(|end| end.done),
            ended: end.map(|end| end.on),
            last_said: said.map(|said| said.shown().to_owned()),
        }
    }
}

/// A partner, as it was called on a day.
pub(crate) fn partner(reading: &Reading, id: &record::id::PartnerId, on: Date) -> PartnerRef {
    let adoption = reading.record.structure.in_force_or_first(on);
    adoption.map_or_else(
        || PartnerRef {
            id: id.clone(),
            name: id.to_string(),
            short_name: id.to_string(),
            is_body: false,
            sector: None,
        },
        |known| PartnerRef::of(&known.arrangements, id),
    )
}

/// What an exception is about, with the names of the day on which it was raised.
pub fn exception_about(reading: &Reading, about: &About, on: Date) -> Option<AboutView> {
    let adoption = reading.record.structure.in_force_or_first(on);
    let known = adoption.map(|adoption| &adoption.arrangements);
    match about {
        About::Concern => None,
        About::LogJam { theme, area } => {
            let theme = known.and_then(|known| known.theme.iter().find(|one| one.id == *theme));
            let area = known.and_then(|known| known.area.iter().find(|one| one.id == *area));
            let (theme, area) = (theme?, area?);
            Some(AboutView {
                words: format!("{} in {}", theme.name, area.name),
                path: Some(format!("/performance?theme={}&area={}", theme.id, area.id)),
            })
        }
        About::Indicator {
            indicator,
            period,
            area,
        } => {
            let area = area.as_ref().map_or(String::new(), |id| {
                let known = known.and_then(|known| known.area.iter().find(|one| one.id == *id));
                format!(" in {}", known.map_or(id.as_str(), |known| &known.name))
            });
            let named = reading.record.plan.indicator(indicator);
            let named = named.and_then(|it| it.on(on));
            let title = named.map_or_else(|| indicator.to_string(), |it| it.title.to_string());
            Some(AboutView {
                words: format!("{title}{area}, {}", period.said()),
                path: Some(format!("/indicators/{indicator}")),
            })
        }
        About::PlanAction { action } => {
            let known = reading.record.delivery.action(action)?;
            Some(AboutView {
                words: known.asked.title.to_string(),
                path: Some(format!("/delivery/{}/actions/{action}", known.plan)),
            })
        }
    }
}

/// The meetings to come of the body where it stands on whose agenda it is.
fn on_agendas(reading: &Reading, it: &Exception) -> Vec<(MeetingLine, ItemNo)> {
    let to_come = reading.record.meetings.to_come();
    let here = to_come.filter(|meeting| meeting.body == *it.body());
    let listed = here.filter_map(|meeting| {
        let item = item_of(meeting, &it.id)?;
        Some((MeetingLine::of(reading, meeting), item))
    });
    listed.collect()
}

/// Whether it waits for a meeting of its body that is not called.
fn waits(reading: &Reading, it: &Exception) -> bool {
    let mut planned = reading.record.meetings.planned_for(it.body());
    planned.any(|planned| planned.origin.exception() == Some(&it.id))
}

/// The item under which an exception stands on the agenda of a meeting.
fn item_of(meeting: &Meeting, id: &ExceptionId) -> Option<ItemNo> {
    let mut items = meeting.items.iter();
    let item = items.find(|item| item.origin.exception() == Some(id) && meeting.takes(item.no))?;
    Some(item.no)
}

/// Meetings of the bodies where it stood that were held since, or are under way: the last few.
fn steered_at(reading: &Reading, it: &Exception) -> Vec<SteeredAt> {
    const LAST: usize = 6;
    let record = &reading.record;
    let held = record.meetings.all().rev().filter(|meeting| {
        matches!(meeting.stage, Stage::Open | Stage::Closed)
            && it.stood().any(|held| held.body == meeting.body)
            && meeting.date >= it.on
    });
    held.take(LAST)
        .map(|meeting| SteeredAt {
            meeting: MeetingLine::of(reading, meeting),
            items: meeting
                .items
                .iter()
                .map(|item| (item.no, item.title.to_string()))
                .collect(),
            own: item_of(meeting, &it.id),
            decisions: record
                .decisions
                .of_meeting(&meeting.id)
                .map(|one| (one.id.clone(), one.item, one.text.shown().to_owned()))
                .collect(),
        })
        .collect()
}

/// Meetings that are over, at which an exception stood on the agenda, a steer was asked for, and none is
/// recorded since: what the secretariat may have to write down.
pub(crate) fn unrecorded(reading: &Reading) -> Vec<(ExceptionLine, MeetingLine)> {
    let record = &reading.record;
    let open = record.exceptions.open().filter(|it| it.awaits_steer());
    let waiting = open.filter_map(|it| {
        let mut held = record.meetings.of(it.body()).rev();
        let meeting = held.find(|meeting| {
            matches!(meeting.stage, Stage::Open | Stage::Closed)
                && item_of(meeting, &it.id).is_some()
                && meeting.closed_line.is_none_or(|line| line > it.at.line)
        })?;
        let line = ExceptionLine::of(reading, it, Audience::SECRETARIAT);
        Some((line, MeetingLine::of(reading, meeting)))
    });
    waiting.collect()
}
