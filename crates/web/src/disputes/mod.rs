//! Disputes between partners: raised, mediated step by step, ended.
//!
//! While one goes on only members and the secretariat see it (docs/decisions/0018).

mod act;
mod pages;
mod raise;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/{partnership}/disputes", get(pages::index))
        .route(
            "/{partnership}/disputes/raise",
            get(raise::show).post(raise::take),
        )
        .route("/{partnership}/disputes/{dispute}", get(pages::show))
        .route(
            "/{partnership}/disputes/{dispute}/mediation",
            post(act::mediation),
        )
        .route("/{partnership}/disputes/{dispute}/end", post(act::end))
        .route("/api/v1/{partnership}/disputes", get(pages::index_json))
        .route("/api/v1/{partnership}/disputes/{dispute}", get(pages::json))
}
