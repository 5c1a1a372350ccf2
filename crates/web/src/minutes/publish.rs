//! Publishing the minutes: from then on anyone may read them, for good.

use app::views::{Attendance, MinutesState, MotionView, TableView, words};
use axum::{extract::Path, response::Response};

use super::{not_now, once_sure};
use crate::{
    forms::{Check, Form},
    problem::Problem,
    table::{frame_of, name_of, table_of},
    visit::Visit,
};

/// `GET /{partnership}/meetings/{meeting}/minutes/publish`
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let view = table_of(&visit, &meeting)?;
    if !matches!(view.meeting.line.minutes, MinutesState::Approved { .. }) {
        return not_now(&visit, &view, "Publish the minutes");
    }
    check(&visit, &view, &Form::empty())
}

/// `POST` of the same: with `sure=yes` publishes.
pub(crate) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let done = once_sure(
        &visit,
        &meeting,
        &mut form,
        ("publish-minutes", "published"),
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
    let done =
        (visit.query("done").as_deref() == Some("approved")).then_some("The minutes are approved.");
    let frame = frame_of(visit, view, "Publish the minutes?").done(done);
    let here = visit.at(&format!("{meeting}/minutes/publish"));
    let warning = "Published minutes cannot be called back. A correction is added beside them.";
    let check = Check::new(frame, form, &here, warning, "Publish the minutes")
        .seen(visit.reading.head.line)
        .back(visit.at(&meeting));
    let check = public(view).into_iter().fold(check, Check::will);
    check.page("The minutes were not published")
}

/// What becomes public, sentence by sentence.
fn public(view: &TableView) -> Vec<String> {
    let mut said = vec![format!(
        "Anyone will be able to read the minutes of {}.",
        name_of(view)
    )];
    if let Some(attendance) = &view.meeting.attendance {
        said.push(there(attendance));
    }
    let decided = view
        .motions
        .iter()
        .filter(|motion| motion.certificate.is_some());
    let (voted, agreed): (Vec<&MotionView>, Vec<&MotionView>) = decided.partition(|motion| {
        motion
            .certificate
            .as_ref()
            .is_some_and(|facts| facts.tally.is_some())
    });
    if !agreed.is_empty() {
        said.push(format!(
            "{} agreed by consensus.",
            words::count(agreed.len(), "decision", "decisions")
        ));
    }
    for motion in &voted {
        said.push(format!("How each partner voted on: {}", motion.text));
    }
    for motion in voted.iter().chain(&agreed) {
        let dissents = motion.certificate.iter().flat_map(|facts| &facts.dissents);
        said.extend(dissents.map(|dissent| {
            let words = if dissent.words.is_some() {
                ", with their words"
            } else {
                ""
            };
            format!(
                "The dissent of {}{words}, from: {}",
                dissent.person.name, motion.text
            )
        }));
    }
    let actions: usize = view
        .meeting
        .agenda
        .iter()
        .map(|item| item.actions.len())
        .sum();
    if actions > 0 {
        said.push(format!(
            "{}, with who is to do what by when.",
            words::count(actions, "action", "actions")
        ));
    }
    said
}

fn there(attendance: &Attendance) -> String {
    format!(
        "Who was there: the names of the {} who were present and of the {} who sent apologies.",
        attendance.present.len(),
        attendance.apologies.len()
    )
}
