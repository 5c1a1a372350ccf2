//! Signing in by a link that works once, and signing out.
//!
//! Opening the link only shows a button, because programs that look through mail open links too;
//! pressing it uses the link up. A link that is used, too old or was never made gives the same page,
//! which says what to do and not which it was.

mod confirm;
pub(crate) mod directory;

use std::{net::SocketAddr, sync::Arc};

use app::Means;
use askama::Template;
use axum::{
    extract::{ConnectInfo, FromRequestParts, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
    routing::{get, post},
};
use record::id::PersonId;

use crate::{
    Site,
    doors::{Doors, Who},
    forms::Form,
    frame::Frame,
    problem::Problem,
    session,
    visit::{Entrance, page_with, see},
};

/// The address of the page to sign in.
pub(crate) const PATH: &str = "/sign-in";
/// The address of the page on which one confirms that it is oneself.
pub(crate) const CONFIRM: &str = "/sign-in/confirm";

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route(PATH, Who::Everyone, get(ask).post(take))
        .route(CONFIRM, Who::SignedIn, get(confirm::ask))
        .route("/sign-out", Who::Everyone, post(leave))
        .merge(directory::routes())
}

#[derive(Template)]
#[template(path = "sign-in/page.html")]
struct SignIn {
    frame: Frame,
    door: Door,
    form: Form,
    code: String,
    next: String,
    /// The directories by which one may sign in: name and address.
    directories: Vec<(String, String)>,
}

/// What stands at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Door {
    /// How one signs in.
    NoLink,
    /// A link that would let this person in.
    Ready(String),
    /// A link that lets nobody in.
    NoGood,
}

/// `GET /sign-in`: explains, or with a code shows the button. Uses nothing up.
async fn ask(entrance: Entrance) -> Result<Response, Problem> {
    let code = entrance.query("code").unwrap_or_default();
    let next = entrance.query("next").unwrap_or_default();
    if code.is_empty() {
        return paper(&entrance, Door::NoLink, String::new(), next);
    }
    let asked = code.clone();
    let demonstration = entrance.site.settings.demonstration;
    let name = entrance.site.office(move |house| {
        let office = house.office();
        let holder = office.link(&asked, house.now().as_second())?;
        let holder = holder.filter(|holder| demonstration || !holder.reusable);
        holder.map_or(Ok(None), |holder| office.person(&holder.person))
    });
    match name.await? {
        Some(person) => paper(&entrance, Door::Ready(person.name), code, next),
        None => paper(&entrance, Door::NoGood, String::new(), next),
    }
}

/// `POST /sign-in`: uses the link up, opens a session and leads on.
async fn take(
    entrance: Entrance,
    Address(address): Address,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    if is_from_elsewhere(site, &headers) {
        return Err(Problem::plain(StatusCode::FORBIDDEN));
    }
    let now = site.house().now();
    site.failed_sign_ins
        .look(&address, now)
        .map_err(Problem::too_many)?;
    let code = form.value("code").to_owned();
    let holder = site.office(move |house| house.office().consume_link(&code, now.as_second()));
    let holder = holder.await?;
    // A link that works again and again is of a demonstration, and signs nobody in anywhere else.
    let holder = holder.filter(|holder| site.settings.demonstration || !holder.reusable);
    let person = holder
        .as_ref()
        .and_then(|holder| holder.person.parse::<PersonId>().ok());
    let (Some(holder), Some(person)) = (holder, person) else {
        site.failed_sign_ins
            .take(&address, now)
            .map_err(Problem::too_many)?;
        return paper(
            &entrance,
            Door::NoGood,
            String::new(),
            form.value("next").to_owned(),
        );
    };
    // Whoever was signed in here before no longer is: one browser, one person.
    session::close(site, &headers).await?;
    let means = if holder.reusable {
        Means::Demonstration
    } else {
        Means::Link
    };
    let cookie = session::open(site, person, means).await?;
    let names = site.asking(|house| house.names()).await??;
    let next = form.value("next");
    let next = if is_ours(next) {
        next.to_owned()
    } else if names.has_role(&holder.partnership, person, app::Role::Secretariat) {
        format!("/{}/office", holder.partnership)
    } else {
        format!("/{}/desk", holder.partnership)
    };
    Ok(with_cookie(see(&next), cookie))
}

/// `POST /sign-out`: ends the session, here and in the office.
async fn leave(State(site): State<Arc<Site>>, headers: HeaderMap) -> Result<Response, Problem> {
    let cookie = session::close(&site, &headers).await?;
    Ok(with_cookie(see("/"), cookie))
}

fn paper(entrance: &Entrance, door: Door, code: String, next: String) -> Result<Response, Problem> {
    let status = match door {
        Door::NoGood => StatusCode::FORBIDDEN,
        _ => StatusCode::OK,
    };
    let mut frame = entrance.frame("Sign in");
    // The address holds the code: it must not be handed on in a link.
    frame.address = String::new();
    let next = if is_ours(&next) { next } else { String::new() };
    let form = Form::empty();
    let page = SignIn {
        frame,
        door,
        form,
        code,
        directories: directory::buttons(&entrance.site, &next, false),
        next,
    };
    let mut response = page_with(status, &page)?;
    let headers = response.headers_mut();
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// Whether a form came from another website. As everywhere else, but for one case: this page hands on
/// no referrer, so browsers that do not say `Sec-Fetch-Site` send the origin `null` with its form.
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
