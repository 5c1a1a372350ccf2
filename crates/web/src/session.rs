//! The session: one cookie with a reference token, of which the office keeps only the SHA-256.
//!
//! It decides who is signed in and how the cookie is written. How someone comes to be signed in,
//! `sign_in` decides.

use std::sync::Arc;

use app::{Denied, House, Means, Person, Role};
use axum::http::{HeaderMap, HeaderValue, header};
use record::id::PersonId;

use crate::Site;

/// The cookies that we set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The session.
    Session,
    /// What this browser's device was asked, until it answers.
    Asked,
    /// That this browser asked for a letter to sign in by.
    Mail,
    /// What was typed in this browser when the session was over.
    Kept,
}

impl Cookie {
    /// Its name. Where browsers reach us by https it begins with `__Host-`: they then insist that it is
    /// secure, for the whole site, and for this host alone.
    fn name(self, site: &Site) -> &'static str {
        match (self, site.settings.secure_cookies) {
            (Self::Session, true) => "__Host-fm",
            (Self::Session, false) => "fm",
            (Self::Asked, true) => "__Host-fm-asked",
            (Self::Asked, false) => "fm-asked",
            (Self::Mail, true) => "__Host-fm-mail",
            (Self::Mail, false) => "fm-mail",
            (Self::Kept, true) => "__Host-fm-kept",
            (Self::Kept, false) => "fm-kept",
        }
    }
}

/// Somebody's sign-in: who they are, how they showed it, and when.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    /// Who is signed in.
    pub(crate) person: Person,
    /// How they signed in.
    pub(crate) means: Means,
    /// When they last proved who they are, in seconds since 1970.
    pub(crate) proved: i64,
    /// What the session is called when it is listed or ended. Knowing it opens nothing.
    pub(crate) id: String,
    /// Whether office roles count after this sign-in.
    pub(crate) strong: bool,
}

impl SignIn {
    /// Whether they proved who they are within these seconds. Whoever looks at a demonstration by
    /// its links has nothing to prove it with.
    pub(crate) fn is_within(&self, seconds: i64, now: i64) -> bool {
        let demonstration = self.means == Means::Demonstration && self.strong;
        demonstration || now.saturating_sub(self.proved) < seconds
    }
}

/// Who is signed in, by the cookie that came along.
pub(crate) async fn signed_in(
    site: &Arc<Site>,
    headers: &HeaderMap,
) -> Result<Option<SignIn>, Denied> {
    let Some(token) = token(site, headers) else {
        return Ok(None);
    };
    let token = token.to_owned();
    let found = site
        .office(move |house| {
            let now = house.now().as_second();
            let Some(session) = house.office().session(&token, now)? else {
                return Ok(None);
            };
            let person = house.office().person(&session.person)?;
            Ok(person.map(|person| (session, person)))
        })
        .await?;
    let demonstration = site.settings.demonstration;
    Ok(found.and_then(|(session, person)| {
        Some(SignIn {
            person: Person {
                id: person.id.parse().ok()?,
                name: person.name,
            },
            means: session.means,
            proved: session.opened,
            id: session.id,
            strong: app::is_strong(session.means, demonstration),
        })
    }))
}

/// The session's token, if the request carries one. That it does says nothing about who sent it.
pub(crate) fn token<'a>(site: &Site, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie_named(site, headers, Cookie::Session)
}

/// The value of one of our cookies, if the request carries it.
pub(crate) fn cookie_named<'a>(
    site: &Site,
    headers: &'a HeaderMap,
    cookie: Cookie,
) -> Option<&'a str> {
    let name = cookie.name(site);
    let cookies = headers.get_all(header::COOKIE).iter();
    let pairs = cookies.filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|pairs| pairs.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

/// Opens a session for a person who showed by these means who they are, and gives the cookie for it.
/// Whoever confirms that it is them gets a new session too. The longer limits are for those
/// without any office role: what an officer can do is worth more to whoever finds a screen unlocked.
pub(crate) async fn open(
    site: &Arc<Site>,
    person: PersonId,
    means: Means,
) -> Result<HeaderValue, Denied> {
    let now = site.house().now().as_second();
    open_since(site, person, means, now).await
}

/// The same for somebody who proved who they are at that moment, which may be a while ago.
pub(crate) async fn open_since(
    site: &Arc<Site>,
    person: PersonId,
    means: Means,
    proved: i64,
) -> Result<HeaderValue, Denied> {
    let limits = site.settings.sessions.clone();
    let token = hex(&site.house().chance());
    let cookie = cookie(site, Cookie::Session, &token, "");
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
            means,
            house.now().as_second(),
            seconds(idle),
            seconds(absolute),
        )?;
        let (office, now) = (house.office(), house.now().as_second());
        office.session_proved_at(&token, proved)?;
        // Whoever signs in, by whatever means, has answered what they were invited to.
        office.answer_invitations(&person.to_string(), now)?;
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
    Ok(forgotten(site, Cookie::Session))
}

/// Whether somebody has an office role anywhere here.
pub(crate) fn is_officer(house: &House, person: PersonId) -> Result<bool, Denied> {
    let (names, partnerships) = (house.names()?, house.partnerships()?);
    let mut pairs = partnerships
        .iter()
        .flat_map(|partnership| Role::ALL.map(|role| (partnership, role)));
    Ok(pairs.any(|(partnership, role)| names.has_role(partnership, person, role)))
}

/// A cookie that the browser keeps for these seconds.
pub(crate) fn short_lived(site: &Site, which: Cookie, value: &str, seconds: i64) -> HeaderValue {
    cookie(site, which, value, &format!("; Max-Age={seconds}"))
}

/// A cookie that makes the browser forget the one it has.
pub(crate) fn forgotten(site: &Site, which: Cookie) -> HeaderValue {
    cookie(site, which, "", "; Max-Age=0")
}

/// Lax, not Strict: people arrive from links in their mail.
fn cookie(site: &Site, which: Cookie, token: &str, more: &str) -> HeaderValue {
    let secure = if site.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let text = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}",
        which.name(site)
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
