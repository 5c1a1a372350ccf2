//! The plan: what is aimed at, how it is doing, and the same for each area.
//!
//! Lights, travel and forecasts are worked out in `record`; here they become pages and pictures.

mod areas;
mod figures;
mod figures_rows;
#[cfg(test)]
mod tests;

use axum::{extract::DefaultBodyLimit, routing::get};

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
        .route(
            "/{partnership}/plan/figures/import",
            Who::SignedIn,
            get(figures::ask)
                .post(figures::take)
                .layer(DefaultBodyLimit::max(crate::UPLOAD_LIMIT)),
        )
        .route(
            "/{partnership}/plan/figures/import/rows",
            Who::SignedIn,
            get(figures_rows::show).post(figures_rows::take),
        )
        .route(
            "/{partnership}/plan/figures/import/template.xlsx",
            Who::SignedIn,
            get(figures::template),
        )
}
