//! Bodies of every kind, lines of every kind, and the worked examples, as their pages say them.

use serde_json::json;
use testkit::ARRANGEMENTS;

use crate::testing::{CLERK, MOOT, Moot};

const WORCESTERSHIRE: &str = include_str!("../../../../../arrangements/worcestershire-2007.toml");
const WARWICK: &str = include_str!("../../../../../arrangements/warwick-2009.toml");

fn adopting(text: &str, from: &str) -> Moot {
    let moot = Moot::new();
    moot.acts(json!({"act": "structure.adopt-arrangements", "text": text, "from": from}));
    moot
}

// Requirement: ST1, ST3, ST14 at /{partnership}/structure
#[tokio::test]
async fn every_kind_of_body_and_line_is_said_on_the_chart_and_on_its_page() {
    let kinds = [
        ("board", "Board"),
        ("executive", "Executive"),
        ("public-services-executive", "Public services executive"),
        ("performance-group", "Performance group"),
        ("theme-group", "Theme group"),
        ("associate-theme-group", "Associate theme partnership"),
        ("outcome-group", "Outcome group"),
        ("task-group", "Task group"),
        ("task-and-finish-group", "Task and finish group"),
        ("member-reference-group", "Member reference group"),
        ("forum", "Forum"),
        ("think-tank", "Think tank"),
        ("county-body", "County body"),
        ("district-partnership", "District partnership"),
        ("scrutiny", "Scrutiny"),
        ("external", "Outside the partnership"),
    ];
    let lines = [
        ("accountable-to", "is accountable to"),
        ("advises", "advises"),
        ("reports-to", "reports to"),
        ("delegated-from", "acts on power delegated by"),
        ("commissioned-by", "does work commissioned by"),
        ("supported-by-chairs-of", "is supported by the chairs of"),
        ("part-of", "is part of"),
        ("liaises-with", "keeps in touch with"),
        ("scrutinises", "scrutinises"),
    ];
    let mut text = ARRANGEMENTS.to_owned();
    for (nth, (kind, _)) in kinds.iter().enumerate() {
        let (line, _) = lines[nth % lines.len()];
        text.push_str(&format!(
            "\n[[body]]\nid = \"b-{kind}\"\nname = \"Body {kind}\"\nkind = \"{kind}\"\nends = 2030-01-01\n\n[[body.line]]\nto = \"board\"\nkind = \"{line}\"\nclause = \"9{nth}\"\n"
        ));
    }
    let moot = adopting(&text.replace("2030-01-01", "\"2030-01-01\""), "2007-01-02");
    let index = moot.get(&format!("/{MOOT}/structure")).await.sound();
    for (nth, (kind, said)) in kinds.iter().enumerate() {
        let (_, line) = lines[nth % lines.len()];
        let page = moot.get(&format!("/{MOOT}/structure/b-{kind}")).await;
        page.sound()
            .says(&[&format!("{said} · "), line, &format!("para 9{nth}")]);
        let twin = format!("Body {kind}</a>");
        let (_, after) = index.text().rsplit_once(&twin).unwrap();
        let after: String = after.chars().take(200).collect();
        assert!(
            after.contains(line) && after.contains(&format!("para 9{nth}")),
            "{after}"
        );
    }
}

// Requirement: ST22 at /{partnership}/structure/{body}
#[tokio::test]
async fn the_same_letters_are_two_bodies_in_two_partnerships_and_kinds_have_their_own_words() {
    let worcestershire = adopting(WORCESTERSHIRE, "2007-01-24");
    let warwick = adopting(WARWICK, "2009-03-05");
    let page = format!("/{MOOT}/structure/wpeg");
    worcestershire
        .get(&format!("{page}?at=2007-06-01"))
        .await
        .sound()
        .says(&[
            "Worcestershire Partnership Environment Group",
            "Theme Group · ",
        ]);
    warwick
        .get(&format!("{page}?at=2009-06-01"))
        .await
        .sound()
        .says(&["Warwick Partnership Executive Group", "Executive Group · "]);
    worcestershire
        .get(&format!("/{MOOT}/structure/management-group?at=2007-06-01"))
        .await
        .says(&["Management Group · "]);
}

// Requirement: ST21 at /{partnership}/structure/{body}
#[tokio::test]
async fn a_body_is_held_against_its_own_terms_on_its_page_and_in_the_office() {
    let limits = "[body.limits]\nfewest_partners = 10\nmost_partners = 12\nincludes = [\"executive\"]\nclause = \"B\"\n\n[[body.seat]]\nid = \"citizen\"";
    let text = ARRANGEMENTS.replace("[[body.seat]]\nid = \"citizen\"", limits);
    let moot = adopting(&text, "2007-01-02");
    moot.get(&format!("/{MOOT}/structure/forum"))
        .await
        .sound()
        .says(&[
            "Does it keep its own terms?",
            "Not kept",
            "At least 10 partners.",
            "No partner has a member here.",
            "At most 12 partners.",
            "Every member of Three Rivers Executive is a member here.",
            "3 of 3 are not:",
        ]);
    moot.get_as(CLERK, &format!("/{MOOT}/office/bodies"))
        .await
        .sound()
        .says(&[
            "Rivers Forum: At least 10 partners.",
            "What bodies do not keep",
        ]);
    moot.get(&format!("/{MOOT}/structure/board"))
        .await
        .never_says(&["Does it keep"]);
}

// Requirement: ST15 at /{partnership}/structure/{body}
#[tokio::test]
async fn who_sat_on_the_board_on_a_day_that_has_passed_is_told_and_what_is_planned_too() {
    let moot = Moot::new();
    moot.acts(json!([
        {"act": "structure.end-appointment", "seat": "board.leader", "on": "2007-03-31"},
        {"act": "structure.appoint", "seat": "board.leader", "person": testkit::person(901).to_string(), "from": "2007-04-01"},
    ]));
    moot.at("2007-06-01T09:00:00Z");
    let board = format!("/{MOOT}/structure/board");
    moot.get(&format!("{board}?at=2007-03-31"))
        .await
        .sound()
        .says(&[
            "As it was on Saturday 31 March 2007",
            "Holder of board.leader",
        ]);
    moot.get(&board).await.says(&["Pat Public"]);
    moot.get(&format!("{board}?at=2007-09-01")).await.says(&[
        "As it is planned for Saturday 1 September 2007",
        "Director of public health",
    ]);
    let pat = testkit::person(901);
    for page in [
        format!("/{MOOT}/structure"),
        format!("/{MOOT}/organisations"),
        format!("/{MOOT}/organisations/council"),
        format!("/{MOOT}/people/{pat}"),
    ] {
        let seen = moot.get(&format!("{page}?at=2007-01-31")).await.sound();
        seen.says(&["As it was on Wednesday 31 January 2007", "As it stood on"]);
    }
}
