//! The session: one cookie with a reference token, of which the office keeps only the SHA-256.
//!
//! It decides who is signed in and how the cookie is written. How someone comes to be signed in,
//! `sign_in` decides.

use std::sync::Arc;

use app::{Denied, House, Person, Role};
use axum::http::{HeaderMap, HeaderValue, header};
use record::id::PersonId;

use crate::Site;

/// The cookie's name where browsers reach us by https: they then insist that it is secure, for the
/// whole site, and for this host alone.
const SECURE_NAME: &str = "__Host-fm";
/// Its name on plain http.
const PLAIN_NAME: &str = "fm";

/// Who is signed in, by the cookie that came along.
pub(crate) async fn person(
    site: &Arc<Site>,
    headers: &HeaderMap,
) -> Result<Option<Person>, Denied> {
    let Some(token) = token(site, headers) else {
        return Ok(None);
    };
    let token = token.to_owned();
    let person = site
        .office(move |house| {
            let now = house.now().as_second();
            let session = house.office().session(&token, now)?;
            session.map_or(Ok(None), |session| house.office().person(&session.person))
        })
        .await?;
    let known = |person: PersonId, name| Person { id: person, name };
    Ok(person.and_then(|person| Some(known(person.id.parse().ok()?, person.name))))
}

/// The session's token, if the request carries one. That it does says nothing about who sent it.
pub(crate) fn token<'a>(site: &Site, headers: &'a HeaderMap) -> Option<&'a str> {
    let name = name(site);
    let cookies = headers.get_all(header::COOKIE).iter();
    let pairs = cookies.filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|pairs| pairs.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

/// Opens a session for a person and gives the cookie for it. The longer limits are for those
/// without any office role: what an officer can do is worth more to whoever finds a screen unlocked.
pub(crate) async fn open(site: &Arc<Site>, person: PersonId) -> Result<HeaderValue, Denied> {
    let limits = site.settings.sessions.clone();
    let token = hex(&site.house().chance());
    let cookie = cookie(site, &token, "");
    let opened = site.asking(move |house| {
        let (idle, absolute) = if is_officer(house, person)? {
            (limits.officer_idle, limits.officer_absolute)
        } else {
            (limits.member_idle, limits.member_absolute)
        };
        let seconds =
            |limit: std::time::Duration| i64::try_from(limit.as_secs()).unwrap_or(i64::MAX);
        house.office().open_session(
            &token,
            &person.to_string(),
            house.now().as_second(),
            seconds(idle),
            seconds(absolute),
        )?;
        Ok::<_, Denied>(())
    });
    opened.await??;
    Ok(cookie)
}

/// Ends the session, if there is one, and gives the cookie that makes the browser forget it.
pub(crate) async fn close(site: &Arc<Site>, headers: &HeaderMap) -> Result<HeaderValue, Denied> {
    if let Some(token) = token(site, headers) {
        let token = token.to_owned();
        site.office(move |house| house.office().close_session(&token))
            .await?;
    }
    Ok(cookie(site, "", "; Max-Age=0"))
}

fn is_officer(house: &House, person: PersonId) -> Result<bool, Denied> {
    let (names, partnerships) = (house.names()?, house.partnerships()?);
    let mut pairs = partnerships
        .iter()
        .flat_map(|partnership| Role::ALL.map(|role| (partnership, role)));
    Ok(pairs.any(|(partnership, role)| names.has_role(partnership, person, role)))
}

fn name(site: &Site) -> &'static str {
    if site.settings.secure_cookies {
        SECURE_NAME
    } else {
        PLAIN_NAME
    }
}

/// Lax, not Strict: people arrive from links in their mail.
fn cookie(site: &Site, token: &str, more: &str) -> HeaderValue {
    let secure = if site.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let text = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}",
        name(site)
    );
    let mut value = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
