//! Accepting an invitation: welcome, which seats are yours, and in.
//!
//! Opening the link shows the page and uses nothing up; the button does. What comes after (a passkey,
//! or e-mail) is on the page that adds passkeys.

use app::{
    Means,
    views::{self, Audience, PersonView},
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use record::id::PersonId;

use super::{Address, Attempt, arrived, no_good, of_a_secret, without_address};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

#[derive(Template)]
#[template(path = "sign-in/invitation.html")]
struct Welcome {
    frame: Frame,
    form: Form,
    code: String,
    partnership: String,
    view: PersonView,
}

/// `GET /sign-in/invitation`
pub(super) async fn show(entrance: Entrance) -> Result<Response, Problem> {
    let code = entrance.query("code").unwrap_or_default();
    let asked = code.clone();
    let found = entrance.site.office(move |house| {
        let now = house.now().as_second();
        house.office().invitation(&asked, now)
    });
    let Some((person, partnership)) = found.await? else {
        return no_good(&entrance);
    };
    let reading = entrance.site.reading(&partnership).await?;
    let person: PersonId = person.parse().map_err(|_| Problem::fault())?;
    let view = views::person(&reading, person, reading.today(), Audience::SECRETARIAT);
    let Some(view) = view else {
        return no_good(&entrance);
    };
    let shown = crate::frame::Shown::of(&reading);
    Ok(of_a_secret(page(&Welcome {
        frame: without_address(entrance.frame("Your invitation")),
        form: Form::empty(),
        code,
        partnership: shown.name,
        view,
    })?))
}

/// `POST /sign-in/invitation`: accepts it.
pub(super) async fn take(
    entrance: Entrance,
    Address(from): Address,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    let attempt = Attempt::by_form(site, &from, &headers)?;
    let code = form.value("code").to_owned();
    let accepted = site.office(move |house| {
        let now = house.now().as_second();
        house.office().accept_invitation(&code, now)
    });
    let Some((person, partnership)) = accepted.await? else {
        attempt.failed()?;
        return no_good(&entrance);
    };
    let person = person.parse().map_err(|_| Problem::fault())?;
    let means = Means::Invitation;
    let arrival = arrived(site, &headers, person, means, None, Some(partnership));
    Ok(arrival.await?.into_redirect())
}
