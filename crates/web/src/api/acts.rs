//! `POST /api/v1/{partnership}/acts`: one act or a list, recorded whole or not at all.

use app::{ActRequest, Denied, NotPermitted, read_acts};
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::program::{Program, Sent};
use crate::{problem::Problem, session::hex};

/// The longest Idempotency-Key.
const LONGEST_KEY: usize = 128;

/// What was recorded.
#[derive(Serialize)]
struct Recorded {
    /// First and last line; none when nothing had to be written.
    lines: Option<[u64; 2]>,
    /// Every line.
    numbers: Vec<u64>,
    /// Whether it had been recorded before, under the same key.
    repeated: bool,
}

/// Takes acts. 201 once they are on disk; 200 when this very request had been recorded before.
pub(super) async fn take(
    program: Program,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Problem> {
    let key = match text(&headers, "idempotency-key")? {
        None => None,
        Some(key) if key.is_empty() || key.len() > LONGEST_KEY => {
            return Err(unreadable(
                "Idempotency-Key",
                "It has 1 to 128 plain characters.",
            ));
        }
        Some(key) => {
            let digest = hex(&Sha256::digest(&sent.bytes));
            let digest = digest.parse().map_err(|_| Problem::fault())?;
            Some((format!("{}:{key}", program.token_id), digest))
        }
    };
    let seen = text(&headers, "folkmoot-seen")?.map(str::parse).transpose();
    let seen = seen.map_err(|_| unreadable("Folkmoot-Seen", "It is the number of a line."))?;
    let acts = read_acts(sent.json)?;
    // A token was made once and lies about: whoever moves money has to be there.
    if acts.iter().any(|act| act.fresh()) {
        return Err(Denied::NotPermitted(NotPermitted::NotFresh).into());
    }
    let request = ActRequest {
        acts,
        caller: program.caller(),
        seen,
        key,
        partnership: program.partnership,
    };
    let recorded = program.site.act(request).await?;
    let (first, last) = (*recorded.lines.start(), *recorded.lines.end());
    let answer = Recorded {
        lines: (first <= last).then_some([first, last]),
        numbers: recorded.lines.collect(),
        repeated: recorded.repeated,
    };
    let status = if recorded.repeated {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let text = serde_json::to_string(&answer).map_err(|_| Problem::fault())?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], text).into_response())
}

fn text<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, Problem> {
    let value = headers.get(name).map(|value| value.to_str());
    value
        .transpose()
        .map_err(|_| unreadable(name, "It has plain characters only."))
}

fn unreadable(header: &str, form: &str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        "A header cannot be read",
        format!("{header} is not in its form."),
        form,
    )
    .on_field(header)
}
