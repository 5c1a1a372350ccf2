//! Recording a mediation: the chair's first, then that of someone from an independent outside body, as
//! the arrangements list the steps (G07, para 27-28). They are taken in order, each once.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unresolvable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::DisputeId,
    prose::{Prose, Title, Words},
};

/// Records a mediation and what came of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordMediation {
    /// The dispute.
    pub dispute: DisputeId,
    /// The step of the arrangements, from 1.
    pub step: u16,
    /// Who mediated, and of which body: for an outside mediator.
    pub mediator: Option<Title>,
    /// Whether it settled the dispute.
    pub settled: bool,
    /// What came of it.
    pub words: Words,
    /// On which day.
    pub on: Date,
}

/// Why a mediation is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordMediationRefused {
    /// The dispute is not there, or over.
    #[error(transparent)]
    Unresolvable(#[from] Unresolvable),
    /// Another step comes first.
    #[error("step {0} is not the next: step {1} is")]
    OutOfOrder(u16, u16, Option<String>),
    /// All were taken.
    #[error("the arrangements have {0} steps for a dispute, and all have been taken")]
    NoStepsLeft(u16),
}

use RecordMediationRefused::{NoStepsLeft, OutOfOrder};

impl Act for RecordMediation {
    const NAME: &'static str = "disputes.record-mediation";
    const SUMMARY: &'static str =
        "Record a mediation in a dispute, by the next step of the arrangements.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = RecordMediationRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let dispute = record.disputes.find_open(&self.dispute, self.on, today)?;
        let steps = dispute.steps(record);
        let next = dispute.next_step();
        if usize::from(next) > steps.len() {
            return Err(NoStepsLeft(steps.len() as u16));
        }
        if self.step != next {
            let step = steps.get(usize::from(next) - 1);
            let clause = step.and_then(|step| step.clause.clone());
            return Err(OutOfOrder(self.step, next, clause));
        }
        Ok(vec![crate::Entry::Disputes(Entry::MediationRecorded {
            dispute: self.dispute.clone(),
            step: self.step,
            mediator: self.mediator.clone(),
            settled: self.settled,
            words: Prose::from(&self.words),
            on: self.on,
        })])
    }
}

impl Refusal for RecordMediationRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unresolvable(unresolvable) => unresolvable.advice(),
            OutOfOrder(_, _, clause) => Advice::new(
                "disputes/out-of-order",
                "step",
                "Take the steps in the order of the arrangements.",
            )
            .by(clause.as_deref()),
            NoStepsLeft(_) => Advice::new(
                "disputes/no-steps-left",
                "step",
                "Record how the dispute ended.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{disputes::Ends, disputes::RaiseDispute, testkit::*};

    const STEPS: &str = r#"
[[dispute]]
who = "The chair"
what = "Tries to mediate."
clause = "27"

[[dispute]]
who = "Someone from an independent outside body"
what = "Is asked to mediate."
clause = "28"
"#;

    fn raised() -> Book {
        let text = format!("{ARRANGEMENTS}{STEPS}");
        Book::adopting(&text).fills().after(RaiseDispute {
            body: id("board"),
            between: vec![id("council"), id("health")],
            title: Title::new("Who pays for the bridge").unwrap(),
            about: Words::new("Each says that the other pays.").unwrap(),
            seat: None,
        })
    }

    fn mediate(step: u16, settled: bool, on: &str) -> RecordMediation {
        RecordMediation {
            dispute: id("dispute-1"),
            step,
            mediator: None,
            settled,
            words: Words::new("They talked for two hours.").unwrap(),
            on: date(on),
        }
    }

    // Requirement: DE12 at /{partnership}/disputes/{dispute}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let day = "2007-01-02";
        let first = || raised().after(mediate(1, false, day));
        let second = || first().after(mediate(2, false, day));
        let clause = |clause: &str| Some(clause.to_owned());
        rules([
            (
                Book::three_rivers(),
                mediate(1, false, day),
                Err(Unresolvable::NoSuchDispute(id("dispute-1")).into()),
            ),
            (raised(), mediate(1, false, day), Ok(())),
            (raised(), mediate(1, true, day), Ok(())),
            (
                raised(),
                mediate(2, false, day),
                Err(OutOfOrder(2, 1, clause("27"))),
            ),
            (
                raised(),
                mediate(0, false, day),
                Err(OutOfOrder(0, 1, clause("27"))),
            ),
            (
                raised(),
                mediate(1, false, "2007-01-01"),
                Err(Unresolvable::BeforeTheLast(date("2007-01-01"), date(day)).into()),
            ),
            (
                raised(),
                mediate(1, false, "2007-01-03"),
                Err(Unresolvable::ToCome(date("2007-01-03"), date(day)).into()),
            ),
            (
                first(),
                mediate(1, false, day),
                Err(OutOfOrder(1, 2, clause("28"))),
            ),
            (first(), mediate(2, true, day), Ok(())),
            (second(), mediate(3, true, day), Err(NoStepsLeft(2))),
            (
                raised().after(mediate(1, true, day)),
                mediate(2, true, day),
                Err(Unresolvable::Ended(id("dispute-1"), date(day)).into()),
            ),
        ]);
    }

    #[test]
    fn a_mediation_that_settles_it_ends_it() {
        let book = raised().after(mediate(1, true, "2007-01-02"));
        let dispute = book.record.disputes.get(&id("dispute-1")).unwrap();
        assert_eq!(dispute.end.as_ref().unwrap().ends, Ends::Settled);
    }
}
