//! Efficiency reviews with what each partner expects to save and has saved, and the watch list of policies
//! and bids. Everyone reads them; partners state their own savings and give their own parts of answers.

mod money;
mod reviews;
mod stating;
#[cfg(test)]
mod tests;
mod watched;
mod watching;

use axum::routing::{get, post};

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}/reviews", Who::Everyone, get(reviews::index))
        .route(
            "/{partnership}/reviews/begin",
            Who::Secretariat,
            get(reviews::ask).post(reviews::take),
        )
        .route(
            "/{partnership}/reviews/{review}",
            Who::Everyone,
            get(stating::show),
        )
        .route(
            "/{partnership}/reviews/{review}/saving",
            Who::SignedIn,
            post(stating::saving),
        )
        .route(
            "/{partnership}/reviews/{review}/end",
            Who::Secretariat,
            post(stating::end),
        )
        .route(
            "/{partnership}/watch-list",
            Who::Everyone,
            get(watching::index),
        )
        .route(
            "/{partnership}/watch-list/add",
            Who::Secretariat,
            get(watching::ask).post(watching::take),
        )
        .route(
            "/{partnership}/watch-list/{watch}",
            Who::Everyone,
            get(watched::show),
        )
        .route(
            "/{partnership}/watch-list/{watch}/part",
            Who::SignedIn,
            post(watched::part),
        )
        .route(
            "/{partnership}/watch-list/{watch}/move",
            Who::SignedIn,
            post(watched::move_on),
        )
        .route(
            "/api/v1/{partnership}/reviews",
            Who::Everyone,
            get(reviews::json),
        )
        .route(
            "/api/v1/{partnership}/reviews/{review}",
            Who::Everyone,
            get(stating::json),
        )
        .route(
            "/api/v1/{partnership}/watch-list",
            Who::Everyone,
            get(watching::json),
        )
        .route(
            "/api/v1/{partnership}/watch-list/{watch}",
            Who::Everyone,
            get(watched::json),
        )
}
