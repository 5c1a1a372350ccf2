//! How you sign in: your passkeys and your sessions, and ending those that are not wanted.
//!
//! It decides who may add a passkey. The first one may be added after a sign-in of the last quarter of
//! an hour; for an officer only one that somebody else vouched for, because mail alone would else be
//! enough for an office. Every later one needs a sign-in that is strong and fresh.

use app::{Means, OfficePasskey, views::words};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use bytes::Bytes;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

use super::{
    arrived, is_ours, kept_by_nobody, letters,
    passkeys::{self, Here, LONGEST_NAME},
    with_cookie,
};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    session::{self, SignIn},
    visit::{Entrance, page, see},
};

#[derive(Template)]
#[template(path = "sign-in/you.html")]
struct You {
    frame: Frame,
    form: Form,
    passkeys: Vec<PasskeyLine>,
    sessions: Vec<SessionLine>,
    name: String,
}

struct PasskeyLine {
    id: String,
    name: String,
    added: String,
    used: Option<String>,
}

struct SessionLine {
    id: String,
    means: &'static str,
    opened: String,
    seen: String,
    this: bool,
}

/// How somebody signed in, in words.
pub(crate) fn by_means(means: Means) -> &'static str {
    match means {
        Means::Passkey => "With a passkey",
        Means::DirectoryTwoFactors => "With your organisation’s directory, two factors",
        Means::Directory => "With your organisation’s directory",
        Means::Email => "By e-mail",
        Means::Link => "With a link from whoever runs this server",
        Means::Invitation => "With an invitation",
        Means::Demonstration => "With a link of the demonstration",
    }
}

fn signed_in(entrance: &Entrance) -> Result<&SignIn, Problem> {
    let sign_in = entrance.viewer.sign_in.as_ref();
    sign_in.ok_or_else(|| Problem::sign_in("/you"))
}

/// `GET /you`
pub(super) async fn show(entrance: Entrance) -> Result<Response, Problem> {
    let sign_in = signed_in(&entrance)?.clone();
    let person = sign_in.person.id;
    let known = entrance.site.asking(move |house| {
        let (number, now) = (person.to_string(), house.now().as_second());
        let passkeys = house.office().passkeys_of(&number)?;
        let sessions = house.office().sessions_of(&number, now)?;
        Ok::<_, app::Denied>((passkeys, sessions, zone(house)))
    });
    let (passkeys, sessions, zone) = known.await??;
    let moment = |second: i64| moment(second, &zone);
    let done = match entrance.query("done").as_deref() {
        Some("added") => Some("The passkey is added. You are signed in with it."),
        Some("removed") => Some("The passkey is removed."),
        Some("ended") => Some("The session is ended."),
        Some("others") => Some("All other sessions are ended."),
        _ => None,
    };
    Ok(kept_by_nobody(page(&You {
        frame: entrance.frame("How you sign in").done(done),
        form: Form::empty(),
        passkeys: passkeys
            .into_iter()
            .map(|passkey| PasskeyLine {
                id: passkey.id,
                name: passkey.name,
                added: moment(passkey.added),
                used: passkey.used.map(moment),
            })
            .collect(),
        sessions: sessions
            .into_iter()
            .map(|open| SessionLine {
                this: open.id == sign_in.id,
                means: by_means(open.means),
                opened: moment(open.opened),
                seen: moment(open.seen),
                id: open.id,
            })
            .collect(),
        name: sign_in.person.name,
    })?))
}

/// Whether somebody may add a passkey now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adding {
    /// They may.
    Now,
    /// Once they have confirmed that it is them.
    Confirm,
    /// Once they have signed in with a passkey that they have.
    WithAnother,
    /// Once somebody else has vouched for them.
    Vouched,
}

fn adding(sign_in: &SignIn, has_passkeys: bool, officer: bool, fresh: bool) -> Adding {
    let vouched = sign_in.strong || matches!(sign_in.means, Means::Link | Means::Invitation);
    match (has_passkeys, officer) {
        (true, _) if !sign_in.strong => Adding::WithAnother,
        (false, true) if !vouched => Adding::Vouched,
        _ if !fresh => Adding::Confirm,
        _ => Adding::Now,
    }
}

async fn may_add(entrance: &Entrance) -> Result<(Adding, Vec<OfficePasskey>), Problem> {
    let sign_in = signed_in(entrance)?.clone();
    let person = sign_in.person.id;
    let known = entrance.site.asking(move |house| {
        let passkeys = house.office().passkeys_of(&person.to_string())?;
        Ok::<_, app::Denied>((passkeys, session::is_officer(house, person)?))
    });
    let (passkeys, officer) = known.await??;
    let fresh = entrance.must_be_fresh().is_ok();
    let adding = adding(&sign_in, !passkeys.is_empty(), officer, fresh);
    Ok((adding, passkeys))
}

#[derive(Template)]
#[template(path = "sign-in/add.html")]
struct Add {
    frame: Frame,
    form: Form,
    adding: Adding,
    here: Here,
    next: String,
    /// Whether they came here from an invitation or a first link.
    first: bool,
}

/// `GET /you/passkeys/add`: explains passkeys, and makes one where that is possible.
pub(super) async fn add(entrance: Entrance, headers: HeaderMap) -> Result<Response, Problem> {
    let next = entrance.query("next").filter(|next| is_ours(next));
    let (adding, passkeys) = may_add(&entrance).await?;
    if adding == Adding::Confirm {
        entrance.must_be_fresh()?;
    }
    let here = Here::of(&entrance.site, &headers);
    Ok(kept_by_nobody(page(&Add {
        frame: entrance.frame("Add a passkey"),
        form: Form::empty(),
        adding,
        here,
        first: passkeys.is_empty() && next.is_some(),
        next: next.unwrap_or_else(|| "/you?done=added".to_owned()),
    })?))
}

/// `POST /you/passkeys/begin`: what to ask of the device.
pub(super) async fn begin(entrance: Entrance, body: Bytes) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    struct Begin {
        name: String,
    }
    let wanted: Begin = passkeys::read(&body)?;
    let (adding, theirs) = may_add(&entrance).await?;
    if adding != Adding::Now {
        return Err(unready());
    }
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
        let help = "Give it a name of up to 60 letters, such as “Work laptop”.";
        return Err(said("The passkey needs a name.", help));
    }
    passkeys::begin_adding(&entrance.site, signed_in(&entrance)?, name, &theirs).await
}

/// `POST /you/passkeys/finish`: the device's answer. Whoever made a passkey has signed in with it.
pub(super) async fn finish(
    entrance: Entrance,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    struct Finish {
        #[serde(default)]
        next: String,
    }
    let site = &entrance.site;
    let sign_in = signed_in(&entrance)?;
    let (adding, _) = may_add(&entrance).await?;
    if adding != Adding::Now {
        return Err(unready());
    }
    let made = passkeys::finish_adding(site, &headers, sign_in, &body).await?;
    tell(&entrance, &headers, &made).await?;
    let wanted: Finish = passkeys::read(&body)?;
    let next = Some(wanted.next).filter(|next| is_ours(next));
    let person = sign_in.person.id;
    let arrival = arrived(site, &headers, person, Means::Passkey, next, None);
    Ok(arrival.await?.into_json())
}

fn unready() -> Problem {
    said(
        "A passkey cannot be added in this session.",
        "Open the page again: it says what to do first.",
    )
}

fn said(detail: &str, help: &str) -> Problem {
    let (code, title) = ("passkey", "The passkey was not added");
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, title, detail, help).into_json()
}

/// Writes to them that a passkey was added, where they have an address.
async fn tell(
    entrance: &Entrance,
    headers: &HeaderMap,
    made: &OfficePasskey,
) -> Result<(), Problem> {
    let (site, made) = (&entrance.site, made.clone());
    let page = format!("{}/you", letters::public_address(site, headers));
    let posted = site.asking(move |house| {
        let Some(person) = house.office().person(&made.person)? else {
            return Ok(());
        };
        let Some(email) = person.email else {
            return Ok(());
        };
        let when = moment(made.added, &zone(house));
        let key = format!("passkey-added {}", made.id);
        let letter = letters::added_letter(key, (&person.id, &email), &made.name, &when, page);
        house.office().post_letter(&letter, made.added)?;
        Ok::<_, app::Denied>(())
    });
    Ok(posted.await??)
}

/// `POST /you/passkeys/remove`
pub(super) async fn remove(entrance: Entrance, form: Form) -> Result<Response, Problem> {
    entrance.must_be_fresh()?;
    let person = signed_in(&entrance)?.person.id.to_string();
    let passkey = form.value("passkey").to_owned();
    let removed = entrance
        .site
        .office(move |house| house.office().remove_passkey(&person, &passkey));
    if !removed.await? {
        return Err(Problem::not_found());
    }
    Ok(see("/you?done=removed"))
}

/// `POST /you/sessions/end`
pub(super) async fn end(
    entrance: Entrance,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let sign_in = signed_in(&entrance)?;
    let (person, wanted) = (
        sign_in.person.id.to_string(),
        form.value("session").to_owned(),
    );
    if wanted == sign_in.id {
        let cookie = session::close(&entrance.site, &headers).await?;
        return Ok(with_cookie(see("/"), cookie));
    }
    let ended = entrance.site.office(move |house| {
        let (office, now) = (house.office(), house.now().as_second());
        let theirs = office.sessions_of(&person, now)?;
        if theirs.iter().any(|session| session.id == wanted) {
            office.revoke_session(&wanted)
        } else {
            Ok(false)
        }
    });
    if !ended.await? {
        return Err(Problem::not_found());
    }
    Ok(see("/you?done=ended"))
}

/// `POST /you/sessions/end-others`
pub(super) async fn end_others(entrance: Entrance, _: Form) -> Result<Response, Problem> {
    let sign_in = signed_in(&entrance)?;
    let (person, this) = (sign_in.person.id.to_string(), sign_in.id.clone());
    let ended = entrance
        .site
        .office(move |house| house.office().revoke_other_sessions_of(&person, &this));
    ended.await?;
    Ok(see("/you?done=others"))
}

/// The zone in which moments are told where no partnership is looked at: that of the first one.
pub(crate) fn zone(house: &app::House) -> TimeZone {
    let first = house
        .partnerships()
        .ok()
        .and_then(|all| all.into_iter().next());
    let reading = first.and_then(|first| house.read(&first).ok());
    reading.map_or(TimeZone::UTC, |reading| reading.zone())
}

/// "18 April 2007, 10.30am".
pub(crate) fn moment(second: i64, zone: &TimeZone) -> String {
    let moment = Timestamp::from_second(second).unwrap_or_default();
    let there = moment.to_zoned(zone.clone());
    let (day, time) = (there.date(), there.time());
    format!("{}, {}", words::short_day(day), words::clock(time))
}

#[cfg(test)]
mod tests {
    use app::Person;
    use record::id::PersonId;

    use super::*;

    #[test]
    fn who_may_add_a_passkey() {
        let sign_in = |means| SignIn {
            person: Person {
                id: PersonId([1; 16]),
                name: "Ada".to_owned(),
            },
            means,
            proved: 0,
            id: String::new(),
            strong: app::is_strong(means, false),
        };
        // means, has passkeys, officer, fresh
        for (means, has, officer, fresh, expected) in [
            (Means::Email, false, false, true, Adding::Now),
            (Means::Email, false, false, false, Adding::Confirm),
            (Means::Email, false, true, true, Adding::Vouched),
            (Means::Directory, false, true, true, Adding::Vouched),
            (Means::DirectoryTwoFactors, false, true, true, Adding::Now),
            (Means::Link, false, true, true, Adding::Now),
            (Means::Invitation, false, true, true, Adding::Now),
            (Means::Invitation, false, true, false, Adding::Confirm),
            (Means::Link, true, true, true, Adding::WithAnother),
            (Means::Email, true, false, true, Adding::WithAnother),
            (Means::Passkey, true, true, true, Adding::Now),
            (Means::Passkey, true, true, false, Adding::Confirm),
        ] {
            let found = adding(&sign_in(means), has, officer, fresh);
            assert_eq!(found, expected, "{means:?} {has} {officer} {fresh}");
        }
    }
}
