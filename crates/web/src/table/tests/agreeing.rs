//! Towards agreement: from the proposal at the table to the page of the decision.

use serde_json::json;
use testkit::{BOARD, holder_of};

use super::{MOTION, number, under_way};
use crate::testing::{CLERK, MOOT, Moot, STRANGER};

fn propose(text: &'static str) -> [(&'static str, &'static str); 3] {
    [("do", "propose"), ("item", "2"), ("propose.text", text)]
}

fn position(seat: &'static str, at: &'static str) -> [(&'static str, &'static str); 5] {
    [
        ("do", "position"),
        ("item", "2"),
        ("decision", MOTION),
        ("seat", seat),
        ("position", at),
    ]
}

fn decision(name: &str) -> String {
    format!("/{MOOT}/decisions/{name}")
}

/// The Board under way, with a proposal that the health trust objects to.
async fn objected() -> Moot {
    let moot = under_way();
    let page = moot.send_table(&propose("To raise the bank.")).await;
    moot.follow(page).await.says(&[
        "Members can say where they stand.",
        "Where each member stands",
    ]);
    let page = moot.send_table(&position("board.leader", "support")).await;
    moot.follow(page)
        .await
        .says(&["The position is recorded.", "Supports it"]);
    let page = moot.send_table(&position("board.health", "object")).await;
    moot.follow(page).await.says(&["Objects", "1 objects"]);
    moot
}

// Requirement: DE1 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn a_proposal_is_agreed_once_nobody_objects() {
    let moot = objected().await;
    let agree = [("do", "agree"), ("item", "2"), ("decision", MOTION)];
    let page = moot.send_table(&agree).await.sound();
    assert_eq!(page.status, 422);
    page.says(&["an objection stands", "board.health"]);
    let page = moot
        .send_table(&position("board.health", "stand-aside"))
        .await;
    moot.follow(page).await.says(&["Stands aside", "changed"]);
    let page = moot.send_table(&agree).await;
    moot.follow(page)
        .await
        .says(&["The agreement is recorded.", "Agreed by consensus"]);
    moot.get_as(CLERK, &decision(MOTION)).await.sound().says(&[
        "Where members stood on the proposal",
        "Stands aside",
        "no objection stood",
        "<svg",
    ]);
    assert_eq!(moot.get_as(STRANGER, &decision(MOTION)).await.status, 404);
}

#[tokio::test]
async fn a_member_says_where_they_stand_from_their_own_seat() {
    let moot = under_way();
    moot.send_table(&propose("To raise the bank.")).await;
    let health = number(holder_of("board.health"));
    moot.get_as(health, &format!("/{MOOT}/desk"))
        .await
        .says(&["Say where you stand"]);
    moot.seat_of(health)
        .await
        .says(&["A proposal asks where you stand", "To raise the bank."]);
    let here = format!("/{MOOT}/meetings/{BOARD}/seat");
    let sent = moot
        .post_as(health, &here, &position("board.health", "can-live-with"))
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.seat_of(health).await.says(&["Can live with it"]);
    let other = moot
        .post_as(health, &here, &position("board.leader", "object"))
        .await;
    assert_eq!(other.status, 403);
}

// Requirement: DE2 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn where_consensus_fails_the_objections_are_why_it_is_voted_on() {
    let moot = objected().await;
    let take_up = [
        ("do", "take-up"),
        ("item", "2"),
        ("decision", MOTION),
        ("take-up[board-2007-04-18-2].seat", "board.leader"),
        (
            "take-up[board-2007-04-18-2].text",
            "That the bank be raised.",
        ),
    ];
    let page = moot.send_table(&take_up).await;
    moot.follow(page)
        .await
        .says(&["The motion is recorded.", "On the proposal:"]);
    moot.acts(json!([
        {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": MOTION},
        {"act": "decisions.close-vote", "decision": MOTION},
    ]));
    moot.get_as(CLERK, &decision(MOTION)).await.sound().says(&[
        "Consensus was tried first, and one objection stood.",
        "Objected: Three Rivers Health Trust",
    ]);
}

// Requirement: DE3 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn nobody_of_the_movers_own_partner_seconds() {
    let moot = super::moved();
    let second = [
        ("do", "second"),
        ("item", "2"),
        ("decision", MOTION),
        ("second[board-2007-04-18-2].seat", "board.councillor-1"),
    ];
    let page = moot.send_table(&second).await.sound();
    assert_eq!(page.status, 422);
    page.says(&["speaks for the same partner as the mover"]);
}

#[tokio::test]
async fn an_amended_proposal_is_asked_afresh() {
    let moot = objected().await;
    let amend = [
        ("do", "amend"),
        ("item", "2"),
        ("decision", MOTION),
        (
            "amend[board-2007-04-18-2].text",
            "To raise the bank by a foot.",
        ),
    ];
    let page = moot.send_table(&amend).await;
    moot.follow(page)
        .await
        .says(&["To raise the bank by a foot.", "nobody objects"]);
    moot.get_as(CLERK, &decision(MOTION))
        .await
        .sound()
        .says(&["Earlier words of the proposal", "To raise the bank."]);
}

// Requirement: DE7 at /{partnership}/decisions/{decision}
#[tokio::test]
async fn a_decision_on_partners_own_affairs_waits_until_each_has_answered() {
    let moot = under_way();
    let agree = [
        ("do", "consensus"),
        ("item", "2"),
        ("consensus.text", "To share the wardens."),
        ("consensus.scope.competence", "own-affairs"),
    ];
    let page = moot.send_table(&agree).await;
    moot.follow(page).await.says(&["Waits for 3 of 3 partners"]);
    moot.acts(json!({"act": "meetings.close", "meeting": BOARD}));
    moot.at("2007-06-20T09:00:00Z");
    moot.get_as(CLERK, &format!("/{MOOT}/office")).await.says(&[
        "Waits for 3 of 3 partners to answer.",
        "Overdue: 13 June 2007",
    ]);
    let health = number(holder_of("board.health"));
    moot.get_as(health, &format!("/{MOOT}/desk"))
        .await
        .says(&["Record its answer", "Three Rivers Health Trust"]);
    let form = format!("{}/answer", decision(MOTION));
    moot.get_as(health, &form)
        .await
        .sound()
        .says(&["Three Rivers Health Trust"])
        .never_says(&["Voluntary Action"]);
    let mut answer = vec![
        ("partner", "health"),
        ("answer", "declines"),
        ("on-day", "2"),
        ("on-month", "6"),
        ("on-year", "2007"),
    ];
    let page = moot.post_as(health, &form, &answer).await.sound();
    assert_eq!(page.status, 422);
    page.says(&["Say who answered for it"]);
    answer.push(("by", "The trust’s board"));
    let sent = moot.post_as(health, &form, &answer).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    answer[0] = ("partner", "council");
    assert_eq!(moot.post_as(health, &form, &answer).await.status, 403);
    answer[1] = ("answer", "agrees");
    assert_eq!(moot.post_as(CLERK, &form, &answer).await.status, 303);
    moot.get_as(CLERK, &decision(MOTION)).await.sound().says(&[
        "Waits for 1 of 3 partners",
        "Declines, and is not bound",
        "The trust’s board",
        "para 21",
    ]);
    assert_eq!(moot.get(&decision(MOTION)).await.status, 404);
    assert_eq!(moot.get_as(STRANGER, &form).await.status, 404);
}

// Requirement: DE16 at /{partnership}/decisions/{decision}
#[tokio::test]
async fn a_decision_on_money_waits_for_the_accountable_body() {
    let moot = under_way();
    moot.acts(json!([
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": "To buy sandbags.",
            "scope": {"competence": "pooled-money"}},
        {"act": "meetings.close", "meeting": BOARD},
    ]));
    moot.get_as(CLERK, &decision(MOTION))
        .await
        .sound()
        .says(&["Waits for the accountable body", "Three Rivers Council"]);
    moot.get_as(CLERK, &format!("/{MOOT}/office"))
        .await
        .says(&["Record its answer"]);
    let form = format!("{}/agreement", decision(MOTION));
    let leader = number(holder_of("board.leader"));
    moot.get_as(leader, &form)
        .await
        .sound()
        .says(&["Three Rivers Council answers for the money"]);
    let answer = [
        ("agrees", "true"),
        ("on-day", "18"),
        ("on-month", "4"),
        ("on-year", "2007"),
        ("by", "The treasurer"),
    ];
    let page = moot.post_as(leader, &form, &answer[1..]).await.sound();
    assert_eq!(page.status, 422);
    let sent = moot.post_as(leader, &form, &answer).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get_as(CLERK, &decision(MOTION))
        .await
        .sound()
        .says(&["The accountable body agrees", "The treasurer"]);
}

// Requirement: DE8, DE9, DE20 at /{partnership}/decisions/{decision}
#[tokio::test]
async fn a_recommendation_is_followed_from_body_to_body() {
    let moot = Moot::new();
    moot.calls("learning");
    let learning = "learning-2007-04-18";
    let arrive =
        |seat: &str| json!({"act": "meetings.record-arrival", "meeting": learning, "seat": seat});
    moot.acts(json!([
        arrive("learning.school"), arrive("learning.clinic"), arrive("learning.tutor"),
        {"act": "meetings.open", "meeting": learning, "chair": "learning.school"},
    ]));
    let table = format!("/{MOOT}/meetings/{learning}/table");
    let beyond = [
        ("do", "propose"),
        ("item", "1"),
        ("propose.text", "Classes come first."),
        ("propose.scope.competence", "priorities"),
    ];
    let page = moot.post_as(CLERK, &table, &beyond).await.sound();
    assert_eq!(page.status, 422);
    page.says(&["may not decide this", "clause 22"]);
    let to_the_board = [&beyond[..], &[("propose.scope.recommends_to", "board")]].concat();
    assert_eq!(moot.post_as(CLERK, &table, &to_the_board).await.status, 303);
    let first = "learning-2007-04-18-1";
    let state = |seat: &'static str, mandate: &str| {
        json!({"act": "decisions.state-position", "decision": first,
        "seat": seat, "position": "support", "mandate": mandate})
    };
    let unsaid = [
        ("do", "position"),
        ("item", "1"),
        ("decision", first),
        ("seat", "learning.school"),
        ("position", "support"),
    ];
    let page = moot.post_as(CLERK, &table, &unsaid).await.sound();
    assert_eq!(page.status, 422);
    page.says(&["Say on what power they speak"]);
    moot.acts(json!([
        state("learning.school", "delegated"), state("learning.clinic", "refers-back"),
        {"act": "decisions.agree-by-consensus", "meeting": learning, "item": 1, "decision": first},
        {"act": "meetings.close", "meeting": learning},
        {"act": "meetings.draft-minutes", "meeting": learning, "items": [{"item": 1, "text": "Talked."}]},
    ]));
    moot.calls("board");
    let board = moot.get(&format!("/{MOOT}/meetings/{BOARD}")).await.sound();
    board.says(&[
        "Recommended by Learning Group",
        "on the recommendation of the",
    ]);
    moot.publishes(learning);
    moot.get(&decision(first)).await.sound().says(&[
        "From body to body",
        "Recommendation",
        "Three Rivers Board",
        "On the agenda",
        "Binds only those who can support it",
        "Must refer it back",
        "Three Rivers Health Trust",
        "Were not asked",
        "Voluntary Action Three Rivers",
        "para 23",
    ]);
}

// Requirement: DE9 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn an_item_beyond_the_delegation_is_forwarded() {
    let moot = under_way();
    let forward = [
        ("do", "forward"),
        ("item", "2"),
        ("forward.to", "executive"),
        ("forward.why", "It is theirs to do."),
    ];
    let page = moot.send_table(&forward[..3]).await.sound();
    assert_eq!(page.status, 422);
    let page = moot.send_table(&forward).await;
    moot.follow(page).await.says(&[
        "The item is forwarded.",
        "Forwarded to:",
        "Three Rivers Executive",
    ]);
    moot.get_as(CLERK, &decision(MOTION)).await.sound().says(&[
        "From body to body",
        "On its forward plan",
        "It is theirs to do.",
    ]);
}
