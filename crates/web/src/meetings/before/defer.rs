//! Putting an item of an agenda on a later meeting.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::ItemNo;
use serde_json::json;

use crate::{
    forms::Form,
    frame::Frame,
    meetings::calling::{frame, meeting_at, meeting_not_over, title},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/before/defer.html")]
struct DeferPage {
    frame: Frame,
    form: Form,
    meeting: String,
    item: String,
    back: String,
    seen: u64,
}

/// `GET /{partnership}/meetings/{meeting}/items/{item}/defer`
pub(super) async fn ask(
    visit: Visit,
    Path((_, meeting, item)): Path<(String, String, u16)>,
) -> Result<Response, Problem> {
    meeting_not_over(&visit, &meeting)?;
    paper(&visit, &meeting, item, Form::empty())
}

/// `POST /{partnership}/meetings/{meeting}/items/{item}/defer`
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting, item)): Path<(String, String, u16)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = meeting_at(&visit, &meeting)?.id.clone();
    let why = form.read_text("why", "Say why it is put off");
    let act = json!({"act": "meetings.defer-item", "meeting": id, "item": item, "why": why});
    if form.is_right() && visit.record(act, &mut form).await? {
        let back = format!("/meetings/{id}?done=deferred#item-{item}");
        return Ok(see(&visit.at(&back)));
    }
    paper(&visit.read_on().await?, &meeting, item, form)
}

fn paper(visit: &Visit, id: &str, item: u16, form: Form) -> Result<Response, Problem> {
    let called = meeting_at(visit, id)?;
    let item = called.item(ItemNo(item)).ok_or_else(Problem::not_found)?;
    let page = DeferPage {
        frame: frame(visit, called, "Put the item on a later meeting")
            .summary(form.summary("The item stays on this agenda")),
        meeting: title(visit, called),
        item: format!("{}. {}", item.no, item.title),
        back: visit.at(&format!("/meetings/{id}#item-{}", item.no)),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

#[cfg(test)]
mod tests {
    use crate::testing::{CLERK, Moot};

    const MEETING: &str = "/three-rivers/meetings/board-2007-04-18";

    // Requirement: ME12 at /{partnership}/meetings/{meeting}/items/{item}/defer
    #[tokio::test]
    async fn an_item_goes_back_onto_the_plan_and_the_page_says_why() {
        let moot = Moot::new();
        moot.calls("board");
        let defer = format!("{MEETING}/items/3/defer");
        moot.get_as(CLERK, MEETING).await.says(&["items/3/defer"]);
        moot.get(MEETING).await.never_says(&["/defer"]);
        moot.get_as(CLERK, &defer)
            .await
            .sound()
            .says(&["3. Bridge repairs", "Why"]);
        let page = moot.post_as(CLERK, &defer, &[("why", " ")]).await;
        assert_eq!(page.status, 422);
        page.says(&["Say why it is put off"]);
        let sent = moot
            .post_as(CLERK, &defer, &[("why", "No paper yet.")])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get(MEETING)
            .await
            .sound()
            .says(&["Put on a later meeting", "No paper yet."]);
        moot.get("/three-rivers/forward-plan").await.sound().says(&[
            "Bridge repairs",
            "No paper yet.",
            "put off from an earlier meeting",
        ]);
        let standing = moot
            .post_as(
                CLERK,
                &format!("{MEETING}/items/1/defer"),
                &[("why", "So.")],
            )
            .await;
        assert_eq!(standing.status, 422);
        standing.says(&["stands on every agenda"]);
        let absent = moot
            .get_as(CLERK, &format!("{MEETING}/items/99/defer"))
            .await;
        assert_eq!(absent.status, 404);
    }
}
