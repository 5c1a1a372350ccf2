//! The pages of the plan, read as anyone reads them.

use serde_json::{Value, json};
use testkit::ARRANGEMENTS;

use crate::testing::{CLERK, MOOT, Moot};

/// Areas for Three Rivers: the whole of it, a district that the council is for, and a street.
const AREAS: &str = r#"
[[area]]
id = "whole"
name = "Three Rivers"
kind = "county"

[[area]]
id = "wyeford"
name = "Wyeford"
kind = "district"
code = "E07000999"
within = "whole"

[[area]]
id = "lugg"
name = "Lugg Valley"
kind = "district"
within = "whole"

[[area]]
id = "mill-lane"
name = "Mill Lane"
kind = "target-area"
within = "wyeford"

[[theme]]
id = "safer"
name = "Safer from floods"
delivered_by = ["board"]

[[approach]]
id = "families"
name = "Families"

[performance]
amber_within = "10%"
clause = "40"

[performance.stale]
after_days = 45
clause = "42"

[performance.overrides]
by = "secretariat"
clause = "43"

[performance.forecast]
method = "straight-line"
clause = "44"
"#;

/// Three Rivers with areas, from 2007 on.
pub(super) fn with_areas() -> Moot {
    let moot = Moot::new();
    let council = "id = \"council\"\n";
    assert!(
        ARRANGEMENTS.contains(council),
        "the council is an organisation"
    );
    let text = ARRANGEMENTS.replacen(council, "id = \"council\"\narea = \"wyeford\"\n", 1);
    moot.acts(json!({
        "act": "structure.adopt-arrangements", "text": format!("{text}{AREAS}"), "from": "2007-01-02",
    }));
    moot
}

/// The same with a strategy and an agreement for the year 2007-08, and its targets.
pub(crate) fn agreed() -> Moot {
    let moot = with_areas();
    let target = |period: &str, area: Option<&str>, value: &str| json!({"period": period, "area": area, "value": value});
    moot.acts(json!([
        {"act": "plan.adopt-strategy", "strategy": "dry-feet", "title": "Dry feet", "from": "2007-01-02",
            "vision": "A valley in which no home is flooded.",
            "priorities": [{"theme": "safer", "says": "Fewer homes are flooded.", "lead": "board"}],
            "approaches": [{"approach": "families", "says": "Families first."}],
            "target_areas": ["mill-lane"],
            "chapters": [{"area": "wyeford", "says": "Wyeford raises its walls."}]},
        {"act": "plan.make-agreement", "agreement": "laa", "title": "Local area agreement", "from": "2007-01-01",
            "until": "2009-12-31", "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
        {"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a", "theme": "safer",
            "title": "Fewer homes are flooded", "says": "Walls and warnings.",
            "lead": {"body": "board", "partner": "council"}},
        indicator("flooded-homes", "Homes flooded", json!("headline")),
        indicator("warnings", "Homes warned too late", json!({"feeder": "flooded-homes"})),
        {"act": "plan.set-targets", "indicator": "flooded-homes", "why": "Half of what it was.", "targets": [
            target("2007-08-q1", None, "10"), target("2007-08-q2", None, "10"), target("2007-08-q3", None, "10"),
            target("2007-08-q4", None, "10"),
            target("2007-08-q1", Some("wyeford"), "6"), target("2007-08-q1", Some("lugg"), "4"),
            target("2007-08-q2", Some("wyeford"), "6"), target("2007-08-q2", Some("lugg"), "5"),
        ]},
    ]));
    moot
}

fn indicator(id: &str, title: &str, standing: Value) -> Value {
    json!({"act": "plan.set-indicator", "indicator": id, "outcome": "fewer-floods", "title": title,
        "definition": "Water above the doorstep.", "reference": "NI 189", "unit": "homes", "good": "lower",
        "standing": standing, "every": "quarter", "districts": "sum", "source": "Council survey"})
}

/// The same with a delivery plan of the Board, one action of it, and exceptions about the action and about a
/// figure that is off track.
fn under_way() -> Moot {
    let moot = agreed();
    moot.acts(json!([
        returned(&[figure("2006-07-q3", None, "9")]),
        {"act": "delivery.begin-plan", "body": "board", "year": "2007-08", "title": "Dry cellars", "themes": ["safer"]},
        {"act": "delivery.set-action", "plan": "board-2007-08", "title": "Raise the bank", "lead": "council",
            "starts": "2007-01-02", "due": "2008-03-31", "outcomes": ["fewer-floods"], "indicators": ["flooded-homes"],
            "approaches": ["families"], "areas": ["mill-lane"]},
        {"act": "exceptions.raise", "about": {"of": "plan-action", "action": "board-2007-08-1"}, "title": "The digger sank",
            "why": "It rained.", "owner": "council", "body": "board"},
        {"act": "exceptions.raise", "about": {"of": "indicator", "indicator": "flooded-homes", "period": "2006-07-q3"},
            "title": "Nine homes", "why": "It rained.", "owner": "council", "body": "board"},
    ]));
    moot
}

const BANK: &str = "/three-rivers/delivery/board-2007-08/actions/board-2007-08-1";

// Requirement: PL6 at /{partnership}/delivery/{plan}/actions/{plan_action}
#[tokio::test]
async fn an_action_and_what_it_serves_lead_to_one_another() {
    let moot = under_way();
    moot.get(BANK).await.sound().says(&[
        "href=\"/three-rivers/plan/fewer-floods\">Fewer homes are flooded</a>",
        "href=\"/three-rivers/indicators/flooded-homes\">Homes flooded</a>",
        "href=\"/three-rivers/areas/mill-lane\">Mill Lane</a>",
        "href=\"/three-rivers/delivery/coverage#approach-families\">Families</a>",
        "href=\"/three-rivers/exceptions/exception-1\">The digger sank</a>",
    ]);
    let link = format!("href=\"{BANK}\">Raise the bank</a>");
    for page in [
        "/three-rivers/plan/fewer-floods",
        "/three-rivers/indicators/flooded-homes",
        "/three-rivers/areas/mill-lane",
        "/three-rivers/delivery/board-2007-08",
    ] {
        moot.get(page).await.sound().says(&[&link]);
    }
    moot.get("/three-rivers/delivery/coverage")
        .await
        .says(&["id=\"approach-families\""]);
    moot.get("/three-rivers/delivery/board-2007-08")
        .await
        .says(&[
            "href=\"/three-rivers/performance?theme=safer\">Safer from floods</a>",
            "For: <a class=\"govuk-link\" href=\"/three-rivers/plan/fewer-floods\">",
        ]);
    let told = moot.get(&format!("/api/v1{BANK}")).await.json();
    assert_eq!(told["outcomes"][0]["title"], "Fewer homes are flooded");
    assert_eq!(told["exceptions"][0]["title"], "The digger sank");
}

// Requirement: PL5 at /{partnership}/exceptions
#[tokio::test]
async fn an_exception_leads_to_what_it_is_about_and_back() {
    let moot = under_way();
    moot.get("/three-rivers/exceptions/exception-1")
        .await
        .sound()
        .says(&[&format!("href=\"{BANK}\">Raise the bank</a>")]);
    moot.get("/three-rivers/exceptions").await.says(&[
        &format!("About <a class=\"govuk-link\" href=\"{BANK}\">Raise the bank</a>"),
        "href=\"/three-rivers/indicators/flooded-homes\">Homes flooded, quarter 3 of 2006-07</a>",
    ]);
    moot.get("/three-rivers/indicators/flooded-homes")
        .await
        .says(&["Exceptions about it", ">Nine homes</a>"])
        .never_says(&["Raise an exception about it"]);
    let about = moot
        .get("/api/v1/three-rivers/indicators/flooded-homes")
        .await;
    assert_eq!(about.json()["exceptions"][0]["title"], "Nine homes");
    moot.get_as(
        CLERK,
        "/three-rivers/exceptions/raise?of=plan-action&action=board-2007-08-1",
    )
    .await
    .sound()
    .says(&["Raise the bank"]);
    let raise =
        "/three-rivers/exceptions/raise?of=indicator&indicator=flooded-homes&period=2006-07-q3";
    moot.get_as(CLERK, raise)
        .await
        .says(&["Homes flooded, quarter 3 of 2006-07"]);
}

#[tokio::test]
async fn the_plan_leads_to_what_is_done_for_it_and_back() {
    let moot = under_way();
    moot.get("/three-rivers/plan").await.sound().says(&[
        "href=\"/three-rivers/delivery\">Delivery plans</a>",
        "1 action, 1 not started",
        "href=\"/three-rivers/exceptions\">Exceptions</a>",
        "2 open",
        "href=\"/three-rivers/delivery/pipeline\"",
        "href=\"/three-rivers/watch-list\"",
    ]);
    for page in [
        "delivery",
        "exceptions",
        "log-jams",
        "reviews",
        "watch-list",
    ] {
        moot.get(&format!("/three-rivers/{page}"))
            .await
            .says(&["href=\"/three-rivers/plan\" aria-current=\"true\""]);
    }
}

fn figure(period: &str, area: Option<&str>, number: &str) -> Value {
    json!({"indicator": "flooded-homes", "period": period, "area": area, "figure": {"count": number},
        "words": null})
}

fn returned(figures: &[Value]) -> Value {
    json!({"act": "plan.return-figures", "source": "Council survey", "figures": figures})
}

/// The same with figures for three quarters, words beside them and a light set by hand. Years of Three
/// Rivers begin in April unless its arrangements say otherwise, and these quarters have ended.
fn measured() -> Moot {
    let moot = agreed();
    moot.at("2008-01-10T10:00:00Z");
    moot.acts(json!([
        returned(&[
            figure("2007-08-q1", None, "9"), figure("2007-08-q2", None, "11"), figure("2007-08-q3", None, "30"),
            figure("2007-08-q1", Some("wyeford"), "4"), figure("2007-08-q1", Some("lugg"), "5"),
            figure("2007-08-q2", Some("wyeford"), "6"), figure("2007-08-q2", Some("lugg"), "6"),
        ]),
        {"act": "plan.write-commentary", "indicator": "flooded-homes", "period": "2007-08-q3",
            "words": "The wall at Mill Lane gave way.\nIt is being mended."},
    ]));
    moot
}

#[tokio::test]
async fn before_there_is_a_plan_every_page_says_what_will_be_there() {
    let moot = Moot::new();
    let table = [
        ("plan", "No strategy is in force."),
        ("plan/agreement", "No agreement was made."),
        ("performance", "Nothing is measured yet."),
    ];
    for (path, words) in table {
        let page = moot.get(&format!("/{MOOT}/{path}")).await.sound();
        assert_eq!(page.status, 200, "{path}");
        page.says(&[words]);
    }
    for path in [
        "plan/nothing",
        "indicators/nothing",
        "indicators/No%20Such",
        "plan/agreement?agreement=laa",
        "plan/agreement?version=2",
        "performance?theme=No%20Such",
    ] {
        assert_eq!(
            moot.get(&format!("/{MOOT}/{path}")).await.status,
            404,
            "{path}"
        );
        assert_eq!(
            moot.get(&format!("/api/v1/{MOOT}/{path}")).await.status,
            404,
            "{path}"
        );
    }
    let home = moot.get(&format!("/{MOOT}")).await;
    home.never_says(&["How it is doing"]);
}

// Requirement: PL1 at `/{partnership}/plan`
#[tokio::test]
async fn the_strategy_is_on_a_page_with_how_it_is_doing() {
    let moot = measured();
    moot.get("/three-rivers/plan").await.sound().says(&[
        "Dry feet",
        "A valley in which no home is flooded.",
        "Safer from floods",
        "Families first.",
        "/three-rivers/areas/mill-lane",
        "Wyeford raises its walls.",
        "/three-rivers/plan/fewer-floods",
        "1 off track",
        "Local area agreement",
    ]);
    let before = moot.get("/three-rivers/plan?at=2007-01-01").await.sound();
    before
        .says(&["No strategy is in force."])
        .never_says(&["Dry feet"]);
    let json = moot.get("/api/v1/three-rivers/plan").await.json();
    assert_eq!(
        json["strategy"]["priorities"][0]["lights"],
        json!(["off-track"])
    );
}

// Requirement: PL4 at `/{partnership}/performance`
#[tokio::test]
async fn performance_shows_first_what_asks_for_attention() {
    let moot = measured();
    let page = moot.get("/three-rivers/performance").await.sound().says(&[
        "What asks for attention",
        "30 homes in quarter 3 of 2007-08, off track",
        "The wall at Mill Lane gave way.",
        "Three Rivers Council",
        "Getting worse",
        "feeder indicator",
    ]);
    let page = page.never_says(&["It is being mended."]);
    let (first, then) = (
        page.text().find("What asks for attention"),
        page.text().find("theme-safer"),
    );
    assert!(first < then, "what is off track comes before the themes");
    for (query, words) in [
        ("body=board", "Homes flooded"),
        ("body=learning", "Nothing that was asked for is measured."),
        ("theme=safer", "Homes flooded"),
        ("area=wyeford", "6 homes"),
        ("area=mill-lane", "Nothing that was asked for is measured."),
        ("at=2007-07-20", "No figure for quarter 4 of 2006-07"),
    ] {
        let page = moot
            .get(&format!("/three-rivers/performance?{query}"))
            .await;
        page.sound().says(&[words]);
    }
    moot.get("/three-rivers")
        .await
        .sound()
        .says(&["How it is doing", "1 off track"]);
    let json = moot.get("/api/v1/three-rivers/performance").await.json();
    assert_eq!(json["counts"]["off_track"], 1);
}

// Requirement: PL3, PL4 at `/{partnership}/indicators/{indicator}`
#[tokio::test]
async fn an_indicator_opens_to_its_working_its_districts_and_what_was_said() {
    let moot = measured();
    moot.get("/three-rivers/indicators/flooded-homes").await.sound().says(&[
        "<span class=\"fm-reading__figure\">30 homes</span>",
        "fm-light--off-track",
        "30 homes misses the target by more than the tolerance: off track",
        "para 40",
        "It is being mended.",
        "Target 10",
        "fm-line--680",
        "fm-line--300",
        "One of 2 districts is on track; off track: Lugg Valley",
        "Lugg Valley",
        "make the county’s for 1 of 2 periods",
        "Targets for quarter 1 of 2007-08. The sum of the districts’ targets is 10 homes, as the county’s.",
        "Targets for quarter 2 of 2007-08. The sum of the districts’ targets is 11 homes: 1 homes more than the county’s.",
        "Half of what it was.",
        "Homes warned too late",
    ]);
    // As it was known on the day, it stood otherwise.
    let then = moot
        .get("/three-rivers/indicators/flooded-homes?at=2007-03-01")
        .await;
    then.sound()
        .says(&["Not due yet"])
        .never_says(&["30 homes"]);
    let never = moot
        .get("/three-rivers/indicators/flooded-homes?at=2007-01-01")
        .await;
    assert_eq!(never.status, 404);
}

#[tokio::test]
async fn a_light_set_by_hand_and_a_correction_show_their_reason() {
    let moot = measured();
    moot.acts(json!([
        {"act": "plan.override-light", "indicator": "flooded-homes", "period": "2007-08-q3", "light": "at-risk",
            "why": "One street, mended since."},
        {"act": "plan.correct-figure", "indicator": "flooded-homes", "period": "2007-08-q2",
            "figure": {"count": "12"}, "why": "One home was counted too few."},
        returned(&[figure("2007-08-q1", None, "8")]),
    ]));
    moot.get("/three-rivers/indicators/flooded-homes")
        .await
        .sound()
        .says(&[
            "Set by hand",
            "by the rule it would be off track",
            "One street, mended since.",
            "was corrected from 11 homes to 12 homes",
            "One home was counted too few.",
            "Set aside: 8 homes",
        ]);
    let page = moot.get("/three-rivers/performance").await;
    page.says(&["set by hand", "Nothing is off track"]);
}

// Requirement: PL2 at `/{partnership}/plan/agreement`
#[tokio::test]
async fn each_version_of_the_agreement_is_kept() {
    let moot = measured();
    moot.acts(json!([
        {"act": "plan.refresh-agreement", "agreement": "laa", "from": "2008-01-10", "why": "The yearly refresh."},
        {"act": "plan.set-targets", "indicator": "flooded-homes",
            "targets": [{"period": "2008-09", "value": "20"}]},
        {"act": "plan.set-outcome", "outcome": "warned", "agreement": "laa", "block": "a", "theme": "safer",
            "title": "Everyone is warned", "lead": {"body": "board"}},
    ]));
    moot.get("/three-rivers/plan/agreement")
        .await
        .sound()
        .says(&[
            "Version 2 of 2",
            "The yearly refresh.",
            "New in this version: Everyone is warned.",
            "20 homes",
            ">New</strong>",
            "version=1",
        ]);
    let first = moot
        .get("/three-rivers/plan/agreement?version=1")
        .await
        .sound();
    first
        .says(&["Version 1 of 2", "Homes flooded"])
        .never_says(&["Everyone is warned"]);
    assert_eq!(
        moot.get("/three-rivers/plan/agreement?version=3")
            .await
            .status,
        404
    );
    let json = moot
        .get("/api/v1/three-rivers/plan/agreement?version=1")
        .await
        .json();
    assert_eq!(json["shown"]["number"], 1);
    moot.get("/three-rivers/plan/warned")
        .await
        .sound()
        .says(&["No indicator is set for it yet."]);
}

// Requirement: PL2 at `/{partnership}/plan/{outcome}`
#[tokio::test]
async fn an_outcome_names_who_leads_and_lists_its_indicators() {
    let moot = measured();
    moot.get("/three-rivers/plan/fewer-floods")
        .await
        .sound()
        .says(&[
            "Walls and warnings.",
            "Three Rivers Board",
            "Three Rivers Council",
            "Homes flooded",
            "Homes warned too late",
        ]);
    moot.acts(json!([
        {"act": "plan.retire-indicator", "indicator": "warnings", "why": "The valley moved."},
        {"act": "plan.retire-indicator", "indicator": "flooded-homes", "why": "The valley moved."},
        {"act": "plan.end-outcome", "outcome": "fewer-floods", "why": "The valley moved."},
    ]));
    let ended = moot.get("/three-rivers/plan/fewer-floods").await.sound();
    ended.says(&["Not pursued any more since", "The valley moved."]);
}

// Requirement: PL11 at `/{partnership}/areas/{area}`
#[tokio::test]
async fn an_area_shows_its_figures_beside_the_whole() {
    let moot = measured();
    moot.get("/three-rivers/areas/lugg").await.sound().says(&[
        "Homes flooded",
        "6 homes",
        "11 homes",
        "What is aimed at here",
        "5 homes",
    ]);
    moot.get("/three-rivers/areas/mill-lane")
        .await
        .sound()
        .says(&[
            "chose it for special attention",
            "Nothing is measured for Mill Lane by itself.",
        ]);
    moot.get("/three-rivers/areas/wyeford")
        .await
        .says(&["Wyeford raises its walls."]);
    let json = moot.get("/api/v1/three-rivers/areas/lugg").await.json();
    assert_eq!(json["plan"]["lines"][0]["whole"]["said"], "11 homes");
}
