//! Making an agreement, and refreshing it.

use askama::Template;
use axum::response::Response;
use serde_json::json;

use super::{choices, planning};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// How many blocks a form has room for.
const BLOCKS: usize = 6;

#[derive(Template)]
#[template(path = "plan/enter/agreement.html")]
struct Make {
    frame: Frame,
    form: Form,
    blocks: usize,
    themes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "plan/enter/refresh.html")]
struct Refresh {
    frame: Frame,
    form: Form,
    agreements: Vec<Choice>,
}

fn making(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = planning(
        visit,
        "Make an agreement",
        &form,
        "The agreement was not made",
    );
    let status = form.status();
    page_with(
        status,
        &Make {
            frame,
            blocks: BLOCKS,
            themes: choices::themes(visit),
            form,
        },
    )
}

/// `GET /{partnership}/plan/make-agreement`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    making(&visit, Form::empty())
}

/// `POST /{partnership}/plan/make-agreement`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let mut blocks = Vec::new();
    for row in form.rows("blocks") {
        let id = form.read_text(&format!("blocks[{row}].id"), "Give it a short name");
        let name = form.read_text(&format!("blocks[{row}].name"), "Say what it is called");
        let theme = form.perhaps_text(&format!("blocks[{row}].theme"));
        let themes: Vec<String> = theme.into_iter().collect();
        blocks.push(json!({"id": id, "name": name, "themes": themes}));
    }
    if blocks.is_empty() {
        form.wrong("blocks[0].id", "Name at least one block");
    }
    let act = json!({
        "act": "plan.make-agreement", "blocks": blocks,
        "agreement": form.read_text("agreement", "Give it a short name"),
        "title": form.read_text("title", "Say what it is called"),
        "from": form.read_date("from", "Say from when it holds"),
        "until": form.read_date("until", "Say until when it holds"),
        "decided_by": form.perhaps_text("decided_by"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at("/plan?done=agreement")));
    }
    making(&visit.read_on().await?, form)
}

fn refreshing(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = planning(
        visit,
        "Refresh an agreement",
        &form,
        "The agreement was not refreshed",
    );
    let status = form.status();
    page_with(
        status,
        &Refresh {
            frame,
            agreements: choices::agreements(visit),
            form,
        },
    )
}

/// `GET /{partnership}/plan/refresh-agreement`
pub(super) async fn refresh(visit: Visit) -> Result<Response, Problem> {
    let agreement = visit.query("agreement").unwrap_or_default();
    refreshing(&visit, Form::empty().with("agreement", agreement))
}

/// `POST /{partnership}/plan/refresh-agreement`
pub(super) async fn take_refresh(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = json!({
        "act": "plan.refresh-agreement",
        "agreement": form.read_text("agreement", "Choose the agreement"),
        "from": form.read_date("from", "Say from when the new version holds"),
        "until": form.perhaps_date("until"),
        "why": form.read_text("why", "Say why it is refreshed"),
        "decided_by": form.perhaps_text("decided_by"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at("/plan/agreement?done=refreshed")));
    }
    refreshing(&visit.read_on().await?, form)
}
