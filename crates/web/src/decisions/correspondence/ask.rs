//! Putting a question by correspondence: the secretariat's form.

use app::views;
use askama::Template;
use axum::response::Response;
use serde_json::json;

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "correspondence/put.html")]
struct Put {
    frame: Frame,
    form: Form,
    bodies: Vec<Choice>,
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = visit
        .frame("Put a question by correspondence")
        .section(Section::Decisions)
        .crumb("Decisions", "/decisions")
        .crumb("By correspondence", "/decisions/by-correspondence")
        .summary(form.summary("The question was not put"));
    let bodies = views::bodies_to_call(&visit.reading, visit.reading.today()).into_iter();
    let bodies = bodies.map(|row| Choice::new(row.body.id.to_string(), row.body.name));
    let status = form.status();
    page_with(
        status,
        &Put {
            frame,
            bodies: bodies.collect(),
            form,
        },
    )
}

/// `GET /{partnership}/decisions/by-correspondence/put`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let body = visit.query("body").unwrap_or_default();
    paper(&visit, Form::empty().with("body", body))
}

/// `POST /{partnership}/decisions/by-correspondence/put`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = json!({
        "act": "correspondence.open",
        "body": form.read_text("body", "Choose whom to ask"),
        "title": form.read_text("title", "Say what it is about"),
        "text": form.read_text("text", "Write what they are asked to agree to"),
        "why": form.read_text("why", "Say why it cannot wait for a meeting"),
        "deadline": form.read_date("deadline", "Say by when they have to answer"),
    });
    if form.is_right() {
        let body = form.value("body").to_owned();
        if visit.record(act, &mut form).await? {
            let visit = visit.read_on().await?;
            let all = visit.reading.record.correspondence.all().rev();
            let mut mine = all.filter(|question| question.body.as_str() == body);
            let page = mine
                .next()
                .map_or_else(String::new, |question| format!("/{}?done=put", question.id));
            return Ok(see(
                &visit.at(&format!("/decisions/by-correspondence{page}"))
            ));
        }
    }
    paper(&visit.read_on().await?, form)
}
