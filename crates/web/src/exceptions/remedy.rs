//! Telling how a remedial action stands, and that it is done or given up.

use app::views::{self, RemedyView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::RemedyId;
use serde_json::json;

use super::{SECTION, page};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "exceptions/remedy.html")]
struct Page {
    frame: Frame,
    form: Form,
    base: String,
    remedy: RemedyView,
}

impl Page {
    fn states(&self) -> [Choice; 3] {
        [
            Choice::new("going-on", "It goes on"),
            Choice::new("done", "It is done"),
            Choice::new("given-up", "It is not to be done any more"),
        ]
    }
}

fn paper(visit: &Visit, id: &str, remedy: &str, form: Form) -> Result<Response, Problem> {
    let view = page::view(visit, id)?;
    let remedy: RemedyId = remedy.parse().map_err(|_| Problem::not_found())?;
    let person = visit.viewer.person.as_ref();
    let theirs = person.is_some_and(|who| views::remedies(&visit.reading, who.id, &remedy));
    let found = view.remedies.into_iter().find(|one| one.id == remedy);
    let found = found.filter(|_| visit.viewer.secretariat || theirs);
    let remedy = found.ok_or_else(Problem::not_found)?;
    let frame = visit
        .frame("How a remedial action stands")
        .section(SECTION)
        .crumb("Plan", "/plan")
        .crumb("Exceptions", "/exceptions")
        .crumb(view.line.title, &format!("/exceptions/{}", view.line.id))
        .summary(form.summary("Nothing was recorded"));
    let status = form.status();
    page_with(
        status,
        &Page {
            frame,
            form,
            base: visit.at(""),
            remedy,
        },
    )
}

/// `GET /{partnership}/exceptions/{exception}/remedies/{remedy}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id, remedy)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, &remedy, Form::empty())
}

/// `POST /{partnership}/exceptions/{exception}/remedies/{remedy}`
pub(super) async fn take(
    visit: Visit,
    Path((_, id, remedy)): Path<(String, String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    page::view(&visit, &id)?;
    let state = form.read_text("state", "Say how it stands");
    let words = form.read_text("words", "Say what was done, or why not");
    let (act, done) = match state.as_deref() {
        Some(end @ ("done" | "given-up")) => (
            json!({"act": "exceptions.finish-remedy", "remedy": remedy, "done": end == "done", "words": words}),
            "remedied",
        ),
        _ => (
            json!({"act": "exceptions.report-remedy", "remedy": remedy, "words": words}),
            "reported",
        ),
    };
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/exceptions/{id}?done={done}")))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "remedy" | "done" => "state".to_owned(),
                other => other.to_owned(),
            })?,
        }
    }
    paper(&visit.read_on().await?, &id, &remedy, form)
}
