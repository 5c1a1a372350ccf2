//! Reporting how an exception stands, by those who answer for it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unfit, unfit};
use crate::{
    Minute, Record,
    act::{Act, Answerer, Authority, Subject},
    id::ExceptionId,
    prose::{Prose, Words},
};

/// Reports how an exception stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportException {
    /// The exception.
    pub exception: ExceptionId,
    /// How it stands.
    pub words: Words,
}

impl Act for ReportException {
    const NAME: &'static str = "exceptions.report";
    const SUMMARY: &'static str = "Report how an exception or log jam stands.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = Unfit;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        record.exceptions.find_open(&self.exception)?;
        Ok(vec![crate::Entry::Exceptions(Entry::ExceptionReported {
            exception: self.exception.clone(),
            words: Prose::from(&self.words),
            on: minute.date_in(&record.structure.zone()),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Exception(&self.exception))
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        unfit::lead_of(record, &self.exception)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let report = || ReportException {
            exception: id("exception-1"),
            words: Words::new("The new timetable is out.").unwrap(),
        };
        let raised = || Book::three_rivers().after(raise_exception("learning", None));
        rules([
            (
                Book::three_rivers(),
                report(),
                Err(Unfit::NoSuchException(id("exception-1"))),
            ),
            (raised(), report(), Ok(())),
            (
                raised().after(close_exception("exception-1")),
                report(),
                Err(Unfit::Closed(id("exception-1"), date("2007-01-02"))),
            ),
        ]);
    }
}
