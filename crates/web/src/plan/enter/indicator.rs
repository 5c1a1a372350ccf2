//! Setting an indicator of an outcome, and retiring one.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    id::IndicatorId,
    plan::{Decimal, Period, Standing},
};
use serde_json::{Value, json};

use super::{about, choices, entered, number_words, planning};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "plan/enter/indicator.html")]
struct SetIndicator {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    outcomes: Vec<Choice>,
    headlines: Vec<Choice>,
    goods: Vec<Choice>,
    lengths: Vec<Choice>,
    years: Vec<Choice>,
    districts: Vec<Choice>,
    tolerances: Vec<Choice>,
}

fn list(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs
        .iter()
        .map(|(value, words)| Choice::new(*value, *words))
        .collect()
}

/// What an indicator may stand for: the outcome itself, or a headline.
fn headlines(visit: &Visit) -> Vec<Choice> {
    let mut choices = list(&[("headline", "The outcome itself: a headline indicator")]);
    for indicator in visit.reading.record.plan.indicators() {
        let says = indicator.now().filter(|_| indicator.retired.is_none());
        let Some(says) = says.filter(|says| says.standing == Standing::Headline) else {
            continue;
        };
        for (kind, words) in [("proxy", "A proxy for"), ("feeder", "A feeder of")] {
            choices.push(Choice::new(
                format!("{kind}:{}", indicator.id),
                format!("{words} {}", says.title),
            ));
        }
    }
    choices
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = planning(
        visit,
        "Set an indicator",
        &form,
        "The indicator was not set",
    );
    let status = form.status();
    let rules = choices::arrangements(visit).and_then(|it| it.performance.as_ref());
    let tolerances = rules.into_iter().flat_map(|it| &it.tolerance);
    let tolerances = tolerances.map(|it| {
        let how = it
            .amber_within
            .map(|share| format!("{share} of the target"));
        let how = how.or(it.amber_points.map(|points| format!("{points} points")));
        Choice::new(it.id.to_string(), how.unwrap_or_default())
    });
    page_with(
        status,
        &SetIndicator {
            seen: visit.reading.head.line,
            frame,
            outcomes: choices::outcomes(visit),
            headlines: headlines(visit),
            goods: list(&[
                ("higher", "The higher the better"),
                ("lower", "The lower the better"),
                ("within", "Good is within a range"),
            ]),
            lengths: list(&[
                ("month", "Every month"),
                ("quarter", "Every quarter"),
                ("half", "Every half-year"),
                ("year", "Every year"),
            ]),
            years: list(&[
                ("last", "The last figure is the year’s"),
                ("sum", "They are added"),
                ("mean", "Their mean is the year’s"),
            ]),
            districts: list(&[
                ("none", "They are not held against it"),
                ("sum", "Their sum is the county’s"),
                (
                    "weighted-mean",
                    "The county’s is their mean, weighted by their denominators",
                ),
            ]),
            tolerances: tolerances.collect(),
            form,
        },
    )
}

/// `GET /{partnership}/plan/set-indicator?indicator=ni-15`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.query("indicator").and_then(|it| it.parse().ok());
    let there = asked.and_then(|id: IndicatorId| visit.reading.record.plan.indicator(&id));
    let form = match there.and_then(|it| Some((it, it.now()?))) {
        None => Form::empty()
            .with("outcome", visit.query("outcome").unwrap_or_default())
            .with("standing", "headline")
            .with("in_year", "last")
            .with("districts", "none")
            .with("places", "0"),
        Some((indicator, says)) => {
            let words = |value: Value| value.as_str().unwrap_or_default().to_owned();
            let text = |title: &Option<record::prose::Title>| {
                title.as_ref().map_or_else(String::new, ToString::to_string)
            };
            let standing = match &says.standing {
                Standing::Headline => "headline".to_owned(),
                Standing::Proxy(of) => format!("proxy:{of}"),
                Standing::Feeder(of) => format!("feeder:{of}"),
            };
            let definition = says.definition.as_ref().and_then(|it| it.words());
            let baseline = says.baseline;
            Form::empty()
                .with("indicator", indicator.id.to_string())
                .with("outcome", says.outcome.to_string())
                .with("title", says.title.to_string())
                .with("definition", definition.unwrap_or_default())
                .with("reference", text(&says.reference))
                .with("unit", text(&says.unit))
                .with("good", words(json!(says.good)))
                .with("places", says.places.to_string())
                .with("standing", standing)
                .with("every", words(json!(says.every)))
                .with("in_year", words(json!(says.in_year)))
                .with("districts", words(json!(says.districts)))
                .with(
                    "tolerance",
                    says.tolerance.as_ref().map_or("", |it| it.as_str()),
                )
                .with("source", says.source.to_string())
                .with(
                    "baseline.period",
                    baseline.map_or_else(String::new, |it| it.period.to_string()),
                )
                .with(
                    "baseline.value",
                    baseline.map_or_else(String::new, |it| it.value.to_string()),
                )
        }
    };
    paper(&visit, form)
}

fn asked(form: &mut Form) -> Value {
    let standing = form.read_text("standing", "Choose what it stands for");
    let standing = standing.map(|standing| match standing.split_once(':') {
        Some((kind, of)) => json!({ kind: of }),
        None => json!(standing),
    });
    let period = form.perhaps::<Period>(
        "baseline.period",
        "Write a financial year such as 2006-07, or a part of it such as 2006-07-q4",
    );
    let value = form.perhaps::<Decimal>("baseline.value", number_words());
    let baseline = match (period, value) {
        (Some(period), Some(value)) => Some(json!({"period": period, "value": value})),
        (Some(_), None) if form.error("baseline.value").is_none() => {
            form.wrong("baseline.value", "Write where it began");
            None
        }
        (None, Some(_)) if form.error("baseline.period").is_none() => {
            form.wrong("baseline.period", "Say of which period that is");
            None
        }
        _ => None,
    };
    json!({
        "act": "plan.set-indicator",
        "indicator": form.read_text("indicator", "Give it a short name"),
        "outcome": form.read_text("outcome", "Choose the outcome that it measures"),
        "title": form.read_text("title", "Say what it is called"),
        "definition": form.perhaps_text("definition"),
        "reference": form.perhaps_text("reference"),
        "unit": form.perhaps_text("unit"),
        "good": form.read_text("good", "Choose which way is good"),
        "places": form.perhaps::<u8>("places", "Write a number from 0 to 6").unwrap_or(0),
        "standing": standing,
        "every": form.read_text("every", "Choose how often it is measured"),
        "in_year": form.read_text("in_year", "Choose how the figures make the year’s"),
        "districts": form.read_text("districts", "Choose how the districts make the county’s"),
        "tolerance": form.perhaps_text("tolerance"),
        "source": form.read_text("source", "Say where the figures come from"),
        "baseline": baseline,
    })
}

/// `POST /{partnership}/plan/set-indicator`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = asked(&mut form);
    if form.is_right() && visit.record(act, &mut form).await? {
        let id = form.value("indicator").trim();
        return Ok(see(&visit.at(&format!("/indicators/{id}?done=set"))));
    }
    paper(&visit.read_on().await?, form)
}

#[derive(Template)]
#[template(path = "plan/enter/why.html")]
pub(super) struct Why {
    pub(super) frame: Frame,
    pub(super) form: Form,
    /// The last line of the book that this page has seen.
    pub(super) seen: u64,
    pub(super) heading: String,
    pub(super) follows: &'static str,
    pub(super) label: &'static str,
    pub(super) button: &'static str,
}

fn retiring(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (id, _, says) = entered(visit, id)?;
    let frame = about(
        visit,
        "Retire this indicator",
        (&id, says),
        &form,
        "The indicator was not retired",
    );
    let status = form.status();
    page_with(
        status,
        &Why {
            seen: visit.reading.head.line,
            frame,
            heading: format!("Retire “{}”", says.title),
            follows: "It is measured no longer. Its targets and figures stay, and its page says why it was retired.",
            label: "Why it is measured no longer",
            button: "Retire the indicator",
            form,
        },
    )
}

/// `GET /{partnership}/indicators/{indicator}/retire`
pub(super) async fn retire(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    retiring(&visit, &id, Form::empty())
}

/// `POST /{partnership}/indicators/{indicator}/retire`
pub(super) async fn take_retire(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (indicator, ..) = entered(&visit, &id)?;
    let act = json!({
        "act": "plan.retire-indicator", "indicator": indicator,
        "why": form.read_text("why", "Say why"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(
            &visit.at(&format!("/indicators/{indicator}?done=retired"))
        ));
    }
    retiring(&visit.read_on().await?, &id, form)
}
