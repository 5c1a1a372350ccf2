//! Whether the book holds a decision that an act relies on: it is there, it was agreed, and the body
//! that it is said to be of took it.

use jiff::civil::Date;

use crate::{
    Record,
    act::Advice,
    id::{BodyId, DecisionId},
};

/// Why a decision cannot be relied on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undecided {
    /// No such decision.
    #[error("there is no decision {0} in the book")]
    NoSuchDecision(DecisionId),
    /// It was not carried, or is not taken yet.
    #[error("{0} was not agreed")]
    NotAgreed(DecisionId),
    /// Another body took it.
    #[error("{decision} is not a decision of the body {body}, which has to take this one")]
    OtherBody {
        /// The decision.
        decision: DecisionId,
        /// The body that has to decide.
        body: BodyId,
    },
}

impl Undecided {
    /// What to do about it.
    pub(crate) fn advice(&self) -> Advice {
        match self {
            Self::NoSuchDecision(_) => Advice::new(
                "structure/no-such-decision",
                "decided_by",
                "Name a decision that is in the book, or leave it out.",
            ),
            Self::NotAgreed(_) => Advice::new(
                "structure/not-agreed",
                "decided_by",
                "Name a decision that was agreed, or leave it out.",
            ),
            Self::OtherBody { .. } => Advice::new(
                "structure/decided-elsewhere",
                "decided_by",
                "Name a decision of that body, or leave it out.",
            ),
        }
    }
}

/// The day on which a decision was taken, by that body where one is given.
pub(crate) fn decided_on(
    record: &Record,
    id: &DecisionId,
    by: Option<&BodyId>,
) -> Result<Date, Undecided> {
    let none = || Undecided::NoSuchDecision(id.clone());
    let decision = record.decisions.get(id).ok_or_else(none)?;
    let meeting = record.meetings.get(&decision.meeting).ok_or_else(none)?;
    if !decision.verdict().is_some_and(|verdict| verdict.agreed()) {
        return Err(Undecided::NotAgreed(id.clone()));
    }
    match by.filter(|by| meeting.body != **by) {
        Some(body) => Err(Undecided::OtherBody {
            decision: id.clone(),
            body: body.clone(),
        }),
        None => Ok(meeting.date),
    }
}
