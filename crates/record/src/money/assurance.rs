//! Assurance statements: a partner's for a year, judged by the accountable body, and the accountable body's
//! own to whoever gave the money (G07, assurance arrangements).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    AssuranceOffice, Entry,
    known::{Looking, Unfunded, a_year},
};
use crate::{
    LineNo, Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal},
    id::PartnerId,
    meetings::PaperHash,
    plan::Period,
    prose::{Prose, Title, Words},
};

/// Records an assurance statement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveAssurance {
    /// The partner that gives it.
    pub partner: PartnerId,
    /// For which financial year.
    pub year: Period,
    /// The name of whoever signed.
    pub by: Title,
    /// In which office.
    pub office: AssuranceOffice,
    /// What it says.
    pub words: Words,
    /// The signed document, where it was handed in.
    pub document: Option<PaperHash>,
    /// To whom the accountable body gives it, such as the Government Office; left out for a partner's.
    pub to: Option<Title>,
}

/// Judges a partner's assurance statement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgeAssurance {
    /// The partner.
    pub partner: PartnerId,
    /// The financial year.
    pub year: Period,
    /// Whether it will do.
    pub satisfactory: bool,
    /// Why.
    pub why: Words,
}

/// Why an assurance statement is not taken, or not judged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssuranceRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// The one there is will do.
    #[error("the assurance statement of {0} for {1} is satisfactory already, as line {2} says")]
    Satisfactory(PartnerId, Period, LineNo),
    /// Only the accountable body assures the giver.
    #[error("only the accountable body, {0}, assures whoever gave the money")]
    NotAccountable(PartnerId, Option<String>),
    /// Nothing to judge.
    #[error("{0} gave no assurance statement for {1}")]
    NoneGiven(PartnerId, Period),
    /// It is judged.
    #[error("it was judged already, as line {0} says")]
    Judged(LineNo),
}

use AssuranceRefused::{Judged, NoneGiven, NotAccountable, Satisfactory};

impl Act for GiveAssurance {
    const NAME: &'static str = "money.give-assurance";
    const SUMMARY: &'static str = "Record an assurance statement for a financial year.";
    const AUTHORITY: Authority = Authority::AnswererFinanceOrSecretariat;
    type Refused = AssuranceRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.partner(&self.partner)?;
        let year = a_year(self.year)?;
        let given = looking.money.assurance(&self.partner, year);
        match (&self.to, given.and_then(|it| it.judged.as_ref())) {
            (Some(_), _) => {
                let accountable = looking.accountable_body()?;
                if *accountable != self.partner {
                    let asked = looking.rules.assurance.iter();
                    let clause = asked.clone().find_map(|it| it.clause.clone());
                    return Err(NotAccountable(accountable.clone(), clause));
                }
            }
            (None, Some(judged)) if judged.satisfactory => {
                return Err(Satisfactory(self.partner.clone(), year, judged.line));
            }
            (None, _) => {}
        }
        Ok(vec![crate::Entry::Money(Entry::AssuranceGiven {
            partner: self.partner.clone(),
            year,
            by: Prose::from(&self.by),
            office: self.office,
            words: Prose::from(&self.words),
            document: self.document.clone(),
            to: self.to.clone(),
            on: looking.today,
        })])
    }

    fn paper(&self) -> Option<&PaperHash> {
        self.document.as_ref()
    }

    fn answerers(&self, _record: &Record) -> Option<Vec<Answerer>> {
        Some(vec![Answerer::of(&self.partner, None)])
    }
}

impl Act for JudgeAssurance {
    const NAME: &'static str = "money.judge-assurance";
    const SUMMARY: &'static str = "Say whether a partner's assurance statement is satisfactory.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = AssuranceRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let year = a_year(self.year)?;
        let given = looking.money.assurance(&self.partner, year);
        let given = given.ok_or_else(|| NoneGiven(self.partner.clone(), year))?;
        if let Some(judged) = &given.judged {
            return Err(Judged(judged.line));
        }
        Ok(vec![crate::Entry::Money(Entry::AssuranceJudged {
            partner: self.partner.clone(),
            year,
            satisfactory: self.satisfactory,
            why: Prose::from(&self.why),
            on: looking.today,
        })])
    }
}

impl Refusal for AssuranceRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Satisfactory(..) => Advice::new(
                "money/assured-already",
                "partner",
                "Nothing more is needed for that year.",
            ),
            NotAccountable(_, clause) => Advice::new(
                "money/not-accountable",
                "partner",
                "Leave out to whom it is given, or choose the accountable body.",
            )
            .by(clause.as_deref()),
            NoneGiven(..) => Advice::new(
                "money/no-assurance",
                "partner",
                "Have the statement recorded first.",
            ),
            Judged(_) => Advice::new(
                "money/judged-already",
                "partner",
                "Have another statement recorded first.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: FU7 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let year = || period("2007-08");
        let to_giver = |partner: &str| GiveAssurance {
            to: Some(title("The Government Office")),
            ..give_assurance(partner)
        };
        let given = || funded().after(give_assurance("health"));
        let judged = |satisfactory| given().after(judge_assurance("health", satisfactory));
        rules([
            (funded(), give_assurance("health"), Ok(())),
            (given(), give_assurance("health"), Ok(())),
            (judged(false), give_assurance("health"), Ok(())),
            (
                judged(true),
                give_assurance("health"),
                Err(Satisfactory(id("health"), year(), judged(true).record.last)),
            ),
            (funded(), to_giver("council"), Ok(())),
            (
                funded(),
                to_giver("health"),
                Err(NotAccountable(id("council"), Some("Assurance".to_owned()))),
            ),
            (
                funded(),
                give_assurance("mars"),
                Err(Unfunded::NoSuchPartner(id("mars")).into()),
            ),
        ]);
        rules([
            (given(), judge_assurance("health", true), Ok(())),
            (
                funded(),
                judge_assurance("health", true),
                Err(NoneGiven(id("health"), year())),
            ),
            (
                judged(false),
                judge_assurance("health", true),
                Err(Judged(judged(false).record.last)),
            ),
            // What the accountable body tells the giver is not for itself to judge.
            (
                funded().after(to_giver("council")),
                judge_assurance("council", true),
                Err(NoneGiven(id("council"), year())),
            ),
        ]);
    }
}
