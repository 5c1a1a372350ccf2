//! Passing a gate: a body has decided that its condition holds, and it does (W10, 1 and 2).
//!
//! What passes with it is in the arrangements: duties go from the one body to the other, and seats end
//! and begin. Those who hold a seat that ends with it have their appointments ended here; who takes the
//! seats that begin is found in the usual way.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere, standing};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, DecisionId, RuleId},
    say_day,
    structure::{self, Ground},
};

/// Records that a gate of the arrangements was passed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassGate {
    /// The gate.
    pub gate: RuleId,
    /// The decision that its condition holds.
    pub decision: DecisionId,
}

/// Why a gate is not passed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PassGateRefused {
    /// The decision is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// No such gate.
    #[error("the arrangements have no gate {0}")]
    NoSuchGate(RuleId),
    /// It was passed.
    #[error("the gate {} was passed on {}", .0, say_day(*.1))]
    Passed(RuleId, jiff::civil::Date),
    /// Its condition does not hold.
    #[error("{0} of the things that it asks for are not so yet")]
    Blocked(usize, Option<String>),
    /// The decision was not agreed, or another body took it.
    #[error("{0} is no decision that the body {1} agreed to")]
    NotDecided(DecisionId, BodyId, Option<String>),
}

use PassGateRefused::{Blocked, NoSuchGate, NotDecided, Passed};

impl Act for PassGate {
    const NAME: &'static str = "delivery.pass-gate";
    const SUMMARY: &'static str =
        "Record that a gate was passed: its condition holds, and the body has decided so.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = PassGateRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let rules = record.rules_on(today);
        let gate = rules.and_then(|rules| rules.gate.iter().find(|it| it.id == self.gate));
        let (rules, gate) = rules
            .zip(gate)
            .ok_or_else(|| NoSuchGate(self.gate.clone()))?;
        if let Some(passing) = record.delivery.passed(&self.gate) {
            return Err(Passed(self.gate.clone(), passing.on));
        }
        let stands = standing(record, gate, today);
        if !stands.holds() {
            return Err(Blocked(stands.blocking(), gate.clause.clone()));
        }
        let by = record.agreed_by(&self.decision)?;
        if by != Some(gate.decider()) {
            let (decision, body) = (self.decision.clone(), gate.decider().clone());
            return Err(NotDecided(decision, body, gate.clause.clone()));
        }
        let passed = crate::Entry::Delivery(Entry::GatePassed {
            gate: self.gate.clone(),
            decision: self.decision.clone(),
            actions: stands.names(),
            on: today,
        });
        let seats = rules.body.iter().flat_map(|body| body.seats());
        let ending = seats.filter(|seat| seat.seat.ends_at_gate.as_ref() == Some(&self.gate));
        let ended = ending.filter_map(|seat| {
            let held = record.structure.holder(&seat.id, today)?;
            Some(crate::Entry::Structure(
                structure::Entry::AppointmentEnded {
                    person: held.person,
                    seat: seat.id,
                    on: today,
                    ground: Some(Ground::Other),
                    words: None,
                },
            ))
        });
        Ok(std::iter::once(passed).chain(ended).collect())
    }
}

impl Refusal for PassGateRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            NoSuchGate(_) => Advice::new(
                "delivery/no-such-gate",
                "gate",
                "Choose a gate of the arrangements in force.",
            ),
            Passed(..) => Advice::new("delivery/passed", "gate", "There is nothing to do."),
            Blocked(_, clause) => Advice::new(
                "delivery/blocked",
                "gate",
                "See on the gate’s page what keeps it shut.",
            )
            .by(clause.as_deref()),
            NotDecided(_, _, clause) => Advice::new(
                "delivery/not-decided",
                "decision",
                "Choose the decision of that body that the condition holds.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Progress, tests::*};
    use super::*;
    use crate::structure::{Appoint, Standing};

    fn pass() -> PassGate {
        PassGate {
            gate: id("handover"),
            decision: id(&format!("{BOARD}-2")),
        }
    }

    /// Decided, approved and moving.
    fn open() -> Book {
        decided().after(report(FIRST, Progress::MovingForward))
    }

    // Requirement: PL8 at /{partnership}/delivery/gate/{gate}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let clause = || Some("50".to_owned());
        let other = PassGate {
            gate: id("garden"),
            ..pass()
        };
        let unknown = PassGate {
            decision: id("board-2007-04-18-9"),
            ..pass()
        };
        rules([
            (open(), pass(), Ok(())),
            (open(), other, Err(NoSuchGate(id("garden")))),
            (decided(), pass(), Err(Blocked(1, clause()))),
            (
                open(),
                unknown,
                Err(NotThere::Decision(id("board-2007-04-18-9")).into()),
            ),
            (
                open().after(pass()),
                pass(),
                Err(Passed(id("handover"), date("2007-04-18"))),
            ),
        ]);
    }

    // Requirement: PL8 at /{partnership}/delivery/gate/{gate}
    #[test]
    fn passing_it_moves_duties_and_seats() {
        let day = date("2007-04-18");
        let told = |book: &Book| {
            let structure = &book.record.structure;
            let rules = structure.in_force(day).unwrap();
            let duties = rules.arrangements.duty.iter();
            let owed = duties.map(|duty| structure.owed_by(duty, day).to_vec());
            let stands = |name: &str| structure.seat_on(&seat(name), day).unwrap().standing;
            let held = structure.holder(&seat("watchers.before"), date("2007-04-19"));
            let seats = (stands("watchers.before"), stands("watchers.after"));
            (owed.collect::<Vec<_>>(), seats, held.is_some())
        };
        let lead = || {
            let from = date("2007-04-18");
            open().after(Appoint::new(seat("watchers.before"), person(7), from))
        };
        use Standing::{Filled, NotInForce, Vacant};
        let before = (vec![vec![id("executive")]], (Filled, NotInForce), true);
        let after = (vec![vec![id("learning")]], (NotInForce, Vacant), false);
        assert_eq!(told(&lead()), before);
        assert_eq!(told(&lead().after(pass())), after);
    }
}
