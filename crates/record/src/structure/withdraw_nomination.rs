//! Withdrawing a nomination that stands: the nominee, or whoever put them forward, thought again.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{PersonId, SeatId},
};

/// Withdraws a nomination.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawNomination {
    /// The seat.
    pub seat: SeatId,
    /// Who was nominated.
    pub person: PersonId,
}

/// Why a nomination is not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawNominationRefused {
    /// There is none that stands.
    #[error("no nomination of this person for the seat {0} stands")]
    DoesNotStand(SeatId),
}

use WithdrawNominationRefused::DoesNotStand;

impl Act for WithdrawNomination {
    const NAME: &'static str = "structure.withdraw-nomination";
    const SUMMARY: &'static str = "Withdraw a nomination that stands.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = WithdrawNominationRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let mut standing = structure.standing_for(&self.seat);
        if !standing.any(|nomination| nomination.person == self.person) {
            return Err(DoesNotStand(self.seat.clone()));
        }
        Ok(vec![crate::Entry::Structure(Entry::NominationWithdrawn {
            seat: self.seat.clone(),
            person: self.person,
            on: minute.date_in(&structure.zone()),
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn people(&self) -> Vec<PersonId> {
        vec![self.person]
    }
}

impl Refusal for WithdrawNominationRefused {
    fn advice(&self) -> Advice {
        match self {
            DoesNotStand(_) => Advice::new(
                "structure/nomination-does-not-stand",
                "person",
                "Look at the page of the seat: who is nominated there?",
            ),
        }
    }
}
