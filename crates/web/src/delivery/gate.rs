//! The gate: its condition, what still blocks it, what changes with it, and passing it.

use app::views::{self, delivery::GateView};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::json;

use super::{plan::shared_decisions, shared::frame};
use crate::{
    forms::{Check, Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/gates.html")]
struct Gates {
    frame: Frame,
    base: String,
    gates: Vec<GateView>,
}

#[derive(Template)]
#[template(path = "delivery/gate.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: GateView,
    decisions: Vec<Choice>,
    seen: u64,
}

impl Page {
    fn blocking(&self) -> usize {
        self.view.of - self.view.moving
    }
}

/// `GET /{partnership}/delivery/gate`
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    let gates = views::delivery::gates(&visit.reading, say::audience(&visit));
    if let [one] = gates.as_slice() {
        return Ok(see(&visit.at(&format!("/delivery/gate/{}", one.id))));
    }
    page(&Gates {
        frame: frame(&visit, "Gates"),
        base: visit.at(""),
        gates,
    })
}

/// `GET /api/v1/{partnership}/delivery/gate`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let gates = views::delivery::gates(&visit.reading, say::audience(&visit));
    crate::api::json(&gates)
}

fn view(visit: &Visit, id: &str) -> Result<GateView, Problem> {
    let gates = views::delivery::gates(&visit.reading, say::audience(visit));
    let mut gates = gates.into_iter();
    gates
        .find(|gate| gate.id.as_str() == id)
        .ok_or_else(Problem::not_found)
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let done = match visit.query("done").as_deref() {
        Some("passed") => Some("The gate is passed."),
        _ => None,
    };
    let decisions = match visit.viewer.secretariat && view.holds && view.passed.is_none() {
        true => shared_decisions(visit, &view.decider.id),
        false => Vec::new(),
    };
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, view.name.clone())
                .done(done)
                .summary(form.summary("The gate was not passed")),
            base: visit.at(""),
            here: visit.at(&format!("/delivery/gate/{id}")),
            seen: visit.reading.head.line,
            decisions,
            form,
            view,
        },
    )
}

/// `GET /{partnership}/delivery/gate/{gate}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty())
}

/// `POST /{partnership}/delivery/gate/{gate}`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_secretariat()?;
    let decision = form.read_text("decision", "Choose the decision that the condition holds");
    if form.is_right() && form.is_sure() {
        let act = json!({"act": "delivery.pass-gate", "gate": id, "decision": decision});
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/delivery/gate/{id}?done=passed")))),
            Err(denied) => form.denied(denied)?,
        }
    } else if form.is_right() {
        let gate = view(&visit, &id)?;
        let mut check = Check::new(
            frame(&visit, "Pass the gate?"),
            &form,
            &visit.at(&format!("/delivery/gate/{id}")),
            "Once passed, a gate is not shut again. What changes with it changes today.",
            "Pass the gate",
        );
        for duty in &gate.duties {
            check = check.will(format!(
                "“{duty}” will pass from the {} to the {}.",
                gate.from.name, gate.to.name
            ));
        }
        for seat in &gate.ends {
            check = check.will(format!("The seat “{}” will end.", seat.title));
        }
        for seat in &gate.begins {
            check = check.will(format!("The seat “{}” will begin, empty.", seat.title));
        }
        return check
            .back(visit.at(&format!("/delivery/gate/{id}")))
            .page("The gate was not passed");
    }
    paper(&visit.read_on().await?, &id, form)
}
