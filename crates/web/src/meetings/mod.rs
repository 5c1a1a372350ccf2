//! Meetings: from call to published minutes.

mod calling;

use std::sync::Arc;

use axum::Router;

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new().merge(calling::routes())
}
