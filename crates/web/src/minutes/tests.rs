//! Minutes, from the first word to the public.

use serde_json::json;
use testkit::{BOARD, person};

use crate::testing::{CLERK, MOOT, Moot, STRANGER, Seen};

const DECISION: &str = "board-2007-04-18-2";

/// The Board's meeting, closed: one vote lost with a dissent, one agreement, one action.
fn held() -> Moot {
    let moot = Moot::new();
    moot.calls("board");
    for seat in ["chair", "leader", "health", "voluntary"] {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": format!("board.{seat}")}));
    }
    moot.acts(json!([
        {"act": "meetings.record-apologies", "meeting": BOARD, "seat": "board.ambassador"},
        {"act": "meetings.open", "meeting": BOARD},
        {"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": "That the flood plan be adopted."},
        {"act": "decisions.second-motion", "decision": DECISION, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": DECISION, "last_resort": "Talks failed."},
        {"act": "decisions.cast-vote", "decision": DECISION, "seat": "board.leader", "vote": "for"},
        {"act": "decisions.close-vote", "decision": DECISION},
        {"act": "decisions.record-dissent", "decision": DECISION, "seat": "board.health", "words": "A mistake."},
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 3, "text": "That the bridge be mended."},
        {"act": "meetings.note-action", "meeting": BOARD, "item": 3, "what": "Mend it", "owner": "council", "due": "2007-07-01"},
        {"act": "meetings.close", "meeting": BOARD},
    ]));
    moot
}

fn drafted() -> Moot {
    let moot = held();
    moot.acts(json!({"act": "meetings.draft-minutes", "meeting": BOARD, "items": [{"item": 2, "text": "Talks were long."}]}));
    moot
}

fn approved() -> Moot {
    let moot = drafted();
    moot.acts(json!({"act": "meetings.approve-minutes", "meeting": BOARD}));
    moot
}

impl Moot {
    async fn minutes(&self, step: &str) -> Seen {
        let page = self
            .get_as(CLERK, &format!("/{MOOT}/meetings/{BOARD}/minutes/{step}"))
            .await;
        assert_eq!(page.status, 200);
        page.sound()
    }

    async fn send_minutes(&self, step: &str, form: &[(&str, &str)]) -> Seen {
        self.post_as(
            CLERK,
            &format!("/{MOOT}/meetings/{BOARD}/minutes/{step}"),
            form,
        )
        .await
    }
}

/// The value of a hidden input on a page.
fn hidden(page: &Seen, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.text().split(start.as_str()).nth(1);
    let value = rest.and_then(|rest| rest.split('"').next());
    value
        .unwrap_or_else(|| panic!("no {name} in\n{}", page.text()))
        .to_owned()
}

/// The edit page sent back with other words under an item.
fn with_words(page: &Seen, item: u16, words: &str, button: &str) -> Vec<(String, String)> {
    let mut form = vec![
        ("seen".to_owned(), hidden(page, "seen")),
        ("do".to_owned(), button.to_owned()),
    ];
    for no in 1..=4 {
        let name = |field: &str| format!("items[{no}].{field}");
        let typed = page
            .text()
            .split(&format!("id=\"items-{no}-text\""))
            .nth(1)
            .expect("a text");
        let typed = typed
            .split_once(">\n")
            .and_then(|(_, rest)| rest.split_once('<'))
            .expect("a text")
            .0;
        form.push((
            name("text"),
            if no == item {
                words.to_owned()
            } else {
                typed.to_owned()
            },
        ));
        form.push((name("revision"), hidden(page, &name("revision"))));
        form.push((name("was"), hidden(page, &name("was"))));
    }
    form
}

fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[tokio::test]
async fn only_the_secretariat_writes_approves_and_publishes() {
    let moot = approved();
    for step in ["edit", "approve", "publish"] {
        let path = format!("/{MOOT}/meetings/{BOARD}/minutes/{step}");
        let public = moot
            .get(&path)
            .await
            .never_says(&["Holder of", "flood plan"]);
        assert_eq!(public.status, 303);
        assert_eq!(moot.post(&path, &[("sure", "yes")]).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, &path).await.status, 403);
        let denied = moot
            .post_as(STRANGER, &path, &[("sure", "yes"), ("do", "book")])
            .await;
        assert_eq!(denied.status, 403);
        let nowhere = format!("/{MOOT}/meetings/board-1999-01-01/minutes/{step}");
        assert_eq!(moot.get_as(CLERK, &nowhere).await.status, 404);
    }
}

#[tokio::test]
async fn words_are_written_beside_the_facts_and_saved_for_the_secretariat() {
    let moot = held();
    let page = moot.minutes("edit").await.says(&[
        "Write the minutes",
        "4 present, 1 sent apologies",
        "Not carried",
        "That the flood plan be adopted.",
        "A mistake.",
        "Agreed by consensus",
        "Mend it",
        "by 1 July 2007",
        "Put the draft in the book",
    ]);
    let form = with_words(&page, 2, "Talks were long.\r\nNobody agreed.", "save");
    let saved = moot.send_minutes("edit", &borrowed(&form)).await;
    assert_eq!(saved.status, 303);
    assert!(saved.location().ends_with("?done=saved"));
    let page = moot.minutes("edit?done=saved").await;
    page.says(&[
        "The draft is saved.",
        "Talks were long.\nNobody agreed.</textarea>",
    ]);
    // Nothing of it is in the book, and nothing is public.
    let meeting = moot.house.read(MOOT).expect("a book");
    assert!(
        meeting
            .record
            .meetings
            .get(&testkit::id(BOARD))
            .expect("a meeting")
            .drafts
            .is_empty()
    );
}

// Requirement: ME5 at /{partnership}/meetings/{meeting}/minutes/edit
#[tokio::test]
async fn two_officers_at_once_lose_nothing() {
    let moot = held();
    // Pat is of the secretariat, too, and has the page open in another browser.
    let pat = person(STRANGER).to_string();
    let granted = moot
        .house
        .office()
        .grant_role(MOOT, &pat, app::Role::Secretariat, 0);
    granted.expect("a role");
    let edit = format!("/{MOOT}/meetings/{BOARD}/minutes/edit");
    let as_pat = |form: Vec<(String, String)>| async {
        let form = form;
        moot.post_as(STRANGER, &edit, &borrowed(&form)).await
    };
    let (ada, theirs) = (
        moot.minutes("edit").await,
        moot.get_as(STRANGER, &edit).await,
    );
    let first = as_pat(with_words(&theirs, 2, "Pat wrote of the plan.", "save")).await;
    assert_eq!(first.status, 303);
    // Another item: no quarrel, and Pat's words stand.
    let other = with_words(&ada, 3, "About the bridge.", "save");
    let sent = moot.send_minutes("edit", &borrowed(&other)).await;
    assert_eq!(sent.status, 303);
    moot.minutes("edit").await.says(&[
        "Pat wrote of the plan.</textarea>",
        "Version 1, by Pat Public",
        "About the bridge.</textarea>",
        "Version 1, by Ada Clerk",
    ]);
    // The same item: both texts are shown, with the words that differ.
    let clash = with_words(&ada, 2, "Ada wrote of the plan.", "save");
    let page = moot.send_minutes("edit", &borrowed(&clash)).await;
    assert_eq!(page.status, 409);
    let page = page.sound().says(&[
        "Not everything was saved",
        "Someone else wrote under item 2",
        "href=\"#items-2-text\"",
        "Pat Public wrote meanwhile (version 1)",
        "<ins>Pat</ins> wrote of the plan.",
        "<ins>Ada</ins> wrote of the plan.",
        "Ada wrote of the plan.</textarea>",
        "About the bridge.</textarea>",
        "Which is to stand?",
    ]);
    // Ada lets Pat's words stand: nothing of Pat's is lost.
    let mut yields = with_words(&page, 2, "Ada wrote of the plan.", "save");
    yields.push(("items[2].take".to_owned(), "theirs".to_owned()));
    let sent = moot.send_minutes("edit", &borrowed(&yields)).await;
    assert_eq!(sent.status, 303);
    let now = moot.minutes("edit").await;
    let now = now.says(&["Pat wrote of the plan.</textarea>", "Version 1, by Pat"]);
    // Or makes one of both.
    let merged = with_words(&page, 2, "Pat and Ada wrote of the plan.", "save");
    let sent = moot.send_minutes("edit", &borrowed(&merged)).await;
    assert_eq!(sent.status, 303);
    moot.minutes("edit").await.says(&[
        "Pat and Ada wrote of the plan.</textarea>",
        "Version 2, by Ada Clerk",
    ]);
    // Whoever still has the older version open is told in turn.
    let late = as_pat(with_words(&now, 2, "Pat again.", "book")).await;
    assert_eq!(late.status, 409);
}

#[tokio::test]
async fn a_draft_goes_into_the_book_and_can_be_replaced_there() {
    let moot = held();
    let page = moot.minutes("edit").await;
    let empty = with_words(&page, 2, "", "book");
    let refused = moot.send_minutes("edit", &borrowed(&empty)).await;
    assert_eq!(refused.status, 422);
    refused.sound().says(&[
        "Nothing was written under any item",
        "Write what was said",
        "href=\"#items-1-text\"",
    ]);
    let form = with_words(&page, 2, "Talks were long.", "book");
    let sent = moot.send_minutes("edit", &borrowed(&form)).await;
    assert!(
        sent.location().ends_with("?done=in-the-book"),
        "{}",
        sent.text()
    );
    let page = moot.minutes("edit?done=in-the-book").await.says(&[
        "The draft is in the book.",
        "The draft in the book says the same",
    ]);
    let form = with_words(&page, 3, "The bridge is old.", "save");
    assert_eq!(
        moot.send_minutes("edit", &borrowed(&form)).await.status,
        303
    );
    let page = moot
        .minutes("edit")
        .await
        .says(&["Changed since the draft in the book"]);
    moot.acts(
        json!({"act": "decisions.record-dissent", "decision": DECISION, "seat": "board.voluntary"}),
    );
    let late = with_words(&page, 2, "Talks were very long.", "book");
    let stale = moot.send_minutes("edit", &borrowed(&late)).await;
    assert_eq!(stale.status, 409);
    let stale = stale.sound().says(&[
        "changed this meeting since",
        "Talks were very long.</textarea>",
        "Dissent: Holder of board.voluntary",
    ]);
    let form = with_words(&stale, 2, "Talks were very long.", "book");
    assert_eq!(
        moot.send_minutes("edit", &borrowed(&form)).await.status,
        303
    );
}

#[tokio::test]
async fn minutes_are_approved_after_one_more_question() {
    let moot = drafted();
    moot.minutes("approve")
        .await
        .says(&["Approve the minutes", "On which day"])
        .never_says(&["At which meeting"]);
    let wrong = [("on-day", "31"), ("on-month", "4"), ("on-year", "2007")];
    let page = moot.send_minutes("approve", &wrong).await;
    assert_eq!(page.status, 422);
    page.sound()
        .says(&["no such day", "href=\"#on-day\"", "value=\"31\""]);
    let check = moot
        .send_minutes(
            "approve",
            &[("on-day", "6"), ("on-month", "6"), ("on-year", "2007")],
        )
        .await;
    check.sound().says(&[
        "Approve these minutes?",
        "Wednesday 6 June 2007",
        "cannot be changed",
        "name=\"on-day\" value=\"6\"",
    ]);
    let early = [
        ("on-day", "1"),
        ("on-month", "4"),
        ("on-year", "2007"),
        ("sure", "yes"),
    ];
    let refused = moot.send_minutes("approve", &early).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["before the meeting", "href=\"#on-day\""]);
    let sent = moot
        .send_minutes(
            "approve",
            &[
                ("on-day", "6"),
                ("on-month", "6"),
                ("on-year", "2007"),
                ("sure", "yes"),
            ],
        )
        .await;
    assert!(
        sent.location().ends_with("/minutes/publish?done=approved"),
        "{}",
        sent.text()
    );
    moot.minutes("publish?done=approved")
        .await
        .says(&["The minutes are approved.", "Publish the minutes?"]);
    let twice = moot.send_minutes("approve", &[("sure", "yes")]).await;
    assert_eq!(twice.status, 422);
    twice.says(&[
        "were approved on 6 June 2007 already",
        "publish them if that has not been done",
    ]);
    moot.minutes("approve").await.says(&[
        "were approved on Wednesday 6 June 2007",
        "Publish the minutes",
    ]);
    moot.minutes("edit")
        .await
        .says(&["can no longer be changed"]);
    let late = moot
        .send_minutes(
            "edit",
            &[
                ("do", "book"),
                ("items[2].text", "Too late."),
                ("items[2].was", "x"),
            ],
        )
        .await;
    assert_eq!(late.status, 422);
    late.says(&[
        "are approved, so they can no longer be changed",
        "Too late.</textarea>",
    ]);
}

#[tokio::test]
async fn a_later_meeting_of_the_body_may_approve_them() {
    let moot = drafted();
    let next = "board-2007-07-18";
    moot.acts(json!({"act": "meetings.call", "body": "board", "date": "2007-07-18", "starts": "10:30", "place": "Weir House", "agenda": []}));
    moot.minutes("approve").await.never_says(&[next]);
    moot.at("2007-07-18T09:30:00Z");
    moot.acts(json!([
        {"act": "meetings.record-arrival", "meeting": next, "seat": "board.chair"},
        {"act": "meetings.open", "meeting": next},
    ]));
    moot.minutes("approve")
        .await
        .says(&[next, "Wednesday 18 July 2007"]);
    let check = moot.send_minutes("approve", &[("at", next)]).await;
    check.says(&["at the meeting on Wednesday 18 July 2007"]);
    let wrong = moot
        .send_minutes("approve", &[("at", BOARD), ("sure", "yes")])
        .await;
    assert_eq!(wrong.status, 422);
    wrong.says(&[
        "is not a meeting of the same body that was held after",
        "href=\"#at\"",
    ]);
    assert_eq!(
        moot.send_minutes("approve", &[("at", next), ("sure", "yes")])
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn approving_says_what_would_be_left_behind() {
    let moot = drafted();
    let page = moot.minutes("edit").await;
    let form = with_words(&page, 3, "Never put in the book.", "save");
    assert_eq!(
        moot.send_minutes("edit", &borrowed(&form)).await.status,
        303
    );
    let check = moot.send_minutes("approve", &[]).await;
    check.says(&["What was written since under item 3 is not part of them"]);
}

#[tokio::test]
async fn publishing_says_what_becomes_public_and_happens_once() {
    let moot = approved();
    let check = moot.minutes("publish").await.says(&[
        "Publish the minutes?",
        "cannot be called back",
        "the names of the 4 who were present and of the 1 who sent apologies",
        "How each partner voted on: That the flood plan be adopted.",
        "1 decision agreed by consensus",
        "The dissent of Holder of board.health, with their words",
        "1 action",
    ]);
    let seen = hidden(&check, "seen");
    let sent = moot
        .send_minutes("publish", &[("seen", &seen), ("sure", "yes")])
        .await;
    assert_eq!(
        sent.location(),
        format!("/{MOOT}/meetings/{BOARD}?done=published")
    );
    let twice = moot.send_minutes("publish", &[("sure", "yes")]).await;
    assert_eq!(twice.status, 422);
    twice.says(&["are published already", "There is nothing to do"]);
    moot.minutes("publish")
        .await
        .says(&["are published", "Read them as the public does"]);
}

#[tokio::test]
async fn each_step_waits_for_the_one_before() {
    let early = Moot::new();
    early.calls("board");
    early
        .minutes("edit")
        .await
        .says(&["has not been closed", "Go to the table"]);
    let sent = early.send_minutes("edit", &[("do", "book")]).await;
    assert_eq!(sent.status, 422);
    sent.says(&["has not been closed yet"]);
    let moot = held();
    moot.minutes("approve")
        .await
        .says(&["have not been put in the book", "Write the minutes"]);
    let sent = moot.send_minutes("approve", &[("sure", "yes")]).await;
    assert_eq!(sent.status, 422);
    sent.says(&["have not been drafted", "Draft them first"]);
    let moot = drafted();
    moot.minutes("publish")
        .await
        .says(&["have not been approved", "Approve the minutes"]);
    let sent = moot.send_minutes("publish", &[("sure", "yes")]).await;
    assert_eq!(sent.status, 422);
    sent.says(&["have not been approved", "Approve them first"]);
    assert!(
        moot.house
            .read(MOOT)
            .expect("a book")
            .names
            .knows(person(CLERK))
    );
}
