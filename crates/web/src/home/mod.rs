//! Home: what a partnership is, what it meets about next and what it decided last.

use std::sync::Arc;

use axum::Router;

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
}
