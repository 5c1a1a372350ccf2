use serde_json::json;
use testkit::{holder_of, with_themes};

use crate::testing::{CLERK, Moot, STRANGER};

const ALL: &str = "/three-rivers/exceptions";
const ONE: &str = "/three-rivers/exceptions/exception-1";

/// The number of whoever holds a seat.
fn holder(seat: &str) -> u32 {
    let [.., a, b, c, d] = holder_of(seat).0;
    u32::from_be_bytes([a, b, c, d])
}

fn raise(moot: &Moot, body: &str) {
    moot.acts(
        json!({"act": "exceptions.raise", "about": {"of": "concern"}, "title": "Buses to the college",
        "why": "The last bus leaves too early.", "asks": "Somebody to speak with the company.",
        "owner": "council", "body": body}),
    );
}

fn with_districts() -> Moot {
    let moot = Moot::new();
    moot.acts(
        json!({"act": "structure.adopt-arrangements", "text": with_themes(), "from": "2007-01-02"}),
    );
    moot
}

// Requirement: PL5 at /{partnership}/exceptions
#[tokio::test]
async fn an_exception_is_raised_passed_on_steered_remedied_and_closed() {
    let moot = Moot::new();
    moot.get(ALL)
        .await
        .sound()
        .says(&["No exception is open."])
        .never_says(&["Raise an exception"]);
    let school = holder("learning.school");
    let form = format!("{ALL}/raise");
    assert_eq!(moot.get_as(STRANGER, &form).await.status, 404);
    moot.get_as(school, &form).await.sound();
    let typed = [
        ("title", "Buses to the college"),
        ("why", "The last bus leaves too early."),
        ("asks", "Somebody to speak with the company."),
        ("owner", "council"),
        ("body", "learning"),
        ("seat", "learning.school"),
    ];
    let bad = moot.post_as(school, &form, &typed[..2]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Choose who answers for it"]);
    let sent = moot.post_as(school, &form, &typed).await;
    assert_eq!(sent.location(), format!("{ONE}?done=raised"));
    moot.get(ONE).await.sound().says(&[
        "Awaits a steer",
        "Learning Group",
        "Somebody to speak with the company.",
        "once it is called",
        "Three Rivers Executive",
    ]);
    moot.get(ALL).await.sound().says(&["Buses to the college"]);
    // The council answers for it, and passes it on one step; further the secretariat does.
    let pass = [
        ("to", "executive"),
        ("why", "We cannot."),
        ("asks", "A steer."),
    ];
    let leader = holder("board.leader");
    let forward = format!("{ONE}/forward");
    moot.get_as(leader, &forward)
        .await
        .sound()
        .says(&["Three Rivers Executive"]);
    let nurse = holder("executive.nurse");
    assert_eq!(moot.post_as(nurse, &forward, &pass).await.status, 403);
    let sent = moot.post_as(leader, &forward, &pass).await;
    assert_eq!(sent.location(), format!("{ONE}?done=forwarded"));
    assert_eq!(moot.get_as(leader, &forward).await.status, 404);
    // It puts itself on the agenda, and the agenda leads to it.
    moot.calls("executive");
    let meeting = "executive-2007-04-18";
    moot.get(&format!("/three-rivers/meetings/{meeting}"))
        .await
        .sound()
        .says(&[
            "Exception: Buses to the college",
            "came by itself",
            "/exceptions/exception-1",
        ]);
    moot.get(ONE)
        .await
        .says(&[&format!("/meetings/{meeting}#item-1")]);
    moot.acts(json!([
        {"act": "meetings.record-arrival", "meeting": meeting, "seat": "executive.chief"},
        {"act": "meetings.record-arrival", "meeting": meeting, "seat": "executive.nurse"},
        {"act": "meetings.open", "meeting": meeting, "chair": "executive.chief"},
    ]));
    let office = moot.get_as(CLERK, "/three-rivers/office").await;
    office.says(&["Record the steer"]);
    let steer = format!("{ONE}/steer");
    moot.get_as(CLERK, &format!("{steer}?meeting={meeting}"))
        .await
        .sound()
        .says(&["item 1: Exception: Buses to the college"]);
    let at = format!("{meeting}/1");
    let words = [("at", &*at), ("words", "Offer them the school yard.")];
    let bad = moot.post_as(CLERK, &steer, &words[1..]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Choose the meeting and item"]);
    let sent = moot.post_as(CLERK, &steer, &words).await;
    assert_eq!(sent.location(), format!("{ONE}?done=steered"));
    // Until the minutes are published only members read it.
    moot.get_as(CLERK, ONE)
        .await
        .sound()
        .says(&["Offer them the school yard."]);
    moot.get(ONE)
        .await
        .sound()
        .says(&["Awaits a steer"])
        .never_says(&["Offer them the school yard."]);
    let set = [
        ("what", "Clear the yard."),
        ("owner", "council"),
        ("due-day", "1"),
        ("due-month", "6"),
        ("due-year", "2007"),
    ];
    let remedies = format!("{ONE}/remedies");
    let sent = moot.post_as(leader, &remedies, &set).await;
    assert_eq!(sent.location(), format!("{ONE}?done=set"));
    moot.at("2007-06-05T09:00:00Z");
    moot.get(ALL).await.sound().says(&["1 overdue"]);
    moot.get_as(leader, "/three-rivers/desk")
        .await
        .says(&["Clear the yard.", "Say how it stands"]);
    moot.get_as(CLERK, "/three-rivers/office/remedies")
        .await
        .says(&["Clear the yard.", "Overdue"]);
    // It is not closed while something is to be done.
    let close = [("outcome", "resolved"), ("words", "The bus waits.")];
    let path = format!("{ONE}/close");
    let early = moot.post_as(CLERK, &path, &close).await;
    assert_eq!(early.status, 422);
    early.sound().says(&["is not finished"]);
    let remedy = format!("{remedies}/exception-1-r1");
    moot.get_as(leader, &remedy).await.sound();
    assert_eq!(moot.get_as(nurse, &remedy).await.status, 404);
    let half = [("state", "going-on"), ("words", "Half of it.")];
    let sent = moot.post_as(leader, &remedy, &half).await;
    assert_eq!(sent.location(), format!("{ONE}?done=reported"));
    let done = [("state", "done"), ("words", "It is clear.")];
    moot.post_as(leader, &remedy, &done).await;
    let late = moot.post_as(leader, &remedy, &done).await;
    assert_eq!(late.status, 422);
    late.sound().says(&["was finished"]);
    let sent = moot.post_as(CLERK, &path, &close).await;
    assert_eq!(sent.location(), format!("{ONE}?done=closed"));
    moot.get(ONE)
        .await
        .sound()
        .says(&["Resolved", "It is clear.", "The bus waits."]);
    moot.get(ALL)
        .await
        .sound()
        .says(&["No exception is open.", "Closed"]);
    moot.get(&format!("/api/v1{ONE}"))
        .await
        .says(&["\"outcome\":\"resolved\""]);
}

#[tokio::test]
async fn what_was_closed_meanwhile_is_said_and_nothing_is_lost() {
    let moot = Moot::new();
    raise(&moot, "board");
    moot.acts(json!({"act": "exceptions.close", "exception": "exception-1", "outcome": "accepted", "words": "So be it."}));
    let typed = [("words", "It goes better.")];
    let sent = moot.post_as(CLERK, &format!("{ONE}/report"), &typed).await;
    assert_eq!(sent.status, 422);
    sent.sound().says(&["was closed on", "It goes better."]);
    let back = moot.get_as(CLERK, &format!("{ONE}/report")).await;
    assert_eq!(back.location(), ONE);
    moot.get(ONE).await.sound().says(&["Accepted as it is"]);
    assert_eq!(moot.get(&format!("{ALL}/exception-9")).await.status, 404);
}

#[tokio::test]
async fn a_chair_is_told_that_their_body_owes_a_steer() {
    let moot = Moot::new();
    raise(&moot, "board");
    let chair = holder("board.chair");
    moot.get_as(chair, "/three-rivers/desk")
        .await
        .says(&["Steer", "Buses to the college"]);
    moot.get_as(holder("board.health"), "/three-rivers/desk")
        .await
        .never_says(&["Buses to the college"]);
}

// Requirement: PL10 at /{partnership}/log-jams
#[tokio::test]
async fn a_log_jam_is_raised_supported_and_resolved() {
    let moot = with_districts();
    let jams = "/three-rivers/log-jams";
    moot.get(jams)
        .await
        .sound()
        .says(&["No theme is jammed", "North Rivers"]);
    let member = holder("learning.college");
    let form = format!("{ALL}/raise?of=log-jam");
    moot.get_as(member, &form)
        .await
        .sound()
        .says(&["Raise the log jam"]);
    let typed = [
        ("of", "log-jam"),
        ("theme", "learning"),
        ("area", "north"),
        ("title", "Evening classes in the north"),
        ("why", "Nobody comes."),
        ("asks", "Help for the school."),
        ("owner", "council"),
        ("body", "executive"),
        ("seat", "learning.college"),
    ];
    let sent = moot.post_as(member, &format!("{ALL}/raise"), &typed).await;
    assert_eq!(sent.location(), format!("{ONE}?done=raised"));
    let again = moot.post_as(member, &format!("{ALL}/raise"), &typed).await;
    assert_eq!(again.status, 422);
    again.sound().says(&["is about the same"]);
    moot.get(jams)
        .await
        .sound()
        .says(&["1 log jam is open", "Evening classes in the north"]);
    moot.get(ALL).await.never_says(&["Evening classes"]);
    let nurse = holder("executive.nurse");
    let support = format!("{ONE}/support");
    moot.get_as(nurse, &support)
        .await
        .sound()
        .says(&["Three Rivers Health Trust"]);
    let helps = [("partner", "health"), ("words", "Two nurses teach.")];
    let sent = moot.post_as(nurse, &support, &helps).await;
    assert_eq!(sent.location(), format!("{ONE}?done=supported"));
    moot.get(ONE).await.sound().says(&[
        "Learning for everyone in North Rivers",
        "Supported by",
        "Two nurses teach.",
    ]);
    let close = [("outcome", "resolved"), ("words", "The room is full.")];
    moot.post_as(CLERK, &format!("{ONE}/close"), &close).await;
    moot.get(jams)
        .await
        .sound()
        .says(&["No theme is jammed", "Resolved"]);
}
