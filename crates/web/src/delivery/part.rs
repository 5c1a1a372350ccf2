//! Writing a part of a plan.

use app::views::{
    self,
    delivery::{DeliveryPlanView, PlanPartView},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::delivery::Stage;
use serde_json::json;

use super::{
    plan::plan_id,
    shared::{self, frame},
};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/part.html")]
struct Page {
    frame: Frame,
    form: Form,
    part: PlanPartView,
    seen: u64,
    seats: Vec<Choice>,
    back: String,
    clause: Option<String>,
}

fn paper(visit: &Visit, id: &str, part: &str, form: Form) -> Result<Response, Problem> {
    let view = views::delivery::delivery_plan(&visit.reading, &plan_id(id)?, say::audience(visit));
    let view: DeliveryPlanView = view.ok_or_else(Problem::not_found)?;
    let found = view.parts.iter().find(|it| it.id.as_str() == part);
    let found = found.ok_or_else(Problem::not_found)?.clone();
    let may = visit.viewer.secretariat || !view.from.is_empty();
    if !may || view.line.stage == Stage::Approved {
        return Err(Problem::not_found());
    }
    let form = match (&found.words, form.pairs().is_empty()) {
        (Some(words), true) => form.with("words", words),
        _ => form,
    };
    let index = &visit.reading.record.structure;
    let rules = index.in_force_or_first(visit.reading.today());
    let clause = rules.and_then(|rules| rules.arrangements.plans.as_ref()?.clause.clone());
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, found.called.clone())
                .crumb(&view.line.title, &format!("/delivery/{id}"))
                .summary(form.summary("The part was not written")),
            seen: visit.reading.head.line,
            part: found,
            seats: shared::seats(&view.from),
            back: visit.at(&format!("/delivery/{id}")),
            clause,
            form,
        },
    )
}

/// `GET /{partnership}/delivery/{plan}/parts/{part}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id, part)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, &part, Form::empty())
}

/// `POST /{partnership}/delivery/{plan}/parts/{part}`
pub(super) async fn take(
    visit: Visit,
    Path((_, id, part)): Path<(String, String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "delivery.write-part", "plan": id, "part": part,
        "words": form.read_text("words", "Write what this part says"),
        "seat": form.perhaps_text("seat"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let place = format!("/delivery/{id}?done=written#part-{part}");
                return Ok(see(&visit.at(&place)));
            }
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, &id, &part, form)
}
