//! What is recorded at the items: agreements, motions, votes, actions; and closing.

use serde_json::json;
use testkit::BOARD;

use super::{MOTION, under_way, voting};
use crate::testing::{CLERK, MOOT, Moot};

#[tokio::test]
async fn a_stale_form_shows_what_changed_and_keeps_what_was_typed() {
    let moot = under_way();
    let head = moot.acts(
        json!({"act": "meetings.record-departure", "meeting": BOARD, "seat": "board.observer"}),
    );
    let seen = (head.end() - 1).to_string();
    let form = [
        ("do", "consensus"),
        ("item", "2"),
        ("seen", seen.as_str()),
        ("consensus.text", "That we thank the wardens."),
    ];
    let page = moot.send_table(&form).await;
    assert_eq!(page.status, 409);
    let fresh = format!("name=\"seen\" value=\"{}\"", head.end());
    page.says(&[
        "changed this meeting since",
        "Since you opened it",
        &format!("(line {})", head.end()),
        "See what changed",
        "That we thank the wardens.</textarea>",
        &fresh,
    ]);
}

#[tokio::test]
async fn an_item_is_agreed_or_an_action_noted_where_one_is() {
    let moot = under_way();
    moot.table()
        .await
        .says(&["Agree by consensus", "Move a motion", "Note an action"]);
    let empty = moot
        .send_table(&[("do", "consensus"), ("item", "2"), ("consensus.text", "  ")])
        .await;
    assert_eq!(empty.status, 422);
    empty.says(&[
        "Write what was agreed",
        "href=\"#consensus-text\"",
        "id=\"consensus-text\"",
    ]);
    let sent = moot
        .send_table(&[
            ("do", "consensus"),
            ("item", "2"),
            ("consensus.text", "That we thank the wardens."),
        ])
        .await;
    assert!(
        sent.location().ends_with("?item=2&done=agreed#item-2"),
        "{}",
        sent.location()
    );
    moot.follow(sent).await.says(&[
        "That we thank the wardens.",
        "Agreed by consensus",
        "Record a dissent",
    ]);
    let wrong = [
        ("do", "action"),
        ("item", "3"),
        ("action.what", ""),
        ("action.owner", ""),
        ("action.person", ""),
        ("action.due-day", "31"),
        ("action.due-month", "2"),
        ("action.due-year", "2007"),
    ];
    let page = moot.send_table(&wrong).await;
    assert_eq!(page.status, 422);
    page.says(&[
        "Write what is to be done",
        "Choose the organisation",
        "no such day",
        "href=\"#action-due-day\"",
        "value=\"31\"",
    ]);
    let early = [
        ("do", "action"),
        ("item", "3"),
        ("action.what", "Mend the bridge"),
        ("action.owner", "council"),
        ("action.person", ""),
        ("action.due-day", "1"),
        ("action.due-month", "2"),
        ("action.due-year", "2007"),
    ];
    moot.send_table(&early).await.says(&[
        "before the meeting",
        "href=\"#action-due-day\"",
        "Mend the bridge</textarea>",
    ]);
    let right = [
        ("do", "action"),
        ("item", "3"),
        ("action.what", "Mend the bridge"),
        ("action.owner", "council"),
        ("action.due-day", "1"),
        ("action.due-month", "7"),
        ("action.due-year", "2007"),
    ];
    let sent = moot.send_table(&right).await;
    moot.follow(sent)
        .await
        .says(&["The action is noted.", "Mend the bridge", "by 1 July 2007"]);
}

#[tokio::test]
async fn a_motion_goes_from_mover_to_count() {
    let moot = under_way();
    let form = [
        ("do", "motion"),
        ("item", "2"),
        ("motion.seat", "board.ambassador"),
        ("motion.text", "That the flood plan be adopted."),
    ];
    let absent = moot.send_table(&form).await;
    assert_eq!(absent.status, 422);
    absent.says(&[
        "Nobody is in the room for the seat board.ambassador",
        "href=\"#motion-seat\"",
        "flood plan be adopted.</textarea>",
    ]);
    let form = [
        ("do", "motion"),
        ("item", "2"),
        ("motion.seat", "board.leader"),
        ("motion.text", "That the flood plan be adopted."),
    ];
    let sent = moot.send_table(&form).await;
    moot.follow(sent).await.says(&[
        "Moved by Holder of board.leader",
        "Who seconds it",
        "Cannot second it",
        "Holder of board.councillor-1",
    ]);
    let name = format!("second[{MOTION}].seat");
    let same = moot
        .send_table(&[
            ("do", "second"),
            ("item", "2"),
            ("decision", MOTION),
            (&name, "board.councillor-1"),
        ])
        .await;
    assert_eq!(same.status, 422);
    same.says(&[
        "speaks for the same partner",
        "clause 11-12",
        &format!("href=\"#second-{MOTION}-seat\""),
    ]);
    let sent = moot
        .send_table(&[
            ("do", "second"),
            ("item", "2"),
            ("decision", MOTION),
            (&name, "board.health"),
        ])
        .await;
    moot.follow(sent).await.says(&[
        "seconded by Holder of board.health",
        "Why consensus was not reached",
        "paras 11–12",
        "Put to the vote",
    ]);
    let name = format!("put[{MOTION}].last_resort");
    let silent = moot
        .send_table(&[
            ("do", "put"),
            ("item", "2"),
            ("decision", MOTION),
            (&name, ""),
        ])
        .await;
    assert_eq!(silent.status, 422);
    silent.says(&["Say what was tried"]);
    let sent = moot
        .send_table(&[
            ("do", "put"),
            ("item", "2"),
            ("decision", MOTION),
            (&name, "Two rounds of talks failed."),
        ])
        .await;
    moot.follow(sent).await.says(&[
        "Vote open",
        "Record a show of hands",
        "0 for, 0 against",
        "To carry: 3 of 3",
    ]);
}

#[tokio::test]
async fn a_show_of_hands_records_what_changed_and_closing_asks_first() {
    let moot = voting();
    let none = moot
        .send_table(&[("do", "votes"), ("item", "2"), ("decision", MOTION)])
        .await;
    assert_eq!(none.status, 422);
    none.says(&["Choose how at least one of them votes"]);
    let absent = moot
        .send_table(&[
            ("do", "votes"),
            ("item", "2"),
            ("decision", MOTION),
            ("hands[board.ambassador]", "for"),
        ])
        .await;
    assert_eq!(absent.status, 422);
    absent.says(&["Nobody is in the room for the seat board.ambassador"]);
    let hands = [
        ("do", "votes"),
        ("item", "2"),
        ("decision", MOTION),
        ("hands[board.health]", "for"),
        ("hands[board.leader]", "for"),
        ("hands[board.voluntary]", "against"),
    ];
    let sent = moot.send_table(&hands).await;
    moot.follow(sent).await.says(&[
        "2 for, 1 against",
        "Cast by Holder of board.health",
        "checked",
    ]);
    let again = [
        ("do", "votes"),
        ("item", "2"),
        ("decision", MOTION),
        ("hands[board.health]", "for"),
        ("hands[board.leader]", "for"),
        ("hands[board.voluntary]", "for"),
    ];
    let sent = moot.send_table(&again).await;
    moot.follow(sent)
        .await
        .says(&["3 for, 0 against", "changed once"]);
    let close = [
        ("do", "close-vote"),
        ("item", "2"),
        ("decision", MOTION),
        ("seen", "1"),
    ];
    let check = moot.send_table(&close).await;
    assert_eq!(check.status, 200);
    let head = moot.try_acts(json!([])).is_ok();
    assert!(!head);
    check
        .says(&[
            "Close the vote?",
            "3 for, 0 against, 0 abstained",
            "3 of 3 must be for it: paras 11–12",
            "recorded as carried",
            "name=\"sure\" value=\"yes\"",
        ])
        .never_says(&["name=\"seen\" value=\"1\""]);
    let stale = moot
        .send_table(&[
            ("do", "close-vote"),
            ("item", "2"),
            ("decision", MOTION),
            ("seen", "3"),
            ("sure", "yes"),
        ])
        .await;
    assert_eq!(stale.status, 409);
    stale
        .says(&["Close the vote?", "changed this meeting"])
        .never_says(&["name=\"seen\" value=\"3\""]);
    let sent = moot
        .send_table(&[
            ("do", "close-vote"),
            ("item", "2"),
            ("decision", MOTION),
            ("sure", "yes"),
        ])
        .await;
    moot.follow(sent).await.says(&[
        "The vote is closed and counted.",
        "Carried",
        "3 of 3 partners present voted for",
    ]);
    let name = format!("dissent[{MOTION}].seat");
    let words = format!("dissent[{MOTION}].words");
    let sent = moot
        .send_table(&[
            ("do", "dissent"),
            ("item", "2"),
            ("decision", MOTION),
            (&name, "board.voluntary"),
            (&words, "It costs too much."),
        ])
        .await;
    moot.follow(sent)
        .await
        .says(&["Dissent:", "It costs too much."]);
    let twice = moot
        .send_table(&[
            ("do", "dissent"),
            ("item", "2"),
            ("decision", MOTION),
            (&name, "board.voluntary"),
            (&words, ""),
        ])
        .await;
    assert_eq!(twice.status, 422);
    twice.says(&["recorded already"]);
}

#[tokio::test]
async fn a_meeting_closes_after_one_more_question_and_not_during_a_vote() {
    let moot = voting();
    let check = moot
        .send_table(&[("do", "close"), ("close.at", "12.15pm")])
        .await;
    check.says(&[
        "Close the meeting?",
        "The vote is still open on",
        "name=\"close.at\" value=\"12.15pm\"",
    ]);
    let open = moot
        .send_table(&[("do", "close"), ("close.at", "12.15pm"), ("sure", "yes")])
        .await;
    assert_eq!(open.status, 422);
    open.says(&["is still open", "Close the vote first"]);
    moot.acts(json!({"act": "decisions.close-vote", "decision": MOTION}));
    let sent = moot
        .send_table(&[("do", "close"), ("close.at", "12.15pm"), ("sure", "yes")])
        .await;
    moot.follow(sent)
        .await
        .says(&[
            "The meeting is closed",
            "12.15pm",
            "Write the minutes",
            "Record a dissent",
        ])
        .never_says(&["Record arrival", "Agree by consensus"]);
}

#[tokio::test]
async fn the_chair_of_an_executive_breaks_a_tie() {
    let (moot, meeting) = (Moot::new(), "executive-2007-04-18");
    moot.calls("executive");
    for seat in ["chief", "director", "nurse"] {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": meeting, "seat": format!("executive.{seat}")}));
    }
    let motion = format!("{meeting}-1");
    moot.acts(json!([
        {"act": "meetings.open", "meeting": meeting},
        {"act": "decisions.move-motion", "meeting": meeting, "item": 1, "seat": "executive.chief", "text": "That we go on."},
        {"act": "decisions.second-motion", "decision": motion, "seat": "executive.nurse"},
        {"act": "decisions.put-to-vote", "decision": motion},
        {"act": "decisions.cast-vote", "decision": motion, "seat": "executive.chief", "vote": "for"},
        {"act": "decisions.cast-vote", "decision": motion, "seat": "executive.nurse", "vote": "against"},
    ]));
    let table = format!("/{MOOT}/meetings/{meeting}/table");
    moot.get_as(CLERK, &table)
        .await
        .sound()
        .says(&["The chair’s casting vote, if it is used"]);
    let tied = moot
        .post_as(
            CLERK,
            &table,
            &[("do", "close-vote"), ("item", "1"), ("decision", &motion)],
        )
        .await;
    tied.sound().says(&[
        "it will be recorded as tied",
        "1 voter in the room has not voted: Director of the council",
    ]);
    let mut form = vec![
        ("do", "close-vote"),
        ("item", "1"),
        ("decision", motion.as_str()),
        ("close-vote.casting", "for"),
    ];
    let check = moot.post_as(CLERK, &table, &form).await;
    check.says(&[
        "With the chair’s casting vote for it",
        "name=\"close-vote.casting\" value=\"for\"",
    ]);
    form.push(("sure", "yes"));
    let sent = moot.post_as(CLERK, &table, &form).await;
    moot.follow(sent).await.says(&["Carried", "casting vote"]);
}

#[tokio::test]
async fn a_body_that_does_not_vote_is_offered_no_motion() {
    let (moot, meeting) = (Moot::new(), "forum-2007-04-18");
    moot.calls("forum");
    moot.acts(json!([
        {"act": "meetings.record-arrival", "meeting": meeting, "seat": "forum.citizen-1"},
        {"act": "meetings.open", "meeting": meeting, "chair": "forum.citizen-1"},
    ]));
    let page = moot
        .get_as(CLERK, &format!("/{MOOT}/meetings/{meeting}/table"))
        .await
        .sound();
    page.says(&["Agree by consensus"])
        .never_says(&["Move a motion"]);
}
