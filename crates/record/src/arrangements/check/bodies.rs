//! Bodies: the lines between them, their terms of reference, when they meet and end.

use std::collections::{BTreeMap, BTreeSet};

use super::{Concern, concern};
use crate::arrangements::model::{Arrangements, Body, BodyKind, Cadence, LineKind, StandardTest};

fn bodies(a: &Arrangements) -> impl Iterator<Item = (String, &Body)> {
    a.body
        .iter()
        .enumerate()
        .map(|(b, body)| (format!("body[{b}]"), body))
}

/// W002: no line leads to the body or from it.
pub(super) fn alone(a: &Arrangements) -> Vec<Concern> {
    let reached: BTreeSet<&str> = a
        .body
        .iter()
        .flat_map(|body| &body.line)
        .map(|line| line.to.as_str())
        .collect();
    bodies(a)
        .filter(|(_, body)| {
            a.body.len() > 1 && body.line.is_empty() && !reached.contains(body.id.as_str())
        })
        .map(|(at, body)| {
            let message = format!("“{}” reports to nobody and nobody reports to it", body.id);
            concern(
                at,
                &body.id,
                message,
                "Add `[[body.line]]` with `to` and `kind`, or think what it is for.",
            )
        })
        .collect()
}

/// Whether a line of this kind makes the body answer to the other.
fn answers(kind: LineKind) -> bool {
    use LineKind::{AccountableTo, CommissionedBy, DelegatedFrom, PartOf, ReportsTo};
    matches!(
        kind,
        AccountableTo | ReportsTo | DelegatedFrom | CommissionedBy | PartOf
    )
}

/// W003: a group that works on the partnership's behalf and answers to no other body.
pub(super) fn answers_to_nobody(a: &Arrangements) -> Vec<Concern> {
    use BodyKind::{
        AssociateThemeGroup, Executive, OutcomeGroup, PerformanceGroup, PublicServicesExecutive,
        TaskAndFinishGroup, TaskGroup, ThemeGroup,
    };
    bodies(a)
        .filter(|(_, body)| {
            let works = matches!(
                body.kind,
                Executive
                    | PublicServicesExecutive
                    | ThemeGroup
                    | AssociateThemeGroup
                    | OutcomeGroup
                    | TaskGroup
                    | TaskAndFinishGroup
                    | PerformanceGroup
            );
            works && a.body.len() > 1 && !body.line.iter().any(|line| answers(line.kind))
        })
        .map(|(at, body)| {
            let message = format!(
                "“{}” works for the partnership but answers to no other body",
                body.id
            );
            concern(
                at,
                &body.id,
                message,
                "Add a line such as `kind = \"accountable-to\"` with the body in `to`.",
            )
        })
        .collect()
}

/// W010: terms of reference, and nobody who approves them.
pub(super) fn terms_without_approver(a: &Arrangements) -> Vec<Concern> {
    bodies(a)
        .filter(|(_, body)| {
            body.terms
                .as_ref()
                .is_some_and(|terms| terms.approved_by.is_none())
        })
        .map(|(at, body)| {
            let message = format!(
                "Nothing says who approves the terms of reference of “{}”",
                body.id
            );
            concern(
                format!("{at}.terms"),
                &body.id,
                message,
                "Add `approved_by = \"…\"` with the body that does.",
            )
        })
        .collect()
}

/// W011: terms of reference that a body is to approve, without the day on which it did.
pub(super) fn terms_never_approved(a: &Arrangements) -> Vec<Concern> {
    let waiting = bodies(a).filter_map(|(at, body)| {
        let terms = body
            .terms
            .as_ref()
            .filter(|terms| terms.approved_on.is_none())?;
        terms
            .approved_by
            .as_ref()
            .map(|approver| (at, body, approver))
    });
    waiting
        .map(|(at, body, approver)| {
            let message = format!(
                "The terms of reference of “{}” wait for “{approver}” to approve them",
                body.id
            );
            concern(
                format!("{at}.terms"),
                &body.id,
                message,
                "Put them on its agenda; then add `approved_on`.",
            )
        })
        .collect()
}

/// W023: a body that decides, or owes something at each meeting, without saying how often it meets.
pub(super) fn cadence_not_stated(a: &Arrangements) -> Vec<Concern> {
    let each_meeting = |body: &Body| {
        let duty = a.duty.iter().any(|duty| {
            let every = duty.every == Some(Cadence::AfterEachMeeting);
            every && (duty.bodies.contains(&body.id) || duty.kinds.contains(&body.kind))
        });
        let standard = a.standard.iter().any(|standard| {
            let test = matches!(
                standard.test,
                StandardTest::OnEveryAgenda | StandardTest::ToldAfterEachMeeting
            );
            test && (standard.bodies.contains(&body.id) || standard.kinds.contains(&body.kind))
        });
        duty || standard || !body.standing_item.is_empty()
    };
    bodies(a)
        .filter(|(_, body)| {
            body.meets
                .as_ref()
                .is_none_or(|meets| meets.every == Cadence::AsNeeded)
        })
        .filter(|(_, body)| body.vote.is_some() || body.quorum.is_some() || each_meeting(body))
        .map(|(at, body)| {
            let message = format!(
                "“{}” has business at its meetings, but nothing says how often it meets",
                body.id
            );
            concern(
                at,
                &body.id,
                message,
                "Add `[body.meets]` with `every = \"quarterly\"`, or what holds.",
            )
        })
        .collect()
}

/// W029: by following who answers to whom one comes back to the same body. Each circle is named
/// once, at the first of its bodies.
pub(super) fn circle(a: &Arrangements) -> Vec<Concern> {
    let number: BTreeMap<&str, usize> = a
        .body
        .iter()
        .enumerate()
        .map(|(b, body)| (body.id.as_str(), b))
        .collect();
    let above = |b: usize, nth: usize| {
        let mut lines = a.body[b]
            .line
            .iter()
            .filter(|line| line.kind == LineKind::AccountableTo);
        lines
            .nth(nth)
            .map(|line| number.get(line.to.as_str()).copied())
    };
    let mut on_the_way = vec![false; a.body.len()];
    let mut done = vec![false; a.body.len()];
    let mut closed = BTreeSet::new();
    for start in 0..a.body.len() {
        let mut way = vec![(start, 0)];
        while let Some((b, nth)) = way.pop() {
            if done[b] {
                continue;
            }
            on_the_way[b] = true;
            match above(b, nth) {
                None => {
                    on_the_way[b] = false;
                    done[b] = true;
                }
                Some(other) => {
                    way.push((b, nth + 1));
                    match other {
                        Some(other) if on_the_way[other] && other != b => {
                            closed.insert(other);
                        }
                        Some(other) if !done[other] && other != b => way.push((other, 0)),
                        _ => {}
                    }
                }
            }
        }
    }
    let concerns = closed.into_iter().map(|b| {
        let id = &a.body[b].id;
        let message = format!("“{id}” answers, through others, to itself");
        let help = "Take out one of the lines, or make it one of advice or liaison.";
        concern(format!("body[{b}]"), id, message, help)
    });
    concerns.collect()
}

/// W030: a group for a time that has no last day.
pub(super) fn no_end(a: &Arrangements) -> Vec<Concern> {
    bodies(a)
        .filter(|(_, body)| body.kind == BodyKind::TaskAndFinishGroup && body.ends.is_none())
        .map(|(at, body)| {
            let message = format!("“{}” is for a time, but has no last day", body.id);
            concern(
                at,
                &body.id,
                message,
                "Add `ends = 2008-03-31`, or the day that holds.",
            )
        })
        .collect()
}

/// W034: a power is delegated without a line that shows it, or the line without saying which power.
pub(super) fn delegation_without_line(a: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (at, body) in bodies(a) {
        let lines = || {
            body.line
                .iter()
                .enumerate()
                .filter(|(_, line)| line.kind == LineKind::DelegatedFrom)
        };
        for (l, line) in lines() {
            if !body
                .delegation
                .iter()
                .any(|power| power.from.as_str() == line.to.as_str())
            {
                let message = format!(
                    "“{}” acts on power from “{}”, but nothing says which",
                    body.id, line.to
                );
                let help = "Add `[[body.delegation]]` with `from` and `what`.";
                concerns.push(concern(format!("{at}.line[{l}]"), &body.id, message, help));
            }
        }
        for (d, power) in body.delegation.iter().enumerate() {
            let from_body = a
                .body
                .iter()
                .any(|other| other.id.as_str() == power.from.as_str());
            if from_body && !lines().any(|(_, line)| line.to.as_str() == power.from.as_str()) {
                let message = format!(
                    "“{}” has power from “{}”, but no line shows it",
                    body.id, power.from
                );
                let help = "Add `[[body.line]]` with `kind = \"delegated-from\"`.";
                concerns.push(concern(
                    format!("{at}.delegation[{d}]"),
                    &body.id,
                    message,
                    help,
                ));
            }
        }
    }
    concerns
}
