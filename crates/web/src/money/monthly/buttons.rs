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
    pub(crate) words: String,
}

fn if_any(may: bool, path: impl FnOnce() -> String, words: &str) -> Option<Button> {
    may.then(|| Button {
        path: path(),
        words: words.to_owned(),
    })
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
        if_any(hands_in, || at("hand-in"), "With a spreadsheet"),
        if_any(finance && accepted, || at("reopen"), "Reopen the return"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// On the page of all returns: the statement of what came in.
pub(crate) fn of_returns(visit: &Visit) -> Vec<Button> {
    let path = || "/money/statement".to_owned();
    let button = if_any(may::is_finance(visit), path, "Read a bank statement");
    button.into_iter().collect()
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
    let spent = finance && sums.spent > Pence::ZERO;
    let unspent = finance && sums.with_partner > Pence::ZERO;
    let owed = finance && sums.returnable > Pence::ZERO;
    [
        if_any(release, || at("release"), "Propose a release"),
        if_any(owed, || at("returned"), "Record what came back"),
        if_any(
            spent,
            || at("ineligible"),
            "Demand ineligible spending back",
        ),
        if_any(unspent, || at("demand"), "Demand what is not spent"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// On the page of a partner.
pub(crate) fn of_partner(visit: &Visit, partner: &PartnerId, year: Period) -> Vec<Button> {
    let money = &visit.reading.record.money;
    let given = money.assurance(partner, year);
    let waits = given.is_some_and(|it| it.judged.is_none());
    let satisfactory = given.is_some_and(record::money::Assurance::is_satisfactory);
    let mut allocations = money.allocations_to(partner);
    let has = allocations.any(|it| money.year_of(it) == Some(year));
    let accountable = super::assure::is_accountable(visit, partner);
    let needed = (has && !satisfactory && !waits) || accountable;
    let gives = visit.viewer.is_signed_in() && needed && may::assures(visit, partner);
    let judges = waits && may::is_finance(visit);
    let at = |form: &str| format!("/money/partners/{partner}/{year}/{form}");
    [
        if_any(
            judges,
            || at("judge-assurance"),
            "Judge the assurance statement",
        ),
        if_any(gives, || at("assure"), "Record an assurance statement"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// On the page of what is demanded back: for each allocation of which something is to be returned.
pub(crate) fn of_clawback(visit: &Visit) -> Vec<Button> {
    if !may::is_finance(visit) {
        return Vec::new();
    }
    let money = &visit.reading.record.money;
    let arrangements = crate::money::choices::arrangements(visit);
    let owed = money
        .allocations()
        .filter(|it| money.sums_of_allocation(&it.id).returnable > Pence::ZERO);
    let button = |it: &record::money::Allocation| {
        let partner = arrangements.and_then(|known| known.partner(&it.says.partner));
        let name = partner.map_or_else(|| it.says.partner.to_string(), |it| it.name().to_owned());
        Button {
            path: format!("/money/allocations/{}/returned", it.id),
            words: format!("Record what {name} returned of {}", it.id),
        }
    };
    owed.map(button).collect()
}
