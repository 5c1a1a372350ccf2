//! Refusals that the acts on an exception share.

use jiff::civil::Date;

use super::{Exception, Exceptions, Remedy};
use crate::{
    Record,
    act::{Advice, Answerer, Refusal},
    id::{ExceptionId, PartnerId, RemedyId},
    say_day,
};

/// The exception, or who is named in it, is not there or not at the right point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// No such exception.
    #[error("there is no exception {0}")]
    NoSuchException(ExceptionId),
    /// It is closed.
    #[error("{} was closed on {}", .0, say_day(*.1))]
    Closed(ExceptionId, Date),
    /// No such remedial action.
    #[error("there is no remedial action {0}")]
    NoSuchRemedy(RemedyId),
    /// It is finished.
    #[error("the remedial action {} was finished on {}", .0, say_day(*.1))]
    Finished(RemedyId, Date),
    /// No such partner.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
}

impl Exceptions {
    /// An exception that is not closed.
    pub(super) fn find_open(&self, id: &ExceptionId) -> Result<&Exception, Unfit> {
        let exception = self.get(id);
        let exception = exception.ok_or_else(|| Unfit::NoSuchException(id.clone()))?;
        match &exception.closed {
            Some(closed) => Err(Unfit::Closed(id.clone(), closed.on)),
            None => Ok(exception),
        }
    }

    /// A remedial action that is not finished, of an exception that is not closed.
    pub(super) fn find_remedy(&self, id: &RemedyId) -> Result<(&Exception, &Remedy), Unfit> {
        let (exception, remedy) = self
            .remedy(id)
            .ok_or_else(|| Unfit::NoSuchRemedy(id.clone()))?;
        if let Some(end) = &remedy.finished {
            return Err(Unfit::Finished(id.clone(), end.on));
        }
        self.find_open(&exception.id)?;
        Ok((exception, remedy))
    }
}

/// Those who answer for an exception.
pub(super) fn lead_of(record: &Record, id: &ExceptionId) -> Option<Vec<Answerer>> {
    let exception = record.exceptions.get(id)?;
    let lead = Answerer::of(&exception.owner, exception.person);
    Some(vec![lead])
}

/// Those who are to do a remedial action, or answer for its exception.
pub(super) fn lead_of_remedy(record: &Record, id: &RemedyId) -> Option<Vec<Answerer>> {
    let (exception, remedy) = record.exceptions.remedy(id)?;
    Some(vec![
        Answerer::of(&remedy.owner, remedy.person),
        Answerer::of(&exception.owner, exception.person),
    ])
}

/// Whether the arrangements in force know a partner.
pub(super) fn known(record: &Record, partner: &PartnerId, today: Date) -> Result<(), Unfit> {
    let adoption = record.structure.in_force(today);
    adoption
        .and_then(|adoption| adoption.arrangements.partner(partner))
        .map(|_| ())
        .ok_or_else(|| Unfit::NoSuchPartner(partner.clone()))
}

impl Refusal for Unfit {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchException(_) => Advice::new(
                "exceptions/no-such-exception",
                "exception",
                "Choose one from the list of exceptions.",
            ),
            Self::Closed(..) => Advice::new(
                "exceptions/closed",
                "",
                "Raise it anew if it came up again.",
            ),
            Self::NoSuchRemedy(_) => Advice::new(
                "exceptions/no-such-remedy",
                "remedy",
                "Choose one from the page of the exception.",
            ),
            Self::Finished(..) => Advice::new(
                "exceptions/remedy-finished",
                "remedy",
                "Set another remedial action if more is to be done.",
            ),
            Self::NoSuchPartner(_) => Advice::new(
                "exceptions/no-such-partner",
                "owner",
                "Choose an organisation or body of the arrangements in force.",
            ),
        }
    }
}
