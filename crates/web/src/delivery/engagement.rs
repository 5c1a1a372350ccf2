//! Engagement plans: with whom each group speaks in a year, how and when, and what changed for it.

use app::views::{
    self,
    delivery::{EngagementView, all_seats_from},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::EngagementId;
use serde_json::json;

use super::shared::{self, frame};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/engagements.html")]
struct List {
    frame: Frame,
    base: String,
    form: Form,
    /// Engagements by year and body.
    groups: Vec<(String, String, String, Vec<EngagementView>)>,
    bodies: Vec<Choice>,
    seats: Vec<Choice>,
    may_plan: bool,
}

impl List {
    fn sent(&self) -> bool {
        !self.form.value("who").is_empty() || !self.form.value("body").is_empty()
    }
}

fn list_page(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let (reading, audience) = (&visit.reading, say::audience(visit));
    let mut groups: Vec<(String, String, String, Vec<EngagementView>)> = Vec::new();
    for view in views::delivery::engagements(reading, None, audience) {
        match groups.last_mut() {
            Some((year, body, _, all)) if *year == view.year && *body == view.body.name => {
                all.push(view);
            }
            _ => groups.push((
                view.year.clone(),
                view.body.name.clone(),
                view.body.id.to_string(),
                vec![view],
            )),
        }
    }
    let mine = all_seats_from(reading, audience);
    let form = match form.pairs().is_empty() {
        true => form.with("year", views::delivery::delivery(reading, audience).year),
        false => form,
    };
    let done = match visit.query("done").as_deref() {
        Some("planned") => Some("The engagement is planned."),
        _ => None,
    };
    let status = form.status();
    page_with(
        status,
        &List {
            frame: frame(visit, "Engagement")
                .done(done)
                .summary(form.summary("The engagement was not planned")),
            base: visit.at(""),
            may_plan: visit.viewer.secretariat || !mine.is_empty(),
            bodies: shared::bodies(visit),
            seats: shared::seats(&mine),
            groups,
            form,
        },
    )
}

/// `GET /{partnership}/delivery/engagement`
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    list_page(&visit, Form::empty())
}

/// `GET /api/v1/{partnership}/delivery/engagement`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    crate::api::json(&views::delivery::engagements(
        &visit.reading,
        None,
        audience,
    ))
}

/// `POST /{partnership}/delivery/engagement`
pub(super) async fn plan(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = json!({
        "act": "delivery.plan-engagement",
        "body": form.read_text("body", "Choose the group"),
        "year": form.read_text("year", "Say for which financial year: 2007-08"),
        "who": form.read_text("who", "Say with whom"),
        "how": form.read_text("how", "Say how"),
        "when": form.read_date("when", "Say on which day, or by which"),
        "seat": form.perhaps_text("seat"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at("/delivery/engagement?done=planned"))),
            Err(denied) => form.denied(denied)?,
        }
    }
    list_page(&visit.read_on().await?, form)
}

#[derive(Template)]
#[template(path = "delivery/engagement.html")]
struct Page {
    frame: Frame,
    base: String,
    form: Form,
    view: EngagementView,
    seats: Vec<Choice>,
    may_report: bool,
}

fn view(visit: &Visit, id: &str) -> Result<EngagementView, Problem> {
    let id: EngagementId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::delivery::engagement(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let done = match visit.query("done").as_deref() {
        Some("told") => Some("What came of it is told."),
        _ => None,
    };
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, format!("Engagement with {}", view.who))
                .crumb("Engagement", "/delivery/engagement")
                .done(done)
                .summary(form.summary("It was not recorded")),
            base: visit.at(""),
            may_report: visit.viewer.secretariat || !view.from.is_empty(),
            seats: shared::seats(&view.from),
            view,
            form,
        },
    )
}

/// `GET /{partnership}/delivery/engagement/{engagement}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty())
}

/// `GET /api/v1/{partnership}/delivery/engagement/{engagement}`
pub(super) async fn one_json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}

/// `POST /{partnership}/delivery/engagement/{engagement}`
pub(super) async fn report(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "delivery.report-engagement", "engagement": id,
        "held": form.read_date("held", "Say on which day it was held"),
        "heard": form.read_text("heard", "Write what was heard"),
        "changed": form.read_text("changed", "Write what changed for it, or why nothing did"),
        "seat": form.perhaps_text("seat"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let place = format!("/delivery/engagement/{id}?done=told");
                return Ok(see(&visit.at(&place)));
            }
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, &id, form)
}
