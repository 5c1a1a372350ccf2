//! Who may fill in which of these forms. For others they are not there.

use record::id::{PartnerId, SeatId};

use crate::{forms::Choice, problem::Problem, say, visit::Visit};

/// Whether the viewer is finance officer of the accountable body.
pub(super) fn is_finance(visit: &Visit) -> bool {
    visit.viewer.is_signed_in() && visit.viewer.finance
}

/// Whether the viewer speaks for a partner, or may do so on its behalf.
pub(super) fn answers(visit: &Visit, partner: &PartnerId) -> bool {
    if visit.viewer.secretariat {
        return true;
    }
    let structure = &visit.reading.record.structure;
    let today = visit.reading.today();
    let person = visit.viewer.person.as_ref();
    person.is_some_and(|person| structure.represents(person.id, partner, today))
}

/// Whether the viewer may hand in an assurance statement for a partner.
pub(super) fn assures(visit: &Visit, partner: &PartnerId) -> bool {
    is_finance(visit) || answers(visit, partner)
}

/// The seats from which the viewer may approve releases, with their names.
pub(super) fn approving(visit: &Visit) -> Vec<Choice> {
    let Some(person) = visit.viewer.person.as_ref() else {
        return Vec::new();
    };
    let reading = &visit.reading;
    let today = reading.today();
    let seats = record::money::seats_that_approve(&reading.record, person.id, today);
    let named = app::views::person(reading, person.id, today, say::audience(visit));
    let name = |seat: &SeatId| {
        let held = named.iter().flat_map(|it| &it.seats);
        let mut held = held.filter(|it| it.seat.id == *seat);
        let held = held.next();
        held.map_or_else(
            || seat.to_string(),
            |it| format!("{}, {}", it.seat.title, it.body.name),
        )
    };
    let choice = |seat: SeatId| Choice::new(seat.to_string(), name(&seat));
    seats.into_iter().map(choice).collect()
}

/// Only those go on who may.
pub(super) fn only(may: bool) -> Result<(), Problem> {
    may.then_some(()).ok_or_else(Problem::not_found)
}
