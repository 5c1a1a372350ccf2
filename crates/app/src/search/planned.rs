//! What can be found of the plan: the strategy, outcomes, indicators, delivery plans with their actions, and
//! exceptions. All of it is public at once; what a meeting said of an exception is found with its minutes.

use std::collections::BTreeSet;

use record::{
    Entry,
    delivery::Action,
    exceptions::Exception,
    id::{IndicatorId, OutcomeId, StrategyId, ThemeId},
    say_day,
};

use super::card::{Card, Subject};
use crate::{Reading, views::BodyRef};

/// What of the plan an entry speaks of, where that is found by other words since.
pub(super) fn touched(entry: &Entry) -> Option<Subject> {
    use record::{delivery::Entry as Delivery, plan::Entry as Plan};
    Some(match entry {
        Entry::Plan(Plan::StrategyAdopted { strategy, .. }) => Subject::Strategy(strategy.clone()),
        Entry::Plan(Plan::OutcomeSet { outcome, .. } | Plan::OutcomeEnded { outcome, .. }) => {
            Subject::Outcome(outcome.clone())
        }
        Entry::Plan(
            Plan::IndicatorSet { indicator, .. }
            | Plan::IndicatorRetired { indicator, .. }
            | Plan::CommentaryWritten { indicator, .. },
        ) => Subject::Indicator(indicator.clone()),
        Entry::Delivery(
            Delivery::PlanBegun { plan, .. } | Delivery::PlanPartWritten { plan, .. },
        ) => Subject::DeliveryPlan(plan.clone()),
        Entry::Delivery(
            Delivery::PlanActionSet { action, .. } | Delivery::ProgressReported { action, .. },
        ) => Subject::PlanAction(action.clone()),
        Entry::Exceptions(entry) => Subject::Exception(entry.exception().clone()),
        _ => return None,
    })
}

/// Each once.
pub(super) fn once(touched: &[Subject]) -> Vec<Subject> {
    let mut known = BTreeSet::new();
    let new = touched
        .iter()
        .filter(|subject| known.insert((subject.kind(), subject.id())));
    new.cloned().collect()
}

/// Everything that can be found of the plan.
pub(super) fn all(reading: &Reading) -> impl Iterator<Item = Subject> {
    let record = &reading.record;
    let (plan, delivery) = (&record.plan, &record.delivery);
    let strategies = plan.strategies().map(|it| Subject::Strategy(it.id.clone()));
    let outcomes = plan.outcomes().map(|it| Subject::Outcome(it.id.clone()));
    let indicators = plan
        .indicators()
        .map(|it| Subject::Indicator(it.id.clone()));
    let plans = delivery
        .plans()
        .map(|it| Subject::DeliveryPlan(it.id.clone()));
    let actions = delivery
        .actions()
        .map(|it| Subject::PlanAction(it.id.clone()));
    let exceptions = record.exceptions.all();
    strategies
        .chain(outcomes)
        .chain(indicators)
        .chain(plans)
        .chain(actions)
        .chain(exceptions.map(|it| Subject::Exception(it.id.clone())))
}

/// What anyone may be told of it.
pub(super) fn card(reading: &Reading, subject: &Subject) -> Option<Card> {
    match subject {
        Subject::Strategy(id) => strategy(reading, id),
        Subject::Outcome(id) => outcome(reading, id),
        Subject::Indicator(id) => indicator(reading, id),
        Subject::DeliveryPlan(id) => {
            let plan = reading.record.delivery.plan(id)?;
            let parts = plan.parts.iter().map(|part| part.words.shown());
            let body = BodyRef::named(reading, &plan.body, plan.on);
            Some(Card {
                title: plan.title.to_string(),
                text: parts.collect::<Vec<_>>().join(" "),
                place: format!("{}, {}", body.name, plan.year),
                body: Some(plan.body.clone()),
                date: Some(plan.on),
                path: format!("/delivery/{id}"),
            })
        }
        Subject::PlanAction(id) => action(reading, reading.record.delivery.action(id)?),
        Subject::Exception(id) => exception(reading, reading.record.exceptions.get(id)?),
        _ => None,
    }
}

fn strategy(reading: &Reading, id: &StrategyId) -> Option<Card> {
    let plan = &reading.record.plan;
    let says = &plan.strategy(id)?.adopted.last()?.what;
    let current = plan.strategy_on(reading.today());
    let current = current.is_some_and(|(strategy, _)| strategy.id == *id);
    let mut text = vec![says.vision.shown()];
    text.extend(says.priorities.iter().map(|one| one.says.shown()));
    text.extend(says.approaches.iter().map(|one| one.says.shown()));
    text.extend(says.chapters.iter().map(|one| one.says.shown()));
    Some(Card {
        title: says.title.to_string(),
        text: text.join(" "),
        date: Some(says.from),
        path: match current {
            true => "/plan".to_owned(),
            false => format!("/plan?at={}", says.from),
        },
        ..Card::default()
    })
}

fn theme(reading: &Reading, id: &ThemeId) -> String {
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let mut themes = adoption
        .iter()
        .flat_map(|adoption| &adoption.arrangements.theme);
    let found = themes.find(|theme| theme.id == *id);
    found.map_or_else(|| id.to_string(), |theme| theme.name.clone())
}

fn outcome(reading: &Reading, id: &OutcomeId) -> Option<Card> {
    let outcome = reading.record.plan.outcome(id)?;
    let says = outcome.now()?;
    let ended = outcome.ended.iter().map(|ended| ended.what.shown());
    let text = says.says.iter().map(|says| says.shown()).chain(ended);
    Some(Card {
        title: says.title.to_string(),
        text: text.collect::<Vec<_>>().join(" "),
        place: theme(reading, &says.theme),
        body: Some(says.lead.body.clone()),
        path: format!("/plan/{id}"),
        ..Card::default()
    })
}

fn indicator(reading: &Reading, id: &IndicatorId) -> Option<Card> {
    let plan = &reading.record.plan;
    let indicator = plan.indicator(id)?;
    let says = indicator.now()?;
    let outcome = plan.outcome(&says.outcome).and_then(|it| it.now());
    let mut text: Vec<&str> = says.reference.iter().map(|it| it.as_str()).collect();
    text.extend(says.definition.iter().map(|it| it.shown()));
    let commentary = indicator.commentary.values().rev();
    text.extend(commentary.filter_map(|said| Some(said.last()?.what.shown())));
    Some(Card {
        title: says.title.to_string(),
        text: text.join(". "),
        place: outcome.map_or_else(String::new, |outcome| outcome.title.to_string()),
        body: outcome.map(|outcome| outcome.lead.body.clone()),
        path: format!("/indicators/{id}"),
        ..Card::default()
    })
}

fn action(reading: &Reading, action: &Action) -> Option<Card> {
    let plan = reading.record.delivery.plan(&action.plan)?;
    let asked = &action.asked;
    let mut text: Vec<&str> = asked.says.iter().map(|says| says.shown()).collect();
    text.extend(action.milestones.iter().map(|it| it.title.as_str()));
    text.extend(action.progress.iter().rev().map(|told| told.words.shown()));
    let body = BodyRef::named(reading, &plan.body, plan.on);
    Some(Card {
        title: asked.title.to_string(),
        text: text.join(" "),
        place: format!("{}, {}", body.name, plan.title),
        body: Some(plan.body.clone()),
        date: Some(asked.due),
        path: format!("/delivery/{}/actions/{}", plan.id, action.id),
    })
}

fn exception(reading: &Reading, it: &Exception) -> Option<Card> {
    let mut text = vec![it.why.shown()];
    text.extend(
        it.stood()
            .filter_map(|held| Some(held.asks.as_ref()?.shown())),
    );
    text.extend(it.remedies.iter().map(|remedy| remedy.what.shown()));
    text.extend(it.reports.iter().map(|report| report.words.shown()));
    let body = BodyRef::named(reading, it.body(), reading.today());
    Some(Card {
        title: it.title.to_string(),
        text: text.join(" "),
        place: format!("{}, {}", body.name, say_day(it.at.since)),
        body: Some(it.body().clone()),
        date: Some(it.on),
        path: format!("/exceptions/{}", it.id),
    })
}
