//! Delivery from the form to the page: a plan is begun, written, sent, answered, approved; its actions
//! come on; the gate opens; and what is beside it.

mod beside;

use serde_json::json;
use testkit::{ARRANGEMENTS, BOARD, DELIVERY, holder_of};

use crate::testing::{CLERK, Moot, STRANGER, Seen};

const ALL: &str = "/three-rivers/delivery";
const PLAN: &str = "/three-rivers/delivery/learning-2007-08";
const ACTION: &str = "/three-rivers/delivery/learning-2007-08/actions/learning-2007-08-1";
const GATE: &str = "/three-rivers/delivery/gate/handover";

fn there() -> Moot {
    let moot = Moot::new();
    moot.acts(json!({"act": "structure.adopt-arrangements", "text": format!("{ARRANGEMENTS}{DELIVERY}"), "from": "2007-01-02"}));
    moot
}

fn begun() -> Moot {
    let moot = there();
    moot.acts(json!({"act": "delivery.begin-plan", "body": "learning", "year": "2007-08", "title": "Dry feet", "themes": ["water"]}));
    moot
}

fn with_action() -> Moot {
    let moot = begun();
    moot.acts(
        json!({"act": "delivery.set-action", "plan": "learning-2007-08", "title": "Raise the bank",
        "priority": true, "lead": "council", "with": ["health"], "starts": "2007-01-02", "due": "2008-03-31",
        "budget": 250_000, "approaches": ["economic"], "areas": ["weir"],
        "milestones": [{"title": "The first bank stands", "due": "2007-06-01"}]}),
    );
    moot
}

fn approved() -> Moot {
    let moot = with_action();
    moot.acts(json!({"act": "delivery.approve-plan", "plan": "learning-2007-08", "despite": "It is urgent."}));
    moot
}

/// Sends a form that is taken, and goes where the answer leads.
async fn taken(moot: &Moot, who: u32, path: &str, typed: &[(&str, &str)]) -> Seen {
    let answer = moot.post_as(who, path, typed).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.text());
    moot.get_as(who, answer.location()).await
}

/// The number of whoever holds a seat.
fn holder(name: &str) -> u32 {
    let [.., a, b, c, d] = holder_of(name).0;
    u32::from_be_bytes([a, b, c, d])
}

// Requirement: PL6 at /{partnership}/delivery/{plan}
#[tokio::test]
async fn a_plan_is_begun_written_sent_answered_and_approved() {
    let moot = there();
    moot.get(ALL)
        .await
        .sound()
        .says(&["No delivery plan has been begun.", "Learning Group"])
        .never_says(&["Begin a delivery plan"]);
    let begin = format!("{ALL}/begin");
    let tutor = holder("learning.tutor");
    assert_eq!(moot.get_as(STRANGER, &begin).await.status, 404);
    moot.get_as(tutor, &begin).await.sound().says(&["2006-07"]);
    let typed = [
        ("body", "learning"),
        ("year", "2007-08"),
        ("title", "Dry feet"),
        ("themes", "water"),
        ("seat", "learning.tutor"),
    ];
    let bad = moot.post_as(tutor, &begin, &typed[..1]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Say what the plan is called"]);
    let sent = moot.post_as(tutor, &begin, &typed).await;
    assert_eq!(sent.location(), format!("{PLAN}?done=begun"));
    moot.get(PLAN)
        .await
        .sound()
        .says(&["Dry feet", "6 things are missing", "Not written."])
        .never_says(&["Add an action"]);

    let part = format!("{PLAN}/parts/meetings");
    assert_eq!(moot.get_as(STRANGER, &part).await.status, 404);
    moot.get_as(tutor, &part).await.sound();
    let sent = moot
        .post_as(
            tutor,
            &part,
            &[("words", "Each month."), ("seat", "learning.tutor")],
        )
        .await;
    assert!(sent.location().contains("done=written"));
    moot.get_as(tutor, &format!("{PLAN}?done=written"))
        .await
        .sound()
        .says(&[
            "Each month.",
            "The part is written.",
            "5 things are missing",
        ]);

    let send = [
        ("do", "circulate"),
        ("to", "executive"),
        ("to", "board"),
        ("circulate.until-day", "31"),
        ("circulate.until-month", "1"),
        ("circulate.until-year", "2007"),
        ("circulate.seat", "learning.tutor"),
    ];
    let bad = moot.post_as(tutor, PLAN, &send[..1]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Choose the groups to which it goes"]);
    let sent = moot.post_as(tutor, PLAN, &send).await;
    assert_eq!(sent.location(), format!("{PLAN}?done=circulate"));
    let nurse = holder("executive.nurse");
    moot.get_as(nurse, PLAN)
        .await
        .sound()
        .says(&["Give your group’s input"]);
    let input = [
        ("do", "input"),
        ("body", "executive"),
        ("input.words", "What of the boats?"),
        ("input.seat", "executive.nurse"),
    ];
    taken(&moot, nurse, PLAN, &input)
        .await
        .says(&["What of the boats?", "Not answered yet."]);
    let answer = [
        ("do", "answer"),
        ("answer.input", "1"),
        ("answer.changed", "true"),
        ("answer.words", "Boats are in it now."),
        ("answer.seat", "learning.tutor"),
    ];
    moot.get_as(tutor, PLAN)
        .await
        .sound()
        .says(&["Answer input 1"]);
    taken(&moot, tutor, PLAN, &answer)
        .await
        .says(&["The plan was changed", "Boats are in it now."]);

    let approve = [("do", "approve"), ("despite", "")];
    let refused = moot.post_as(CLERK, PLAN, &approve).await;
    assert_eq!(refused.status, 422);
    refused.sound().says(&["The plan lacks"]);
    let forbidden = moot.post_as(tutor, PLAN, &approve).await;
    assert_eq!(forbidden.status, 403);
    let despite = [("do", "approve"), ("despite", "It is urgent.")];
    taken(&moot, CLERK, PLAN, &despite).await.sound().says(&[
        "Approved",
        "It is urgent.",
        "Three Rivers Executive",
    ]);
    moot.get(ALL).await.sound().says(&["Dry feet", "Approved"]);
    moot.get("/three-rivers/record").await.says(&[
        "began its",
        "Boats are in it now.",
        "It is urgent.",
    ]);
    moot.get(&format!("/api/v1{PLAN}"))
        .await
        .says(&["\"stage\":\"approved\"", "What of the boats?"]);
}

// Requirement: PL6, DE13 at /{partnership}/delivery/{plan}/actions/{plan_action}
#[tokio::test]
async fn an_action_is_added_reported_and_changed() {
    let moot = begun();
    let tutor = holder("learning.tutor");
    let add = format!("{PLAN}/add");
    assert_eq!(moot.get_as(STRANGER, &add).await.status, 404);
    moot.get_as(tutor, &add)
        .await
        .sound()
        .says(&["Weir", "Economic wellbeing"]);
    let typed = [
        ("title", "Raise the bank"),
        ("priority", "yes"),
        ("lead", "council"),
        ("starts-day", "2"),
        ("starts-month", "1"),
        ("starts-year", "2007"),
        ("due-day", "31"),
        ("due-month", "3"),
        ("due-year", "2008"),
        ("budget", "2,500"),
        ("approaches", "economic"),
        ("areas", "weir"),
        ("milestones[0].title", "The first bank stands"),
        ("milestones[0].due-day", "1"),
        ("milestones[0].due-month", "6"),
        ("milestones[0].due-year", "2007"),
        ("seat", "learning.tutor"),
    ];
    let mut wrong = typed.to_vec();
    wrong[9] = ("budget", "much");
    let bad = moot.post_as(tutor, &add, &wrong).await;
    assert_eq!(bad.status, 422);
    bad.sound()
        .says(&["Write the budget in pounds", "The first bank stands"]);
    let sent = moot.post_as(tutor, &add, &typed).await;
    assert!(sent.location().contains("done=set"), "{}", sent.text());
    moot.get(PLAN)
        .await
        .sound()
        .says(&["Raise the bank", "£2,500"]);
    moot.get(ACTION)
        .await
        .sound()
        .says(&["Three Rivers Council", "The first bank stands", "£2,500"])
        .never_says(&["Report how it comes on"]);

    // The council leads it, and so the leader may report; the nurse may not.
    let leader = holder("board.leader");
    let report = [
        ("do", "report"),
        ("report.state", "moving-forward"),
        ("report.words", "The diggers are there."),
    ];
    assert_eq!(
        moot.post_as(holder("executive.nurse"), ACTION, &report)
            .await
            .status,
        403
    );
    let bad = moot.post_as(leader, ACTION, &report[..2]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Write what was done"]);
    taken(&moot, leader, ACTION, &report)
        .await
        .sound()
        .says(&["The diggers are there.", "Moving forward"]);
    let reach = [
        ("do", "reach"),
        ("reach.milestone", "1"),
        ("reach.on-day", "2"),
        ("reach.on-month", "1"),
        ("reach.on-year", "2007"),
    ];
    let shift = [
        ("do", "move"),
        ("move.milestone", "1"),
        ("move.due-day", "1"),
        ("move.due-month", "9"),
        ("move.due-year", "2007"),
        ("move.why", "It rained."),
    ];
    taken(&moot, leader, ACTION, &shift)
        .await
        .sound()
        .says(&["Was due 1 June 2007", "It rained."]);
    taken(&moot, leader, ACTION, &reach)
        .await
        .sound()
        .says(&["Reached on 2 January 2007"]);
    let change = format!("{ACTION}/change");
    moot.get_as(tutor, &change)
        .await
        .sound()
        .says(&["Change the action", "value=\"2,500\""]);
    let drop = [
        ("do", "drop"),
        ("drop.why", "The bank is listed."),
        ("drop.seat", "learning.tutor"),
    ];
    taken(&moot, tutor, ACTION, &drop)
        .await
        .sound()
        .says(&["Given up on 2 January 2007", "The bank is listed."]);
    moot.get(&format!("/api/v1{ACTION}"))
        .await
        .says(&["\"state\":\"moving-forward\""]);
    let elsewhere = "/three-rivers/delivery/board-2007-08/actions/learning-2007-08-1";
    assert_eq!(moot.get(elsewhere).await.status, 404);
}

// Requirement: DE10 at /{partnership}/delivery/{plan}/actions/{plan_action}/appraise
#[tokio::test]
async fn an_action_is_appraised_against_every_principle_and_dimension() {
    let moot = with_action();
    let appraise = format!("{ACTION}/appraise");
    assert_eq!(moot.get_as(STRANGER, &appraise).await.status, 404);
    moot.get_as(CLERK, &appraise).await.sound().says(&[
        "The future",
        "See what follows in the long run.",
        "Social wellbeing",
    ]);
    let typed = [
        ("principles-future", "helps-much"),
        ("principles-joining-up", "neutral"),
        ("dimensions-economic", "helps"),
        ("dimensions-social", "against"),
        ("dimensions-social-words", "The path is shut for a year."),
        ("says", "Open another path first."),
    ];
    let bad = moot.post_as(CLERK, &appraise, &typed[..3]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Choose how it bears on this"]);
    taken(&moot, CLERK, &appraise, &typed).await.sound().says(&[
        "it helps 2 and works against 1 of 4",
        "The path is shut for a year.",
        "Open another path first.",
    ]);
}

// Requirement: PL7 at /{partnership}/delivery/coverage
#[tokio::test]
async fn coverage_shows_what_nothing_serves() {
    let moot = begun();
    let path = format!("{ALL}/coverage");
    moot.get(&path)
        .await
        .sound()
        .says(&["No action is in the plans yet"]);
    let moot = with_action();
    moot.get(&path).await.sound().says(&[
        "Nothing serves “Economic wellbeing” in Mill, or “Social wellbeing” anywhere",
        "Raise the bank",
        "<svg",
    ]);
    moot.get(&format!("{path}?plan=learning-2007-08"))
        .await
        .sound();
    assert_eq!(
        moot.get(&format!("{path}?plan=x-2007-08")).await.status,
        404
    );
    moot.get(&format!("/api/v1{path}"))
        .await
        .says(&["\"gaps\":[[\"Economic wellbeing\",\"Mill\"]"]);
}

// Requirement: PL8 at /{partnership}/delivery/gate/{gate}
#[tokio::test]
async fn the_gate_says_what_blocks_it_and_is_passed_by_a_decision() {
    let moot = approved();
    moot.get(&format!("{ALL}/gate")).await;
    moot.get(GATE).await.sound().says(&[
        "Not yet passed",
        "1 of 1 priority actions keeps it shut",
        "Keeps it shut",
        "Watch over the delivery plan in detail",
        "Lead officer",
    ]);
    moot.acts(json!({"act": "delivery.report-progress", "action": "learning-2007-08-1", "state": "moving-forward", "words": "Diggers."}));
    moot.get(GATE)
        .await
        .sound()
        .says(&["Ready to be passed", "All 1 priority actions"])
        .never_says(&["Record that it is passed"]);
    moot.calls("board");
    let seats = ["chair", "leader", "councillor-1", "health", "voluntary"];
    for seat in seats {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": format!("board.{seat}")}));
    }
    moot.acts(json!([
        {"act": "meetings.open", "meeting": BOARD, "chair": "board.chair"},
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": "The plan moves forward."},
    ]));
    moot.get_as(CLERK, GATE)
        .await
        .sound()
        .says(&["Record that it is passed", "The plan moves forward."]);
    let decision = format!("{BOARD}-2");
    let typed = [("decision", decision.as_str())];
    assert_eq!(
        moot.post_as(holder("board.leader"), GATE, &typed)
            .await
            .status,
        403
    );
    moot.post_as(CLERK, GATE, &typed).await.sound().says(&[
        "Pass the gate?",
        "will pass from the Three Rivers Executive to the Learning Group",
    ]);
    let sure = [("decision", decision.as_str()), ("sure", "yes")];
    taken(&moot, CLERK, GATE, &sure)
        .await
        .sound()
        .says(&["Passed", "all 1 priority action were"]);
    moot.get("/three-rivers/structure/learning")
        .await
        .says(&["Watch over the delivery plan in detail"]);
    moot.get("/three-rivers/structure/executive")
        .await
        .never_says(&["Watch over the delivery plan in detail"]);
}
