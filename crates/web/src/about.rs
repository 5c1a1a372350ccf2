//! What Folkmoot is, for those who came upon it: the same wherever it runs.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    Site,
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/about", get(about))
        .route("/robots.txt", get(robots))
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
