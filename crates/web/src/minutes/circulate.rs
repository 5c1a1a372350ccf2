//! Circulating the draft minutes: it comes to the desk of each member of the body.

use app::views::{MinutesState, TableView};
use axum::{extract::Path, response::Response};

use super::{not_now, once_sure};
use crate::{
    forms::{Check, Form},
    problem::Problem,
    table::{frame_of, name_of, table_of},
    visit::Visit,
};

/// `GET /{partnership}/meetings/{meeting}/minutes/circulate`
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    if view.meeting.line.minutes != MinutesState::Drafted {
        return not_now(&visit, &view, "Circulate the draft minutes");
    }
    check(&visit, &view, &Form::empty())
}

/// `POST` of the same: with `sure=yes` circulates.
pub(crate) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let done = once_sure(
        &visit,
        &meeting,
        &mut form,
        ("circulate-minutes", "circulated"),
    )
    .await?;
    if let Some(done) = done {
        return Ok(done);
    }
    let visit = visit.read_on().await?;
    check(&visit, &table_of(&visit, &meeting)?, &form)
}

fn check(visit: &Visit, view: &TableView, form: &Form) -> Result<Response, Problem> {
    let meeting = format!("/meetings/{}", view.meeting.line.id);
    let here = visit.at(&format!("{meeting}/minutes/circulate"));
    let frame = frame_of(visit, view, "Circulate the draft minutes?");
    let warning = "Members read the draft that is in the book. What is only saved does not go out.";
    Check::new(frame, form, &here, warning, "Circulate the draft")
        .seen(visit.reading.head.line)
        .back(visit.at(&meeting))
        .will(format!(
            "Everyone who holds a seat of the body will find the draft minutes of {} on their desk.",
            name_of(view)
        ))
        .will("The public cannot read them.")
        .page("The minutes were not circulated")
}
