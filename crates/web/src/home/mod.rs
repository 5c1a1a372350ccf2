//! The first page of a partnership: what it is, what comes next, what was decided.

use std::sync::Arc;

use app::views::{self, HomeView};
use askama::Template;
use axum::{Router, response::Response, routing::get};

use crate::{
    Site,
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/{partnership}", get(show))
        .route("/api/v1/{partnership}", get(json))
}

#[derive(Template)]
#[template(path = "home/index.html")]
struct Home {
    frame: Frame,
    base: String,
    view: HomeView,
}

fn view(visit: &Visit) -> HomeView {
    views::home(&visit.reading, say::audience(visit))
}

/// `GET /{partnership}`
async fn show(visit: Visit) -> Result<Response, Problem> {
    let view = view(&visit);
    let frame = visit
        .frame(view.partnership.name.clone())
        .section(Section::Home)
        .top();
    page(&Home {
        frame,
        base: visit.at(""),
        view,
    })
}

/// `GET /api/v1/{partnership}`
async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&view(&visit))
}
