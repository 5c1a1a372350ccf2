//! One outcome: what is to come true, who leads, and how its indicators stand.

use app::views::plan::{self, OutcomeView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::OutcomeId;

use super::{ReportLink, enter::done};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    structure::{as_at, carried_on},
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "plan/outcome.html")]
struct Outcome {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    /// What the body that answers for it reports.
    report: Option<ReportLink>,
    view: OutcomeView,
}

fn view(visit: &Visit, id: &str) -> Result<OutcomeView, Problem> {
    let id: OutcomeId = id.parse().map_err(|_| Problem::not_found())?;
    let view = plan::outcome(&visit.reading, &id, visit.date()?);
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/plan/{outcome}?at=2008-03-31`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &id)?;
    let at = carried_on(&visit)?;
    let frame = visit.frame(view.outcome.title.clone()).done(done(&visit));
    page(&Outcome {
        frame: frame
            .section(Section::Plan)
            .crumb("Plan", &format!("/plan{at}")),
        report: ReportLink::of(&visit, Some(&view.lead), view.date),
        base: visit.at(""),
        when: as_at(&visit, view.date),
        at,
        view,
    })
}

/// `GET /api/v1/{partnership}/plan/{outcome}?at=2008-03-31`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}
