//! The decision report under an item: to read, part by part, and to write.
//!
//! The secretariat writes it, or whoever speaks for the seat that presents the item, until the meeting
//! is opened. Everyone reads it at once, as they do the agenda.

use app::views::{self, REPORT_PARTS, ReportView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    decisions::presents,
    id::{ItemNo, SeatId},
    meetings::{Item, Meeting, Stage},
};
use serde_json::{Value, json};

use super::meeting::id;
use crate::{
    forms::Form,
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/report.html")]
struct ReportPage {
    frame: Frame,
    base: String,
    report: ReportView,
    item: Item,
    meeting: String,
    /// Whether this is an earlier version.
    earlier: bool,
    may_write: bool,
}

#[derive(Template)]
#[template(path = "meetings/report_form.html")]
struct WritePage {
    frame: Frame,
    form: Form,
    item: Item,
    seen: u64,
}

/// The meeting and the item of an address; else there is no such page.
fn item_of<'a>(
    visit: &'a Visit,
    meeting: &str,
    item: &str,
) -> Result<(&'a Meeting, &'a Item), Problem> {
    let meeting = visit.reading.record.meetings.get(&id(meeting)?);
    let meeting = meeting.ok_or_else(Problem::not_found)?;
    let no = item.parse().map(ItemNo).map_err(|_| Problem::not_found())?;
    let item = meeting.item(no).ok_or_else(Problem::not_found)?;
    Ok((meeting, item))
}

fn frame(visit: &Visit, meeting: &Meeting, title: String) -> Frame {
    let body = visit
        .reading
        .record
        .structure
        .body(&meeting.body, meeting.date);
    let name = body.map_or(meeting.body.as_str(), |(_, body)| body.short_name());
    let name = format!("{name}, {}", views::words::short_day(meeting.date));
    let here = format!("/meetings/{}", meeting.id);
    let frame = visit.frame(title).section(Section::Meetings);
    frame.crumb("Meetings", "/meetings").crumb(name, &here)
}

/// The seat for which the viewer may write the report of an item: the one that presents it.
fn presenter(visit: &Visit, meeting: &Meeting, item: &Item) -> Option<SeatId> {
    let person = visit.viewer.person.as_ref()?.id;
    let mut own = views::spoken_for(&visit.reading, &meeting.id, person).into_iter();
    own.find(|seat| presents(&visit.reading.record, meeting, item, seat))
}

fn may_write(visit: &Visit, meeting: &Meeting, item: &Item) -> bool {
    let entitled = visit.viewer.secretariat || presenter(visit, meeting, item).is_some();
    meeting.stage == Stage::Called && entitled
}

fn read(
    visit: &Visit,
    meeting: &str,
    item: &str,
    version: Option<&str>,
) -> Result<ReportView, Problem> {
    let (meeting, item) = item_of(visit, meeting, item)?;
    let version = version.map(str::parse).transpose();
    let version = version.map_err(|_| Problem::not_found())?;
    let view = views::report(
        &visit.reading,
        meeting,
        item.no,
        version,
        crate::say::audience(visit),
    );
    view.ok_or_else(Problem::not_found)
}

fn shown(
    visit: &Visit,
    meeting: &str,
    item: &str,
    version: Option<&str>,
) -> Result<Response, Problem> {
    let report = read(visit, meeting, item, version)?;
    let (meeting, item) = item_of(visit, meeting, item)?;
    let done = match visit.query("done").as_deref() {
        Some("tabled") => Some("The report is tabled."),
        _ => None,
    };
    page(&ReportPage {
        frame: frame(visit, meeting, report.title.clone()).done(done),
        base: visit.at(""),
        earlier: report.version < report.lines.len(),
        may_write: may_write(visit, meeting, item),
        meeting: meeting.id.to_string(),
        item: item.clone(),
        report,
    })
}

/// `GET /{partnership}/meetings/{meeting}/report/{item}`
pub(super) async fn show(
    visit: Visit,
    Path((_, meeting, item)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    shown(&visit, &meeting, &item, None)
}

/// `GET /{partnership}/meetings/{meeting}/report/{item}/{version}`
pub(super) async fn show_version(
    visit: Visit,
    Path((_, meeting, item, version)): Path<(String, String, String, String)>,
) -> Result<Response, Problem> {
    shown(&visit, &meeting, &item, Some(&version))
}

/// `GET /api/v1/{partnership}/meetings/{meeting}/report/{item}`
pub(super) async fn json(
    visit: Visit,
    Path((_, meeting, item)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&read(&visit, &meeting, &item, None)?)
}

fn paper(visit: &Visit, meeting: &str, item: &str, form: Form) -> Result<Response, Problem> {
    let (meeting, item) = item_of(visit, meeting, item)?;
    if !may_write(visit, meeting, item) {
        return Err(Problem::not_found());
    }
    let title = format!("Report on {}", item.title);
    let frame = frame(visit, meeting, title).summary(form.summary("The report was not tabled"));
    let status = form.status();
    let item = item.clone();
    let seen = visit.reading.head.line;
    page_with(
        status,
        &WritePage {
            frame,
            form,
            item,
            seen,
        },
    )
}

/// The form with the report that is tabled, so that a new version begins with it.
fn filled(report: Option<ReportView>, item: &Item) -> Form {
    let Some(report) = report else {
        return Form::empty().with("report.title", item.title.to_string());
    };
    let form = Form::empty()
        .with("report.title", report.title.clone())
        .with("report.question", report.question.clone())
        .with("report.level.at", report.level.clone().unwrap_or_default())
        .with(
            "report.level.why",
            report.level_why.clone().unwrap_or_default(),
        );
    REPORT_PARTS.iter().fold(form, |form, (field, ..)| {
        form.with(format!("report.{field}"), report.part(field))
    })
}

/// `GET /{partnership}/meetings/{meeting}/report/{item}/edit`
pub(super) async fn ask(
    visit: Visit,
    Path((_, meeting, item)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (at, of) = item_of(&visit, &meeting, &item)?;
    let form = filled(
        views::report(
            &visit.reading,
            at,
            of.no,
            None,
            crate::say::audience(&visit),
        ),
        of,
    );
    paper(&visit, &meeting, &item, form)
}

/// `POST /{partnership}/meetings/{meeting}/report/{item}/edit`
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting, item)): Path<(String, String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (at, of) = item_of(&visit, &meeting, &item)?;
    let seat = presenter(&visit, at, of).filter(|_| !visit.viewer.secretariat);
    let mut report = json!({
        "title": form.read_text("report.title", "Write its title"),
        "question": form.read_text("report.question", "Write what the meeting is asked to decide"),
        "level": level(&mut form),
    });
    for (field, ..) in REPORT_PARTS {
        report[field] = json!(form.perhaps_text(&format!("report.{field}")));
    }
    let act = json!({
        "act": "decisions.table-report", "meeting": meeting, "item": of.no,
        "report": report, "seat": seat,
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let here = format!("/meetings/{meeting}/report/{item}?done=tabled");
                return Ok(see(&visit.at(&here)));
            }
            Err(denied) => form.denied_as(denied, |field| match field {
                "report" | "meeting" | "item" | "seat" => "report.question".to_owned(),
                field => field.to_owned(),
            })?,
        }
    }
    paper(&visit.read_on().await?, &meeting, &item, form)
}

fn level(form: &mut Form) -> Value {
    match form.perhaps_text("report.level.at") {
        Some(at) => {
            let why = form.read_text("report.level.why", "Say why it is decided at this level");
            json!({"at": at, "why": why})
        }
        None => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use testkit::holder_of;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const HERE: &str = "/three-rivers/meetings/board-2007-04-18/report/2";

    // Requirement: DE11, DE18 at /{partnership}/meetings/{meeting}/report/{item}
    #[tokio::test]
    async fn a_report_is_written_read_and_written_again() {
        let moot = Moot::new();
        moot.calls("board");
        assert_eq!(moot.get(HERE).await.status, 404);
        let edit = format!("{HERE}/edit");
        moot.get_as(CLERK, &edit)
            .await
            .sound()
            .says(&["Options", "Effect on communities"]);
        let page = moot
            .post_as(CLERK, &edit, &[("report.title", "The bank")])
            .await
            .sound();
        assert_eq!(page.status, 422);
        page.says(&["Write what the meeting is asked to decide"]);
        let write = |finance: &'static str| {
            [
                ("report.title", "The river bank"),
                ("report.question", "Whether to raise the bank."),
                ("report.finance", finance),
                ("report.level.at", "district"),
                ("report.level.why", "The bank is the district’s."),
            ]
        };
        let sent = moot
            .post_as(CLERK, &edit, &write("A thousand pounds."))
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get(HERE).await.sound().says(&[
            "Whether to raise the bank.",
            "A thousand pounds.",
            "At the level of the district.",
            "Missing",
            "Law",
        ]);
        let sent = moot
            .post_as(CLERK, &edit, &write("Two thousand pounds."))
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get(HERE)
            .await
            .sound()
            .says(&["Two thousand pounds.", "Version 1"]);
        moot.get(&format!("{HERE}/1"))
            .await
            .sound()
            .says(&["A thousand pounds.", "earlier version"]);
        moot.get(&format!("/{MOOT}/meetings/board-2007-04-18"))
            .await
            .says(&["The river bank"]);
        let json = moot.get(&format!("/api/v1{HERE}")).await.json();
        assert_eq!(json["version"], 2);
    }

    #[tokio::test]
    async fn only_the_secretariat_and_the_presenter_write_it() {
        let moot = Moot::new();
        moot.calls("board");
        moot.acts(
            serde_json::json!({"act": "meetings.add-item", "meeting": "board-2007-04-18",
            "item": {"title": "Otters", "presenter": "Leader of the council"}}),
        );
        let leader =
            (1..1_000).find(|number| testkit::person(*number) == holder_of("board.leader"));
        let leader = leader.unwrap_or_default();
        assert_eq!(
            moot.get_as(STRANGER, &format!("{HERE}/edit")).await.status,
            404
        );
        assert_eq!(
            moot.get_as(leader, &format!("{HERE}/edit")).await.status,
            404
        );
        let own = "/three-rivers/meetings/board-2007-04-18/report/5/edit";
        let sent = moot
            .post_as(
                leader,
                own,
                &[
                    ("report.title", "Otters"),
                    ("report.question", "Whether to count them."),
                ],
            )
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get("/three-rivers/meetings/board-2007-04-18/report/5")
            .await
            .sound()
            .says(&["Leader of the council", "Whether to count them."]);
    }
}
