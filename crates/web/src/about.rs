//! What Folkmoot is, for those who came upon it: the same wherever it runs.

use askama::Template;
use axum::{
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    doors::{Doors, Who},
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/about", Who::Everyone, get(about))
        .route("/robots.txt", Who::Everyone, get(robots))
}

#[derive(Template)]
#[template(path = "frame/about.html")]
struct About {
    frame: Frame,
    source: Option<String>,
    version: &'static str,
}

/// `GET /about`
async fn about(entrance: Entrance) -> Result<Response, Problem> {
    page(&About {
        frame: entrance.frame("What Folkmoot is"),
        source: entrance.site.settings.source_url.clone(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// `GET /robots.txt`: search engines are welcome to what is public.
async fn robots() -> Response {
    "User-agent: *\nDisallow: /sign-in\nDisallow: /api/\n".into_response()
}
