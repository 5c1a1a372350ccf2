//! Invitations: who was asked to sign in, how it stands, and asking one or all who were not.

use std::collections::BTreeSet;

use app::{
    Invited, Invitee, Person,
    views::{self, Audience, words},
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use record::id::PersonId;

use crate::{
    forms::Form,
    frame::{Frame, Section, Shown},
    problem::Problem,
    session::hex,
    sign_in::{invitation_letter, public_address},
    visit::{Visit, page_with, see},
};

/// How long an invitation is good for, in seconds: a fortnight.
const GOOD_FOR: i64 = 14 * 24 * 60 * 60;

#[derive(Template)]
#[template(path = "office/invitations.html")]
struct Invitations {
    frame: Frame,
    form: Form,
    rows: Vec<Invitee>,
    /// How many have an address and were not invited yet.
    not_yet: usize,
    at: String,
}

/// How it stands, in words.
pub(super) fn in_words(invited: &Invited) -> String {
    match invited {
        Invited::NotYet => "Not invited".to_owned(),
        Invited::Waiting { since, until } => format!(
            "Invited on {}, until {}",
            words::short_day(*since),
            words::short_day(*until)
        ),
        Invited::Expired { since } => format!(
            "Invited on {}, not accepted in time: invite again",
            words::short_day(*since)
        ),
        Invited::Accepted { on: Some(on) } => format!("Accepted on {}", words::short_day(*on)),
        Invited::Accepted { on: None } => "Has signed in".to_owned(),
    }
}

/// `GET /{partnership}/office/invitations`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty()).await
}

/// `POST` of the same: invites one person, or all who were not invited yet.
pub(super) async fn take(
    visit: Visit,
    headers: HeaderMap,
    mut form: Form,
) -> Result<Response, Problem> {
    let all = invitees(&visit).await?;
    let wanted: BTreeSet<PersonId> = if form.value("all") == "yes" {
        let not_yet = all.iter().filter(|one| one.invited == Invited::NotYet);
        not_yet
            .filter(|one| one.email.is_some())
            .map(|one| one.person.id)
            .collect()
    } else {
        form.value("person").parse().into_iter().collect()
    };
    let chosen: Vec<Invitee> = all
        .into_iter()
        .filter(|one| wanted.contains(&one.person.id))
        .collect();
    if chosen.is_empty() {
        form.wrong("", "There is nobody to invite");
    }
    for one in &chosen {
        if one.email.is_none() {
            let words = format!("{} has no e-mail address: enter it first", one.person.name);
            form.wrong("", &words);
        }
    }
    if !form.is_right() {
        return paper(&visit, form).await;
    }
    let invited = chosen.len();
    for one in chosen {
        invite(&visit, &headers, one).await?;
    }
    let done = if form.value("back") == "person" {
        let person = form.value("person");
        format!("/office/people/{person}/sign-in?done=invited")
    } else {
        format!("/office/invitations?done={invited}")
    };
    Ok(see(&visit.at(&done)))
}

/// Invites one person: the letter and what it opens are kept at once.
async fn invite(visit: &Visit, headers: &HeaderMap, one: Invitee) -> Result<(), Problem> {
    let (site, reading) = (&visit.site, &visit.reading);
    let secret = hex(&site.house().chance());
    let link = format!(
        "{}/sign-in/invitation?code={secret}",
        public_address(site, headers)
    );
    let (person, email) = (one.person.id, one.email.unwrap_or_default());
    let now = site.house().now();
    let expires = now.as_second() + GOOD_FOR;
    let last = jiff::Timestamp::from_second(expires).unwrap_or(now);
    let last = words::short_day(last.to_zoned(reading.zone()).date());
    let partnership = (reading.partnership.to_string(), Shown::of(reading).name);
    let number = person.to_string();
    let letter = invitation_letter(
        format!("invitation {secret}"),
        (&number, &email),
        (&partnership.0, &partnership.1),
        seats(visit, person),
        link,
        (expires, &last),
    );
    let kept = site.office(move |house| {
        let (office, now) = (house.office(), house.now().as_second());
        office.invite(&secret, &partnership.0, &number, now, expires)?;
        office.post_letter(&letter, now)
    });
    kept.await?;
    Ok(())
}

/// The seats that somebody holds or stands in for today, each with its body.
fn seats(visit: &Visit, person: PersonId) -> Vec<String> {
    let today = visit.reading.today();
    let view = views::person(&visit.reading, person, today, Audience::SECRETARIAT);
    let Some(view) = view else {
        return Vec::new();
    };
    let held = view.seats.iter();
    let held = held.map(|held| format!("{}, {}", held.seat.title, held.body.name));
    let stands_in = view.stands_in.iter();
    let stands_in =
        stands_in.map(|held| format!("Substitute for {}, {}", held.seat.title, held.body.name));
    held.chain(stands_in).collect()
}

/// Everyone who may be invited.
pub(super) async fn invitees(visit: &Visit) -> Result<Vec<Invitee>, Problem> {
    let reading = visit.reading.clone();
    let all = visit.site.asking(move |house| house.invitees(&reading));
    Ok(all.await??)
}

async fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let rows = invitees(visit).await?;
    let not_yet = rows
        .iter()
        .filter(|one| one.invited == Invited::NotYet && one.email.is_some())
        .count();
    let done = visit.query("done").and_then(|done| done.parse().ok());
    let done = done.map(|count: usize| match count {
        1 => "One invitation is on its way.".to_owned(),
        many => format!("{many} invitations are on their way."),
    });
    let frame = visit
        .frame("Invitations")
        .section(Section::Office)
        .crumb("Office", "/office")
        .crumb("People", "/office/people")
        .done(done)
        .summary(form.summary("Nobody was invited"));
    let page = Invitations {
        frame,
        rows,
        not_yet,
        at: visit.at("/office"),
        form,
    };
    page_with(page.form.status(), &page)
}

/// Somebody who may be invited, or would be if they held anything.
pub(super) async fn invitee(visit: &Visit, person: PersonId) -> Result<Invitee, Problem> {
    let mut all = invitees(visit).await?;
    let at = all.iter().position(|one| one.person.id == person);
    if let Some(at) = at {
        return Ok(all.swap_remove(at));
    }
    let email = visit.site.asking(move |house| house.email_of(person));
    Ok(Invitee {
        email: email.await??,
        person: Person {
            id: person,
            name: visit.reading.names.of(person).to_owned(),
        },
        invited: Invited::NotYet,
    })
}
