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
mod invitations;
mod lists;
mod people;
mod person;
mod roles;
mod rows;
mod signing_in;

use axum::{extract::DefaultBodyLimit, routing::get};

pub(crate) use done::done;
pub(crate) use fill::{people_known, person_chosen, with_date, with_query};
pub(crate) use people::{read_email, unfit};

use crate::doors::{Doors, Who};

/// The most bytes of a form with arrangements in it, which are longer than other forms.
const ARRANGEMENTS_LIMIT: usize = 12 * 1024 * 1024;

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    let arrangements = get(arrangements::ask).post(arrangements::take);
    Doors::new()
        .route("/{partnership}/desk", Who::SignedIn, get(desk::show))
        .route("/api/v1/{partnership}/desk", Who::Program, get(desk::json))
        .route(
            "/api/v1/{partnership}/office",
            Who::SecretariatsProgram,
            get(index::json),
        )
        .route(
            "/{partnership}/office",
            Who::SecretariatOrAdministrator,
            get(index::show),
        )
        .route(
            "/{partnership}/office/{list}",
            Who::Secretariat,
            get(lists::show),
        )
        .route(
            "/{partnership}/office/roles",
            Who::SecretariatOrAdministrator,
            get(roles::show).post(roles::grant),
        )
        .route(
            "/{partnership}/office/roles/withdraw",
            Who::SecretariatOrAdministrator,
            get(roles::ask_to_withdraw).post(roles::withdraw),
        )
        .route(
            "/api/v1/{partnership}/office/roles",
            Who::SecretariatsProgram,
            get(roles::json),
        )
        .route(
            "/{partnership}/office/people",
            Who::SecretariatOrAdministrator,
            get(people::show),
        )
        .route(
            "/{partnership}/office/people/add",
            Who::SecretariatOrAdministrator,
            get(people::ask).post(people::take),
        )
        .route(
            "/{partnership}/office/people/{person}",
            Who::SecretariatOrAdministrator,
            get(person::ask).post(person::take),
        )
        .route(
            "/{partnership}/office/people/{person}/sign-in",
            Who::SecretariatOrAdministrator,
            get(signing_in::show).post(signing_in::take),
        )
        .route(
            "/{partnership}/office/invitations",
            Who::Secretariat,
            get(invitations::show).post(invitations::take),
        )
        .route(
            "/{partnership}/office/arrangements",
            Who::Secretariat,
            arrangements.layer(DefaultBodyLimit::max(ARRANGEMENTS_LIMIT)),
        )
        .route(
            "/{partnership}/office/import",
            Who::Secretariat,
            get(import::ask)
                .post(import::take)
                .layer(DefaultBodyLimit::max(crate::UPLOAD_LIMIT)),
        )
        .route(
            "/{partnership}/office/import/rows",
            Who::Secretariat,
            get(import_rows::show).post(import_rows::take),
        )
        .route(
            "/{partnership}/office/import/{file}",
            Who::Secretariat,
            get(import::download),
        )
        .route(
            "/{partnership}/office/arrangements/{file}",
            Who::Secretariat,
            get(arrangements::download),
        )
}
