//! A year's meetings, proposed: the sum is `record`'s; here it gets its names.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
};
use record::{
    arrangements::{BodyKind, Cadence},
    calendar::bank_holidays,
    id::{BodyId, MeetingId},
    meetings::{
        Avoided, CycleAsked, Proposed, Stage, cycle, financial_year, hold_against, year_after,
    },
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
    /// The year, month by month, with what is called already.
    pub months: Vec<MonthInYear>,
}

/// A month of the year.
#[derive(Debug, Clone, Serialize)]
pub struct MonthInYear {
    /// Its first day.
    pub first: Date,
    /// Its weeks, from Monday to Sunday, with what is in them.
    pub weeks: Vec<Vec<InYear>>,
}

/// Something in the year.
#[derive(Debug, Clone, Serialize)]
pub struct InYear {
    /// The day.
    pub date: Date,
    /// What.
    #[serde(flatten)]
    pub what: WhatInYear,
}

/// What there is on a day.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum WhatInYear {
    /// A meeting that is called.
    Called {
        /// The meeting.
        meeting: MeetingId,
        /// Its body.
        body: BodyRef,
    },
    /// A meeting of the proposal.
    Proposed {
        /// Its place in the proposal.
        nth: usize,
        /// Its body.
        body: BodyRef,
        /// Whether something is wrong with it.
        conflict: bool,
    },
    /// A bank holiday.
    Holiday {
        /// What it is called.
        name: &'static str,
    },
}

/// A meeting of the proposal, as someone changed it.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Of which body.
    pub body: BodyId,
    /// The day.
    pub date: Date,
    /// When it begins.
    pub starts: Time,
    /// Where.
    pub place: String,
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
    let asked = asked(from, every, spare_august);
    let proposed = cycle(&reading.record, &asked);
    view_of(reading, &asked, &proposed)
}

/// The same proposal with the days that someone chose, held against the year.
pub fn cycle_changed(
    reading: &Reading,
    from: Date,
    every: BTreeMap<BodyId, Cadence>,
    spare_august: bool,
    changed: Vec<Changed>,
) -> CycleView {
    let asked = asked(from, every, spare_august);
    let often = bodies(reading, &asked);
    let changed = changed.into_iter().map(|one| {
        let known = often.iter().find(|body| body.body.id == one.body);
        Proposed {
            every: known
                .and_then(|body| body.every)
                .unwrap_or(Cadence::AsNeeded),
            body: one.body,
            date: one.date,
            starts: one.starts,
            place: Some(one.place),
            before: None,
            avoided: Vec::new(),
            clashes: Vec::new(),
        }
    });
    let changed: Vec<Proposed> = changed.collect();
    view_of(
        reading,
        &asked,
        &hold_against(&reading.record, &asked, &changed),
    )
}

fn asked(from: Date, every: BTreeMap<BodyId, Cadence>, spare_august: bool) -> CycleAsked {
    CycleAsked {
        from,
        until: year_after(from),
        bodies: every.keys().cloned().collect(),
        every,
        spare_august,
    }
}

fn view_of(reading: &Reading, asked: &CycleAsked, proposed: &[Proposed]) -> CycleView {
    let proposed: Vec<_> = proposed.iter().map(|one| view(reading, one)).collect();
    CycleView {
        from: asked.from,
        until: asked.until,
        spare_august: asked.spare_august,
        bodies: bodies(reading, asked),
        months: months(reading, asked, &proposed),
        proposed,
    }
}

/// The year as a table: what is called, what is proposed, and bank holidays, week by week.
fn months(reading: &Reading, asked: &CycleAsked, proposed: &[ProposedView]) -> Vec<MonthInYear> {
    let within = |date: Date| asked.from <= date && date < asked.until;
    let latest_first = reading.record.meetings.all().rev();
    let called = latest_first
        .take_while(|meeting| asked.from <= meeting.date)
        .filter(|meeting| within(meeting.date) && meeting.stage != Stage::Cancelled)
        .map(|meeting| InYear {
            date: meeting.date,
            what: WhatInYear::Called {
                meeting: meeting.id.clone(),
                body: BodyRef::named(reading, &meeting.body, meeting.date),
            },
        });
    let proposed = proposed.iter().enumerate().map(|(nth, one)| InYear {
        date: one.date,
        what: WhatInYear::Proposed {
            nth,
            body: one.body.clone(),
            conflict: !one.conflicts.is_empty(),
        },
    });
    let years = asked.from.year()..=asked.until.year();
    let holidays = years.flat_map(bank_holidays).map(|day| InYear {
        date: day.date,
        what: WhatInYear::Holiday { name: day.name },
    });
    let mut all: Vec<InYear> = called.chain(proposed).chain(holidays).collect();
    all.retain(|one| within(one.date));
    all.sort_by_key(|one| one.date);
    let mut months: Vec<MonthInYear> = Vec::new();
    let mut first = asked.from.first_of_month();
    while first < asked.until {
        months.push(MonthInYear {
            first,
            weeks: vec![Vec::new(); 5],
        });
        first = first.saturating_add(1.month());
    }
    for one in all {
        let of_month = months
            .iter_mut()
            .find(|month| month.first == one.date.first_of_month());
        if let Some(month) = of_month {
            let week = week_of(one.date).min(4);
            if let Some(week) = month.weeks.get_mut(week) {
                week.push(one);
            }
        }
    }
    months
}

/// The place of a day's week within its month, whose first week is that of its first working day.
fn week_of(date: Date) -> usize {
    let monday = |day: Date| {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        day.saturating_sub(back.days())
    };
    let mut first = date.first_of_month();
    while matches!(first.weekday(), Weekday::Saturday | Weekday::Sunday) {
        first = first.tomorrow().unwrap_or(first);
    }
    let apart = monday(date)
        .since(monday(first))
        .map_or(0, |span| span.get_days());
    usize::try_from(apart / 7).unwrap_or(0)
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
        let chosen = *day == one.date;
        let why = match why {
            Avoided::Weekend => "a weekend".to_owned(),
            Avoided::BankHoliday(holiday) => (*holiday).to_owned(),
            Avoided::August => "in August".to_owned(),
            Avoided::Clash(other) => format!("when the same people meet as {}", name(other)),
            Avoided::Itself => "when it meets already".to_owned(),
        };
        if chosen {
            conflicts.push(format!("{} is {why}.", words::short_day(*day)));
        } else {
            reasons.push(format!("Not on {}, {why}.", words::short_day(*day)));
        }
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
