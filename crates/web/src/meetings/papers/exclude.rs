//! Recording that a meeting resolved to exclude the public from an item.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::meetings::{Class, Item, Meeting};
use serde_json::json;

use super::{item_at, numbered};
use crate::{
    forms::Form,
    frame::Frame,
    meetings::calling::{frame, title},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/papers/exclude.html")]
struct ExcludePage {
    frame: Frame,
    form: Form,
    meeting: String,
    what: String,
    back: String,
    seen: u64,
}

type Item3 = Path<(String, String, String)>;

/// `GET /{partnership}/meetings/{meeting}/items/{item}/exclude`
pub(super) async fn ask(
    visit: Visit,
    Path((_, meeting, item)): Item3,
) -> Result<Response, Problem> {
    let (at, of) = item_at(&visit, &meeting, &item)?;
    let form = Form::empty().with("words", resolution(at, of));
    show(&visit, at, of, form)
}

/// `POST` of the same.
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting, item)): Item3,
    mut form: Form,
) -> Result<Response, Problem> {
    let (at, of) = item_at(&visit, &meeting, &item)?;
    let act = json!({
        "act": "meetings.exclude-public", "meeting": at.id, "item": of.no,
        "words": form.read_text("words", "Write what was resolved"),
    });
    if form.is_right() {
        let on = visit.at(&format!("/meetings/{meeting}?done=excluded#item-{item}"));
        if visit.record(act, &mut form).await? {
            return Ok(see(&on));
        }
    }
    let visit = visit.read_on().await?;
    let (at, of) = item_at(&visit, &meeting, &item)?;
    show(&visit, at, of, form)
}

/// The usual words of a resolution, which name the item and the description (LGA 1972, s.100A).
fn resolution(meeting: &Meeting, item: &Item) -> String {
    let title = &item.title;
    match &item.class {
        Class::Exempt { paragraphs, .. } => {
            let names: Vec<String> = paragraphs.iter().map(ToString::to_string).collect();
            let paragraphs = match &names[..] {
                [one] => format!("paragraph {one}"),
                many => format!("paragraphs {}", many.join(" and ")),
            };
            format!(
                "That the public be excluded from the meeting of {} during item {}, {title}, because exempt information as described in {paragraphs} would be disclosed, and the public interest in withholding it outweighs that in disclosing it.",
                record::say_day(meeting.date),
                item.no
            )
        }
        _ => format!(
            "That the public be excluded from the meeting of {} during item {}, {title}, because confidential information would be disclosed.",
            record::say_day(meeting.date),
            item.no
        ),
    }
}

fn show(visit: &Visit, at: &Meeting, of: &Item, form: Form) -> Result<Response, Problem> {
    let page = ExcludePage {
        frame: frame(visit, at, "Exclude the public")
            .summary(form.summary("The resolution was not recorded")),
        meeting: title(visit, at),
        what: numbered(visit, at, of),
        back: visit.at(&format!("/meetings/{}#item-{}", at.id, of.no)),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}
