//! The letters about signing in: their words, and the address that their links begin with.
//!
//! It decides what they say. Who gets one, and when, the pages decide; how they travel, `post`.

use app::{Letter, Part, Sheet};
use axum::http::{HeaderMap, header};

use crate::Site;

/// The address that links in letters begin with: the public one; without one, that of this machine, as
/// the browser spoke of it. A made-up `Host` never gets into a letter.
pub(crate) fn public_address(site: &Site, headers: &HeaderMap) -> String {
    if let Some(base) = &site.settings.base_url {
        return base.clone();
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    if let Some(host) = host {
        let name = host.rsplit_once(':').map_or(host, |(name, port)| {
            if port.bytes().all(|byte| byte.is_ascii_digit()) {
                name
            } else {
                ""
            }
        });
        if matches!(name, "localhost" | "127.0.0.1" | "[::1]") {
            return format!("http://{host}");
        }
    }
    let listening = site.settings.address.as_deref();
    listening.unwrap_or("http://localhost").to_owned()
}

/// Why a letter came that nobody wanted.
fn not_you() -> Part {
    Part::Words("If you did not ask for this, do nothing: nobody is signed in by it.".to_owned())
}

fn letter(kind: &str, key: String, to: (&str, &str), subject: String, sheet: &Sheet) -> Letter {
    let (person, address) = to;
    Letter {
        key,
        partnership: String::new(),
        person: Some(person.to_owned()),
        address: address.to_owned(),
        kind: format!("sign-in/{kind}"),
        about: None,
        plain: sheet.plain(),
        html: sheet.html(&subject),
        subject,
        headers: Vec::new(),
        stop: None,
        not_before: 0,
        good_until: None,
    }
}

/// The letter with a link and a code.
pub(super) fn code_letter(
    key: String,
    to: (&str, &str),
    link: String,
    code: &str,
    until: i64,
) -> Letter {
    let sheet = Sheet::new("Somebody asked to sign in with this address. If it was you, type this code where you asked:")
        .with(Part::Code(code.to_owned()))
        .words("Or open this in the browser in which you asked:")
        .button("Sign in", link)
        .words("Both work once, for ten minutes, and only in that browser.")
        .foot(not_you());
    let subject = format!("{code} is your code to sign in");
    let mut letter = letter("code", key, to, subject, &sheet);
    letter.good_until = Some(until);
    letter
}

/// The letter that invites somebody for the first time.
pub(crate) fn invitation_letter(
    key: String,
    to: (&str, &str),
    partnership: (&str, &str),
    seats: Vec<String>,
    link: String,
    until: (i64, &str),
) -> Letter {
    let (id, name) = partnership;
    let mut sheet = Sheet::new(format!(
        "{name} keeps its papers, meetings and decisions in Folkmoot, and has a place there for you."
    ));
    if !seats.is_empty() {
        sheet = sheet
            .words("You hold or stand in for:")
            .with(Part::List(seats));
    }
    let sheet = sheet
        .words("Open this to see what is there for you and to choose how you sign in. There is no password.")
        .button("Accept the invitation", link)
        .words(format!("It works once, until {}.", until.1))
        .foot(Part::Words(format!(
            "The secretariat of {name} sent this. If you do not know why, ask them."
        )));
    let subject = format!("Your invitation to {name}");
    let mut letter = letter("invitation", key, to, subject, &sheet);
    id.clone_into(&mut letter.partnership);
    letter.good_until = Some(until.0);
    letter
}

/// The letter that tells somebody that a passkey was added.
pub(super) fn added_letter(
    key: String,
    to: (&str, &str),
    name: &str,
    when: &str,
    page: String,
) -> Letter {
    let sheet = Sheet::new(format!(
        "A passkey called “{name}” was added for you on {when}. It signs you in."
    ))
    .words(
        "If it was not you, remove it at once, end your other sessions, and tell the secretariat.",
    )
    .button("See how you sign in", page);
    letter(
        "passkey-added",
        key,
        to,
        "A passkey was added".to_owned(),
        &sheet,
    )
}
