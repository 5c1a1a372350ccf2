//! Answering a question by correspondence, and counting the answers.

use axum::{extract::Path, response::Response};
use serde_json::json;

use super::{message, pages};
use crate::{
    forms::{Check, Form},
    frame::Section,
    papers::UploadForm,
    problem::Problem,
    visit::{Visit, see},
};

/// `POST /{partnership}/decisions/by-correspondence/{correspondence}/answer`
pub(super) async fn answer(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    record(visit, &id, form, None).await
}

/// `POST /{partnership}/decisions/by-correspondence/{correspondence}/enter`: the secretariat enters an
/// answer, with the message that it came in where there is one.
pub(super) async fn enter(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut sent: UploadForm,
) -> Result<Response, Problem> {
    pages::view(&visit, &id)?;
    visit.must_be_recent()?;
    let message = message::keep(&visit, &mut sent).await?;
    record(visit, &id, sent.form, message).await
}

async fn record(
    visit: Visit,
    id: &str,
    mut form: Form,
    message: Option<String>,
) -> Result<Response, Problem> {
    let view = pages::view(&visit, id)?;
    visit.must_be_recent()?;
    let mut act = json!({
        "act": "correspondence.answer", "correspondence": view.line.id,
        "seat": form.read_text("seat", "Choose for whom the answer is"),
        "answer": form.read_text("answer", "Choose an answer"),
        "words": form.perhaps_text("words"),
    });
    if visit.viewer.secretariat {
        act["means"] = json!(form.read_text("means", "Say how the answer came"));
    }
    if message.is_some() {
        act["message"] = json!(message);
        form.asks("message");
    }
    if form.is_right() && visit.record(act, &mut form).await? {
        let here = format!("/decisions/by-correspondence/{id}?done=answered");
        return Ok(see(&visit.at(&here)));
    }
    pages::paper(
        &visit.read_on().await?,
        id,
        form,
        "The answer was not recorded",
    )
}

/// `GET /{partnership}/decisions/by-correspondence/{correspondence}/count`
pub(super) async fn ask(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    check(&visit, &id, &Form::empty())
}

/// `POST /{partnership}/decisions/by-correspondence/{correspondence}/count`
pub(super) async fn close(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    if form.is_sure() {
        let act = json!({"act": "correspondence.close", "correspondence": id});
        if visit.record(act, &mut form).await? {
            let here = format!("/decisions/by-correspondence/{id}?done=counted");
            return Ok(see(&visit.at(&here)));
        }
    }
    check(&visit.read_on().await?, &id, &form)
}

fn check(visit: &Visit, id: &str, form: &Form) -> Result<Response, Problem> {
    let view = pages::view(visit, id)?;
    let here = visit.at(&format!("/decisions/by-correspondence/{id}"));
    let count = &view.line.count;
    let frame = visit
        .frame("Count the answers?")
        .section(Section::Decisions)
        .crumb("By correspondence", "/decisions/by-correspondence");
    let came = match view.would {
        record::correspondence::Outcome::Agreed => "It will stand as agreed by correspondence.",
        record::correspondence::Outcome::ToMeeting => {
            "It will not be settled, and go before the next meeting by itself."
        }
    };
    Check::new(
        frame,
        form,
        &format!("{here}/count"),
        "Once counted, no answer can be added or changed.",
        "Count the answers",
    )
    .will(format!(
        "{} of {} answered: {} agree, {} disagree, {} take no side.",
        count.answered(),
        count.asked,
        count.agreed,
        count.disagreed,
        count.abstained
    ))
    .will(came)
    .will("Anyone will be able to read the question and who answered what.")
    .back(here)
    .page("The answers were not counted")
}
