//! A gate: its condition, how each priority action stands to it, what still blocks it, and what changes
//! with it.

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::Gate,
    delivery::{Blocks, standing},
    id::{DecisionId, RuleId, SeatId},
};
use serde::Serialize;

use super::{BodyRef, PlanActionLine, body, rules};
use crate::{
    Reading,
    views::{Audience, PersonRef, named},
};

/// A priority action before the gate.
#[derive(Debug, Clone, Serialize)]
pub struct BlockingAction {
    /// The action.
    pub action: PlanActionLine,
    /// Why it blocks; none: it does not.
    pub blocks: Option<Blocks>,
}

/// A seat that changes with the gate.
#[derive(Debug, Clone, Serialize)]
pub struct SeatMoves {
    /// The seat.
    pub id: SeatId,
    /// What it is called.
    pub title: String,
    /// The body.
    pub body: BodyRef,
    /// Who holds it.
    pub holder: Option<PersonRef>,
}

/// A gate.
#[derive(Debug, Clone, Serialize)]
pub struct GateView {
    /// Its name.
    pub id: RuleId,
    /// What it is called.
    pub name: String,
    /// What passes with it.
    pub about: String,
    /// The clause.
    pub clause: Option<String>,
    /// The body that has the responsibility until then.
    pub from: BodyRef,
    /// The body that has it from then on.
    pub to: BodyRef,
    /// The body that decides that the condition holds.
    pub decider: BodyRef,
    /// A report older than so many days does not count.
    pub stale_after_days: Option<u16>,
    /// How many priority actions there are.
    pub of: usize,
    /// How many of them move forward or are done.
    pub moving: usize,
    /// Whether the condition holds today.
    pub holds: bool,
    /// The priority actions that block, then those that do not.
    pub actions: Vec<BlockingAction>,
    /// Bodies without an approved plan.
    pub without_plan: Vec<BodyRef>,
    /// The plans that count: name, title, year.
    pub plans: Vec<(record::id::DeliveryPlanId, String, String)>,
    /// The duties that pass.
    pub duties: Vec<String>,
    /// Seats that end.
    pub ends: Vec<SeatMoves>,
    /// Seats that begin.
    pub begins: Vec<SeatMoves>,
    /// When it was passed, by which decision, on how many actions, and the line; none: it is shut.
    pub passed: Option<(Date, DecisionId, usize, LineNo)>,
}

/// Every gate of the arrangements of today.
pub fn gates(reading: &Reading, audience: Audience) -> Vec<GateView> {
    let known = rules(reading, reading.today());
    let gates = known.map_or(&[][..], |rules| &rules.gate);
    gates
        .iter()
        .map(|gate| view(reading, gate, audience))
        .collect()
}

fn view(reading: &Reading, gate: &Gate, audience: Audience) -> GateView {
    let (record, today) = (&reading.record, reading.today());
    let stands = standing(record, gate, today);
    let mut actions: Vec<BlockingAction> = stands
        .actions
        .iter()
        .map(|it| BlockingAction {
            action: PlanActionLine::of(reading, it.action, today, audience.inside()),
            blocks: it.blocks,
        })
        .collect();
    actions.sort_by_key(|it| (it.blocks.is_none(), it.action.due));
    let known = rules(reading, today);
    let duties = known.map_or(&[][..], |rules| &rules.duty);
    let passing = duties.iter().filter(|duty| gate.duties.contains(&duty.id));
    let passed = record.delivery.passed(&gate.id);
    GateView {
        id: gate.id.clone(),
        name: gate.name.clone(),
        about: gate.about.clone(),
        clause: gate.clause.clone(),
        from: body(reading, &gate.from, today),
        to: body(reading, &gate.to, today),
        decider: body(reading, gate.decider(), today),
        stale_after_days: gate.stale_after_days,
        of: stands.actions.len(),
        moving: stands.moving(),
        holds: stands.holds(),
        actions,
        without_plan: stands
            .without_plan
            .iter()
            .map(|id| body(reading, id, today))
            .collect(),
        plans: stands
            .plans
            .iter()
            .map(|plan| {
                (
                    plan.id.clone(),
                    plan.title.to_string(),
                    plan.year.to_string(),
                )
            })
            .collect(),
        duties: passing.map(|duty| duty.what.clone()).collect(),
        ends: seats(reading, today, |seat| {
            seat.ends_at_gate.as_ref() == Some(&gate.id)
        }),
        begins: seats(reading, today, |seat| {
            seat.begins_at_gate.as_ref() == Some(&gate.id)
        }),
        passed: passed.map(|it| (it.on, it.decision.clone(), it.actions.len(), it.line)),
    }
}

fn seats(
    reading: &Reading,
    today: Date,
    which: impl Fn(&record::arrangements::Seat) -> bool,
) -> Vec<SeatMoves> {
    let bodies = rules(reading, today).map_or(&[][..], |rules| &rules.body);
    let seats = bodies
        .iter()
        .flat_map(|body| body.seats().map(move |seat| (body, seat)));
    seats
        .filter(|(_, seat)| which(seat.seat))
        .map(|(of, seat)| {
            let holder = reading.record.structure.holder(&seat.id, today);
            SeatMoves {
                title: seat.title(),
                body: BodyRef::of(of),
                holder: holder.and_then(|holder| named(reading, holder.person)),
                id: seat.id,
            }
        })
        .collect()
}
