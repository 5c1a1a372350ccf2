//! The plan: what is aimed at, how it is doing, and the same for each area.
//!
//! Lights, travel and forecasts are worked out in `record`; here they become pages and pictures.

mod areas;
mod enter;
mod figures;
mod figures_rows;
mod indicator;
mod outcome;
mod performance;
pub(crate) mod pictures;
mod strategy;
#[cfg(test)]
pub(crate) mod tests;

use crate::doors::{Doors, Who};
use axum::{extract::DefaultBodyLimit, routing::get};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    pages().merge(enter::routes()).merge(for_programs())
}

fn pages() -> Doors {
    Doors::new()
        .route("/{partnership}/areas", Who::Everyone, get(areas::list))
        .route(
            "/{partnership}/areas/{area}",
            Who::Everyone,
            get(areas::show),
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
        .route("/{partnership}/plan", Who::Everyone, get(strategy::show))
        .route(
            "/{partnership}/plan/agreement",
            Who::Everyone,
            get(strategy::agreement),
        )
        .route(
            "/{partnership}/plan/{outcome}",
            Who::Everyone,
            get(outcome::show),
        )
        .route(
            "/{partnership}/indicators/{indicator}",
            Who::Everyone,
            get(indicator::show),
        )
        .route(
            "/{partnership}/performance",
            Who::Everyone,
            get(performance::show),
        )
}

fn for_programs() -> Doors {
    Doors::new()
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
            "/api/v1/{partnership}/plan",
            Who::Everyone,
            get(strategy::json),
        )
        .route(
            "/api/v1/{partnership}/plan/agreement",
            Who::Everyone,
            get(strategy::agreement_json),
        )
        .route(
            "/api/v1/{partnership}/plan/{outcome}",
            Who::Everyone,
            get(outcome::json),
        )
        .route(
            "/api/v1/{partnership}/indicators/{indicator}",
            Who::Everyone,
            get(indicator::json),
        )
        .route(
            "/api/v1/{partnership}/performance",
            Who::Everyone,
            get(performance::json),
        )
}
