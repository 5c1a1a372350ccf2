//! Supporting those who are responsible: what a partner does to help loosen a log jam (S08), or to put an
//! exception right.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unfit, unfit};
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal, Subject},
    id::{ExceptionId, PartnerId},
    prose::{Prose, Words},
};

/// Records how a partner supports those who are responsible.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveSupport {
    /// The exception or log jam.
    pub exception: ExceptionId,
    /// The partner that supports: an organisation or body.
    pub partner: PartnerId,
    /// What it does.
    pub words: Words,
}

/// Why support is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct GiveSupportRefused(#[from] pub Unfit);

impl Act for GiveSupport {
    const NAME: &'static str = "exceptions.give-support";
    const SUMMARY: &'static str =
        "Record how a partner supports those who are responsible for an exception or log jam.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = GiveSupportRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        record.exceptions.find_open(&self.exception)?;
        unfit::known(record, &self.partner, today)?;
        Ok(vec![crate::Entry::Exceptions(Entry::SupportGiven {
            exception: self.exception.clone(),
            partner: self.partner.clone(),
            words: Prose::from(&self.words),
            on: today,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Exception(&self.exception))
    }

    fn answerers(&self, _: &Record) -> Option<Vec<Answerer>> {
        Some(vec![Answerer::of(&self.partner, None)])
    }
}

impl Refusal for GiveSupportRefused {
    fn advice(&self) -> Advice {
        match &self.0 {
            Unfit::NoSuchPartner(_) => self.0.advice().about("partner"),
            other => other.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let support = |partner: &str| GiveSupport {
            exception: id("exception-1"),
            partner: id(partner),
            words: Words::new("Two nurses help for a month.").unwrap(),
        };
        let raised = || Book::three_rivers().after(raise_exception("learning", None));
        let refused = |unfit| Err(GiveSupportRefused(unfit));
        rules([
            (
                Book::three_rivers(),
                support("health"),
                refused(Unfit::NoSuchException(id("exception-1"))),
            ),
            (raised(), support("health"), Ok(())),
            (raised(), support("executive"), Ok(())),
            (
                raised(),
                support("mars"),
                refused(Unfit::NoSuchPartner(id("mars"))),
            ),
            (
                raised().after(close_exception("exception-1")),
                support("health"),
                refused(Unfit::Closed(id("exception-1"), date("2007-01-02"))),
            ),
        ]);
    }
}
