//! Every meeting: those to come, and those held.

use app::views::{self, MeetingLine};
use askama::Template;
use axum::response::Response;
use serde::Serialize;

use crate::{
    frame::{Frame, Section},
    paging::Pages,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/index.html")]
struct Index {
    frame: Frame,
    base: String,
    view: Meetings,
    newer: Option<String>,
    older: Option<String>,
}

#[derive(Serialize)]
struct Meetings {
    /// Soonest first.
    to_come: Vec<MeetingLine>,
    /// Latest first.
    held: Vec<MeetingLine>,
    /// Those cancelled that would still be to come, soonest first.
    cancelled: Vec<MeetingLine>,
}

/// `GET /{partnership}/meetings?page=2`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let many = visit
        .query("many")
        .and_then(|many| many.parse::<usize>().ok());
    let called = many.filter(|_| visit.query("done").as_deref() == Some("cycle"));
    let called = called.map(|many| match many {
        1 => "The meeting is called.".to_owned(),
        many => format!("{many} meetings are called."),
    });
    let frame = visit
        .frame("Meetings")
        .section(Section::Meetings)
        .top()
        .done(called.as_deref());
    let held = Pages::of(&visit, views::meetings_held(&visit.reading, None));
    page(&Index {
        frame,
        base: visit.at(""),
        newer: held.newer.map(|page| format!("page={page}")),
        older: held.older.map(|page| format!("page={page}")),
        view: Meetings {
            to_come: views::meetings_to_come(&visit.reading, None).collect(),
            held: held.rows,
            cancelled: views::meetings_cancelled(&visit.reading).collect(),
        },
    })
}

/// `GET /api/v1/{partnership}/meetings?page=2`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&Meetings {
        to_come: views::meetings_to_come(&visit.reading, None).collect(),
        held: Pages::of(&visit, views::meetings_held(&visit.reading, None)).rows,
        cancelled: views::meetings_cancelled(&visit.reading).collect(),
    })
}
