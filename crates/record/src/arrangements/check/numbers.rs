//! Numbers, days and circles that cannot be.

use std::collections::BTreeMap;

use super::{Concern, concern};
use crate::arrangements::model::{Arrangements, Body};

/// Most seats alike in one entry.
const MOST_ALIKE: u32 = 100;
/// Most of anything in one list of the file.
const MOST_LISTED: usize = 2_000;
/// Most seats on one body.
const MOST_SEATS: u64 = 1_000;

/// E019: more than the house can show, or none at all.
pub(super) fn too_many(a: &Arrangements) -> Vec<Concern> {
    let mut concerns: Vec<Concern> = lists(a)
        .into_iter()
        .filter(|(_, length)| *length > MOST_LISTED)
        .map(|(list, length)| {
            concern(
                list.to_owned(),
                list,
                format!("There are {length} of these; at most {MOST_LISTED} are read"),
                "Leave out what nothing refers to.",
            )
        })
        .collect();
    for (b, body) in a.body.iter().enumerate().take(MOST_LISTED) {
        for (s, seat) in body.seat.iter().enumerate().take(MOST_LISTED) {
            if seat.count == 0 || seat.count > MOST_ALIKE {
                concerns.push(concern(
                    format!("body[{b}].seat[{s}].count"),
                    format!("{}.{}", body.id, seat.id),
                    format!("There have to be 1 to {MOST_ALIKE} such seats, not {}", seat.count),
                    "Leave `count` out where there is one seat; leave the seat out where there is none.",
                ));
            }
        }
        if chairs(body) > MOST_SEATS {
            concerns.push(concern(
                format!("body[{b}].id"),
                &body.id,
                format!(
                    "“{}” has {} seats; at most {MOST_SEATS} are read",
                    body.id,
                    chairs(body)
                ),
                "A body open to all needs no seat for everyone.",
            ));
        }
    }
    concerns
}

/// Whether there is so much that nothing else should be worked out.
pub(super) fn far_too_many(a: &Arrangements) -> bool {
    lists(a).iter().any(|(_, length)| *length > MOST_LISTED)
        || a.body.iter().any(|body| chairs(body) > MOST_SEATS)
}

fn chairs(body: &Body) -> u64 {
    body.seat.iter().map(|seat| u64::from(seat.count)).sum()
}

fn lists(a: &Arrangements) -> Vec<(&'static str, usize)> {
    let mut lists = vec![
        ("sector", a.sector.len()),
        ("organisation", a.organisation.len()),
        ("area", a.area.len()),
        ("theme", a.theme.len()),
        ("body", a.body.len()),
        ("role", a.role.len()),
        ("competence", a.competence.len()),
        ("duty", a.duty.len()),
        ("standard", a.standard.len()),
        ("principle", a.principle.len()),
        ("mention", a.mention.len()),
        (
            "accept",
            a.accept
                .iter()
                .map(|accepted| 1 + accepted.also.len())
                .sum(),
        ),
        (
            "body",
            a.body.iter().map(|body| body.line.len()).max().unwrap_or(0),
        ),
        (
            "body",
            a.body
                .iter()
                .map(|body| body.other_list.iter().map(|list| list.seat.len()).sum())
                .max()
                .unwrap_or(0),
        ),
    ];
    lists.extend(a.portfolios.iter().map(|it| {
        let longest = it.groups.len().max(it.themes.len()).max(it.districts.len());
        ("portfolios", longest)
    }));
    lists.extend(
        a.money
            .iter()
            .map(|money| ("money", money.stream.len().max(money.block.len()))),
    );
    lists
}

/// E021: the time zone is not one of the IANA database.
pub(super) fn time_zone(a: &Arrangements) -> Vec<Concern> {
    let name = &a.partnership.time_zone;
    match jiff::tz::TimeZone::get(name) {
        Ok(_) => Vec::new(),
        Err(_) => vec![concern(
            "partnership.time_zone".to_owned(),
            "partnership",
            format!("There is no time zone called “{name}”"),
            "Write its name in the IANA database, such as \"Europe/London\", or leave the line out.",
        )],
    }
}

/// E022: the financial year begins in a month from 1 to 12.
pub(super) fn month(a: &Arrangements) -> Vec<Concern> {
    match a.partnership.financial_year_starts {
        1..=12 => Vec::new(),
        other => vec![concern(
            "partnership.financial_year_starts".to_owned(),
            "partnership",
            format!("The financial year cannot begin in month {other}"),
            "Write a month from 1 (January) to 12 (December).",
        )],
    }
}

/// E023: a body or a seat ends before it begins.
pub(super) fn ends_before_it_begins(a: &Arrangements) -> Vec<Concern> {
    let mut spans = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        spans.push((
            format!("body[{b}].ends"),
            body.id.to_string(),
            body.starts,
            body.ends,
        ));
        for (s, seat) in body.seat.iter().enumerate() {
            let about = format!("{}.{}", body.id, seat.id);
            spans.push((
                format!("body[{b}].seat[{s}].ends"),
                about,
                seat.starts,
                seat.ends,
            ));
        }
    }
    let mut concerns = Vec::new();
    for (at, about, starts, ends) in spans {
        if let (Some(starts), Some(ends)) = (starts, ends)
            && ends < starts
        {
            let message = format!("“{about}” ends on {ends}, before it begins on {starts}");
            concerns.push(concern(at, about, message, "Correct one of the two days."));
        }
    }
    concerns
}

/// E027: a body with a line to itself, or an area that lies within itself.
pub(super) fn leads_to_itself(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        for (l, line) in body
            .line
            .iter()
            .enumerate()
            .filter(|(_, line)| line.to == body.id)
        {
            let message = format!("“{}” has a line to itself", line.to);
            concerns.push(concern(
                format!("body[{b}].line[{l}].to"),
                &body.id,
                message,
                "Name the other body.",
            ));
        }
    }
    let within: BTreeMap<&str, &str> = a
        .area
        .iter()
        .filter_map(|area| Some((area.id.as_str(), area.within.as_ref()?.as_str())))
        .collect();
    for (n, area) in a.area.iter().enumerate() {
        let around = std::iter::successors(within.get(area.id.as_str()), |id| within.get(**id));
        if around.take(within.len()).any(|id| *id == area.id.as_str()) {
            let message = format!("“{}” lies within itself", area.id);
            let at = format!("area[{n}].within");
            concerns.push(concern(at, &area.id, message, "Name the larger area."));
        }
    }
    concerns
}

/// E028: the fewest partners or meetings that a body's terms ask for are more than the most they allow.
pub(super) fn fewest_above_most(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        let Some(limits) = &body.limits else { continue };
        let pairs = [
            ("partners", limits.fewest_partners, limits.most_partners),
            ("meetings", limits.fewest_meetings, limits.most_meetings),
        ];
        for (what, fewest, most) in pairs {
            if let Some((fewest, most)) = fewest.zip(most)
                && fewest > most
            {
                concerns.push(concern(
                    format!("body[{b}].limits.fewest_{what}"),
                    &body.id,
                    format!("At least {fewest} {what} and at most {most} cannot both hold"),
                    "Exchange or correct the two numbers.",
                ));
            }
        }
    }
    concerns
}
