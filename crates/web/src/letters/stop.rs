//! The address in a letter that stops letters like it, without signing in.
//!
//! Opening it only shows a button, because programs that look through mail open addresses too. A mail
//! program that knows RFC 8058 sends the form by itself. Once and twice come to the same.

use app::letters::LettersOf;
use askama::Template;
use axum::{extract::Path, http::HeaderValue, http::header, response::Response};

use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::{Entrance, page},
};

#[derive(Template)]
#[template(path = "letters/stop.html")]
struct Stop {
    frame: Frame,
    form: Form,
    what: String,
    stopped: bool,
}

async fn found(entrance: &Entrance, secret: String) -> Result<LettersOf, Problem> {
    let asked = entrance
        .site
        .asking(move |house| house.letters_stopped_by(&secret));
    asked.await??.ok_or_else(Problem::not_found)
}

/// `GET /letters/stop/{secret}`
pub(super) async fn ask(
    entrance: Entrance,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let of = found(&entrance, secret).await?;
    paper(&entrance, &of, false)
}

/// `POST /letters/stop/{secret}`
pub(super) async fn take(
    entrance: Entrance,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let of = found(&entrance, secret).await?;
    let stopped = of.clone();
    let asked = entrance
        .site
        .asking(move |house| house.stop_letters(&stopped));
    asked.await??;
    paper(&entrance, &of, true)
}

fn paper(entrance: &Entrance, of: &LettersOf, stopped: bool) -> Result<Response, Problem> {
    let what = match of.title {
        Some(title) => format!("“{title}”"),
        None => "all letters that may be left out".to_owned(),
    };
    let mut frame = entrance.frame(if stopped {
        "These letters are stopped"
    } else {
        "Stop these letters?"
    });
    // The address is a secret: it must not be handed on in a link.
    frame.address = String::new();
    let mut response = page(&Stop {
        frame,
        form: Form::empty(),
        what,
        stopped,
    })?;
    let headers = response.headers_mut();
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
