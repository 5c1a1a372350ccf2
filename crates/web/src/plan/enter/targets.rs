//! Setting the targets of an indicator for a period: for the whole and for each district, with whether
//! they add up shown on the indicator's page.

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    id::AreaId,
    plan::{Decimal, Districts, Every, Good, Indicator, Judge, Period},
};
use serde_json::json;

use super::{about, choices, entered, number_words};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "plan/enter/targets.html")]
struct Targets {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    periods: Vec<Choice>,
    places: Vec<(String, String)>,
    unit: Option<String>,
    range: bool,
    /// Whether the districts make the whole by their weights.
    weighted: bool,
    /// Years for which there are targets, to open them.
    set: Vec<Choice>,
    aim: &'static str,
    districts: &'static str,
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (id, indicator, says) = entered(visit, id)?;
    let judge = Judge::on(&visit.reading.record, visit.reading.today());
    let frame = about(
        visit,
        "Set targets",
        (&id, says),
        &form,
        "The targets were not set",
    );
    let status = form.status();
    page_with(
        status,
        &Targets {
            seen: visit.reading.head.line,
            frame,
            periods: choices::periods(choices::to_aim_at(visit, &judge, indicator), judge.starts),
            places: choices::places(visit),
            unit: says.unit.as_ref().map(ToString::to_string),
            range: says.good == Good::Within,
            weighted: says.districts == Districts::WeightedMean,
            set: years_set(indicator),
            aim: match says.good {
                Good::Within => "From",
                _ => "Target",
            },
            districts: match says.districts {
                Districts::None => "",
                other => other.said(),
            },
            form,
        },
    )
}

/// The years for which the indicator has targets.
fn years_set(indicator: &Indicator) -> Vec<Choice> {
    let periods = indicator.targets.values().flat_map(|of| of.keys());
    let years = periods.filter(|period| period.every() == Every::Year);
    let years: BTreeSet<Period> = years.copied().collect();
    let choice = |year: Period| Choice::new(year.to_string(), year.said());
    years.into_iter().map(choice).collect()
}

/// `GET /{partnership}/indicators/{indicator}/targets`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, indicator, _) = entered(&visit, &id)?;
    let mut form = Form::empty();
    if let Some(period) = visit
        .query("period")
        .and_then(|it| it.parse::<Period>().ok())
    {
        form = form.with("period", period.to_string());
        for (row, (area, _)) in choices::places(&visit).into_iter().enumerate() {
            let area: Option<AreaId> = area.parse().ok();
            let there = indicator.target(&area, period, visit.reading.today());
            let Some(set) = there.map(|said| &said.what) else {
                continue;
            };
            let named = |name: &str| format!("rows[{row}].{name}");
            let said =
                |number: Option<Decimal>| number.map_or_else(String::new, |it| it.to_string());
            form = form
                .with(named("value"), set.value.to_string())
                .with(named("upper"), said(set.upper))
                .with(named("weight"), said(set.weight));
        }
    }
    paper(&visit, &id, form)
}

/// `POST /{partnership}/indicators/{indicator}/targets`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (indicator, ..) = entered(&visit, &id)?;
    let period = form.read_text("period", "Choose a period");
    let mut targets = Vec::new();
    for (row, (area, _)) in choices::places(&visit).into_iter().enumerate() {
        let value = form.perhaps::<Decimal>(&format!("rows[{row}].value"), number_words());
        let upper = form.perhaps::<Decimal>(&format!("rows[{row}].upper"), number_words());
        let weight = form.perhaps::<Decimal>(&format!("rows[{row}].weight"), number_words());
        let area = (!area.is_empty()).then_some(area);
        if let Some(value) = value {
            targets.push(json!({
                "period": period, "area": area, "value": value, "upper": upper, "weight": weight,
            }));
        }
    }
    if targets.is_empty() && form.is_right() {
        form.wrong("rows[0].value", "Write at least one target");
    }
    let act = json!({
        "act": "plan.set-targets", "indicator": indicator, "targets": targets,
        "why": form.perhaps_text("why"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(
            &visit.at(&format!("/indicators/{indicator}?done=targets"))
        ));
    }
    paper(&visit.read_on().await?, &id, form)
}
