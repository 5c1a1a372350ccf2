//! How one person signs in, for the secretariat: their invitation, their sessions, their passkeys.

use app::Invitee;
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::PersonId;

use super::invitations::{in_words, invitee};
use crate::{
    forms::Form,
    frame::{Frame, Section},
    problem::Problem,
    sign_in::{by_means, moment},
    visit::{Visit, page, see},
};

#[derive(Template)]
#[template(path = "office/signing_in.html")]
struct SigningIn {
    frame: Frame,
    form: Form,
    one: Invitee,
    passkeys: usize,
    /// How and since when they are signed in.
    sessions: Vec<(&'static str, String)>,
    at: String,
}

fn known(visit: &Visit, person: &str) -> Result<PersonId, Problem> {
    let person = person.parse().ok();
    let known = person.filter(|person| visit.reading.names.knows(*person));
    known.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/office/people/{person}/sign-in`
pub(super) async fn show(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let person = known(&visit, &person)?;
    let one = invitee(&visit, person).await?;
    let kept = visit.site.office(move |house| {
        let (office, now) = (house.office(), house.now().as_second());
        let person = person.to_string();
        Ok((
            office.passkeys_of(&person)?.len(),
            office.sessions_of(&person, now)?,
        ))
    });
    let (passkeys, sessions) = kept.await?;
    let zone = visit.reading.zone();
    let sessions = sessions.into_iter();
    let sessions = sessions.map(|open| (by_means(open.means), moment(open.opened, &zone)));
    let done = match visit.query("done").as_deref() {
        Some("invited") => Some("The invitation is on its way."),
        Some("ended") => Some("Their sessions are ended, from the next request on."),
        Some("removed") => Some("Their passkeys are removed, and their sessions ended."),
        _ => None,
    };
    let frame = visit
        .frame("How they sign in")
        .section(Section::Office)
        .crumb("Office", "/office")
        .crumb("People", "/office/people")
        .crumb(&*one.person.name, &format!("/office/people/{person}"))
        .done(done);
    page(&SigningIn {
        frame,
        form: Form::empty(),
        passkeys,
        sessions: sessions.collect(),
        at: visit.at("/office"),
        one,
    })
}

/// `POST` of the same: ends their sessions; with `passkeys=yes`, removes their passkeys too, so that
/// somebody who lost them can begin again.
pub(super) async fn take(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let person = known(&visit, &person)?;
    let passkeys = form.value("passkeys") == "yes";
    if passkeys {
        visit.must_be_fresh()?;
    }
    let ended = visit.site.office(move |house| {
        let person = person.to_string();
        if passkeys {
            house.office().remove_passkeys_of(&person)?;
        }
        house.office().revoke_sessions_of(&person)
    });
    ended.await?;
    let done = if passkeys { "removed" } else { "ended" };
    let here = format!("/office/people/{person}/sign-in?done={done}");
    Ok(see(&visit.at(&here)))
}
