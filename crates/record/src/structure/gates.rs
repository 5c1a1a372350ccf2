//! What follows from a gate that was passed: seats that begin and end with it, duties that pass on.
//!
//! Whether a gate may be passed is decided in `delivery`. From the day on which it was, the seats that
//! end with it are gone and those that begin with it are there.

use jiff::civil::Date;

use super::Structure;
use crate::{
    arrangements::{Duty, Seat},
    id::{BodyId, RuleId},
};

impl Structure {
    /// Takes in that a gate was passed.
    pub(crate) fn pass(&mut self, gate: &RuleId, on: Date) {
        self.gates.insert(gate.clone(), on);
    }

    /// Whether a gate had been passed by a day, that day included.
    pub fn gate_passed(&self, gate: &RuleId, date: Date) -> bool {
        self.gates.get(gate).is_some_and(|on| *on <= date)
    }

    /// Whether the gates that a seat begins and ends with let it be there on a day.
    pub(super) fn gates_let(&self, seat: &Seat, date: Date) -> bool {
        let passed = |gate: &RuleId| self.gate_passed(gate, date);
        seat.begins_at_gate.as_ref().is_none_or(passed)
            && !seat.ends_at_gate.as_ref().is_some_and(passed)
    }

    /// The bodies that owe a duty by name on a day: those of the arrangements, with the one from which it
    /// passed at a gate replaced by the one that took it on.
    pub fn owed_by(&self, duty: &Duty, date: Date) -> Vec<BodyId> {
        let gates = self.in_force(date).map(|it| &it.arrangements.gate[..]);
        let mut bodies = duty.bodies.clone();
        for gate in gates.unwrap_or_default() {
            if gate.duties.contains(&duty.id) && self.gate_passed(&gate.id, date) {
                bodies.retain(|body| *body != gate.from && *body != gate.to);
                bodies.push(gate.to.clone());
            }
        }
        bodies
    }
}
