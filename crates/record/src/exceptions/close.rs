//! Closing an exception: what was wrong is put right, or is taken as it is. What was to be done about it
//! has to be finished or given up first, so that nothing is lost sight of.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, ExceptionOutcome, Unfit, again};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ExceptionId, RemedyId},
    prose::{Prose, Words},
};

/// Closes an exception or log jam.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseException {
    /// The exception.
    pub exception: ExceptionId,
    /// How it ended.
    pub outcome: ExceptionOutcome,
    /// What came of it.
    pub words: Words,
}

/// Why an exception is not closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseExceptionRefused {
    /// It is not there, or closed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// Something is still to be done.
    #[error("the remedial action {0} is not finished")]
    StillToDo(RemedyId),
}

use CloseExceptionRefused::StillToDo;

impl Act for CloseException {
    const NAME: &'static str = "exceptions.close";
    const SUMMARY: &'static str = "Close an exception or log jam, with what came of it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CloseExceptionRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let exception = record.exceptions.find_open(&self.exception)?;
        if let Some(remedy) = exception.to_do().next() {
            return Err(StillToDo(remedy.id.clone()));
        }
        let mut entries = vec![crate::Entry::Exceptions(Entry::ExceptionClosed {
            exception: self.exception.clone(),
            outcome: self.outcome,
            words: Prose::from(&self.words),
            on: minute.date_in(&record.structure.zone()),
        })];
        entries.extend(again::take_off(record, exception, &self.words));
        Ok(entries)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Exception(&self.exception))
    }
}

impl Refusal for CloseExceptionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfit(unfit) => unfit.advice(),
            StillToDo(_) => Advice::new(
                "exceptions/still-to-do",
                "exception",
                "Record first that it was done, or that it is not to be done any more.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: PL5 at /{partnership}/exceptions/{exception}/close
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let close = || close_exception("exception-1");
        let raised = || Book::three_rivers().after(raise_exception("learning", None));
        let remedied = || raised().after(set_remedy("2007-05-31"));
        rules([
            (
                Book::three_rivers(),
                close(),
                Err(Unfit::NoSuchException(id("exception-1")).into()),
            ),
            (raised(), close(), Ok(())),
            (remedied(), close(), Err(StillToDo(id("exception-1-r1")))),
            (remedied().after(finish_remedy(true)), close(), Ok(())),
            (remedied().after(finish_remedy(false)), close(), Ok(())),
            (
                raised().after(close()),
                close(),
                Err(Unfit::Closed(id("exception-1"), date("2007-01-02")).into()),
            ),
        ]);
    }
}
