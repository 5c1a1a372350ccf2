//! Signing a funding agreement: what a partner undertakes before it receives pooled money (G07, assurance
//! arrangements). Every undertaking of the arrangements is given, each by itself.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry,
    known::{Looking, Unfunded, a_year},
    officer::OfficerAsked,
    ticked::Unticked,
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal},
    id::PartnerId,
    meetings::PaperHash,
    plan::Period,
};

/// Records that a partner signed its funding agreement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignAgreement {
    /// The partner.
    pub partner: PartnerId,
    /// The financial year.
    pub year: Period,
    /// Who signed.
    pub by: OfficerAsked,
    /// What is undertaken: the numbers of the undertakings in the arrangements, from 1.
    pub undertakings: Vec<u16>,
    /// The signed document, where it was handed in.
    pub document: Option<PaperHash>,
    /// On which day it was signed; today when left out.
    pub on: Option<Date>,
}

/// Why an agreement is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignAgreementRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// Not everything is undertaken.
    #[error(transparent)]
    Unticked(#[from] Unticked),
}

impl Act for SignAgreement {
    const NAME: &'static str = "money.sign-agreement";
    const SUMMARY: &'static str =
        "Record that a partner signed its funding agreement, with every undertaking.";
    const AUTHORITY: Authority = Authority::AnswererFinanceOrSecretariat;
    type Refused = SignAgreementRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.partner(&self.partner)?;
        let year = a_year(self.year)?;
        looking.open(year)?;
        let asked = &looking.rules.undertaking;
        let undertakings = Unticked::all("undertakings", asked, &self.undertakings)?;
        Ok(vec![crate::Entry::Money(Entry::FundingAgreementSigned {
            partner: self.partner.clone(),
            year,
            by: self.by.officer(),
            undertakings,
            document: self.document.clone(),
            on: looking.done_on(self.on)?,
        })])
    }

    fn paper(&self) -> Option<&PaperHash> {
        self.document.as_ref()
    }

    fn answerers(&self, _record: &Record) -> Option<Vec<Answerer>> {
        Some(vec![Answerer::of(&self.partner, None)])
    }
}

impl Refusal for SignAgreementRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Self::Unticked(unticked) => unticked.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: FU6 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut SignAgreement)| {
            let mut asked = sign_agreement("health");
            change(&mut asked);
            asked
        };
        let not = |it: Unfunded| Err(it.into());
        rules([
            (funded(), with(|_| ()), Ok(())),
            (
                funded(),
                with(|it| it.undertakings = vec![1, 2, 4]),
                Err(Unticked::Missing {
                    field: "undertakings",
                    missing: vec![3],
                    clause: Some("Assurance".to_owned()),
                }
                .into()),
            ),
            (
                funded(),
                with(|it| it.undertakings.push(9)),
                Err(Unticked::Unknown {
                    field: "undertakings",
                    number: 9,
                    most: 4,
                }
                .into()),
            ),
            (
                funded(),
                with(|it| it.partner = id("mars")),
                not(Unfunded::NoSuchPartner(id("mars"))),
            ),
            (
                funded(),
                with(|it| it.year = period("2007-08-q1")),
                not(Unfunded::NotAYear(period("2007-08-q1"))),
            ),
            (
                funded(),
                with(|it| it.on = Some(date("2007-12-31"))),
                not(Unfunded::ToCome(date("2007-12-31"))),
            ),
        ]);
    }
}
