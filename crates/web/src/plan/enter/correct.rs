//! Correcting a figure that was entered. What it was stays in the book.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::plan::{Indicator, Judge, in_unit};
use serde_json::json;

use super::{
    about, choices, entered,
    figures::{last_per, pers, read_figure, tells_rates},
};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// How many figures are offered.
const LATEST: usize = 60;

#[derive(Template)]
#[template(path = "plan/enter/correct.html")]
struct Correct {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    figures: Vec<Choice>,
    pers: Vec<Choice>,
    /// Whether its figures are rates: a number out of another.
    rates: bool,
}

/// Figures that there are, the latest first.
fn known(visit: &Visit, indicator: &Indicator) -> Vec<Choice> {
    let Some(says) = indicator.now() else {
        return Vec::new();
    };
    let unit = says.unit.as_ref().map(|unit| unit.as_str());
    let today = visit.reading.today();
    let mut all = Vec::new();
    for (area, name) in choices::places(visit) {
        let place = area.parse().ok();
        let figures = indicator.known(&place, today);
        all.extend(figures.map(|(period, figure)| {
            let value = in_unit(figure.value(), says.places, unit);
            let words = format!("{}, {name}: {value}", period.said());
            (period, Choice::new(format!("{period}|{area}"), words))
        }));
    }
    all.sort_by_key(|(period, _)| std::cmp::Reverse(*period));
    all.into_iter()
        .take(LATEST)
        .map(|(_, choice)| choice)
        .collect()
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (id, indicator, says) = entered(visit, id)?;
    let frame = about(
        visit,
        "Correct a figure",
        (&id, says),
        &form,
        "The figure was not corrected",
    );
    let status = form.status();
    page_with(
        status,
        &Correct {
            seen: visit.reading.head.line,
            frame,
            figures: known(visit, indicator),
            pers: pers(),
            rates: tells_rates(indicator, says) || !form.value("of").is_empty(),
            form,
        },
    )
}

/// `GET /{partnership}/indicators/{indicator}/correct`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, indicator, _) = entered(&visit, &id)?;
    let judge = Judge::on(&visit.reading.record, visit.reading.today());
    let form = Form::empty()
        .with("per", last_per(indicator, &judge))
        .with("figure", visit.query("figure").unwrap_or_default());
    paper(&visit, &id, form)
}

/// `POST /{partnership}/indicators/{indicator}/correct`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (indicator, ..) = entered(&visit, &id)?;
    let which = form.read_text("figure", "Choose the figure to correct");
    let figure = read_figure(&mut form, "value", "of");
    if figure.is_none() && form.error("value").is_none() && form.error("of").is_none() {
        form.wrong("value", "Write what it is");
    }
    let why = form.read_text("why", "Say why it was wrong");
    let which = which.unwrap_or_default();
    let (period, area) = which.split_once('|').unwrap_or((&which, ""));
    let area = (!area.is_empty()).then_some(area);
    let act = json!({
        "act": "plan.correct-figure", "indicator": indicator, "period": period, "area": area,
        "figure": figure, "why": why,
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(
            &visit.at(&format!("/indicators/{indicator}?done=corrected"))
        ));
    }
    paper(&visit.read_on().await?, &id, form)
}
