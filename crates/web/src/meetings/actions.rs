//! What was asked of whom, by the day it is due.

use app::views::{self, ActionView};
use askama::Template;
use axum::response::Response;

use crate::{
    frame::{Frame, Section},
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
}

/// `GET /{partnership}/actions`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let actions = views::action_list(&visit.reading, say::audience(&visit));
    let (overdue, to_come) = actions.into_iter().partition(|action| action.overdue);
    let frame = visit.frame("Actions").section(Section::Actions).top();
    page(&Actions {
        frame,
        base: visit.at(""),
        overdue,
        to_come,
    })
}

/// `GET /api/v1/{partnership}/actions`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::action_list(&visit.reading, say::audience(&visit)))
}
