//! What is beside the plans: the pipeline, engagement, organisations, communities, what was weighed.

use super::*;

// Requirement: PL9 at /{partnership}/delivery/pipeline
#[tokio::test]
async fn a_priority_waits_in_the_pipeline_until_it_is_brought_into_a_plan() {
    let moot = with_action();
    let path = format!("{ALL}/pipeline");
    moot.get(&path)
        .await
        .sound()
        .says(&["No priority is to come."])
        .never_says(&["Plan a priority"]);
    let typed = [
        ("do", "plan"),
        ("plan.title", "Cooler streets"),
        ("plan.theme", "water"),
        ("plan.says", "The summers are hot."),
        ("plan.earliest-day", "1"),
        ("plan.earliest-month", "10"),
        ("plan.earliest-year", "2007"),
        ("plan.capacity", "in-part"),
        ("plan.needs", "Two gardeners; the council has one."),
        ("plan.lead", "council"),
    ];
    let bad = moot.post_as(CLERK, &path, &typed[..4]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Say when it can realistically begin"]);
    taken(&moot, CLERK, &path, &typed).await.sound().says(&[
        "Cooler streets",
        "Capacity in part",
        "then still leads 1 other action",
    ]);
    let close = [
        ("do", "close"),
        ("close.priority", "priority-1"),
        ("close.fate", "introduced"),
        ("close.plan", "learning-2007-08"),
        ("close.words", "The second gardener came."),
    ];
    let bad = moot.post_as(CLERK, &path, &close[..3]).await;
    assert_eq!(bad.status, 422);
    taken(&moot, CLERK, &path, &close).await.sound().says(&[
        "Left the pipeline",
        "The second gardener came.",
        ">Dry feet</a>",
    ]);
    moot.get(PLAN).await.says(&["Cooler streets"]);
}

// Requirement: PL12 at /{partnership}/delivery/engagement
#[tokio::test]
async fn an_engagement_is_planned_and_what_changed_is_told() {
    let moot = begun();
    let path = format!("{ALL}/engagement");
    moot.get(&path)
        .await
        .sound()
        .says(&["No engagement is planned."]);
    let tutor = holder("learning.tutor");
    let typed = [
        ("body", "learning"),
        ("year", "2007-08"),
        ("who", "Anglers"),
        ("how", "A walk along the bank."),
        ("when-day", "30"),
        ("when-month", "6"),
        ("when-year", "2007"),
        ("seat", "learning.tutor"),
    ];
    let bad = moot.post_as(tutor, &path, &typed[..2]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Say with whom"]);
    taken(&moot, tutor, &path, &typed)
        .await
        .sound()
        .says(&["Anglers", "To come"]);
    let one = format!("{path}/learning-2007-08-engagement-1");
    moot.get(&one)
        .await
        .sound()
        .never_says(&["Tell what changed"]);
    let tell = [
        ("held-day", "2"),
        ("held-month", "1"),
        ("held-year", "2007"),
        ("heard", "The path floods."),
        ("changed", "The path is raised first."),
        ("seat", "learning.tutor"),
    ];
    moot.get_as(tutor, &one)
        .await
        .sound()
        .says(&["Tell what changed"]);
    taken(&moot, tutor, &one, &tell)
        .await
        .sound()
        .says(&["The path floods.", "The path is raised first."]);
    moot.get(&path).await.says(&["The path is raised first."]);
    let told = moot.get(&format!("/api/v1{one}")).await.json();
    assert_eq!(told["who"], "Anglers");
    let missing = format!("/api/v1{path}/learning-2007-08-engagement-9");
    assert_eq!(moot.get(&missing).await.status, 404);
}

// Requirement: DE13 at /{partnership}/delivery/partners/{organisation}
#[tokio::test]
async fn each_organisation_sees_what_it_leads_and_says_how_its_plans_fit() {
    let moot = with_action();
    let path = format!("{ALL}/partners/council");
    moot.get(&path).await.sound().says(&[
        "leads 1 action",
        "Raise the bank",
        "It has not reported",
    ]);
    assert_eq!(moot.get(&format!("{ALL}/partners/mars")).await.status, 404);
    let all = moot.get(&format!("/api/v1{ALL}/partners")).await.json();
    let of_council = |one: &&serde_json::Value| one["partner"]["id"] == "council";
    let council = all.as_array().unwrap().iter().find(of_council).unwrap();
    assert_eq!(council["leads"][0]["title"], "Raise the bank");
    let leader = holder("board.leader");
    let typed = [
        ("about", "learning-2007-08"),
        ("own", "Corporate plan"),
        ("fits", "in-part"),
        ("words", "The budget follows next year."),
        ("seat", "board.leader"),
    ];
    let bad = moot.post_as(leader, &path, &typed[..2]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Say how far they fit"]);
    taken(&moot, leader, &path, &typed)
        .await
        .sound()
        .says(&["Corporate plan", "Fits in part"]);
    moot.get(&format!("{ALL}/partners"))
        .await
        .sound()
        .says(&["Three Rivers Council", "Fits in part"]);
    moot.get("/three-rivers/organisations/council")
        .await
        .says(&["In the delivery plans"]);
    moot.get("/three-rivers/structure/learning")
        .await
        .says(&["Delivery plans", "Dry feet"]);
}

// Requirement: DE19 at /{partnership}/delivery/{plan}
#[tokio::test]
async fn communities_advise_before_a_plan_is_approved() {
    let moot = begun();
    let citizen = holder("forum.citizen-1");
    let typed = [
        ("do", "advise"),
        ("advise.words", "The allotments would flood."),
        ("advise.asks", "A wall around them."),
        ("advise.seat", "forum.citizen-1"),
    ];
    moot.get_as(citizen, PLAN)
        .await
        .sound()
        .says(&["Advise for communities"]);
    moot.get_as(holder("executive.nurse"), PLAN)
        .await
        .never_says(&["Advise for communities"]);
    taken(&moot, citizen, PLAN, &typed)
        .await
        .sound()
        .says(&["The allotments would flood.", "A wall around them."]);
    let moot = approved();
    let late = moot.post_as(CLERK, PLAN, &typed[..2]).await;
    assert_eq!(late.status, 422);
    late.says(&["was approved on"]);
}

// Requirement: DE10, DE19 at /{partnership}/decisions/{decision}/weigh
#[tokio::test]
async fn what_was_weighed_before_a_decision_is_public_with_it() {
    let moot = there();
    moot.calls("board");
    let seats = ["chair", "leader", "councillor-1", "health", "voluntary"];
    for seat in seats {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": format!("board.{seat}")}));
    }
    moot.acts(json!([
        {"act": "meetings.open", "meeting": BOARD, "chair": "board.chair"},
        {"act": "decisions.propose", "meeting": BOARD, "item": 2, "text": "To raise the bank."},
    ]));
    let path = format!("/three-rivers/decisions/{BOARD}-2/weigh");
    assert_eq!(moot.get(&path).await.status, 404);
    let leader = holder("board.leader");
    let appraise = [
        ("do", "appraise"),
        ("principles-future", "helps"),
        ("principles-joining-up", "neutral"),
        ("dimensions-economic", "helps"),
        ("dimensions-social", "against"),
        ("says", "Ask the villages first."),
        ("seat", "board.leader"),
    ];
    moot.get_as(leader, &path).await.sound();
    taken(&moot, leader, &path, &appraise)
        .await
        .sound()
        .says(&["Ask the villages first."]);
    let advise = [
        ("do", "advise"),
        ("advise.words", "The allotments would flood."),
    ];
    taken(&moot, CLERK, &path, &advise)
        .await
        .sound()
        .says(&["The allotments would flood."]);
    let fits = [
        ("do", "fits"),
        ("fits.partner", "council"),
        ("fits.own", "Corporate plan"),
        ("fits.fits", "fits"),
        ("fits.words", "It is in it."),
        ("fits.seat", "board.leader"),
    ];
    taken(&moot, leader, &path, &fits)
        .await
        .sound()
        .says(&["Corporate plan"]);
    // The public reads nothing of it before the minutes are published.
    moot.get("/three-rivers/record").await.never_says(&[
        "Ask the villages first.",
        "The allotments would flood.",
        "It is in it.",
    ]);
    moot.get(&format!("{ALL}/partners/council"))
        .await
        .never_says(&["It is in it."]);
}
