//! Interests at the table and from the seat, and who leaves the room for one.

use testkit::BOARD;

use super::{MOTION, called, leader, under_way, voting};
use crate::testing::{CLERK, MOOT};

fn interest(withdraws: &'static str) -> [(&'static str, &'static str); 5] {
    [
        ("do", "interest"),
        ("item", "2"),
        ("interest.seat", "board.leader"),
        ("interest.nature", "My brother owns the weir."),
        ("interest.withdraws", withdraws),
    ]
}

// Requirement: ME4 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn whoever_withdraws_is_out_of_the_room_until_they_come_back() {
    let moot = called(&["chair", "leader", "health", "voluntary"]);
    moot.acts(serde_json::json!({"act": "meetings.open", "meeting": BOARD}));
    moot.table().await.says(&["Declare an interest", "Quorate"]);
    let empty = moot.send_table(&[("do", "interest"), ("item", "2")]).await;
    assert_eq!(empty.status, 422);
    empty.sound().says(&[
        "Choose whose interest it is",
        "Write what the interest is",
        "Say whether they withdraw",
    ]);
    let sent = moot.send_table(&interest("now")).await;
    let page = moot.follow(sent).await;
    page.says(&[
        "The interest is recorded.",
        "My brother owns the weir.",
        "Out of the room from",
        "Out of the room for item 2",
        "Not quorate",
        "3 present, 4 needed",
        "Record return",
    ]);
    // At another item one is told that somebody is still outside.
    let other = format!("/{MOOT}/meetings/{BOARD}/table?item=3");
    moot.get_as(CLERK, &other)
        .await
        .sound()
        .says(&["is still out of the room for item 2"]);
    let sent = moot
        .send_table(&[("do", "room"), ("return", "board.leader")])
        .await;
    moot.follow(sent)
        .await
        .says(&["is back in the room.", "4 present, 4 needed"])
        .never_says(&["Not quorate"]);
    // What the meeting page says of it is not public before the minutes are.
    let meeting = format!("/{MOOT}/meetings/{BOARD}");
    moot.get_as(CLERK, &meeting).await.sound().says(&[
        "My brother owns the weir.",
        "Out of the room from",
        "The quorum after each coming and going",
        "withdrew",
        "came back",
    ]);
    moot.get(&meeting)
        .await
        .sound()
        .never_says(&["My brother", "withdrew", "Out of the room"]);
}

#[tokio::test]
async fn who_stayed_at_first_may_withdraw_later() {
    let moot = under_way();
    let sent = moot.send_table(&interest("stays")).await;
    moot.follow(sent)
        .await
        .says(&["They stayed.", "leaves the room</button>"]);
    let leaves = [
        ("do", "withdraw"),
        ("item", "2"),
        ("withdraw.seat", "board.leader"),
    ];
    let sent = moot.send_table(&leaves).await;
    moot.follow(sent).await.says(&["They are out of the room."]);
    let twice = moot.send_table(&leaves).await;
    assert_eq!(twice.status, 422);
    twice.sound().says(&["has withdrawn already"]);
}

#[tokio::test]
async fn a_vote_falls_with_its_withdrawal_and_cannot_be_cast_from_outside() {
    let moot = voting();
    let seat = format!("/{MOOT}/meetings/{BOARD}/seat");
    let vote = [
        ("decision", MOTION),
        ("seat", "board.leader"),
        ("vote", "for"),
    ];
    assert_eq!(moot.post_as(leader(), &seat, &vote).await.status, 303);
    let sent = moot.send_table(&interest("now")).await;
    moot.follow(sent)
        .await
        .never_says(&["Cast by Holder of board.leader"]);
    let refused = moot.post_as(leader(), &seat, &vote).await;
    assert_eq!(refused.status, 422);
    refused.says(&["has withdrawn for item 2"]);
    moot.seat_of(leader())
        .await
        .says(&["You are out of the room for item 2"]);
}

// Requirement: ME4 at /{partnership}/meetings/{meeting}/seat
#[tokio::test]
async fn an_interest_can_be_declared_before_the_meeting() {
    let moot = called(&[]);
    let seat = format!("/{MOOT}/meetings/{BOARD}/seat");
    let page = moot.seat_of(leader()).await;
    page.says(&["You have declared none", "Declare the interest"]);
    let empty = [("do", "interest"), ("seat", "board.leader")];
    let refused = moot.post_as(leader(), &seat, &empty).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["Choose the item", "Write what the interest is"]);
    let form = [
        ("do", "interest"),
        ("seat", "board.leader"),
        ("interest.item", "2"),
        ("interest.nature", "My brother owns the weir."),
        ("interest.withdraws", "yes"),
    ];
    let sent = moot.post_as(leader(), &seat, &form).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.seat_of(leader())
        .await
        .says(&["My brother owns the weir.", "said that they would withdraw"]);
    let twice = moot.post_as(leader(), &seat, &form).await;
    assert_eq!(twice.status, 422);
    twice.sound().says(&["is declared for the seat"]);
    let another = [
        ("do", "interest"),
        ("seat", "board.health"),
        ("interest.item", "2"),
        ("interest.nature", "Not mine."),
    ];
    let denied = moot.post_as(leader(), &seat, &another).await;
    assert_eq!(denied.status, 403);
    moot.get_as(leader(), &format!("/{MOOT}/desk"))
        .await
        .never_says(&["My brother"]);
}
