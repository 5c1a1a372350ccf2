//! The pipeline: priorities that are to come, with a realistic start and the capacity for them.

use app::views::{self, delivery::PipelineView};
use askama::Template;
use axum::response::Response;
use serde_json::{Value, json};

use super::shared::{self, frame};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/pipeline.html")]
struct Page {
    frame: Frame,
    base: String,
    form: Form,
    view: PipelineView,
    partners: Vec<Choice>,
    themes: Vec<Choice>,
    plans: Vec<Choice>,
    priorities: Vec<Choice>,
}

impl Page {
    fn sent(&self, name: &str) -> bool {
        self.form.value("do") == name
    }

    fn capacities(&self) -> [Choice; 3] {
        [
            Choice::new("found", "It is there"),
            Choice::new("in-part", "Some of it is"),
            Choice::new("to-be-found", "It has to be found"),
        ]
    }

    fn fates(&self) -> [Choice; 2] {
        [
            Choice::new("introduced", "It is brought into a delivery plan"),
            Choice::new("dropped", "It is given up"),
        ]
    }
}

fn paper(visit: &Visit, form: Form, failed: &str) -> Result<Response, Problem> {
    let view = views::delivery::pipeline(&visit.reading);
    let reading = &visit.reading;
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let themes = adoption.map_or(&[][..], |known| &known.arrangements.theme);
    let plans = reading.record.delivery.plans();
    let done = match visit.query("done").as_deref() {
        Some("plan") => Some("The priority is in the pipeline."),
        Some("close") => Some("The priority has left the pipeline."),
        _ => None,
    };
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, "Pipeline")
                .done(done)
                .summary(form.summary(failed)),
            base: visit.at(""),
            partners: shared::partners(visit),
            themes: themes
                .iter()
                .map(|it| Choice::new(it.id.to_string(), &it.name))
                .collect(),
            plans: plans
                .map(|it| Choice::new(it.id.to_string(), format!("{}, {}", it.title, it.year)))
                .collect(),
            priorities: view
                .to_come
                .iter()
                .map(|it| Choice::new(it.id.to_string(), &it.title))
                .collect(),
            view,
            form,
        },
    )
}

/// `GET /{partnership}/delivery/pipeline`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty(), "")
}

/// `GET /api/v1/{partnership}/delivery/pipeline`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::delivery::pipeline(&visit.reading))
}

/// `POST /{partnership}/delivery/pipeline`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    visit.must_be_secretariat()?;
    let what = form.value("do").to_owned();
    let (act, failed): (Value, _) = match what.as_str() {
        "plan" => {
            let act = json!({
                "act": "delivery.plan-priority",
                "priority": form.perhaps_text("plan.priority"),
                "title": form.read_text("plan.title", "Say what it is called"),
                "theme": form.perhaps_text("plan.theme"),
                "says": form.read_text("plan.says", "Say why it is to come"),
                "earliest": form.read_date("plan.earliest", "Say when it can realistically begin"),
                "capacity": form.read_text("plan.capacity", "Say whether there is the capacity for it"),
                "needs": form.read_text("plan.needs", "Say what it takes, and who has it"),
                "lead": form.read_text("plan.lead", "Choose the organisation that would lead it"),
            });
            (act, "The priority was not planned")
        }
        "close" => {
            let act = json!({
                "act": "delivery.close-priority",
                "priority": form.read_text("close.priority", "Choose the priority"),
                "fate": form.read_text("close.fate", "Say what became of it"),
                "plan": form.perhaps_text("close.plan"),
                "words": form.read_text("close.words", "Say it in words"),
            });
            (act, "The priority was not taken out")
        }
        _ => return Err(Problem::not_found()),
    };
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/delivery/pipeline?done={what}")))),
            Err(denied) => form.denied_as(denied, |field| format!("{what}.{field}"))?,
        }
    }
    paper(&visit.read_on().await?, form, failed)
}
