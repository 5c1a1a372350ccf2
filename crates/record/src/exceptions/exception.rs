//! One exception, from the day it was raised to its end.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{About, ByRule, Entry};
use crate::{
    Author, LineNo, Minute,
    id::{
        BodyId, DecisionId, ExceptionId, ItemNo, MeetingId, PartnerId, PersonId, RemedyId, SeatId,
    },
    prose::{Prose, Title},
};

/// How an exception ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionOutcome {
    /// What was wrong is put right.
    Resolved,
    /// It is taken as it is.
    Accepted,
    /// It was a mistake, or does not matter any more.
    NoLongerMatters,
}

/// That an exception stands before a body, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The body.
    pub body: BodyId,
    /// Since which day.
    pub since: Date,
    /// What is asked of it.
    pub asks: Option<Prose>,
    /// Why it came there; none: it was raised there.
    pub why: Option<Prose>,
    /// The clause that says so.
    pub clause: Option<String>,
    /// The line of the book.
    pub line: LineNo,
}

/// What was said of an exception, or of what is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// What was said.
    pub words: Prose,
    /// Who wrote it.
    pub by: Author,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// How a partner supports those who are responsible.
#[derive(Debug, Clone, PartialEq)]
pub struct Support {
    /// The partner.
    pub partner: PartnerId,
    /// What it does.
    pub words: Prose,
    /// On which day it said so.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A steer, as a meeting gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Steer {
    /// The body before which the exception stood.
    pub body: BodyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The decision, where one was taken.
    pub decision: Option<DecisionId>,
    /// What was said.
    pub words: Prose,
    /// The line of the book.
    pub line: LineNo,
}

/// Something that is to be done about an exception.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// Its name.
    pub id: RemedyId,
    /// What it is.
    pub what: Prose,
    /// The partner that does it.
    pub owner: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// By when.
    pub due: Date,
    /// On which day it was agreed.
    pub on: Date,
    /// What was reported of it, oldest first.
    pub reports: Vec<Spoken>,
    /// How it ended.
    pub finished: Option<RemedyDone>,
    /// The line of the book.
    pub line: LineNo,
}

/// The end of a remedial action.
#[derive(Debug, Clone, PartialEq)]
pub struct RemedyDone {
    /// Whether it was done.
    pub done: bool,
    /// What came of it.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// The end of an exception.
#[derive(Debug, Clone, PartialEq)]
pub struct ExceptionClosing {
    /// How it ended.
    pub outcome: ExceptionOutcome,
    /// What came of it.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A step of the way of an exception, by its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step<'a> {
    /// It came before a body.
    Came(&'a Held),
    /// It was told how it stands.
    Reported(&'a Spoken),
    /// A partner gave support.
    Supported(&'a Support),
    /// A body gave a steer.
    Steered(&'a Steer),
    /// Something is to be done.
    Set(&'a Remedy),
    /// It was told how what is to be done stands.
    RemedyReported(&'a Remedy, &'a Spoken),
    /// It was done, or given up.
    Finished(&'a Remedy, &'a RemedyDone),
    /// It was closed.
    Closed(&'a ExceptionClosing),
}

impl Step<'_> {
    /// The line of the book.
    pub fn line(self) -> LineNo {
        match self {
            Self::Came(held) => held.line,
            Self::Reported(spoken) | Self::RemedyReported(_, spoken) => spoken.line,
            Self::Supported(support) => support.line,
            Self::Steered(steer) => steer.line,
            Self::Set(remedy) => remedy.line,
            Self::Finished(_, done) => done.line,
            Self::Closed(closed) => closed.line,
        }
    }
}

/// An exception, as the book says.
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    /// Its name.
    pub id: ExceptionId,
    /// What it is about.
    pub about: About,
    /// What it is called.
    pub title: Title,
    /// What is wrong, and why.
    pub why: Prose,
    /// The partner that answers for it.
    pub owner: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// The seat that raised it, where one did.
    pub seat: Option<SeatId>,
    /// The rule that raised it, where one did.
    pub rule: Option<ByRule>,
    /// Who wrote it.
    pub by: Author,
    /// On which day it was raised.
    pub on: Date,
    /// Where it stands: at the end, where it stood last.
    pub at: Held,
    /// Where it stood before, in order.
    pub before: Vec<Held>,
    /// How it was said to stand, oldest first.
    pub reports: Vec<Spoken>,
    /// Who supports those who are responsible, in order.
    pub support: Vec<Support>,
    /// The steers given, oldest first.
    pub steers: Vec<Steer>,
    /// What is to be done about it.
    pub remedies: Vec<Remedy>,
    /// How it ended.
    pub closed: Option<ExceptionClosing>,
    /// The line that raised it.
    pub line: LineNo,
    /// The line at which it last changed.
    pub changed: LineNo,
}

impl Exception {
    /// As it was raised; none when the entry raises none.
    pub(super) fn raised(entry: &Entry, line: LineNo, minute: &Minute) -> Option<Self> {
        let Entry::ExceptionRaised {
            exception,
            about,
            title,
            why,
            asks,
            owner,
            person,
            body,
            seat,
            rule,
            on,
        } = entry
        else {
            return None;
        };
        let first = Held {
            body: body.clone(),
            since: *on,
            asks: asks.clone(),
            why: None,
            clause: rule.as_ref().and_then(|rule| rule.clause.clone()),
            line,
        };
        Some(Self {
            id: exception.clone(),
            about: about.clone(),
            title: title.clone(),
            why: why.clone(),
            owner: owner.clone(),
            person: *person,
            seat: seat.clone(),
            rule: rule.clone(),
            by: minute.by.clone(),
            on: *on,
            at: first,
            before: Vec::new(),
            reports: Vec::new(),
            support: Vec::new(),
            steers: Vec::new(),
            remedies: Vec::new(),
            closed: None,
            line,
            changed: line,
        })
    }

    /// Takes in what became of it.
    pub(super) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        self.changed = line;
        match entry {
            Entry::ExceptionRaised { .. } => {}
            Entry::ExceptionReported { words, on, .. } => {
                self.reports.push(spoken(line, minute, words, *on));
            }
            Entry::SupportGiven {
                partner, words, on, ..
            } => self.support.push(Support {
                partner: partner.clone(),
                words: words.clone(),
                on: *on,
                line,
            }),
            Entry::ExceptionForwarded { .. } => self.passed_on(line, entry),
            Entry::SteerGiven { .. } => self.steered(line, entry),
            Entry::RemedySet { .. } => self.remedy_set(line, entry),
            Entry::RemedyReported {
                remedy, words, on, ..
            } => {
                if let Some(remedy) = self.remedy_mut(remedy) {
                    remedy.reports.push(spoken(line, minute, words, *on));
                }
            }
            Entry::RemedyFinished {
                remedy,
                done,
                words,
                on,
                ..
            } => {
                if let Some(remedy) = self.remedy_mut(remedy) {
                    remedy.finished = Some(RemedyDone {
                        done: *done,
                        words: words.clone(),
                        on: *on,
                        line,
                    });
                }
            }
            Entry::ExceptionClosed {
                outcome, words, on, ..
            } => {
                self.closed = Some(ExceptionClosing {
                    outcome: *outcome,
                    words: words.clone(),
                    on: *on,
                    line,
                });
            }
        }
    }

    fn remedy_mut(&mut self, id: &RemedyId) -> Option<&mut Remedy> {
        self.remedies.iter_mut().find(|one| one.id == *id)
    }

    /// It comes before another body.
    fn passed_on(&mut self, line: LineNo, entry: &Entry) {
        let Entry::ExceptionForwarded {
            to,
            why,
            asks,
            clause,
            on,
            ..
        } = entry
        else {
            return;
        };
        let next = Held {
            body: to.clone(),
            since: *on,
            asks: asks.clone(),
            why: Some(why.clone()),
            clause: clause.clone(),
            line,
        };
        self.before.push(std::mem::replace(&mut self.at, next));
    }

    /// A body gave a steer.
    fn steered(&mut self, line: LineNo, entry: &Entry) {
        let Entry::SteerGiven {
            body,
            meeting,
            item,
            decision,
            words,
            ..
        } = entry
        else {
            return;
        };
        self.steers.push(Steer {
            body: body.clone(),
            meeting: meeting.clone(),
            item: *item,
            decision: decision.clone(),
            words: words.clone(),
            line,
        });
    }

    /// Something is to be done.
    fn remedy_set(&mut self, line: LineNo, entry: &Entry) {
        let Entry::RemedySet {
            remedy,
            what,
            owner,
            person,
            due,
            on,
            ..
        } = entry
        else {
            return;
        };
        self.remedies.push(Remedy {
            id: remedy.clone(),
            what: what.clone(),
            owner: owner.clone(),
            person: *person,
            due: *due,
            on: *on,
            reports: Vec::new(),
            finished: None,
            line,
        });
    }

    /// The body before which it stands.
    pub fn body(&self) -> &BodyId {
        &self.at.body
    }

    /// Every place where it stood, in order.
    pub fn stood(&self) -> impl Iterator<Item = &Held> {
        self.before.iter().chain([&self.at])
    }

    /// Whether it is not closed.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether the body before which it stands was asked for a steer and has given none since.
    pub fn awaits_steer(&self) -> bool {
        let given = |steer: &Steer| steer.body == self.at.body && steer.line > self.at.line;
        self.is_open() && self.at.asks.is_some() && !self.steers.iter().any(given)
    }

    /// What is still to be done about it.
    pub fn to_do(&self) -> impl Iterator<Item = &Remedy> {
        let open = self.is_open();
        let remedies = self.remedies.iter();
        remedies.filter(move |remedy| open && remedy.finished.is_none())
    }

    /// Its whole way, in the order of the book.
    pub fn way(&self) -> Vec<Step<'_>> {
        let mut way: Vec<Step<'_>> = self.stood().map(Step::Came).collect();
        way.extend(self.reports.iter().map(Step::Reported));
        way.extend(self.support.iter().map(Step::Supported));
        way.extend(self.steers.iter().map(Step::Steered));
        for remedy in &self.remedies {
            way.push(Step::Set(remedy));
            let reports = remedy.reports.iter();
            way.extend(reports.map(|report| Step::RemedyReported(remedy, report)));
            let end = remedy.finished.iter();
            way.extend(end.map(|end| Step::Finished(remedy, end)));
        }
        way.extend(self.closed.iter().map(Step::Closed));
        way.sort_by_key(|step| step.line());
        way
    }
}

fn spoken(line: LineNo, minute: &Minute, words: &Prose, on: Date) -> Spoken {
    Spoken {
        words: words.clone(),
        by: minute.by.clone(),
        on,
        line,
    }
}

impl Remedy {
    /// Whether its day has passed and it is still to be done.
    pub fn overdue(&self, today: Date) -> bool {
        self.finished.is_none() && self.due < today
    }
}
