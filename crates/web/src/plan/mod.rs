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
#[cfg(test)]
pub(crate) use figures_rows::tests::agreed;

use app::views::{last_quarter, plan::LeadView};
use axum::{extract::DefaultBodyLimit, routing::get};
use jiff::civil::Date;

use crate::{
    doors::{Doors, Who},
    visit::Visit,
};

/// The last quarterly report of the body that answers for something.
pub(crate) struct ReportLink {
    /// "Report of the Board on quarter 3 of 2007-08".
    pub(crate) words: String,
    /// Where it is, below the partnership.
    pub(crate) address: String,
}

impl ReportLink {
    /// That of the body which leads, as of a day.
    fn of(visit: &Visit, lead: Option<&LeadView>, on: Date) -> Option<Self> {
        let body = lead?.body.as_ref()?;
        let quarter = last_quarter(&visit.reading, on)?;
        Some(Self {
            words: format!("Report of the {} on {}", body.short_name, quarter.said),
            address: format!("/reports/{}/{}", body.id, quarter.id),
        })
    }
}

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
