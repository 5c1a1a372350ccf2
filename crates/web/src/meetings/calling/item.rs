//! Adding an item at the end of an agenda.

use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::json;

use super::{ItemFields, frame, item_fields, meeting_at, meeting_not_over, read_item};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/calling/item.html")]
struct ItemPage {
    frame: Frame,
    form: Form,
    meeting: String,
    item: ItemFields,
    /// Whether the agenda is issued, so that this goes into a supplement.
    issued: bool,
    seen: u64,
}

/// `GET /{partnership}/meetings/{meeting}/items/add`
pub(super) async fn ask(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    meeting_not_over(&visit, &meeting)?;
    paper(
        &visit,
        &meeting,
        Form::empty().with("item.purpose", "information"),
    )
}

/// `POST /{partnership}/meetings/{meeting}/items/add`
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = meeting_at(&visit, &meeting)?.id.clone();
    let item = read_item(&mut form, "item", "the item");
    let act = json!({"act": "meetings.add-item", "meeting": id, "item": item,
        "late_reason": form.perhaps_text("late_reason")});
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("/meetings/{id}?done=item"))));
    }
    paper(&visit.read_on().await?, &meeting, form)
}

fn paper(visit: &Visit, meeting: &str, form: Form) -> Result<Response, Problem> {
    let meeting = meeting_at(visit, meeting)?;
    let page = ItemPage {
        frame: frame(visit, meeting, "Add an item").summary(form.summary("The item was not added")),
        meeting: super::title(visit, meeting),
        item: item_fields(&form, "item"),
        issued: meeting.issued.is_some(),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const ADD: &str = "/three-rivers/meetings/board-2007-04-18/items/add";

    #[tokio::test]
    async fn an_item_is_added_at_the_end() {
        let moot = Moot::new();
        moot.calls("board");
        moot.get_as(CLERK, ADD).await.says(&[
            "Three Rivers Board, 18 April 2007",
            "What it is for",
            "Title",
        ]);
        let item = [
            ("item.title", "Otters"),
            ("item.purpose", "decision"),
            ("item.minutes", "15"),
        ];
        let page = moot.post_as(CLERK, ADD, &item).await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (303, "/three-rivers/meetings/board-2007-04-18?done=item")
        );
        moot.get_as(CLERK, &format!("/{MOOT}/office"))
            .await
            .says(&["5 items"]);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field() {
        let moot = Moot::new();
        moot.calls("board");
        let long = "x".repeat(1_000);
        for (title, minutes, seen, status, says) in [
            ("", "", "99", 422, "Say what the item is called"),
            ("Otters", "-1", "99", 422, "Write how many minutes"),
            (&*long, "", "99", 422, "href=\"#item-title\""),
            (
                "Otters",
                "",
                "3",
                409,
                "omeone else has changed this meeting",
            ),
        ] {
            let item = [
                ("item.title", title),
                ("item.purpose", "decision"),
                ("item.minutes", minutes),
                ("seen", seen),
            ];
            let page = moot.post_as(CLERK, ADD, &item).await;
            assert_eq!(page.status.as_u16(), status, "{says}");
            page.says(&["The item was not added", says]);
        }
    }

    #[tokio::test]
    async fn no_item_is_added_to_a_meeting_that_is_over_or_is_not_there_or_by_others() {
        let moot = Moot::new();
        moot.calls("board");
        assert_eq!(moot.get(ADD).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, ADD).await.status, 403);
        assert_eq!(
            moot.get_as(CLERK, "/three-rivers/meetings/board-2009-01-01/items/add")
                .await
                .status,
            404
        );
        let meeting = "board-2007-04-18";
        moot.acts(json!([
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.chair"},
            {"act": "meetings.open", "meeting": meeting, "chair": "board.chair"},
            {"act": "meetings.close", "meeting": meeting},
        ]));
        let page = moot.get_as(CLERK, ADD).await;
        assert_eq!(page.status, 409);
        page.says(&["The meeting is over"]);
        let page = moot
            .post_as(
                CLERK,
                ADD,
                &[("item.title", "Otters"), ("item.purpose", "decision")],
            )
            .await;
        assert_eq!(page.status, 422);
        page.says(&["The item was not added", "value=\"Otters\""]);
    }
}
