//! Arrangements and seats, read aloud.

use record::structure::Entry;

use super::{Names, Sentence, said, until};
use crate::say;

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    use Entry::{Appointed, AppointmentEnded, ArrangementsAdopted, SubstituteNamed};
    match entry {
        ArrangementsAdopted {
            from, decided_by, ..
        } => {
            let so_far =
                said(names.link("Governance arrangements", &format!("/structure?at={from}"))).and(
                    format!(" were adopted, in force from {}", say::short_day(from)),
                );
            match decided_by {
                Some(decision) => so_far
                    .and(", as ")
                    .and(names.decision("was decided", decision))
                    .and("."),
                None => so_far.and("."),
            }
        }
        Appointed {
            seat,
            person,
            from,
            until: last,
            ..
        } => said(names.person(*person))
            .and(format!(
                " was appointed to the seat {} on the ",
                names.seat(seat, *from)
            ))
            .and(names.body(&seat.body(), *from))
            .and(format!(", from {}{}.", say::short_day(from), until(*last))),
        SubstituteNamed {
            seat,
            person,
            meeting,
            from,
            until: last,
        } => {
            let so_far = said(names.person(*person))
                .and(format!(
                    " was named to stand in for the seat {} on the ",
                    names.seat(seat, *from)
                ))
                .and(names.body(&seat.body(), *from));
            match meeting {
                Some(meeting) => so_far
                    .and(", at the meeting of ")
                    .and(names.meeting(meeting))
                    .and("."),
                None => so_far.and(format!(", from {}{}.", say::short_day(from), until(*last))),
            }
        }
        AppointmentEnded { seat, person, on } => said(names.person(*person))
            .and(format!(" left the seat {} on the ", names.seat(seat, *on)))
            .and(names.body(&seat.body(), *on))
            .and(format!("; the last day was {}.", say::short_day(on))),
        Entry::TermsProposed { .. }
        | Entry::TermsApproved { .. }
        | Entry::GroupFounded { .. }
        | Entry::GroupExtended { .. }
        | Entry::GroupClosed { .. }
        | Entry::ContactNamed { .. }
        | Entry::ContactEnded { .. }
        | Entry::DependencyLogged { .. }
        | Entry::DependencySettled { .. } => super::bodies::said_of(names, entry),
    }
}
