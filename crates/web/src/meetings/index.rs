//! Every meeting: those to come, and those held.

use app::views::{self, MeetingLine};
use askama::Template;
use axum::response::Response;
use serde::Serialize;

use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/index.html")]
struct Index {
    frame: Frame,
    base: String,
    view: Meetings,
}

#[derive(Serialize)]
struct Meetings {
    /// Soonest first.
    to_come: Vec<MeetingLine>,
    /// Latest first.
    held: Vec<MeetingLine>,
}

fn view(visit: &Visit) -> Meetings {
    let (to_come, held) = views::meetings(&visit.reading, None, say::audience(visit));
    Meetings { to_come, held }
}

/// `GET /{partnership}/meetings`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let frame = visit.frame("Meetings").section(Section::Meetings).top();
    page(&Index {
        frame,
        base: visit.at(""),
        view: view(&visit),
    })
}

/// `GET /api/v1/{partnership}/meetings`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&view(&visit))
}
