//! Decisions by correspondence: the list, one question, putting it, answering it, counting it.

mod act;
mod ask;
mod pages;
#[cfg(test)]
mod tests;

use axum::routing::{get, post};

pub(super) use pages::{colour, standing};

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    const ALL: &str = "/{partnership}/decisions/by-correspondence";
    const ONE: &str = "/{partnership}/decisions/by-correspondence/{correspondence}";
    Doors::new()
        .route(ALL, Who::Everyone, get(pages::index))
        .route(
            &format!("{ALL}/put"),
            Who::Secretariat,
            get(ask::show).post(ask::take),
        )
        .route(ONE, Who::Everyone, get(pages::show))
        .route(&format!("{ONE}/answer"), Who::SignedIn, post(act::answer))
        .route(
            &format!("{ONE}/count"),
            Who::Secretariat,
            get(act::ask).post(act::close),
        )
        .route(
            &format!("/api/v1{ALL}"),
            Who::Everyone,
            get(pages::index_json),
        )
        .route(&format!("/api/v1{ONE}"), Who::Everyone, get(pages::json))
}
