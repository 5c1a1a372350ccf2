//! Issuing the agenda, moving a meeting, cancelling it.

use app::views::{NoticeView, meeting, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::meetings::Meeting;
use serde_json::json;

use crate::{
    forms::Form,
    frame::Frame,
    meetings::calling::{frame, meeting_at, meeting_not_over, title},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/before/issue.html")]
struct IssuePage {
    frame: Frame,
    form: Form,
    meeting: String,
    notice: NoticeView,
    items: usize,
    back: String,
    seen: u64,
}

impl IssuePage {
    fn days(&self) -> String {
        let days = usize::from(self.notice.agenda.clear_days);
        words::count(days, "clear day", "clear days")
    }
}

#[derive(Template)]
#[template(path = "meetings/before/move.html")]
struct MovePage {
    frame: Frame,
    form: Form,
    meeting: String,
    seen: u64,
}

#[derive(Template)]
#[template(path = "meetings/before/cancel.html")]
struct CancelPage {
    frame: Frame,
    form: Form,
    meeting: String,
    waiting: usize,
    back: String,
    seen: u64,
}

/// `GET /{partnership}/meetings/{meeting}/issue`
pub(super) async fn ask_issue(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    meeting_not_over(&visit, &meeting)?;
    issue_page(&visit, &meeting, Form::empty())
}

/// `POST /{partnership}/meetings/{meeting}/issue`
pub(super) async fn issue(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let id = meeting_at(&visit, &meeting)?.id.clone();
    let act = json!({
        "act": "meetings.issue-agenda", "meeting": id,
        "late_reason": form.perhaps_text("late_reason"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("/meetings/{id}?done=issued"))));
    }
    issue_page(&visit.read_on().await?, &meeting, form)
}

fn issue_page(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let called = meeting_at(visit, id)?;
    let view = meeting(&visit.reading, &called.id, say::audience(visit));
    let view = view.ok_or_else(Problem::not_found)?;
    let page = IssuePage {
        frame: frame(visit, called, "Issue the agenda")
            .summary(form.summary("The agenda was not issued")),
        meeting: title(visit, called),
        items: view.agenda.len(),
        notice: view.notice,
        back: visit.at(&format!("/meetings/{id}")),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// `GET /{partnership}/meetings/{meeting}/move`
pub(super) async fn ask_move(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let called = meeting_not_over(&visit, &meeting)?;
    let form = Form::empty()
        .with("date-day", called.date.day().to_string())
        .with("date-month", called.date.month().to_string())
        .with("date-year", called.date.year().to_string())
        .with("starts", words::clock(called.starts))
        .with("place", called.place.as_str());
    move_page(&visit, &meeting, form)
}

/// `POST /{partnership}/meetings/{meeting}/move`
pub(super) async fn move_it(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = meeting_at(&visit, &meeting)?.id.clone();
    let act = json!({
        "act": "meetings.move", "meeting": id,
        "date": form.read_date("date", "Say on which day"),
        "starts": form.read_time("starts", "Say when it begins"),
        "place": form.read_text("place", "Say where the meeting will be held"),
        "why": form.read_text("why", "Say why it is moved"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("/meetings/{id}?done=moved"))));
    }
    move_page(&visit.read_on().await?, &meeting, form)
}

fn move_page(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let called = meeting_at(visit, id)?;
    let page = MovePage {
        frame: frame(visit, called, "Move the meeting")
            .summary(form.summary("The meeting was not moved")),
        meeting: title(visit, called),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// `GET /{partnership}/meetings/{meeting}/cancel`
pub(super) async fn ask_cancel(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    meeting_not_over(&visit, &meeting)?;
    cancel_page(&visit, &meeting, Form::empty())
}

/// `POST /{partnership}/meetings/{meeting}/cancel`
pub(super) async fn cancel(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = meeting_at(&visit, &meeting)?.id.clone();
    let why = form.read_text("why", "Say why it is cancelled");
    let act = json!({"act": "meetings.cancel", "meeting": id, "why": why});
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("/meetings/{id}?done=cancelled"))));
    }
    cancel_page(&visit.read_on().await?, &meeting, form)
}

fn cancel_page(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let called = meeting_at(visit, id)?;
    let page = CancelPage {
        frame: frame(visit, called, "Cancel the meeting")
            .summary(form.summary("The meeting was not cancelled")),
        meeting: title(visit, called),
        waiting: waiting(called),
        back: visit.at(&format!("/meetings/{id}")),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// How many items go back to wait for the next meeting.
fn waiting(meeting: &Meeting) -> usize {
    let items = meeting.items.iter().filter(|item| meeting.takes(item.no));
    items
        .filter(|item| item.planned.is_some() || item.origin.decision().is_some())
        .count()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::meetings::before::testing::follow;
    use crate::testing::{CLERK, Moot, STRANGER};

    const MEETING: &str = "/three-rivers/meetings/board-2007-04-18";

    /// The Board is called for 18 April, and it is that day: papers are long due.
    fn called() -> Moot {
        let moot = Moot::new();
        moot.calls("board");
        moot
    }

    // Requirement: ME14 at /{partnership}/meetings/{meeting}/issue
    #[tokio::test]
    async fn a_late_agenda_needs_a_reason_that_everyone_can_read() {
        let moot = called();
        let issue = format!("{MEETING}/issue");
        moot.get(MEETING).await.sound().says(&[
            "not issued yet",
            "Tuesday 10 April 2007",
            "five clear days",
        ]);
        moot.get_as(CLERK, &issue).await.sound().says(&[
            "Issue the agenda",
            "Why it goes out late",
            "10 April 2007",
        ]);
        let page = moot.post_as(CLERK, &issue, &[("late_reason", "")]).await;
        assert_eq!(page.status, 422);
        page.says(&["The agenda was not issued", "href=\"#late_reason\""]);
        let reason = [("late_reason", "The printer broke.")];
        let sent = moot.post_as(CLERK, &issue, &reason).await;
        assert_eq!(sent.status, 303);
        follow(&moot, sent).await.says(&["The agenda is issued."]);
        moot.get(MEETING)
            .await
            .sound()
            .says(&["Agenda issued on", "The printer broke."]);
        let json = moot.get(&format!("/api/v1{MEETING}")).await.json();
        assert_eq!(json["notice"]["late"], "The printer broke.");
        assert_eq!(json["notice"]["agenda"]["by"], "2007-04-10");
    }

    // Requirement: ME14 at /{partnership}/meetings/{meeting}
    #[tokio::test]
    async fn late_business_is_a_supplement_with_its_reason() {
        let moot = called();
        moot.acts(json!({"act": "meetings.issue-agenda", "meeting": "board-2007-04-18", "late_reason": "Flood."}));
        let add = format!("{MEETING}/items/add");
        let item = |reason| {
            [
                ("item.title", "Otters"),
                ("item.purpose", "decision"),
                ("late_reason", reason),
            ]
        };
        let page = moot.post_as(CLERK, &add, &item("")).await;
        assert_eq!(page.status, 422);
        page.says(&["items were due by", "href=\"#late_reason\""]);
        let sent = moot.post_as(CLERK, &add, &item("The otters came.")).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get(MEETING).await.sound().says(&[
            "Supplement 1",
            "Otters",
            "The otters came.",
            "added in supplement 1",
        ]);
    }

    // Requirement: ME10, ME14 at /{partnership}/meetings/{meeting}/move
    #[tokio::test]
    async fn a_moved_meeting_keeps_its_address_and_says_from_when() {
        let moot = called();
        let to = format!("{MEETING}/move");
        moot.get_as(CLERK, &to).await.sound().says(&[
            "Move the meeting",
            "value=\"10.30am\"",
            "value=\"Weir House\"",
        ]);
        let typed = |day, why| {
            [
                ("date-day", day),
                ("date-month", "10"),
                ("date-year", "2007"),
                ("starts", "10.30am"),
                ("place", "The mill"),
                ("why", why),
            ]
        };
        let page = moot.post_as(CLERK, &to, &typed("31", "")).await;
        assert_eq!(page.status, 422);
        page.says(&["The meeting was not moved", "Say why it is moved"]);
        let sent = moot.post_as(CLERK, &to, &typed("31", "Flood.")).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        follow(&moot, sent).await.says(&["The meeting is moved."]);
        moot.get(MEETING).await.sound().says(&[
            "Wednesday 31 October 2007",
            "Moved from Wednesday 18 April 2007",
            "Flood.",
        ]);
        // Half past ten in winter is half past ten in universal time; in April it was half past nine.
        let calendar = moot.get(&format!("{MEETING}.ics")).await;
        calendar.says(&["DTSTART:20071031T103000Z", "SEQUENCE:1"]);
    }

    // Requirement: ME10 at /{partnership}/meetings/{meeting}/cancel
    #[tokio::test]
    async fn a_cancelled_meeting_stays_to_be_read_and_is_struck_from_calendars() {
        let moot = called();
        let cancel = format!("{MEETING}/cancel");
        moot.get_as(CLERK, &cancel)
            .await
            .sound()
            .says(&["Cancel the meeting"]);
        let page = moot.post_as(CLERK, &cancel, &[("why", "")]).await;
        assert_eq!(page.status, 422);
        page.says(&["Say why it is cancelled"]);
        let sent = moot.post_as(CLERK, &cancel, &[("why", "Snow.")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = follow(&moot, sent).await;
        page.says(&["The meeting is cancelled.", "Cancelled", "Snow."])
            .never_says(&["Run the meeting", "Add an item", "Move it"]);
        moot.get(MEETING)
            .await
            .sound()
            .says(&["Cancelled", "Snow."]);
        moot.get("/three-rivers/meetings")
            .await
            .sound()
            .says(&["Cancelled"]);
        moot.get("/three-rivers/calendar.ics")
            .await
            .says(&["STATUS:CANCELLED"]);
        let again = moot.post_as(CLERK, &cancel, &[("why", "Snow.")]).await;
        assert_eq!(again.status, 422);
        again.says(&["was cancelled"]);
    }

    #[tokio::test]
    async fn only_the_secretariat_changes_meetings_and_only_before_they_are_over() {
        let moot = called();
        for step in [
            "issue",
            "move",
            "cancel",
            "agenda",
            "items/2/defer",
            "circulation",
        ] {
            let path = format!("{MEETING}/{step}");
            assert_eq!(moot.get(&path).await.status, 303, "{step}");
            assert_eq!(moot.get_as(STRANGER, &path).await.status, 403, "{step}");
            let absent = format!("/three-rivers/meetings/board-2009-01-01/{step}");
            assert_eq!(moot.get_as(CLERK, &absent).await.status, 404, "{step}");
        }
        moot.acts(json!([
            {"act": "meetings.record-arrival", "meeting": "board-2007-04-18", "seat": "board.chair"},
            {"act": "meetings.open", "meeting": "board-2007-04-18", "chair": "board.chair"},
            {"act": "meetings.close", "meeting": "board-2007-04-18"},
        ]));
        for step in ["issue", "move", "cancel", "agenda", "items/2/defer"] {
            let page = moot.get_as(CLERK, &format!("{MEETING}/{step}")).await;
            assert_eq!(page.status, 409, "{step}");
        }
    }
}
