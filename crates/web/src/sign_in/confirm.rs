//! Confirming that it is still the same person: what weighs much asks for a sign-in that is fresh.
//!
//! Whoever has a passkey confirms with it; whoever has none, by a letter to their own address.

use askama::Template;
use axum::{http::HeaderMap, response::Response};

use super::{directory, is_ours, of_a_secret, passkeys::Here};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

#[derive(Template)]
#[template(path = "sign-in/confirm.html")]
struct Confirm {
    frame: Frame,
    form: Form,
    here: Here,
    has_passkeys: bool,
    /// Their address; none: the house has none.
    email: Option<String>,
    next: String,
    /// The directories by which one may confirm it: name and address.
    directories: Vec<(String, String)>,
}

/// `GET /sign-in/confirm`: says why, and asks.
pub(super) async fn ask(entrance: Entrance, headers: HeaderMap) -> Result<Response, Problem> {
    let next = entrance.query("next").unwrap_or_default();
    let next = if is_ours(&next) { next } else { "/".to_owned() };
    let person = entrance.viewer.person.as_ref();
    let person = person.ok_or_else(|| Problem::sign_in(&next))?.id;
    let known = entrance.site.asking(move |house| {
        let passkeys = house.office().passkeys_of(&person.to_string())?;
        Ok::<_, app::Denied>((!passkeys.is_empty(), house.email_of(person)?))
    });
    let (has_passkeys, email) = known.await??;
    Ok(of_a_secret(page(&Confirm {
        frame: entrance.frame("Confirm it is you"),
        form: Form::empty(),
        here: Here::of(&entrance.site, &headers),
        has_passkeys,
        email,
        directories: directory::buttons(&entrance.site, &next, true),
        next,
    })?))
}
