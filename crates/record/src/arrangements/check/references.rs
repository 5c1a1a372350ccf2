//! Whatever one part of the arrangements refers to has to be in another part of them.

use std::collections::BTreeSet;

use super::{Concern, concern};
use crate::arrangements::{model::Arrangements, words::suggest};

/// Something that refers to something: where, on whose behalf, and by what name.
struct Reference {
    at: String,
    about: String,
    name: String,
}

fn refer(at: String, about: impl ToString, name: impl ToString) -> Reference {
    Reference {
        at,
        about: about.to_string(),
        name: name.to_string(),
    }
}

/// Most references that one check complains of: to look for what was meant takes time.
const MOST: usize = 100;

/// What is wrong with `references`, when only `known` exist.
fn unknown(what: &str, references: Vec<Reference>, known: &BTreeSet<&str>) -> Vec<Concern> {
    let missing = references
        .into_iter()
        .filter(|reference| !known.contains(reference.name.as_str()));
    missing
        .take(MOST)
        .map(|Reference { at, about, name }| {
            let help = suggest(&name, known.iter().copied());
            let help = if known.is_empty() {
                format!("There is no {what} yet: add one.")
            } else {
                help
            };
            concern(
                at,
                about,
                format!("There is no {what} called “{name}”"),
                help,
            )
        })
        .collect()
}

/// `list[0]`, `list[1]`, … for a list of names on one thing.
fn each<'a, Id: ToString + 'a>(
    list: String,
    about: &'a impl ToString,
    names: &'a [Id],
) -> impl Iterator<Item = Reference> + 'a {
    names
        .iter()
        .enumerate()
        .map(move |(n, name)| refer(format!("{list}[{n}]"), about.to_string(), name.to_string()))
}

/// E012: bodies.
pub(super) fn bodies(a: &Arrangements) -> Vec<Concern> {
    let known = a.body.iter().map(|body| body.id.as_str()).collect();
    let mut found = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        for (l, line) in body.line.iter().enumerate() {
            found.push(refer(format!("body[{b}].line[{l}].to"), &body.id, &line.to));
        }
        for (s, seat) in body.seat.iter().enumerate() {
            let about = format!("{}.{}", body.id, seat.id);
            found.extend(
                seat.filled_from
                    .iter()
                    .map(|it| refer(format!("body[{b}].seat[{s}].filled_from"), &about, it)),
            );
        }
        let approver = body
            .terms
            .as_ref()
            .and_then(|terms| terms.approved_by.as_ref());
        found
            .extend(approver.map(|it| refer(format!("body[{b}].terms.approved_by"), &body.id, it)));
        if let Some(limits) = &body.limits {
            found.extend(each(
                format!("body[{b}].limits.includes"),
                &body.id,
                &limits.includes,
            ));
        }
    }
    for (c, rule) in a.contact.iter().enumerate() {
        let about = &"contact";
        found.extend(each(format!("contact[{c}].bodies"), about, &rule.bodies));
        found.extend(each(format!("contact[{c}].towards"), about, &rule.towards));
    }
    for (t, theme) in a.theme.iter().enumerate() {
        found.extend(each(
            format!("theme[{t}].delivered_by"),
            &theme.id,
            &theme.delivered_by,
        ));
    }
    for (c, competence) in a.competence.iter().enumerate() {
        found.extend(each(
            format!("competence[{c}].bodies"),
            &competence.id,
            &competence.bodies,
        ));
    }
    let exceptions = a.performance.iter().flat_map(|it| &it.exceptions);
    for (s, step) in exceptions.flat_map(|it| &it.route).enumerate() {
        let at = format!("performance.exceptions.route[{s}].body");
        found.extend(
            step.body
                .iter()
                .map(|it| refer(at.clone(), "performance", it)),
        );
    }
    for (b, binding) in a.binding.iter().enumerate() {
        let at = format!("binding[{b}].bodies");
        found.extend(each(at, &"binding", &binding.bodies));
    }
    for (d, duty) in a.duty.iter().enumerate() {
        found.extend(each(format!("duty[{d}].bodies"), &duty.id, &duty.bodies));
    }
    for (g, gate) in a.gate.iter().enumerate() {
        let one = |field: &str, body| refer(format!("gate[{g}].{field}"), &gate.id, body);
        found.extend([one("from", &gate.from), one("to", &gate.to)]);
        found.extend(gate.decided_by.iter().map(|it| one("decided_by", it)));
        found.extend(each(format!("gate[{g}].plans"), &gate.id, &gate.plans));
    }
    if let Some(plans) = &a.plans {
        let approver = plans.approved_by.iter();
        found.extend(approver.map(|it| refer("plans.approved_by".to_owned(), "plans", it)));
        let advice = plans.community_advice.iter().flat_map(|it| &it.bodies);
        let advice = advice.enumerate();
        found.extend(advice.map(|(n, it)| {
            let at = format!("plans.community_advice.bodies[{n}]");
            refer(at, "plans", it)
        }));
    }
    let approval = a.money.iter().filter_map(|money| money.approval.as_ref());
    for approval in approval {
        let at = "money.approval.bodies".to_owned();
        found.extend(each(at, &"money", &approval.bodies));
    }
    if let Some(portfolios) = &a.portfolios {
        found.extend(each(
            "portfolios.groups".to_owned(),
            &"portfolios",
            &portfolios.groups,
        ));
        found.extend(each(
            "portfolios.districts".to_owned(),
            &"portfolios",
            &portfolios.districts,
        ));
    }
    for (s, standard) in a.standard.iter().enumerate() {
        found.extend(each(
            format!("standard[{s}].bodies"),
            &standard.id,
            &standard.bodies,
        ));
        for (e, exempt) in standard.exempt.iter().enumerate() {
            found.push(refer(
                format!("standard[{s}].exempt[{e}].body"),
                &standard.id,
                &exempt.body,
            ));
        }
    }
    unknown("body", found, &known)
}

/// E013: partners, which are organisations or bodies.
pub(super) fn partners(a: &Arrangements) -> Vec<Concern> {
    let organisations = a
        .organisation
        .iter()
        .map(|organisation| organisation.id.as_str());
    let known = organisations
        .chain(a.body.iter().map(|body| body.id.as_str()))
        .collect();
    let mut found = Vec::new();
    let accountable = a.partnership.accountable_body.iter();
    found.extend(
        accountable.map(|it| refer("partnership.accountable_body".to_owned(), "partnership", it)),
    );
    for (b, body) in a.body.iter().enumerate() {
        for (s, seat) in body.seat.iter().enumerate() {
            let about = format!("{}.{}", body.id, seat.id);
            found.extend(
                seat.partner
                    .iter()
                    .map(|it| refer(format!("body[{b}].seat[{s}].partner"), &about, it)),
            );
        }
        for (d, delegation) in body.delegation.iter().enumerate() {
            found.push(refer(
                format!("body[{b}].delegation[{d}].from"),
                &body.id,
                &delegation.from,
            ));
        }
        if let Some(limits) = &body.limits {
            let at = format!("body[{b}].limits.partners");
            found.extend(each(at, &body.id, &limits.partners));
        }
    }
    for (o, organisation) in a.organisation.iter().enumerate() {
        found.extend(each(
            format!("organisation[{o}].stands_for"),
            &organisation.id,
            &organisation.stands_for,
        ));
    }
    for (d, duty) in a.duty.iter().enumerate() {
        found.extend(each(format!("duty[{d}].to"), &duty.id, &duty.to));
    }
    let advice = a
        .plans
        .iter()
        .filter_map(|plans| plans.community_advice.as_ref());
    for (n, it) in advice.flat_map(|it| it.partners.iter().enumerate()) {
        let at = format!("plans.community_advice.partners[{n}]");
        found.push(refer(at, "plans", it));
    }
    let amended_by = a.money.iter().filter_map(|money| money.amended_by.as_ref());
    found.extend(amended_by.map(|it| refer("money.amended_by".to_owned(), "money", it)));
    unknown("organisation or body", found, &known)
}

/// E014: themes.
pub(super) fn themes(a: &Arrangements) -> Vec<Concern> {
    let known = a.theme.iter().map(|theme| theme.id.as_str()).collect();
    let mut found = Vec::new();
    if let Some(portfolios) = &a.portfolios {
        found.extend(each(
            "portfolios.themes".to_owned(),
            &"portfolios",
            &portfolios.themes,
        ));
    }
    let blocks = a
        .money
        .iter()
        .flat_map(|money| money.block.iter().enumerate());
    for (b, block) in blocks {
        found.extend(
            block
                .theme
                .iter()
                .map(|it| refer(format!("money.block[{b}].theme"), &block.id, it)),
        );
    }
    unknown("theme", found, &known)
}

/// E015: areas.
pub(super) fn areas(a: &Arrangements) -> Vec<Concern> {
    let known = a.area.iter().map(|area| area.id.as_str()).collect();
    let mut found = Vec::new();
    for (n, organisation) in a.organisation.iter().enumerate() {
        found.extend(
            organisation
                .area
                .iter()
                .map(|it| refer(format!("organisation[{n}].area"), &organisation.id, it)),
        );
    }
    for (n, area) in a.area.iter().enumerate() {
        found.extend(
            area.within
                .iter()
                .map(|it| refer(format!("area[{n}].within"), &area.id, it)),
        );
    }
    for (n, body) in a.body.iter().enumerate() {
        found.extend(
            body.area
                .iter()
                .map(|it| refer(format!("body[{n}].area"), &body.id, it)),
        );
    }
    unknown("area", found, &known)
}

/// E016: sectors.
pub(super) fn sectors(a: &Arrangements) -> Vec<Concern> {
    let known = a.sector.iter().map(|sector| sector.id.as_str()).collect();
    let organisations = a.organisation.iter().enumerate();
    let mut found: Vec<Reference> = organisations
        .map(|(n, it)| refer(format!("organisation[{n}].sector"), &it.id, &it.sector))
        .collect();
    for (n, body) in a.body.iter().enumerate() {
        found.extend(
            body.sector
                .iter()
                .map(|it| refer(format!("body[{n}].sector"), &body.id, it)),
        );
    }
    unknown("sector", found, &known)
}

/// E017: roles.
pub(super) fn roles(a: &Arrangements) -> Vec<Concern> {
    let known = a.role.iter().map(|role| role.id.as_str()).collect();
    let mut found = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        for (s, seat) in body.seat.iter().enumerate() {
            let about = format!("{}.{}", body.id, seat.id);
            found.extend(
                seat.role
                    .iter()
                    .map(|it| refer(format!("body[{b}].seat[{s}].role"), &about, it)),
            );
        }
    }
    let advice = a
        .plans
        .iter()
        .filter_map(|plans| plans.community_advice.as_ref());
    for (n, it) in advice.flat_map(|it| it.roles.iter().enumerate()) {
        let at = format!("plans.community_advice.roles[{n}]");
        found.push(refer(at, "plans", it));
    }
    if let Some(portfolios) = &a.portfolios {
        let (group, district) = (&portfolios.group_role, &portfolios.district_role);
        found.extend(
            group
                .iter()
                .map(|it| refer("portfolios.group_role".to_owned(), "portfolios", it)),
        );
        found.extend(
            district
                .iter()
                .map(|it| refer("portfolios.district_role".to_owned(), "portfolios", it)),
        );
    }
    unknown("role", found, &known)
}

/// E018: blocks of money.
pub(super) fn blocks(a: &Arrangements) -> Vec<Concern> {
    let Some(money) = &a.money else {
        return Vec::new();
    };
    let known = money.block.iter().map(|block| block.id.as_str()).collect();
    let streams = money.stream.iter().enumerate();
    let found = streams
        .map(|(n, it)| refer(format!("money.stream[{n}].block"), &it.id, &it.block))
        .collect();
    unknown("block", found, &known)
}

/// E031: gates that seats begin or end with, and duties that pass at a gate.
pub(super) fn gates(a: &Arrangements) -> Vec<Concern> {
    let known = a.gate.iter().map(|gate| gate.id.as_str()).collect();
    let mut found = Vec::new();
    for (b, body) in a.body.iter().enumerate() {
        for (s, seat) in body.seat.iter().enumerate() {
            let about = format!("{}.{}", body.id, seat.id);
            let one =
                |field: &str, gate| refer(format!("body[{b}].seat[{s}].{field}"), &about, gate);
            let begins = seat.begins_at_gate.iter();
            found.extend(begins.map(|it| one("begins_at_gate", it)));
            found.extend(seat.ends_at_gate.iter().map(|it| one("ends_at_gate", it)));
        }
    }
    let duties = a.duty.iter().map(|duty| duty.id.as_str()).collect();
    let mut passing = Vec::new();
    for (g, gate) in a.gate.iter().enumerate() {
        passing.extend(each(format!("gate[{g}].duties"), &gate.id, &gate.duties));
    }
    let mut concerns = unknown("gate", found, &known);
    concerns.extend(unknown("duty", passing, &duties));
    concerns
}
