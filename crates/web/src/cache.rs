//! Public pages kept ready: compressing one costs many times what writing it does.
//!
//! A page is kept only when nobody is signed in, so it shows what everyone may see. It is good for
//! as long as the book ends at the same line, names and settings are unchanged and it is the same
//! day; after that it is written anew. A request that carries a session or a token never touches it.

use std::{
    collections::{HashMap, VecDeque},
    io,
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak},
};

use app::{Names, Reading};
use axum::{
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use jiff::civil::Date;
use record::LineNo;
use sha2::{Digest, Sha256};

use crate::{Site, problem::Problem, session, visit::partnership_of};

/// The largest page kept, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// Addresses with other parameters than these are answered but not kept, so that nobody fills the
/// cache by making parameters up.
const PARAMETERS: [&str; 11] = [
    "at",
    "upto",
    "page",
    "body",
    "outcome",
    "method",
    "from",
    "until",
    "dissents",
    "organisation",
    "period",
];

/// What a page depends on.
struct Stamp {
    line: LineNo,
    hash: [u8; 32],
    names: Weak<Names>,
    today: Date,
}

impl Stamp {
    fn of(reading: &Reading) -> Self {
        Self {
            line: reading.head.line,
            hash: *reading.head.hash.as_bytes(),
            names: Arc::downgrade(&reading.names),
            today: reading.today(),
        }
    }
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Self) -> bool {
        // A weak reference keeps its address taken, so the same address is the same names.
        self.names.ptr_eq(&other.names)
            && (self.line, self.hash, self.today) == (other.line, other.hash, other.today)
    }
}

/// A page as it was written.
struct Page {
    stamp: Stamp,
    kind: HeaderValue,
    etag: HeaderValue,
    body: Bytes,
    brotli: OnceLock<Bytes>,
}

impl Page {
    /// What it may take in memory, its compressed form included.
    fn size(&self) -> usize {
        self.body.len() + self.body.len() / 2 + 256
    }

    fn brotli(&self) -> Bytes {
        let compressed = self.brotli.get_or_init(|| compress(&self.body));
        compressed.clone()
    }
}

#[derive(Default)]
struct Kept {
    /// The names with which the pages were written.
    names: Weak<Names>,
    pages: HashMap<String, Arc<Page>>,
    oldest_first: VecDeque<String>,
    size: usize,
}

/// The pages kept ready.
pub(crate) struct Cache {
    most: usize,
    kept: Mutex<Kept>,
}

impl Cache {
    /// Room for so many bytes; 0: nothing is kept.
    pub(crate) fn of(most: usize) -> Self {
        Self {
            most,
            kept: Mutex::default(),
        }
    }

    fn get(&self, key: &str, stamp: &Stamp) -> Option<Arc<Page>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.names.ptr_eq(&stamp.names) {
            // Somebody was renamed or erased, here or on another node: their name stands on no page.
            *kept = Kept {
                names: Weak::clone(&stamp.names),
                ..Kept::default()
            };
        }
        let page = kept.pages.get(key).filter(|page| page.stamp == *stamp);
        page.cloned()
    }

    fn put(&self, key: &str, page: Arc<Page>) {
        if page.size() > self.most {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.size += page.size();
        match kept.pages.insert(key.to_owned(), page) {
            Some(before) => kept.size -= before.size(),
            None => kept.oldest_first.push_back(key.to_owned()),
        }
        while kept.size > self.most {
            let Some(oldest) = kept.oldest_first.pop_front() else {
                return;
            };
            if let Some(gone) = kept.pages.remove(&oldest) {
                kept.size -= gone.size();
            }
        }
    }

    /// Forgets every page: words that stood on them are not to be known any more.
    pub(crate) fn forget(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }

    /// How many pages are kept.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.kept.lock().unwrap().pages.len()
    }
}

/// Answers from what is kept ready, or has the page written and keeps it. Stands around every route
/// below a partnership.
pub(crate) async fn keep(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let private = session::token(&site, request.headers()).is_some()
        || request.headers().contains_key(header::AUTHORIZATION);
    if private || request.method() != Method::GET || site.cache.most == 0 {
        return next.run(request).await;
    }
    let answer = kept_or_written(&site, request, next).await;
    answer.unwrap_or_else(IntoResponse::into_response)
}

async fn kept_or_written(
    site: &Arc<Site>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let reading = site
        .reading(&partnership_of(&mut parts, site).await?)
        .await?;
    let stamp = Stamp::of(&reading);
    let key = parts
        .uri
        .path_and_query()
        .map(|key| key.as_str().to_owned());
    let key = key.filter(|_| has_known_parameters(parts.uri.query().unwrap_or_default()));
    if let Some(page) = key.as_ref().and_then(|key| site.cache.get(key, &stamp)) {
        return Ok(send(&page, &parts.headers));
    }
    // The handler answers from the very moment that the stamp is of.
    parts.extensions.insert(reading);
    let headers = parts.headers.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(kind) = kind_to_keep(&response) else {
        return Ok(response);
    };
    let body = to_bytes(response.into_body(), LARGEST).await;
    let body = body.map_err(|_| Problem::fault())?;
    let page = Arc::new(Page {
        stamp,
        kind,
        etag: etag(&body),
        body,
        brotli: OnceLock::new(),
    });
    if let Some(key) = key {
        site.cache.put(&key, Arc::clone(&page));
    }
    Ok(send(&page, &headers))
}

/// The kind of an answer that may be kept: a text with status 200, about which the handler said
/// nothing else.
fn kind_to_keep(response: &Response) -> Option<HeaderValue> {
    let headers = response.headers();
    let spoken_for = [
        header::CACHE_CONTROL,
        header::SET_COOKIE,
        header::CONTENT_DISPOSITION,
        header::CONTENT_SECURITY_POLICY,
    ];
    if response.status() != StatusCode::OK
        || spoken_for.iter().any(|name| headers.contains_key(name))
    {
        return None;
    }
    let kind = headers.get(header::CONTENT_TYPE)?;
    let kinds = [
        "text/html",
        "application/json",
        "image/svg+xml",
        "text/calendar",
    ];
    let text = kind.to_str().ok()?;
    kinds
        .iter()
        .any(|known| text.starts_with(known))
        .then(|| kind.clone())
}

fn send(page: &Page, asked: &HeaderMap) -> Response {
    let known = asked.get(header::IF_NONE_MATCH);
    let known = known.is_some_and(|known| {
        let mut tags = known.as_bytes().split(|byte| *byte == b',');
        tags.any(|tag| tag.trim_ascii() == page.etag.as_bytes())
    });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else if accepts_brotli(asked) {
        let mut response = page.brotli().into_response();
        let br = HeaderValue::from_static("br");
        response.headers_mut().insert(header::CONTENT_ENCODING, br);
        response
    } else {
        page.body.clone().into_response()
    };
    let headers = response.headers_mut();
    if !known {
        headers.insert(header::CONTENT_TYPE, page.kind.clone());
    }
    headers.insert(header::ETAG, page.etag.clone());
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    response
}

/// Weak, because the compressed form counts as the same.
fn etag(body: &[u8]) -> HeaderValue {
    let hash = Sha256::digest(body);
    let half = hash.get(..16).unwrap_or_default();
    let text = format!("W/\"{}\"", session::hex(half));
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""))
}

fn has_known_parameters(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).all(|(name, _)| PARAMETERS.contains(&&*name))
}

/// Whether the browser takes brotli.
pub(crate) fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter();
    let accepted = accepted.filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let (coding, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        coding.trim() == "br" && !refused
    })
}

fn compress(body: &[u8]) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 5,
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(body.len() / 4);
    let mut from = io::Cursor::new(body);
    // Writing into memory does not fail; if it did, an empty page would say so at once.
    if let Err(error) = brotli::BrotliCompress(&mut from, &mut compressed, &parameters) {
        tracing::error!(%error, "a page could not be compressed");
    }
    compressed.into()
}
