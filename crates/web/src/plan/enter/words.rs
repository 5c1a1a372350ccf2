//! Writing what stands beside the figures of a period.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::plan::{Judge, Period};
use serde_json::json;

use super::{about, choices, entered};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "plan/enter/words.html")]
struct Words {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    periods: Vec<Choice>,
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (id, _, says) = entered(visit, id)?;
    let judge = Judge::on(&visit.reading.record, visit.reading.today());
    let frame = about(
        visit,
        "Write about it",
        (&id, says),
        &form,
        "Nothing was written",
    );
    let status = form.status();
    page_with(
        status,
        &Words {
            seen: visit.reading.head.line,
            frame,
            periods: choices::periods(choices::begun(&judge, says.every), judge.starts),
            form,
        },
    )
}

/// `GET /{partnership}/indicators/{indicator}/commentary`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, indicator, _) = entered(&visit, &id)?;
    let today = visit.reading.today();
    let last = indicator.known(&None, today).next_back();
    let period = visit
        .query("period")
        .and_then(|it| it.parse::<Period>().ok());
    let period = period.or(last.map(|(period, _)| period));
    let said = period.and_then(|period| indicator.said(period, today));
    let form = Form::empty()
        .with(
            "period",
            period.map_or_else(String::new, |it| it.to_string()),
        )
        .with("words", said.map_or("", |said| said.what.shown()));
    paper(&visit, &id, form)
}

/// `POST /{partnership}/indicators/{indicator}/commentary`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (indicator, ..) = entered(&visit, &id)?;
    let act = json!({
        "act": "plan.write-commentary", "indicator": indicator,
        "period": form.read_text("period", "Choose a period"),
        "words": form.read_text("words", "Write something"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(
            &visit.at(&format!("/indicators/{indicator}?done=words#said"))
        ));
    }
    paper(&visit.read_on().await?, &id, form)
}
