//! Exceptions: what is off track or held up, and what is done about it (G07, protocols 5; W10, 3).
//!
//! One is raised by hand, or by rule when figures come in. It stands before a body, is passed on the way
//! that the arrangements say, gets a steer from a meeting, is remedied by actions with an owner and a day,
//! and is closed. While it is open it puts itself on the next agenda of the body where it stands. A log
//! jam (S08) is an exception about a theme in a district: partners support those who are responsible.
//! What the figures are is in `plan`; that an exception may be raised at all, in the arrangements.

mod about;
mod again;
mod by_rule;
mod close;
mod exception;
mod forward;
mod give_steer;
mod give_support;
mod raise;
mod remedies;
mod report;
mod route;
mod unfit;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use about::{About, Sort};
pub(crate) use again::still_open;
pub(crate) use by_rule::raised_by;
pub use close::{CloseException, CloseExceptionRefused};
pub use exception::{
    Exception, ExceptionClosing, ExceptionOutcome, Held, Remedy, RemedyDone, Spoken, Steer, Step,
    Support,
};
pub use forward::{ForwardException, ForwardExceptionRefused};
pub use give_steer::{GiveSteer, GiveSteerRefused};
pub use give_support::{GiveSupport, GiveSupportRefused};
pub use raise::{RaiseException, RaiseExceptionRefused};
pub use remedies::{FinishRemedy, ReportRemedy, SetRemedy, SetRemedyRefused};
pub use report::ReportException;
pub use route::{Onward, next_on_route};
pub use unfit::Unfit;

use crate::{
    LineNo, Minute,
    act::ActKind,
    id::{
        BodyId, DecisionId, ExceptionId, ItemNo, MeetingId, PartnerId, PersonId, RemedyId, SeatId,
    },
    prose::{Prose, Title},
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<RaiseException>(),
        ActKind::of::<ReportException>(),
        ActKind::of::<GiveSupport>(),
        ActKind::of::<ForwardException>(),
        ActKind::of::<GiveSteer>(),
        ActKind::of::<SetRemedy>(),
        ActKind::of::<ReportRemedy>(),
        ActKind::of::<FinishRemedy>(),
        ActKind::of::<CloseException>(),
    ]
}

/// That a rule of the arrangements raised an exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByRule {
    /// For how many periods it was so.
    pub periods: u16,
    /// The clause of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// Of exceptions and log jams.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// An exception was raised.
    ExceptionRaised {
        /// Its name.
        exception: ExceptionId,
        /// What it is about.
        about: About,
        /// What it is called.
        title: Title,
        /// What is wrong, and why.
        why: Prose,
        /// The help or steer that is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asks: Option<Prose>,
        /// The partner that answers for it.
        owner: PartnerId,
        /// The person, where one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// The body before which it stands first.
        body: BodyId,
        /// The seat that raised it, where one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// The rule that raised it, where one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<ByRule>,
        /// On which day.
        on: Date,
    },
    /// Those who answer for it told how it stands.
    ExceptionReported {
        /// The exception.
        exception: ExceptionId,
        /// How it stands.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// A partner said how it supports those who are responsible.
    SupportGiven {
        /// The exception.
        exception: ExceptionId,
        /// The partner.
        partner: PartnerId,
        /// What it does.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// It was passed on to another body.
    ExceptionForwarded {
        /// The exception.
        exception: ExceptionId,
        /// From which body.
        from: BodyId,
        /// To which.
        to: BodyId,
        /// Why.
        why: Prose,
        /// What is asked of that body.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asks: Option<Prose>,
        /// The clause that says that it goes there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clause: Option<String>,
        /// On which day.
        on: Date,
    },
    /// A body gave a steer at a meeting.
    SteerGiven {
        /// The exception.
        exception: ExceptionId,
        /// The body.
        body: BodyId,
        /// The meeting.
        meeting: MeetingId,
        /// The item under which it was given.
        item: ItemNo,
        /// The decision, where one was taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<DecisionId>,
        /// What was said.
        words: Prose,
    },
    /// Something is to be done about it.
    RemedySet {
        /// The exception.
        exception: ExceptionId,
        /// The name of what is to be done.
        remedy: RemedyId,
        /// What it is.
        what: Prose,
        /// The partner that does it.
        owner: PartnerId,
        /// The person, where one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// By when.
        due: Date,
        /// On which day it was agreed.
        on: Date,
    },
    /// Those who are to do it told how it stands.
    RemedyReported {
        /// The exception.
        exception: ExceptionId,
        /// What is to be done.
        remedy: RemedyId,
        /// How it stands.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// It was done, or is not to be done any more.
    RemedyFinished {
        /// The exception.
        exception: ExceptionId,
        /// What was to be done.
        remedy: RemedyId,
        /// Whether it was done.
        done: bool,
        /// What came of it.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// An exception was closed.
    ExceptionClosed {
        /// The exception.
        exception: ExceptionId,
        /// How it ended.
        outcome: ExceptionOutcome,
        /// What came of it.
        words: Prose,
        /// On which day.
        on: Date,
    },
}

impl Entry {
    /// The exception that it speaks of.
    pub fn exception(&self) -> &ExceptionId {
        match self {
            Self::ExceptionRaised { exception, .. }
            | Self::ExceptionReported { exception, .. }
            | Self::SupportGiven { exception, .. }
            | Self::ExceptionForwarded { exception, .. }
            | Self::SteerGiven { exception, .. }
            | Self::RemedySet { exception, .. }
            | Self::RemedyReported { exception, .. }
            | Self::RemedyFinished { exception, .. }
            | Self::ExceptionClosed { exception, .. } => exception,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::ExceptionRaised { why, asks, .. }
            | Self::ExceptionForwarded { why, asks, .. } => {
                std::iter::once(why).chain(asks).collect()
            }
            Self::ExceptionReported { words, .. }
            | Self::SupportGiven { words, .. }
            | Self::SteerGiven { words, .. }
            | Self::RemedySet { what: words, .. }
            | Self::RemedyReported { words, .. }
            | Self::RemedyFinished { words, .. }
            | Self::ExceptionClosed { words, .. } => vec![words],
        }
    }
}

/// Every exception, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Exceptions {
    exceptions: OrdMap<ExceptionId, Arc<Exception>>,
    in_order: OrdMap<LineNo, ExceptionId>,
    open: OrdSet<LineNo>,
}

impl Exceptions {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        if let Some(raised) = Exception::raised(entry, line, minute) {
            self.in_order.insert(line, raised.id.clone());
            self.open.insert(line);
            self.exceptions.insert(raised.id.clone(), Arc::new(raised));
            return;
        }
        let Some(exception) = self.exceptions.get_mut(entry.exception()) else {
            return;
        };
        let exception = Arc::make_mut(exception);
        exception.apply(line, minute, entry);
        if exception.closed.is_some() {
            self.open.remove(&exception.line);
        }
    }

    /// The exception of that name.
    pub fn get(&self, id: &ExceptionId) -> Option<&Exception> {
        self.exceptions.get(id).map(|exception| &**exception)
    }

    /// Every exception, in the order in which they were raised.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Exception> {
        self.in_order.values().filter_map(|id| self.get(id))
    }

    /// Those that are not closed, in the order in which they were raised.
    pub fn open(&self) -> impl DoubleEndedIterator<Item = &Exception> {
        let open = self.open.iter();
        open.filter_map(|line| self.get(self.in_order.get(line)?))
    }

    /// The remedial action of that name, with its exception.
    pub fn remedy(&self, id: &RemedyId) -> Option<(&Exception, &Remedy)> {
        let (exception, _) = id.as_str().rsplit_once("-r")?;
        let exception = self.get(&ExceptionId::new(exception).ok()?)?;
        let remedy = exception.remedies.iter().find(|remedy| remedy.id == *id)?;
        Some((exception, remedy))
    }

    /// The name for one more after so many `others` that are raised with it.
    fn next_id(&self, others: usize) -> ExceptionId {
        ExceptionId::of(self.in_order.len() + 1 + others)
    }
}
