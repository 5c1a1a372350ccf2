//! Role descriptions: duties, tasks, rights, who they are open to, and who accepted them when (G07).

use jiff::civil::Date;
use record::arrangements::Role;
use serde::Serialize;

use super::{HeldSeat, office::seats_where};
use crate::Reading;

/// A role description on a day.
#[derive(Debug, Clone, Serialize)]
pub struct RoleView {
    /// The role.
    #[serde(flatten)]
    pub role: Role,
    /// The seats with which it goes, in the order of the arrangements.
    pub held: Vec<HeldSeat>,
}

impl RoleView {
    /// How many of those who hold such a seat accepted the role.
    pub fn accepted(&self) -> usize {
        let accepted = self.held.iter().filter(|one| one.seat.accepted.is_some());
        accepted.count()
    }

    /// How many hold such a seat.
    pub fn holders(&self) -> usize {
        let held = self.held.iter();
        held.filter(|one| one.seat.holder.is_some()).count()
    }
}

/// Every role description of the arrangements in force on a day.
pub fn roles(reading: &Reading, date: Date) -> Vec<RoleView> {
    let Some(adoption) = reading.record.structure.in_force(date) else {
        return Vec::new();
    };
    let seats = seats_where(reading, date, |seat| seat.role.is_some());
    let view = |role: &Role| {
        let own = seats
            .iter()
            .filter(|held| held.seat.role.as_ref() == Some(&role.name));
        RoleView {
            role: role.clone(),
            held: own.cloned().collect(),
        }
    };
    adoption.arrangements.role.iter().map(view).collect()
}
