//! The table, the seat and the screen, as people meet them.

use serde_json::json;
use testkit::{BOARD, holder_of, person, substitute_for};

use crate::testing::{CLERK, MOOT, Moot, STRANGER, Seen};

/// The number by which the tests know a person.
fn number(who: record::id::PersonId) -> u32 {
    (1..1_000)
        .find(|number| person(*number) == who)
        .expect("someone of Three Rivers")
}

fn leader() -> u32 {
    number(holder_of("board.leader"))
}

/// The Board called, and these seats in the room.
fn called(seats: &[&str]) -> Moot {
    let moot = Moot::new();
    moot.calls("board");
    for seat in seats {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": format!("board.{seat}")}));
    }
    moot
}

/// The Board under way with a quorum: the chair, two of the council, health and the voluntary sector.
fn under_way() -> Moot {
    let moot = called(&[
        "chair",
        "leader",
        "councillor-1",
        "health",
        "voluntary",
        "observer",
    ]);
    moot.acts(json!({"act": "meetings.open", "meeting": BOARD}));
    moot
}

/// The same, with a motion moved under item 2 by the leader.
fn moved() -> Moot {
    let moot = under_way();
    moot.acts(json!({"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": "That the flood plan be adopted."}));
    moot
}

/// The same, seconded and put to the vote.
fn voting() -> Moot {
    let moot = moved();
    moot.acts(json!([
        {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": MOTION, "last_resort": "Two rounds of talks failed."},
    ]));
    moot
}

const MOTION: &str = "board-2007-04-18-2";

impl Moot {
    async fn table(&self) -> Seen {
        self.get_as(CLERK, &format!("/{MOOT}/meetings/{BOARD}/table"))
            .await
            .sound()
    }

    /// Sends a form of the table as the clerk.
    async fn send_table(&self, form: &[(&str, &str)]) -> Seen {
        self.post_as(CLERK, &format!("/{MOOT}/meetings/{BOARD}/table"), form)
            .await
    }

    async fn seat_of(&self, who: u32) -> Seen {
        self.get_as(who, &format!("/{MOOT}/meetings/{BOARD}/seat"))
            .await
            .sound()
    }

    /// The table after a form of it was taken.
    async fn follow(&self, sent: Seen) -> Seen {
        assert_eq!(sent.status, 303, "{}", sent.text());
        let address = sent
            .location()
            .split('#')
            .next()
            .expect("an address")
            .to_owned();
        self.get_as(CLERK, &address).await.sound()
    }
}

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
async fn arrivals_departures_and_apologies_are_one_press_each() {
    let moot = called(&[]);
    let page = moot.table().await.says(&[
        "Not quorate",
        "0 present, 4 needed: para 10",
        "Record arrival",
        "Apologies",
        "Record the arrival of a member first",
    ]);
    assert_eq!(page.status, 200);
    let pressed = format!("board.leader {}", holder_of("board.leader"));
    let sent = moot
        .send_table(&[
            ("do", "room"),
            ("room.at", "10.25am"),
            ("arrival", &pressed),
        ])
        .await;
    assert_eq!(
        sent.location(),
        format!("/{MOOT}/meetings/{BOARD}/table?done=arrived&seat=board.leader#seat-board-leader")
    );
    moot.follow(sent).await.says(&[
        "Holder of board.leader is in the room.",
        "1 present, 4 needed",
        "since 10.25am",
        "Record departure",
        "id=\"seat-board-leader\"",
    ]);
    let sent = moot
        .send_table(&[
            ("do", "room"),
            ("room.at", ""),
            ("apologies", "board.voluntary"),
        ])
        .await;
    moot.follow(sent)
        .await
        .says(&["Apologies are recorded for Holder of board.voluntary"]);
    let sent = moot
        .send_table(&[("do", "room"), ("departure", "board.leader")])
        .await;
    moot.follow(sent)
        .await
        .says(&["Holder of board.leader has left the room.", "0 present"]);
}

#[tokio::test]
async fn a_named_substitute_has_a_button_of_their_own() {
    let moot = called(&[]);
    let stand_in = substitute_for("board.health").to_string();
    moot.acts(json!({"act": "structure.name-substitute", "seat": "board.health", "person": stand_in, "meeting": BOARD}));
    moot.table()
        .await
        .says(&["Substitute for board.health arrives instead"]);
    let pressed = format!("board.health {stand_in}");
    let sent = moot
        .send_table(&[("do", "room"), ("arrival", &pressed)])
        .await;
    moot.follow(sent).await.says(&[
        "Substitute for board.health is in the room",
        "for Holder of board.health",
    ]);
}

#[tokio::test]
async fn what_cannot_be_recorded_in_the_room_says_why_and_keeps_what_was_typed() {
    let moot = under_way();
    let twice = format!("board.leader {}", holder_of("board.leader"));
    let stranger = format!("board.ambassador {}", person(STRANGER));
    for (button, pressed, at, said) in [
        (
            "arrival",
            twice.as_str(),
            "",
            "Someone is in the room for the seat board.leader already",
        ),
        ("arrival", stranger.as_str(), "", "neither the holder"),
        ("arrival", "board.nowhere", "", "no seat board.nowhere"),
        ("arrival", "not a seat", "", "not-a-seat"),
        (
            "departure",
            "board.leader",
            "9am",
            "at 10:30, which is after 09:00",
        ),
        ("departure", "board.ambassador", "", "Nobody is in the room"),
        (
            "departure",
            "board.leader",
            "half past",
            "Write the time as",
        ),
        ("apologies", "board.leader", "", "Someone is in the room"),
    ] {
        let page = moot
            .send_table(&[("do", "room"), ("room.at", at), (button, pressed)])
            .await;
        assert_eq!(page.status, 422, "{button} {pressed}");
        if said != "not-a-seat" {
            page.says(&[said, "govuk-error-summary", &format!("value=\"{at}\"")]);
        }
    }
    assert_eq!(moot.send_table(&[("do", "nonsense")]).await.status, 400);
    assert_eq!(moot.send_table(&[("do", "room")]).await.status, 400);
}

#[tokio::test]
async fn a_meeting_is_opened_by_whoever_takes_the_chair() {
    let moot = called(&["leader", "health", "observer"]);
    moot.table()
        .await
        .says(&["Who takes the chair", "Open the meeting"]);
    let nobody = moot.send_table(&[("do", "open"), ("open.chair", "")]).await;
    assert_eq!(nobody.status, 422);
    nobody.says(&["Choose who takes the chair", "href=\"#open-chair\""]);
    let observer = moot
        .send_table(&[("do", "open"), ("open.chair", "board.observer")])
        .await;
    assert_eq!(observer.status, 422);
    observer.says(&["is not a member’s, so it cannot take the chair"
        .replace('’', "&#39;")
        .as_str()]);
    let sent = moot
        .send_table(&[("do", "open"), ("open.chair", "board.leader")])
        .await;
    moot.follow(sent).await.says(&[
        "The meeting is open.",
        "in the chair",
        "Agree by consensus",
        "Close the meeting",
    ]);
}

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
        .says(&["Quorate", "5 present, 4 needed", "Refresh"]);
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
async fn an_inquorate_meeting_says_that_what_it_agrees_waits() {
    let moot = called(&["chair", "leader"]);
    moot.acts(json!([
        {"act": "meetings.open", "meeting": BOARD},
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": "That we wait."},
    ]));
    moot.table()
        .await
        .says(&["Not quorate", "2 present, 4 needed", "For ratification"]);
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
