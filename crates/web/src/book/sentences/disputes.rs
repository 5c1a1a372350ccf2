//! Disputes between partners, read aloud.

use record::{
    disputes::{Ends, Entry},
    id::DisputeId,
};

use super::{Names, Sentence, said};
use crate::{book::names::Bit, say};

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::DisputeRaised {
            dispute,
            body,
            between,
            title,
            about,
            seat,
            on,
        } => {
            let partners = between
                .iter()
                .map(|partner| names.partner(partner, *on).words);
            let by = seat.as_ref().map_or(String::new(), |seat| {
                format!(" The seat {} raised it.", names.seat(seat, *on))
            });
            said(quarrel(names, &format!("A dispute, “{title}”,"), dispute))
                .and(format!(
                    " was raised between {} at ",
                    say::listed(&partners.collect::<Vec<_>>())
                ))
                .and(names.body(body, *on))
                .and(format!(": “{}”{by}", about.shown()))
        }
        Entry::MediationRecorded {
            dispute,
            step,
            mediator,
            settled,
            words,
            on,
        } => {
            let who = mediator
                .as_ref()
                .map_or(String::new(), |who| format!(" by {who}"));
            let came = if *settled {
                "It settled the dispute"
            } else {
                "It settled nothing yet"
            };
            said("In ")
                .and(quarrel(names, "the dispute", dispute))
                .and(format!(
                    " there was mediation{who}, step {step} of the arrangements, on {}. {came}: “{}”",
                    say::short_day(on),
                    words.shown()
                ))
        }
        Entry::DisputeEnded {
            dispute,
            ends,
            words,
            on,
        } => {
            let how = match ends {
                Ends::Settled => "was settled",
                Ends::Withdrawn => "was withdrawn",
                Ends::Unresolved => "ended without agreement",
            };
            said(quarrel(names, "The dispute", dispute)).and(format!(
                " {how} on {}: “{}”",
                say::short_day(on),
                words.shown()
            ))
        }
    }
}

fn quarrel(names: &Names<'_>, words: &str, id: &DisputeId) -> Bit {
    names.link(words, &format!("/disputes/{id}"))
}
