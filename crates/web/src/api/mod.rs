//! The programs' door: acts in, problems out, all in JSON.
//!
//! Every page's form asks for acts that can be asked for here too. Writing needs a token; what the
//! token's person may do, `app` decides. Reading needs none and says what the public pages say: those
//! addresses stand beside their pages.

mod acts;
mod catalogue;
mod figures;
mod files;
mod openapi;
mod people;
mod program;

use axum::{
    extract::DefaultBodyLimit,
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Serialize;

pub(crate) use program::Program;

use crate::{
    UPLOAD_LIMIT,
    doors::{Doors, Who},
    problem::Problem,
};

/// The most bytes of acts in one request: 4 MiB.
const ACTS_LIMIT: usize = 4 * 1024 * 1024;

/// The addresses below `/api/v1` that write.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route(
            "/api/v1/{partnership}/acts",
            Who::Program,
            post(acts::take).layer(DefaultBodyLimit::max(ACTS_LIMIT)),
        )
        .route(
            "/api/v1/{partnership}/people",
            Who::SecretariatsProgram,
            post(people::add),
        )
        .route(
            "/api/v1/{partnership}/files",
            Who::SecretariatsProgram,
            post(files::keep).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route(
            "/api/v1/{partnership}/plan/figures/import",
            Who::Program,
            post(figures::import).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
}

/// The addresses below `/api/v1` that describe the rest.
pub(crate) fn descriptions() -> Doors {
    Doors::new()
        .route("/api/v1/acts", Who::Everyone, get(catalogue::show))
        .route("/api/v1/openapi.json", Who::Everyone, get(openapi::show))
}

/// A view as JSON. When it is good for how long, and its ETag, the cache around it sees to.
pub(crate) fn json(view: &impl Serialize) -> Result<Response, Problem> {
    let text = serde_json::to_string(view).map_err(|error| {
        tracing::error!(%error, "a view could not be written");
        Problem::fault()
    })?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}
