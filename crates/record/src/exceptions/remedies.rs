//! Remedial actions: what is to be done about an exception, by whom and by when; how it stands; and that
//! it was done, or is not to be done any more.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unfit, unfit};
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal, Subject},
    id::{ExceptionId, PartnerId, PersonId, RemedyId},
    prose::{Prose, Words},
    say_day,
};

/// Sets what is to be done about an exception.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRemedy {
    /// The exception.
    pub exception: ExceptionId,
    /// What is to be done.
    pub what: Words,
    /// The partner that does it: an organisation or body.
    pub owner: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// By when.
    pub due: Date,
}

/// Why a remedial action is not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetRemedyRefused {
    /// The exception is not there, or closed; or the partner is not known.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The day has passed.
    #[error("{} has passed", say_day(*.0))]
    Past(Date),
}

impl Act for SetRemedy {
    const NAME: &'static str = "exceptions.set-remedy";
    const SUMMARY: &'static str = "Set what is to be done about an exception, by whom and by when.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = SetRemedyRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let exception = record.exceptions.find_open(&self.exception)?;
        unfit::known(record, &self.owner, today)?;
        if self.due < today {
            return Err(SetRemedyRefused::Past(self.due));
        }
        Ok(vec![crate::Entry::Exceptions(Entry::RemedySet {
            exception: self.exception.clone(),
            remedy: RemedyId::of(&self.exception, exception.remedies.len() + 1),
            what: Prose::from(&self.what),
            owner: self.owner.clone(),
            person: self.person,
            due: self.due,
            on: today,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Exception(&self.exception))
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        unfit::lead_of(record, &self.exception)
    }
}

impl Refusal for SetRemedyRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfit(unfit) => unfit.advice(),
            Self::Past(_) => Advice::new(
                "exceptions/day-has-passed",
                "due",
                "Choose today or a later day.",
            ),
        }
    }
}

/// Reports how a remedial action stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRemedy {
    /// The remedial action.
    pub remedy: RemedyId,
    /// How it stands.
    pub words: Words,
}

impl Act for ReportRemedy {
    const NAME: &'static str = "exceptions.report-remedy";
    const SUMMARY: &'static str = "Report how a remedial action stands.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = Unfit;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let (exception, _) = record.exceptions.find_remedy(&self.remedy)?;
        Ok(vec![crate::Entry::Exceptions(Entry::RemedyReported {
            exception: exception.id.clone(),
            remedy: self.remedy.clone(),
            words: Prose::from(&self.words),
            on: minute.date_in(&record.structure.zone()),
        })])
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        unfit::lead_of_remedy(record, &self.remedy)
    }
}

/// Records that a remedial action was done, or is not to be done any more.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishRemedy {
    /// The remedial action.
    pub remedy: RemedyId,
    /// Whether it was done; otherwise it is given up.
    pub done: bool,
    /// What came of it, or why it is given up.
    pub words: Words,
}

impl Act for FinishRemedy {
    const NAME: &'static str = "exceptions.finish-remedy";
    const SUMMARY: &'static str =
        "Record that a remedial action was done, or is not to be done any more.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = Unfit;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let (exception, _) = record.exceptions.find_remedy(&self.remedy)?;
        Ok(vec![crate::Entry::Exceptions(Entry::RemedyFinished {
            exception: exception.id.clone(),
            remedy: self.remedy.clone(),
            done: self.done,
            words: Prose::from(&self.words),
            on: minute.date_in(&record.structure.zone()),
        })])
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        unfit::lead_of_remedy(record, &self.remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn raised() -> Book {
        Book::three_rivers().after(raise_exception("learning", None))
    }

    #[test]
    fn what_is_to_be_done_has_an_owner_and_a_day_that_has_not_passed() {
        let unfit = |unfit: Unfit| Err(SetRemedyRefused::Unfit(unfit));
        rules([
            (
                Book::three_rivers(),
                set_remedy("2007-05-31"),
                unfit(Unfit::NoSuchException(id("exception-1"))),
            ),
            (raised(), set_remedy("2007-05-31"), Ok(())),
            (raised(), set_remedy("2007-01-02"), Ok(())),
            (
                raised(),
                set_remedy("2007-01-01"),
                Err(SetRemedyRefused::Past(date("2007-01-01"))),
            ),
            (
                raised(),
                SetRemedy {
                    owner: id("mars"),
                    ..set_remedy("2007-05-31")
                },
                unfit(Unfit::NoSuchPartner(id("mars"))),
            ),
            (
                raised().after(close_exception("exception-1")),
                set_remedy("2007-05-31"),
                unfit(Unfit::Closed(id("exception-1"), date("2007-01-02"))),
            ),
        ]);
    }

    #[test]
    fn it_is_reported_on_until_it_is_finished() {
        let report = || ReportRemedy {
            remedy: id("exception-1-r1"),
            words: Words::new("Half is done.").unwrap(),
        };
        let set = || raised().after(set_remedy("2007-05-31"));
        let missing = Unfit::NoSuchRemedy(id("exception-1-r1"));
        let over = Unfit::Finished(id("exception-1-r1"), date("2007-01-02"));
        rules([
            (raised(), report(), Err(missing.clone())),
            (set(), report(), Ok(())),
            (
                set().after(finish_remedy(true)),
                report(),
                Err(over.clone()),
            ),
        ]);
        rules([
            (raised(), finish_remedy(true), Err(missing)),
            (set().after(report()), finish_remedy(true), Ok(())),
            (set(), finish_remedy(false), Ok(())),
            (
                set().after(finish_remedy(false)),
                finish_remedy(true),
                Err(over),
            ),
        ]);
    }

    #[test]
    fn it_is_overdue_the_day_after_until_it_is_finished() {
        let overdue = |book: &Book, today: &str| {
            let found = book.record.exceptions.remedy(&id("exception-1-r1"));
            found.unwrap().1.overdue(date(today))
        };
        let set = raised().after(set_remedy("2007-05-31"));
        assert!(!overdue(&set, "2007-05-31"));
        assert!(overdue(&set, "2007-06-01"));
        assert!(!overdue(&set.after(finish_remedy(true)), "2007-06-01"));
    }
}
