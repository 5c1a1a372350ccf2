//! What became of an exception, step by step.

use jiff::civil::Date;
use record::{
    LineNo,
    exceptions::{Exception, Held, Remedy, RemedyDone, Steer, Step},
    id::{DecisionId, ItemNo, RemedyId},
    prose::Prose,
};
use serde::Serialize;

use super::partner;
use crate::{
    Reading,
    views::{BodyRef, MeetingLine, PartnerRef, actions::author},
};

/// One thing that became of an exception.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// What it was.
    pub what: StepKind,
    /// On which day.
    pub on: Date,
    /// The body that it came before, or that gave a steer.
    pub body: Option<BodyRef>,
    /// The partner that supports, or that is to do something.
    pub partner: Option<PartnerRef>,
    /// The meeting and item of a steer.
    pub at: Option<(MeetingLine, ItemNo)>,
    /// The decision with it.
    pub decision: Option<DecisionId>,
    /// Who said it.
    pub by: Option<String>,
    /// What was said.
    pub words: String,
    /// What was asked.
    pub asks: Option<String>,
    /// What is to be done, where it is about that.
    pub remedy: Option<RemedyId>,
    /// By when.
    pub due: Option<Date>,
    /// The clause that it follows from.
    pub clause: Option<String>,
    /// The line of the book.
    pub line: LineNo,
}

/// What became of an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// It was raised.
    Raised,
    /// It was passed on.
    Forwarded,
    /// It was told how it stands.
    Reported,
    /// A partner supports.
    Supported,
    /// A steer was given.
    Steered,
    /// Something is to be done.
    RemedySet,
    /// It was told how that stands.
    RemedyReported,
    /// It was done.
    RemedyDone,
    /// It was given up.
    RemedyGivenUp,
    /// It was closed.
    Closed,
}

impl StepView {
    /// What happened, on which day, in what words, and nothing else.
    fn bare(what: StepKind, on: Date, words: &Prose, line: LineNo) -> Self {
        Self {
            what,
            on,
            body: None,
            partner: None,
            at: None,
            decision: None,
            by: None,
            words: words.shown().to_owned(),
            asks: None,
            remedy: None,
            due: None,
            clause: None,
            line,
        }
    }
}

pub(super) fn step_view(reading: &Reading, it: &Exception, step: Step<'_>) -> StepView {
    let line = step.line();
    match step {
        Step::Came(held) => came(reading, it, held),
        Step::Reported(spoken) => StepView {
            by: Some(author(reading, &spoken.by)),
            ..StepView::bare(StepKind::Reported, spoken.on, &spoken.words, line)
        },
        Step::Supported(support) => StepView {
            partner: Some(partner(reading, &support.partner, support.on)),
            ..StepView::bare(StepKind::Supported, support.on, &support.words, line)
        },
        Step::Steered(steer) => steered(reading, steer),
        Step::Set(remedy) => StepView {
            partner: Some(partner(reading, &remedy.owner, remedy.on)),
            remedy: Some(remedy.id.clone()),
            due: Some(remedy.due),
            ..StepView::bare(StepKind::RemedySet, remedy.on, &remedy.what, line)
        },
        Step::RemedyReported(remedy, spoken) => StepView {
            by: Some(author(reading, &spoken.by)),
            remedy: Some(remedy.id.clone()),
            ..StepView::bare(StepKind::RemedyReported, spoken.on, &spoken.words, line)
        },
        Step::Finished(remedy, end) => finished(remedy, end),
        Step::Closed(end) => StepView::bare(StepKind::Closed, end.on, &end.words, line),
    }
}

/// It was raised before a body, or passed on to it.
fn came(reading: &Reading, it: &Exception, held: &Held) -> StepView {
    let (what, words) = match &held.why {
        Some(why) => (StepKind::Forwarded, why),
        None => (StepKind::Raised, &it.why),
    };
    StepView {
        body: Some(BodyRef::named(reading, &held.body, held.since)),
        asks: held.asks.as_ref().map(|asks| asks.shown().to_owned()),
        clause: held.clause.clone(),
        ..StepView::bare(what, held.since, words, held.line)
    }
}

/// A body gave a steer.
fn steered(reading: &Reading, steer: &Steer) -> StepView {
    let today = reading.today();
    let meeting = reading.record.meetings.get(&steer.meeting);
    let on = meeting.map_or(today, |meeting| meeting.date);
    StepView {
        body: Some(BodyRef::named(reading, &steer.body, today)),
        at: meeting.map(|meeting| (MeetingLine::of(reading, meeting), steer.item)),
        decision: steer.decision.clone(),
        ..StepView::bare(StepKind::Steered, on, &steer.words, steer.line)
    }
}

/// What was to be done is done, or given up.
fn finished(remedy: &Remedy, end: &RemedyDone) -> StepView {
    let what = match end.done {
        true => StepKind::RemedyDone,
        false => StepKind::RemedyGivenUp,
    };
    StepView {
        remedy: Some(remedy.id.clone()),
        ..StepView::bare(what, end.on, &end.words, end.line)
    }
}
