//! The forms of the plan, from a strategy to a light set by hand.

use serde_json::json;
use testkit::{ARRANGEMENTS, PLAN};

use crate::testing::{CLERK, Moot, STRANGER};

/// Three Rivers whose arrangements speak of a plan, on 2 April 2007.
fn planned() -> Moot {
    let moot = Moot::new();
    moot.acts(json!({
        "act": "structure.adopt-arrangements", "text": format!("{ARRANGEMENTS}{PLAN}"), "from": "2007-01-01",
    }));
    moot.at("2007-04-02T09:00:00Z");
    moot
}

const AGREEMENT: &[(&str, &str)] = &[
    ("title", "Local area agreement"),
    ("agreement", "laa"),
    ("from-day", "1"),
    ("from-month", "4"),
    ("from-year", "2007"),
    ("until-day", "31"),
    ("until-month", "3"),
    ("until-year", "2010"),
    ("blocks[0].id", "a"),
    ("blocks[0].name", "Safer"),
    ("blocks[0].themes", "safer"),
];

const OUTCOME: &[(&str, &str)] = &[
    ("block", "laa|a"),
    ("theme", "safer"),
    ("outcome", "fewer-floods"),
    ("title", "Fewer homes are flooded"),
    ("lead.body", "board"),
    ("lead.partner", "council"),
];

const INDICATOR: &[(&str, &str)] = &[
    ("outcome", "fewer-floods"),
    ("indicator", "flooded-homes"),
    ("title", "Homes flooded"),
    ("unit", "homes"),
    ("places", "0"),
    ("good", "lower"),
    ("standing", "headline"),
    ("every", "quarter"),
    ("in_year", "sum"),
    ("districts", "sum"),
    ("source", "Council survey"),
];

const STRATEGY: &[(&str, &str)] = &[
    ("title", "Three Rivers 2017"),
    ("strategy", "strategy-2007"),
    ("vision", "Everyone can cross."),
    ("from-day", "1"),
    ("from-month", "4"),
    ("from-year", "2007"),
    ("priorities[0].says", "Fewer floods."),
    ("priorities[0].lead", "board"),
    ("approaches[0].says", "Ask the young."),
    ("chapters[1].says", "Walls first."),
    ("target_areas", "docks"),
];

async fn posts(moot: &Moot, path: &str, form: &[(&str, &str)], leads: &str) {
    let sent = moot
        .post_as(CLERK, &format!("/three-rivers{path}"), form)
        .await;
    assert_eq!(sent.status, 303, "{path}: {}", sent.text());
    assert!(sent.location().contains(leads), "{}", sent.location());
}

/// The same with an agreement, an outcome, an indicator and a target, all by forms.
async fn agreed() -> Moot {
    let moot = planned();
    posts(&moot, "/plan/make-agreement", AGREEMENT, "/plan").await;
    posts(&moot, "/plan/set-outcome", OUTCOME, "/plan/fewer-floods").await;
    posts(
        &moot,
        "/plan/set-indicator",
        INDICATOR,
        "/indicators/flooded-homes",
    )
    .await;
    let targets = [
        ("period", "2007-08"),
        ("rows[0].value", "40"),
        ("rows[1].value", "30"),
        ("rows[2].value", "10"),
    ];
    posts(&moot, "/indicators/flooded-homes/targets", &targets, "done").await;
    moot
}

// Requirement: PL1 at /{partnership}/plan/adopt-strategy
#[tokio::test]
async fn a_strategy_is_adopted_with_its_chapters() {
    let moot = planned();
    let path = "/three-rivers/plan/adopt-strategy";
    moot.get_as(CLERK, path)
        .await
        .sound()
        .says(&["The Docks", "Upper River", "Families"]);
    posts(&moot, "/plan/adopt-strategy", STRATEGY, "/plan").await;
    let reading = moot.house.read("three-rivers").expect("a partnership");
    let (_, said) = reading
        .record
        .plan
        .strategy_on(testkit::date("2007-05-01"))
        .expect("a strategy");
    assert_eq!(said.what.chapters[0].area.as_str(), "lower");
    assert_eq!(said.what.target_areas[0].as_str(), "docks");
    let refused = moot.post_as(CLERK, path, &[("title", "X")]).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["Write its vision", "Give it a short name"]);
}

// Requirement: PL2 at /{partnership}/plan/make-agreement
// Requirement: PL3 at /{partnership}/indicators/{indicator}/targets
#[tokio::test]
async fn an_agreement_comes_about_by_forms_and_is_refreshed() {
    let moot = agreed().await;
    for path in [
        "/plan/make-agreement",
        "/plan/refresh-agreement",
        "/plan/set-outcome",
        "/plan/set-outcome?outcome=fewer-floods",
        "/plan/set-indicator",
        "/plan/set-indicator?indicator=flooded-homes",
        "/plan/fewer-floods/end",
        "/indicators/flooded-homes/targets?period=2007-08",
        "/indicators/flooded-homes/retire",
    ] {
        let page = moot.get_as(CLERK, &format!("/three-rivers{path}")).await;
        assert_eq!(page.status, 200, "{path}");
        page.sound();
        let path = path.split('?').next().unwrap_or_default();
        let hidden = moot.get_as(STRANGER, &format!("/three-rivers{path}")).await;
        assert!([403, 404].contains(&hidden.status.as_u16()), "{path}");
    }
    let refresh = [
        ("agreement", "laa"),
        ("from-day", "1"),
        ("from-month", "4"),
        ("from-year", "2008"),
        ("why", "Fewer were asked for."),
    ];
    posts(&moot, "/plan/refresh-agreement", &refresh, "/plan").await;
    // A target without a reason for its change, outside the agreement, and of no indicator with a unit.
    let path = "/three-rivers/indicators/flooded-homes/targets";
    let changed = [("period", "2007-08"), ("rows[0].value", "41")];
    let refused = moot.post_as(CLERK, path, &changed).await;
    assert_eq!(refused.status, 422);
    refused.sound().says(&["Say why it changes"]);
    let outside = [("period", "2011-12"), ("rows[0].value", "41")];
    let refused = moot.post_as(CLERK, path, &outside).await;
    assert_eq!(refused.status, 422);
    refused.says(&["outside the agreement"]);
    let refused = moot
        .post_as(
            CLERK,
            path,
            &[("period", "2008-09"), ("rows[0].value", "1,5")],
        )
        .await;
    assert_eq!(refused.status, 422);
    refused.says(&["full stop before decimals"]);
    posts(
        &moot,
        "/indicators/flooded-homes/retire",
        &[("why", "Nobody counts them.")],
        "done=retired",
    )
    .await;
    posts(
        &moot,
        "/plan/fewer-floods/end",
        &[("why", "The dam stands.")],
        "done=ended",
    )
    .await;
}

// Requirement: PL4 at /{partnership}/indicators/{indicator}/figures
#[tokio::test]
async fn whoever_leads_enters_figures_and_judges_them() {
    let moot = agreed().await;
    moot.at("2007-07-20T09:00:00Z");
    // The holder of board.leader: the board leads on the outcome.
    let leader = 2;
    let base = "/three-rivers/indicators/flooded-homes";
    let path = format!("{base}/figures");
    moot.get_as(leader, &path)
        .await
        .sound()
        .says(&["Upper River", "2007-08"]);
    assert_eq!(moot.get_as(STRANGER, &path).await.status, 404);
    let early = [
        ("period", "2007-08-q2"),
        ("source", "Survey"),
        ("per", "100"),
        ("rows[0].value", "9"),
    ];
    let refused = moot.post_as(leader, &path, &early).await;
    assert_eq!(refused.status, 422);
    refused.sound().says(&["cannot be there before that"]);
    let rate = [
        ("period", "2007-08-q1"),
        ("source", "Survey"),
        ("per", "100"),
        ("rows[0].value", "9"),
        ("rows[0].of", "0"),
    ];
    let refused = moot.post_as(leader, &path, &rate).await;
    assert_eq!(refused.status, 422);
    refused.says(&["This cannot be a rate"]);
    let figures = [
        ("period", "2007-08-q1"),
        ("source", "Survey"),
        ("per", "100"),
        ("rows[0].value", "30"),
        ("rows[1].value", "20"),
        ("words", "One storm."),
    ];
    let sent = moot.post_as(leader, &path, &figures).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    // Another figure for the same period is not taken by this form.
    let again = [
        ("period", "2007-08-q1"),
        ("source", "Survey"),
        ("per", "100"),
        ("rows[0].value", "31"),
    ];
    let refused = moot.post_as(leader, &path, &again).await;
    assert_eq!(refused.status, 422);
    refused.says(&["30 homes already"]);

    let correct = format!("{base}/correct");
    moot.get_as(leader, &correct)
        .await
        .sound()
        .says(&["20 homes"]);
    let right = [
        ("figure", "2007-08-q1|upper"),
        ("value", "21"),
        ("per", "100"),
        ("why", "One more."),
    ];
    assert_eq!(moot.post_as(leader, &correct, &right).await.status, 303);

    let words = format!("{base}/commentary");
    moot.get_as(leader, &words)
        .await
        .sound()
        .says(&["One storm."]);
    let written = [
        ("period", "2007-08-q1"),
        ("words", "One storm, and it is over."),
    ];
    assert_eq!(moot.post_as(leader, &words, &written).await.status, 303);
    assert_eq!(moot.post_as(leader, &words, &[]).await.status, 422);

    let light = format!("{base}/light");
    moot.get_as(leader, &light).await.sound().says(&["At risk"]);
    let set = [
        ("period", "2007-08-q1"),
        ("area", ""),
        ("light", "at-risk"),
        ("why", "It is over."),
    ];
    assert_eq!(moot.post_as(leader, &light, &set).await.status, 303);
    moot.get_as(leader, &light)
        .await
        .sound()
        .says(&["Let it show as it comes out"]);
    let lift = [("lift", "2007-08-q1|")];
    assert_eq!(moot.post_as(leader, &light, &lift).await.status, 303);
    assert_eq!(moot.post_as(leader, &light, &lift).await.status, 422);
}

// Requirement: PL2 at /{partnership}/plan/refresh-agreement
#[tokio::test]
async fn a_refresh_changes_blocks_or_leaves_them_as_they_were() {
    let moot = agreed().await;
    let path = "/three-rivers/plan/refresh-agreement";
    let page = moot.get_as(CLERK, path).await.sound();
    page.says(&[
        "Refresh “Local area agreement”",
        "Version 1, from",
        "Block “a”",
        "One more block",
    ]);
    let blocks = |moot: &Moot| {
        let reading = moot.house.read("three-rivers").expect("a partnership");
        let plan = &reading.record.plan;
        let agreement = plan.agreements().next().expect("one");
        let newest = agreement.newest().expect("a version");
        let said = newest.blocks.iter();
        let said: Vec<String> = said
            .map(|it| format!("{} {} {}", it.id, it.name, it.themes.len()))
            .collect();
        (newest.number, said)
    };
    let day = |year: &'static str| [("from-day", "1"), ("from-month", "4"), ("from-year", year)];
    let send = async |year, rest: &[(&str, &str)]| {
        let mut form = vec![("agreement", "laa"), ("why", "The yearly refresh.")];
        form.extend(day(year));
        form.extend(rest);
        moot.post_as(CLERK, path, &form).await
    };
    // A block with outcomes cannot go, and a new one has to have a name.
    let refused = send("2008", &[("blocks[0].name", "")]).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["An agreement needs a block", "href=\"#blocks-0-name\""]);
    let kept = [("blocks[0].name", "Safer"), ("blocks[0].themes", "safer")];
    let refused = send("2008", &[kept[0], kept[1], ("blocks[1].id", "b")]).await;
    assert_eq!(refused.status, 422);
    refused.sound().says(&["Say what it is called"]);
    let more = [
        ("blocks[1].id", "b"),
        ("blocks[1].name", "Greener"),
        ("blocks[1].themes", "safer"),
    ];
    let sent = send(
        "2008",
        &[
            kept[0],
            ("blocks[0].themes", "safer"),
            more[0],
            more[1],
            more[2],
        ],
    )
    .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(
        blocks(&moot),
        (2, vec!["a Safer 1".to_owned(), "b Greener 1".to_owned()])
    );
    // As they were: the new version has them, and says nothing of its own about them.
    let sent = send(
        "2009",
        &[kept[0], kept[1], ("blocks[1].name", "Greener"), more[2]],
    )
    .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(blocks(&moot).0, 3);
    moot.get_as(CLERK, path)
        .await
        .sound()
        .says(&["Version 3", "Block “b”"]);
}

#[tokio::test]
async fn what_changed_since_the_form_was_opened_is_told_and_not_overwritten() {
    let moot = agreed().await;
    moot.at("2007-07-10T10:00:00Z");
    let indicator = "/indicators/flooded-homes";
    let figure = json!({"act": "plan.return-figures", "source": "Survey",
        "figures": [{"indicator": "flooded-homes", "period": "2007-08-q1", "figure": {"count": "9"}}]});
    moot.acts(figure);
    let seen = |moot: &Moot| {
        let reading = moot.house.read("three-rivers").expect("a partnership");
        reading.head.line.to_string()
    };
    let said = json!({"act": "plan.write-commentary", "indicator": "flooded-homes", "period": "2007-08-q1", "words": "Rain."});
    let outcome = json!({"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a",
        "theme": "safer", "title": "No home is flooded", "lead": {"body": "board"}});
    let refreshed = json!({"act": "plan.refresh-agreement", "agreement": "laa", "from": "2008-04-01", "why": "Asked for."});
    let strategy = json!({"act": "plan.adopt-strategy", "strategy": "strategy", "title": "Strategy", "vision": "Dry.", "from": "2007-04-01"});
    moot.acts(strategy.clone());
    for (path, meanwhile, form) in [
        (
            format!("{indicator}/commentary"),
            &said,
            &[("period", "2007-08-q1"), ("words", "Sun.")][..],
        ),
        (
            format!("{indicator}/correct"),
            &said,
            &[
                ("figure", "2007-08-q1|"),
                ("value", "8"),
                ("per", "100"),
                ("why", "One less."),
            ],
        ),
        (
            format!("{indicator}/light"),
            &said,
            &[
                ("period", "2007-08-q1"),
                ("area", ""),
                ("light", "at-risk"),
                ("why", "It is over."),
            ],
        ),
        (
            format!("{indicator}/targets"),
            &said,
            &[("period", "2008-09"), ("rows[0].value", "41")],
        ),
        (
            format!("{indicator}/retire"),
            &said,
            &[("why", "Nobody counts them.")],
        ),
        ("/plan/set-indicator".to_owned(), &said, INDICATOR),
        ("/plan/set-outcome".to_owned(), &outcome, OUTCOME),
        (
            "/plan/fewer-floods/end".to_owned(),
            &outcome,
            &[("why", "It is reached.")],
        ),
        (
            "/plan/adopt-strategy".to_owned(),
            &strategy,
            &[
                ("strategy", "strategy"),
                ("title", "Another"),
                ("vision", "Wet."),
                ("from-day", "1"),
                ("from-month", "4"),
                ("from-year", "2007"),
            ],
        ),
        (
            "/plan/refresh-agreement".to_owned(),
            &refreshed,
            &[
                ("agreement", "laa"),
                ("why", "Asked."),
                ("blocks[0].name", "Safer"),
                ("blocks[0].themes", "safer"),
                ("from-day", "1"),
                ("from-month", "4"),
                ("from-year", "2009"),
            ],
        ),
    ] {
        let before = seen(&moot);
        moot.acts(meanwhile.clone());
        let mut form: Vec<(&str, &str)> = form.to_vec();
        form.push(("seen", &before));
        let path = format!("/three-rivers{path}");
        let stale = moot.post_as(CLERK, &path, &form).await;
        assert_eq!(stale.status, 409, "{path}");
        let now = seen(&moot);
        stale
            .sound()
            .says(&[&format!("name=\"seen\" value=\"{now}\"")]);
    }
}
