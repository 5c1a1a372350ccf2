//! Arrangements and seats, read aloud.

use app::views::words;
use record::structure::{Entry, Mandate};

use super::{Names, Sentence, filling, said, until};
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
            post,
            mandate,
            ..
        } => said(names.person(*person))
            .and(post_held(post.as_ref()))
            .and(format!(
                " was appointed to the seat {} on the ",
                names.seat(seat, *from)
            ))
            .and(names.body(&seat.body(), *from))
            .and(format!(
                ", from {}{}{}.",
                say::short_day(from),
                until(*last),
                mandated(*mandate)
            )),
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
        AppointmentEnded {
            seat,
            person,
            on,
            ground,
            words: said_of_it,
        } => {
            let why = ground.map_or(String::new(), |ground| {
                format!(" ({})", words::ground(ground).to_lowercase())
            });
            let more = said_of_it
                .as_ref()
                .map_or(String::new(), |said| format!(" “{}”", said.shown()));
            said(names.person(*person))
                .and(format!(" left the seat {} on the ", names.seat(seat, *on)))
                .and(names.body(&seat.body(), *on))
                .and(format!(
                    "; the last day was {}{why}.{more}",
                    say::short_day(on)
                ))
        }
        Entry::TermsProposed { .. }
        | Entry::TermsApproved { .. }
        | Entry::GroupFounded { .. }
        | Entry::GroupExtended { .. }
        | Entry::GroupClosed { .. }
        | Entry::ContactNamed { .. }
        | Entry::ContactEnded { .. }
        | Entry::DependencyLogged { .. }
        | Entry::DependencySettled { .. } => super::bodies::said_of(names, entry),
        _ => filling::said_of(names, entry),
    }
}

/// ", Deputy Leader,".
pub(super) fn post_held(post: Option<&record::prose::Title>) -> String {
    post.map_or(String::new(), |post| format!(", {post},"))
}

/// "; they may commit their organisation".
pub(super) fn mandated(mandate: Option<Mandate>) -> String {
    mandate.map_or(String::new(), |mandate| {
        format!("; {}", words::mandate(mandate))
    })
}
