//! The strategy on a page: what it wants, what is done for it, and how that is doing.

use jiff::civil::Date;
use record::{
    id::{AgreementId, DecisionId, StrategyId},
    plan::{Judge, Light},
};
use serde::Serialize;

use super::{
    LeadView, OutcomeRef, ThemeRef, body,
    performance::{headline_lights, lines, live},
};
use crate::{
    Reading,
    views::{AreaRef, BodyRef},
};

/// The strategy and what is agreed for it, on a day.
#[derive(Debug, Clone, Serialize)]
pub struct PlanView {
    /// The day.
    pub date: Date,
    /// The strategy in force; none: none is.
    pub strategy: Option<StrategyView>,
    /// The agreements that run on the day.
    pub agreements: Vec<AgreementLine>,
    /// What is pursued, theme by theme.
    pub themes: Vec<ThemeOutcomes>,
}

/// A strategy.
#[derive(Debug, Clone, Serialize)]
pub struct StrategyView {
    /// Its name in addresses.
    pub id: StrategyId,
    /// What it is called.
    pub title: String,
    /// What it wants to come true.
    pub vision: String,
    /// Its first day.
    pub from: Date,
    /// Its last day, where it has one.
    pub until: Option<Date>,
    /// Its priorities.
    pub priorities: Vec<PriorityView>,
    /// The approaches that cut across the themes.
    pub approaches: Vec<ApproachView>,
    /// The areas chosen for special attention.
    pub target_areas: Vec<AreaRef>,
    /// Its chapters.
    pub chapters: Vec<ChapterView>,
    /// The decision that adopted it.
    pub decided_by: Option<DecisionId>,
}

/// A priority of a strategy.
#[derive(Debug, Clone, Serialize)]
pub struct PriorityView {
    /// The theme.
    pub theme: ThemeRef,
    /// What is wanted.
    pub says: String,
    /// The body that leads on it.
    pub lead: Option<BodyRef>,
    /// The lights of its headline indicators.
    pub lights: Vec<Light>,
}

/// What a strategy says of an approach.
#[derive(Debug, Clone, Serialize)]
pub struct ApproachView {
    /// The approach.
    pub name: String,
    /// What it says of it, where it does.
    pub says: Option<String>,
}

/// A chapter of a strategy.
#[derive(Debug, Clone, Serialize)]
pub struct ChapterView {
    /// The district.
    pub area: AreaRef,
    /// What it says.
    pub says: String,
}

/// An agreement in a list.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementLine {
    /// Its name in addresses.
    pub id: AgreementId,
    /// What it is called.
    pub title: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// The number of the version that holds on the day.
    pub version: u16,
    /// How many versions there are by then.
    pub versions: usize,
}

/// A theme with what is pursued in it.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeOutcomes {
    /// The theme.
    pub theme: ThemeRef,
    /// Its outcomes.
    pub outcomes: Vec<OutcomeLights>,
}

/// An outcome with its lights.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeLights {
    /// The outcome.
    pub outcome: OutcomeRef,
    /// Who leads.
    pub lead: LeadView,
    /// The lights of its headline indicators.
    pub lights: Vec<Light>,
}

/// The strategy and what is agreed for it, on a day.
pub fn plan(reading: &Reading, on: Date) -> PlanView {
    let judge = Judge::on(&reading.record, on);
    let themes = themes(reading, &judge);
    PlanView {
        date: on,
        strategy: strategy(&judge, &themes),
        agreements: agreements(&judge),
        themes,
    }
}

fn themes(reading: &Reading, judge: &Judge<'_>) -> Vec<ThemeOutcomes> {
    let mut themes: Vec<ThemeOutcomes> = Vec::new();
    for (outcome, says) in live(judge) {
        let lines = lines(reading, judge, outcome, &None);
        let one = OutcomeLights {
            outcome: OutcomeRef::of(&outcome.id, says),
            lead: LeadView::of(reading, judge, &says.lead),
            lights: headline_lights(&lines),
        };
        match themes.iter_mut().find(|theme| theme.theme.id == says.theme) {
            Some(theme) => theme.outcomes.push(one),
            None => themes.push(ThemeOutcomes {
                theme: ThemeRef::of(judge.arrangements, &says.theme),
                outcomes: vec![one],
            }),
        }
    }
    let order = judge.arrangements.map_or(&[][..], |all| &all.theme);
    let place = |theme: &ThemeRef| order.iter().position(|one| one.id == theme.id);
    themes.sort_by_key(|one| place(&one.theme).unwrap_or(usize::MAX));
    themes
}

fn strategy(judge: &Judge<'_>, themes: &[ThemeOutcomes]) -> Option<StrategyView> {
    let (strategy, said) = judge.record.plan.strategy_on(judge.on)?;
    let says = &said.what;
    let area = |id| judge.arrangements.and_then(|all| all.area(id));
    let lights = |theme: &record::id::ThemeId| {
        let own = themes.iter().filter(|one| one.theme.id == *theme);
        let outcomes = own.flat_map(|one| &one.outcomes);
        outcomes.flat_map(|one| one.lights.clone()).collect()
    };
    let approaches = judge.arrangements.map_or(&[][..], |all| &all.approach);
    let taken = |id: &record::id::RuleId| says.approaches.iter().find(|one| one.approach == *id);
    Some(StrategyView {
        id: strategy.id.clone(),
        title: says.title.to_string(),
        vision: says.vision.shown().to_owned(),
        from: says.from,
        until: says.until,
        priorities: says
            .priorities
            .iter()
            .map(|one| PriorityView {
                theme: ThemeRef::of(judge.arrangements, &one.theme),
                says: one.says.shown().to_owned(),
                lead: one.lead.as_ref().and_then(|id| body(judge, id)),
                lights: lights(&one.theme),
            })
            .collect(),
        approaches: approaches
            .iter()
            .map(|approach| ApproachView {
                name: approach.name.clone(),
                says: taken(&approach.id).map(|one| one.says.shown().to_owned()),
            })
            .collect(),
        target_areas: says
            .target_areas
            .iter()
            .filter_map(|id| area(id).map(AreaRef::of))
            .collect(),
        chapters: says
            .chapters
            .iter()
            .filter_map(|one| {
                Some(ChapterView {
                    area: AreaRef::of(area(&one.area)?),
                    says: one.says.shown().to_owned(),
                })
            })
            .collect(),
        decided_by: says.decided_by.clone(),
    })
}

fn agreements(judge: &Judge<'_>) -> Vec<AgreementLine> {
    let on = judge.on;
    let known = judge.record.plan.agreements().filter_map(|agreement| {
        let by_then = agreement.versions.iter().filter(|it| it.on <= on).count();
        let version = agreement.on(on).filter(|_| by_then > 0)?;
        Some(AgreementLine {
            id: agreement.id.clone(),
            title: agreement.title.to_string(),
            from: agreement.from,
            until: version.until,
            version: version.number,
            versions: by_then,
        })
    });
    let mut lines: Vec<AgreementLine> = known.filter(|line| on <= line.until).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.from));
    lines
}
