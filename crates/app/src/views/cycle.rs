//! A year's meetings, proposed: the sum is `record`'s; here it gets its names.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use record::{
    arrangements::{BodyKind, Cadence},
    id::BodyId,
    meetings::{Avoided, CycleAsked, Proposed, cycle, financial_year, year_after},
};
use serde::Serialize;

use super::{BodyRef, ClashView};
use crate::Reading;

/// A year's meetings, proposed.
#[derive(Debug, Clone, Serialize)]
pub struct CycleView {
    /// The first day of the year.
    pub from: Date,
    /// The day after its last.
    pub until: Date,
    /// Whether nobody meets in August.
    pub spare_august: bool,
    /// Every body that could meet, and how often it does.
    pub bodies: Vec<BodyInCycle>,
    /// The proposal, earliest first.
    pub proposed: Vec<ProposedView>,
}

/// A body in the cycle.
#[derive(Debug, Clone, Serialize)]
pub struct BodyInCycle {
    /// The body.
    pub body: BodyRef,
    /// How often it meets; none: the arrangements do not say.
    pub every: Option<Cadence>,
    /// The clause that says so.
    pub clause: Option<String>,
    /// Whether meetings are proposed for it.
    pub chosen: bool,
}

/// A meeting that is proposed.
#[derive(Debug, Clone, Serialize)]
pub struct ProposedView {
    /// The body.
    pub body: BodyRef,
    /// The day.
    pub date: Date,
    /// When it begins.
    pub starts: Time,
    /// Where, as far as that is known.
    pub place: Option<String>,
    /// Why that day, in sentences.
    pub reasons: Vec<String>,
    /// What is wrong with it, in sentences.
    pub conflicts: Vec<String>,
}

/// The first day of the financial year that comes next, which is the one to plan.
pub fn year_to_plan(reading: &Reading) -> Date {
    let today = reading.today();
    let adoption = reading.record.structure.in_force_or_first(today);
    adoption.map_or(today, |adoption| {
        year_after(financial_year(&adoption.arrangements, today))
    })
}

/// Proposes a year's meetings from its first day on; `every` is how often each chosen body meets, and
/// without any it is every body for which the arrangements say so.
pub fn cycle_of(
    reading: &Reading,
    from: Date,
    every: BTreeMap<BodyId, Cadence>,
    spare_august: bool,
) -> CycleView {
    let asked = CycleAsked {
        from,
        until: year_after(from),
        bodies: every.keys().cloned().collect(),
        every,
        spare_august,
    };
    let proposed = cycle(&reading.record, &asked);
    let views = proposed.iter().map(|one| view(reading, one));
    CycleView {
        from,
        until: asked.until,
        spare_august,
        bodies: bodies(reading, &asked),
        proposed: views.collect(),
    }
}

fn bodies(reading: &Reading, asked: &CycleAsked) -> Vec<BodyInCycle> {
    let adoption = reading.record.structure.in_force_or_first(asked.from);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let there = bodies.iter().filter(|body| {
        body.kind != BodyKind::External && body.ends.is_none_or(|ends| asked.from <= ends)
    });
    there
        .map(|body| {
            let stated = body.meets.as_ref();
            let every = asked.every.get(&body.id).copied();
            BodyInCycle {
                every: every.or(stated.map(|meets| meets.every)),
                clause: stated.and_then(|meets| meets.clause.clone()),
                chosen: if asked.bodies.is_empty() {
                    stated.is_some()
                } else {
                    asked.bodies.contains(&body.id)
                },
                body: BodyRef::of(body),
            }
        })
        .collect()
}

fn view(reading: &Reading, one: &Proposed) -> ProposedView {
    use super::words;
    let name = |body: &BodyId| BodyRef::named(reading, body, one.date).short_name;
    let mut reasons = vec![format!("Meets {}.", words::cadence(one.every))];
    let mut conflicts = Vec::new();
    if let Some(before) = &one.before {
        let told = format!(
            "{} meets on {}, and its papers are due by {}.",
            name(&before.body),
            words::short_day(before.date),
            words::short_day(before.papers_by)
        );
        if before.in_time {
            reasons.push(told);
        } else {
            conflicts.push(format!("Too late for this: {told}"));
        }
    }
    for (day, why) in &one.avoided {
        let why = match why {
            Avoided::Weekend => "a weekend".to_owned(),
            Avoided::BankHoliday(holiday) => (*holiday).to_owned(),
            Avoided::August => "in August".to_owned(),
            Avoided::Clash(other) => format!("when the same people meet as {}", name(other)),
            Avoided::Itself => "when it meets already".to_owned(),
        };
        reasons.push(format!("Not on {}, {why}.", words::short_day(*day)));
    }
    for clash in &one.clashes {
        let clash = ClashView::of(reading, clash, one.date);
        let people: BTreeSet<&str> = clash.people.iter().map(|who| who.name.as_str()).collect();
        let people: Vec<&str> = people.into_iter().collect();
        conflicts.push(format!(
            "{} meets on the same day, with {}.",
            clash.body.short_name,
            people.join(", ")
        ));
    }
    ProposedView {
        body: BodyRef::named(reading, &one.body, one.date),
        date: one.date,
        starts: one.starts,
        place: one.place.clone(),
        reasons,
        conflicts,
    }
}
