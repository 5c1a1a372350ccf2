//! What was typed when the session turned out to be over, or too old for what was asked: it is kept for
//! an hour, for the same person in the same browser, and comes back once they have signed in.
//!
//! Forms are overheard on their way in, so no page has to know of it. Files are never kept, nor the
//! forms by which people sign in. Nothing is done with what was kept until its owner has looked at it
//! and sent it again.

use std::sync::Arc;

use app::KeptForm;
use askama::Template;
use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;

use super::{is_ours, kept_by_nobody, with_cookie};
use crate::{
    FORM_LIMIT, Site,
    forms::{Form, too_large_or_broken},
    frame::Frame,
    problem::Problem,
    session::{self, Cookie, hex},
    visit::{Entrance, page, see},
};

/// The page on which it comes back.
const PAGE: &str = "/you/kept";
/// How long it is kept, in seconds.
const KEPT_FOR: i64 = 60 * 60;
/// The field that says that a form has come back and been sent again.
const SENT_AGAIN: &str = "kept-form";
/// Fields that are for us and not for people, and are not shown.
const OURS: [&str; 5] = ["seen", "sure", "do", "act", SENT_AGAIN];
/// What is never kept.
const SECRETS: [&str; 3] = ["code", "secret", "token"];

/// A form that somebody who had signed in is sending.
pub(crate) struct Overheard {
    address: String,
    fields: Bytes,
}

/// Listens to a form on its way to its page. Errors with the answer when it broke off.
pub(crate) async fn overhear(
    site: &Arc<Site>,
    cookies: &HeaderMap,
    request: Request,
) -> Result<(Request, Option<Overheard>), Response> {
    if session::token(site, cookies).is_none() || !is_wanted(&request) {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let broken = |_| too_large_or_broken(StatusCode::BAD_REQUEST).into_response();
    let fields = to_bytes(body, FORM_LIMIT).await.map_err(broken)?;
    let address = parts.uri.path_and_query();
    let address = address.map_or_else(String::new, ToString::to_string);
    let overheard = Overheard {
        address,
        fields: fields.clone(),
    };
    let request = Request::from_parts(parts, Body::from(fields));
    Ok((request, Some(overheard)))
}

fn is_wanted(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let form = kind.is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    // What has no length of its own might be endless; browsers say how long their forms are.
    let size = request.body().size_hint().exact();
    let fits = size.is_some_and(|size| usize::try_from(size).is_ok_and(|size| size <= FORM_LIMIT));
    let path = request.uri().path();
    request.method() == Method::POST
        && form
        && fits
        && !path.starts_with("/sign-")
        && !path.starts_with("/api/")
}

impl Overheard {
    /// Looks at the answer: when somebody has to sign in first, keeps what they sent.
    pub(crate) async fn answered(
        self,
        site: &Arc<Site>,
        cookies: &HeaderMap,
        response: Response,
    ) -> Response {
        let again = form_urlencoded::parse(&self.fields).any(|(name, _)| name == SENT_AGAIN);
        let response = if again {
            match forget(site, cookies).await {
                Some(cookie) => with_cookie(response, cookie),
                None => response,
            }
        } else {
            response
        };
        let problem = response.extensions().get::<Problem>().cloned();
        let problem = problem.filter(Problem::asks_to_sign_in);
        // What is hidden is not there for somebody whose session is over; they are not to lose what
        // they typed into it.
        let denied = matches!(
            response.status(),
            StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
        );
        if problem.is_none() && !(denied && is_over(site, cookies).await) {
            return response;
        }
        let Some(cookie) = self.keep(site, cookies).await else {
            return response;
        };
        let problem = problem.unwrap_or_else(|| Problem::sign_in(PAGE));
        with_cookie(problem.coming_back_to(PAGE).into_response(), cookie)
    }

    /// Keeps it, if it is known whose it is, and gives the cookie by which it comes back.
    async fn keep(self, site: &Arc<Site>, cookies: &HeaderMap) -> Option<axum::http::HeaderValue> {
        if !is_ours(&self.address) {
            return None;
        }
        let token = session::token(site, cookies)?.to_owned();
        let form = KeptForm {
            address: self.address,
            fields: without_secrets(&self.fields),
        };
        let secret = hex(&site.house().chance());
        let cookie = session::short_lived(site, Cookie::Kept, &secret, KEPT_FOR);
        let kept = site.office(move |house| {
            let now = house.now().as_second();
            let Some(person) = house.office().session_holder(&token)? else {
                return Ok(false);
            };
            house
                .office()
                .keep_form(&secret, &person, &form, now, now + KEPT_FOR)?;
            Ok(true)
        });
        matches!(kept.await, Ok(true)).then_some(cookie)
    }
}

/// The fields that may be kept.
fn without_secrets(fields: &[u8]) -> String {
    let fields = form_urlencoded::parse(fields)
        .filter(|(name, _)| !SECRETS.contains(&&**name) && name != SENT_AGAIN);
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(fields);
    kept.finish()
}

/// Whether the cookie is of a session that is over.
async fn is_over(site: &Arc<Site>, cookies: &HeaderMap) -> bool {
    matches!(session::signed_in(site, cookies).await, Ok(None))
}

/// Erases what was kept for this browser.
async fn forget(site: &Arc<Site>, cookies: &HeaderMap) -> Option<axum::http::HeaderValue> {
    let secret = session::cookie_named(site, cookies, Cookie::Kept)?.to_owned();
    let dropped = site.office(move |house| house.office().drop_form(&secret));
    dropped.await.ok()?;
    Some(session::forgotten(site, Cookie::Kept))
}

#[derive(Template)]
#[template(path = "sign-in/kept.html")]
struct Kept {
    frame: Frame,
    /// Where it goes; none: nothing is kept.
    address: Option<String>,
    /// What people typed, with the name of its field.
    typed: Vec<(String, String)>,
    /// Everything that was sent.
    fields: Vec<(String, String)>,
    sent_again: &'static str,
}

/// `GET /you/kept`: what was typed, and a button that sends it now.
pub(super) async fn show(entrance: Entrance, headers: HeaderMap) -> Result<Response, Problem> {
    let site = &entrance.site;
    let person = entrance.viewer.person.as_ref();
    let person = person.ok_or_else(|| Problem::sign_in(PAGE))?.id;
    let secret = session::cookie_named(site, &headers, Cookie::Kept).map(str::to_owned);
    let kept = site.office(move |house| {
        let now = house.now().as_second();
        let office = house.office();
        secret.map_or(Ok(None), |secret| {
            office.kept_form(&secret, &person.to_string(), now)
        })
    });
    let kept = kept.await?;
    let fields: Vec<(String, String)> = kept
        .as_ref()
        .map(|kept| {
            form_urlencoded::parse(kept.fields.as_bytes())
                .into_owned()
                .collect()
        })
        .unwrap_or_default();
    let typed = fields
        .iter()
        .filter(|(name, value)| !OURS.contains(&&**name) && !value.trim().is_empty())
        .map(|(name, value)| (in_words(name), value.clone()))
        .collect();
    let title = if kept.is_some() {
        "What you typed is still here"
    } else {
        "Nothing is kept for you"
    };
    Ok(kept_by_nobody(page(&Kept {
        frame: entrance.frame(title),
        address: kept.map(|kept| kept.address),
        typed,
        fields,
        sent_again: SENT_AGAIN,
    })?))
}

/// `POST /you/kept/drop`: throws it away.
pub(super) async fn drop(
    entrance: Entrance,
    headers: HeaderMap,
    _: Form,
) -> Result<Response, Problem> {
    let cookie = forget(&entrance.site, &headers).await;
    let gone = see("/");
    Ok(match cookie {
        Some(cookie) => with_cookie(gone, cookie),
        None => gone,
    })
}

/// A field's name as words: `agenda[2].title` is "Agenda 2 title".
fn in_words(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}
