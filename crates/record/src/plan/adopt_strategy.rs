//! Adopting a strategy: vision, priorities by theme, approaches across them, target areas, and a chapter
//! to each district (W09; R10, para 6).
//!
//! The same name again adopts it anew; what it said before is kept. Which indicators tell whether it
//! works is set with the agreement.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    ApproachTaken, Chapter, Entry, Priority,
    known::{Looking, Unplanned, twice},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{AreaId, BodyId, DecisionId, RuleId, StrategyId, ThemeId},
    prose::{Prose, Title, Words},
    say_day,
    structure::{Undecided, decided_on},
};

/// Adopts a strategy, or adopts it anew.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptStrategy {
    /// Its name, such as `strategy-2008`.
    pub strategy: StrategyId,
    /// What it is called.
    pub title: Title,
    /// What it wants to come true.
    pub vision: Words,
    /// Its first day.
    pub from: Date,
    /// Its last day, where it has one.
    pub until: Option<Date>,
    /// Its priorities, one to a theme.
    #[serde(default)]
    pub priorities: Vec<PriorityAsked>,
    /// What it says of the approaches that cut across the themes.
    #[serde(default)]
    pub approaches: Vec<ApproachAsked>,
    /// The areas chosen for special attention.
    #[serde(default)]
    pub target_areas: Vec<AreaId>,
    /// Its chapters, one to a district.
    #[serde(default)]
    pub chapters: Vec<ChapterAsked>,
    /// The decision that adopted it.
    pub decided_by: Option<DecisionId>,
}

/// A priority: what is wanted of a theme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorityAsked {
    /// The theme.
    pub theme: ThemeId,
    /// What is wanted.
    pub says: Words,
    /// The body that leads on it.
    pub lead: Option<BodyId>,
}

/// What is said of an approach.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproachAsked {
    /// The approach.
    pub approach: RuleId,
    /// What is said.
    pub says: Words,
}

/// A district's chapter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChapterAsked {
    /// The district.
    pub area: AreaId,
    /// What it says.
    pub says: Words,
}

/// Why a strategy is not adopted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdoptStrategyRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// The decision cannot be relied on.
    #[error(transparent)]
    Undecided(#[from] Undecided),
    /// It is over before it begins.
    #[error("it would end on {}, before it begins on {}", say_day(*.0), say_day(*.1))]
    EndsBeforeItBegins(Date, Date),
    /// One theme has two priorities.
    #[error("the theme {0} has two priorities")]
    ThemeTwice(ThemeId),
    /// One area has two chapters.
    #[error("the area {0} has two chapters")]
    ChapterTwice(AreaId),
}

use AdoptStrategyRefused::*;

impl Act for AdoptStrategy {
    const NAME: &'static str = "plan.adopt-strategy";
    const SUMMARY: &'static str =
        "Adopt a strategy: its vision, priorities, approaches, target areas and chapters.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AdoptStrategyRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        if let Some(until) = self.until.filter(|until| *until < self.from) {
            return Err(EndsBeforeItBegins(until, self.from));
        }
        for priority in &self.priorities {
            looking.theme(&priority.theme)?;
            priority.lead.iter().try_for_each(|it| looking.body(it))?;
        }
        let themes: Vec<_> = self.priorities.iter().map(|it| &it.theme).collect();
        if let Some(theme) = twice(&themes) {
            return Err(ThemeTwice((*theme).clone()));
        }
        for taken in &self.approaches {
            looking.approach(&taken.approach)?;
        }
        let areas: Vec<_> = self.chapters.iter().map(|it| &it.area).collect();
        for area in areas.iter().copied().chain(&self.target_areas) {
            looking.area(&Some(area.clone()))?;
        }
        if let Some(area) = twice(&areas) {
            return Err(ChapterTwice((*area).clone()));
        }
        if let Some(decision) = &self.decided_by {
            decided_on(record, decision, None)?;
        }
        Ok(vec![crate::Entry::Plan(self.entry())])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Strategy(&self.strategy))
    }
}

impl AdoptStrategy {
    fn entry(&self) -> Entry {
        let priorities = self.priorities.iter().map(|it| Priority {
            theme: it.theme.clone(),
            says: Prose::from(&it.says),
            lead: it.lead.clone(),
        });
        let approaches = self.approaches.iter().map(|it| ApproachTaken {
            approach: it.approach.clone(),
            says: Prose::from(&it.says),
        });
        let chapters = self.chapters.iter().map(|it| Chapter {
            area: it.area.clone(),
            says: Prose::from(&it.says),
        });
        Entry::StrategyAdopted {
            strategy: self.strategy.clone(),
            title: self.title.clone(),
            vision: Prose::from(&self.vision),
            from: self.from,
            until: self.until,
            priorities: priorities.collect(),
            approaches: approaches.collect(),
            target_areas: self.target_areas.clone(),
            chapters: chapters.collect(),
            decided_by: self.decided_by.clone(),
        }
    }
}

impl Refusal for AdoptStrategyRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned @ super::Unplanned::NoSuchTheme(_)) => {
                unplanned.advice().about("priorities")
            }
            Unplanned(unplanned @ super::Unplanned::NoSuchBody(_)) => {
                unplanned.advice().about("priorities")
            }
            Unplanned(unplanned @ super::Unplanned::NoSuchApproach(_)) => unplanned.advice(),
            Unplanned(unplanned) => unplanned.advice().about("chapters"),
            Undecided(undecided) => undecided.advice(),
            EndsBeforeItBegins(..) => Advice::new(
                "plan/ends-before-it-begins",
                "until",
                "Correct one of the two days.",
            ),
            ThemeTwice(_) => Advice::new(
                "plan/theme-twice",
                "priorities",
                "Write both into one priority.",
            ),
            ChapterTwice(_) => Advice::new(
                "plan/chapter-twice",
                "chapters",
                "Write both into one chapter.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn strategy() -> AdoptStrategy {
        let says = |text: &str| Words::new(text).unwrap();
        AdoptStrategy {
            strategy: id("strategy-2007"),
            title: Title::new("Three Rivers 2017").unwrap(),
            vision: says("Everyone can cross."),
            from: date("2007-04-01"),
            until: Some(date("2017-03-31")),
            priorities: vec![PriorityAsked {
                theme: id("safer"),
                says: says("Fewer floods."),
                lead: Some(id("board")),
            }],
            approaches: vec![ApproachAsked {
                approach: id("families"),
                says: says("Ask the young."),
            }],
            target_areas: vec![id("docks")],
            chapters: vec![ChapterAsked {
                area: id("upper"),
                says: says("Bridges first."),
            }],
            decided_by: None,
        }
    }

    // Requirement: PL1 at /{partnership}/plan
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut AdoptStrategy)| {
            let mut asked = strategy();
            change(&mut asked);
            asked
        };
        let gone = |it| Err(Unplanned(it));
        rules([
            (planned(), strategy(), Ok(())),
            (planned().after(strategy()), strategy(), Ok(())),
            (
                Book::new(),
                strategy(),
                gone(super::super::Unplanned::NoArrangements),
            ),
            (
                planned(),
                with(|it| it.until = Some(date("2007-03-31"))),
                Err(EndsBeforeItBegins(date("2007-03-31"), date("2007-04-01"))),
            ),
            (
                planned(),
                with(|it| it.priorities[0].theme = id("mars")),
                gone(super::super::Unplanned::NoSuchTheme(id("mars"))),
            ),
            (
                planned(),
                with(|it| it.priorities[0].lead = Some(id("mars"))),
                gone(super::super::Unplanned::NoSuchBody(id("mars"))),
            ),
            (
                planned(),
                with(|it| it.priorities.push(it.priorities[0].clone())),
                Err(ThemeTwice(id("safer"))),
            ),
            (
                planned(),
                with(|it| it.approaches[0].approach = id("mars")),
                gone(super::super::Unplanned::NoSuchApproach(id("mars"))),
            ),
            (
                planned(),
                with(|it| it.target_areas.push(id("mars"))),
                gone(super::super::Unplanned::NoSuchArea(id("mars"))),
            ),
            (
                planned(),
                with(|it| it.chapters[0].area = id("county")),
                gone(super::super::Unplanned::WholeCounty(id("county"))),
            ),
            (
                planned(),
                with(|it| it.chapters.push(it.chapters[0].clone())),
                Err(ChapterTwice(id("upper"))),
            ),
            (
                planned(),
                with(|it| it.decided_by = Some(id("board-2007-04-18-9"))),
                Err(Undecided(crate::structure::Undecided::NoSuchDecision(id(
                    "board-2007-04-18-9",
                )))),
            ),
        ]);
    }

    #[test]
    fn the_strategy_of_a_day_is_the_one_that_held_then() {
        let later = AdoptStrategy {
            strategy: id("strategy-2009"),
            from: date("2009-04-01"),
            until: None,
            ..strategy()
        };
        let book = planned().after(strategy()).after(later);
        let on = |day| {
            let found = book.record.plan.strategy_on(date(day));
            found.map(|(it, _)| it.id.as_str().to_owned())
        };
        assert_eq!(on("2007-03-31"), None);
        assert_eq!(on("2007-04-01").as_deref(), Some("strategy-2007"));
        assert_eq!(on("2009-04-01").as_deref(), Some("strategy-2009"));
    }
}
