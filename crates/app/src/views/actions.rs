//! The action log: what was asked of whom, how it stands, and what arises at a meeting.

use jiff::civil::Date;
use record::{
    Author, LineNo,
    arrangements::Arrangements,
    id::{ActionId, ItemNo, MeetingId, PersonId},
    meetings::{Action, ActionOutcome, Meeting},
};
use serde::Serialize;

use super::{Audience, BodyRef, PartnerRef, PersonRef, rights};
use crate::{Reading, Role};

/// An action.
#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// Its name.
    pub id: ActionId,
    /// The meeting that asked.
    pub meeting: MeetingId,
    /// The body.
    pub body: BodyRef,
    /// The day of the meeting.
    pub asked: Date,
    /// Under which item.
    pub item: ItemNo,
    /// What is to be done.
    pub what: String,
    /// The partner that is to do it.
    pub owner: PartnerRef,
    /// The person, where one was named.
    pub person: Option<PersonRef>,
    /// By when.
    pub due: Date,
    /// When it was due at first, where it was put off.
    pub first_due: Option<Date>,
    /// Whether that day has passed and it is open.
    pub overdue: bool,
    /// Whether it has been overdue for so long that it comes before the chair.
    pub escalated: bool,
    /// How it ended; none: it is open.
    pub outcome: Option<ActionOutcome>,
    /// On which day it ended.
    pub closed: Option<Date>,
    /// The action that takes it further.
    pub into: Option<ActionId>,
    /// What was last said of it.
    pub last_said: Option<String>,
}

/// An action with everything that became of it.
#[derive(Debug, Clone, Serialize)]
pub struct ActionHistory {
    /// The action.
    #[serde(flatten)]
    pub action: ActionView,
    /// What became of it, oldest first.
    pub steps: Vec<ActionStep>,
    /// For how many days it may be overdue before it comes before the chair.
    pub escalate_days: u16,
    /// The clause that says so.
    pub escalate_clause: Option<String>,
    /// The line that noted it.
    pub line: LineNo,
    /// The line at which it last changed.
    pub changed: LineNo,
}

/// One thing that became of an action.
#[derive(Debug, Clone, Serialize)]
pub struct ActionStep {
    /// On which day.
    pub on: Date,
    /// Who recorded it.
    pub by: String,
    /// What it was: `reported`, `put-off` or `closed`.
    pub what: &'static str,
    /// The new day, where it was put off.
    pub due: Option<Date>,
    /// What was said.
    pub words: Option<String>,
    /// The line of the book.
    pub line: LineNo,
}

/// The actions that arise at a meeting.
#[derive(Debug, Clone, Serialize)]
pub struct Arising {
    /// The standing item under which they are shown; none: after the agenda.
    pub item: Option<ItemNo>,
    /// Overdue for so long that they come before the chair.
    pub escalated: Vec<ActionView>,
    /// Open.
    pub open: Vec<ActionView>,
    /// Closed since the meeting before.
    pub closed: Vec<ActionView>,
}

/// Who did something, for a public page.
pub(crate) fn author(reading: &Reading, by: &Author) -> String {
    match by {
        Author::System(_) => "the house".to_owned(),
        Author::Person(person) if is_secretariat(reading, *person) => "the secretariat".to_owned(),
        Author::Person(person) => reading.names.of(*person).to_owned(),
    }
}

fn is_secretariat(reading: &Reading, person: PersonId) -> bool {
    let names = &reading.names;
    names.has_role(&reading.partnership, person, Role::Secretariat)
}

/// The day of a moment in the partnership's zone.
pub(crate) fn day_of(reading: &Reading, at: jiff::Timestamp) -> Date {
    at.to_zoned(reading.zone()).date()
}

pub(crate) fn action_view(
    reading: &Reading,
    arrangements: &Arrangements,
    meeting: &Meeting,
    action: &Action,
) -> ActionView {
    let today = reading.today();
    let closed = action.closed.as_ref();
    let said = closed.and_then(|closed| closed.words.as_ref());
    let said = said.or(action.reports.last().map(|report| &report.words));
    ActionView {
        id: action.id.clone(),
        meeting: meeting.id.clone(),
        body: BodyRef::named(reading, &meeting.body, meeting.date),
        asked: meeting.date,
        item: action.item,
        what: action.what.shown().to_owned(),
        owner: PartnerRef::of(arrangements, &action.owner),
        person: action.person.map(|person| PersonRef::of(reading, person)),
        due: action.due,
        first_due: action.extensions.first().map(|first| first.was),
        overdue: action.overdue(today),
        escalated: action.escalated(&reading.record.action_rules(today), today),
        outcome: closed.map(|closed| closed.outcome),
        closed: closed.map(|closed| day_of(reading, closed.at)),
        into: closed.and_then(|closed| closed.into.clone()),
        last_said: said.map(|words| words.shown().to_owned()),
    }
}

/// Actions that whoever looks may see and that `keep` keeps, the soonest due first. Views are made as
/// they are taken.
pub fn actions<'a>(
    reading: &'a Reading,
    audience: Audience,
    keep: impl Fn(&Action) -> bool + 'a,
) -> impl Iterator<Item = ActionView> + 'a {
    let kept = reading.record.meetings.actions();
    let kept = kept.filter(move |action| keep(action));
    kept.filter_map(move |action| view_of(reading, audience, action))
}

fn view_of(reading: &Reading, audience: Audience, action: &Action) -> Option<ActionView> {
    let record = &reading.record;
    let meeting = record.meetings.get(&action.meeting)?;
    let knows = |meeting: &&Meeting| rights::may_know(reading, meeting, action.item, audience);
    let meeting = Some(meeting).filter(knows)?;
    let adoption = record.structure.in_force_or_first(meeting.date)?;
    Some(action_view(
        reading,
        &adoption.arrangements,
        meeting,
        action,
    ))
}

/// An action with its history; none when there is none, or whoever looks may not see it.
pub fn action(reading: &Reading, id: &ActionId, audience: Audience) -> Option<ActionHistory> {
    let action = reading.record.meetings.action(id)?;
    let view = view_of(reading, audience, action)?;
    let on = |at| day_of(reading, at);
    let reports = action.reports.iter().map(|report| ActionStep {
        on: on(report.at),
        by: author(reading, &report.by),
        what: "reported",
        due: None,
        words: Some(report.words.shown().to_owned()),
        line: report.line,
    });
    let put_off = action.extensions.iter().map(|put_off| ActionStep {
        on: on(put_off.at),
        by: author(reading, &put_off.by),
        what: "put-off",
        due: Some(put_off.due),
        words: Some(put_off.why.shown().to_owned()),
        line: put_off.line,
    });
    let closed = action.closed.iter().map(|closed| ActionStep {
        on: on(closed.at),
        by: author(reading, &closed.by),
        what: "closed",
        due: None,
        words: closed.words.as_ref().map(|words| words.shown().to_owned()),
        line: closed.line,
    });
    let mut steps: Vec<_> = reports.chain(put_off).chain(closed).collect();
    steps.sort_by_key(|step| step.line);
    let rules = reading.record.action_rules(reading.today());
    Some(ActionHistory {
        action: view,
        steps,
        escalate_days: rules.escalate_days,
        escalate_clause: rules.clause,
        line: action.line,
        changed: action.changed,
    })
}

/// Whether someone may report on an action and close it, besides the secretariat.
pub fn acts_for(reading: &Reading, person: PersonId, id: &ActionId) -> bool {
    let record = &reading.record;
    record.meetings.action(id).is_some_and(|action| {
        let structure = &record.structure;
        action.person == Some(person)
            || structure.represents(person, &action.owner, reading.today())
    })
}

/// What arises at a meeting: of earlier meetings of the body, what is open and what was closed since
/// the last one. None when nothing does.
pub(crate) fn arising(reading: &Reading, meeting: &Meeting, audience: Audience) -> Option<Arising> {
    let (mut escalated, mut open, mut closed) = (Vec::new(), Vec::new(), Vec::new());
    let until = meeting.closed_line.unwrap_or(LineNo::MAX);
    for action in reading.record.meetings.arising(meeting) {
        let Some(mut view) = view_of(reading, audience, action) else {
            continue;
        };
        // Of a meeting that is over it is told how things stood then.
        if action.closed.as_ref().is_some_and(|end| end.line > until) {
            view.outcome = None;
            view.closed = None;
            view.into = None;
        }
        match (view.outcome, view.escalated) {
            (Some(_), _) => closed.push(view),
            (None, true) => escalated.push(view),
            (None, false) => open.push(view),
        }
    }
    let body = reading.record.structure.body(&meeting.body, meeting.date);
    let standing = body.and_then(|(_, body)| {
        let mut items = body.standing_item.iter();
        items.find(|item| item.matters_arising())
    });
    let item = standing.and_then(|standing| {
        let mut items = meeting.items.iter();
        items.find(|item| item.title.as_str() == standing.title)
    });
    let nothing = escalated.is_empty() && open.is_empty() && closed.is_empty();
    (!nothing).then(|| Arising {
        item: item.map(|item| item.no),
        escalated,
        open,
        closed,
    })
}
