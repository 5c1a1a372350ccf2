//! Seats: chairs, observers, second lists, and organisations that sit nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{Concern, concern};
use crate::arrangements::model::{
    Appointed, Arrangements, Body, BodyKind, Capacity, ListedSeat, Seat, SeatOffice,
};

/// Every seat with its path and its full name.
fn seats(a: &Arrangements) -> impl Iterator<Item = (String, String, &Body, &Seat)> {
    a.body.iter().enumerate().flat_map(|(b, body)| {
        let seats = body.seat.iter().enumerate();
        seats.map(move |(s, seat)| {
            (
                format!("body[{b}].seat[{s}]"),
                format!("{}.{}", body.id, seat.id),
                body,
                seat,
            )
        })
    })
}

fn bodies(a: &Arrangements) -> impl Iterator<Item = (String, &Body)> {
    a.body
        .iter()
        .enumerate()
        .map(|(b, body)| (format!("body[{b}]"), body))
}

/// E025: observers, people in attendance and advisers never vote.
pub(super) fn observer_votes(a: &Arrangements) -> Vec<Concern> {
    seats(a)
        .filter(|(_, _, _, seat)| seat.votes == Some(true) && seat.capacity != Capacity::Member)
        .map(|(at, about, _, _)| {
            let help = "Leave `votes` out, or make it a member's seat: `capacity = \"member\"`.";
            concern(
                format!("{at}.votes"),
                &about,
                format!("“{about}” votes but is not a member's seat"),
                help,
            )
        })
        .collect()
}

/// E029: a second list speaks of a seat that the body has not, without saying what it is called.
pub(super) fn listed_seat_unknown(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (at, body) in bodies(a) {
        for (l, list) in body.other_list.iter().enumerate() {
            for (s, listed) in list.seat.iter().enumerate() {
                if listed.title.is_none() && !body.seat.iter().any(|seat| seat.id == listed.id) {
                    concerns.push(concern(
                        format!("{at}.other_list[{l}].seat[{s}].id"),
                        &body.id,
                        format!("“{}” has no seat called “{}”", body.id, listed.id),
                        "Correct the name, or give it a `title` if only that list has the seat.",
                    ));
                }
            }
        }
    }
    concerns
}

/// W004: what one list of members says and the other does not.
pub(super) fn lists_contradict(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (at, body) in bodies(a) {
        for (l, list) in body.other_list.iter().enumerate() {
            let place = list.clause.as_deref().unwrap_or("the other list");
            let mut say = |at: String, seat: &dyn std::fmt::Display, differs: String| {
                concerns.push(concern(
                    at,
                    format!("{}.{seat}", body.id),
                    format!(
                        "The two lists of “{}” differ on “{seat}”: {differs}",
                        body.id
                    ),
                    format!(
                        "Ask which of the two holds, and correct the seat or the list of {place}."
                    ),
                ));
            };
            for (s, listed) in list.seat.iter().enumerate() {
                let at = format!("{at}.other_list[{l}].seat[{s}]");
                match body.seat.iter().find(|seat| seat.id == listed.id) {
                    None => say(at, &listed.id, format!("only {place} has it")),
                    Some(seat) => {
                        let differences = differences(seat, listed, place);
                        if !differences.is_empty() {
                            say(at, &listed.id, differences.join("; "));
                        }
                    }
                }
            }
            for (s, seat) in body.seat.iter().enumerate() {
                if !list.seat.iter().any(|listed| listed.id == seat.id) {
                    say(
                        format!("{at}.seat[{s}]"),
                        &seat.id,
                        format!("{place} has not got it"),
                    );
                }
            }
        }
    }
    concerns
}

/// What `seat` says and `listed`, in `place`, says otherwise.
fn differences(seat: &Seat, listed: &ListedSeat, place: &str) -> Vec<String> {
    let mut differences = Vec::new();
    let mut compare = |what: &str, here: String, there: String| {
        if here != there {
            differences.push(format!("the {what} is {here} here and {there} in {place}"));
        }
    };
    let stated =
        |text: Option<&str>| text.map_or("not stated".to_owned(), |text| format!("“{text}”"));
    let day =
        |day: Option<jiff::civil::Date>| day.map_or("not stated".to_owned(), |day| day.to_string());
    compare(
        "post",
        stated(seat.post.as_deref()),
        stated(listed.post.as_deref()),
    );
    compare(
        "appointment",
        appointed(seat.appointed).to_owned(),
        appointed(listed.appointed).to_owned(),
    );
    compare("first day", day(seat.starts), day(listed.starts));
    compare(
        "number of seats",
        seat.count.to_string(),
        listed.count.to_string(),
    );
    compare(
        "capacity",
        format!("{:?}", seat.capacity).to_lowercase(),
        format!("{:?}", listed.capacity).to_lowercase(),
    );
    differences
}

fn appointed(how: Appointed) -> &'static str {
    match how {
        Appointed::Named => "without a term",
        Appointed::ExOfficio => "with the post",
        Appointed::NominatedAnnually => "nominated each year",
        Appointed::ElectedAnnually => "elected each year",
    }
}

/// W007: a board, or a body that votes, where no seat takes the chair.
pub(super) fn no_chair(a: &Arrangements) -> Vec<Concern> {
    bodies(a)
        .filter(|(_, body)| {
            use BodyKind::{Board, Executive, PublicServicesExecutive};
            let leads = matches!(body.kind, Board | Executive | PublicServicesExecutive);
            let decides = leads || body.vote.is_some();
            decides
                && !body.seat.is_empty()
                && !body
                    .seat
                    .iter()
                    .any(|seat| seat.office == Some(SeatOffice::Chair))
        })
        .map(|(at, body)| {
            let help = "Mark the seat that takes the chair with `office = \"chair\"`.";
            concern(
                at,
                &body.id,
                format!("“{}” decides, but no seat takes the chair", body.id),
                help,
            )
        })
        .collect()
}

/// W008: a chair that is nobody's, and nothing says how it is filled.
pub(super) fn chair_nobody_elects(a: &Arrangements) -> Vec<Concern> {
    seats(a)
        .filter(|(_, _, _, seat)| {
            let how = seat.appointed != Appointed::Named || seat.by.is_some();
            let whose = seat.partner.is_some() || seat.filled_from.is_some();
            seat.office == Some(SeatOffice::Chair) && !how && !whose
        })
        .map(|(at, about, _, _)| {
            let message = format!("Nothing says who elects or appoints “{about}”");
            concern(
                at,
                &about,
                message,
                "Add `appointed = \"elected-annually\"` and `by = \"…\"`, or what holds.",
            )
        })
        .collect()
}

/// W009: an independent chair of a body that votes, and nothing says whether the chair does.
pub(super) fn chair_vote_unstated(a: &Arrangements) -> Vec<Concern> {
    seats(a)
        .filter(|(_, _, body, seat)| {
            let independent = seat.office == Some(SeatOffice::Chair) && seat.partner.is_none();
            independent && seat.votes.is_none() && body.vote.is_some()
        })
        .map(|(at, about, _, _)| {
            let message = format!(
                "Nothing says whether “{about}” votes; as it speaks for no partner, it does not"
            );
            concern(
                at,
                &about,
                message,
                "Add `votes = true` or `votes = false`.",
            )
        })
        .collect()
}

/// W016: a body is represented elsewhere, but nothing says for which sector it counts.
pub(super) fn partner_without_sector(a: &Arrangements) -> Vec<Concern> {
    let speaks_for: BTreeSet<&str> = seats(a)
        .filter_map(|(_, _, _, seat)| seat.partner.as_ref())
        .map(|partner| partner.as_str())
        .collect();
    bodies(a)
        .filter(|(_, body)| body.sector.is_none() && speaks_for.contains(body.id.as_str()))
        .map(|(at, body)| {
            let message = format!("A seat speaks for “{}”, which has no sector", body.id);
            concern(
                at,
                &body.id,
                message,
                "Add `sector = \"…\"` to the body, so that balance can be shown.",
            )
        })
        .collect()
}

/// W021: a body that has rules for deciding, but no seats.
pub(super) fn seats_unknown(a: &Arrangements) -> Vec<Concern> {
    bodies(a)
        .filter(|(_, body)| body.seat.is_empty() && (body.vote.is_some() || body.quorum.is_some()))
        .map(|(at, body)| {
            let message = format!(
                "“{}” has rules for deciding, but its seats are not known",
                body.id
            );
            concern(
                at,
                &body.id,
                message,
                "List its seats with `[[body.seat]]`.",
            )
        })
        .collect()
}

/// W022: an organisation takes part, but no seat speaks for it.
pub(super) fn organisation_without_seat(a: &Arrangements) -> Vec<Concern> {
    let speaks_for: BTreeSet<&str> = seats(a)
        .filter_map(|(_, _, _, seat)| seat.partner.as_ref())
        .map(|partner| partner.as_str())
        .collect();
    let organisations = a.organisation.iter().enumerate();
    organisations
        .filter(|(_, organisation)| !speaks_for.contains(organisation.id.as_str()))
        .map(|(o, organisation)| {
            let message = format!("No seat speaks for “{}”", organisation.id);
            let help =
                "Give it a seat, or leave it out; an organisation is heard through its seats.";
            concern(
                format!("organisation[{o}]"),
                &organisation.id,
                message,
                help,
            )
        })
        .collect()
}

/// W025: someone is to be nominated for a role, and nothing says what the role asks of a person.
pub(super) fn no_person_specification(a: &Arrangements) -> Vec<Concern> {
    let unspecified: BTreeSet<&str> = a
        .role
        .iter()
        .filter(|role| role.essential.is_empty() && role.desirable.is_empty())
        .map(|role| role.id.as_str())
        .collect();
    seats(a)
        .filter(|(_, _, _, seat)| seat.appointed == Appointed::NominatedAnnually)
        .filter_map(|(at, about, _, seat)| {
            let role = seat.role.as_ref().filter(|role| unspecified.contains(role.as_str()))?;
            let message = format!("“{about}” is filled by nomination, but the role “{role}” has no person specification");
            Some(concern(format!("{at}.role"), &about, message, "Add `essential` and `desirable` to the role."))
        })
        .collect()
}

/// W031: a seat is filled afresh every year, and nothing says by whom.
pub(super) fn nominated_by_nobody(a: &Arrangements) -> Vec<Concern> {
    seats(a)
        .filter(|(_, _, _, seat)| {
            matches!(
                seat.appointed,
                Appointed::NominatedAnnually | Appointed::ElectedAnnually
            ) && seat.by.is_none()
        })
        .map(|(at, about, _, _)| {
            let message =
                format!("“{about}” is filled every year, but nothing says who nominates or elects");
            concern(
                at,
                &about,
                message,
                "Add `by = \"…\"`: the constituency or the meeting that does.",
            )
        })
        .collect()
}

/// W032: an organisation is a member of one body and an observer of another.
pub(super) fn uneven_standing(a: &Arrangements) -> Vec<Concern> {
    let mut member_of: BTreeMap<&str, &Body> = BTreeMap::new();
    for (_, _, body, seat) in seats(a).filter(|(_, _, _, seat)| seat.capacity == Capacity::Member) {
        if let Some(partner) = &seat.partner {
            member_of.entry(partner.as_str()).or_insert(body);
        }
    }
    seats(a)
        .filter(|(_, _, _, seat)| seat.capacity == Capacity::Observer)
        .filter_map(|(at, about, body, seat)| {
            let partner = seat.partner.as_ref()?;
            let member_of = member_of
                .get(partner.as_str())
                .filter(|other| other.id != body.id)?;
            let message = format!(
                "“{partner}” observes “{}” but is a member of “{}”",
                body.id, member_of.id
            );
            Some(concern(
                at,
                &about,
                message,
                "Make sure that this is meant; accept it if it is.",
            ))
        })
        .collect()
}

/// W035: more or fewer partners sit on a body than its terms of reference allow.
pub(super) fn outside_limits(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (at, body) in bodies(a) {
        let Some(limits) = &body.limits else { continue };
        let members = body.seat.iter().filter(|seat| seat.counts());
        let partners = members
            .filter_map(|seat| seat.partner.as_ref().map(|it| it.as_str()))
            .collect::<BTreeSet<_>>()
            .len();
        let fewest = limits.fewest_partners.map_or(0, |fewest| fewest as usize);
        let most = limits
            .most_partners
            .map_or(usize::MAX, |most| most as usize);
        if !body.seat.is_empty() && !(fewest..=most).contains(&partners) && fewest <= most {
            let message = format!(
                "{partners} partners sit on “{}”, which its own terms do not allow",
                body.id
            );
            concerns.push(concern(
                format!("{at}.limits"),
                &body.id,
                message,
                "Change the seats, or have the terms changed.",
            ));
        }
    }
    concerns
}
