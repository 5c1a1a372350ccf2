//! Ending a dispute otherwise than by a mediation: the partners settled it between themselves, took it
//! back, or every step was taken and they did not agree.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Ends, Entry, Unresolvable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::DisputeId,
    prose::{Prose, Words},
};

/// Records how a dispute ended.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleDispute {
    /// The dispute.
    pub dispute: DisputeId,
    /// How it ended.
    pub ends: Ends,
    /// What came of it.
    pub words: Words,
    /// On which day.
    pub on: Date,
}

/// Why a dispute is not ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettleDisputeRefused {
    /// The dispute is not there, or over.
    #[error(transparent)]
    Unresolvable(#[from] Unresolvable),
    /// Something is left to try.
    #[error("step {0} of the arrangements has not been tried: {1}")]
    StepsLeft(u16, String, Option<String>),
}

use SettleDisputeRefused::StepsLeft;

impl Act for SettleDispute {
    const NAME: &'static str = "disputes.settle";
    const SUMMARY: &'static str = "Record how a dispute ended.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = SettleDisputeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let dispute = record.disputes.find_open(&self.dispute, self.on, today)?;
        let steps = dispute.steps(record);
        let next = dispute.next_step();
        let left = steps.get(usize::from(next) - 1);
        if let Some(step) = left.filter(|_| self.ends == Ends::Unresolved) {
            return Err(StepsLeft(next, step.who.clone(), step.clause.clone()));
        }
        Ok(vec![crate::Entry::Disputes(Entry::DisputeEnded {
            dispute: self.dispute.clone(),
            ends: self.ends,
            words: Prose::from(&self.words),
            on: self.on,
        })])
    }
}

impl Refusal for SettleDisputeRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unresolvable(unresolvable) => unresolvable.advice(),
            StepsLeft(_, _, clause) => Advice::new(
                "disputes/steps-left",
                "ends",
                "Take the next step first, or say that it was settled or withdrawn.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{disputes::RaiseDispute, prose::Title, testkit::*};

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let steps =
            "\n[[dispute]]\nwho = \"The chair\"\nwhat = \"Tries to mediate.\"\nclause = \"27\"\n";
        let raised = |text: &str| {
            Book::adopting(text).fills().after(RaiseDispute {
                body: id("board"),
                between: vec![id("council"), id("health")],
                title: Title::new("Who pays for the bridge").unwrap(),
                about: Words::new("Each says that the other pays.").unwrap(),
                seat: None,
            })
        };
        let with = || raised(&format!("{ARRANGEMENTS}{steps}"));
        let settle = |ends: Ends| SettleDispute {
            dispute: id("dispute-1"),
            ends,
            words: Words::new("They share the cost.").unwrap(),
            on: date("2007-01-02"),
        };
        let left = StepsLeft(1, "The chair".to_owned(), Some("27".to_owned()));
        let over = Unresolvable::Ended(id("dispute-1"), date("2007-01-02"));
        rules([
            (
                Book::three_rivers(),
                settle(Ends::Settled),
                Err(Unresolvable::NoSuchDispute(id("dispute-1")).into()),
            ),
            (with(), settle(Ends::Settled), Ok(())),
            (with(), settle(Ends::Withdrawn), Ok(())),
            (with(), settle(Ends::Unresolved), Err(left)),
            // Where the arrangements list no steps there is none left to try.
            (raised(ARRANGEMENTS), settle(Ends::Unresolved), Ok(())),
            (
                with().after(settle(Ends::Settled)),
                settle(Ends::Withdrawn),
                Err(over.into()),
            ),
        ]);
    }
}
