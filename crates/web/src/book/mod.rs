//! The book itself, line by line, with its proof.

mod names;
mod page;
mod sentences;

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/{partnership}/record", get(page::show))
        .route("/api/v1/{partnership}/record", get(page::json))
}
