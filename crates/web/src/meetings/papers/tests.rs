//! Papers and items that are not for everyone, as the public, a member and the secretariat see them.

use axum::http::header;
use serde_json::{Value, json};

use crate::{
    meetings::before::testing::keeps,
    testing::{CLERK, Moot},
};

const MEETING: &str = "/three-rivers/meetings/board-2007-04-18";
const BOARD: &str = "board-2007-04-18";
const LEADER: u32 = 2;

fn exempt() -> Value {
    json!({"is": "exempt", "paragraphs": ["3"], "reason": "Bids are being weighed.",
        "officer": testkit::person(CLERK).to_string(), "review": "2007-10-18"})
}

/// A meeting to come with an exempt paper, whose hash is given.
fn laid() -> (Moot, String) {
    let moot = Moot::new();
    moot.calls("board");
    let hash = keeps(&moot, "The miller asks for 4,000 pounds.");
    moot.acts(
        json!({"act": "meetings.table-paper", "meeting": BOARD, "item": 2,
        "paper": {"title": "Bids", "hash": hash, "held_by": "council", "pages": 3},
        "class": exempt(), "real_title": "The miller’s bid"}),
    );
    (moot, hash)
}

// Requirement: PU2, PU6 at /{partnership}/meetings/{meeting}
#[tokio::test]
async fn the_agenda_tells_everyone_why_and_members_what() {
    let (moot, hash) = laid();
    let reasons = [
        "Bids",
        "Exempt",
        "Exempt under paragraph 3",
        "financial or business affairs",
        "Bids are being weighed.",
        "Held by Three Rivers Council",
    ];
    let public = moot.get(MEETING).await.sound();
    public.says(&reasons).never_says(&["miller", &hash]);
    let api = moot.get(&format!("/api/v1{MEETING}")).await;
    api.says(&["Bids are being weighed."])
        .never_says(&["miller", &hash]);
    let member = moot.get_as(LEADER, MEETING).await.sound();
    member
        .says(&["The miller’s bid", "Everyone reads: Bids", &hash])
        .never_says(&["Withdraw"]);
    moot.get_as(CLERK, MEETING)
        .await
        .sound()
        .says(&["Release", "Withdraw", "New version"]);
    for path in ["/three-rivers/record", "/api/v1/three-rivers/record"] {
        moot.get(path).await.never_says(&["miller", "Bids", &hash]);
    }
}

// Requirement: PU2, ME3 at /{partnership}/papers/{hash}
#[tokio::test]
async fn a_withheld_paper_is_not_there_for_others_and_kept_by_no_cache() {
    let (moot, hash) = laid();
    let path = format!("/three-rivers/papers/{hash}");
    assert_eq!(moot.get(&path).await.status, 404);
    assert_eq!(
        moot.get_as(crate::testing::STRANGER, &path).await.status,
        404
    );
    let seen = moot.get_as(LEADER, &path).await;
    assert_eq!(seen.status, 200);
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::ETAG, ""),
    ] {
        assert_eq!(seen.header(name.as_str()), value, "{name}");
    }
    moot.get_as(CLERK, &format!("{MEETING}/circulation"))
        .await
        .says(&["The miller’s bid", "1 of 1"]);
    // An interest takes it away at once.
    moot.acts(
        json!({"act": "meetings.declare-interest", "meeting": BOARD, "seat": "board.leader",
        "item": 2, "nature": "The council bids."}),
    );
    assert_eq!(moot.get_as(LEADER, &path).await.status, 404);
    moot.get_as(LEADER, MEETING)
        .await
        .never_says(&["miller", &hash]);
}

// Requirement: PU2 at /{partnership}/meetings/{meeting}/items/{item}/papers/{hash}/withdraw
#[tokio::test]
async fn what_was_published_by_mistake_is_withdrawn_and_those_who_fetched_it_are_listed() {
    let moot = Moot::new();
    moot.calls("board");
    let hash = keeps(&moot, "Mrs Weir owes 12 pounds.");
    moot.acts(
        json!({"act": "meetings.table-paper", "meeting": BOARD, "item": 2,
        "paper": {"title": "What Mrs Weir owes", "hash": hash}}),
    );
    let path = format!("/three-rivers/papers/{hash}");
    assert_eq!(moot.get(&path).await.status, 200);
    assert_eq!(moot.get_as(LEADER, &path).await.status, 200);
    let page = format!("{MEETING}/items/2/papers/{hash}/withdraw");
    moot.get_as(CLERK, &page).await.sound().says(&[
        "Who has fetched it",
        "Holder of board.leader",
        "Everyone could fetch it without signing in.",
    ]);
    let blank = moot.post_as(CLERK, &page, &[("why", " ")]).await;
    assert_eq!(blank.status, 422);
    blank.says(&["Say why it is withdrawn", "href=\"#why\""]);
    let sent = moot
        .post_as(CLERK, &page, &[("why", "It named a person.")])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(moot.get(&path).await.status, 404);
    assert_eq!(moot.get_as(LEADER, &path).await.status, 404);
    let public = moot.get(MEETING).await.sound();
    public
        .says(&["A paper was withdrawn", "It named a person."])
        .never_says(&["Mrs Weir", &hash]);
    moot.get("/three-rivers/record")
        .await
        .never_says(&["What Mrs Weir owes"]);
    moot.get_as(CLERK, MEETING)
        .await
        .sound()
        .says(&["What Mrs Weir owes", "Withdrawn"]);
}

// Requirement: PU2 at /{partnership}/office/withheld
#[tokio::test]
async fn what_is_withheld_is_listed_looked_at_again_and_released() {
    let (moot, hash) = laid();
    let list = "/three-rivers/office/withheld";
    moot.get_as(CLERK, list).await.sound().says(&[
        "The miller’s bid",
        "Bids are being weighed.",
        "18 October 2007",
        "Decided by Ada Clerk",
        "Nothing is to be looked at again today.",
    ]);
    assert_eq!(moot.get(list).await.status, 303);
    let own = format!("{MEETING}/items/2/papers/{hash}");
    let page = moot.get_as(CLERK, &format!("{own}/class")).await.sound();
    page.says(&[
        "release it to everyone",
        "Bids are being weighed.",
        "Confidential",
    ]);
    let kept = [
        ("class.is", "exempt"),
        ("class.paragraphs", "3"),
        ("class.reason", "Still being weighed."),
        ("class.officer", &*testkit::person(CLERK).to_string()),
        ("class.review-day", "1"),
        ("class.review-month", "2"),
        ("class.review-year", "2008"),
    ];
    let sent = moot.post_as(CLERK, &format!("{own}/class"), &kept).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get(MEETING).await.says(&["Still being weighed."]);
    let public = moot
        .post_as(CLERK, &format!("{own}/class"), &[("class.is", "public")])
        .await;
    assert_eq!(public.status, 422);
    public.sound().says(&["released to everyone with a reason"]);
    moot.get_as(CLERK, &format!("{own}/release")).await.sound();
    let sent = moot
        .post_as(
            CLERK,
            &format!("{own}/release"),
            &[("why", "It is signed.")],
        )
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get(MEETING)
        .await
        .sound()
        .says(&["The miller’s bid", "Released on", "It is signed."]);
    assert_eq!(
        moot.get(&format!("/three-rivers/papers/{hash}"))
            .await
            .status,
        200
    );
    moot.get_as(CLERK, list)
        .await
        .sound()
        .says(&["Nothing is exempt or confidential."]);
}

// Requirement: PU2 at /{partnership}/meetings/{meeting}/items/{item}/exclude
#[tokio::test]
async fn a_private_item_is_taken_without_the_public_and_summed_up_for_it() {
    let moot = Moot::new();
    moot.calls("board");
    let class = format!("{MEETING}/items/2/class");
    moot.get_as(CLERK, &class).await.sound().says(&[
        "Who may know what is said",
        "2. Flood plan",
        "Schedule 12A",
    ]);
    let blank = moot
        .post_as(
            CLERK,
            &class,
            &[("class.is", "confidential"), ("class.reason", "")],
        )
        .await;
    assert_eq!(blank.status, 422);
    blank
        .sound()
        .says(&["The item keeps its class", "href=\"#class-reason\""]);
    let typed = [
        ("class.is", "confidential"),
        ("class.reason", "Given in confidence."),
    ];
    let sent = moot.post_as(CLERK, &class, &typed).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get(MEETING)
        .await
        .sound()
        .says(&["Not open to the public.", "Given in confidence."]);
    moot.acts(json!([
        {"act": "meetings.record-arrival", "meeting": BOARD, "seat": "board.chair"},
        {"act": "meetings.open", "meeting": BOARD, "chair": "board.chair"},
    ]));
    moot.get_as(CLERK, MEETING)
        .await
        .says(&["Exclude the public"]);
    let exclude = format!("{MEETING}/items/2/exclude");
    moot.get_as(CLERK, &exclude)
        .await
        .sound()
        .says(&["confidential information would be disclosed"]);
    let sent = moot
        .post_as(CLERK, &exclude, &[("words", "That the public leave.")])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.acts(json!([
        {"act": "meetings.close", "meeting": BOARD},
        {"act": "meetings.draft-minutes", "meeting": BOARD, "items": [{"item": 2, "text": "The miller won."}]},
    ]));
    let approve = format!("{MEETING}/minutes/approve");
    moot.get_as(CLERK, &approve)
        .await
        .sound()
        .says(&["What everyone may know of item 2, Flood plan"]);
    let missing = moot
        .post_as(CLERK, &approve, &[("sure", "yes"), ("summary[2]", "")])
        .await;
    assert_eq!(missing.status, 422);
    let typed = [("sure", "yes"), ("summary[2]", "A builder was chosen.")];
    let sent = moot.post_as(CLERK, &approve, &typed).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.acts(json!({"act": "meetings.publish-minutes", "meeting": BOARD}));
    for page in [MEETING.to_owned(), format!("{MEETING}/minutes")] {
        let public = moot.get(&page).await.sound();
        public
            .says(&["That the public leave.", "A builder was chosen."])
            .never_says(&["The miller won."]);
        moot.get_as(LEADER, &page)
            .await
            .says(&["The miller won.", "Summary for everyone:"]);
        moot.get(&format!("/api/v1{page}"))
            .await
            .never_says(&["The miller won."]);
    }
}

// Requirement: ME14 at /{partnership}/meetings/{meeting}/papers/add
#[tokio::test]
async fn a_new_version_takes_the_place_and_the_one_before_it_stays() {
    let moot = Moot::new();
    moot.calls("board");
    let (one, two) = (keeps(&moot, "Plan, one."), keeps(&moot, "Plan, two."));
    let table = |hash: &str, pages: u16, replaces: Option<&str>| {
        json!({"act": "meetings.table-paper", "meeting": BOARD, "item": 2,
            "paper": {"title": "Plan", "hash": hash, "pages": pages}, "replaces": replaces,
            "late_reason": "The plan was wrong."})
    };
    moot.acts(table(&one, 8, None));
    moot.get_as(
        CLERK,
        &format!("{MEETING}/papers/add?item=2&replaces={one}"),
    )
    .await
    .sound()
    .says(&["This is a new version of", "<strong>Plan</strong>"]);
    moot.acts(json!({"act": "meetings.issue-agenda", "meeting": BOARD, "late_reason": "Flood."}));
    moot.acts(table(&two, 10, Some(&one)));
    moot.get(MEETING).await.sound().says(&[
        "Version 2, replaces version 1 of",
        "Pages 1 to 8b",
        "Plan, version 2",
        &one,
        &two,
    ]);
    assert_eq!(
        moot.get(&format!("/three-rivers/papers/{one}"))
            .await
            .status,
        200
    );
}

// Requirement: PU5 at /{partnership}/organisations/{organisation}
#[tokio::test]
async fn an_organisation_says_to_whom_it_answers_or_that_nothing_is_said() {
    let moot = Moot::new();
    let name = "name = \"Three Rivers Council\"";
    let answers =
        format!("{name}\naccountable_to = \"Its electorate\"\naccountable_clause = \"33\"");
    let text = testkit::ARRANGEMENTS.replacen(name, &answers, 1);
    moot.acts(json!({"act": "structure.adopt-arrangements", "text": text, "from": "2007-01-02"}));
    moot.get("/three-rivers/organisations/council")
        .await
        .sound()
        .says(&[
            "Besides the partnership it answers to its electorate.",
            "para 33",
        ]);
    moot.get("/three-rivers/organisations/health")
        .await
        .sound()
        .says(&["The arrangements do not say to whom it answers besides the partnership."]);
}
