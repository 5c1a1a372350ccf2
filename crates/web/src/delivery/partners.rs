//! What each organisation does in the delivery plans, and how its own plans fit (G07, para 14, 29 and 30).

use app::views::{self, delivery::DeliveredBy};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::PartnerId;
use serde_json::json;

use super::shared::{self, frame};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/partners.html")]
struct List {
    frame: Frame,
    base: String,
    all: Vec<DeliveredBy>,
}

/// `GET /{partnership}/delivery/partners`
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    page(&List {
        frame: frame(&visit, "By organisation"),
        base: visit.at(""),
        all: views::delivery::delivering_partners(&visit.reading, say::audience(&visit)),
    })
}

/// `GET /api/v1/{partnership}/delivery/partners`
pub(super) async fn list_json(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    crate::api::json(&views::delivery::delivering_partners(
        &visit.reading,
        audience,
    ))
}

#[derive(Template)]
#[template(path = "delivery/partner.html")]
struct Page {
    frame: Frame,
    base: String,
    form: Form,
    view: DeliveredBy,
    plans: Vec<Choice>,
    seats: Vec<Choice>,
    may_report: bool,
}

fn view(visit: &Visit, id: &str) -> Result<DeliveredBy, Problem> {
    let id: PartnerId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::delivery::delivered_by(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let plans = visit.reading.record.delivery.plans();
    let plans =
        plans.map(|it| Choice::new(it.id.to_string(), format!("{}, {}", it.title, it.year)));
    let done = match visit.query("done").as_deref() {
        Some("told") => Some("The report is recorded."),
        _ => None,
    };
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, view.partner.name.clone())
                .crumb("By organisation", "/delivery/partners")
                .done(done)
                .summary(form.summary("The report was not recorded")),
            base: visit.at(""),
            plans: plans.collect(),
            may_report: visit.viewer.secretariat || !view.from.is_empty(),
            seats: shared::seats(&view.from),
            view,
            form,
        },
    )
}

/// `GET /{partnership}/delivery/partners/{organisation}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty())
}

/// `GET /api/v1/{partnership}/delivery/partners/{organisation}`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}

/// `POST /{partnership}/delivery/partners/{organisation}`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let plan = form.read_text("about", "Choose the delivery plan");
    let act = json!({
        "act": "delivery.report-compatibility", "partner": id, "about": {"plan": plan},
        "own": form.read_text("own", "Say what its own plan is called"),
        "fits": form.read_text("fits", "Say how far they fit"),
        "words": form.read_text("words", "Write what is done to bring them into line"),
        "seat": form.perhaps_text("seat"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let place = format!("/delivery/partners/{id}?done=told");
                return Ok(see(&visit.at(&place)));
            }
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, &id, form)
}
