//! Problems: why a request was not answered as asked, for people and for programs.
//!
//! A handler returns a [`Problem`]; [`dress`] turns it, and every bare error of the framework, into a
//! page in the partnership's frame or into problem JSON (RFC 9457). A thing that is hidden and a
//! thing that does not exist give the same 404, byte for byte.

use std::sync::Arc;

use app::{Denied, Kind};
use askama::Template;
use axum::{
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    Site,
    frame::Frame,
    sign_in,
    visit::{Entrance, Visit, see},
};

/// Why a request was not answered as asked.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Told>);

/// What is told of a problem; as JSON it is this.
#[derive(Debug, Clone, Serialize)]
struct Told {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    #[serde(serialize_with = "number")]
    status: StatusCode,
    detail: String,
    code: String,
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<usize>,
    #[serde(skip)]
    retry_after: Option<u32>,
    #[serde(skip)]
    next: Option<Next>,
    #[serde(skip)]
    json: bool,
}

/// Where somebody has to go first, and the page that they come back to.
#[derive(Debug, Clone)]
enum Next {
    /// They sign in.
    SignIn(String),
    /// They confirm that it is them.
    Confirm(String),
}

impl Problem {
    /// A problem with its stable code, and in plain English what it is and what to do about it.
    pub(crate) fn new(
        status: StatusCode,
        code: &str,
        title: impl Into<String>,
        detail: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self(Box::new(Told {
            kind: format!("urn:folkmoot:problem:{code}"),
            title: title.into(),
            status,
            detail: detail.into(),
            code: code.to_owned(),
            help: help.into(),
            field: None,
            clause: None,
            act: None,
            retry_after: None,
            next: None,
            json: false,
        }))
    }

    /// There is nothing here that the viewer may see.
    pub(crate) fn not_found() -> Self {
        Self::plain(StatusCode::NOT_FOUND)
    }

    /// Something broke that is ours to mend. What, the log says.
    pub(crate) fn fault() -> Self {
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Only those signed in see this; `next` is where they come back to.
    pub(crate) fn sign_in(next: &str) -> Self {
        let mut problem = Self::plain(StatusCode::UNAUTHORIZED);
        problem.0.next = Some(Next::SignIn(next.to_owned()));
        problem
    }

    /// Only those who proved a short while ago who they are go on; `next` is where they come back to.
    pub(crate) fn confirm(next: &str) -> Self {
        let mut problem = Self::new(
            StatusCode::UNAUTHORIZED,
            "confirm",
            "Confirm it is you",
            "It is some time since you signed in, and this needs a sign-in that is fresh.",
            "Sign in again, then do it again.",
        );
        problem.0.next = Some(Next::Confirm(next.to_owned()));
        problem
    }

    /// Whether somebody has to sign in first, or to confirm that it is them.
    pub(crate) fn asks_to_sign_in(&self) -> bool {
        self.0.next.is_some()
    }

    /// The same problem, after which they come back to another page.
    pub(crate) fn coming_back_to(mut self, address: &str) -> Self {
        match &mut self.0.next {
            Some(Next::SignIn(next) | Next::Confirm(next)) => address.clone_into(next),
            None => {}
        }
        self
    }

    /// Too many requests; `wait` seconds, and there is room again.
    pub(crate) fn too_many(wait: u32) -> Self {
        let mut problem = Self::plain(StatusCode::TOO_MANY_REQUESTS);
        problem.0.retry_after = Some(wait);
        problem
    }

    /// The answer took longer than anyone waits. What was sent may have been recorded all the same.
    pub(crate) fn too_slow() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "too-slow",
            "This took too long",
            "The answer did not come in time. What you sent may or may not have been recorded.",
            "Look whether it was before you send it again.",
        )
    }

    /// The same problem, on one field.
    pub(crate) fn on_field(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// The same problem, told to a script of ours and not on a page.
    pub(crate) fn into_json(mut self) -> Self {
        self.0.json = true;
        self
    }

    /// What happened and what to do, for the message beside a field.
    pub(crate) fn in_words(&self) -> String {
        format!("{} {}", self.0.detail, self.0.help)
    }

    /// Its stable code.
    pub(crate) fn code(&self) -> &str {
        &self.0.code
    }

    /// Its status.
    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// What is said of a status when nobody said more.
    pub(crate) fn plain(status: StatusCode) -> Self {
        let (code, title, detail, help) = words_for(status);
        Self::new(status, code, title, detail, help)
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let status = match denied.kind() {
            Kind::Malformed => StatusCode::BAD_REQUEST,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::Unknown => return Self::not_found(),
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Fault => {
                tracing::error!(code = denied.code(), "{denied}");
                return Self::fault();
            }
        };
        let title = words_for(status).1;
        let detail = sentence(&denied.to_string());
        let mut problem = Self::new(status, denied.code(), title, detail, denied.help());
        let told = &mut *problem.0;
        told.field = denied.field().map(str::to_owned);
        told.clause = denied.clause().map(str::to_owned);
        told.act = match &denied {
            Denied::Malformed { act, .. } | Denied::Refused { act, .. } => Some(*act),
            _ => None,
        };
        told.retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(5);
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What [`dress`] has to know of a request once it has been answered.
pub(crate) struct Asked {
    /// The address.
    pub(crate) uri: Uri,
    /// The method.
    pub(crate) method: Method,
    /// The cookies, for the frame of the page.
    pub(crate) cookies: HeaderMap,
}

/// Turns a problem, or a bare error, into a page or into problem JSON. Leaves other answers alone.
pub(crate) async fn dress(site: &Arc<Site>, asked: Asked, mut response: Response) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if is_ours(&response) => return response,
        None => Problem::plain(status),
    };
    let problem = &*problem.0;
    let mut dressed = if problem.json || asked.uri.path().starts_with("/api/") {
        json(problem)
    } else {
        match page(site, &asked, problem).await {
            Ok(page) => page,
            Err(_) => bare(problem),
        }
    };
    let headers = dressed.headers_mut();
    if let Some(wait) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    for kept in [header::ALLOW, header::SET_COOKIE] {
        if let Some(value) = response.headers().get(&kept) {
            headers.insert(kept, value.clone());
        }
    }
    dressed
}

/// Whether a handler wrote the answer itself, such as a form with its errors.
fn is_ours(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/problem+json")
}

#[derive(Template)]
#[template(path = "errors/problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    problem: &'a Told,
}

async fn page(site: &Arc<Site>, asked: &Asked, problem: &Told) -> Result<Response, Problem> {
    if let Some(next) = &problem.next {
        let (page, next) = match next {
            Next::SignIn(next) => (sign_in::PATH, next),
            Next::Confirm(next) => (sign_in::CONFIRM, next),
        };
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        return Ok(see(&format!("{page}?next={next}")));
    }
    let frame = frame(site, asked, &problem.title).await?;
    crate::visit::page_with(problem.status, &ProblemPage { frame, problem })
}

/// The frame of the partnership that the address names, or of none where it names none.
async fn frame(site: &Arc<Site>, asked: &Asked, title: &str) -> Result<Frame, Problem> {
    let first = asked.uri.path().split('/').nth(1).unwrap_or_default();
    // A form that was sent cannot be come back to by a link.
    let uri = if asked.method == Method::GET {
        asked.uri.clone()
    } else {
        Uri::default()
    };
    Ok(match site.reading(first).await {
        Ok(reading) => Visit::of(site, reading, &asked.cookies, uri)
            .await?
            .frame(title),
        Err(_) => Entrance::of(site, &asked.cookies, uri).await?.frame(title),
    })
}

/// The page when not even the frame can be made, because the house cannot be asked.
fn bare(problem: &Told) -> Response {
    let page = ProblemPage {
        frame: Frame {
            title: problem.title.clone(),
            ..Frame::default()
        },
        problem,
    };
    crate::visit::page_with(problem.status, &page)
        .unwrap_or_else(|problem| problem.0.status.into_response())
}

fn json(problem: &Told) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    let text = serde_json::to_string(problem).unwrap_or_default();
    let mut response = (problem.status, kind, text).into_response();
    if problem.status == StatusCode::UNAUTHORIZED {
        let how = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
    }
    response
}

/// What happened, as a sentence: a capital at its beginning and a full stop at its end.
pub(crate) fn sentence(words: &str) -> String {
    let words = words.trim_end_matches('.');
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

/// Code, title, what happened and what to do, for a status.
fn words_for(status: StatusCode) -> (&'static str, &'static str, &'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => (
            "malformed",
            "We could not read that",
            "What was sent is not in the form that this page expects.",
            "Go back, look at the address or the form, and try again.",
        ),
        StatusCode::UNAUTHORIZED => (
            "sign-in",
            "Sign in first",
            "Only people who have signed in, or programs with a token, may do this.",
            "Sign in, or send “Authorization: Bearer” with a token.",
        ),
        StatusCode::FORBIDDEN => (
            "not-permitted",
            "You may not do this",
            "What was asked is not open to you, or the form came from another website.",
            "Go back to the page and send the form from there, or ask the secretariat.",
        ),
        StatusCode::NOT_FOUND => (
            "not-found",
            "Page not found",
            "There is nothing at this address that you can see.",
            "Check the address, or begin at the first page. Some pages are open only to those who sign in.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "method",
            "This cannot be done here",
            "This address does not take that kind of request.",
            "Open the page and use the form or link on it.",
        ),
        StatusCode::CONFLICT => (
            "conflict",
            "Someone was there before you",
            "What was asked does not fit what is on record by now.",
            "Open the page again to see how things stand, then try again.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "too-large",
            "That is too large",
            "What was sent is larger than is accepted here.",
            "Files may have 20 MiB, forms 256 KiB, acts by the API 4 MiB. Send less at a time.",
        ),
        StatusCode::URI_TOO_LONG => (
            "address-too-long",
            "The address is too long",
            "The address has more characters than are accepted.",
            "Begin at the first page and follow the links.",
        ),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "media-type",
            "That kind of content is not accepted",
            "What was sent is of a kind that is not accepted here.",
            "Forms are sent by their page; acts are sent as application/json.",
        ),
        StatusCode::UNPROCESSABLE_ENTITY => (
            "refused",
            "This cannot be recorded",
            "The rules do not allow it.",
            "Change what the message names, and try again.",
        ),
        StatusCode::TOO_MANY_REQUESTS => (
            "too-many",
            "Too many tries",
            "There were more requests than are accepted in this time.",
            "Wait a little, then try again.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "unavailable",
            "Not possible just now",
            "The book cannot be reached, or could not answer in time. Nothing was recorded.",
            "Try again in a moment. If it goes on, tell whoever runs this server.",
        ),
        status if status.is_client_error() => (
            "request",
            "We could not read that",
            "What was sent could not be understood.",
            "Open the page again and use the form or link on it.",
        ),
        _ => (
            "fault",
            "Something went wrong here",
            "This is a fault of ours and not of anything you did. Nothing was half recorded.",
            "Try again. If it happens again, tell whoever runs this server when it happened.",
        ),
    }
}
