//! Signing in by a letter: a link and a code, for the browser that asked.
//!
//! Asking gives the same answer, after the same work, whether or not anybody has the address; the
//! letter itself is posted afterwards. The link shows a button and pressing it uses it up; the code is
//! typed where it was asked for. Either is refused in any other browser, and all that is refused has
//! the same words.

use app::{MailAsked, Means};
use askama::Template;
use axum::{http::HeaderMap, response::Response};

use super::{
    Address, Attempt, LETTER, arrived, is_ours, letters,
    link::{self, Ready},
    must_be_from_here, no_good, of_a_secret, with_cookie, without_address,
};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    session::{self, Cookie, hex},
    visit::{Entrance, page, page_with, see},
};

/// How long a letter is good for, in seconds.
const GOOD_FOR: i64 = 10 * 60;
/// How many letters one address may be sent in [`A_WHILE`].
const MOST: u64 = 3;
/// The while in which they are counted, in seconds.
const A_WHILE: u32 = 15 * 60;

#[derive(Template)]
#[template(path = "sign-in/mail.html")]
struct Waiting {
    frame: Frame,
    form: Form,
    /// Whether letters are laid in a folder here.
    demonstration: bool,
}

/// `POST /sign-in/email`: asks for a letter, to the address typed or, for somebody who confirms that
/// it is them, to their own.
pub(super) async fn ask(
    entrance: Entrance,
    Address(from): Address,
    headers: HeaderMap,
    mut form: Form,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    must_be_from_here(site, &headers)?;
    let next = form.value("next").to_owned();
    let next = if is_ours(&next) { next } else { String::new() };
    let address = if form.value("confirm") == "yes" {
        own_address(&entrance).await?
    } else {
        form.read_text("address", "Write your e-mail address")
    };
    let address = address.unwrap_or_default();
    if form.is_right() && !app::is_address(&address) {
        let example = "Write the address as in ann.example@council.gov.uk";
        form.wrong("address", example);
    }
    if !form.is_right() {
        return link::front(&entrance, &headers, form, next);
    }
    let now = site.house().now();
    site.letters_asked
        .take(&from, now)
        .map_err(Problem::too_many)?;
    let now = now.as_second();
    let (browser, secret) = (hex(&site.house().chance()), hex(&site.house().chance()));
    let code = code_of(site.house().chance());
    let until = now + GOOD_FOR;
    let kept = (browser.clone(), secret.clone(), code.clone());
    let asked = site.office(move |house| {
        let office = house.office();
        let person = office.person_with_email(&address)?;
        if office.asked_by_mail(&address, now - i64::from(A_WHILE))? >= MOST {
            return Ok(None);
        }
        let asked = MailAsked {
            person: person.as_ref().map(|person| person.id.clone()),
            address,
            next,
            expires: until,
        };
        let (browser, secret, code) = kept;
        office.ask_by_mail(&browser, &secret, &code, &asked, now)?;
        Ok(Some(person))
    });
    let person = asked.await?.ok_or_else(|| Problem::too_many(A_WHILE))?;
    if let Some(person) = person {
        let link = format!(
            "{}{LETTER}?code={secret}",
            letters::public_address(site, &headers)
        );
        let to = person.email.unwrap_or_default();
        let letter = letters::code_letter(secret, (&person.id, &to), link, &spaced(&code), until);
        // Afterwards, so that the answer takes as long for an address that nobody has.
        let site = std::sync::Arc::clone(site);
        tokio::spawn(async move {
            let posted = site.office(move |house| house.office().post_letter(&letter, now));
            if let Err(denied) = posted.await {
                tracing::error!(
                    code = denied.code(),
                    "a letter to sign in by was not posted"
                );
            }
        });
    }
    let cookie = session::short_lived(site, Cookie::Mail, &browser, GOOD_FOR);
    Ok(with_cookie(see("/sign-in/email"), cookie))
}

/// `GET /sign-in/email`: look in your mail, and type the code.
pub(super) async fn wait(entrance: Entrance) -> Result<Response, Problem> {
    waiting(&entrance, Form::empty())
}

fn waiting(entrance: &Entrance, form: Form) -> Result<Response, Problem> {
    let frame = entrance.frame("Look in your mail");
    let page = Waiting {
        frame: without_address(frame).summary(form.summary("You are not signed in")),
        demonstration: entrance.site.settings.demonstration,
        form,
    };
    Ok(of_a_secret(page_with(page.form.status(), &page)?))
}

/// `POST /sign-in/email/code`: the typed code.
pub(super) async fn take_code(
    entrance: Entrance,
    Address(from): Address,
    headers: HeaderMap,
    mut form: Form,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    let attempt = Attempt::by_form(site, &from, &headers)?;
    let typed = form.read_text("code", "Type the code from the letter");
    let digits: String = typed
        .unwrap_or_default()
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .collect();
    let browser = session::cookie_named(site, &headers, Cookie::Mail);
    let holder = match (browser, form.is_right()) {
        (Some(browser), true) => {
            let browser = browser.to_owned();
            let used = site.office(move |house| {
                let now = house.now().as_second();
                house.office().consume_mail_code(&browser, &digits, now)
            });
            used.await?
        }
        _ => None,
    };
    let Some(holder) = holder else {
        if form.is_right() {
            attempt.failed()?;
            form.wrong(
                "code",
                "This code does not sign anyone in. Look at it once more, or ask for another letter in this browser",
            );
        }
        return waiting(&entrance, form);
    };
    let_in(&entrance, &headers, holder).await
}

/// `GET /sign-in/letter`: the link of a letter, which shows a button. Uses nothing up.
pub(super) async fn show(entrance: Entrance, headers: HeaderMap) -> Result<Response, Problem> {
    let code = entrance.query("code").unwrap_or_default();
    let site = &entrance.site;
    let Some(browser) = session::cookie_named(site, &headers, Cookie::Mail) else {
        return no_good(&entrance);
    };
    let (browser, link) = (browser.to_owned(), code.clone());
    let name = site.office(move |house| {
        let office = house.office();
        let holder = office.mail_link(&browser, &link, house.now().as_second())?;
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
        next: String::new(),
        action: LETTER,
    })?))
}

/// `POST /sign-in/letter`: uses the link up.
pub(super) async fn take(
    entrance: Entrance,
    Address(from): Address,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    let attempt = Attempt::by_form(site, &from, &headers)?;
    let browser = session::cookie_named(site, &headers, Cookie::Mail).unwrap_or_default();
    let (browser, code) = (browser.to_owned(), form.value("code").to_owned());
    let used = site.office(move |house| {
        let now = house.now().as_second();
        house.office().consume_mail_link(&browser, &code, now)
    });
    match used.await? {
        Some(holder) => let_in(&entrance, &headers, holder).await,
        None => {
            attempt.failed()?;
            no_good(&entrance)
        }
    }
}

async fn let_in(
    entrance: &Entrance,
    headers: &HeaderMap,
    holder: app::MailHolder,
) -> Result<Response, Problem> {
    let person = holder.person.parse().map_err(|_| Problem::fault())?;
    let next = Some(holder.next).filter(|next| is_ours(next));
    let site = &entrance.site;
    let arrival = arrived(site, headers, person, Means::Email, next, None).await?;
    let mail = session::forgotten(site, Cookie::Mail);
    Ok(with_cookie(arrival.into_redirect(), mail))
}

/// The address of whoever is signed in.
async fn own_address(entrance: &Entrance) -> Result<Option<String>, Problem> {
    let Some(person) = entrance.viewer.person.as_ref().map(|person| person.id) else {
        return Ok(None);
    };
    let email = entrance.site.asking(move |house| house.email_of(person));
    Ok(email.await??)
}

/// Eight digits out of chance.
fn code_of(chance: [u8; 32]) -> String {
    let mut number = [0; 16];
    number.copy_from_slice(&chance[..16]);
    format!("{:08}", u128::from_be_bytes(number) % 100_000_000)
}

/// A code as people read it: two times four.
fn spaced(code: &str) -> String {
    let (one, other) = code.split_at(4);
    format!("{one} {other}")
}
