//! Taking a form off a request.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};

use super::Form;
use crate::problem::Problem;

/// The most inputs a form may have, so that nobody makes us sort a million.
const MOST_INPUTS: usize = 4_000;

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let is_form = kind == "application/x-www-form-urlencoded";
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|rejected| too_large_or_broken(rejected.status()))?;
        // A button that is all of a form sends nothing at all.
        if !body.is_empty() && !is_form {
            return Err(Problem::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let pairs = form_urlencoded::parse(&body).into_owned();
        let pairs: Vec<_> = pairs.take(MOST_INPUTS + 1).collect();
        if pairs.len() > MOST_INPUTS {
            return Err(Problem::plain(StatusCode::PAYLOAD_TOO_LARGE));
        }
        Ok(Self {
            pairs,
            ..Self::default()
        })
    }
}

/// What to say when a body could not be read to its end.
pub(crate) fn too_large_or_broken(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::plain(status),
        _ => Problem::plain(StatusCode::BAD_REQUEST),
    }
}
