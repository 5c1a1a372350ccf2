//! What lines about nominations, elections, roles and reviews say, as a clerk would read them aloud.

use app::views::words;
use record::structure::{Entry, Judged, ReviewOutcome, VotesFor};

use super::{
    Names, Sentence, said,
    structure::{mandated, post_held},
    until,
};
use crate::say;

/// The sentence of an entry about how seats are filled; nothing for any other.
pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::Nominated { .. } => nominated(names, entry),
        Entry::NominationWithdrawn { seat, person, on } => said("The nomination of ")
            .and(names.person(*person))
            .and(format!(" for the seat {} on the ", names.seat(seat, *on)))
            .and(names.body(&seat.body(), *on))
            .and(format!(" was withdrawn on {}.", say::short_day(on))),
        Entry::Elected {
            seat,
            person,
            on,
            meeting,
            votes,
            unopposed,
        } => {
            let so_far = said(names.person(*person))
                .and(format!(
                    " was elected to the seat {} on the ",
                    names.seat(seat, *on)
                ))
                .and(names.body(&seat.body(), *on))
                .and(format!(" on {}", say::short_day(on)));
            let so_far = match meeting {
                Some(meeting) => so_far
                    .and(", at the meeting of ")
                    .and(names.meeting(meeting)),
                None => so_far,
            };
            let unopposed = if *unopposed { ", unopposed" } else { "" };
            let (own, others): (Vec<&VotesFor>, Vec<_>) =
                votes.iter().partition(|votes| votes.person == *person);
            let own = own.first().map_or(String::new(), |own| {
                format!(
                    ", with {}",
                    words::count(own.votes as usize, "vote", "votes")
                )
            });
            let others: Vec<String> = others.iter().map(|one| one.votes.to_string()).collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!("; the others had {}", others.join(" and "))
            };
            so_far.and(format!("{unopposed}{own}{others}."))
        }
        Entry::RoleAccepted {
            seat,
            person,
            role,
            on,
        } => said(names.person(*person))
            .and(format!(
                " accepted the role “{}” in the seat {} on the ",
                names.role(role, *on),
                names.seat(seat, *on)
            ))
            .and(names.body(&seat.body(), *on))
            .and(format!(" on {}.", say::short_day(on))),
        Entry::MembershipReviewed {
            body,
            on,
            outcome,
            words: said_of_it,
        } => {
            let outcome = match outcome {
                ReviewOutcome::Confirmed => "was reviewed and confirmed",
                ReviewOutcome::Changed => "was reviewed, and is to change",
            };
            let more = said_of_it
                .as_ref()
                .map_or(String::new(), |said| format!(" “{}”", said.shown()));
            said("The membership of the ")
                .and(names.body(body, *on))
                .and(format!(" {outcome} on {}.{more}", say::short_day(on)))
        }
        _ => Sentence::default(),
    }
}

fn nominated(names: &Names<'_>, entry: &Entry) -> Sentence {
    let Entry::Nominated {
        seat,
        person,
        from,
        until: last,
        post,
        mandate,
        essential,
        desirable,
        despite,
        ..
    } = entry
    else {
        return Sentence::default();
    };
    let judged = |judged: &Judged, list: &str| {
        let of = judged.met.len() + judged.unmet.len();
        if of == 0 {
            String::new()
        } else {
            format!(
                " They meet {} of {of} {list} requirements.",
                judged.met.len()
            )
        }
    };
    let despite = despite.as_ref().map_or(String::new(), |despite| {
        format!(" Nominated all the same: “{}”", despite.shown())
    });
    said(names.person(*person))
        .and(post_held(post.as_ref()))
        .and(format!(
            " was nominated for the seat {} on the ",
            names.seat(seat, *from)
        ))
        .and(names.body(&seat.body(), *from))
        .and(format!(
            ", from {}{}{}.{}{}{despite}",
            say::short_day(from),
            until(*last),
            mandated(Some(*mandate)),
            judged(essential, "essential"),
            judged(desirable, "desirable")
        ))
}
