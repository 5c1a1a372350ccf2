//! The stylesheet, the script, the typeface and the mark, under addresses that carry their hash.

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{cache::accepts_brotli, problem::Problem};

/// Sends a file of `assets`, compressed where that is accepted. It may be kept for ever.
pub(crate) async fn send(request: Request) -> Result<Response, Problem> {
    let asset = assets::by_path(request.uri().path()).ok_or_else(Problem::not_found)?;
    let brotli = asset.brotli.filter(|_| accepts_brotli(request.headers()));
    let mut response = brotli.unwrap_or(asset.bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.media_type),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if asset.brotli.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if brotli.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}
