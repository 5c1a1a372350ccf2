//! Quorum and votes: rules that cannot work, or that leave something unsaid.

use super::{Concern, concern};
use crate::arrangements::model::{Arrangements, Body, QuorumBase, Seat, SeatOffice, Tie, VoteUnit};

/// E020: a quorum of nobody or of more than everybody; a majority that nothing or anything reaches.
pub(super) fn impossible_share(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        if let Some(quorum) = &body.quorum {
            let seats = members(body, |_| true);
            if quorum.share.at_least_of(u32::MAX) == 0 && quorum.floor == 0 {
                let help = "Write a share above nothing, such as \"1/2\", or a floor.";
                concerns.push(concern(
                    format!("body[{b}].quorum.share"),
                    &body.id,
                    "Nobody at all would be a quorum",
                    help,
                ));
            }
            if seats > 0 && quorum.floor > seats {
                concerns.push(concern(
                    format!("body[{b}].quorum.floor"),
                    &body.id,
                    format!(
                        "A quorum of at least {} cannot be had from {seats} members’ seats",
                        quorum.floor
                    ),
                    "Lower the floor, or add the seats that are missing.",
                ));
            }
        }
        if let Some(vote) = &body.vote {
            let base = 1_000_000;
            let message = match vote.carries.needed(base) {
                0 => Some("A motion would carry with no vote for it"),
                needed if needed > base => {
                    Some("A motion could never carry: it would need more than everyone")
                }
                _ => None,
            };
            let help = "Write a share such as \"3/4\", or \"more than 1/2\" for a simple majority.";
            concerns.extend(message.map(|message| {
                concern(format!("body[{b}].vote.carries"), &body.id, message, help)
            }));
        }
    }
    concerns
}

/// E024: each partner has one vote, but no seat speaks for a partner.
pub(super) fn no_partner_to_vote(a: &Arrangements) -> Vec<Concern> {
    let bodies = a.body.iter().enumerate().filter(|(_, body)| {
        let by_partner = body
            .vote
            .as_ref()
            .is_some_and(|vote| vote.unit == VoteUnit::Partner);
        by_partner
            && !body.seat.is_empty()
            && !body
                .seat
                .iter()
                .any(|seat| seat.partner.is_some() && seat.counts())
    });
    bodies
        .map(|(b, body)| {
            concern(
                format!("body[{b}].vote.unit"),
                &body.id,
                format!("On “{}” each partner has one vote, but no member’s seat speaks for a partner", body.id),
                "Say with `partner = \"…\"` for whom each seat speaks, or let each seat vote: `unit = \"seat\"`.",
            )
        })
        .collect()
}

/// W012: with the conditional seats not taken up, or those that begin later, the quorum is not reached.
pub(super) fn quorum_out_of_reach(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        let Some(quorum) = &body.quorum else { continue };
        let (all, certain) = (
            members(body, |_| true),
            members(body, |seat| seat.unless.is_none() && seat.starts.is_none()),
        );
        let base = if quorum.of == QuorumBase::Seats {
            all
        } else {
            certain
        };
        let needed = quorum.share.at_least_of(base).max(quorum.floor);
        if all > 0 && needed > certain {
            concerns.push(concern(
                format!("body[{b}].quorum"),
                &body.id,
                format!("The quorum is {needed}, but only {certain} members’ seats are sure to be filled"),
                "Count filled seats (`of = \"members\"`), lower the share or floor, or make seats unconditional.",
            ));
        }
    }
    concerns
}

/// W013: a body may vote however few are present.
pub(super) fn vote_without_quorum(a: &Arrangements) -> Vec<Concern> {
    let bodies = a
        .body
        .iter()
        .enumerate()
        .filter(|(_, body)| body.vote.is_some() && body.quorum.is_none());
    bodies
        .map(|(b, body)| {
            concern(
                format!("body[{b}].vote"),
                &body.id,
                format!(
                    "“{}” votes, but nothing says how many have to be present",
                    body.id
                ),
                "Add `[body.quorum]`, such as `share = \"1/2\"` and `of = \"members\"`.",
            )
        })
        .collect()
}

/// W033: the chair has the casting vote, and no seat takes the chair.
pub(super) fn casting_vote_without_chair(a: &Arrangements) -> Vec<Concern> {
    let bodies = a.body.iter().enumerate().filter(|(_, body)| {
        let casting = body
            .vote
            .as_ref()
            .is_some_and(|vote| vote.tie == Tie::Chair);
        casting
            && !body
                .seat
                .iter()
                .any(|seat| seat.office == Some(SeatOffice::Chair))
    });
    bodies
        .map(|(b, body)| {
            concern(
                format!("body[{b}].vote.tie"),
                &body.id,
                format!(
                    "On “{}” the chair decides a tie, but no seat takes the chair",
                    body.id
                ),
                "Mark the seat with `office = \"chair\"`, or say what else happens on a tie.",
            )
        })
        .collect()
}

/// How many members' chairs there are among the seats that `which` picks.
fn members(body: &Body, which: impl Fn(&Seat) -> bool) -> u32 {
    body.seat
        .iter()
        .filter(|seat| seat.counts() && which(seat))
        .map(|seat| seat.count)
        .fold(0, u32::saturating_add)
}
