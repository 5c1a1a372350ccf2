//! Setting an outcome of an agreement: its block and theme, what is to come true, and who leads on it
//! (G07: actions and targets of outcomes have named leads).
//!
//! The same name again sets it anew; what it said before is kept with the version of that time.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Lead,
    known::{Looking, Unplanned},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{AgreementId, BlockId, OutcomeId, PersonId, ThemeId},
    prose::{Prose, Title, Words},
};

/// Sets an outcome, or sets it anew.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetOutcome {
    /// Its name, such as `fewer-floods`.
    pub outcome: OutcomeId,
    /// The agreement.
    pub agreement: AgreementId,
    /// Its block.
    pub block: BlockId,
    /// Its theme.
    pub theme: ThemeId,
    /// What is to come true.
    pub title: Title,
    /// More about it.
    pub says: Option<Words>,
    /// Who leads on it.
    pub lead: Lead,
}

/// Why an outcome is not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetOutcomeRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// No such block.
    #[error("the agreement {0} has no block {1}")]
    NoSuchBlock(AgreementId, BlockId),
    /// The block is of other themes.
    #[error("the block {0} does not hold the theme {1}")]
    OtherTheme(BlockId, ThemeId),
    /// Another agreement has it.
    #[error("{0} is an outcome of the agreement {1}")]
    OtherAgreement(OutcomeId, AgreementId),
}

use SetOutcomeRefused::*;

impl Act for SetOutcome {
    const NAME: &'static str = "plan.set-outcome";
    const SUMMARY: &'static str = "Set an outcome of an agreement, with who leads on it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = SetOutcomeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let agreement = record.plan.agreement(&self.agreement);
        let newest = agreement.and_then(|it| it.newest());
        let newest =
            newest.ok_or_else(|| super::Unplanned::NoSuchAgreement(self.agreement.clone()))?;
        let mut blocks = newest.blocks.iter();
        let block = blocks.find(|block| block.id == self.block);
        let block = block.ok_or_else(|| NoSuchBlock(self.agreement.clone(), self.block.clone()))?;
        looking.theme(&self.theme)?;
        if !block.themes.is_empty() && !block.themes.contains(&self.theme) {
            return Err(OtherTheme(self.block.clone(), self.theme.clone()));
        }
        let there = record.plan.outcome(&self.outcome).and_then(|it| it.now());
        if let Some(other) = there.filter(|it| it.agreement != self.agreement) {
            return Err(OtherAgreement(
                self.outcome.clone(),
                other.agreement.clone(),
            ));
        }
        looking.body(&self.lead.body)?;
        let mut partner = self.lead.partner.iter();
        partner.try_for_each(|it| looking.partner(it))?;
        Ok(vec![crate::Entry::Plan(Entry::OutcomeSet {
            outcome: self.outcome.clone(),
            agreement: self.agreement.clone(),
            block: self.block.clone(),
            theme: self.theme.clone(),
            title: self.title.clone(),
            says: self.says.as_ref().map(Prose::from),
            lead: self.lead.clone(),
        })])
    }

    fn people(&self) -> Vec<PersonId> {
        self.lead.person.into_iter().collect()
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Outcome(&self.outcome))
    }
}

impl Refusal for SetOutcomeRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            NoSuchBlock(..) => Advice::new(
                "plan/no-such-block",
                "block",
                "Choose a block of the agreement, or refresh it with another.",
            ),
            OtherTheme(..) => Advice::new(
                "plan/other-theme",
                "theme",
                "Choose a theme of the block, or another block.",
            ),
            OtherAgreement(..) => Advice::new(
                "plan/other-agreement",
                "outcome",
                "Choose another name for it.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut SetOutcome)| {
            let mut asked = set_outcome();
            change(&mut asked);
            asked
        };
        let gone = |it| Err(Unplanned(it));
        let made = || planned().after(make_agreement());
        rules([
            (made(), set_outcome(), Ok(())),
            (agreed_plan(), set_outcome(), Ok(())),
            (
                planned(),
                set_outcome(),
                gone(super::super::Unplanned::NoSuchAgreement(id("laa"))),
            ),
            (
                made(),
                with(|it| it.block = id("z")),
                Err(NoSuchBlock(id("laa"), id("z"))),
            ),
            (
                made(),
                with(|it| it.theme = id("mars")),
                gone(super::super::Unplanned::NoSuchTheme(id("mars"))),
            ),
            (
                made(),
                with(|it| it.theme = id("learning")),
                Err(OtherTheme(id("a"), id("learning"))),
            ),
            (
                made(),
                with(|it| it.lead.body = id("mars")),
                gone(super::super::Unplanned::NoSuchBody(id("mars"))),
            ),
            (
                made(),
                with(|it| it.lead.partner = Some(id("mars"))),
                gone(super::super::Unplanned::NoSuchPartner(id("mars"))),
            ),
            (
                agreed_plan().after(crate::plan::MakeAgreement {
                    agreement: id("other"),
                    ..make_agreement()
                }),
                with(|it| it.agreement = id("other")),
                Err(OtherAgreement(id("fewer-floods"), id("laa"))),
            ),
        ]);
    }
}
