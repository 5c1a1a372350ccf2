//! What must not be.

use serde_json::json;
use testkit::holder_of;

use super::{MONEY, PROPOSED, but, june, refused, sits, told, treasurer, waiting};

// Requirement: FU4 at /{partnership}/money/releases/{release}/approve
#[tokio::test]
async fn what_must_not_be_is_refused_with_its_rule_and_changes_nothing() {
    let nurse = sits("board.health");
    let spent = "spent[a-revenue-2007-1]";
    let moot = told();
    moot.acts(json!({"act": "money.send-back-return", "partner": "health", "month": "2007-08-m2", "version": 1,
        "why": "Again."}));
    let may = |month: u8| format!("{MONEY}/returns/health/2007-08-m{month}/make");
    let all = but("", None);
    refused(
        &moot,
        (nurse, &may(2), &but(spent, Some("£1.234"))),
        &["two decimals or none", "#spent-a-revenue-2007-1\""],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(2), &but(spent, Some("a thousand"))),
        &["not an amount of money"],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(2), &but(spent, Some("-5"))),
        &["less than nothing"],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(2), &but(spent, Some(""))),
        &["where nothing was, write 0"],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(2), &but("aligned[a-aligned-2007]", Some("1.5"))),
        &["two decimals or none"],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(2), &but(spent, Some("6,000"))),
        &[
            "would be spent",
            "clause Controls",
            "#spent-a-revenue-2007-1\"",
        ],
    )
    .await;
    let three: Vec<(&str, &str)> = all
        .iter()
        .copied()
        .filter(|pair| *pair != ("confirmations", "3"))
        .collect();
    refused(
        &moot,
        (nurse, &may(2), &three),
        &[
            "Of the confirmations, 3 is missing",
            "clause Assurance",
            "#confirmations\"",
        ],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(2), &but("confirmations", None)),
        &["1, 2, 3 and 4 are missing", "clause Assurance"],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(2), &but("by.name", Some(""))),
        &["Say who confirms it"],
    )
    .await;
    refused(
        &moot,
        (nurse, &may(1), &all),
        &["was accepted at line", "clause Controls"],
    )
    .await;
    refused(&moot, (nurse, &may(3), &all), &["is not over yet"]).await;

    let propose = |pence| [("month", "2007-08-m3"), ("pence", pence)];
    let by = treasurer();
    refused(
        &moot,
        (by, PROPOSED, &propose("10")),
        &[
            "gate before this release is shut",
            "the return for May 2007 was sent back",
            "clause Payment",
            "Missing",
        ],
    )
    .await;
    let moot = june();
    refused(
        &moot,
        (by, PROPOSED, &propose("£1.234")),
        &["two decimals or none", "#pence\""],
    )
    .await;
    refused(
        &moot,
        (by, PROPOSED, &propose("a thousand")),
        &["not an amount of money"],
    )
    .await;
    refused(
        &moot,
        (by, PROPOSED, &propose("-5")),
        &["less than nothing"],
    )
    .await;
    refused(&moot, (by, PROPOSED, &propose("0")), &["£0 is no amount"]).await;
    refused(
        &moot,
        (by, PROPOSED, &propose("9,000")),
        &["is left to release", "clause"],
    )
    .await;
    refused(
        &moot,
        (by, PROPOSED, &[("month", "2008-09-m3"), ("pence", "1")]),
        &["is not in 2007-08"],
    )
    .await;

    let moot = waiting();
    let approve = format!("{MONEY}/releases/release-2/approve");
    refused(
        &moot,
        (by, &approve, &[("seat", "board.leader")]),
        &[
            "cannot approve it too, from whatever seat",
            "clause Approval",
        ],
    )
    .await;
    let councillor = sits("board.councillor-1");
    refused(
        &moot,
        (councillor, &approve, &[("seat", "board.councillor-1")]),
        &["another organisation has to approve it", "clause Approval"],
    )
    .await;
    refused(
        &moot,
        (
            sits("board.voluntary"),
            &approve,
            &[("seat", "board.health")],
        ),
        &["Choose a seat that you hold"],
    )
    .await;
    refused(
        &moot,
        (sits("board.voluntary"), &approve, &[]),
        &["Choose the seat"],
    )
    .await;
    moot.acts(
        json!({"act": "money.approve-release", "release": "release-2", "seat": "board.health"}),
    );
    refused(
        &moot,
        (
            sits("board.voluntary"),
            &approve,
            &[("seat", "board.voluntary")],
        ),
        &["Release-2 was released at line"],
    )
    .await;
    refused(
        &moot,
        (by, PROPOSED, &propose("10")),
        &["was released for that month already, at line"],
    )
    .await;
}

/// One person who is finance officer and comes to hold a second seat, of another organisation, is still one
/// person.
#[tokio::test]
async fn one_person_is_not_two_through_two_seats() {
    let moot = waiting();
    moot.acts(json!([
        {"act": "structure.end-appointment", "seat": "board.voluntary", "on": "2007-06-04", "ground": "resigned"},
        {"act": "structure.appoint", "seat": "board.voluntary", "person": holder_of("board.leader"), "from": "2007-06-05"},
    ]));
    let approve = format!("{MONEY}/releases/release-2/approve");
    moot.get_as(treasurer(), &approve)
        .await
        .sound()
        .says(&["board.leader", "board.voluntary"]);
    for seat in ["board.leader", "board.voluntary"] {
        let form = [("seat", seat)];
        refused(
            &moot,
            (treasurer(), &approve, &form),
            &["from whatever seat", "clause Approval"],
        )
        .await;
    }
}
