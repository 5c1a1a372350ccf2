//! Entering the plan: strategy, agreement, outcomes, indicators and targets by the secretariat; figures,
//! what is said of them and lights by whoever leads on them.

mod agreement;
mod choices;
mod correct;
mod figures;
mod indicator;
mod light;
mod outcome;
mod strategy;
mod targets;
#[cfg(test)]
mod tests;
mod words;

use axum::routing::get;
use record::{
    arrangements::OverrideBy,
    id::IndicatorId,
    plan::{Indicator, IndicatorSays},
};

use crate::{
    doors::{Doors, Who},
    forms::Form,
    frame::{Frame, Section},
    problem::Problem,
    visit::Visit,
};

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    let lead = Who::Inside;
    let clerk = Who::Secretariat;
    Doors::new()
        .route(
            "/{partnership}/indicators/{indicator}/figures",
            lead,
            get(figures::show).post(figures::take),
        )
        .route(
            "/{partnership}/indicators/{indicator}/correct",
            lead,
            get(correct::show).post(correct::take),
        )
        .route(
            "/{partnership}/indicators/{indicator}/commentary",
            lead,
            get(words::show).post(words::take),
        )
        .route(
            "/{partnership}/indicators/{indicator}/light",
            lead,
            get(light::show).post(light::take),
        )
        .route(
            "/{partnership}/indicators/{indicator}/targets",
            clerk,
            get(targets::show).post(targets::take),
        )
        .route(
            "/{partnership}/indicators/{indicator}/retire",
            clerk,
            get(indicator::retire).post(indicator::take_retire),
        )
        .route(
            "/{partnership}/plan/set-indicator",
            clerk,
            get(indicator::show).post(indicator::take),
        )
        .route(
            "/{partnership}/plan/set-outcome",
            clerk,
            get(outcome::show).post(outcome::take),
        )
        .route(
            "/{partnership}/plan/{outcome}/end",
            clerk,
            get(outcome::end).post(outcome::take_end),
        )
        .route(
            "/{partnership}/plan/make-agreement",
            clerk,
            get(agreement::show).post(agreement::take),
        )
        .route(
            "/{partnership}/plan/refresh-agreement",
            clerk,
            get(agreement::refresh).post(agreement::take_refresh),
        )
        .route(
            "/{partnership}/plan/adopt-strategy",
            clerk,
            get(strategy::show).post(strategy::take),
        )
}

/// Whether the viewer may enter figures of an indicator: they lead on it, or are of the secretariat.
fn may_enter(visit: &Visit, indicator: &IndicatorId) -> bool {
    if visit.viewer.secretariat {
        return true;
    }
    let record = &visit.reading.record;
    let person = visit.viewer.person.as_ref().map(|person| person.id);
    let lead = record.plan.lead_of(indicator);
    person
        .zip(lead)
        .is_some_and(|(person, lead)| record.leads(person, lead, visit.reading.today()))
}

/// Whether the viewer may set a light of an indicator otherwise than it comes out.
fn may_override(visit: &Visit, indicator: &IndicatorId) -> bool {
    let judge = record::plan::Judge::on(&visit.reading.record, visit.reading.today());
    match judge.performance.overrides.by {
        OverrideBy::Nobody => false,
        OverrideBy::Secretariat => visit.viewer.secretariat,
        OverrideBy::Lead => may_enter(visit, indicator),
    }
}

/// An indicator that is measured, for whoever leads on it. For others the form is not there.
fn entered<'v>(
    visit: &'v Visit,
    id: &str,
) -> Result<(IndicatorId, &'v Indicator, &'v IndicatorSays), Problem> {
    let id: IndicatorId = id.parse().map_err(|_| Problem::not_found())?;
    let indicator = visit.reading.record.plan.indicator(&id);
    let living = indicator.filter(|it| it.retired.is_none() && may_enter(visit, &id));
    let indicator = living.ok_or_else(Problem::not_found)?;
    let says = indicator.now().ok_or_else(Problem::not_found)?;
    Ok((id, indicator, says))
}

/// The frame of a form about an indicator.
fn about(
    visit: &Visit,
    title: &str,
    (id, says): (&IndicatorId, &IndicatorSays),
    form: &Form,
    failed: &str,
) -> Frame {
    visit
        .frame(title)
        .section(Section::Performance)
        .crumb("Performance", "/performance")
        .crumb(says.title.to_string(), &format!("/indicators/{id}"))
        .summary(form.summary(failed))
}

/// The frame of a form about the plan.
fn planning(visit: &Visit, title: &str, form: &Form, failed: &str) -> Frame {
    visit
        .frame(title)
        .section(Section::Plan)
        .crumb("Plan", "/plan")
        .summary(form.summary(failed))
}

/// The first sentence of why a number is none, for its field.
fn number_words() -> &'static str {
    "Write a number with digits, and a full stop before decimals: 12.5"
}

/// What the viewer may enter of an indicator.
pub(super) struct Entering {
    pub(super) figures: bool,
    pub(super) light: bool,
}

impl Entering {
    pub(super) fn of(visit: &Visit, view: &app::views::plan::IndicatorView) -> Self {
        let signed_in = visit.viewer.is_signed_in();
        let id = &view.indicator.id;
        Self {
            figures: signed_in && may_enter(visit, id),
            light: signed_in && may_override(visit, id),
        }
    }
}

/// What was just done.
pub(super) fn done(visit: &Visit) -> Option<&'static str> {
    Some(match visit.query("done")?.as_str() {
        "figures" => "The figures are entered.",
        "corrected" => "The figure is corrected. What it was is kept.",
        "words" => "It is written.",
        "light" => "The light is set, with your reason.",
        "lifted" => "The light shows again as it comes out.",
        "targets" => "The targets are set.",
        "set" => "It is set.",
        "retired" => "The indicator is retired.",
        "ended" => "The outcome has ended.",
        "agreement" => "The agreement is made. Set its outcomes next.",
        "refreshed" => "A new version of the agreement is begun.",
        "strategy" => "The strategy is adopted.",
        _ => return None,
    })
}
