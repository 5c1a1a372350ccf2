use serde_json::json;
use testkit::holder_of;

use crate::testing::{CLERK, Moot, STRANGER};

const ALL: &str = "/three-rivers/decisions/by-correspondence";
const ONE: &str = "/three-rivers/decisions/by-correspondence/board-by-correspondence-1";

fn holder(seat: &str) -> u32 {
    let person = holder_of(seat).0;
    u32::from_be_bytes([person[12], person[13], person[14], person[15]])
}

async fn put(moot: &Moot) {
    let typed = [
        ("body", "board"),
        ("title", "Bridge repairs"),
        ("text", "That the bridge is repaired."),
        ("why", "The flood did not wait."),
        ("deadline-day", "12"),
        ("deadline-month", "1"),
        ("deadline-year", "2007"),
    ];
    let path = format!("{ALL}/put");
    moot.get_as(CLERK, &path)
        .await
        .sound()
        .says(&["Last day for answers"]);
    let bad = moot.post_as(CLERK, &path, &typed[..3]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Say why it cannot wait for a meeting"]);
    let sent = moot.post_as(CLERK, &path, &typed).await;
    assert_eq!(sent.location(), format!("{ONE}?done=put"));
}

// Requirement: DE17 at /{partnership}/decisions/by-correspondence/{correspondence}
#[tokio::test]
async fn a_question_is_put_answered_counted_and_published() {
    let moot = Moot::new();
    moot.get(ALL)
        .await
        .sound()
        .says(&["Nothing has been decided by correspondence."])
        .never_says(&["Put a question"]);
    put(&moot).await;
    // While it runs, only members see it.
    assert_eq!(moot.get(ONE).await.status, 404);
    assert_eq!(moot.get_as(STRANGER, ONE).await.status, 404);
    let leader = holder("board.leader");
    moot.get_as(leader, ONE).await.sound().says(&[
        "That the bridge is repaired.",
        "Your answer",
        "As Leader of the council",
        "2 of the 4 who were asked have to answer, and nobody may disagree",
    ]);
    moot.get_as(leader, "/three-rivers/desk")
        .await
        .says(&["Bridge repairs", "by Fri 12 January"]);
    let answer = [("seat", "board.leader"), ("answer", "agree")];
    let path = format!("{ONE}/answer");
    let sent = moot.post_as(leader, &path, &answer).await;
    assert_eq!(sent.location(), format!("{ONE}?done=answered"));
    let nobody = moot.post_as(holder("board.health"), &path, &answer).await;
    assert_eq!(nobody.status, 403);
    // What came by e-mail is entered by the secretariat, which says how it came.
    let entered = [("seat", "board.health"), ("answer", "agree")];
    let bad = moot.post_as(CLERK, &path, &entered).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Say how the answer came"]);
    let entered = [entered[0], entered[1], ("means", "email")];
    moot.post_as(CLERK, &path, &entered).await;
    let early = moot
        .post_as(CLERK, &format!("{ONE}/count"), &[("sure", "yes")])
        .await;
    assert_eq!(early.status, 422);
    moot.at("2007-01-13T09:00:00Z");
    moot.get_as(CLERK, "/three-rivers/office")
        .await
        .says(&["Count the answers"]);
    moot.get_as(CLERK, &format!("{ONE}/count"))
        .await
        .sound()
        .says(&["2 of 4 answered", "It will stand as agreed"]);
    let counted = moot
        .post_as(CLERK, &format!("{ONE}/count"), &[("sure", "yes")])
        .await;
    assert_eq!(counted.location(), format!("{ONE}?done=counted"));
    moot.get(ONE).await.sound().says(&[
        "Agreed by correspondence",
        "Has not answered",
        "by e-mail",
        "Voluntary Action Three Rivers",
    ]);
    moot.get(ALL).await.sound().says(&["2 of 4 answered"]);
    moot.get("/three-rivers/decisions?method=correspondence&q=bridge")
        .await
        .sound()
        .says(&[
            "That the bridge is repaired.",
            "1 decision, the latest first",
        ]);
    let json = moot.get(&format!("/api/v1{ONE}")).await.json();
    assert_eq!(json["outcome"], "agreed");
}

#[tokio::test]
async fn what_is_not_settled_goes_before_the_next_meeting() {
    let moot = Moot::new();
    put(&moot).await;
    moot.at("2007-01-13T09:00:00Z");
    moot.acts(
        json!({"act": "correspondence.close", "correspondence": "board-by-correspondence-1"}),
    );
    moot.get(ONE)
        .await
        .sound()
        .says(&["it goes on the agenda of the next meeting"]);
    moot.acts(
        json!({"act": "meetings.call", "body": "board", "date": "2007-04-18", "starts": "10:30",
        "place": "Weir House", "agenda": []}),
    );
    moot.get(ONE)
        .await
        .sound()
        .says(&["It was not settled, so it is item"]);
    moot.get("/three-rivers/meetings/board-2007-04-18")
        .await
        .says(&["Not settled by correspondence: Bridge repairs"]);
}
