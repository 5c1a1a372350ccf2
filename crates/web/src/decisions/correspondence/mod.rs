//! Decisions by correspondence: the list, one question, putting it, answering it, counting it.

mod act;
mod ask;
mod pages;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

pub(super) use pages::{colour, standing};

use crate::Site;

/// The addresses of this part.
pub(super) fn routes() -> Router<Arc<Site>> {
    const ALL: &str = "/{partnership}/decisions/by-correspondence";
    const ONE: &str = "/{partnership}/decisions/by-correspondence/{correspondence}";
    Router::new()
        .route(ALL, get(pages::index))
        .route(&format!("{ALL}/put"), get(ask::show).post(ask::take))
        .route(ONE, get(pages::show))
        .route(&format!("{ONE}/answer"), post(act::answer))
        .route(&format!("{ONE}/count"), get(act::ask).post(act::close))
        .route(&format!("/api/v1{ALL}"), get(pages::index_json))
        .route(&format!("/api/v1{ONE}"), get(pages::json))
}
