//! Refreshing an agreement: what follows is written into a new version; the version before stays as it
//! was, and can be looked at (G07: outcomes are refreshed each year through negotiation).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Block, Entry, known::Looking, make_agreement::sound};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{AgreementId, BlockId, DecisionId},
    plan::{MakeAgreementRefused, Unplanned},
    prose::{Prose, Words},
    say_day,
    structure::{Undecided, decided_on},
};

/// Begins a new version of an agreement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshAgreement {
    /// The agreement.
    pub agreement: AgreementId,
    /// From when the version holds.
    pub from: Date,
    /// Its last day, where that changes.
    pub until: Option<Date>,
    /// Its blocks, where they change.
    pub blocks: Option<Vec<Block>>,
    /// Why it is refreshed.
    pub why: Words,
    /// The decision that refreshed it.
    pub decided_by: Option<DecisionId>,
}

/// Why an agreement is not refreshed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefreshAgreementRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// The decision cannot be relied on.
    #[error(transparent)]
    Undecided(#[from] Undecided),
    /// The blocks cannot be those of an agreement.
    #[error(transparent)]
    Blocks(MakeAgreementRefused),
    /// Not after the version before.
    #[error("version {} holds from {}, and the next has to begin later", .0, say_day(*.1))]
    NotLater(u16, Date),
    /// It is over by then.
    #[error("the agreement ends on {}", say_day(*.0))]
    OverByThen(Date),
    /// A block with outcomes would be gone.
    #[error("the block {0} still has outcomes")]
    BlockInUse(BlockId),
}

use RefreshAgreementRefused::*;

impl Act for RefreshAgreement {
    const NAME: &'static str = "plan.refresh-agreement";
    const SUMMARY: &'static str = "Begin a new version of an agreement; the one before is kept.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = RefreshAgreementRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let agreement = record.plan.agreement(&self.agreement);
        let newest = agreement.and_then(|it| it.newest());
        let newest =
            newest.ok_or_else(|| super::Unplanned::NoSuchAgreement(self.agreement.clone()))?;
        if self.from <= newest.from {
            return Err(NotLater(newest.number, newest.from));
        }
        let until = self.until.unwrap_or(newest.until);
        if until < self.from {
            return Err(OverByThen(until));
        }
        if let Some(blocks) = &self.blocks {
            sound(&looking, blocks).map_err(Blocks)?;
            let gone = |id: &BlockId| blocks.iter().all(|block| block.id != *id);
            let mut living = record.plan.outcomes_of(&self.agreement);
            let used = living.find_map(|outcome| {
                let says = outcome.now().filter(|_| outcome.ended.is_none())?;
                gone(&says.block).then_some(&says.block)
            });
            if let Some(block) = used {
                return Err(BlockInUse(block.clone()));
            }
        }
        if let Some(decision) = &self.decided_by {
            decided_on(record, decision, None)?;
        }
        Ok(vec![crate::Entry::Plan(Entry::AgreementRefreshed {
            agreement: self.agreement.clone(),
            version: newest.number.saturating_add(1),
            from: self.from,
            until: self.until,
            blocks: self.blocks.clone(),
            why: Prose::from(&self.why),
            decided_by: self.decided_by.clone(),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Agreement(&self.agreement))
    }
}

impl Refusal for RefreshAgreementRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            Undecided(undecided) => undecided.advice(),
            Blocks(refused) => refused.advice().about("blocks"),
            NotLater(..) => Advice::new("plan/not-later", "from", "Choose a later day."),
            OverByThen(_) => Advice::new(
                "plan/over-by-then",
                "from",
                "Choose an earlier day, or a later last day with it.",
            ),
            BlockInUse(_) => Advice::new(
                "plan/block-in-use",
                "blocks",
                "Keep the block, or move its outcomes to another first.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn refresh(from: &str) -> RefreshAgreement {
        RefreshAgreement {
            agreement: id("laa"),
            from: date(from),
            until: None,
            blocks: None,
            why: Words::new("The Government asked for fewer.").unwrap(),
            decided_by: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let blocks = |ids: &[&str]| {
            let block = |name: &&str| Block {
                id: id(name),
                name: crate::prose::Title::new(name).unwrap(),
                themes: Vec::new(),
            };
            Some(ids.iter().map(block).collect())
        };
        let with = |ids: &[&str]| RefreshAgreement {
            blocks: blocks(ids),
            ..refresh("2008-04-01")
        };
        rules([
            (agreed_plan(), refresh("2008-04-01"), Ok(())),
            (
                planned(),
                refresh("2008-04-01"),
                Err(Unplanned(super::super::Unplanned::NoSuchAgreement(id(
                    "laa",
                )))),
            ),
            (
                agreed_plan(),
                refresh("2007-04-01"),
                Err(NotLater(1, date("2007-04-01"))),
            ),
            (
                agreed_plan().after(refresh("2008-04-01")),
                refresh("2008-04-01"),
                Err(NotLater(2, date("2008-04-01"))),
            ),
            (
                agreed_plan(),
                refresh("2010-04-01"),
                Err(OverByThen(date("2010-03-31"))),
            ),
            (agreed_plan(), with(&["a", "b"]), Ok(())),
            (agreed_plan(), with(&["b"]), Err(BlockInUse(id("a")))),
            (
                agreed_plan(),
                with(&[]),
                Err(Blocks(MakeAgreementRefused::NoBlock)),
            ),
        ]);
    }

    // Requirement: PL2 at /{partnership}/plan/agreement
    #[test]
    fn each_version_keeps_what_was_written_into_it() {
        let book = agreed_plan().after(refresh("2008-04-01"));
        let agreement = book.record.plan.agreement(&id("laa")).unwrap();
        assert_eq!(agreement.versions.len(), 2);
        assert_eq!(agreement.on(date("2008-03-31")).unwrap().number, 1);
        assert_eq!(agreement.on(date("2008-04-01")).unwrap().number, 2);
        let last = agreement.last_line(1);
        assert_eq!(last + 1, agreement.version(2).unwrap().line);
        let outcome = book.record.plan.outcome(&id("fewer-floods")).unwrap();
        assert!(crate::plan::by_line(&outcome.set, last).is_some());
    }
}
