//! Who answers to whom: the chart, and the same as a list.

use app::views::{self, StructureView};
use askama::Template;
use axum::response::Response;

use super::{
    carried_on, chart,
    tree::{self, Branch},
};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "structure/index.html")]
struct Structure {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    inside: bool,
    chart: String,
    tree: Vec<Branch>,
    filled: usize,
    seats: usize,
    view: StructureView,
}

/// `GET /{partnership}/structure?at=2010-10-06`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let at = carried_on(&visit)?;
    let base = visit.at("");
    let view = views::structure(&visit.reading, visit.date()?);
    let frame = visit.frame("Structure").section(Section::Structure).top();
    page(&Structure {
        frame,
        chart: chart::draw(&view, &base, &at),
        tree: tree::tree(&view, &base, &at),
        filled: view.bodies.iter().map(|body| body.filled).sum(),
        seats: view.bodies.iter().map(|body| body.seats).sum(),
        base,
        at,
        inside: crate::say::audience(&visit).inside(),
        when: super::as_at(&visit, view.date),
        view,
    })
}

/// `GET /api/v1/{partnership}/structure?at=2010-10-06`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::structure(&visit.reading, visit.date()?))
}
