//! The forms, sent through the real addresses by those who may.

use app::Role;
use axum::{body::Body, http::Method};
use serde_json::json;
use testkit::{FILLED, holder_of, person};

use crate::{
    money::tests::story::story,
    testing::{CLERK, Moot, STRANGER, Seen, request},
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

// Requirement: FU4 at /{partnership}/money/allocations/{allocation}/release
#[tokio::test]
async fn a_release_is_proposed_beside_its_gate_and_made_by_a_second_person() {
    let moot = june();
    let helper = sits("board.voluntary");
    moot.get_as(treasurer(), &format!("{MONEY}/allocations/{HEALTH}"))
        .await
        .sound()
        .says(&["Propose a release"]);
    moot.get_as(treasurer(), &format!("{MONEY}/allocations/{HEALTH}/gate"))
        .await
        .sound()
        .says(&["release?period=2007-08-m3"]);
    moot.get_as(treasurer(), PROPOSED)
        .await
        .sound()
        .says(&["In hand", "return for May 2007 was accepted"]);
    let form = [("month", "2007-08-m3"), ("pence", "10.00")];
    let sent = moot.post_as(treasurer(), PROPOSED, &form).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/releases/release-2?done=proposed",
        "{}",
        sent.text()
    );
    moot.get_as(treasurer(), sent.location())
        .await
        .sound()
        .says(&["The release is proposed.", "Take it back"]);
    let release = format!("{MONEY}/releases/release-2");
    moot.get_as(helper, &release)
        .await
        .sound()
        .says(&["Approve and release", "Decline"]);
    moot.get(&release)
        .await
        .never_says(&["Approve and release"]);
    let approve = format!("{release}/approve");
    moot.get_as(helper, &approve).await.sound().says(&[
        "value=\"board.voluntary\"",
        "You are the second person",
        "In hand",
    ]);
    for number in [STRANGER, CLERK, sits("forum.citizen-1")] {
        for path in [&*approve, PROPOSED, &format!("{release}/decline")] {
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
    }
    let seat = [("seat", "board.voluntary")];
    let sent = moot.post_as(helper, &approve, &seat).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/releases/release-2?done=released",
        "{}",
        sent.text()
    );
    moot.get_as(helper, &approve)
        .await
        .sound()
        .says(&["does not wait for anybody"]);
    moot.get_as(helper, sent.location())
        .await
        .sound()
        .says(&["The money is released.", "Approved by"]);
}

#[tokio::test]
async fn a_release_is_declined_from_a_seat_or_taken_back() {
    for (number, seat) in [
        (sits("board.voluntary"), "board.voluntary"),
        (treasurer(), ""),
    ] {
        let moot = waiting();
        let decline = format!("{MONEY}/releases/release-2/decline");
        moot.get_as(number, &decline)
            .await
            .sound()
            .says(&["No money goes."]);
        assert_eq!(
            moot.post_as(number, &decline, &[("seat", seat)])
                .await
                .status,
            422
        );
        let why = [("seat", seat), ("why", "The nurses found another way.")];
        let sent = moot.post_as(number, &decline, &why).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get("/three-rivers/money/releases/release-2")
            .await
            .sound()
            .says(&["The nurses found another way.", "Declined"]);
        let again = moot.post_as(number, &decline, &why).await;
        assert_eq!(again.status, 422);
        again.sound().says(&["does not wait any more"]);
    }
}

#[tokio::test]
async fn money_is_moved_only_soon_after_signing_in() {
    let moot = waiting();
    for (number, path, form) in [
        (
            treasurer(),
            PROPOSED,
            [("month", "2007-08-m3"), ("pence", "1")],
        ),
        (
            sits("board.voluntary"),
            "/three-rivers/money/releases/release-2/approve",
            [("seat", "board.voluntary"), ("", "")],
        ),
    ] {
        let cookie = moot.cookie_of(number);
        moot.wait(16 * 60);
        let before = head(&moot);
        let fields: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let headers = [
            ("cookie", cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let sent = moot
            .ask(axum::http::Method::POST, path, &headers, &fields.join("&"))
            .await;
        assert!(
            sent.status == 303 || sent.status == 403 || sent.status == 401,
            "{path}: {}",
            sent.status
        );
        assert!(!sent.location().contains("done="), "{path}");
        assert_eq!(head(&moot), before, "{path}");
    }
}

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

// Requirement: FU7 at /{partnership}/money/partners/{partner}/{year}/assure
#[tokio::test]
async fn an_assurance_statement_is_recorded_and_judged() {
    let moot = told();
    let helper = sits("board.voluntary");
    let partner = format!("{MONEY}/partners/voluntary-action");
    let assure = format!("{partner}/2007-08/assure");
    let judge = format!("{partner}/2007-08/judge-assurance");
    for (number, path) in [
        (STRANGER, &assure),
        (STRANGER, &judge),
        (helper, &judge),
        (sits("board.health"), &assure),
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
    moot.get_as(helper, &partner)
        .await
        .sound()
        .says(&["Record an assurance statement"]);
    moot.get_as(helper, &assure)
        .await
        .sound()
        .says(&["Chief finance officer"]);
    refused(
        &moot,
        (helper, &assure, &[]),
        &[
            "Say who signed it",
            "Choose their office",
            "Write what it says",
        ],
    )
    .await;
    let to = [
        ("by", "Vi Chief"),
        ("office", "chief-executive"),
        ("words", "All is well."),
        ("to", "The Ministry"),
    ];
    refused(
        &moot,
        (helper, &assure, &to),
        &["nly the accountable body", "clause Assurance"],
    )
    .await;
    refused(
        &moot,
        (
            treasurer(),
            &judge,
            &[("satisfactory", "yes"), ("why", "Read.")],
        ),
        &["gave no assurance statement"],
    )
    .await;
    let given = &to[..3];
    let sent = moot.post_as(helper, &assure, given).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/partners/voluntary-action?period=2007-08&done=assured"
    );
    moot.get_as(helper, sent.location())
        .await
        .sound()
        .says(&["The assurance statement is recorded.", "All is well."]);
    moot.get_as(treasurer(), &partner)
        .await
        .sound()
        .says(&["Judge the assurance statement"]);
    moot.get_as(treasurer(), &judge)
        .await
        .sound()
        .says(&["Vi Chief", "All is well."]);
    refused(
        &moot,
        (treasurer(), &judge, &[]),
        &["Say whether it is satisfactory", "Say why"],
    )
    .await;
    let no = [
        ("satisfactory", "no"),
        ("why", "It says nothing of control."),
    ];
    let sent = moot.post_as(treasurer(), &judge, &no).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get(&partner)
        .await
        .sound()
        .says(&["Not satisfactory", "It says nothing of control."]);
    assert_eq!(moot.post_as(helper, &assure, given).await.status, 303);
    let yes = [("satisfactory", "yes"), ("why", "It was read.")];
    assert_eq!(moot.post_as(treasurer(), &judge, &yes).await.status, 303);
    refused(
        &moot,
        (helper, &assure, given),
        &["is satisfactory already, as line"],
    )
    .await;
    refused(
        &moot,
        (treasurer(), &judge, &yes),
        &["judged already, as line"],
    )
    .await;
    // The accountable body assures whoever gave the money.
    let own = format!("{MONEY}/partners/council/2007-08/assure");
    moot.get_as(treasurer(), &own)
        .await
        .sound()
        .says(&["To whom it is given"]);
    assert_eq!(moot.post_as(treasurer(), &own, &to).await.status, 303);
}

// Requirement: FU8 at /{partnership}/money/allocations/{allocation}/returned
#[tokio::test]
async fn money_is_demanded_back_and_comes_back() {
    let moot = told();
    let by = treasurer();
    let at = |form: &str| format!("{MONEY}/allocations/{HEALTH}/{form}");
    moot.get_as(by, &format!("{MONEY}/allocations/{HEALTH}"))
        .await
        .sound()
        .says(&[
            "Record what came back",
            "Demand ineligible spending back",
            "Demand what is not spent",
        ]);
    moot.get_as(by, &format!("{MONEY}/clawback"))
        .await
        .sound()
        .says(&["allocations/a-revenue-2007-1/returned"]);
    moot.get(&format!("{MONEY}/clawback"))
        .await
        .never_says(&["/returned"]);
    let due = [("due-day", "1"), ("due-month", "7"), ("due-year", "2007")];
    let back = |pence| {
        [
            ("pence", pence),
            ("why", "A feast is no warning."),
            due[0],
            due[1],
            due[2],
        ]
    };
    for form in ["ineligible", "demand"] {
        let path = at(form);
        moot.get_as(by, &path)
            .await
            .sound()
            .says(&["To be returned"]);
        for number in [STRANGER, CLERK, sits("board.health")] {
            assert_eq!(
                moot.get_as(number, &path).await.status,
                404,
                "{number} {path}"
            );
            assert_eq!(
                moot.post_as(number, &path, &back("1")).await.status,
                404,
                "{number} {path}"
            );
        }
        for (pence, why) in [
            ("£1.234", "two decimals or none"),
            ("a thousand", "not an amount of money"),
            ("-5", "less than nothing"),
            ("0", "£0 is no amount"),
            ("5,999", "and this would be £5,999"),
            ("", "Write how much"),
        ] {
            refused(&moot, (by, &path, &back(pence)), &[why, "#pence\""]).await;
        }
        let past = [
            ("pence", "1"),
            ("why", "So."),
            ("due-day", "1"),
            ("due-month", "5"),
            ("due-year", "2007"),
        ];
        refused(&moot, (by, &path, &past), &["1 May 2007 has passed"]).await;
        refused(
            &moot,
            (by, &path, &[("pence", "1")]),
            &["Say why it has to come back", "Say by when"],
        )
        .await;
        let sent = moot.post_as(by, &path, &back("10.00")).await;
        assert_eq!(
            sent.location(),
            "/three-rivers/money/allocations/a-revenue-2007-1?done=demanded"
        );
    }
    let returned = at("returned");
    moot.get_as(by, &returned)
        .await
        .sound()
        .says(&["The same reference twice is recorded once."]);
    let came = |pence, reference| [("pence", pence), ("reference", reference)];
    refused(
        &moot,
        (by, &returned, &came("50.01", "BACS 78")),
        &["is to be returned"],
    )
    .await;
    refused(
        &moot,
        (by, &returned, &came("50", "")),
        &["Write the reference"],
    )
    .await;
    refused(
        &moot,
        (by, &returned, &came("19", "BACS 77")),
        &["is £20 already"],
    )
    .await;
    let sent = moot.post_as(by, &returned, &came("50.00", "BACS 78")).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let before = head(&moot);
    assert_eq!(
        moot.post_as(by, &returned, &came("50.00", "BACS 78"))
            .await
            .status,
        303
    );
    assert_eq!(head(&moot), before, "the same reference is recorded once");
    moot.get_as(by, &format!("{MONEY}/clawback?done=returned"))
        .await
        .sound()
        .says(&["Nothing is outstanding.", "came back."]);
}

/// A file sent by a form of ours.
async fn upload(moot: &Moot, number: u32, path: &str, (name, bytes): (&str, &[u8])) -> Seen {
    let mut body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = request(Method::POST, path)
        .header("cookie", moot.cookie_of(number))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x");
    moot.send(request, Body::from(body)).await
}

// Requirement: FU5 at /{partnership}/money/returns/{partner}/{month}/hand-in
#[tokio::test]
async fn a_return_goes_out_as_a_sheet_and_comes_back_into_its_form() {
    let moot = told();
    let nurse = sits("board.health");
    let at = |form: &str| format!("{MONEY}/returns/health/2007-08-m2/{form}");
    let sheet = moot.get_as(nurse, &at("form.xlsx")).await;
    assert_eq!(
        (sheet.status.as_u16(), &sheet.bytes[..2]),
        (200, &b"PK"[..])
    );
    assert!(
        sheet
            .header("content-disposition")
            .contains("three-rivers-return-health-2007-08-m2.xlsx")
    );
    let path = at("hand-in");
    moot.get_as(nurse, &path)
        .await
        .sound()
        .says(&["form.xlsx", "Look at the figures"]);
    for (number, path) in [
        (STRANGER, &path),
        (sits("board.voluntary"), &path),
        (STRANGER, &at("form.xlsx")),
    ] {
        assert_eq!(
            moot.get_as(number, path).await.status,
            404,
            "{number} {path}"
        );
    }
    assert_eq!(
        upload(&moot, STRANGER, &path, ("a.csv", b"")).await.status,
        404
    );
    let before = head(&moot);
    let rows = |spent: &str| {
        format!(
            "Partner,Month,Line,Spent this month,Forecast to year end,Outputs\n\
             health,2007-08-m2,{HEALTH},{spent},5900,Sixty homes\n\
             health,2007-08-m2,aligned: a-aligned-2007,0,,\n"
        )
    };
    for (name, bytes, words) in [
        (
            "empty.xlsx",
            sheet.bytes.clone(),
            &["What has to be mended", "is missing: write 0"][..],
        ),
        (
            "a.csv",
            rows("£1.234").into_bytes(),
            &["D2", "wo decimals or none"],
        ),
        (
            "a.csv",
            rows("a thousand").into_bytes(),
            &["D2", "not an amount of money"],
        ),
        (
            "a.csv",
            rows("-5").into_bytes(),
            &["D2", "less than nothing"],
        ),
        (
            "a.csv",
            rows("5").replace("2007-08-m2", "2007-08-m1").into_bytes(),
            &["B2", "B3", "the return is for"],
        ),
        ("a.csv", b"Partner\nhealth\n".to_vec(), &["has the heading"]),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0nothing".to_vec(),
            &["The spreadsheet was not read"],
        ),
    ] {
        let seen = upload(&moot, nurse, &path, (name, &bytes)).await;
        assert_eq!(seen.status, 422, "{name}");
        seen.says(words).sound();
    }
    let good = rows("61.50");
    let seen = upload(&moot, nurse, &path, ("may.csv", good.as_bytes())).await;
    assert_eq!(seen.status, 200);
    seen.says(&[
        "“may.csv”",
        "value=\"61.50\"",
        "value=\"5900.00\"",
        "Sixty homes",
        "action=\"/three-rivers/money/returns/health/2007-08-m2/make\"",
    ])
    .never_says(&[" checked"])
    .sound();
    assert_eq!(
        head(&moot),
        before,
        "nothing is handed in before it is confirmed"
    );
    // A month that takes no more.
    moot.get_as(nurse, &format!("{MONEY}/returns/health/2007-08-m1/hand-in"))
        .await
        .sound()
        .says(&["It takes no other"]);
}

const STATEMENT: &str = "Date,Reference,Description,Amount\n\
    05/06/2007,BACS 9,a-revenue-2007 for June,1000.00\n\
    30/04/2007,BACS-1,Grant,1000.00\n\
    04/06/2007,BACS 10,From somebody,12.34\n\
    04/06/2007,RENT,Rent,-5.00\n";

// Requirement: FU3 at /{partnership}/money/statement
#[tokio::test]
async fn a_statement_is_matched_line_by_line_and_recorded_whole_or_not_at_all() {
    let moot = told();
    let by = treasurer();
    let path = format!("{MONEY}/statement");
    moot.get_as(by, &format!("{MONEY}/returns"))
        .await
        .sound()
        .says(&["Read a bank statement"]);
    moot.get_as(by, &path)
        .await
        .sound()
        .says(&["Look at each line"]);
    for number in [STRANGER, CLERK, sits("board.health")] {
        assert_eq!(moot.get_as(number, &path).await.status, 404, "{number}");
        assert_eq!(
            upload(&moot, number, &path, ("a.csv", STATEMENT.as_bytes()))
                .await
                .status,
            404
        );
        assert_eq!(
            moot.post_as(number, &format!("{path}/take"), &[])
                .await
                .status,
            404
        );
    }
    for (text, words) in [
        (
            "Date,Reference,Description,Amount\n05/06/2007,R,Grant,1.234\n",
            "D2",
        ),
        (
            "Date,Reference,Description,Amount\n05/06/2007,R,Grant,ten\n",
            "not an amount",
        ),
        (
            "Date,Reference,Description,Amount\n05/06/2007,R,Grant,-5.00\n",
            "No money came in",
        ),
        ("Date,Description\n", "has the heading"),
    ] {
        let seen = upload(&moot, by, &path, ("a.csv", text.as_bytes())).await;
        assert_eq!(seen.status, 422, "{text}");
        seen.says(&[words]).sound();
    }
    let read = upload(&moot, by, &path, ("june.csv", STATEMENT.as_bytes())).await;
    assert_eq!(read.status, 200);
    read.sound().says(&[
        "1 line is matched",
        "Already there",
        "Not recognised",
        "1 line is of money that went out",
        "for June 2007",
        "Stream of row 4",
    ]);
    let contradicts = STATEMENT.replace("BACS-1,Grant,1000.00", "BACS-1,Grant,999.00");
    let read = upload(&moot, by, &path, ("june.csv", contradicts.as_bytes())).await;
    read.sound()
        .says(&["Refused", "with another amount, £1,000"]);
    let lines = [
        (
            "2",
            "2007-06-05",
            "BACS 9",
            "a-revenue-2007 for June",
            "1000.00",
        ),
        ("3", "2007-04-30", "BACS-1", "Grant", "1000.00"),
        ("4", "2007-06-04", "BACS 10", "From somebody", "12.34"),
    ];
    let names: Vec<(String, &str)> = (0..)
        .zip(lines)
        .flat_map(|(nth, (row, on, reference, description, pence))| {
            let name = move |field: &str| format!("rows[{nth}].{field}");
            [
                (name("row"), row),
                (name("on"), on),
                (name("reference"), reference),
                (name("description"), description),
                (name("pence"), pence),
            ]
        })
        .collect();
    let form: Vec<(&str, &str)> = names
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let take = format!("{path}/take");
    let with = |more: &[(&'static str, &'static str)]| [&form[..], more].concat();
    refused(
        &moot,
        (by, &take, &with(&[])),
        &["has to be authorised", "#authorised_by\""],
    )
    .await;
    // One line that cannot be: none is recorded.
    let aligned = with(&[
        ("authorised_by", "The Government Office"),
        ("rows[2].stream", "a-aligned-2007"),
    ]);
    refused(
        &moot,
        (by, &take, &aligned),
        &["is aligned", "clause Aligned"],
    )
    .await;
    let good = with(&[
        ("authorised_by", "The Government Office"),
        ("rows[2].stream", "b-contribution-2007"),
    ]);
    let before = head(&moot);
    let sent = moot.post_as(by, &take, &good).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/statement?done=statement",
        "{}",
        sent.text()
    );
    assert_eq!(head(&moot), before + 2);
    moot.get_as(by, sent.location())
        .await
        .sound()
        .says(&["The instalments of the statement are recorded."]);
    let again = upload(&moot, by, &path, ("june.csv", STATEMENT.as_bytes())).await;
    again
        .sound()
        .says(&["0 lines are matched"])
        .never_says(&["Record all that is matched"]);
    refused(
        &moot,
        (by, &take, &good),
        &["Nothing of it is to be recorded"],
    )
    .await;
}
