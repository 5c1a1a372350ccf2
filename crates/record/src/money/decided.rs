//! Whether a decision allocates money: it was agreed, it falls under the competence for pooled money, and
//! the accountable body agreed where it is asked (G07, para 5 and 9).

use jiff::civil::Date;

use super::known::Looking;
use crate::{
    Record,
    act::Advice,
    decisions::Decision,
    id::DecisionId,
    structure::{Undecided, decided_on},
};

/// Why a decision does not allocate money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unallocated {
    /// It cannot be relied on.
    #[error(transparent)]
    Undecided(#[from] Undecided),
    /// It falls under another competence, or none.
    #[error("{decision} was not taken under the competence “{what}”, by which money is allocated")]
    OtherCompetence {
        /// The decision.
        decision: DecisionId,
        /// What is decided under that competence.
        what: String,
        /// The clause of the competence.
        clause: Option<String>,
    },
    /// The accountable body has not answered.
    #[error("the accountable body has not answered yet whether it agrees to {0}")]
    NotAnswered(DecisionId, Option<String>),
    /// The accountable body does not agree.
    #[error("the accountable body does not agree to {0}")]
    NotAgreedTo(DecisionId, Option<String>),
}

use Unallocated::*;

impl Unallocated {
    /// What to do about it.
    pub(crate) fn advice(&self) -> Advice {
        match self {
            Undecided(undecided) => undecided.advice().about("decision"),
            OtherCompetence { clause, .. } => Advice::new(
                "money/other-competence",
                "decision",
                "Name the decision of a body with the power to allocate money.",
            )
            .by(clause.as_deref()),
            NotAnswered(_, clause) => Advice::new(
                "money/not-answered",
                "decision",
                "Have the accountable body’s answer recorded on the decision first.",
            )
            .by(clause.as_deref()),
            NotAgreedTo(_, clause) => Advice::new(
                "money/not-agreed-to",
                "decision",
                "Name a decision to which the accountable body agrees.",
            )
            .by(clause.as_deref()),
        }
    }
}

/// Every decision by which money may be allocated on a day, the last first.
pub fn decisions_to_allocate(record: &Record, today: Date) -> Vec<&Decision> {
    judged(record, today, |found| found.is_ok())
}

/// Every decision to allocate money that waits for the accountable body’s answer, the first first.
pub fn decisions_to_agree(record: &Record, today: Date) -> Vec<&Decision> {
    let mut waiting = judged(record, today, |found| matches!(found, Err(NotAnswered(..))));
    waiting.reverse();
    waiting
}

fn judged(
    record: &Record,
    today: Date,
    wanted: impl Fn(Result<(), Unallocated>) -> bool,
) -> Vec<&Decision> {
    let Ok(looking) = Looking::on(record, today) else {
        return Vec::new();
    };
    let all = record.decisions.all().rev();
    all.filter(|it| wanted(looking.allocates(&it.id))).collect()
}

impl Looking<'_> {
    /// That a decision allocates money.
    pub fn allocates(&self, id: &DecisionId) -> Result<(), Unallocated> {
        let record = self.record;
        let on = decided_on(record, id, None)?;
        let missing = || crate::structure::Undecided::NoSuchDecision(id.clone());
        let decision = record.decisions.get(id).ok_or_else(missing)?;
        let adoption = record.structure.in_force_or_first(on);
        let arrangements = adoption.map_or(self.arrangements, |it| &*it.arrangements);
        let needed = self.rules.competence.as_ref();
        if let Some(needed) = needed {
            let under = decision.scope.decides(arrangements);
            if under.is_none_or(|under| under.id != *needed) {
                let known = self.arrangements.competence(needed);
                return Err(OtherCompetence {
                    decision: id.clone(),
                    what: known.map_or_else(|| needed.to_string(), |it| it.what.clone()),
                    clause: known.and_then(|it| it.clause.clone()),
                });
            }
        }
        let clause = || {
            let under = decision.scope.decides(arrangements);
            under.and_then(|it| it.clause.clone())
        };
        match decision.accountable.as_ref().map(|it| &it.consent) {
            Some(None) => Err(NotAnswered(id.clone(), clause())),
            Some(Some(consent)) if !consent.agrees => Err(NotAgreedTo(id.clone(), clause())),
            _ => Ok(()),
        }
    }
}
