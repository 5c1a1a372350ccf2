//! Structure: bodies, seats and who holds them, as at a day.

mod seats;

use std::sync::Arc;

use axum::Router;

pub(crate) use seats::seat_address;

use crate::Site;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new().merge(seats::routes())
}
