//! What bodies need: groups that end, terms that wait, contacts that are missing, limits not kept,
//! dependencies to be looked at again.

use app::views::{self, words};

use super::{lists::Group, rows::Row};
use crate::visit::Visit;

/// The rows behind the count, under a heading each.
pub(super) fn groups(visit: &Visit) -> Vec<Group> {
    let waiting = views::bodies_waiting(&visit.reading);
    let group = |heading: &str, rows: Vec<Row>| Group {
        heading: heading.to_owned(),
        rows,
    };
    let body = |id: &record::id::BodyId, path: &str| visit.at(&format!("/structure/{id}{path}"));
    let ending = waiting.groups.iter().map(|ending| {
        let day = words::short_day(ending.ends);
        Row {
            when: if ending.overdue {
                format!("Overdue: {day}")
            } else {
                format!("Ends {day}")
            },
            overdue: ending.overdue,
            what: ending.body.name.clone(),
            href: body(&ending.body.id, ""),
            note: "It is closed with its report, or given a longer run.".to_owned(),
            ..Row::default()
        }
        .doing(body(&ending.body.id, "/close"), "Close the group")
    });
    let terms = waiting.terms.iter().map(|(of, version)| {
        Row {
            when: format!("From {}", words::short_day(version.from)),
            what: format!("{}: version {}", of.name, version.version),
            href: body(&of.id, &format!("/terms#version-{}", version.version)),
            note: format!("{} approves it.", version.approver.name),
            ..Row::default()
        }
        .doing(
            body(&of.id, &format!("/terms/{}/approve", version.version)),
            "Record the approval",
        )
    });
    let contacts = waiting.contacts.iter().map(|gap| {
        let role = serde_json::to_value(gap.role).unwrap_or_default();
        let (role, to) = (role.as_str().unwrap_or_default(), &gap.towards.id);
        Row {
            when: gap
                .clause
                .as_deref()
                .map_or_else(String::new, words::clause),
            what: format!("{}: {}", gap.body.name, gap.words),
            href: body(&gap.body.id, "#contacts"),
            note: format!("To the {}. Nobody is named.", gap.towards.name),
            ..Row::default()
        }
        .doing(
            body(
                &gap.body.id,
                &format!("/contacts/name?role={role}&towards={to}"),
            ),
            "Name someone",
        )
    });
    let not_kept = waiting.not_kept.iter().map(|(of, keeping)| Row {
        when: keeping
            .clause
            .as_deref()
            .map_or_else(String::new, words::clause),
        what: format!("{}: {}", of.name, keeping.asks),
        href: body(&of.id, "#keeps"),
        note: keeping.found.clone(),
        ..Row::default()
    });
    let due = waiting.dependencies.iter().map(|one| {
        let day = words::short_day(one.review);
        Row {
            when: if one.overdue {
                format!("Overdue: {day}")
            } else {
                day
            },
            overdue: one.overdue,
            what: one.what.clone(),
            href: visit.at(&format!("/structure/dependencies#{}", one.id)),
            note: format!("{}; {} looks after it", one.sort, one.owner.name),
            ..Row::default()
        }
        .doing(
            visit.at(&format!("/structure/dependencies/{}/settle", one.id)),
            "Settle",
        )
    });
    vec![
        group("Groups that end", ending.collect()),
        group("Terms of reference that wait for approval", terms.collect()),
        group("Points of contact that nobody is", contacts.collect()),
        group(
            "What bodies do not keep of their own terms",
            not_kept.collect(),
        ),
        group(
            "What the structure rests on, to be looked at again",
            due.collect(),
        ),
    ]
}
