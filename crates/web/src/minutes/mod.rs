//! Minutes: written, put in the book, approved, published.

use std::sync::Arc;

use axum::Router;

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
}
