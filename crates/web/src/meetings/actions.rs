//! What was asked of whom, by the day it is due.

use app::views::{self, ActionView};
use askama::Template;
use axum::response::Response;

use crate::{
    frame::{Frame, Section},
    paging::Pages,
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/actions.html")]
struct Actions {
    frame: Frame,
    base: String,
    overdue: Vec<ActionView>,
    to_come: Vec<ActionView>,
    newer: Option<String>,
    older: Option<String>,
}

/// `GET /{partnership}/actions?page=2`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let actions = views::actions(&visit.reading, say::audience(&visit), |_| true);
    let shown = Pages::of(&visit, actions);
    let (overdue, to_come) = shown.rows.into_iter().partition(|action| action.overdue);
    let frame = visit.frame("Actions").section(Section::Actions).top();
    page(&Actions {
        frame,
        base: visit.at(""),
        overdue,
        to_come,
        newer: shown.newer.map(|page| format!("page={page}")),
        older: shown.older.map(|page| format!("page={page}")),
    })
}

/// `GET /api/v1/{partnership}/actions?page=2`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let actions = views::actions(&visit.reading, say::audience(&visit), |_| true);
    crate::api::json(&Pages::of(&visit, actions).rows)
}
