//! Forms before a meeting: call it, add an item, table a paper, send apologies.
//!
//! What a meeting may be called for, `record::meetings` decides.

mod apologies;
mod call;
mod item;
mod paper;

use app::views::{self, MeetingLine, MinutesState, words};
use askama::{Template, filters::HtmlSafe};
use axum::{extract::DefaultBodyLimit, http::StatusCode, routing::get};
use record::{
    id::MeetingId,
    meetings::{Meeting, Stage},
};
use serde_json::{Value, json};

use crate::{
    UPLOAD_LIMIT,
    doors::{Doors, Who},
    forms::{Choice, Form, Input, Pick},
    frame::{Frame, Section},
    problem::Problem,
    table::Link,
    visit::Visit,
};

/// The addresses of these forms.
pub(super) fn routes() -> Doors {
    let paper = get(paper::ask).post(paper::take);
    Doors::new()
        .route(
            "/{partnership}/meetings/call",
            Who::Secretariat,
            get(call::ask).post(call::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/items/add",
            Who::Secretariat,
            get(item::ask).post(item::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/papers/add",
            Who::Secretariat,
            paper.layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route(
            "/{partnership}/meetings/{meeting}/apologies",
            Who::SignedIn,
            get(apologies::ask).post(apologies::take),
        )
}

/// Whether a meeting is not over, so that its agenda may still grow.
pub(super) fn is_to_come(line: &MeetingLine) -> bool {
    matches!(line.minutes, MinutesState::Called | MinutesState::Open)
}

/// The buttons for these forms beside a meeting; none for the public, and none once it is over.
pub(super) fn links(visit: &Visit, line: &MeetingLine) -> Vec<Link> {
    let to = |path: &str, words| Link {
        href: visit.at(&format!("/meetings/{}/{path}", line.id)),
        words,
        next: false,
    };
    let person = visit.viewer.person.as_ref().filter(|_| is_to_come(line));
    let Some(person) = person else {
        return Vec::new();
    };
    if visit.viewer.secretariat {
        return vec![
            to("items/add", "Add an item"),
            to("apologies", "Record apologies"),
        ];
    }
    let seats = views::spoken_for(&visit.reading, &line.id, person.id);
    let apologies = (!seats.is_empty()).then(|| to("apologies", "Send apologies"));
    apologies.into_iter().collect()
}

/// The meeting of an address.
pub(super) fn meeting_at<'a>(visit: &'a Visit, meeting: &str) -> Result<&'a Meeting, Problem> {
    let id: Option<MeetingId> = meeting.parse().ok();
    let meeting = id.and_then(|id| visit.reading.record.meetings.get(&id));
    meeting.ok_or_else(Problem::not_found)
}

/// The meeting of an address, unless it is over, so that nobody fills in a form in vain.
pub(super) fn meeting_not_over<'a>(
    visit: &'a Visit,
    meeting: &str,
) -> Result<&'a Meeting, Problem> {
    let meeting = meeting_at(visit, meeting)?;
    if meeting.stage == Stage::Cancelled {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "meetings/cancelled",
            "The meeting was cancelled",
            format!("The meeting of {} was cancelled.", words::day(meeting.date)),
            "Call another meeting if the body is to meet after all.",
        ));
    }
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
pub(super) fn title(visit: &Visit, meeting: &Meeting) -> String {
    let body = visit
        .reading
        .record
        .structure
        .body(&meeting.body, meeting.date);
    let name = body.map_or_else(|| meeting.body.to_string(), |(_, body)| body.name.clone());
    format!("{name}, {}", words::short_day(meeting.date))
}

pub(super) fn frame(visit: &Visit, meeting: &Meeting, what: &str) -> Frame {
    let page = format!("/meetings/{}", meeting.id);
    visit
        .frame(what)
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings")
        .crumb(title(visit, meeting), &page)
}

/// What an item may be for.
pub(super) fn purposes() -> Vec<Choice> {
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
pub(super) struct ItemFields {
    title: Input,
    purpose: Pick,
    presenter: Input,
    minutes: Input,
}

impl HtmlSafe for ItemFields {}

/// The inputs of one item, whose names begin with `row`.
pub(super) fn item_fields(form: &Form, row: &str) -> ItemFields {
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

/// Reads the inputs of one item, whose names begin with `row`; `item` is what messages call it.
pub(super) fn read_item(form: &mut Form, row: &str, item: &str) -> Value {
    let minutes = format!(
        "Write how many minutes {item} may take as a number, such as 20, or leave it empty"
    );
    json!({
        "title": form.read_text(&format!("{row}.title"), &format!("Say what {item} is called")),
        "purpose": form.read_text(&format!("{row}.purpose"), &format!("Say what {item} is for")),
        "presenter": form.perhaps_text(&format!("{row}.presenter")),
        "minutes": form.perhaps::<u16>(&format!("{row}.minutes"), &minutes),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    #[tokio::test]
    async fn the_page_of_a_meeting_has_the_forms_for_those_who_may_send_them() {
        let moot = Moot::new();
        moot.calls("board");
        let meeting = format!("/{MOOT}/meetings/board-2007-04-18");
        let (item, paper) = (
            format!("{meeting}/items/add"),
            format!("{meeting}/papers/add?item=2"),
        );
        let (apologies, table) = (format!("{meeting}/apologies"), format!("{meeting}/table"));
        let all = [item, paper, apologies.clone(), table];
        let all = all.each_ref().map(String::as_str);
        let page = moot
            .get_as(CLERK, &format!("{meeting}?done=paper"))
            .await
            .sound();
        page.says(&all).says(&["The paper is tabled."]);
        let member = moot.get_as(2, &meeting).await.sound();
        member
            .says(&["Send apologies", &apologies])
            .never_says(&["Add a paper", "Add an item"]);
        moot.get_as(STRANGER, &meeting).await.never_says(&all);
        moot.get(&meeting).await.never_says(&all);
        let index = format!("/{MOOT}/meetings");
        moot.get_as(CLERK, &index).await.says(&["Call a meeting"]);
        moot.get(&index).await.never_says(&["Call a meeting"]);
    }
}
