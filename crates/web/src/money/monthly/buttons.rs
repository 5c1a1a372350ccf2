//! The buttons that lead to these forms, for those who may fill them in.

use app::views::money::GateView;
use record::{
    id::{AllocationId, PartnerId, ReleaseId},
    money::{DueState, Pence},
    plan::Period,
};

use super::{may, starts};
use crate::visit::Visit;

/// A button that leads to a form.
pub(crate) struct Button {
    /// The address below the partnership.
    pub(crate) path: String,
    /// What it says.
    pub(crate) words: &'static str,
}

fn button(path: String, words: &'static str) -> Button {
    Button { path, words }
}

fn if_any(may: bool, path: impl FnOnce() -> String, words: &'static str) -> Option<Button> {
    may.then(|| button(path(), words))
}

/// On the page of a return.
pub(crate) fn of_return(visit: &Visit, partner: &PartnerId, month: Period) -> Vec<Button> {
    let money = &visit.reading.record.money;
    if !visit.viewer.is_signed_in() || money.closing(month.year()).is_some() {
        return Vec::new();
    }
    let state = money.due_state(partner, month);
    let over = month.ended(visit.reading.today(), starts(visit));
    let waits = state == DueState::Made;
    let accepted = matches!(state, DueState::Accepted(_));
    let finance = may::is_finance(visit);
    let hands_in = over && !accepted && may::answers(visit, partner);
    let at = |form: &str| format!("/money/returns/{partner}/{month}/{form}");
    let make = match state {
        DueState::Missing => "Hand in the return",
        _ => "Hand in another version",
    };
    [
        if_any(finance && waits, || at("judge"), "Accept or send back"),
        if_any(hands_in, || at("make"), make),
        if_any(finance && accepted, || at("reopen"), "Reopen the return"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// On the page of all returns: none yet that is about all of them.
pub(crate) fn of_returns(_visit: &Visit) -> Vec<Button> {
    Vec::new()
}

/// On the page of a release.
pub(crate) fn of_release(visit: &Visit, id: &ReleaseId) -> Vec<Button> {
    let release = visit.reading.record.money.release(id);
    let Some(release) = release.filter(|it| it.is_proposed()) else {
        return Vec::new();
    };
    let person = visit.viewer.person.as_ref();
    let theirs = person.is_some_and(|person| person.id == release.person);
    let holds = !theirs && !may::approving(visit).is_empty();
    let finance = may::is_finance(visit);
    let at = |form: &str| format!("/money/releases/{id}/{form}");
    let decline = if finance { "Take it back" } else { "Decline" };
    [
        if_any(holds, || at("approve"), "Approve and release"),
        if_any(holds || finance, || at("decline"), decline),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// On the page of a gate.
pub(crate) fn of_gate(visit: &Visit, gate: &GateView) -> Vec<Button> {
    let (id, month) = (&gate.allocation.allocation.id, gate.month);
    let path = || format!("/money/allocations/{id}/release?period={month}");
    let may = may::is_finance(visit) && gate.open;
    if_any(may, path, "Propose a release").into_iter().collect()
}

/// On the page of an allocation.
pub(crate) fn of_allocation(visit: &Visit, id: &AllocationId) -> Vec<Button> {
    let money = &visit.reading.record.money;
    let Some(allocation) = money.allocation(id) else {
        return Vec::new();
    };
    let sums = money.sums_of_allocation(id);
    let year = money.year_of(allocation);
    let open = year.is_some_and(|year| money.closing(year).is_none());
    let at = |form: &str| format!("/money/allocations/{id}/{form}");
    let finance = may::is_finance(visit);
    let release = finance && open && sums.to_release() > Pence::ZERO;
    if_any(release, || at("release"), "Propose a release")
        .into_iter()
        .collect()
}

/// On the page of a partner.
pub(crate) fn of_partner(_visit: &Visit, _partner: &PartnerId, _year: Period) -> Vec<Button> {
    Vec::new()
}
