//! The page to sign in, and signing in by a link that works once, made on the machine itself.
//!
//! Opening the link only shows a button, because programs that look through mail open links too;
//! pressing it uses the link up. A link that is used, too old or was never made gives the same page,
//! which says what to do and not which it was.

use app::Means;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use record::id::PersonId;

use super::{
    Address, Attempt, arrived, directory, is_ours, no_good, of_a_secret, passkeys::Here,
    without_address,
};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page, page_with},
};

/// How one signs in.
#[derive(Template)]
#[template(path = "sign-in/page.html")]
struct SignIn {
    frame: Frame,
    form: Form,
    here: Here,
    next: String,
    /// The directories by which one may sign in: name and address.
    directories: Vec<(String, String)>,
}

/// A link that would let somebody in.
#[derive(Template)]
#[template(path = "sign-in/ready.html")]
pub(super) struct Ready {
    pub(super) frame: Frame,
    pub(super) form: Form,
    /// Whom it lets in.
    pub(super) name: String,
    pub(super) code: String,
    pub(super) next: String,
    /// Where the button sends it.
    pub(super) action: &'static str,
}

/// `GET /sign-in`: explains, or with a code shows the button. Uses nothing up.
pub(super) async fn ask(entrance: Entrance, headers: HeaderMap) -> Result<Response, Problem> {
    let code = entrance.query("code").unwrap_or_default();
    let next = entrance.query("next").unwrap_or_default();
    let next = if is_ours(&next) { next } else { String::new() };
    if code.is_empty() {
        return front(&entrance, &headers, Form::empty(), next);
    }
    let asked = code.clone();
    let demonstration = entrance.site.settings.demonstration;
    let name = entrance.site.office(move |house| {
        let office = house.office();
        let holder = office.link(&asked, house.now().as_second())?;
        let holder = holder.filter(|holder| demonstration || !holder.reusable);
        holder.map_or(Ok(None), |holder| office.person(&holder.person))
    });
    let Some(person) = name.await? else {
        return no_good(&entrance);
    };
    Ok(of_a_secret(page(&Ready {
        frame: without_address(entrance.frame("Sign in")),
        form: Form::empty(),
        name: person.name,
        code,
        next,
        action: super::PATH,
    })?))
}

/// The page to sign in, with what was typed into its form.
pub(super) fn front(
    entrance: &Entrance,
    headers: &HeaderMap,
    form: Form,
    next: String,
) -> Result<Response, Problem> {
    let status = form.status();
    let mut frame = entrance.frame("Sign in");
    frame = frame.summary(form.summary("No letter was sent"));
    let here = Here::of(&entrance.site, headers);
    let page = SignIn {
        frame,
        form,
        here,
        directories: directory::buttons(&entrance.site, &next, false),
        next,
    };
    Ok(of_a_secret(page_with(status, &page)?))
}

/// `POST /sign-in`: uses the link up, opens a session and leads on.
pub(super) async fn take(
    entrance: Entrance,
    Address(address): Address,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    let attempt = Attempt::by_form(site, &address, &headers)?;
    let (code, now) = (form.value("code").to_owned(), attempt.now.as_second());
    let holder = site.office(move |house| house.office().consume_link(&code, now));
    let holder = holder.await?;
    // A link that works again and again is of a demonstration, and signs nobody in anywhere else.
    let holder = holder.filter(|holder| site.settings.demonstration || !holder.reusable);
    let person = holder
        .as_ref()
        .and_then(|holder| holder.person.parse::<PersonId>().ok());
    let (Some(holder), Some(person)) = (holder, person) else {
        attempt.failed()?;
        return no_good(&entrance);
    };
    let means = if holder.reusable {
        Means::Demonstration
    } else {
        Means::Link
    };
    let next = Some(form.value("next").to_owned()).filter(|next| is_ours(next));
    let arrival = arrived(
        site,
        &headers,
        person,
        means,
        next,
        Some(holder.partnership),
    );
    Ok(arrival.await?.into_redirect())
}
