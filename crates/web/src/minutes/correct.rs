//! Correcting minutes: other words for an item, shown beside those they replace.

use app::views::{MinutesState, TableView};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::json;

use super::{approve::later, not_now};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    table::{frame_of, table_of, when_and_where},
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "minutes/correct.html")]
struct CorrectPage {
    frame: Frame,
    form: Form,
    caption: String,
    /// The item whose words are shown, and what the minutes say of it.
    item: Option<(String, String)>,
    items: Vec<Choice>,
    later: Vec<Choice>,
    /// Whether a later meeting has to have agreed.
    approved: bool,
    seen: u64,
    here: String,
}

/// Whether there are minutes to correct at this point.
fn can_be_corrected(view: &TableView) -> bool {
    matches!(
        view.meeting.line.minutes,
        MinutesState::Drafted | MinutesState::Approved { .. } | MinutesState::Published { .. }
    )
}

/// `GET /{partnership}/meetings/{meeting}/minutes/correct?item=2`
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    if !can_be_corrected(&view) {
        return not_now(&visit, &view, "Correct the minutes");
    }
    let item = visit.query("item").unwrap_or_default();
    let agenda = view.meeting.agenda.iter();
    let said = agenda
        .filter(|row| row.no.to_string() == item)
        .find_map(|row| row.said.clone());
    let form = Form::empty()
        .with("item", item)
        .with("text", said.unwrap_or_default());
    paper(&visit, &view, form)
}

/// `POST` of the same.
pub(crate) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    table_of(&visit, &meeting)?;
    let act = json!({
        "act": "meetings.correct-minutes", "meeting": meeting,
        "item": form.read::<u16>("item", "Choose the item", "Choose the item"),
        "text": form.read_text("text", "Write what the minutes are to say"),
        "why": form.read_text("why", "Say what was wrong"),
        "agreed_at": form.perhaps_text("agreed_at"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!(
            "/meetings/{meeting}?done=minutes-corrected#item-{}",
            form.value("item")
        ))));
    }
    let visit = visit.read_on().await?;
    paper(&visit, &table_of(&visit, &meeting)?, form)
}

fn paper(visit: &Visit, view: &TableView, form: Form) -> Result<Response, Problem> {
    let line = &view.meeting.line;
    let agenda = view.meeting.agenda.iter();
    let items = agenda
        .clone()
        .map(|row| Choice::new(row.no.to_string(), format!("{}. {}", row.no, row.title)));
    let mut chosen = agenda
        .filter(|row| row.no.to_string() == form.value("item"))
        .map(|row| {
            let said = row.said.clone();
            (
                format!("{}. {}", row.no, row.title),
                said.unwrap_or_default(),
            )
        });
    let page = CorrectPage {
        frame: frame_of(visit, view, "Correct the minutes")
            .summary(form.summary("The minutes were not corrected")),
        caption: when_and_where(view),
        item: chosen.next(),
        items: items.collect(),
        later: later(visit, view),
        approved: line.minutes != MinutesState::Drafted,
        seen: visit.reading.head.line,
        here: visit.at(&format!("/meetings/{}/minutes/correct", line.id)),
        form,
    };
    page_with(page.form.status(), &page)
}
