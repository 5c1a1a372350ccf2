//! Exceptions that the arrangements raise by themselves: the act after which a light may show otherwise asks
//! which follow, and writes them with what it changed. Such an act hands in figures, corrects one, sets a
//! light by hand, or lets one show again as it comes out.
//!
//! What is looked at is the headline indicator of an outcome, over the whole partnership, in the last
//! period of which there is a figure: off track (or at risk, where the rule says so) for as many periods in
//! a row as the rule asks. The act has to be about that last period, or the rule not to have held before it:
//! where figures are added over a year, correcting an early one changes the light of the last. The light
//! counts as it shows: one that is set to off track by hand raises, and one that is set to on track does
//! not until it is lifted. An exception that is open about the same indicator is not raised again, nor is one that was closed about the same period:
//! somebody has dealt with it. A light that turns well closes nothing, since only people can say that the
//! matter is over. Targets that are set after the figures raise nothing until the next figure. What each
//! district does is shown, and a log jam is raised by hand.

use std::collections::BTreeSet;

use super::{About, ByRule, Exceptions, raise::Raised, raise::raise_all};
use crate::{
    Minute, Record,
    arrangements::{Arrangements, ExceptionRule, RaiseWhen, RouteStep},
    id::{BodyId, IndicatorId},
    plan::{self, Indicator, Judge, Judged, Light, Period, Standing, in_unit},
    prose::{Prose, Title, Words},
};

/// What a body is asked for by the house.
const ASKS: &str = "Say what is to be done about it, or pass it on.";

/// The entries that raise the exceptions which follow, by the rule of the arrangements, once these entries
/// of the plan are in the book.
pub(crate) fn raised_by(
    record: &Record,
    minute: &Minute,
    taken: &[crate::Entry],
) -> Vec<crate::Entry> {
    let today = minute.date_in(&record.structure.zone());
    let rule = Judge::on(record, today).performance.exceptions.as_ref();
    let Some(rule) = rule.filter(|rule| rule.raise_when != RaiseWhen::Never) else {
        return Vec::new();
    };
    let touched = touched(taken);
    if touched.is_empty() {
        return Vec::new();
    }
    let mut after = record.clone();
    for (line, entry) in (record.last + 1..).zip(taken) {
        after.apply(line, minute, entry);
    }
    let (earlier, judge) = (Judge::on(record, today), Judge::on(&after, today));
    let raised = touched.into_iter().filter_map(|(id, periods)| {
        let indicator = after.plan.indicator(&id)?;
        let now = holds(&judge, rule, indicator)?;
        let held = || {
            let before = record.plan.indicator(&id);
            before.is_some_and(|before| holds(&earlier, rule, before).is_some())
        };
        if !periods.contains(&now.period) && held() {
            return None;
        }
        raise(&judge, rule, indicator, &now)
    });
    raise_all(&after, minute, raised.collect())
}

/// The indicators whose lights may show otherwise, each with their periods.
fn touched(taken: &[crate::Entry]) -> Vec<(IndicatorId, BTreeSet<Period>)> {
    let mut touched: Vec<(IndicatorId, BTreeSet<Period>)> = Vec::new();
    let mut touch = |indicator: &IndicatorId, period: Period| match touched
        .iter_mut()
        .find(|(id, _)| id == indicator)
    {
        Some((_, periods)) => {
            periods.insert(period);
        }
        None => touched.push((indicator.clone(), [period].into())),
    };
    for entry in taken {
        let crate::Entry::Plan(entry) = entry else {
            continue;
        };
        match entry {
            plan::Entry::FiguresReturned(returned) => {
                for figure in &returned.figures {
                    touch(&figure.indicator, figure.period);
                }
            }
            // The figure of a district may make the whole.
            plan::Entry::FigureCorrected {
                indicator, period, ..
            }
            | plan::Entry::LightOverridden {
                indicator,
                period,
                area: None,
                ..
            }
            | plan::Entry::OverrideLifted {
                indicator,
                period,
                area: None,
                ..
            } => touch(indicator, *period),
            _ => {}
        }
    }
    touched
}

/// Whether a light is one that raises.
fn raises(when: RaiseWhen, light: Option<Light>) -> bool {
    match when {
        RaiseWhen::Never => false,
        RaiseWhen::OffTrack => light == Some(Light::OffTrack),
        RaiseWhen::AtRisk => matches!(light, Some(Light::OffTrack | Light::AtRisk)),
    }
}

/// How a headline indicator stands of which the rule holds: in as many periods as it asks, up to the last.
fn holds<'r>(
    judge: &Judge<'r>,
    rule: &ExceptionRule,
    indicator: &'r Indicator,
) -> Option<Judged<'r>> {
    if indicator.on(judge.on)?.standing != Standing::Headline {
        return None;
    }
    let now = judge.light(indicator, &None)?;
    if !raises(rule.raise_when, now.light) {
        return None;
    }
    let mut before = now.period;
    for _ in 1..rule.after_periods {
        before = before.previous();
        let then = judge.at(indicator, &None, before)?;
        if !raises(rule.raise_when, then.light) {
            return None;
        }
    }
    Some(now)
}

/// What is raised about an indicator; nothing where that is known already.
fn raise(
    judge: &Judge<'_>,
    rule: &ExceptionRule,
    indicator: &Indicator,
    now: &Judged<'_>,
) -> Option<Raised> {
    let says = indicator.on(judge.on)?;
    let about = About::Indicator {
        indicator: indicator.id.clone(),
        period: now.period,
        area: None,
    };
    if known(&judge.record.exceptions, &about) {
        return None;
    }
    let lead = &judge.record.plan.outcome(&says.outcome)?.now()?.lead;
    let arrangements = judge.arrangements?;
    Some(Raised {
        title: Title::cut(&format!("{}: {}", light(now.light), says.title))?,
        why: Prose::from(&Words::new(&why(now, says)).ok()?),
        asks: Words::new(ASKS).ok().as_ref().map(Prose::from),
        owner: lead
            .partner
            .clone()
            .unwrap_or_else(|| lead.body.as_partner()),
        person: lead.person,
        body: first(arrangements, rule, &lead.body),
        seat: None,
        rule: Some(ByRule {
            periods: rule.after_periods.max(1).into(),
            clause: rule.clause.clone(),
        }),
        about,
    })
}

/// Whether one about the same is open, or was closed about the same period.
fn known(exceptions: &Exceptions, about: &About) -> bool {
    let mut all = exceptions.all();
    all.any(|it| {
        if it.is_open() {
            it.about.is_as(about)
        } else {
            it.about == *about
        }
    })
}

/// The body before which it comes first: that which leads, where it is on the way, and else the first on
/// the way.
fn first(arrangements: &Arrangements, rule: &ExceptionRule, lead: &BodyId) -> BodyId {
    if rule.route.iter().any(|step| fits(arrangements, step, lead)) {
        return lead.clone();
    }
    let mut bodies = rule.route.iter().filter_map(|step| step.body.clone());
    bodies.next().unwrap_or_else(|| lead.clone())
}

/// Whether a body is the one that a step of the way names.
pub(super) fn fits(arrangements: &Arrangements, step: &RouteStep, body: &BodyId) -> bool {
    let kind = arrangements.body(body).map(|body| body.kind);
    match (&step.body, step.kind) {
        (Some(named), _) => named == body,
        (None, Some(named)) => kind == Some(named),
        (None, None) => false,
    }
}

fn light(light: Option<Light>) -> &'static str {
    match light {
        Some(Light::AtRisk) => "At risk",
        _ => "Off track",
    }
}

/// What is wrong, in the house's words.
fn why(now: &Judged<'_>, says: &plan::IndicatorSays) -> String {
    let unit = says.unit.as_ref().map(Title::as_str);
    let light = light(now.light);
    let period = now.period.said();
    let came_to = match &now.compared {
        Some(compared) => {
            let value = in_unit(compared.value, says.places, unit);
            let corrected = now.figure.is_some_and(|figure| figure.why.is_some());
            let corrected = if corrected { ", as corrected" } else { "" };
            format!("{light} in {period}: it came to {value}{corrected}.")
        }
        None => format!("{light} in {period}."),
    };
    match now.overridden {
        // The reason is where it can be redacted, and only there.
        Some(_) => {
            format!("{came_to} The light was set by hand, for the reason that stands with it.")
        }
        None => came_to,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        plan::{CorrectFigure, LiftOverride, Light, OverrideLight},
        prose::Words,
        testkit::*,
    };

    fn raised(book: &Book) -> Vec<String> {
        let all = book.record.exceptions.all();
        all.map(|it| format!("{} before {}", it.title, it.body()))
            .collect()
    }

    fn with(change: &str, to: &str) -> Book {
        assert!(PLAN.contains(change));
        measured_by(&PLAN.replace(change, to))
    }

    // Requirement: PL5 at /{partnership}/exceptions/{exception}
    #[test]
    fn figures_that_are_off_track_raise_an_exception_with_them() {
        let book = measured();
        assert_eq!(raised(&book), ["Off track: Homes flooded before board"]);
        let it = book.record.exceptions.all().next().unwrap();
        assert_eq!(it.owner.as_str(), "council");
        assert_eq!(it.rule.as_ref().unwrap().clause.as_deref(), Some("45"));
        assert!(it.awaits_steer());
        assert!(
            it.why.shown().starts_with("Off track in "),
            "{}",
            it.why.shown()
        );
        // It waits for the board, and comes onto its next agenda.
        let mut planned = book.record.meetings.planned();
        let waits = planned.any(|planned| planned.origin.exception() == Some(&it.id));
        assert!(waits);
    }

    #[test]
    fn one_is_raised_at_a_time_and_not_again_for_the_same_period() {
        let open = measured()
            .at("2008-04-10T10:00")
            .after(return_figures("flooded-homes", &[("2007-08-q4", "", "30")]));
        assert_eq!(raised(&open).len(), 1);
        let closed = measured().after(close_exception("exception-1"));
        let same = closed.after(return_figures("flooded-homes", &[("2007-08-q3", "", "30")]));
        assert_eq!(raised(&same).len(), 1);
        let worse = measured()
            .after(close_exception("exception-1"))
            .at("2008-04-10T10:00")
            .after(return_figures("flooded-homes", &[("2007-08-q4", "", "30")]));
        assert_eq!(raised(&worse).len(), 2);
    }

    #[test]
    fn the_arrangements_say_when() {
        let none: [String; 0] = [];
        assert_eq!(raised(&with("\"off-track\"", "\"never\"")), none);
        // The quarter before was on track.
        assert_eq!(
            raised(&with("after_periods = 1", "after_periods = 2")),
            none
        );
        assert_eq!(raised(&with("\"off-track\"", "\"at-risk\"")).len(), 1);
        // What is figured long after, of a period before the last, raises nothing.
        let early = targeted()
            .at("2008-01-10T10:00")
            .after(return_figures("flooded-homes", &[("2007-08-q3", "", "1")]))
            .after(return_figures("flooded-homes", &[("2007-08-q1", "", "30")]));
        assert_eq!(raised(&early), none);
    }

    fn correct(period: &str, number: &str) -> CorrectFigure {
        CorrectFigure {
            indicator: id("flooded-homes"),
            period: period.parse().unwrap(),
            area: None,
            figure: count(number),
            why: Words::new("It was counted twice.").unwrap(),
        }
    }

    fn set(light: Light, area: Option<&str>) -> OverrideLight {
        OverrideLight {
            indicator: id("flooded-homes"),
            period: "2007-08-q3".parse().unwrap(),
            area: area.map(id),
            light,
            why: Words::new("It is the wall.").unwrap(),
            person: None,
        }
    }

    fn lift() -> LiftOverride {
        LiftOverride {
            indicator: id("flooded-homes"),
            period: "2007-08-q3".parse().unwrap(),
            area: None,
        }
    }

    // Requirement: PL5 at /{partnership}/indicators/{indicator}/correct
    #[test]
    fn a_light_that_turns_otherwise_than_by_a_new_figure_raises_as_one_does() {
        // Well in each quarter: the sum of the year is 3 of 30 by the third.
        let well = || {
            targeted().at("2008-01-10T10:00").after(return_figures(
                "flooded-homes",
                &[
                    ("2007-08-q1", "", "1"),
                    ("2007-08-q2", "", "1"),
                    ("2007-08-q3", "", "1"),
                ],
            ))
        };
        let off = || well().after(correct("2007-08-q3", "60"));
        for (book, expected, what) in [
            (well(), 0, "well"),
            (off(), 1, "the last figure is corrected"),
            (
                well().after(correct("2007-08-q1", "60")),
                1,
                "an early figure is corrected, and the year's sum with it",
            ),
            (
                well().after(correct("2007-08-q3", "2")),
                0,
                "corrected, and well still",
            ),
            (off().after(correct("2007-08-q3", "61")), 1, "open already"),
            (
                off()
                    .after(close_exception("exception-1"))
                    .after(correct("2007-08-q3", "61")),
                1,
                "closed about the same period",
            ),
            (
                well().after(set(Light::OffTrack, None)),
                1,
                "set to off track by hand",
            ),
            (
                well().after(set(Light::AtRisk, None)),
                0,
                "set to at risk, of which the rule says nothing",
            ),
            (
                measured().after(set(Light::OnTrack, None)).after(lift()),
                1,
                "lifted, and open since the figures came",
            ),
            (
                well()
                    .after(set(Light::AtRisk, None))
                    .after(correct("2007-08-q3", "60")),
                0,
                "held at risk by hand",
            ),
            (
                well()
                    .after(set(Light::AtRisk, None))
                    .after(correct("2007-08-q3", "60"))
                    .after(lift()),
                1,
                "lifted, and off track as it comes out",
            ),
        ] {
            assert_eq!(raised(&book).len(), expected, "{what}");
        }
        let said = |book: &Book| {
            let it = book.record.exceptions.all().next().unwrap();
            it.why.shown().to_owned()
        };
        assert!(said(&off()).ends_with("as corrected."), "{}", said(&off()));
        let by_hand = said(&well().after(set(Light::OffTrack, None)));
        assert!(by_hand.contains("set by hand"), "{by_hand}");
        assert!(!by_hand.contains("wall"), "the reason stays in one place");
        // A light that turns well closes nothing.
        let mended = off().after(correct("2007-08-q3", "1"));
        assert!(mended.record.exceptions.open().next().is_some());
    }
}
