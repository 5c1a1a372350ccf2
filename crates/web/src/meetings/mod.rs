//! Meetings: from call to published minutes.

mod actions;
mod attendance;
mod calling;
mod index;
mod meeting;
mod minutes;

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    public().merge(calling::routes())
}

/// Pages that everyone may read.
fn public() -> Router<Arc<Site>> {
    Router::new()
        .route("/{partnership}/meetings", get(index::show))
        .route("/{partnership}/meetings/{meeting}", get(meeting::show))
        .route(
            "/{partnership}/meetings/{meeting}/minutes",
            get(minutes::show),
        )
        .route("/{partnership}/actions", get(actions::show))
        .route("/api/v1/{partnership}/meetings", get(index::json))
        .route(
            "/api/v1/{partnership}/meetings/{meeting}",
            get(meeting::json),
        )
        .route(
            "/api/v1/{partnership}/meetings/{meeting}/minutes",
            get(minutes::json),
        )
        .route("/api/v1/{partnership}/actions", get(actions::json))
}
