//! How it works: what the arrangements state, who may decide what, by which rule.

use app::views::{self, ExplainedView};
use askama::Template;
use axum::response::Response;

use super::carried_on;
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "structure/explained.html")]
struct Explained {
    frame: Frame,
    base: String,
    at: String,
    view: Option<ExplainedView>,
}

/// `GET /{partnership}/structure/explained?at=2010-10-06`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let at = carried_on(&visit)?;
    let frame = visit.frame("How it works").section(Section::Structure);
    page(&Explained {
        frame: frame.crumb("Structure", &format!("/structure{at}")),
        base: visit.at(""),
        view: views::explained(&visit.reading, visit.date()?),
        at,
    })
}

/// `GET /api/v1/{partnership}/structure/explained?at=2010-10-06`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let view = views::explained(&visit.reading, visit.date()?);
    crate::api::json(&view.ok_or_else(Problem::not_found)?)
}
