//! Letters: what was sent and what was not, for the secretariat; what somebody wishes to get; and the
//! address in a letter that stops letters like it.
//!
//! What gives cause to write, and to whom, is decided in `app::letters`.

mod sent;
mod stop;
#[cfg(test)]
mod tests;
mod wishes;

use axum::routing::{get, post};

use crate::doors::{Doors, Who};

pub(crate) use sent::{Line, lines};

/// The addresses of this part in a partnership.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/office/letters",
            Who::Secretariat,
            get(sent::show).post(sent::have_written),
        )
        .route(
            "/{partnership}/office/letters/again",
            Who::Secretariat,
            post(sent::again),
        )
        .route(
            "/api/v1/{partnership}/office/letters",
            Who::SecretariatsProgram,
            get(sent::json),
        )
        .route(
            "/{partnership}/desk/letters",
            Who::SignedIn,
            get(wishes::ask).post(wishes::take),
        )
}

/// The address that is in letters, which needs no partnership and no sign-in.
pub(crate) fn stopping() -> Doors {
    Doors::new().route(
        "/letters/stop/{secret}",
        Who::HasTheSecret,
        get(stop::ask).post(stop::take),
    )
}
