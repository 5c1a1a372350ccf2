//! How it is doing: what asks for attention first, then each theme with its outcomes.

use jiff::civil::Date;
use record::{
    id::{AreaId, BodyId, ThemeId},
    plan::{Judge, Light, Outcome, OutcomeSays},
};
use serde::Serialize;

use super::{IndicatorLine, LeadView, OutcomeRef, ThemeRef};
use crate::Reading;

/// What is asked for: all of it, or only what a body leads, what belongs to a theme, what is measured in an
/// area.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The body that leads.
    pub body: Option<BodyId>,
    /// The theme.
    pub theme: Option<ThemeId>,
    /// The area.
    pub area: Option<AreaId>,
}

/// How many indicators show each light.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LightCounts {
    /// On track.
    pub on_track: usize,
    /// At risk.
    pub at_risk: usize,
    /// Off track.
    pub off_track: usize,
    /// Without a figure.
    pub not_reported: usize,
}

impl LightCounts {
    /// Of these lights.
    pub fn of(lights: &[Light]) -> Self {
        let mut counts = Self::default();
        for light in lights {
            match light {
                Light::OnTrack => counts.on_track += 1,
                Light::AtRisk => counts.at_risk += 1,
                Light::OffTrack => counts.off_track += 1,
                Light::NotReported => counts.not_reported += 1,
            }
        }
        counts
    }

    /// Each light with how many there are.
    pub fn each(&self) -> [(Light, usize); 4] {
        [
            (Light::OnTrack, self.on_track),
            (Light::AtRisk, self.at_risk),
            (Light::OffTrack, self.off_track),
            (Light::NotReported, self.not_reported),
        ]
    }

    /// All of them.
    pub fn all(&self) -> usize {
        self.on_track + self.at_risk + self.off_track + self.not_reported
    }
}

/// Something that can be asked for.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// Its short name.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether it is what was asked for.
    pub chosen: bool,
}

/// An outcome with how its indicators stand.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomePerformance {
    /// The outcome.
    pub outcome: OutcomeRef,
    /// Who leads.
    pub lead: LeadView,
    /// Its indicators: headlines, each with what stands for it or leads to it.
    pub indicators: Vec<IndicatorLine>,
}

/// A theme with its outcomes.
#[derive(Debug, Clone, Serialize)]
pub struct ThemePerformance {
    /// The theme.
    pub theme: ThemeRef,
    /// The lights of its headline indicators, in their order.
    pub lights: Vec<Light>,
    /// Its outcomes.
    pub outcomes: Vec<OutcomePerformance>,
}

/// How it is doing.
#[derive(Debug, Clone, Serialize)]
pub struct PerformanceView {
    /// The day.
    pub date: Date,
    /// Bodies that lead on something.
    pub bodies: Vec<Choice>,
    /// Themes.
    pub themes: Vec<Choice>,
    /// Areas.
    pub areas: Vec<Choice>,
    /// How many headline indicators show each light.
    pub counts: LightCounts,
    /// Theme by theme.
    pub by_theme: Vec<ThemePerformance>,
}

/// How it is doing on a day.
pub fn performance(reading: &Reading, on: Date, asked: &Asked) -> PerformanceView {
    let judge = Judge::on(&reading.record, on);
    let themes = judge.arrangements.map_or(&[][..], |all| &all.theme);
    let mut by_theme: Vec<ThemePerformance> = Vec::new();
    for (outcome, says) in live(&judge) {
        let leads = asked.body.as_ref().is_none_or(|id| says.lead.body == *id);
        let belongs = asked.theme.as_ref().is_none_or(|id| says.theme == *id);
        if !leads || !belongs {
            continue;
        }
        let indicators = lines(reading, &judge, outcome, &asked.area);
        if asked.area.is_some() && indicators.is_empty() {
            continue;
        }
        let lights = headline_lights(&indicators);
        let performance = OutcomePerformance {
            outcome: OutcomeRef::of(&outcome.id, says),
            lead: LeadView::of(reading, &judge, &says.lead),
            indicators,
        };
        match by_theme.iter_mut().find(|one| one.theme.id == says.theme) {
            Some(theme) => {
                theme.lights.extend(lights);
                theme.outcomes.push(performance);
            }
            None => by_theme.push(ThemePerformance {
                theme: ThemeRef::of(judge.arrangements, &says.theme),
                lights,
                outcomes: vec![performance],
            }),
        }
    }
    let place = |id: &ThemeId| themes.iter().position(|theme| theme.id == *id);
    by_theme.sort_by_key(|one| place(&one.theme.id).unwrap_or(usize::MAX));
    let lights: Vec<Light> = by_theme.iter().flat_map(|one| one.lights.clone()).collect();
    PerformanceView {
        date: on,
        bodies: bodies(&judge, asked),
        themes: themes
            .iter()
            .map(|theme| Choice {
                id: theme.id.to_string(),
                name: theme.name.clone(),
                chosen: asked.theme.as_ref() == Some(&theme.id),
            })
            .collect(),
        areas: areas(&judge, asked),
        counts: LightCounts::of(&lights),
        by_theme,
    }
}

/// The outcomes that are pursued on a day, with what they say then.
pub(super) fn live<'r>(
    judge: &Judge<'r>,
) -> impl Iterator<Item = (&'r Outcome, &'r OutcomeSays)> + use<'r> {
    let on = judge.on;
    let outcomes = judge.record.plan.outcomes();
    outcomes
        .filter(move |outcome| outcome.lives_on(on))
        .filter_map(move |outcome| Some((outcome, outcome.on(on)?)))
}

/// The indicators of an outcome, headlines first and each followed by what stands for it or leads to it.
pub(super) fn lines(
    reading: &Reading,
    judge: &Judge<'_>,
    outcome: &Outcome,
    area: &Option<AreaId>,
) -> Vec<IndicatorLine> {
    let all = judge.record.plan.indicators_of(&outcome.id);
    let live = all.filter(|indicator| indicator.lives_on(judge.on));
    let here = live.filter(|indicator| {
        area.is_none()
            || indicator.figures.contains_key(area)
            || indicator.targets.contains_key(area)
    });
    let mut lines: Vec<IndicatorLine> = here
        .filter_map(|indicator| IndicatorLine::of(reading, judge, indicator, area))
        .collect();
    lines.sort_by_key(|line| {
        let headline = line.headline.clone();
        let own = line.indicator.id.clone();
        (
            headline.clone().unwrap_or(own.clone()),
            headline.is_some(),
            own,
        )
    });
    lines
}

/// The lights of headline indicators.
pub(super) fn headline_lights(lines: &[IndicatorLine]) -> Vec<Light> {
    let headlines = lines.iter().filter(|line| line.headline.is_none());
    headlines.filter_map(|line| line.stands.light).collect()
}

fn bodies(judge: &Judge<'_>, asked: &Asked) -> Vec<Choice> {
    let leads = |id: &BodyId| live(judge).any(|(_, says)| says.lead.body == *id);
    let all = judge.arrangements.map_or(&[][..], |all| &all.body);
    let leading = all.iter().filter(|body| leads(&body.id));
    leading
        .map(|body| Choice {
            id: body.id.to_string(),
            name: body.name.clone(),
            chosen: asked.body.as_ref() == Some(&body.id),
        })
        .collect()
}

fn areas(judge: &Judge<'_>, asked: &Asked) -> Vec<Choice> {
    let all = judge.arrangements.map_or(&[][..], |all| &all.area);
    let inside = all.iter().filter(|area| area.within.is_some());
    inside
        .map(|area| Choice {
            id: area.id.to_string(),
            name: area.name.clone(),
            chosen: asked.area.as_ref() == Some(&area.id),
        })
        .collect()
}
