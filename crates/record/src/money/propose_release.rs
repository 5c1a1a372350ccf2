//! Proposing a release of money to a partner: the first of two people, the finance officer of the
//! accountable body (G07, payment model).
//!
//! It is refused while the gate is shut, with all that is missing.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Condition, Entry, Pence, ReleaseState, gate,
    known::{Looking, Unfunded, a_month_of, more_than_nothing},
};
use crate::{
    Author, LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{AllocationId, PersonId, ReleaseId},
    plan::Period,
};

/// Proposes a release of money to a partner.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeRelease {
    /// The allocation.
    pub allocation: AllocationId,
    /// The month that it is for.
    pub month: Period,
    /// How much.
    pub pence: Pence,
    /// Who proposes it; whoever asks for it, where that is a person.
    pub person: Option<PersonId>,
}

/// Why a release is not proposed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposeReleaseRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// The gate is shut.
    #[error(transparent)]
    Shut(#[from] Shut),
    /// Nobody proposes it.
    #[error("it is not said who proposes it")]
    Nobody,
    /// Another than whoever asks.
    #[error("a release is proposed by whoever asks for it, not by another")]
    Another,
    /// There is one.
    #[error("{release} of that allocation for that month waits already, as line {line} says")]
    WaitsAlready {
        /// The release.
        release: ReleaseId,
        /// The line of the book.
        line: LineNo,
    },
    /// The same was released.
    #[error("{pence} of that allocation was released for that month already, at line {line}")]
    ReleasedAlready {
        /// How much.
        pence: Pence,
        /// The line of the book.
        line: LineNo,
    },
}

/// That the gate before a release is shut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the gate before this release is shut: {}", missing(.0))]
pub struct Shut(pub Vec<Condition>);

fn missing(conditions: &[Condition]) -> String {
    let missing = conditions.iter().filter_map(|it| {
        let missing = it.missing.as_ref()?;
        Some(match &it.clause {
            Some(clause) => format!("{missing} ({clause})"),
            None => missing.clone(),
        })
    });
    missing.collect::<Vec<_>>().join("; ")
}

impl Shut {
    pub(super) fn advice(&self) -> Advice {
        let clause = self.0.iter().find_map(|it| it.clause.as_deref());
        Advice::new(
            "money/gate-shut",
            "allocation",
            "Have in hand what is missing first; the page of the returns says from whom.",
        )
        .by(clause)
    }

    /// That the gate is open.
    pub(super) fn unless_open(
        looking: &Looking<'_>,
        allocation: &AllocationId,
        month: Period,
        pence: Pence,
    ) -> Result<(), Self> {
        let judged = gate(looking.record, allocation, month, pence, looking.today);
        match judged {
            Some(gate) if !gate.open => Err(Self(gate.shut().cloned().collect())),
            _ => Ok(()),
        }
    }
}

use ProposeReleaseRefused::{Another, Nobody, ReleasedAlready, WaitsAlready};

impl Act for ProposeRelease {
    const NAME: &'static str = "money.propose-release";
    const SUMMARY: &'static str = "Propose a release of money to a partner.";
    const AUTHORITY: Authority = Authority::Finance;
    const FRESH: bool = true;
    type Refused = ProposeReleaseRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let (_, year) = looking.allocation(&self.allocation)?;
        let month = a_month_of(self.month, year)?;
        let pence = more_than_nothing(self.pence)?;
        looking.open(year)?;
        let person = match (&minute.by, self.person) {
            (Author::Person(by), Some(other)) if *by != other => return Err(Another),
            (Author::Person(by), _) => *by,
            (Author::System(_), named) => named.ok_or(Nobody)?,
        };
        self.not_yet(&looking)?;
        Shut::unless_open(&looking, &self.allocation, month, pence)?;
        let nth = looking.money.releases().count() + 1;
        Ok(vec![crate::Entry::Money(Entry::ReleaseProposed {
            release: ReleaseId::of(nth),
            allocation: self.allocation.clone(),
            month,
            pence,
            person,
            organisation: looking.accountable_body()?.clone(),
            on: looking.today,
        })])
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl ProposeRelease {
    /// That the same does not wait already and did not go already.
    fn not_yet(&self, looking: &Looking<'_>) -> Result<(), ProposeReleaseRefused> {
        let releases = looking.money.releases();
        let same = releases.filter(|it| it.allocation == self.allocation && it.month == self.month);
        for release in same {
            match release.state {
                ReleaseState::Proposed => {
                    return Err(WaitsAlready {
                        release: release.id.clone(),
                        line: release.line,
                    });
                }
                ReleaseState::Approved { line, .. } if release.pence == self.pence => {
                    let pence = release.pence;
                    return Err(ReleasedAlready { pence, line });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Refusal for ProposeReleaseRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Self::Shut(shut) => shut.advice(),
            Nobody => Advice::new("money/nobody-proposes", "person", "Say who proposes it."),
            Another => Advice::new(
                "money/another-proposes",
                "person",
                "Leave the person out, or let them ask for it themselves.",
            ),
            WaitsAlready { .. } => Advice::new(
                "money/waits-already",
                "month",
                "Have that one approved or taken back first.",
            ),
            ReleasedAlready { .. } => Advice::new(
                "money/released-already",
                "month",
                "Look at that line; a second release for the month has another amount.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn shut(missing: &[(&'static str, &str, &str)]) -> Result<(), ProposeReleaseRefused> {
        let conditions = missing.iter().map(|(id, words, clause)| Condition {
            id,
            facts: (*words).to_owned(),
            missing: Some((*words).to_owned()),
            clause: Some((*clause).to_owned()),
        });
        Err(Shut(conditions.collect()).into())
    }

    // Requirement: FU4 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let not = |it: Unfunded| Err(it.into());
        let two = |pounds| propose_release(2, pounds);
        let may = || returned(1, 400).after(instalment(2, 1_000));
        rules([
            (ready(), propose_release(1, 500), Ok(())),
            (
                allocated(),
                propose_release(1, 500),
                shut(&[
                    (
                        "funding-agreement",
                        "no funding agreement for 2007/08 is signed",
                        "Assurance",
                    ),
                    (
                        "assurance",
                        "no assurance statement for 2007/08 was given",
                        "Payment",
                    ),
                    (
                        "instalment",
                        "no instalment of A: Safer: Revenue grant, 2007-08 for April 2007 came in",
                        "Payment",
                    ),
                    (
                        "held",
                        "only £0 of A: Safer: Revenue grant, 2007-08 is held",
                        "Controls",
                    ),
                ]),
            ),
            // No release without the return of the month before.
            (
                released().after(instalment(2, 1_000)),
                two(500),
                shut(&[(
                    "monthly-return",
                    "the return for April 2007 is missing",
                    "Payment",
                )]),
            ),
            (
                released()
                    .after(instalment(2, 1_000))
                    .at("2007-05-02T09:00")
                    .after(make_return("health", 1, 400)),
                two(500),
                shut(&[(
                    "monthly-return",
                    "the return for April 2007 is not accepted yet",
                    "Payment",
                )]),
            ),
            (may(), two(500), Ok(())),
            // All that is held and all that is left of the allocation may go; a pound more may not.
            (ready(), propose_release(1, 1_000), Ok(())),
            (
                ready().after(instalment(2, 6_000)),
                propose_release(1, 6_000),
                Ok(()),
            ),
            (
                ready(),
                propose_release(1, 1_001),
                shut(&[(
                    "held",
                    "only £1,000 of A: Safer: Revenue grant, 2007-08 is held",
                    "Controls",
                )]),
            ),
            (
                ready().after(instalment(2, 6_000)),
                propose_release(1, 6_001),
                shut(&[(
                    "allocation",
                    "only £6,000 of the £6,000 allocated is left to release",
                    "Controls",
                )]),
            ),
            (ready(), propose_release(1, 0), not(Unfunded::Nothing)),
            (
                proposed(),
                propose_release(1, 100),
                Err(WaitsAlready {
                    release: id("release-1"),
                    line: proposed().record.last,
                }),
            ),
            (
                released(),
                propose_release(1, 500),
                Err(ReleasedAlready {
                    pence: Pence::pounds(500),
                    line: released().record.last,
                }),
            ),
            (released(), propose_release(1, 100), Ok(())),
            (
                ready(),
                ProposeRelease {
                    person: None,
                    ..propose_release(1, 500)
                },
                Err(Nobody),
            ),
            (
                year_closed(),
                propose_release(12, 1),
                not(Unfunded::Closed {
                    year: period("2007-08"),
                    line: year_closed().record.last,
                    clause: Some("Controls".to_owned()),
                }),
            ),
        ]);
    }
}
