//! The forms, sent through the real addresses by those who may.

mod back;
mod files;
mod refused;
mod releases;

use app::Role;
use serde_json::json;
use testkit::{FILLED, holder_of, person};

use crate::{
    money::tests::story::story,
    testing::{CLERK, Moot, STRANGER},
};

/// The allocation of the health trust.
const HEALTH: &str = "a-revenue-2007-1";
const MONEY: &str = "/three-rivers/money";
const JUDGED: &str = "/three-rivers/money/returns/health/2007-08-m2/judge";
const MADE: &str = "/three-rivers/money/returns/health/2007-08-m2/make";
const PROPOSED: &str = "/three-rivers/money/allocations/a-revenue-2007-1/release";

/// The number of whoever holds a seat.
fn sits(seat: &str) -> u32 {
    let place = FILLED.iter().position(|it| *it == seat).expect("a seat");
    let number = u32::try_from(place + 1).expect("a number");
    assert_eq!(person(number), holder_of(seat));
    number
}

/// The finance officer of the council, who also leads it.
fn treasurer() -> u32 {
    sits("board.leader")
}

/// The story of June 2007, with a finance officer.
fn told() -> Moot {
    let moot = story();
    let leader = holder_of("board.leader").to_string();
    let granted = moot
        .house
        .office()
        .grant_role("three-rivers", &leader, Role::Finance, 0);
    granted.expect("a role");
    moot
}

/// The same, with the return of May accepted and the instalment of June received.
fn june() -> Moot {
    let moot = told();
    moot.acts(json!([
        {"act": "money.accept-return", "partner": "health", "month": "2007-08-m2", "version": 1},
        {"act": "money.record-instalment", "stream": "a-revenue-2007", "month": "2007-08-m3", "pence": 100_000,
            "reference": "BACS 3", "authorised_by": "The Government Office"},
    ]));
    moot
}

/// The same, with £10 for the health trust proposed as release-2.
fn waiting() -> Moot {
    let moot = june();
    moot.acts(json!({"act": "money.propose-release", "allocation": HEALTH, "month": "2007-08-m3", "pence": 1_000,
        "person": holder_of("board.leader")}));
    moot
}

fn head(moot: &Moot) -> u64 {
    moot.house.read("three-rivers").expect("the book").head.line
}

/// A return of the health trust as its form sends it.
const RETURN: [(&str, &str); 9] = [
    ("spent[a-revenue-2007-1]", "61.50"),
    ("forecast[a-revenue-2007-1]", "£5,900"),
    ("outputs[a-revenue-2007-1]", "Sixty homes were visited."),
    ("aligned[a-aligned-2007]", "0"),
    ("confirmations", "1"),
    ("confirmations", "2"),
    ("confirmations", "3"),
    ("confirmations", "4"),
    ("by.name", "Ada Penny"),
];

/// The return with one field otherwise; none: left out.
fn but<'a>(field: &str, value: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<(&str, &str)> = RETURN.to_vec();
    form.push(("by.office", "Head of Finance"));
    match value {
        None => form.retain(|(name, _)| *name != field),
        Some(value) => {
            for pair in form.iter_mut().filter(|(name, _)| *name == field) {
                pair.1 = value;
            }
        }
    }
    form
}

// Requirement: FU5 at /{partnership}/money/returns/{partner}/{month}/make
#[tokio::test]
async fn a_return_is_sent_back_handed_in_again_accepted_and_reopened() {
    let moot = told();
    let nurse = sits("board.health");
    moot.get_as(treasurer(), &format!("{MONEY}/returns/health/2007-08-m2"))
        .await
        .sound()
        .says(&["Accept or send back"])
        .never_says(&["Hand in another"]);
    moot.get_as(treasurer(), JUDGED).await.sound().says(&[
        "Ada Penny",
        "£61",
        "Accept the return",
        "Send it back",
    ]);
    for (number, path) in [
        (STRANGER, JUDGED),
        (STRANGER, MADE),
        (CLERK, JUDGED),
        (nurse, JUDGED),
        (sits("board.voluntary"), MADE),
        (treasurer(), MADE),
    ] {
        assert_eq!(
            moot.get_as(number, path).await.status,
            404,
            "{number} {path}"
        );
        assert_eq!(
            moot.post_as(number, path, &[]).await.status,
            404,
            "{number} {path}"
        );
    }
    let back = [("do", "send-back"), ("version", "1"), ("why", "")];
    let refused = moot.post_as(treasurer(), JUDGED, &back).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["Say what is wrong with it", "href=\"#why\""]);
    let back = [
        ("do", "send-back"),
        ("version", "1"),
        ("why", "Fifty pence are missing."),
    ];
    let sent = moot.post_as(treasurer(), JUDGED, &back).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/returns/health/2007-08-m2?done=sent-back"
    );

    moot.get_as(CLERK, MADE)
        .await
        .sound()
        .says(&["on behalf of"]);
    moot.get_as(nurse, MADE)
        .await
        .sound()
        .says(&[
            "Fifty pence are missing.",
            "value=\"61.00\"",
            "value=\"Ada Penny\"",
            "The figures are right.",
        ])
        .never_says(&["on behalf of", " checked"]);
    let sent = moot.post_as(nurse, MADE, &but("", None)).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/returns/health/2007-08-m2?done=handed-in",
        "{}",
        sent.text()
    );
    moot.get_as(nurse, sent.location()).await.sound().says(&[
        "The return is handed in.",
        "£61.50",
        "Sixty homes were visited.",
        "£5,900",
    ]);
    // The first version is not the last any more.
    let first = [("do", "accept"), ("version", "1")];
    let refused = moot.post_as(treasurer(), JUDGED, &first).await;
    assert_eq!(refused.status, 422);
    refused.sound().says(&["Version 2 was handed in since"]);
    let second = [("do", "accept"), ("version", "2")];
    let sent = moot.post_as(treasurer(), JUDGED, &second).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get(&format!("{MONEY}/returns/health/2007-08-m2"))
        .await
        .sound()
        .says(&["Accepted on 5 June 2007", "£61.50"])
        .never_says(&["govuk-button-group"]);
    moot.get_as(nurse, MADE)
        .await
        .sound()
        .says(&["It takes no other"]);
    moot.get_as(treasurer(), JUDGED)
        .await
        .sound()
        .says(&["waits to be judged: it is accepted"]);

    let reopened = format!("{MONEY}/returns/health/2007-08-m2/reopen");
    moot.get_as(treasurer(), &reopened)
        .await
        .sound()
        .says(&["is taken back"]);
    assert_eq!(moot.get_as(nurse, &reopened).await.status, 404);
    assert_eq!(moot.post_as(treasurer(), &reopened, &[]).await.status, 422);
    let why = [("why", "It was of another month.")];
    assert_eq!(moot.post_as(treasurer(), &reopened, &why).await.status, 303);
    let again = moot.post_as(treasurer(), &reopened, &why).await;
    assert_eq!(again.status, 422);
    again.sound().says(&["nothing to reopen"]);
}

/// That a form is refused with these words, and nothing is written.
async fn refused(moot: &Moot, (number, path, form): (u32, &str, &[(&str, &str)]), words: &[&str]) {
    let before = head(moot);
    let seen = moot.post_as(number, path, form).await;
    assert!(
        seen.status == 422 || seen.status == 409,
        "{path} {form:?}: {}\n{}",
        seen.status,
        seen.text()
    );
    assert_eq!(head(moot), before, "{path} {form:?}");
    let shown = seen.text().replace("&#39;", "’");
    for word in words {
        assert!(
            shown.contains(word),
            "“{word}” for {path} {form:?} is not in\n{shown}"
        );
    }
    seen.sound();
}
