//! Taking a form of the table: to its act, and back to where one was.

use app::Denied;
use axum::{extract::Path, response::Response};

use super::{
    asks::{self, Asked},
    checks, page, table_of,
};
use crate::{
    forms::Form,
    problem::Problem,
    visit::{Visit, see},
};

/// `POST /{partnership}/meetings/{meeting}/table`: every form of the page.
pub(crate) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    let asked = asks::read(&view, &mut form).ok_or_else(unknown)?;
    let checked = matches!(form.value("do"), "close-vote" | "close");
    if form.is_right() && (!checked || form.is_sure()) {
        match visit.act(asked.acts.clone(), form.seen()).await {
            Ok(_) => return Ok(see(&on(&visit, &meeting, &form, &asked))),
            Err(denied) => deny(&mut form, &asked, denied)?,
        }
    }
    let visit = visit.read_on().await?;
    if checked {
        return checks::page(&visit, &meeting, &form, asked.failed);
    }
    let item = asks::item(&form);
    page::paper(&visit, &meeting, form, item, asked.failed)
}

/// Back to the table, where one was.
fn on(visit: &Visit, meeting: &str, form: &Form, asked: &Asked) -> String {
    let item = asks::item(form)
        .map(|item| format!("item={item}&"))
        .unwrap_or_default();
    let Asked { done, anchor, .. } = asked;
    visit.at(&format!(
        "/meetings/{meeting}/table?{item}done={done}#{anchor}"
    ))
}

fn deny(form: &mut Form, asked: &Asked, denied: Denied) -> Result<(), Problem> {
    let act = match &denied {
        Denied::Malformed { act, .. } | Denied::Refused { act, .. } => *act,
        _ => 0,
    };
    form.denied_as(denied, |field| asked.input(act, field))
}

/// A form that this page does not have.
fn unknown() -> Problem {
    Problem::new(
        axum::http::StatusCode::BAD_REQUEST,
        "malformed",
        "We could not read that",
        "What was sent is none of the forms of the table.",
        "Open the table again and use the buttons on it.",
    )
}
