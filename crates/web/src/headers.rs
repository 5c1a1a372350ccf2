//! Headers that every answer carries: what browsers may do with it, and who may keep it.
//!
//! It decides how answers are guarded and for how long they are good. What is in them, it does not
//! look at.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};

use crate::Site;

/// Nothing from elsewhere, nothing inline, no frames, no plugins.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";

const GUARDS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (HeaderName::from_static("permissions-policy"), ""),
];

/// Puts the headers on an answer, but for those that a handler has set already.
pub(crate) fn put(site: &Site, signed_in: bool, response: &mut Response) {
    let status = response.status();
    let headers = response.headers_mut();
    set(headers, header::CONTENT_SECURITY_POLICY, POLICY);
    for (name, value) in GUARDS {
        set(headers, name, value);
    }
    if site.settings.secure_cookies {
        set(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        );
    }
    // What one person is shown, nobody else's cache may keep. What is for everyone may be kept, but
    // has to be asked for again: the book may have gone on.
    let good_for = if signed_in || status != StatusCode::OK {
        "no-store"
    } else {
        "public, no-cache"
    };
    if signed_in && !is_immutable(headers) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(good_for));
    }
    set(headers, header::CACHE_CONTROL, good_for);
    if !is_immutable(headers) {
        set(headers, header::VARY, "Cookie, Accept-Encoding");
    }
}

/// Whether the answer is a file whose address changes with its content.
fn is_immutable(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CACHE_CONTROL);
    value.is_some_and(|value| value.as_bytes().ends_with(b"immutable"))
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
