//! Decisions: the register, and why each of them stands.

mod decision;
mod index;

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/{partnership}/decisions", get(index::show))
        .route("/{partnership}/decisions/{decision}", get(decision::show))
        .route("/api/v1/{partnership}/decisions", get(index::json))
        .route(
            "/api/v1/{partnership}/decisions/{decision}",
            get(decision::json),
        )
}
