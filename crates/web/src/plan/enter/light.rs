//! Setting a light otherwise than it comes out, where the arrangements let someone, and letting it show
//! again.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    id::IndicatorId,
    plan::{Indicator, Judge, Light},
};
use serde_json::json;

use super::{about, choices, entered, may_override};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// A light that was set otherwise.
struct SetOtherwise {
    value: String,
    words: String,
}

#[derive(Template)]
#[template(path = "plan/enter/light.html")]
struct OneLight {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    periods: Vec<Choice>,
    places: Vec<Choice>,
    lights: Vec<Choice>,
    set: Vec<SetOtherwise>,
    clause: Option<String>,
}

fn set_otherwise(visit: &Visit, indicator: &Indicator) -> Vec<SetOtherwise> {
    let places = choices::places(visit);
    let said = indicator.overrides.iter().rev();
    said.filter_map(|((period, area), said)| {
        let overriding = said.last()?.what.as_ref()?;
        let area = area.as_ref().map_or("", |area| area.as_str());
        let name = places.iter().find(|(id, _)| id == area);
        Some(SetOtherwise {
            value: format!("{period}|{area}"),
            words: format!(
                "{}, {}: {}",
                crate::say::initial(period.said().as_str()),
                name.map_or(area, |(_, name)| name),
                overriding.light.word().to_lowercase()
            ),
        })
    })
    .collect()
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (id, indicator, says) = allowed(visit, id)?;
    let judge = Judge::on(&visit.reading.record, visit.reading.today());
    let frame = about(
        visit,
        "Set a light by hand",
        (&id, says),
        &form,
        "The light was not set",
    );
    let status = form.status();
    let known = indicator.known(&None, judge.on).rev();
    let places = choices::places(visit).into_iter();
    page_with(
        status,
        &OneLight {
            seen: visit.reading.head.line,
            frame,
            periods: choices::periods(known.map(|(period, _)| period).take(16), judge.starts),
            places: places.map(|(id, name)| Choice::new(id, name)).collect(),
            lights: [Light::OnTrack, Light::AtRisk, Light::OffTrack]
                .map(|it| Choice::new(it.name(), format!("{} {}", it.shape(), it.word())))
                .into(),
            set: set_otherwise(visit, indicator),
            clause: judge.performance.overrides.clause.clone(),
            form,
        },
    )
}

fn allowed<'v>(
    visit: &'v Visit,
    id: &str,
) -> Result<(IndicatorId, &'v Indicator, &'v record::plan::IndicatorSays), Problem> {
    let found = entered(visit, id)?;
    if may_override(visit, &found.0) {
        Ok(found)
    } else {
        Err(Problem::not_found())
    }
}

/// `GET /{partnership}/indicators/{indicator}/light`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty())
}

/// `POST /{partnership}/indicators/{indicator}/light`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (indicator, ..) = allowed(&visit, &id)?;
    let lifted = form.perhaps_text("lift");
    let act = if let Some(which) = &lifted {
        let (period, area) = which.split_once('|').unwrap_or((which, ""));
        let area = (!area.is_empty()).then_some(area);
        json!({"act": "plan.lift-override", "indicator": indicator, "period": period, "area": area})
    } else {
        json!({
            "act": "plan.override-light", "indicator": indicator,
            "period": form.read_text("period", "Choose a period"),
            "area": form.perhaps_text("area"),
            "light": form.read_text("light", "Choose a light"),
            "why": form.read_text("why", "Say why: it is shown beside the light"),
            "person": visit.viewer.person.as_ref().map(|person| person.id),
        })
    };
    if form.is_right() && visit.record(act, &mut form).await? {
        let done = if lifted.is_some() { "lifted" } else { "light" };
        return Ok(see(
            &visit.at(&format!("/indicators/{indicator}?done={done}"))
        ));
    }
    paper(&visit.read_on().await?, &id, form)
}
