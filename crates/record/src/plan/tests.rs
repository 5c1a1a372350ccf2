//! How indicators stand, from the book to the light.

use proptest::prelude::*;

use super::*;
use crate::testkit::*;

fn judged_on(book: &Book, day: &str, area: &str) -> (Option<Light>, String, Option<Unlit>) {
    let judge = Judge::on(&book.record, date(day));
    let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
    let area = (!area.is_empty()).then(|| id(area));
    let judged = judge.light(indicator, &area).unwrap();
    (judged.light, judged.period.to_string(), judged.unlit)
}

#[test]
fn the_book_the_day_and_the_light() {
    use Light::{NotReported, OffTrack, OnTrack};
    let on = |light: Light, period: &str| (Some(light), period.to_owned(), None);
    let none = |period: &str, unlit| (None, period.to_owned(), Some(unlit));
    for (day, area, judged) in [
        // Nothing was known yet, and nothing had to be.
        ("2007-08-01", "", none("2006-07-q4", Unlit::NotDue)),
        // The first quarter ended on 30 June; 45 days after that its figure is missing.
        ("2007-08-13", "", none("2006-07-q4", Unlit::NotDue)),
        ("2007-08-14", "", on(NotReported, "2007-08-q1")),
        ("2008-01-09", "", on(NotReported, "2007-08-q2")),
        ("2008-01-10", "", on(OffTrack, "2007-08-q3")),
        ("2008-05-14", "", on(OffTrack, "2007-08-q3")),
        ("2008-05-15", "", on(NotReported, "2007-08-q4")),
        // Of the districts there is one quarter only: 4 of a quarter of 30, then nothing.
        ("2008-01-10", "upper", on(NotReported, "2007-08-q2")),
        ("2008-01-10", "docks", none("2007-08-q2", Unlit::NotHere)),
    ] {
        assert_eq!(judged_on(&measured(), day, area), judged, "{day} {area}");
    }
    let judge_of = |book: &Book, area: &str| {
        let judge = Judge::on(&book.record, date("2008-01-10"));
        let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
        let period = "2007-08-q1".parse().unwrap();
        let judged = judge.at(indicator, &Some(id(area)), period).unwrap();
        judged.light
    };
    assert_eq!(judge_of(&measured(), "upper"), Some(OnTrack));
    assert_eq!(judge_of(&measured(), "lower"), Some(OffTrack));
}

#[test]
fn a_light_opens_to_its_working_and_clause() {
    let book = measured();
    let judge = Judge::on(&book.record, date("2008-01-10"));
    let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
    let judged = judge.light(indicator, &None).unwrap();
    let working = judge.working(indicator, &judged);
    let told: Vec<String> = working
        .facts
        .iter()
        .map(|fact| format!("{}: {}", fact.what, fact.says))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    Period: quarter 3 of 2007-08 (October to December 2007)
    Figure: 30 homes, handed in on 10 January 2008
    Target: 30 homes: 3 of 4 parts of the target for 2007-08; the figures since it began come to 49 homes
    Direction: lower is better
    Tolerance: 10% of the target: up to 33 homes is at risk
    ");
    assert_eq!(
        working.sum,
        "49 homes misses the target by more than the tolerance: off track"
    );
    assert_eq!(working.clause.as_deref(), Some("40"));

    let travelled = judge.travel(indicator, &None);
    assert_eq!(travelled.travel, Travel::Worse);
    assert_eq!(travelled.clause, Some("41"));
    let foretold = judge.forecast(indicator, &None).unwrap();
    assert_eq!(foretold.value.rounded(1), "65.3");
    assert_eq!(foretold.light, Some(Light::OffTrack));
    assert!(!foretold.known);
    let working = judge.forecast_working(indicator, &foretold);
    assert_eq!(
        working.sum,
        "2007-08 comes to 65 homes for a target of 40 homes: off track"
    );
    assert_eq!(working.clause.as_deref(), Some("44"));
}

#[test]
fn targets_of_districts_are_held_against_the_countys() {
    let book = measured();
    let judge = Judge::on(&book.record, date("2008-01-10"));
    let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
    let year = "2007-08".parse().unwrap();
    let forty = Fraction::whole(40);
    assert_eq!(
        judge.targets_add_up(indicator, year),
        AddsUp::Yes { comes_to: forty }
    );
    let quarter = "2007-08-q1".parse().unwrap();
    let nine = Fraction::whole(9);
    assert_eq!(
        judge.figures_add_up(indicator, quarter),
        AddsUp::Yes { comes_to: nine }
    );
    let next = "2007-08-q2".parse().unwrap();
    assert_eq!(judge.figures_add_up(indicator, next), AddsUp::NotAsked);
}

#[test]
fn the_same_is_read_back_from_the_lines() {
    let book = measured();
    let read = book.replayed();
    let told = |record: &crate::Record| format!("{:?}", record.plan);
    assert_eq!(told(&read), told(&book.record));
}

proptest! {
    // Requirement: PL4 at /{partnership}/indicators/{indicator}
    #[test]
    fn there_is_no_light_without_data(day in 0_i32..1500, figures in 0_usize..=3) {
        let all = [("2007-08-q1", "", "9"), ("2007-08-q2", "", "10"), ("2007-08-q3", "", "11")];
        let mut book = targeted().at("2008-01-10T10:00");
        if figures > 0 {
            book = book.after(return_figures("flooded-homes", &all[..figures]));
        }
        let on = date("2007-01-01").checked_add(jiff::Span::new().days(day)).unwrap();
        let judge = Judge::on(&book.record, on);
        let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
        let judged = judge.light(indicator, &None).unwrap();
        if judged.figure.is_none() {
            prop_assert!(judged.light.is_none_or(|light| light == Light::NotReported));
        }
        // A figure that is shown had been handed in by then, and was not too old.
        if judged.figure.is_some() {
            prop_assert!(on >= date("2008-01-10") && judged.period >= judged.due);
        }
    }
}
