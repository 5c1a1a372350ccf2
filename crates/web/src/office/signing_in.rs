//! How one person signs in, for the secretariat and administrators: their invitation, their sessions,
//! their passkeys. Only the secretariat invites.

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
    /// The directories that know them, and since when.
    directories: Vec<(String, String)>,
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
            office.directories_of(&person)?,
        ))
    });
    let (passkeys, sessions, directories) = kept.await?;
    let zone = visit.reading.zone();
    let directories = directories.into_iter().map(|(issuer, linked)| {
        let mut known = visit.site.settings.directories.iter();
        let known = known.find(|directory| directory.issuer == issuer);
        let name = known.map_or(issuer, |directory| directory.name.clone());
        (name, moment(linked, &zone))
    });
    let directories = directories.collect();
    let sessions = sessions.into_iter();
    let sessions = sessions.map(|open| (by_means(open.means), moment(open.opened, &zone)));
    let done = match visit.query("done").as_deref() {
        Some("invited") => Some("The invitation is on its way."),
        Some("ended") => Some("Their sessions are ended, from the next request on."),
        Some("unlinked") => Some("Their link with the directory is ended, and their sessions too."),
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
        directories,
        sessions: sessions.collect(),
        at: visit.at("/office"),
        one,
    })
}

/// `POST` of the same: ends their sessions; with `passkeys=yes`, removes their passkeys too, so that
/// somebody who lost them can begin again; with `directories=yes`, ends their links with directories, for
/// somebody whose account there is a new one.
pub(super) async fn take(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let person = known(&visit, &person)?;
    let passkeys = form.value("passkeys") == "yes";
    let directories = form.value("directories") == "yes";
    if passkeys || directories {
        visit.must_be_fresh()?;
    }
    let ended = visit.site.office(move |house| {
        let person = person.to_string();
        if passkeys {
            house.office().remove_passkeys_of(&person)?;
        }
        if directories {
            house.office().unlink_directories_of(&person)?;
        }
        house.office().revoke_sessions_of(&person)
    });
    ended.await?;
    let done = match (passkeys, directories) {
        (true, _) => "removed",
        (false, true) => "unlinked",
        (false, false) => "ended",
    };
    let here = format!("/office/people/{person}/sign-in?done={done}");
    Ok(see(&visit.at(&here)))
}
