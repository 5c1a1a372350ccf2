//! The structure: bodies, seats, organisations and people, as they stand on any day.

mod body;
mod cards;
mod chart;
mod explained;
mod index;
mod organisations;
mod people;
mod seats;
mod tree;

use std::sync::Arc;

use axum::{Router, routing::get};

pub(crate) use seats::seat_address;

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/{partnership}/structure", get(index::show))
        .route("/{partnership}/structure/explained", get(explained::show))
        .route("/{partnership}/structure/{body}", get(body::show))
        .route("/{partnership}/organisations", get(organisations::list))
        .route(
            "/{partnership}/organisations/{organisation}",
            get(organisations::show),
        )
        .route("/{partnership}/people/{person}", get(people::show))
        .route("/api/v1/{partnership}/structure", get(index::json))
        .route(
            "/api/v1/{partnership}/structure/explained",
            get(explained::json),
        )
        .route("/api/v1/{partnership}/structure/{body}", get(body::json))
        .route(
            "/api/v1/{partnership}/organisations",
            get(organisations::list_json),
        )
        .route(
            "/api/v1/{partnership}/organisations/{organisation}",
            get(organisations::json),
        )
        .route("/api/v1/{partnership}/people/{person}", get(people::json))
        .merge(seats::routes())
}

/// What links on the page of a day carry on: `?at=2010-10-06` where the address asks for a day.
fn carried_on(visit: &crate::visit::Visit) -> Result<String, crate::problem::Problem> {
    let date = visit.date()?;
    let asked = visit.query("at").is_some_and(|at| !at.is_empty());
    Ok(if asked {
        format!("?at={date}")
    } else {
        String::new()
    })
}
