//! The plan as the book says: strategies, agreements with their versions, outcomes and indicators.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::civil::Date;

use super::{
    ApproachTaken, Block, Chapter, Entry, Indicator, Lead, Overriding, Priority, Return, Said,
    by_day,
};
use crate::{
    LineNo,
    id::{
        AgreementId, AreaId, BlockId, DecisionId, IndicatorId, OutcomeId, PersonId, StrategyId,
        ThemeId,
    },
    prose::{Prose, Title},
};

/// What a strategy says.
#[derive(Debug, Clone)]
pub struct StrategySays {
    /// What it is called.
    pub title: Title,
    /// What it wants to come true.
    pub vision: Prose,
    /// Its first day.
    pub from: Date,
    /// Its last day, where it has one.
    pub until: Option<Date>,
    /// Its priorities.
    pub priorities: Vec<Priority>,
    /// What it says of the approaches that cut across the themes.
    pub approaches: Vec<ApproachTaken>,
    /// The areas chosen for special attention.
    pub target_areas: Vec<AreaId>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    /// The decision that adopted it.
    pub decided_by: Option<DecisionId>,
}

/// A strategy, each time it was adopted.
#[derive(Debug, Clone)]
pub struct Strategy {
    /// Its name.
    pub id: StrategyId,
    /// What it says, each time.
    pub adopted: Vector<Said<StrategySays>>,
}

/// A version of an agreement: as it was made, or as it was refreshed.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number, from 1.
    pub number: u16,
    /// From when it holds.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Why it was refreshed.
    pub why: Option<Prose>,
    /// The decision.
    pub decided_by: Option<DecisionId>,
    /// The day it was recorded.
    pub on: Date,
    /// The line of the book: what comes before the next version's is of this one.
    pub line: LineNo,
}

/// An agreement, with its versions.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its name.
    pub id: AgreementId,
    /// What it is called.
    pub title: Title,
    /// Its first day.
    pub from: Date,
    /// Its versions, oldest first.
    pub versions: Vector<Version>,
}

impl Agreement {
    /// The version that is being written now.
    pub fn newest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// A version by its number.
    pub fn version(&self, number: u16) -> Option<&Version> {
        self.versions.iter().find(|it| it.number == number)
    }

    /// The version that held on a day; the first, on a day before.
    pub fn on(&self, day: Date) -> Option<&Version> {
        let held = self.versions.iter().rev().find(|it| it.from <= day);
        held.or_else(|| self.versions.front())
    }

    /// The last line that belongs to a version: the one before the next was begun.
    pub fn last_line(&self, number: u16) -> LineNo {
        self.version(number + 1)
            .map_or(LineNo::MAX, |next| next.line - 1)
    }

    /// Its last day.
    pub fn until(&self) -> Date {
        self.newest().map_or(self.from, |version| version.until)
    }
}

/// What an outcome says.
#[derive(Debug, Clone)]
pub struct OutcomeSays {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its block.
    pub block: BlockId,
    /// Its theme.
    pub theme: ThemeId,
    /// What is to come true.
    pub title: Title,
    /// More about it.
    pub says: Option<Prose>,
    /// Who leads on it.
    pub lead: Lead,
}

/// An outcome, each time it was set.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name.
    pub id: OutcomeId,
    /// What it says, each time.
    pub set: Vector<Said<OutcomeSays>>,
    /// Why it is pursued no longer, where it is not.
    pub ended: Option<Said<Prose>>,
    /// The line that last changed it.
    pub changed: LineNo,
}

impl Outcome {
    /// What it says now.
    pub fn now(&self) -> Option<&OutcomeSays> {
        self.set.last().map(|said| &said.what)
    }

    /// What it said on a day; what it said first, on a day before.
    pub fn on(&self, day: Date) -> Option<&OutcomeSays> {
        by_day(&self.set, day)
            .or_else(|| self.set.front())
            .map(|said| &said.what)
    }

    /// Whether it was set by a day and not yet ended.
    pub fn lives_on(&self, day: Date) -> bool {
        by_day(&self.set, day).is_some() && self.ended.as_ref().is_none_or(|it| it.on > day)
    }
}

/// The plan as the book says.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    strategies: OrdMap<StrategyId, Arc<Strategy>>,
    agreements: OrdMap<AgreementId, Arc<Agreement>>,
    outcomes: OrdMap<OutcomeId, Arc<Outcome>>,
    indicators: OrdMap<IndicatorId, Arc<Indicator>>,
    of_agreement: OrdMap<AgreementId, OrdSet<OutcomeId>>,
    of_outcome: OrdMap<OutcomeId, OrdSet<IndicatorId>>,
    /// The line that last changed any of it.
    pub changed: LineNo,
}

impl Plan {
    /// Takes in an entry, written on a day.
    pub(crate) fn apply(&mut self, line: LineNo, on: Date, entry: &Entry) {
        self.changed = line;
        match entry {
            Entry::StrategyAdopted { .. }
            | Entry::AgreementMade { .. }
            | Entry::AgreementRefreshed { .. }
            | Entry::OutcomeSet { .. }
            | Entry::OutcomeEnded { .. } => self.apply_to_agreements(line, on, entry),
            Entry::FiguresReturned(given) => self.take_in(line, given, false),
            Entry::FiguresSetAside(given) => self.take_in(line, given, true),
            Entry::IndicatorSet { indicator, says } => {
                let before = self.indicators.get(indicator).and_then(|it| it.now());
                if let Some(old) = before.map(|it| it.outcome.clone()) {
                    self.of_outcome.entry(old).or_default().remove(indicator);
                }
                let of_outcome = self.of_outcome.entry(says.outcome.clone()).or_default();
                of_outcome.insert(indicator.clone());
                let fresh = || Arc::new(Indicator::new(indicator.clone()));
                let set = self
                    .indicators
                    .entry(indicator.clone())
                    .or_insert_with(fresh);
                let set = Arc::make_mut(set);
                set.set.push_back(Said {
                    what: (**says).clone(),
                    on,
                    line,
                });
                set.retired = None;
                set.changed = line;
            }
            _ => self.apply_to_indicator(line, on, entry),
        }
    }

    fn apply_to_agreements(&mut self, line: LineNo, on: Date, entry: &Entry) {
        match entry {
            Entry::StrategyAdopted {
                strategy,
                title,
                vision,
                from,
                until,
                priorities,
                approaches,
                target_areas,
                chapters,
                decided_by,
            } => {
                let says = StrategySays {
                    title: title.clone(),
                    vision: vision.clone(),
                    from: *from,
                    until: *until,
                    priorities: priorities.clone(),
                    approaches: approaches.clone(),
                    target_areas: target_areas.clone(),
                    chapters: chapters.clone(),
                    decided_by: decided_by.clone(),
                };
                let fresh = || {
                    Arc::new(Strategy {
                        id: strategy.clone(),
                        adopted: Vector::new(),
                    })
                };
                let adopted = self
                    .strategies
                    .entry(strategy.clone())
                    .or_insert_with(fresh);
                let what = Said {
                    what: says,
                    on,
                    line,
                };
                Arc::make_mut(adopted).adopted.push_back(what);
            }
            Entry::AgreementMade {
                agreement,
                title,
                from,
                until,
                blocks,
                decided_by,
            } => {
                let first = Version {
                    number: 1,
                    from: *from,
                    until: *until,
                    blocks: blocks.clone(),
                    why: None,
                    decided_by: decided_by.clone(),
                    on,
                    line,
                };
                let made = Agreement {
                    id: agreement.clone(),
                    title: title.clone(),
                    from: *from,
                    versions: Vector::unit(first),
                };
                self.agreements.insert(agreement.clone(), Arc::new(made));
            }
            Entry::AgreementRefreshed {
                agreement,
                version,
                from,
                until,
                blocks,
                why,
                decided_by,
            } => {
                let Some(made) = self.agreements.get_mut(agreement).map(Arc::make_mut) else {
                    return;
                };
                let Some(last) = made.versions.last().cloned() else {
                    return;
                };
                made.versions.push_back(Version {
                    number: *version,
                    from: *from,
                    until: until.unwrap_or(last.until),
                    blocks: blocks.clone().unwrap_or(last.blocks),
                    why: Some(why.clone()),
                    decided_by: decided_by.clone(),
                    on,
                    line,
                });
            }
            Entry::OutcomeSet { .. } => self.set_outcome(line, on, entry),
            Entry::OutcomeEnded { outcome, why } => {
                if let Some(ended) = self.outcomes.get_mut(outcome).map(Arc::make_mut) {
                    ended.changed = line;
                    ended.ended = Some(Said {
                        what: why.clone(),
                        on,
                        line,
                    });
                }
            }
            _ => {}
        }
    }

    fn set_outcome(&mut self, line: LineNo, on: Date, entry: &Entry) {
        let Entry::OutcomeSet {
            outcome,
            agreement,
            block,
            theme,
            title,
            says,
            lead,
        } = entry
        else {
            return;
        };
        let of_agreement = self.of_agreement.entry(agreement.clone()).or_default();
        of_agreement.insert(outcome.clone());
        let what = OutcomeSays {
            agreement: agreement.clone(),
            block: block.clone(),
            theme: theme.clone(),
            title: title.clone(),
            says: says.clone(),
            lead: lead.clone(),
        };
        let fresh = || {
            Arc::new(Outcome {
                id: outcome.clone(),
                set: Vector::new(),
                ended: None,
                changed: line,
            })
        };
        let set = self.outcomes.entry(outcome.clone()).or_insert_with(fresh);
        let set = Arc::make_mut(set);
        set.set.push_back(Said { what, on, line });
        set.ended = None;
        set.changed = line;
    }

    fn take_in(&mut self, line: LineNo, given: &Return, aside: bool) {
        for returned in &given.figures {
            let indicator = self.indicators.get_mut(&returned.indicator);
            if let Some(indicator) = indicator.map(Arc::make_mut) {
                indicator.take_in(line, given, returned, aside);
                indicator.changed = line;
            }
        }
    }

    fn apply_to_indicator(&mut self, line: LineNo, day: Date, entry: &Entry) {
        let of = entry.indicators().first().copied();
        let Some(set) = of.and_then(|of| self.indicators.get_mut(of)) else {
            return;
        };
        let set = Arc::make_mut(set);
        set.changed = line;
        match entry {
            Entry::IndicatorRetired { why, .. } => {
                set.retired = Some(Said {
                    what: why.clone(),
                    on: day,
                    line,
                });
            }
            Entry::TargetsSet { why, targets, .. } => {
                for target in targets {
                    set.set_targets(line, day, why.as_ref(), target);
                }
            }
            Entry::FigureCorrected {
                period,
                area,
                figure,
                on,
                why,
                ..
            } => set.correct(line, (area, *period), *figure, *on, why),
            Entry::CommentaryWritten {
                period, words, on, ..
            } => {
                let said = set.commentary.entry(*period).or_default();
                said.push_back(Said {
                    what: words.clone(),
                    on: *on,
                    line,
                });
            }
            Entry::LightOverridden {
                period,
                area,
                light,
                why,
                person,
                on,
                ..
            } => {
                let overriding = Overriding {
                    light: *light,
                    why: why.clone(),
                    person: *person,
                };
                let said = set.overrides.entry((*period, area.clone())).or_default();
                said.push_back(Said {
                    what: Some(overriding),
                    on: *on,
                    line,
                });
            }
            Entry::OverrideLifted {
                period, area, on, ..
            } => {
                let said = set.overrides.entry((*period, area.clone())).or_default();
                said.push_back(Said {
                    what: None,
                    on: *on,
                    line,
                });
            }
            _ => {}
        }
    }

    /// Every strategy.
    pub fn strategies(&self) -> impl Iterator<Item = &Strategy> {
        self.strategies.values().map(|it| &**it)
    }

    /// The strategy of that name.
    pub fn strategy(&self, id: &StrategyId) -> Option<&Strategy> {
        self.strategies.get(id).map(|it| &**it)
    }

    /// The strategy in force on a day: of those that had begun, the one that began last.
    pub fn strategy_on(&self, day: Date) -> Option<(&Strategy, &Said<StrategySays>)> {
        let known = self
            .strategies()
            .filter_map(|it| Some((it, by_day(&it.adopted, day)?)));
        known
            .filter(|(_, said)| {
                said.what.from <= day && said.what.until.is_none_or(|until| day <= until)
            })
            .max_by_key(|(_, said)| (said.what.from, said.line))
    }

    /// Every agreement.
    pub fn agreements(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.values().map(|it| &**it)
    }

    /// The agreement of that name.
    pub fn agreement(&self, id: &AgreementId) -> Option<&Agreement> {
        self.agreements.get(id).map(|it| &**it)
    }

    /// Every outcome.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.values().map(|it| &**it)
    }

    /// The outcome of that name.
    pub fn outcome(&self, id: &OutcomeId) -> Option<&Outcome> {
        self.outcomes.get(id).map(|it| &**it)
    }

    /// The outcomes of an agreement.
    pub fn outcomes_of(&self, agreement: &AgreementId) -> impl Iterator<Item = &Outcome> {
        let of = self.of_agreement.get(agreement).into_iter().flatten();
        of.filter_map(|id| self.outcome(id))
    }

    /// Every indicator.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.values().map(|it| &**it)
    }

    /// The indicator of that name.
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.get(id).map(|it| &**it)
    }

    /// The indicators of an outcome.
    pub fn indicators_of(&self, outcome: &OutcomeId) -> impl Iterator<Item = &Indicator> {
        let of = self.of_outcome.get(outcome).into_iter().flatten();
        of.filter_map(|id| self.indicator(id))
    }

    /// The outcome that an indicator measures now.
    pub fn outcome_of(&self, indicator: &IndicatorId) -> Option<&Outcome> {
        self.outcome(&self.indicator(indicator)?.now()?.outcome)
    }

    /// Who leads on what an indicator measures.
    pub fn lead_of(&self, indicator: &IndicatorId) -> Option<&Lead> {
        Some(&self.outcome_of(indicator)?.now()?.lead)
    }
}

impl crate::Record {
    /// Whether someone leads on an outcome on a day: they are named for it, or speak for the lead partner
    /// or for a seat of the lead body.
    pub fn leads(&self, person: PersonId, lead: &Lead, day: Date) -> bool {
        let partner = lead.partner.as_ref();
        lead.person == Some(person)
            || partner.is_some_and(|it| self.structure.represents(person, it, day))
            || self
                .structure
                .seats_on(&lead.body, day)
                .iter()
                .filter(|seat| seat.chair.seat.counts())
                .any(|seat| {
                    self.structure
                        .speaks_for(person, seat.id(), day, None)
                        .is_some()
                })
    }
}
