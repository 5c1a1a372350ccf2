//! Documents to take away: agendas, packs, minutes and reports as PDF, Word and Excel.
//!
//! What a document says, `documents` decides from the views of `app`, which show each viewer what they may
//! read; how it becomes a file is a renderer's work, of which this crate knows only that there is one. A
//! file that takes long is made while a page says so, and that page looks again by itself.

mod meeting;
pub(crate) mod press;
mod reports;

use askama::Template;
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use documents::{Document, Form, House};

use crate::{
    doors::{Doors, Who},
    frame::Frame,
    papers::attachment,
    problem::Problem,
    visit::{Visit, page_with},
};
use press::{Press, Printed};

/// After how many seconds a browser looks again for a file that is being made.
const AGAIN: &str = "2";

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    let meeting = "/{partnership}/meetings/{meeting}";
    Doors::new()
        .route(
            &format!("{meeting}/pack.pdf"),
            Who::Everyone,
            get(meeting::pack),
        )
        .route(
            &format!("{meeting}/agenda.pdf"),
            Who::Everyone,
            get(meeting::agenda_pdf),
        )
        .route(
            &format!("{meeting}/agenda.docx"),
            Who::Everyone,
            get(meeting::agenda_docx),
        )
        .route(
            &format!("{meeting}/minutes.pdf"),
            Who::Everyone,
            get(meeting::minutes_pdf),
        )
        .route(
            &format!("{meeting}/minutes.docx"),
            Who::Everyone,
            get(meeting::minutes_docx),
        )
        .route("/{partnership}/reports", Who::Everyone, get(reports::index))
        .route(
            "/{partnership}/reports/{body}/{period}",
            Who::Everyone,
            get(reports::show),
        )
        .route(
            "/api/v1/{partnership}/reports",
            Who::Everyone,
            get(reports::index_json),
        )
        .route(
            "/api/v1/{partnership}/reports/{body}/{period}",
            Who::Everyone,
            get(reports::json),
        )
}

#[derive(Template)]
#[template(path = "printing/underway.html")]
struct UnderwayPage {
    frame: Frame,
    title: String,
    form: &'static str,
    address: String,
}

/// Whose documents a visit makes.
pub(crate) fn house(visit: &Visit) -> House {
    let settings = &visit.site.settings;
    let address = settings.base_url.clone().or(settings.address.clone());
    House::of(&visit.reading, visit.is_illustrative(), address)
}

/// In which of these forms a document can be taken away.
pub(crate) fn forms(visit: &Visit, of: &[Form]) -> Vec<Form> {
    match visit.site.press.prints() {
        true => of.to_vec(),
        false => Vec::new(),
    }
}

/// Sends a document as a file; while it is being made, a page that says so and looks again.
pub(crate) async fn send(
    visit: &Visit,
    document: Document,
    form: Form,
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    let name = Press::name(&document, form).ok_or_else(Problem::fault)?;
    let etag = format!("\"{}\"", name.get(..32).unwrap_or(&name));
    let known = asked.get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    let title = document.title.clone();
    match visit.site.press.print(name, document, form).await {
        Printed::Ready(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, form.media_type().to_owned()),
                (
                    header::CONTENT_DISPOSITION,
                    attachment(&title, form.ending()),
                ),
                (header::ETAG, etag),
                (header::CACHE_CONTROL, "private, no-cache".to_owned()),
                (
                    header::CONTENT_SECURITY_POLICY,
                    "sandbox; default-src 'none'".to_owned(),
                ),
            ];
            Ok((headers, bytes).into_response())
        }
        Printed::Underway => underway(visit, title, form),
        Printed::Busy => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "Many documents are being made",
            "So many documents are being made at this moment that yours could not be begun.",
            "Try again in a minute. Nothing was lost.",
        )),
        Printed::Failed => Err(Problem::fault()),
    }
}

fn underway(visit: &Visit, title: String, form: Form) -> Result<Response, Problem> {
    let mut response = page_with(
        StatusCode::ACCEPTED,
        &UnderwayPage {
            frame: visit.frame("Your document is being made"),
            title,
            form: form.name(),
            address: visit.address().to_owned(),
        },
    )?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static(AGAIN));
    headers.insert(
        HeaderName::from_static("refresh"),
        HeaderValue::from_static(AGAIN),
    );
    Ok(response)
}

#[cfg(test)]
mod tests;
