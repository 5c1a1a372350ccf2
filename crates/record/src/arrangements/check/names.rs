//! Names: each once, fit to be used, saying something, and defined.

use std::collections::{BTreeMap, BTreeSet};

use super::{Concern, concern};
use crate::arrangements::model::Arrangements;

/// The longest short name of a body or a seat, so that the two together stay a name.
const LONGEST: usize = 50;

/// E010: two things of a kind have one short name. Bodies and organisations share their names,
/// because a seat can speak for either.
pub(super) fn same_name_twice(arrangements: &Arrangements) -> Vec<Concern> {
    let mut seen = BTreeSet::new();
    let mut concerns = Vec::new();
    for (kind, at, id) in short_names(arrangements) {
        if !seen.insert((kind.clone(), id.clone())) {
            concerns.push(concern(
                at,
                &id,
                format!("“{id}” is already the short name of another {kind}"),
                "Give one of the two another short name, and change what refers to it.",
            ));
        }
    }
    concerns
}

/// E011: a dot would make the name of a seat ambiguous, and a long name would not fit.
pub(super) fn unfit_name(arrangements: &Arrangements) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let mut judge = |at: String, about: &str, id: &str, what: &str| {
        if id.contains('.') {
            concerns.push(concern(
                at,
                about,
                format!("The short name of a {what} cannot have a dot: “{id}”"),
                "Use a hyphen; a dot stands between a body and its seat, as in `board.chair`.",
            ));
        } else if id.len() > LONGEST {
            concerns.push(concern(
                at,
                about,
                format!(
                    "The short name of a {what} has {} letters; at most {LONGEST} fit",
                    id.len()
                ),
                "Shorten it; the full name can be as long as it likes.",
            ));
        }
    };
    for (o, organisation) in arrangements.organisation.iter().enumerate() {
        let id = organisation.id.as_str();
        judge(format!("organisation[{o}].id"), id, id, "organisation");
    }
    for (b, body) in arrangements.body.iter().enumerate() {
        judge(
            format!("body[{b}].id"),
            body.id.as_str(),
            body.id.as_str(),
            "body",
        );
        for (s, seat) in body.seat.iter().enumerate() {
            let about = format!("{}.{}", body.id, seat.id);
            judge(
                format!("body[{b}].seat[{s}].id"),
                &about,
                seat.id.as_str(),
                "seat",
            );
        }
    }
    concerns
}

/// E030: a name, title or purpose is blank.
pub(super) fn empty_name(arrangements: &Arrangements) -> Vec<Concern> {
    let mut texts: Vec<(String, String, &str)> = Vec::new();
    let partnership = &arrangements.partnership;
    texts.push((
        "partnership.name".to_owned(),
        "partnership".to_owned(),
        &partnership.name,
    ));
    texts.push((
        "partnership.area".to_owned(),
        "partnership".to_owned(),
        &partnership.area,
    ));
    for (o, organisation) in arrangements.organisation.iter().enumerate() {
        texts.push((
            format!("organisation[{o}].name"),
            organisation.id.to_string(),
            &organisation.name,
        ));
    }
    for (b, body) in arrangements.body.iter().enumerate() {
        texts.push((format!("body[{b}].name"), body.id.to_string(), &body.name));
        for (s, seat) in body.seat.iter().enumerate() {
            texts.push((
                format!("body[{b}].seat[{s}].title"),
                format!("{}.{}", body.id, seat.id),
                &seat.title,
            ));
        }
    }
    for (d, duty) in arrangements.duty.iter().enumerate() {
        texts.push((format!("duty[{d}].what"), duty.id.to_string(), &duty.what));
    }
    for (s, standard) in arrangements.standard.iter().enumerate() {
        texts.push((
            format!("standard[{s}].what"),
            standard.id.to_string(),
            &standard.what,
        ));
    }
    texts
        .into_iter()
        .filter(|(_, _, text)| text.trim().is_empty())
        .map(|(at, about, _)| {
            concern(
                at,
                about,
                "There is nothing between the quotes",
                "Write what it is called.",
            )
        })
        .collect()
}

/// W005: the paper speaks of something by name, and no body or organisation has that name.
pub(super) fn undefined(arrangements: &Arrangements) -> Vec<Concern> {
    let known: BTreeSet<String> = names(arrangements)
        .map(|(_, _, name)| name.to_lowercase())
        .collect();
    let mentions = arrangements.mention.iter().enumerate();
    mentions
        .filter(|(_, mention)| !known.contains(&mention.name.to_lowercase()))
        .map(|(m, mention)| {
            concern(
                format!("mention[{m}].name"),
                &mention.name,
                format!("“{}” is named, but nothing says what it is", mention.name),
                "Add a body or organisation of that name, or accept this with the reason.",
            )
        })
        .collect()
}

/// W006: two bodies or organisations have one name or abbreviation.
pub(super) fn shared_name(arrangements: &Arrangements) -> Vec<Concern> {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut concerns = Vec::new();
    for (at, about, name) in names(arrangements) {
        match first.get(&name.to_lowercase()) {
            Some(other) if *other != about => concerns.push(concern(
                at,
                &about,
                format!("“{name}” is also the name of “{other}”"),
                "Give each a name of its own, or people will mistake one for the other.",
            )),
            Some(_) => {}
            None => {
                first.insert(name.to_lowercase(), about);
            }
        }
    }
    concerns
}

/// Every name and abbreviation of a body or organisation, with where it stands and whose it is.
fn names(arrangements: &Arrangements) -> impl Iterator<Item = (String, String, &str)> {
    let organisations =
        arrangements
            .organisation
            .iter()
            .enumerate()
            .flat_map(|(o, organisation)| {
                let short = organisation.short_name.as_deref();
                full_and_short(
                    format!("organisation[{o}]"),
                    organisation.id.to_string(),
                    &organisation.name,
                    short,
                )
            });
    let bodies = arrangements.body.iter().enumerate().flat_map(|(b, body)| {
        full_and_short(
            format!("body[{b}]"),
            body.id.to_string(),
            &body.name,
            body.short_name.as_deref(),
        )
    });
    organisations.chain(bodies)
}

fn full_and_short<'a>(
    at: String,
    about: String,
    name: &'a str,
    short: Option<&'a str>,
) -> impl Iterator<Item = (String, String, &'a str)> + use<'a> {
    let short = short.map(|short| (format!("{at}.short_name"), about.clone(), short));
    std::iter::once((format!("{at}.name"), about, name)).chain(short)
}

/// Every short name, with the kind of thing it names and where it stands.
fn short_names(arrangements: &Arrangements) -> Vec<(String, String, String)> {
    let a = arrangements;
    let mut all = Vec::new();
    let mut add = |kind: &str, list: &str, ids: Vec<String>| {
        let numbered = ids.into_iter().enumerate();
        all.extend(numbered.map(|(n, id)| (kind.to_owned(), format!("{list}[{n}].id"), id)));
    };
    let text = |id: &dyn std::fmt::Display| id.to_string();
    add(
        "sector",
        "sector",
        a.sector.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "area",
        "area",
        a.area.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "theme",
        "theme",
        a.theme.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "approach",
        "approach",
        a.approach.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "organisation or body",
        "organisation",
        a.organisation.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "organisation or body",
        "body",
        a.body.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "role",
        "role",
        a.role.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "competence",
        "competence",
        a.competence.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "gate",
        "gate",
        a.gate.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "duty",
        "duty",
        a.duty.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "standard",
        "standard",
        a.standard.iter().map(|it| text(&it.id)).collect(),
    );
    add(
        "principle",
        "principle",
        a.principle.iter().map(|it| text(&it.id)).collect(),
    );
    if let Some(plans) = &a.plans {
        add(
            "part of a plan",
            "plans.part",
            plans.part.iter().map(|it| text(&it.id)).collect(),
        );
    }
    if let Some(performance) = &a.performance {
        add(
            "tolerance",
            "performance.tolerance",
            performance
                .tolerance
                .iter()
                .map(|it| text(&it.id))
                .collect(),
        );
    }
    if let Some(money) = &a.money {
        add(
            "block",
            "money.block",
            money.block.iter().map(|it| text(&it.id)).collect(),
        );
        add(
            "stream",
            "money.stream",
            money.stream.iter().map(|it| text(&it.id)).collect(),
        );
        add(
            "release condition",
            "money.release",
            money.release.iter().map(|it| text(&it.id)).collect(),
        );
    }
    for (b, body) in a.body.iter().enumerate() {
        // Several alike are numbered: `ambassador-2` may not also be a seat of its own.
        for (s, seat) in body.seat.iter().enumerate() {
            let at = format!("body[{b}].seat[{s}].id");
            let ids = (1..=seat.count.min(100)).map(|nth| match seat.count {
                1 => seat.id.to_string(),
                _ => format!("{}-{nth}", seat.id),
            });
            all.extend(ids.map(|id| ("seat".to_owned(), at.clone(), format!("{}.{id}", body.id))));
        }
    }
    all
}
