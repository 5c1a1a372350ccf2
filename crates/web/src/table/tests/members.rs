//! Who may look, what a member sees at their seat, and the screen on the wall.

use serde_json::json;
use testkit::{BOARD, holder_of};

use super::{MOTION, called, leader, moved, number, under_way, voting};
use crate::testing::{CLERK, MOOT, STRANGER};

#[tokio::test]
async fn only_those_of_the_meeting_come_in() {
    let moot = under_way();
    for page in ["table", "seat", "room"] {
        let path = format!("/{MOOT}/meetings/{BOARD}/{page}");
        let public = moot.get(&path).await.never_says(&["Quorate", "Holder of"]);
        assert_eq!(public.status, 303);
        assert!(
            public.location().starts_with("/sign-in?next="),
            "{}",
            public.location()
        );
        let form = [("do", "close"), ("sure", "yes")];
        let sent = moot.post(&path, &form).await;
        assert!(matches!(sent.status.as_u16(), 303 | 405), "{}", sent.status);
        let nowhere = format!("/{MOOT}/meetings/board-1999-01-01/{page}");
        assert_eq!(moot.get_as(CLERK, &nowhere).await.status, 404);
        let never = format!("/{MOOT}/meetings/Not%20a%20name/{page}");
        assert_eq!(moot.get_as(CLERK, &never).await.status, 404);
    }
    let table = format!("/{MOOT}/meetings/{BOARD}/table");
    assert_eq!(moot.get_as(leader(), &table).await.status, 403);
    assert_eq!(
        moot.post_as(leader(), &table, &[("do", "close"), ("sure", "yes")])
            .await
            .status,
        403
    );
    let room = format!("/{MOOT}/meetings/{BOARD}/room");
    assert_eq!(moot.get_as(STRANGER, &room).await.status, 403);
    let page = moot
        .seat_of(STRANGER)
        .await
        .says(&["You do not speak for a seat"]);
    page.never_says(&["Quorate", "Holder of"]);
}

#[tokio::test]
async fn a_member_votes_from_their_seat_and_may_change_it() {
    let moot = voting();
    let page = moot.seat_of(leader()).await.says(&[
        "A vote is open",
        "That the flood plan be adopted.",
        "Two rounds of talks failed.",
        "Three Rivers Council",
        "Not voted yet",
        "2 members are here for it",
        "value=\"against\"",
    ]);
    assert_eq!(page.header("cache-control"), "no-store");
    let seat = format!("/{MOOT}/meetings/{BOARD}/seat");
    let vote = |vote: &'static str| {
        [
            ("decision", MOTION),
            ("seat", "board.leader"),
            ("vote", vote),
        ]
    };
    let sent = moot.post_as(leader(), &seat, &vote("for")).await;
    assert_eq!(sent.location(), format!("{seat}?done=voted"));
    // Pressed twice: it counts, once.
    assert_eq!(
        moot.post_as(leader(), &seat, &vote("for")).await.status,
        303
    );
    moot.seat_of(leader()).await.says(&[
        "<strong>For</strong>, cast by you",
        "You may change it until the chair closes the vote",
    ]);
    let councillor = number(holder_of("board.councillor-1"));
    moot.seat_of(councillor)
        .await
        .says(&["cast by Holder of board.leader"]);
    assert_eq!(
        moot.post_as(leader(), &seat, &vote("abstain")).await.status,
        303
    );
    assert_eq!(
        moot.post_as(
            leader(),
            &seat,
            &[
                ("decision", MOTION),
                ("seat", "board.health"),
                ("vote", "for")
            ]
        )
        .await
        .status,
        403
    );
    let odd = moot.post_as(leader(), &seat, &vote("perhaps")).await;
    assert_eq!(odd.status, 422);
    odd.says(&["Your vote was not recorded"]);
    moot.acts(json!({"act": "decisions.close-vote", "decision": MOTION}));
    let late = moot.post_as(leader(), &seat, &vote("for")).await;
    assert_eq!(late.status, 422);
    late.says(&[
        "has been decided",
        "Not carried",
        "The vote of Three Rivers Council: Abstained.",
    ]);
    let dissent = [
        ("do", "dissent"),
        ("decision", MOTION),
        ("seat", "board.leader"),
        ("dissent.words", "We wanted more."),
    ];
    let sent = moot.post_as(leader(), &seat, &dissent).await;
    assert_eq!(sent.location(), format!("{seat}?done=dissent"));
    moot.get_as(leader(), sent.location())
        .await
        .says(&["Your dissent is recorded."])
        .never_says(&["Have my dissent recorded"]);
}

#[tokio::test]
async fn a_seat_says_why_it_has_no_vote() {
    let moot = voting();
    let observer = number(holder_of("board.observer"));
    moot.seat_of(observer)
        .await
        .says(&["Observers attend and speak. They do not vote.", "para 7"])
        .never_says(&["value=\"against\""]);
    let chair = number(holder_of("board.chair"));
    moot.seat_of(chair).await.says(&["speaks for no partner"]);
    let away = number(holder_of("board.ambassador"));
    moot.seat_of(away)
        .await
        .says(&["not recorded as being in the room"]);
    let seat = format!("/{MOOT}/meetings/{BOARD}/seat");
    let absent = moot
        .post_as(
            away,
            &seat,
            &[
                ("decision", MOTION),
                ("seat", "board.ambassador"),
                ("vote", "for"),
            ],
        )
        .await;
    assert_eq!(absent.status, 422);
    absent.says(&["Nobody is in the room for the seat board.ambassador"]);
}

#[tokio::test]
async fn a_seat_says_what_is_happening_when_there_is_nothing_to_vote_on() {
    let early = called(&["leader"]);
    early.seat_of(leader()).await.says(&[
        "has not been opened",
        "10.30am",
        "You are in the room for it.",
    ]);
    under_way()
        .seat_of(leader())
        .await
        .says(&["No vote is open"]);
    moved()
        .seat_of(leader())
        .await
        .says(&["A motion waits to be put"]);
}

#[tokio::test]
async fn the_screen_never_shows_how_anyone_votes() {
    let room = format!("/{MOOT}/meetings/{BOARD}/room");
    let moot = under_way();
    moot.get_as(CLERK, &room)
        .await
        .says(&["Quorate", "5 present, 4 needed", "Reload"]);
    let moot = voting();
    moot.acts(json!({"act": "decisions.cast-vote", "decision": MOTION, "seat": "board.leader", "vote": "against"}));
    moot.get_as(leader(), &room)
        .await
        .says(&["1 of 3 have voted", "That the flood plan be adopted."])
        .never_says(&["against"]);
    moot.acts(json!({"act": "decisions.close-vote", "decision": MOTION}));
    moot.get_as(CLERK, &room)
        .await
        .says(&["Not carried", "1 against", "(paras 11–12)"]);
}

#[tokio::test]
async fn a_meeting_leads_to_what_is_next_for_whoever_looks() {
    let page = format!("/{MOOT}/meetings/{BOARD}");
    let moot = under_way();
    moot.get(&page)
        .await
        .never_says(&["/table\"", "/seat\"", "/room\""]);
    moot.get_as(STRANGER, &page)
        .await
        .never_says(&["/table\"", "/seat\"", "/room\""]);
    let clerk = moot.get_as(CLERK, &page).await.sound();
    clerk
        .says(&["Run the meeting", "Screen for the room"])
        .never_says(&["Your seat"]);
    moot.get_as(leader(), &page)
        .await
        .sound()
        .says(&["Your seat"])
        .never_says(&["Run the meeting"]);
    moot.acts(json!({"act": "meetings.close", "meeting": BOARD}));
    moot.get_as(CLERK, &page).await.says(&["Write the minutes"]);
    moot.acts(json!({"act": "meetings.draft-minutes", "meeting": BOARD, "items": [{"item": 2, "text": "Noted."}]}));
    moot.get_as(CLERK, &page)
        .await
        .says(&["Approve the minutes", "Edit the minutes"]);
    moot.acts(json!({"act": "meetings.approve-minutes", "meeting": BOARD}));
    moot.get_as(CLERK, &page)
        .await
        .says(&["Publish the minutes"]);
    moot.acts(json!({"act": "meetings.publish-minutes", "meeting": BOARD}));
    let published = moot.get_as(CLERK, &format!("{page}?done=published")).await;
    published
        .sound()
        .says(&["The minutes are published."])
        .never_says(&["Publish the minutes"]);
}
