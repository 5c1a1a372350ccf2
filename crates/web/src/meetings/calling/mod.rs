//! Forms before a meeting: call it, add an item, table a paper, send apologies.
//!
//! What a meeting may be called for, `record::meetings` decides.

mod apologies;
mod call;
mod item;
mod paper;

use std::sync::Arc;

use app::views::words;
use askama::{Template, filters::HtmlSafe};
use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, routing::get};
use record::{
    id::MeetingId,
    meetings::{Meeting, Stage},
};
use serde_json::{Value, json};

use crate::{
    Site, UPLOAD_LIMIT,
    forms::{Choice, Form, Input, Pick},
    frame::{Frame, Section},
    problem::Problem,
    visit::Visit,
};

/// The addresses of these forms.
pub(super) fn routes() -> Router<Arc<Site>> {
    const MEETING: &str = "/{partnership}/meetings/{meeting}";
    let paper = get(paper::ask).post(paper::take);
    Router::new()
        .route(
            "/{partnership}/meetings/call",
            get(call::ask).post(call::take),
        )
        .route(
            &format!("{MEETING}/items/add"),
            get(item::ask).post(item::take),
        )
        .route(
            &format!("{MEETING}/papers/add"),
            paper.layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route(
            &format!("{MEETING}/apologies"),
            get(apologies::ask).post(apologies::take),
        )
}

/// The meeting of an address.
fn meeting_at<'a>(visit: &'a Visit, meeting: &str) -> Result<&'a Meeting, Problem> {
    let id: Option<MeetingId> = meeting.parse().ok();
    let meeting = id.and_then(|id| visit.reading.record.meetings.get(&id));
    meeting.ok_or_else(Problem::not_found)
}

/// The meeting of an address, unless it is over, so that nobody fills in a form in vain.
fn meeting_not_over<'a>(visit: &'a Visit, meeting: &str) -> Result<&'a Meeting, Problem> {
    let meeting = meeting_at(visit, meeting)?;
    if meeting.stage != Stage::Closed {
        return Ok(meeting);
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        "meetings/over",
        "The meeting is over",
        format!("The meeting of {} was closed.", words::day(meeting.date)),
        "What was missing can go on the agenda of the next meeting.",
    ))
}

/// A meeting as a title has it: "Three Rivers Board, 18 April 2007".
fn title(visit: &Visit, meeting: &Meeting) -> String {
    let body = visit
        .reading
        .record
        .structure
        .body(&meeting.body, meeting.date);
    let name = body.map_or_else(|| meeting.body.to_string(), |(_, body)| body.name.clone());
    format!("{name}, {}", words::short_day(meeting.date))
}

fn frame(visit: &Visit, meeting: &Meeting, what: &str) -> Frame {
    let page = format!("/meetings/{}", meeting.id);
    visit
        .frame(what)
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings")
        .crumb(title(visit, meeting), &page)
}

/// What an item may be for.
fn purposes() -> Vec<Choice> {
    use record::arrangements::Purpose::{Decision, Discussion, Information};
    [
        ("decision", Decision),
        ("discussion", Discussion),
        ("information", Information),
    ]
    .map(|(value, purpose)| Choice::new(value, words::purpose(purpose)))
    .into()
}

/// The inputs of one item.
#[derive(Template)]
#[template(path = "meetings/calling/item_fields.html")]
struct ItemFields {
    title: Input,
    purpose: Pick,
    presenter: Input,
    minutes: Input,
}

impl HtmlSafe for ItemFields {}

/// The inputs of one item, whose names begin with `row`.
fn item_fields(form: &Form, row: &str) -> ItemFields {
    let named = |field: &str| format!("{row}.{field}");
    ItemFields {
        title: form.input(&named("title"), "Title").full(),
        purpose: form.select(&named("purpose"), "What it is for", &purposes()),
        presenter: form
            .input(&named("presenter"), "Presented by (optional)")
            .full(),
        minutes: form
            .input(&named("minutes"), "Minutes (optional)")
            .wide(3)
            .numeric(),
    }
}

/// Reads the inputs of one item, whose names begin with `row`.
fn read_item(form: &mut Form, row: &str) -> Value {
    json!({
        "title": form.read_text(&format!("{row}.title"), "Say what the item is called"),
        "purpose": form.read_text(&format!("{row}.purpose"), "Say what the item is for"),
        "presenter": form.perhaps_text(&format!("{row}.presenter")),
        "minutes": form.perhaps::<u16>(
            &format!("{row}.minutes"),
            "Write how many minutes it may take as a number, such as 20, or leave it empty",
        ),
    })
}
