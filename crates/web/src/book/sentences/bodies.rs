//! Bodies over time, read aloud: terms of reference, groups, contacts, dependencies.

use app::views::words;
use jiff::civil::Date;
use record::{
    id::{BodyId, DecisionId},
    structure::{DependencySort, Entry, GroupOrigin},
};

use super::{Names, Sentence, said, until};
use crate::say;

/// The sentence of an entry of this kind; nothing for any other.
pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::TermsProposed { .. } | Entry::TermsApproved { .. } => of_terms(names, entry),
        Entry::GroupFounded { .. } | Entry::GroupExtended { .. } | Entry::GroupClosed { .. } => {
            of_groups(names, entry)
        }
        Entry::ContactNamed { .. } | Entry::ContactEnded { .. } => of_contacts(names, entry),
        _ => of_dependencies(names, entry),
    }
}

fn of_terms(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::TermsProposed {
            body,
            version,
            from,
            why,
            ..
        } => {
            let why = why
                .as_ref()
                .map_or(".".to_owned(), |why| format!(": “{}”", why.shown()));
            said(names.link("Terms of reference", &terms(body, *version)))
                .and(format!(" (version {version}) for the "))
                .and(names.body(body, *from))
                .and(format!(
                    " were proposed, to be in force from {}{why}",
                    say::short_day(from)
                ))
        }
        Entry::TermsApproved {
            body,
            version,
            by,
            on,
            decided_by,
            at,
        } => {
            let so_far = said("The ")
                .and(names.body(by, *on))
                .and(" approved the ")
                .and(names.link("terms of reference", &terms(body, *version)))
                .and(format!(" (version {version}) of the "))
                .and(names.body(body, *on))
                .and(format!(" on {}", say::short_day(on)));
            match (decided_by, at) {
                (Some(decision), _) => so_far
                    .and(", as ")
                    .and(names.decision("was decided", decision))
                    .and("."),
                (None, Some(meeting)) => so_far
                    .and(", at the meeting of ")
                    .and(names.meeting(meeting))
                    .and("."),
                (None, None) => so_far.and("."),
            }
        }
        _ => Sentence::default(),
    }
}

fn terms(body: &BodyId, version: u32) -> String {
    format!("/structure/{body}/terms#version-{version}")
}

fn of_groups(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::GroupFounded {
            group,
            name,
            origin,
            by,
            decided_by,
            starts,
            ends,
            seats,
            ..
        } => {
            let how = match origin {
                GroupOrigin::Directed => "by direction of the ",
                GroupOrigin::Granted => "on application to the ",
            };
            let so_far =
                said(names.link(name.to_string(), &format!("/structure/{group}?at={starts}")))
                    .and(format!(" was founded {how}"))
                    .and(names.body(by, *starts))
                    .and(format!(
                        " with {}, from {} to {}",
                        words::count(seats.len(), "seat", "seats"),
                        say::short_day(starts),
                        say::short_day(ends)
                    ));
            as_decided(names, so_far, decided_by.as_ref())
        }
        Entry::GroupExtended {
            group,
            until,
            instead_of,
            decided_by,
            why,
        } => {
            let so_far = said("The run of ")
                .and(names.body(group, *until))
                .and(format!(
                    " was made longer: to {} instead of {}",
                    say::short_day(until),
                    say::short_day(instead_of)
                ));
            let so_far = as_decided(names, so_far, decided_by.as_ref());
            match why {
                Some(why) => so_far.and(format!(" “{}”", why.shown())),
                None => so_far,
            }
        }
        Entry::GroupClosed {
            group,
            on,
            report,
            paper,
        } => {
            let so_far = said(names.body(group, *on)).and(format!(
                " was closed; the last day is {}.",
                say::short_day(on)
            ));
            let so_far = match report {
                Some(report) => so_far.and(format!(" It reported: “{}”", report.shown())),
                None => so_far,
            };
            match paper {
                Some(paper) => so_far
                    .and(" ")
                    .and(names.link("Its report", &format!("/papers/{paper}")))
                    .and("."),
                None => so_far,
            }
        }
        _ => Sentence::default(),
    }
}

fn as_decided(names: &Names<'_>, so_far: Sentence, decision: Option<&DecisionId>) -> Sentence {
    match decision {
        Some(decision) => so_far
            .and(", as ")
            .and(names.decision("was decided", decision))
            .and("."),
        None => so_far.and("."),
    }
}

fn of_contacts(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::ContactNamed {
            body,
            role,
            towards,
            person,
            from,
            until: last,
            ..
        } => said("The ")
            .and(names.body(body, *from))
            .and(" named ")
            .and(names.person(*person))
            .and(format!(
                " as its {} to the ",
                words::contact(*role).to_lowercase()
            ))
            .and(names.body(towards, *from))
            .and(format!(", from {}{}.", say::short_day(from), until(*last))),
        Entry::ContactEnded { contact, on } => {
            let named = names.contact(contact);
            let (body, role, person) = match named {
                Some(named) => (
                    names.body(&named.body, *on),
                    words::contact(named.role).to_lowercase(),
                    names.person(named.person),
                ),
                None => return said(format!("The contact {contact} ended.")),
            };
            said(person)
                .and(format!(" is no longer the {role} of the "))
                .and(body)
                .and(format!("; the last day was {}.", say::short_day(on)))
        }
        _ => Sentence::default(),
    }
}

fn of_dependencies(names: &Names<'_>, entry: &Entry) -> Sentence {
    let log = |words: &str| names.link(words, "/structure/dependencies");
    match entry {
        Entry::DependencyLogged {
            what,
            sort,
            owner,
            review,
            ..
        } => {
            let sort = match sort {
                DependencySort::RestsOn => "Something that the structure rests on",
                DependencySort::PartnerToWin => "A partner to be won",
            };
            said(log(sort))
                .and(format!(" was logged: “{}” ", what.shown()))
                .and(names.partner(owner, Date::MAX))
                .and(format!(
                    " looks after it; it is looked at again by {}.",
                    say::short_day(review)
                ))
        }
        Entry::DependencySettled {
            dependency,
            on,
            outcome,
        } => said(log("The log")).and(format!(
            " of what the structure rests on: {dependency} was settled on {}: “{}”",
            say::short_day(on),
            outcome.shown()
        )),
        _ => Sentence::default(),
    }
}
