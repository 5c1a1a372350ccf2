//! The plan: what is aimed at, how it is doing, and the same for each area.
//!
//! Lights, travel and forecasts are worked out in `record`; here they become pages and pictures.

mod areas;
#[cfg(test)]
mod tests;

use axum::routing::get;

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}/areas", Who::Everyone, get(areas::list))
        .route(
            "/{partnership}/areas/{area}",
            Who::Everyone,
            get(areas::show),
        )
        .route(
            "/api/v1/{partnership}/areas",
            Who::Everyone,
            get(areas::list_json),
        )
        .route(
            "/api/v1/{partnership}/areas/{area}",
            Who::Everyone,
            get(areas::json),
        )
}
