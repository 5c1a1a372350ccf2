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

/// An answer with a message, as a browser sends a form that a file comes along with.
async fn enters(moot: &Moot, number: u32, means: &str, message: &str) -> crate::testing::Seen {
    let part = |name: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = [
        part("seat", "board.health"),
        part("answer", "agree"),
        part("means", means),
        format!(
            "--x\r\ncontent-disposition: form-data; name=\"message\"; filename=\"../Re: Bridge.eml\"\r\n\
             content-type: text/html\r\n\r\n{message}\r\n--x--\r\n"
        ),
    ];
    let cookie = moot.cookie_of(number);
    let headers = [
        ("cookie", cookie.as_str()),
        ("content-type", "multipart/form-data; boundary=x"),
    ];
    let path = format!("{ONE}/enter");
    moot.ask(axum::http::Method::POST, &path, &headers, &body.concat())
        .await
}

// Requirement: RE8 at /{partnership}/decisions/by-correspondence/{correspondence}/enter
#[tokio::test]
async fn an_answer_by_email_is_entered_with_the_message_beside_it() {
    const EMAIL: &str =
        "From: chief@health.example.org\r\nSubject: Re: Bridge\r\n\r\n<b>We agree.</b>\r\n";
    let moot = Moot::new();
    put(&moot).await;
    let leader = holder("board.leader");
    let nobody = enters(&moot, leader, "email", EMAIL).await;
    assert_eq!(nobody.status, 403);
    for (means, message, says) in [
        (
            "telephone",
            EMAIL,
            "message goes with an answer that came by e-mail",
        ),
        (
            "email",
            "<html><script>alert(1)</script></html>",
            "Papers may be PDF",
        ),
    ] {
        let bad = enters(&moot, CLERK, means, message).await;
        assert_eq!(bad.status, 422, "{says}");
        bad.sound().says(&["The answer was not recorded", says]);
    }
    let sent = enters(&moot, CLERK, "email", EMAIL).await;
    assert_eq!(sent.location(), format!("{ONE}?done=answered"));
    let page = moot
        .get_as(leader, ONE)
        .await
        .sound()
        .says(&["by e-mail, entered by the secretariat", "the message<span"]);
    let link = page.text().split(&format!("{ONE}/messages/")).nth(1);
    let hash = link
        .and_then(|rest| rest.split('"').next())
        .expect("a link");
    let message = format!("{ONE}/messages/{hash}");
    let file = moot.get_as(leader, &message).await;
    assert_eq!((file.status.as_u16(), file.text()), (200, EMAIL));
    assert_eq!(file.header("content-type"), "message/rfc822");
    assert!(
        file.header("content-disposition")
            .starts_with("attachment;")
    );
    assert_eq!(file.header("cache-control"), "no-store");
    // Nobody else reads it, not even once the answers are counted; nor as if it were a paper.
    moot.at("2007-01-13T09:00:00Z");
    moot.acts(
        json!({"act": "correspondence.close", "correspondence": "board-by-correspondence-1"}),
    );
    moot.get(ONE)
        .await
        .sound()
        .says(&["by e-mail, entered by the secretariat"])
        .never_says(&[hash]);
    for number in [STRANGER, holder("executive.chief")] {
        assert_eq!(moot.get_as(number, &message).await.status, 404);
    }
    assert_ne!(moot.get(&message).await.status, 200);
    let paper = format!("/three-rivers/papers/{hash}");
    assert_eq!(moot.get_as(STRANGER, &paper).await.status, 404);
    let other = format!("{ONE}/messages/{}", "0".repeat(64));
    assert_eq!(moot.get_as(leader, &other).await.status, 404);
}
