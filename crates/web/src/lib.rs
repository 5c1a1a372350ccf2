//! The pages and the programs' door (API) of Folkmoot: plain HTML that works without JavaScript.
//!
//! [`router`] is everything that answers; [`serve`] listens. What may be done and shown follows from
//! the book and is decided in `app`; here a request becomes an act or a view, and an answer becomes
//! a page. Folders are named like those of `record`; a page is one handler and one template.

mod about;
mod api;
mod attendance;
mod book;
mod cache;
mod checks;
mod csv;
mod decisions;
mod delivery;
mod differences;
mod directory;
mod disputes;
mod doors;
mod exceptions;
mod forms;
mod frame;
mod headers;
mod home;
mod improvement;
mod letters;
mod limits;
mod meetings;
mod minutes;
mod money;
mod office;
mod paging;
mod papers;
mod personal;
mod plan;
mod printing;
mod problem;
mod say;
mod search;
mod serve;
mod session;
mod sign_in;
mod site;
mod start;
mod static_files;
#[cfg(test)]
mod story;
mod structure;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod visit;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use doors::{Doors, Who};

pub use doors::Undeclared;
pub use serve::serve;
pub use sign_in::directory::{Directory, Secret};
pub use site::{LiveLimits, SessionLimits, Settings, Site};

/// The most bytes in a form: 256 KiB.
const FORM_LIMIT: usize = 256 * 1024;
/// The most bytes in a form that a file comes along with, or in a file by itself.
pub(crate) const UPLOAD_LIMIT: usize = papers::FILE_LIMIT + FORM_LIMIT;
/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 2_000;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it may take when a file is sent along.
const PATIENCE_WITH_FILES: Duration = Duration::from_secs(300);

/// Every page and every address for programs.
///
/// # Errors
/// When an act or an address does not declare who may ask for it so that it could be enforced; then
/// nothing is to be served.
pub fn router(site: Arc<Site>) -> Result<Router, Undeclared> {
    app::check_authorities()?;
    let (partnership, general) = (of_a_partnership(), of_none());
    partnership.check()?;
    general.check()?;
    Ok(guarded(site, partnership, general))
}

/// The addresses of a partnership.
fn of_a_partnership() -> Doors {
    Doors::new()
        .merge(home::routes())
        .merge(structure::routes())
        .merge(meetings::routes())
        .merge(table::routes())
        .merge(minutes::routes())
        .merge(decisions::routes())
        .merge(disputes::routes())
        .merge(delivery::routes())
        .merge(exceptions::routes())
        .merge(improvement::routes())
        .merge(book::routes())
        .merge(search::routes())
        .merge(personal::routes())
        .merge(office::routes())
        .merge(letters::routes())
        .merge(attendance::routes())
        .merge(plan::routes())
        .merge(money::routes())
        .merge(printing::routes())
        .merge(api::routes())
        .route(
            "/{partnership}/papers/{hash}",
            Who::Everyone,
            get(papers::send),
        )
}

/// The addresses of no partnership.
fn of_none() -> Doors {
    Doors::new()
        .route("/", Who::Everyone, get(directory::index))
        .route("/assets/{name}", Who::Everyone, get(static_files::send))
        .merge(about::routes())
        .merge(start::routes())
        .merge(checks::routes())
        .merge(sign_in::routes())
        .merge(letters::stopping())
        .merge(api::descriptions())
}

/// Puts around these addresses what stands around every address: the cache around those of a
/// partnership; limits, guards and the dressing of errors around all.
fn guarded(site: Arc<Site>, partnership: Doors, general: Doors) -> Router {
    // Some pages to sign in judge for themselves where their forms came from; see there why.
    let judges_itself = |_: &Method, uri: &axum::http::Uri| sign_in::judges_itself(uri.path());
    let csrf = CsrfLayer::new().with_insecure_bypass(judges_itself);
    let csrf = match &site.settings.base_url {
        Some(base) => csrf.clone().add_trusted_origin(base).unwrap_or(csrf),
        None => csrf,
    };
    partnership
        .hang(&site)
        .layer(from_fn_with_state(Arc::clone(&site), cache::keep))
        .merge(general.hang(&site))
        .fallback(async || problem::Problem::not_found())
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(csrf)
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(Arc::clone(&site), answer))
        .with_state(site)
}

/// Stands around everything: takes its time, dresses errors, puts the headers on.
async fn answer(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut cookies = HeaderMap::new();
    if let Some(cookie) = request.headers().get(header::COOKIE) {
        cookies.insert(header::COOKIE, cookie.clone());
    }
    let signed_in = session::token(&site, &cookies).is_some();
    let asked = problem::Asked {
        uri: request.uri().clone(),
        method: request.method().clone(),
        cookies,
    };
    let response = if request.uri().path_and_query().is_some_and(too_long) {
        StatusCode::URI_TOO_LONG.into_response()
    } else {
        let patience = patience(&request);
        let run = run(&site, &asked.cookies, request, next);
        match tokio::time::timeout(patience, run).await {
            Ok(response) => response,
            Err(_) => problem::Problem::too_slow().into_response(),
        }
    };
    let mut response = problem::dress(&site, asked, response).await;
    headers::put(&site, signed_in, &mut response);
    response
}

/// Has the request answered. What somebody typed is kept when they have to sign in first.
async fn run(site: &Arc<Site>, cookies: &HeaderMap, request: Request, next: Next) -> Response {
    match sign_in::overhear(site, cookies, request).await {
        Ok((request, None)) => next.run(request).await,
        Ok((request, Some(overheard))) => {
            let response = next.run(request).await;
            overheard.answered(site, cookies, response).await
        }
        Err(broken_off) => broken_off,
    }
}

fn too_long(address: &axum::http::uri::PathAndQuery) -> bool {
    address.as_str().len() > LONGEST_ADDRESS
}

fn patience(request: &Request) -> Duration {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let multipart = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if request.method() == Method::POST && (multipart || request.uri().path().ends_with("/files")) {
        PATIENCE_WITH_FILES
    } else {
        PATIENCE
    }
}
