//! The secretariat's own pages: what has to be done next, people, arrangements; and everyone's desk.
//!
//! What is due follows from the book and is worked out in `app::views`; here it becomes rows, each
//! with one button. Forms about seats are in `structure`, forms about meetings in `meetings`.

mod adopting;
mod arrangements;
mod bodies;
mod desk;
mod done;
mod fill;
mod import;
mod import_rows;
mod index;
mod lists;
mod people;
mod person;
mod rows;

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, routing::get};

pub(crate) use done::done;
pub(crate) use fill::{people_known, person_chosen, with_date, with_query};

use crate::Site;

/// The most bytes of a form with arrangements in it, which are longer than other forms.
const ARRANGEMENTS_LIMIT: usize = 12 * 1024 * 1024;

/// The addresses of this part.
pub(crate) fn routes() -> Router<Arc<Site>> {
    let arrangements = get(arrangements::ask).post(arrangements::take);
    Router::new()
        .route("/{partnership}/desk", get(desk::show))
        .route("/{partnership}/office", get(index::show))
        .route("/{partnership}/office/{list}", get(lists::show))
        .route("/{partnership}/office/people", get(people::show))
        .route(
            "/{partnership}/office/people/add",
            get(people::ask).post(people::take),
        )
        .route(
            "/{partnership}/office/people/{person}",
            get(person::ask).post(person::take),
        )
        .route(
            "/{partnership}/office/arrangements",
            arrangements.layer(DefaultBodyLimit::max(ARRANGEMENTS_LIMIT)),
        )
        .route(
            "/{partnership}/office/import",
            get(import::ask)
                .post(import::take)
                .layer(DefaultBodyLimit::max(crate::UPLOAD_LIMIT)),
        )
        .route(
            "/{partnership}/office/import/rows",
            get(import_rows::show).post(import_rows::take),
        )
        .route("/{partnership}/office/import/{file}", get(import::download))
        .route(
            "/{partnership}/office/arrangements/{file}",
            get(arrangements::download),
        )
}
