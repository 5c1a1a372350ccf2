use axum::http::Method;
use serde_json::json;
use testkit::holder_of;

use crate::testing::{CLERK, MOOT, Moot, STRANGER};

const SENT: &str = "/three-rivers/office/letters";
const WISHES: &str = "/three-rivers/desk/letters";
const BASE: &str = "https://moot.example.org";

/// The number of whoever holds a seat.
fn holder(seat: &str) -> u32 {
    let person = holder_of(seat).0;
    u32::from_be_bytes([person[12], person[13], person[14], person[15]])
}

/// Three Rivers with a Board called, two of its members with an address, and letters being written.
fn moot() -> Moot {
    let moot = Moot::new();
    moot.calls("board");
    for (seat, email) in [
        ("board.leader", "leader@example.org"),
        ("board.health", "health@example.org"),
    ] {
        let person = holder_of(seat).to_string();
        let office = moot.house.office();
        let known = office.change_email(&person, Some(email));
        known.expect("a person");
    }
    moot.house.write_letters(BASE).expect("nothing to write");
    moot
}

fn issues(moot: &Moot) {
    moot.acts(
        json!({"act": "meetings.issue-agenda", "meeting": "board-2007-04-18",
        "late_reason": "The river was up."}),
    );
    moot.house.write_letters(BASE).expect("letters written");
}

// Requirement: ME3 at /{partnership}/office/letters
#[tokio::test]
async fn the_secretariat_sees_what_was_sent_and_sends_again_what_was_not() {
    let moot = moot();
    moot.get_as(CLERK, SENT).await.sound().says(&[
        "No letter was sent yet.",
        "No address is known",
        "Holder of board.chair",
    ]);
    assert_eq!(moot.get_as(holder("board.leader"), SENT).await.status, 403);
    issues(&moot);
    moot.get_as(CLERK, SENT).await.sound().says(&[
        "<strong>2</strong> waiting",
        "Holder of board.leader",
        "leader@example.org",
        "Agenda: Three Rivers Board",
    ]);
    let office = moot.house.office();
    let now = moot.house.now().as_second();
    for _ in 0..2 {
        let claimed = office.claim_letter("test", now, 60);
        let claimed = claimed.expect("an outbox").expect("a letter");
        if claimed.letter.address == "health@example.org" {
            office
                .letter_refused(&claimed, "test", "550 no such <b>mailbox</b>", now)
                .expect("noted");
        } else {
            office.letter_sent(&claimed.letter.key, now).expect("noted");
        }
    }
    let page = moot.get_as(CLERK, SENT).await.sound().says(&[
        "<strong>1</strong> not sent",
        "The mail server said: 550 no such &#60;b&#62;mailbox",
        "Given up on",
        "Sent on",
        "Send it again",
    ]);
    let key = page.text().split("name=\"letter\" value=\"").nth(1);
    let key = key.and_then(|rest| rest.split('"').next()).expect("a key");
    let again = format!("{SENT}/again");
    let form = [("letter", key)];
    let sent = moot.post_as(CLERK, &again, &form).await;
    assert_eq!(sent.location(), format!("{SENT}?done=again"));
    moot.get_as(CLERK, sent.location()).await.sound().says(&[
        "The letter waits to be sent again.",
        "<strong>1</strong> waiting",
    ]);
    let sent = moot.post_as(CLERK, &again, &form).await;
    assert_eq!(sent.location(), format!("{SENT}?done=not-again"));
    assert_eq!(
        moot.post_as(holder("board.leader"), &again, &form)
            .await
            .status,
        403
    );
    // The page of the meeting's circulation has them too.
    moot.get_as(CLERK, "/three-rivers/meetings/board-2007-04-18/circulation")
        .await
        .sound()
        .says(&["Letters about this meeting", "health@example.org"]);
}

#[tokio::test]
async fn the_secretariat_stops_letters_while_it_enters_what_is_past() {
    let moot = moot();
    let stopped = moot.post_as(CLERK, SENT, &[("written", "off")]).await;
    moot.get_as(CLERK, stopped.location())
        .await
        .sound()
        .says(&["No letters are written from now on.", "Write letters again"]);
    issues(&moot);
    moot.get_as(CLERK, SENT)
        .await
        .says(&["<strong>0</strong> waiting"]);
    moot.post_as(CLERK, SENT, &[("written", "on")]).await;
    moot.get_as(CLERK, SENT)
        .await
        .says(&["Stop writing letters", "<strong>0</strong> waiting"]);
}

#[tokio::test]
async fn everyone_chooses_which_letters_they_get_and_is_told_which_always_come() {
    let moot = moot();
    let leader = holder("board.leader");
    let page = moot.get_as(leader, WISHES).await.sound().says(&[
        "They go to leader@example.org",
        "Notice of meetings",
        "one of which somebody was not told can be challenged",
    ]);
    assert_eq!(page.text().matches("value=\"at-once\" checked").count(), 5);
    moot.get_as(holder("board.chair"), WISHES)
        .await
        .sound()
        .says(&["No e-mail address of yours is known"]);
    assert_eq!(moot.get(WISHES).await.status, 303, "to sign in");
    let mut typed = vec![
        ("actions", "at-once"),
        ("reminders", "daily"),
        ("papers", "weekly"),
        ("minutes", "never"),
        ("notice", "never"),
    ];
    let bad = moot.post_as(leader, WISHES, &typed).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&[
        "Your wishes were not noted",
        "Choose how you wish to have these",
    ]);
    typed.push(("completed", "hourly"));
    assert_eq!(moot.post_as(leader, WISHES, &typed).await.status, 422);
    typed.pop();
    typed.push(("completed", "never"));
    let noted = moot.post_as(leader, WISHES, &typed).await;
    moot.get_as(leader, noted.location())
        .await
        .sound()
        .says(&["Your wishes are noted.", "value=\"weekly\" checked"]);
    issues(&moot);
    moot.get_as(CLERK, SENT)
        .await
        .says(&["<strong>2</strong> waiting"]);
}

#[tokio::test]
async fn letters_are_stopped_from_a_letter_without_signing_in() {
    let moot = moot();
    issues(&moot);
    moot.at("2007-04-17T10:00:00Z");
    moot.acts(
        json!({"act": "meetings.add-item", "meeting": "board-2007-04-18",
        "item": {"title": "Bridge", "purpose": "discussion"}, "late_reason": "The flood."}),
    );
    moot.house.write_letters(BASE).expect("letters written");
    let office = moot.house.office();
    let mut stop = None;
    while let Some(claimed) = office
        .claim_letter("test", moot.house.now().as_second(), 60)
        .expect("an outbox")
    {
        if claimed.letter.kind == "papers" && claimed.letter.address == "leader@example.org" {
            let value = claimed.letter.headers[0].1.clone();
            stop = Some(value.trim_matches(['<', '>']).replace(BASE, ""));
        }
    }
    let stop = stop.expect("an address that stops such letters");
    // A program that looks through mail opens it: nothing happens.
    let page = moot.get(&stop).await.sound().says(&[
        "Stop these letters?",
        "“Papers”",
        "would still come",
    ]);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let leader = holder("board.leader");
    let papers_never = "name=\"papers\" type=\"radio\" value=\"never\" checked";
    moot.get_as(leader, WISHES)
        .await
        .never_says(&[papers_never]);
    // A mail program sends what RFC 8058 says, with no browser's headers.
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    for _ in 0..2 {
        let sent = moot
            .ask(Method::POST, &stop, &headers, "List-Unsubscribe=One-Click")
            .await;
        assert_eq!(sent.status, 200);
        sent.sound().says(&["These letters are stopped"]);
    }
    moot.get_as(leader, WISHES).await.says(&[papers_never]);
    for odd in ["/letters/stop/0", "/letters/stop/..", "/letters/stop/%00"] {
        assert_eq!(moot.get(odd).await.status, 404, "{odd}");
        assert_eq!(moot.post(odd, &[]).await.status, 404, "{odd}");
    }
    assert_eq!(moot.get_as(STRANGER, SENT).await.status, 403);
}

#[tokio::test]
async fn a_program_of_the_secretariat_reads_the_same() {
    let moot = moot();
    issues(&moot);
    let token = format!("Bearer {}", moot.token_of(CLERK));
    let path = format!("/api/v1/{MOOT}/office/letters");
    let headers = [("authorization", token.as_str())];
    let page = moot.ask(Method::GET, &path, &headers, "").await;
    assert_eq!(page.json()["waiting"].as_array().map(Vec::len), Some(2));
}
