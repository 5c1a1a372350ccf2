//! Signing in and out: by passkey, by a letter, by an invitation, by a link made on the machine. There
//! are no passwords.
//!
//! It decides when somebody has shown who they are; what their session is then good for, `app` decides
//! by the means (`app::is_strong`). Whoever could not be let in gets one answer, which helps the honest
//! and tells nobody else whether an address, a link or a passkey is known.

mod confirm;
pub(crate) mod directory;
mod invitation;
mod kept;
mod letters;
mod link;
mod mail;
mod passkeys;
#[cfg(test)]
mod tests;
mod you;

use std::{net::SocketAddr, sync::Arc};

use app::{Denied, House, Means, Role};
use askama::Template;
use axum::{
    extract::{ConnectInfo, FromRequestParts, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
    routing::{get, post},
};
use jiff::Timestamp;
use record::id::PersonId;
use serde_json::json;

use crate::{
    Site,
    doors::{Doors, Who},
    forms::Form,
    frame::Frame,
    problem::Problem,
    session::{self, Cookie},
    visit::{Entrance, page_with, see},
};
pub(crate) use kept::overhear;
pub(crate) use letters::{invitation_letter, public_address};
pub(crate) use you::{by_means, moment};

/// The address of the page to sign in.
pub(crate) const PATH: &str = "/sign-in";
/// The address of the page on which one confirms that it is oneself.
pub(crate) const CONFIRM: &str = "/sign-in/confirm";
/// The address that the link of a letter leads to.
const LETTER: &str = "/sign-in/letter";
/// The address that the link of an invitation leads to.
const INVITATION: &str = "/sign-in/invitation";

/// Whether a page judges for itself where its form came from ([`must_be_from_here`]): those of this
/// part do, because they hand on no referrer.
pub(crate) fn judges_itself(path: &str) -> bool {
    path == PATH || path.starts_with("/sign-in/")
}

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    let secret = Who::HasTheSecret;
    Doors::new()
        .route(PATH, Who::Everyone, get(link::ask).post(link::take))
        .route(CONFIRM, Who::SignedIn, get(confirm::ask))
        .route(
            "/sign-in/passkey/begin",
            Who::Everyone,
            post(passkeys::begin),
        )
        .route("/sign-in/passkey/finish", secret, post(passkeys::finish))
        .route(
            "/sign-in/email",
            Who::Everyone,
            get(mail::wait).post(mail::ask),
        )
        .route("/sign-in/email/code", secret, post(mail::take_code))
        .route(LETTER, secret, get(mail::show).post(mail::take))
        .route(
            INVITATION,
            secret,
            get(invitation::show).post(invitation::take),
        )
        .route("/sign-out", Who::Everyone, post(leave))
        .route("/you", Who::SignedIn, get(you::show))
        .route("/you/passkeys/add", Who::SignedIn, get(you::add))
        .route("/you/passkeys/begin", Who::SignedIn, post(you::begin))
        .route("/you/passkeys/finish", Who::SignedIn, post(you::finish))
        .route("/you/passkeys/remove", Who::SignedIn, post(you::remove))
        .route("/you/sessions/end", Who::SignedIn, post(you::end))
        .route(
            "/you/sessions/end-others",
            Who::SignedIn,
            post(you::end_others),
        )
        .route("/you/kept", Who::SignedIn, get(kept::show))
        .route("/you/kept/drop", Who::SignedIn, post(kept::drop))
        .merge(directory::routes())
}

/// Somebody who was let in: where they go, and their cookie.
pub(crate) struct Arrival {
    next: String,
    cookie: HeaderValue,
}

impl Arrival {
    /// On to the page, by a redirect.
    pub(crate) fn into_redirect(self) -> Response {
        with_cookie(see(&self.next), self.cookie)
    }

    /// The page's address, for a script.
    fn into_json(self) -> Response {
        let told = json!({ "next": self.next }).to_string();
        with_cookie(passkeys::in_json(told), self.cookie)
    }
}

/// Lets somebody in who has shown by these means who they are: a session of their own in this
/// browser, in the place of any that was there. `next` is the page they wanted, `partnership` the one
/// they come to if they wanted none.
pub(crate) async fn arrived(
    site: &Arc<Site>,
    headers: &HeaderMap,
    person: PersonId,
    means: Means,
    next: Option<String>,
    partnership: Option<String>,
) -> Result<Arrival, Problem> {
    // Whoever was signed in here before no longer is: one browser, one person.
    session::close(site, headers).await?;
    let cookie = session::open(site, person, means).await?;
    let strong = app::is_strong(means, site.settings.demonstration);
    let usual = site.asking(move |house| {
        let passkeys = house.office().passkeys_of(&person.to_string())?;
        let has_passkeys = !passkeys.is_empty();
        let home = home_of(house, person, strong, partnership)?;
        Ok::<_, Denied>((home, has_passkeys))
    });
    let (home, has_passkeys) = usual.await??;
    let next = next.unwrap_or(home);
    let vouched = matches!(means, Means::Link | Means::Invitation);
    let next = if vouched && !has_passkeys {
        format!("/you/passkeys/add?next={}", in_address(&next))
    } else {
        next
    };
    Ok(Arrival { next, cookie })
}

/// The page that somebody most likely wants: their office, or their desk.
fn home_of(
    house: &House,
    person: PersonId,
    strong: bool,
    partnership: Option<String>,
) -> Result<String, Denied> {
    let (names, all) = (house.names()?, house.partnerships()?);
    let serves = |one: &String| strong && names.has_role(one, person, Role::Secretariat);
    let office = match &partnership {
        Some(one) => Some(one.clone()).filter(|one| serves(one)),
        None => all.iter().find(|one| serves(one)).cloned(),
    };
    Ok(match (office, partnership, all.as_slice()) {
        (Some(one), _, _) => format!("/{one}/office"),
        (None, Some(one), _) => format!("/{one}/desk"),
        (None, None, [only]) => format!("/{only}/desk"),
        (None, None, _) => "/".to_owned(),
    })
}

#[derive(Template)]
#[template(path = "sign-in/no_good.html")]
struct NoGood {
    frame: Frame,
    form: Form,
}

/// The one answer to a link, a letter or an invitation that lets nobody in, whatever the reason.
fn no_good(entrance: &Entrance) -> Result<Response, Problem> {
    let page = NoGood {
        frame: without_address(entrance.frame("This link does not sign anyone in")),
        form: Form::empty(),
    };
    Ok(of_a_secret(page_with(StatusCode::FORBIDDEN, &page)?))
}

/// The frame of a page whose address holds a secret, which must not be handed on in a link.
fn without_address(mut frame: Frame) -> Frame {
    frame.address = String::new();
    frame
}

/// A page that nobody keeps, and that tells no other page how it was come by.
fn of_a_secret(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    kept_by_nobody(response)
}

/// A page that nobody keeps.
fn kept_by_nobody(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `POST /sign-out`: ends the session, here and in the office.
async fn leave(State(site): State<Arc<Site>>, headers: HeaderMap) -> Result<Response, Problem> {
    let cookie = session::close(&site, &headers).await?;
    let gone = with_cookie(see("/"), cookie);
    Ok(with_cookie(gone, session::forgotten(&site, Cookie::Kept)))
}

fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// A text as part of an address.
fn in_address(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Refuses a form from another website. As everywhere else, but for one case: these pages hand on no
/// referrer, so browsers that do not say `Sec-Fetch-Site` send the origin `null` with its form.
fn must_be_from_here(site: &Site, headers: &HeaderMap) -> Result<(), Problem> {
    if is_from_elsewhere(site, headers) {
        return Err(Problem::plain(StatusCode::FORBIDDEN));
    }
    Ok(())
}

/// Whoever tries a secret of this part, from their first look to the last failure: the form came from
/// here, and not too many failed from their address.
struct Attempt<'a> {
    site: &'a Site,
    from: &'a str,
    now: Timestamp,
}

impl<'a> Attempt<'a> {
    /// Begins one by a form; refused from another website and after too many failures.
    fn by_form(site: &'a Site, from: &'a str, headers: &HeaderMap) -> Result<Self, Problem> {
        must_be_from_here(site, headers)?;
        Self::by_link(site, from)
    }

    /// Begins one by following a link from elsewhere.
    fn by_link(site: &'a Site, from: &'a str) -> Result<Self, Problem> {
        let now = site.house().now();
        let look = site.failed_sign_ins.look(from, now);
        look.map_err(Problem::too_many)?;
        Ok(Self { site, from, now })
    }

    /// Counts it as failed.
    fn failed(&self) -> Result<(), Problem> {
        let failed = self.site.failed_sign_ins.take(self.from, self.now);
        failed.map_err(Problem::too_many)
    }
}

fn is_from_elsewhere(site: &Site, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(from) = said("sec-fetch-site") {
        return !matches!(from, "same-origin" | "none");
    }
    let Some(origin) = said("origin").filter(|origin| *origin != "null") else {
        return false;
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    host != said("host") && Some(origin) != site.settings.base_url.as_deref()
}

/// Whether an address is a page of ours, so that nobody is led elsewhere after signing in: one
/// slash, then plain characters only.
fn is_ours(next: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~?=&%#+".contains(&byte);
    next.starts_with('/')
        && !next.starts_with("//")
        && next.len() <= 1_000
        && next.bytes().all(plain)
        && !next.starts_with("/sign-")
}

/// The address that a request comes from, as far as it can be known.
struct Address(String);

impl FromRequestParts<Arc<Site>> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        if site.settings.behind_proxy {
            // The last is what our own proxy wrote; those before it anyone may have made up.
            let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
            let forwarded = forwarded.and_then(|value| value.to_str().ok());
            if let Some(last) = forwarded.and_then(|value| value.rsplit(',').next()) {
                return Ok(Self(last.trim().to_owned()));
            }
        }
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(
            peer.map_or_else(String::new, |peer| peer.0.ip().to_string()),
        ))
    }
}
