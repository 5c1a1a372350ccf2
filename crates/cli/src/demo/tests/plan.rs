//! Three years of the plan: what was agreed adds up, and what came of it shows every light.

use std::collections::BTreeMap;

use record::{
    id::IndicatorId,
    plan::{AddsUp, Districts, Indicator, Judge, Light, Period},
};

use super::*;

fn indicator<'a>(record: &'a Record, id: &str) -> &'a Indicator {
    let id: IndicatorId = id.parse().unwrap();
    record.plan.indicator(&id).unwrap()
}

fn period(name: &str) -> Period {
    name.parse().unwrap()
}

#[test]
fn a_strategy_and_an_agreement_were_made_and_refreshed_each_year() {
    let record = record();
    let (_, strategy) = record.plan.strategy_on(NOW.date()).unwrap();
    assert_eq!(strategy.what.priorities.len(), 6);
    assert_eq!(strategy.what.chapters.len(), 6);
    let agreement = record.plan.agreements().next().unwrap();
    assert_eq!(agreement.newest().unwrap().number, 3);
    let outcomes = record.plan.outcomes_of(&agreement.id).count();
    assert_eq!(outcomes, 36);
    let indicators = record.plan.indicators().count();
    assert!((55..=65).contains(&indicators), "{indicators}");
    for outcome in record.plan.outcomes() {
        let measured = record.plan.indicators_of(&outcome.id).next();
        assert!(measured.is_some(), "{}", outcome.id);
    }
}

#[test]
fn lights_of_all_four_states_occur_and_most_are_on_track() {
    let record = record();
    let judge = Judge::on(&record, NOW.date());
    let mut lights: BTreeMap<String, usize> = BTreeMap::new();
    for one in record.plan.indicators() {
        let light = judge.light(one, &None).and_then(|judged| judged.light);
        *lights.entry(format!("{light:?}")).or_default() += 1;
    }
    for light in [
        Light::OnTrack,
        Light::AtRisk,
        Light::OffTrack,
        Light::NotReported,
    ] {
        let shown = lights.get(&format!("{:?}", Some(light))).copied();
        assert!(shown.is_some_and(|shown| shown >= 2), "{lights:?}");
    }
    let on_track = lights[&format!("{:?}", Some(Light::OnTrack))];
    assert!(
        on_track > record.plan.indicators().count() / 3,
        "{lights:?}"
    );
}

#[test]
fn targets_of_the_districts_make_the_countys_in_each_year_and_quarter() {
    let record = record();
    let judge = Judge::on(&record, NOW.date());
    let mut held = 0;
    for one in record.plan.indicators() {
        if one.now().unwrap().districts == Districts::None {
            continue;
        }
        let periods = one.targets.get(&None).unwrap().keys();
        for period in periods {
            let adds_up = judge.targets_add_up(one, *period);
            assert!(
                matches!(adds_up, AddsUp::Yes { .. }),
                "{} {period}: {adds_up:?}",
                one.id
            );
            held += 1;
        }
    }
    assert!(held > 300, "{held}");
}

#[test]
fn figures_came_for_three_years_and_some_are_late_missing_corrected_or_twice() {
    let record = record();
    let violence = indicator(&record, "ni-15");
    let of_county = violence.figures.get(&None).unwrap();
    let years: BTreeSet<String> = of_county
        .keys()
        .map(|period| period.year().to_string())
        .collect();
    let three = ["2007-08", "2008-09", "2009-10"].map(str::to_owned);
    assert_eq!(years, BTreeSet::from(three));
    assert_eq!(of_county[&period("2008-09-q2")].versions.len(), 2);
    let waiting = indicator(&record, "ni-131");
    let twice = &waiting.figures.get(&None).unwrap()[&period("2008-09-q3")];
    assert_eq!((twice.versions.len(), twice.aside.len()), (1, 1));
    let judge = Judge::on(&record, NOW.date());
    let late = record.plan.indicators().filter(|one| {
        let judged = judge.light(one, &None);
        judged.is_some_and(|judged| judged.late)
    });
    assert!(late.count() > 1);
    let set_otherwise = record
        .plan
        .indicators()
        .flat_map(|one| one.overrides.values())
        .count();
    assert_eq!(set_otherwise, 3);
}

#[test]
fn what_is_off_track_raises_exceptions_of_which_some_are_open_and_most_came_right() {
    let record = record();
    let by_rule = record.exceptions.all().filter(|one| one.rule.is_some());
    let (open, closed): (Vec<_>, Vec<_>) = by_rule.partition(|one| one.is_open());
    assert!(
        open.len() > 2 && closed.len() > 2,
        "{} {}",
        open.len(),
        closed.len()
    );
    let with_remedies = closed.iter().filter(|one| !one.remedies.is_empty());
    assert!(with_remedies.count() > 0);
}
