//! Efficiency reviews and the watch list, read aloud.

use record::{
    efficiency::{self, Saving},
    id::{ReviewId, WatchId},
    watching::{Entry, WatchSort, WatchState},
};

use super::{Names, Sentence, said};
use crate::{book::names::Bit, say};

pub(super) fn of_a_review(names: &Names<'_>, entry: &efficiency::Entry) -> Sentence {
    use efficiency::Entry;
    match entry {
        Entry::ReviewBegun {
            review,
            title,
            scope,
            body,
            lead,
            person,
            due,
            partners,
            on,
        } => {
            let each = partners.iter().map(|one| {
                let name = names.partner(&one.partner, *on).words;
                match one.pence {
                    Some(pence) => format!("{name} (expects {})", say::money(&pence)),
                    None => name,
                }
            });
            let begun = said(names.link(
                format!("An efficiency review, “{title}”,"),
                &format!("/reviews/{review}"),
            ))
            .and(" was begun, to report to ")
            .and(names.body(body, *on))
            .and(format!(
                " by {}: “{}” {} take part, led by ",
                say::short_day(due),
                scope.shown(),
                say::listed(&each.collect::<Vec<_>>())
            ))
            .and(names.partner(lead, *on));
            match person {
                Some(person) => begun.and(", for it ").and(names.person(*person)).and("."),
                None => begun.and("."),
            }
        }
        Entry::SavingStated {
            review,
            partner,
            saving,
            pence,
            words,
            on,
        } => {
            let how = match saving {
                Saving::Expected => "expects to save",
                Saving::Achieved => "has saved",
            };
            said(names.partner(partner, *on))
                .and(format!(" {how} {} in ", say::money(pence)))
                .and(a_review(names, review))
                .and(format!(": “{}”", words.shown()))
        }
        Entry::ReviewEnded { review, words, .. } => said("With this ")
            .and(a_review(names, review))
            .and(format!(" ended: “{}”", words.shown())),
    }
}

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::WatchListed {
            watch,
            sort,
            title,
            about,
            from,
            deadline,
            body,
            lead,
            person,
            together,
            on,
        } => {
            let what = match sort {
                WatchSort::Policy => "A policy to be answered",
                WatchSort::Bid => "A bid",
            };
            let from = from
                .as_ref()
                .map_or(String::new(), |from| format!(" of {from}"));
            let with = together.iter().map(|one| names.partner(one, *on).words);
            let with: Vec<String> = with.collect();
            let with = if with.is_empty() {
                String::new()
            } else {
                format!(" together with {}", say::listed(&with))
            };
            let listed = said(names.link(
                format!("{what}, “{title}”,"),
                &format!("/watch-list/{watch}"),
            ))
            .and(format!("{from} was put on the watch list of "))
            .and(names.body(body, *on))
            .and(format!(
                ", due by {}: “{}” It is led by ",
                say::short_day(deadline),
                about.shown()
            ))
            .and(names.partner(lead, *on));
            let listed = match person {
                Some(person) => listed.and(", for it ").and(names.person(*person)),
                None => listed,
            };
            listed.and(format!("{with}."))
        }
        Entry::ContributionGiven {
            watch,
            partner,
            words,
            on,
        } => said(names.partner(partner, *on))
            .and(" gave its part of the answer to ")
            .and(watched(names, watch))
            .and(format!(": “{}”", words.shown())),
        Entry::WatchMoved {
            watch,
            state,
            words,
            deadline,
            ..
        } => {
            let how = match state {
                WatchState::Watching => " is watched",
                WatchState::Preparing => " is being answered",
                WatchState::Sent => " was answered",
                WatchState::Won => " was won",
                WatchState::Lost => " was lost",
                WatchState::LetPass => " was let pass",
            };
            let due = deadline.as_ref().map_or(String::new(), |day| {
                format!(", now due by {}", say::short_day(day))
            });
            said(watched(names, watch)).and(format!("{how}{due}: “{}”", words.shown()))
        }
    }
}

fn a_review(names: &Names<'_>, id: &ReviewId) -> Bit {
    names.link(names.review(id), &format!("/reviews/{id}"))
}

fn watched(names: &Names<'_>, id: &WatchId) -> Bit {
    names.link(names.watched(id), &format!("/watch-list/{id}"))
}
