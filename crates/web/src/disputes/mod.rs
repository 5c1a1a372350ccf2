//! Disputes between partners: raised, mediated step by step, ended.
//!
//! While one goes on only members and the secretariat see it (docs/decisions/0018).

mod act;
mod pages;
mod raise;
#[cfg(test)]
mod tests;

use axum::routing::{get, post};

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}/disputes", Who::Everyone, get(pages::index))
        .route(
            "/{partnership}/disputes/raise",
            Who::SignedIn,
            get(raise::show).post(raise::take),
        )
        .route(
            "/{partnership}/disputes/{dispute}",
            Who::Everyone,
            get(pages::show),
        )
        .route(
            "/{partnership}/disputes/{dispute}/mediation",
            Who::Secretariat,
            post(act::mediation),
        )
        .route(
            "/{partnership}/disputes/{dispute}/end",
            Who::Secretariat,
            post(act::end),
        )
        .route(
            "/api/v1/{partnership}/disputes",
            Who::Everyone,
            get(pages::index_json),
        )
        .route(
            "/api/v1/{partnership}/disputes/{dispute}",
            Who::Everyone,
            get(pages::json),
        )
}
