//! What each organisation does in the delivery plans, and how its own plans fit with them (G07, para 14,
//! 29 and 30).

use record::{
    delivery::{Action, Progress},
    id::PartnerId,
};
use serde::Serialize;

use super::{CompatibilityView, FromSeat, PlanActionLine, all_seats_from, partner, rules};
use crate::{
    Reading,
    views::{Audience, PartnerRef},
};

/// What an organisation does in the plans.
#[derive(Debug, Clone, Serialize)]
pub struct DeliveredBy {
    /// The organisation, or the body.
    pub partner: PartnerRef,
    /// Actions that it leads: the open ones first, by the day by which they are done.
    pub leads: Vec<PlanActionLine>,
    /// Actions in which it takes part.
    pub takes_part: Vec<PlanActionLine>,
    /// How many of those it leads stand how: not started, moving forward, stalled, done.
    pub states: [usize; 4],
    /// How many of those it leads are overdue.
    pub overdue: usize,
    /// What it said of its own plans, the latest first.
    pub compatibility: Vec<CompatibilityView>,
    /// The seats that speak for it from which whoever looks may act.
    #[serde(skip)]
    pub from: Vec<FromSeat>,
}

/// What an organisation or body does in the plans; none when the arrangements do not know it.
pub fn delivered_by(reading: &Reading, id: &PartnerId, audience: Audience) -> Option<DeliveredBy> {
    let (record, today) = (&reading.record, reading.today());
    let known = rules(reading, today);
    known.and_then(|rules| rules.partner(id))?;
    let line = |it: &Action| PlanActionLine::of(reading, it, today, audience.inside());
    let actions = || record.delivery.actions().filter(|it| it.dropped.is_none());
    let mut leads: Vec<PlanActionLine> = actions()
        .filter(|it| it.asked.lead == *id)
        .map(line)
        .collect();
    leads.sort_by_key(|it| (it.state == Progress::Done, it.due));
    let count = |state| leads.iter().filter(|it| it.state == state).count();
    let states = [
        count(Progress::NotStarted),
        count(Progress::MovingForward),
        count(Progress::Stalled),
        count(Progress::Done),
    ];
    let told = record.delivery.compatibility().rev();
    let public = |about: &record::delivery::Concerned| match about {
        record::delivery::Concerned::Decision(id) => {
            crate::views::decision(reading, id, audience).is_some()
        }
        _ => true,
    };
    let speaks = |seat: &FromSeat| {
        let on = record.structure.seat_on(&seat.id, today);
        on.is_some_and(|on| on.partner() == Some(id))
    };
    Some(DeliveredBy {
        partner: partner(known, id),
        overdue: leads.iter().filter(|it| it.overdue).count(),
        takes_part: actions()
            .filter(|it| it.asked.with.contains(id))
            .map(line)
            .collect(),
        leads,
        states,
        compatibility: told
            .filter(|it| it.partner == *id && public(&it.about))
            .map(|it| CompatibilityView::of(reading, it))
            .collect(),
        from: all_seats_from(reading, audience)
            .into_iter()
            .filter(speaks)
            .collect(),
    })
}

/// Every partner that leads or takes part in an action, or has said how its plans fit.
pub fn delivering_partners(reading: &Reading, audience: Audience) -> Vec<DeliveredBy> {
    let delivery = &reading.record.delivery;
    let mut ids: Vec<PartnerId> = delivery
        .actions()
        .flat_map(|it| std::iter::once(&it.asked.lead).chain(&it.asked.with))
        .chain(delivery.compatibility().map(|it| &it.partner))
        .cloned()
        .collect();
    ids.sort();
    ids.dedup();
    let found = ids
        .iter()
        .filter_map(|id| delivered_by(reading, id, audience));
    let mut found: Vec<DeliveredBy> = found.collect();
    found.sort_by(|one, other| one.partner.name.cmp(&other.partner.name));
    found
}
