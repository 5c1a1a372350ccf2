//! Recording a mediation, and how a dispute ended: the secretariat's forms on its page.

use axum::{extract::Path, response::Response};
use serde_json::json;

use super::pages;
use crate::{
    forms::Form,
    problem::Problem,
    visit::{Visit, see},
};

/// `POST /{partnership}/disputes/{dispute}/mediation`
pub(super) async fn mediation(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let step: Option<u16> = form.value("step").parse().ok();
    let settled = form.read_text("settled", "Say whether it settled the dispute");
    let act = json!({
        "act": "disputes.record-mediation", "dispute": id, "step": step.unwrap_or(0),
        "mediator": form.perhaps_text("mediator"),
        "settled": settled.as_deref() == Some("true"),
        "words": form.read_text("words", "Write what came of it"),
        "on": form.read_date("on", "Say on which day"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("/disputes/{id}?done=mediated"))));
    }
    let visit = visit.read_on().await?;
    pages::paper(&visit, &id, form, "The mediation was not recorded")
}

/// `POST /{partnership}/disputes/{dispute}/end`
pub(super) async fn end(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "disputes.settle", "dispute": id,
        "ends": form.read_text("end.ends", "Say how it ended"),
        "words": form.read_text("end.words", "Write what came of it"),
        "on": form.read_date("end.on", "Say on which day"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/disputes/{id}?done=ended")))),
            Err(denied) => form.denied_as(denied, |field| format!("end.{field}"))?,
        }
    }
    let visit = visit.read_on().await?;
    pages::paper(&visit, &id, form, "The end was not recorded")
}
