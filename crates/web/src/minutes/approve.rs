//! Approving the minutes: on a day, or at a later meeting of the same body.

use app::views::{MinutesState, TableView, meetings_held, meetings_to_come, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::{Value, json};

use super::{drafts, not_now};
use crate::{
    forms::{Check, Choice, Form},
    frame::Frame,
    problem::Problem,
    table::{frame_of, name_of, table_of, when_and_where},
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "minutes/approve.html")]
struct ApprovePage {
    frame: Frame,
    form: Form,
    caption: String,
    later: Vec<Choice>,
    /// Private items of which everyone is to read a summary.
    private: Vec<(String, String)>,
    here: String,
}

/// `GET /{partnership}/meetings/{meeting}/minutes/approve`
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let view = table_of(&visit, &meeting)?;
    if view.meeting.line.minutes != MinutesState::Drafted {
        return not_now(&visit, &view, "Approve the minutes");
    }
    paper(&visit, &view, Form::empty())
}

/// `POST` of the same: asks whether one is sure, then approves.
pub(crate) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let view = table_of(&visit, &meeting)?;
    let act = read(&view, &mut form);
    if !form.is_right() {
        return paper(&visit, &view, form);
    }
    if !form.is_sure() {
        return check(&visit, &view, &form).await;
    }
    match visit.act(act, form.seen()).await {
        Ok(_) => {
            drafts::discard(&visit, &view).await?;
            let next = format!("/meetings/{meeting}/minutes/publish?done=approved");
            Ok(see(&visit.at(&next)))
        }
        Err(denied) => {
            form.denied(denied)?;
            let visit = visit.read_on().await?;
            paper(&visit, &table_of(&visit, &meeting)?, form)
        }
    }
}

/// What was typed: a later meeting, or a day, or neither, which means today.
fn read(view: &TableView, form: &mut Form) -> Value {
    json!({
        "act": "meetings.approve-minutes", "meeting": view.meeting.line.id,
        "on": form.perhaps_date("on"),
        "at": form.perhaps_text("at"),
        "summaries": private(view).into_iter().map(|(item, _)| {
            let field = format!("summary[{item}]");
            let missing = format!("Write what everyone may know of item {item}");
            json!({"item": item.parse::<u16>().ok(), "text": form.read_text(&field, &missing)})
        }).collect::<Vec<_>>(),
    })
}

/// Private items that are minuted, by number, with their titles.
fn private(view: &TableView) -> Vec<(String, String)> {
    let items = view.meeting.agenda.iter();
    let minuted = items.filter(|item| item.class.is_private() && item.said.is_some());
    minuted
        .map(|item| (item.no.to_string(), item.title.clone()))
        .collect()
}

fn paper(visit: &Visit, view: &TableView, form: Form) -> Result<Response, Problem> {
    let line = &view.meeting.line;
    let frame = frame_of(visit, view, "Approve the minutes")
        .summary(form.summary("The minutes were not approved"));
    let page = ApprovePage {
        frame,
        caption: when_and_where(view),
        later: later(visit, view),
        private: private(view),
        here: visit.at(&format!("/meetings/{}/minutes/approve", line.id)),
        form,
    };
    page_with(page.form.status(), &page)
}

/// Meetings of the same body that were held after this one.
pub(super) fn later(visit: &Visit, view: &TableView) -> Vec<Choice> {
    let line = &view.meeting.line;
    let body = Some(&line.body.id);
    let all = meetings_to_come(&visit.reading, body).chain(meetings_held(&visit.reading, body));
    let held = all.filter(|other| other.minutes != MinutesState::Called);
    held.filter(|other| (other.date, &other.id) > (line.date, &line.id))
        .map(|other| Choice::new(other.id.to_string(), words::day(other.date)))
        .collect()
}

async fn check(visit: &Visit, view: &TableView, form: &Form) -> Result<Response, Problem> {
    let here = format!("/meetings/{}/minutes/approve", view.meeting.line.id);
    let frame = frame_of(visit, view, "Approve these minutes?");
    let warning = "Once approved, minutes cannot be changed. A later meeting can agree a correction, which stands beside the words it replaces.";
    let kept = drafts::read(visit, view).await?;
    let left = drafts::differing(view, &kept);
    let mut check = Check::new(
        frame,
        form,
        &visit.at(&here),
        warning,
        "Approve the minutes",
    )
    .seen(visit.reading.head.line)
    .back(visit.at(&here))
    .will(format!(
        "The minutes of {} are approved as a true record, {}.",
        name_of(view),
        when(visit, view, form)
    ))
    .will("Nobody can have a dissent recorded after that.");
    if !left.is_empty() && !kept.is_empty() {
        let items: Vec<String> = left.iter().map(ToString::to_string).collect();
        check = check.will(format!(
            "What was written since under {} is not part of them, and is thrown away: put the draft in the book first if it should be.",
            if items.len() == 1 { format!("item {}", items.join("")) } else { format!("items {}", items.join(", ")) }
        ));
    }
    check.page("The minutes were not approved")
}

/// "at the meeting on 17 October 2007", "as of 6 June 2007".
fn when(visit: &Visit, view: &TableView, form: &Form) -> String {
    let mut typed = form.clone();
    let day = typed
        .perhaps_date("on")
        .map(|on| format!("on {}", words::day(on)));
    let chosen = later(visit, view)
        .into_iter()
        .find(|choice| choice.value == form.value("at"));
    match (chosen, day) {
        (Some(meeting), _) => format!("at the meeting on {}", meeting.words),
        (None, Some(day)) => day,
        (None, None) => format!("on {}", words::day(visit.reading.today())),
    }
}
