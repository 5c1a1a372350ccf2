//! Confirming that it is still the same person: what weighs much asks for a sign-in that is fresh.

use askama::Template;
use axum::response::Response;

use super::{PATH, directory, is_ours};
use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

#[derive(Template)]
#[template(path = "sign-in/confirm.html")]
struct Confirm {
    frame: Frame,
    /// Where to sign in again, and come back from.
    again: String,
    /// The directories by which one may confirm it: name and address.
    directories: Vec<(String, String)>,
}

/// `GET /sign-in/confirm`: says why, and leads on.
pub(super) async fn ask(entrance: Entrance) -> Result<Response, Problem> {
    let next = entrance.query("next").unwrap_or_default();
    let next = if is_ours(&next) { next } else { "/".to_owned() };
    if !entrance.viewer.is_signed_in() {
        return Err(Problem::sign_in(&next));
    }
    let directories = directory::buttons(&entrance.site, &next, true);
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    page(&Confirm {
        frame: entrance.frame("Confirm it is you"),
        again: format!("{PATH}?next={next}"),
        directories,
    })
}
