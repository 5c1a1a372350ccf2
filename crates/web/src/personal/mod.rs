//! What the house holds on a person: to be seen, taken away, put right and erased.
//!
//! A person sees to their own; the secretariat sees to anybody's. Everything here asks for a sign-in of
//! the last fifteen minutes. Whether someone can be erased is decided in `app::personal`.

mod bundle;
mod data;
mod erase;
mod redactions;
#[cfg(test)]
mod tests;

use axum::routing::get;
use record::id::PersonId;

use crate::{
    doors::{Doors, Who},
    problem::Problem,
    visit::Visit,
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/people/{person}/data",
            Who::SignedIn,
            get(data::show).post(data::take),
        )
        .route(
            "/{partnership}/people/{person}/data/everything.zip",
            Who::SignedIn,
            get(bundle::send),
        )
        .route(
            "/{partnership}/office/people/{person}/erase",
            Who::Secretariat,
            get(erase::ask).post(erase::take),
        )
        .route(
            "/{partnership}/office/redactions",
            Who::Secretariat,
            get(redactions::show).post(redactions::take),
        )
}

/// The person whose data it is, if the viewer may see to them: to themselves, or as the secretariat to
/// anyone. For others there is nothing here.
fn whose(visit: &Visit, person: &str) -> Result<PersonId, Problem> {
    let id: PersonId = person.parse().map_err(|_| Problem::not_found())?;
    let own = visit.viewer.person.as_ref().is_some_and(|one| one.id == id);
    if (own || visit.viewer.secretariat) && visit.reading.names.knows(id) {
        Ok(id)
    } else {
        Err(Problem::not_found())
    }
}
