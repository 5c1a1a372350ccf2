//! Making an agreement: for how long, and in which blocks (G07).
//!
//! What it wants to come true is set afterwards, outcome by outcome; each later refresh is a version of
//! its own.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Block, Entry,
    known::{Looking, Unplanned, twice},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{AgreementId, BlockId, DecisionId},
    prose::Title,
    say_day,
    structure::{Undecided, decided_on},
};

/// Makes an agreement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeAgreement {
    /// Its name, such as `laa-2007`.
    pub agreement: AgreementId,
    /// What it is called.
    pub title: Title,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The decision that made it.
    pub decided_by: Option<DecisionId>,
}

/// Why an agreement is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeAgreementRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// The decision cannot be relied on.
    #[error(transparent)]
    Undecided(#[from] Undecided),
    /// There is one of that name.
    #[error("there is an agreement {0} already")]
    AlreadyMade(AgreementId),
    /// It is over before it begins.
    #[error("it would end on {}, before it begins on {}", say_day(*.0), say_day(*.1))]
    EndsBeforeItBegins(Date, Date),
    /// It has no block.
    #[error("an agreement needs a block for its outcomes")]
    NoBlock,
    /// Two blocks have one name.
    #[error("two blocks are called {0}")]
    BlockTwice(BlockId),
}

use MakeAgreementRefused::*;

/// That blocks can be those of an agreement: there are some, each once, of themes that there are.
pub(super) fn sound(looking: &Looking<'_>, blocks: &[Block]) -> Result<(), MakeAgreementRefused> {
    if blocks.is_empty() {
        return Err(NoBlock);
    }
    let ids: Vec<_> = blocks.iter().map(|block| &block.id).collect();
    if let Some(id) = twice(&ids) {
        return Err(BlockTwice((*id).clone()));
    }
    let mut themes = blocks.iter().flat_map(|block| &block.themes);
    themes.try_for_each(|theme| looking.theme(theme))?;
    Ok(())
}

impl Act for MakeAgreement {
    const NAME: &'static str = "plan.make-agreement";
    const SUMMARY: &'static str = "Make an agreement, with its blocks.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = MakeAgreementRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        if record.plan.agreement(&self.agreement).is_some() {
            return Err(AlreadyMade(self.agreement.clone()));
        }
        if self.until < self.from {
            return Err(EndsBeforeItBegins(self.until, self.from));
        }
        sound(&looking, &self.blocks)?;
        if let Some(decision) = &self.decided_by {
            decided_on(record, decision, None)?;
        }
        Ok(vec![crate::Entry::Plan(Entry::AgreementMade {
            agreement: self.agreement.clone(),
            title: self.title.clone(),
            from: self.from,
            until: self.until,
            blocks: self.blocks.clone(),
            decided_by: self.decided_by.clone(),
        })])
    }
}

impl Refusal for MakeAgreementRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice().about("blocks"),
            Undecided(undecided) => undecided.advice(),
            AlreadyMade(_) => Advice::new(
                "plan/already-made",
                "agreement",
                "Refresh that one, or choose another name.",
            ),
            EndsBeforeItBegins(..) => Advice::new(
                "plan/ends-before-it-begins",
                "until",
                "Correct one of the two days.",
            ),
            NoBlock => Advice::new(
                "plan/no-block",
                "blocks",
                "Name at least one; a single block can hold all themes.",
            ),
            BlockTwice(_) => Advice::new(
                "plan/block-twice",
                "blocks",
                "Give one of them another short name.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: PL2 at /{partnership}/plan/agreement
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut MakeAgreement)| {
            let mut asked = make_agreement();
            change(&mut asked);
            asked
        };
        rules([
            (planned(), make_agreement(), Ok(())),
            (
                planned().after(make_agreement()),
                make_agreement(),
                Err(AlreadyMade(id("laa"))),
            ),
            (
                Book::new(),
                make_agreement(),
                Err(Unplanned(super::super::Unplanned::NoArrangements)),
            ),
            (
                planned(),
                with(|it| it.until = date("2007-03-31")),
                Err(EndsBeforeItBegins(date("2007-03-31"), date("2007-04-01"))),
            ),
            (planned(), with(|it| it.blocks.clear()), Err(NoBlock)),
            (
                planned(),
                with(|it| it.blocks.push(it.blocks[0].clone())),
                Err(BlockTwice(id("a"))),
            ),
            (
                planned(),
                with(|it| it.blocks[0].themes.push(id("mars"))),
                Err(Unplanned(super::super::Unplanned::NoSuchTheme(id("mars")))),
            ),
        ]);
    }
}
