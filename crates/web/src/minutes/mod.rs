//! Minutes: written item by item, put in the book, approved, published.
//!
//! What was said is all that is written here; who was there, what was decided and who is to do what
//! stand in the book already. A draft that is only saved stays in the office and is seen by nobody
//! else; a draft put in the book stays there for good.

mod approve;
mod circulate;
mod correct;
mod drafts;
mod edit;
#[cfg(test)]
mod later_tests;
mod publish;
#[cfg(test)]
mod tests;

use app::views::{MinutesState, TableView, words};
use askama::Template;
use axum::{response::Response, routing::get};
use serde_json::json;

use crate::{
    doors::{Doors, Who},
    forms::Form,
    frame::Frame,
    problem::Problem,
    table::{frame_of, table_of, when_and_where},
    visit::{Visit, page, see},
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/meetings/{meeting}/minutes/edit",
            Who::Secretariat,
            get(edit::show).post(edit::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/minutes/approve",
            Who::Secretariat,
            get(approve::show).post(approve::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/minutes/circulate",
            Who::Secretariat,
            get(circulate::show).post(circulate::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/minutes/correct",
            Who::Secretariat,
            get(correct::show).post(correct::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/minutes/publish",
            Who::Secretariat,
            get(publish::show).post(publish::take),
        )
}

/// Takes the step of the minutes that was asked for once more and answered with yes: an act, and the word
/// with which the meeting's page says that it is done. `None`: it is to be asked, or was refused.
async fn once_sure(
    visit: &Visit,
    meeting: &str,
    form: &mut Form,
    (act, done): (&str, &str),
) -> Result<Option<Response>, Problem> {
    table_of(visit, meeting)?;
    if !form.is_sure() {
        return Ok(None);
    }
    let act = json!({"act": format!("meetings.{act}"), "meeting": meeting});
    let recorded = visit.record(act, form).await?;
    let there = format!("/meetings/{meeting}?done={done}");
    Ok(recorded.then(|| see(&visit.at(&there))))
}

/// The page for a step that is not due: what there is to do instead.
#[derive(Template)]
#[template(path = "minutes/not-now.html")]
struct NotNow {
    frame: Frame,
    caption: String,
    why: String,
    next: Option<(String, &'static str)>,
}

/// Says why a step is not due at this point, and what is.
fn not_now(visit: &Visit, view: &TableView, title: &str) -> Result<Response, Problem> {
    let meeting = visit.at(&format!("/meetings/{}", view.meeting.line.id));
    let to = |step: &str, words| Some((format!("{meeting}/{step}"), words));
    let (why, next) = match view.meeting.line.minutes {
        MinutesState::Called | MinutesState::Open => (
            "The meeting has not been closed, so there are no minutes yet.".to_owned(),
            to("table", "Go to the table"),
        ),
        MinutesState::Cancelled => (
            "The meeting was cancelled, so there are no minutes.".to_owned(),
            None,
        ),
        MinutesState::Held => (
            "The minutes have not been put in the book.".to_owned(),
            to("minutes/edit", "Write the minutes"),
        ),
        MinutesState::Drafted => (
            "The minutes have not been approved.".to_owned(),
            to("minutes/approve", "Approve the minutes"),
        ),
        MinutesState::Approved { on } => (
            format!(
                "The minutes were approved on {}, and can no longer be changed.",
                words::day(on)
            ),
            to("minutes/publish", "Publish the minutes"),
        ),
        MinutesState::Published { approved } => (
            format!(
                "The minutes were approved on {} and are published.",
                words::day(approved)
            ),
            Some((meeting.clone(), "Read them as the public does")),
        ),
    };
    page(&NotNow {
        frame: frame_of(visit, view, title),
        caption: when_and_where(view),
        why,
        next,
    })
}
