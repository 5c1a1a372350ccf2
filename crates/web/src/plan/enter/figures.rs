//! Entering figures of an indicator for a period, for the whole and for each district, with what is said
//! of them.
//!
//! Where there is a figure already the form says so: it is corrected, not entered twice.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    id::IndicatorId,
    plan::{Decimal, Districts, Figure, Indicator, IndicatorSays, Judge, Period, Rate, in_unit},
};
use serde_json::{Value, json};

use super::{about, choices, entered, number_words};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "plan/enter/figures.html")]
struct Figures {
    frame: Frame,
    form: Form,
    periods: Vec<Choice>,
    pers: Vec<Choice>,
    places: Vec<(String, String)>,
    /// Whether its figures are rates: a number out of another.
    rates: bool,
    unit: Option<String>,
    correct: String,
}

/// Per how many a rate may be told.
pub(super) fn pers() -> Vec<Choice> {
    let per = |value: &str, words: &str| Choice::new(value, words);
    vec![
        per("100", "Per cent"),
        per("1000", "Per 1,000"),
        per("10000", "Per 10,000"),
        per("100000", "Per 100,000"),
        per("1", "As it is"),
    ]
}

/// Whether figures of an indicator are rates, or may be: by what came before, its unit, or how its districts
/// make the whole. A sheet or a program may hand in either.
pub(super) fn tells_rates(indicator: &Indicator, says: &IndicatorSays) -> bool {
    let unit = says.unit.as_ref().map_or("", |unit| unit.as_str());
    let cells = indicator.figures.values().flat_map(|cells| cells.values());
    let mut now = cells.filter_map(|cell| cell.now());
    says.districts == Districts::WeightedMean
        || unit.starts_with('%')
        || ["per ", "for every "].iter().any(|it| unit.contains(it))
        || now.any(|it| it.figure.rate().is_some())
}

/// What a rate of the indicator was told per last.
pub(super) fn last_per(indicator: &Indicator, judge: &Judge<'_>) -> String {
    let mut known = indicator.known(&None, judge.on).rev();
    let rate = known.find_map(|(_, it)| it.figure.rate().map(Rate::per));
    rate.unwrap_or(100).to_string()
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (id, indicator, says) = entered(visit, id)?;
    let judge = Judge::on(&visit.reading.record, visit.reading.today());
    let frame = about(
        visit,
        "Enter figures",
        (&id, says),
        &form,
        "The figures were not entered",
    );
    let status = form.status();
    page_with(
        status,
        &Figures {
            frame,
            periods: choices::periods(choices::ended(&judge, says.every), judge.starts),
            pers: pers(),
            places: choices::places(visit),
            rates: tells_rates(indicator, says)
                || form
                    .pairs()
                    .iter()
                    .any(|(name, value)| name.ends_with("].of") && !value.is_empty()),
            unit: says.unit.as_ref().map(ToString::to_string),
            correct: visit.at(&format!("/indicators/{id}/correct")),
            form,
        },
    )
}

/// `GET /{partnership}/indicators/{indicator}/figures`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, indicator, says) = entered(&visit, &id)?;
    let judge = Judge::on(&visit.reading.record, visit.reading.today());
    // The earliest period of the year that has no figure yet, or else the last that ended.
    let ended = choices::ended(&judge, says.every);
    let lacks = |period: &&Period| indicator.figure(&None, **period, judge.on).is_none();
    let wanted = ended.iter().take_while(lacks).last().or(ended.first());
    let form = Form::empty()
        .with("source", says.source.to_string())
        .with("per", last_per(indicator, &judge))
        .with("period", wanted.map_or_else(String::new, Period::to_string));
    paper(&visit, &id, form)
}

/// Reads a number, or a number out of another.
pub(super) fn read_figure(form: &mut Form, value: &str, of: &str) -> Option<Figure> {
    let number = form.perhaps::<Decimal>(value, number_words());
    let out_of = form.perhaps::<Decimal>(of, number_words());
    match (number, out_of) {
        (Some(number), None) => Some(Figure::Count(number)),
        (Some(number), Some(out_of)) => {
            let per = form.value("per").parse().unwrap_or(100);
            match Rate::new(number, out_of, per) {
                Ok(rate) => Some(Figure::Rate(rate)),
                Err(wrong) => {
                    form.wrong(of, format!("This cannot be a rate: {wrong}"));
                    None
                }
            }
        }
        (None, Some(_)) if form.error(value).is_none() => {
            form.wrong(value, "Write how many of them");
            None
        }
        (None, _) => None,
    }
}

/// The acts that a form asks for.
fn asked(visit: &Visit, id: &IndicatorId, form: &mut Form) -> Vec<Value> {
    let record = &visit.reading.record;
    let indicator = record.plan.indicator(id);
    let period: Option<Period> =
        form.read("period", "Choose a period", "Choose a period of the list");
    let source = form.read_text("source", "Say where the figures come from");
    let words = form.perhaps_text("words");
    let mut figures = Vec::new();
    for (row, (area, _)) in choices::places(visit).into_iter().enumerate() {
        let (value, of) = (format!("rows[{row}].value"), format!("rows[{row}].of"));
        let Some(figure) = read_figure(form, &value, &of) else {
            continue;
        };
        let area = (!area.is_empty()).then_some(area);
        let there = period.and_then(|period| {
            let area = area.as_ref().and_then(|area| area.parse().ok());
            indicator?.figures.get(&area)?.get(&period)?.now()
        });
        if let Some(there) = there.filter(|there| there.figure != figure) {
            form.wrong(&value, already(indicator.and_then(|it| it.now()), there));
        }
        figures.push(json!({"indicator": id, "period": period, "area": area, "figure": figure}));
    }
    if figures.is_empty() && form.is_right() {
        form.wrong("rows[0].value", "Write at least one figure");
    }
    let mut acts = vec![json!({
        "act": "plan.return-figures", "source": source, "figures": figures,
    })];
    acts.extend(words.map(|words| {
        json!({"act": "plan.write-commentary", "indicator": id, "period": period, "words": words})
    }));
    acts
}

fn already(says: Option<&IndicatorSays>, there: &record::plan::Measured) -> String {
    let places = says.map_or(0, |says| says.places);
    let unit = says.and_then(|says| says.unit.as_ref().map(|unit| unit.as_str()));
    format!(
        "The figure is {} already: correct it instead",
        in_unit(there.value(), places, unit)
    )
}

/// `POST /{partnership}/indicators/{indicator}/figures`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (indicator, ..) = entered(&visit, &id)?;
    let acts = asked(&visit, &indicator, &mut form);
    if form.is_right() && visit.record(json!(acts), &mut form).await? {
        return Ok(see(
            &visit.at(&format!("/indicators/{indicator}?done=figures"))
        ));
    }
    paper(&visit.read_on().await?, &id, form)
}
