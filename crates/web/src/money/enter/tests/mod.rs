//! The forms of the money: each by its page, and what each refuses.

mod desk;

use app::Role;
use axum::http::Method;

use record::money::Because;
use serde_json::json;
use testkit::{MONEY_DECISION, person};

use super::super::tests::story;
use crate::testing::{CLERK, MOOT, Moot, STRANGER};

/// The finance officer of the accountable body.
const PURSE: u32 = 930;

/// Two months of money at Three Rivers, on 5 June 2007, with a finance officer.
fn funded() -> Moot {
    let moot = story();
    purse(&moot);
    moot
}

/// A finance officer.
fn purse(moot: &Moot) {
    let office = moot.house.office();
    let id = person(PURSE).to_string();
    let added = office.add_person(&office::Person {
        id: id.clone(),
        name: "Fay Purse".to_owned(),
        email: None,
    });
    added.expect("a new person");
    office
        .grant_role(MOOT, &id, Role::Finance, 0)
        .expect("a role");
}

fn head(moot: &Moot) -> u64 {
    moot.house.read(MOOT).expect("a partnership").head.line
}

type Typed = &'static [(&'static str, &'static str)];

const ALLOCATE: &str = "/streams/a-revenue-2007/allocate";
const INSTALMENT: &str = "/streams/a-revenue-2007/instalment";
const SIGN: &str = "/partners/voluntary-action/sign";

const ALLOCATED: Typed = &[
    ("decision", MONEY_DECISION),
    ("partner", "council"),
    ("pence", "1,200.50"),
    ("purpose", "Sirens that wake people."),
    ("outcomes", "fewer-floods"),
];
const CAME: Typed = &[
    ("month", "2007-08-m2"),
    ("pence", "1,000"),
    ("reference", "BACS 2"),
    ("authorised_by", "The Government Office"),
];
const SIGNED: Typed = &[
    ("year", "2007-08"),
    ("undertakings", "1"),
    ("undertakings", "2"),
    ("undertakings", "3"),
    ("undertakings", "4"),
    ("by.name", "Vic Treasurer"),
    ("by.office", "Treasurer"),
];

const AWARD: &str = "/streams/a-revenue-2007/change-award";
const REPAY: &str = "/streams/a-revenue-2007/repay";
const REDUCE: &str = "/allocations/a-revenue-2007-1/reduce";
const REMARK: &str = "/allocations/a-revenue-2007-1/comment";

const OPENED: Typed = &[
    ("title", "Money for bridges"),
    ("stream", "b-revenue-2008"),
    ("block", "b"),
    ("year", "2008-09"),
    ("sort", "revenue-grant"),
    ("giver", "The Ministry of Rivers"),
    ("pence", "5,000"),
    ("outcomes", "fewer-floods"),
];
const AWARDED: Typed = &[("pence", "13,000"), ("why", "The Ministry gave more.")];
const REPAID: Typed = &[
    ("pence", "20"),
    ("reference", "BACS 90"),
    ("why", "It was not needed."),
];
const REDUCED: Typed = &[
    ("pence", "100.50"),
    ("decision", MONEY_DECISION),
    ("why", "One nurse fewer."),
];
const SAID: Typed = &[("month", "2007-08-m2"), ("words", "It goes as planned.")];
const EXPECTED: Typed = &[
    ("expected", "expected-1"),
    ("title", "Money for warm homes"),
    ("giver", "The Ministry of Homes"),
    ("year", "2008-09"),
    ("pence", "9,500"),
    ("state", "confirmed"),
];
const AMENDED: Typed = &[
    ("from-day", "1"),
    ("from-month", "6"),
    ("from-year", "2007"),
    ("says", "Three quotations for anything over £5,000."),
];
const WHY: Typed = &[("why", "It was for another account.")];
/// The reversal of what came back, of an instalment on which others rest, and of other postings.
const REVERSE: &str = "/postings/{returned}/reverse";
const REVERSE_INSTALMENT: &str = "/postings/{instalment}/reverse";
const REVERSE_SPENDING: &str = "/postings/{spent}/reverse";
const REVERSE_AWARD: &str = "/postings/{award}/reverse";

/// A form’s address, with the names of postings filled in.
fn at(moot: &Moot, path: &str) -> String {
    let reading = moot.house.read(MOOT).expect("a partnership");
    let ledger = reading.record.money.ledger();
    let named = |wanted: fn(&Because) -> bool| {
        let mut all = ledger.postings();
        let found = all.find(|it| wanted(&it.because));
        found.expect("a posting").no.to_string()
    };
    let path = path
        .replace(
            "{returned}",
            &named(|it| matches!(it, Because::MoneyReturned(_))),
        )
        .replace(
            "{instalment}",
            &named(|it| matches!(it, Because::InstalmentReceived(_))),
        )
        .replace(
            "{spent}",
            &named(|it| matches!(it, Because::ReturnAccepted(..))),
        )
        .replace("{award}", &named(|it| matches!(it, Because::StreamOpened)));
    format!("/three-rivers/money{path}")
}

/// Each form as it should be filled in: where, what, where it leads, and what is read there.
const FORMS: &[(&str, Typed, &str, &str)] = &[
    (
        ALLOCATE,
        ALLOCATED,
        "/money/allocations/a-revenue-2007-3?done=allocated",
        "£1,200.50 for",
    ),
    (
        INSTALMENT,
        CAME,
        "/money/streams/a-revenue-2007?done=instalment",
        "BACS 2",
    ),
    (
        SIGN,
        SIGNED,
        "/money/partners/voluntary-action?period=2007-08&done=signed",
        "Vic Treasurer, Treasurer",
    ),
    (
        "/open-stream",
        OPENED,
        "/money/streams/b-revenue-2008?done=opened",
        "Money for bridges",
    ),
    (AWARD, AWARDED, "?done=award", "To £13,000"),
    (REPAY, REPAID, "?done=repaid", "Repaid to the giver"),
    (
        "/streams/a-revenue-2007/comment",
        SAID,
        "?done=commented",
        "It goes as planned.",
    ),
    (REDUCE, REDUCED, "?done=reduced", "One nurse fewer."),
    (REMARK, SAID, "?done=commented", "It goes as planned."),
    ("/expected/set", EXPECTED, "?done=expected", "£9,500"),
    (
        "/controls/amend",
        AMENDED,
        "?done=controls",
        "Three quotations",
    ),
    (REVERSE, WHY, "?done=reversed", "; undone by"),
];

// Requirement: FU12 at /{partnership}/money/expected/set
// Requirement: FU2 at /{partnership}/money/streams/{stream}/allocate
// Requirement: FU3 at /{partnership}/money/streams/{stream}/instalment
// Requirement: FU6 at /{partnership}/money/partners/{partner}/sign
#[tokio::test]
async fn each_form_does_what_it_says() {
    for (path, typed, leads, says) in FORMS {
        let moot = funded();
        let address = at(&moot, path);
        let page = moot.get_as(PURSE, &address).await;
        assert_eq!(page.status, 200, "{path}");
        page.sound();
        let before = head(&moot);
        let sent = moot.post_as(PURSE, &address, typed).await;
        assert_eq!(sent.status, 303, "{path}: {}", sent.text());
        assert!(sent.location().contains(leads), "{}", sent.location());
        assert_eq!(head(&moot), before + 1, "{path}");
        let to = sent.location().to_owned();
        let to = to.split('#').next().unwrap_or_default();
        let then = moot.get_as(PURSE, to).await.sound();
        then.says(&[says, "govuk-notification-banner"]);
    }
}

/// The same form with other values for some inputs; an empty value leaves the input out.
fn instead(typed: Typed, other: Typed) -> Vec<(&'static str, &'static str)> {
    let named = |name: &str| other.iter().any(|(other, _)| *other == name);
    let kept = typed.iter().filter(|(name, _)| !named(name));
    kept.chain(other)
        .copied()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// What is typed wrongly: where, what of it, and what is said.
const REFUSED: &[(&str, Typed, Typed, &[&str])] = &[
    (
        ALLOCATE,
        ALLOCATED,
        &[("pence", "3,600.01")],
        &[
            "Only £3,600 of a-revenue-2007",
            "clause Controls",
            "href=\"#pence\"",
        ],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("pence", "£1.234")],
        &["has to have two decimals or none", "href=\"#pence\""],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("pence", "a thousand")],
        &["is not an amount of money"],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("pence", "-5")],
        &["is less than nothing"],
    ),
    (ALLOCATE, ALLOCATED, &[("pence", "0")], &["£0 is no amount"]),
    (
        ALLOCATE,
        ALLOCATED,
        &[("pence", "")],
        &["Write how much it is"],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("outcomes", "")],
        &["names no outcome", "href=\"#outcomes\""],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("decision", "")],
        &["Choose the decision"],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("decision", "board-2007-04-18-9")],
        &["board-2007-04-18-9"],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("profile[3]", "1,000")],
        &[
            "The months of the profile come to £1,000",
            "href=\"#profile-0\"",
        ],
    ),
    (
        ALLOCATE,
        ALLOCATED,
        &[("profile[3]", "ten")],
        &["“ten” is not an amount of money"],
    ),
    (
        INSTALMENT,
        CAME,
        &[("reference", "BACS 1")],
        &["BACS 1 is £1,000 for", "href=\"#reference\""],
    ),
    (
        INSTALMENT,
        CAME,
        &[("authorised_by", "")],
        &["has to be authorised", "clause Payment"],
    ),
    (
        INSTALMENT,
        CAME,
        &[("pence", "11,000.01")],
        &["more would be too much", "clause Controls"],
    ),
    (
        INSTALMENT,
        CAME,
        &[("month", "2008-09-m1")],
        &["the year of the money"],
    ),
    (
        INSTALMENT,
        CAME,
        &[("on-day", "1"), ("on-month", "1"), ("on-year", "2008")],
        &["is still to come"],
    ),
    (
        SIGN,
        SIGNED,
        &[("undertakings", "1")],
        &[
            "Of the undertakings, 2, 3 and 4 are missing",
            "clause Assurance",
            "href=\"#undertakings\"",
        ],
    ),
    (
        SIGN,
        SIGNED,
        &[("by.name", "")],
        &["Write the name of the officer"],
    ),
    (
        SIGN,
        SIGNED,
        &[("year", "2007-08-m1")],
        &["is not a financial year"],
    ),
];

/// The same of the other forms.
const BESIDES: &[(&str, Typed, Typed, &[&str])] = &[
    (
        "/open-stream",
        OPENED,
        &[("stream", "a-revenue-2007")],
        &[
            "There is a stream a-revenue-2007 already",
            "href=\"#stream\"",
        ],
    ),
    (
        "/open-stream",
        OPENED,
        &[("sort", "aligned")],
        &[
            "stays with a partner, and none is named",
            "href=\"#partner\"",
        ],
    ),
    (
        "/open-stream",
        OPENED,
        &[("pence", "-100")],
        &["is less than nothing"],
    ),
    (
        "/open-stream",
        OPENED,
        &[("stream", "No Name")],
        &["href=\"#stream\""],
    ),
    (
        AWARD,
        AWARDED,
        &[("pence", "8,399.99")],
        &["£8,400 is allocated already", "clause Controls"],
    ),
    (
        AWARD,
        AWARDED,
        &[("pence", "12,000")],
        &["The award is £12,000 already"],
    ),
    (
        REPAY,
        REPAID,
        &[("pence", "520.01")],
        &["£520 of a-revenue-2007 is held", "clause Controls"],
    ),
    (
        REDUCE,
        REDUCED,
        &[("pence", "5,520.01")],
        &[
            "of a-revenue-2007-1 is neither released nor spent",
            "clause Controls",
        ],
    ),
    (
        REDUCE,
        REDUCED,
        &[("decision", "board-2007-04-18-9")],
        &["board-2007-04-18-9", "href=\"#decision\""],
    ),
    (
        REMARK,
        SAID,
        &[("month", "2008-09-m1")],
        &["the year of the money"],
    ),
    (REMARK, SAID, &[("words", "")], &["Say how the money goes"]),
    (
        "/expected/set",
        EXPECTED,
        &[("state", "pooled")],
        &["Choose the stream as which it is pooled"],
    ),
    (
        "/expected/set",
        EXPECTED,
        &[("state", "pooled"), ("stream", "a-revenue-2007")],
        &[
            "The stream is of 2007-08, not of 2008-09",
            "href=\"#stream\"",
        ],
    ),
    (
        "/controls/amend",
        AMENDED,
        &[("from-month", "4")],
        &["Version 1 of the controls holds from 1 May 2007"],
    ),
    (REVERSE, WHY, &[("why", "")], &["Say why"]),
    (
        REVERSE_INSTALMENT,
        WHY,
        &[],
        &["it would no longer hold that", "clause Controls"],
    ),
    (
        REVERSE_SPENDING,
        WHY,
        &[],
        &["is of a return", "Reopen the return"],
    ),
    (REVERSE_AWARD, WHY, &[], &["is an award"]),
];

#[tokio::test]
async fn what_is_wrong_is_refused_at_its_field_and_changes_nothing() {
    let moot = funded();
    let before = head(&moot);
    let mut wrong = Vec::new();
    for (path, typed, other, words) in REFUSED.iter().chain(BESIDES) {
        let address = at(&moot, path);
        let typed = instead(typed, other);
        let sent = moot.post_as(PURSE, &address, &typed).await;
        assert_eq!(sent.status, 422, "{path} {other:?}");
        let sent = sent.sound();
        let lacking = words.iter().filter(|word| !sent.text().contains(**word));
        wrong.extend(lacking.map(|word| format!("{path} {other:?}: {word}")));
        assert_eq!(head(&moot), before, "{path} {other:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn others_do_not_come_to_the_forms() {
    let moot = funded();
    for (path, typed, ..) in FORMS {
        let address = at(&moot, path);
        for sent in [
            moot.get_as(STRANGER, &address).await,
            moot.post_as(STRANGER, &address, typed).await,
        ] {
            assert!([403, 404].contains(&sent.status.as_u16()), "{path}");
        }
        assert_eq!(moot.get(&address).await.status, 303, "{path}");
    }
    let purse_only = moot
        .post_as(CLERK, &format!("/three-rivers/money{INSTALMENT}"), CAME)
        .await;
    assert_eq!(purse_only.status, 403);
    purse_only.says(&["finance officer"]);
    let nowhere = moot
        .get_as(PURSE, "/three-rivers/money/streams/a-aligned-2007/allocate")
        .await;
    assert_eq!(nowhere.status, 404);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_recorded_once() {
    let moot = funded();
    let before = head(&moot);
    let address = format!("/three-rivers/money{ALLOCATE}");
    let mut typed = ALLOCATED.to_vec();
    typed.push(("seen", "7"));
    for _ in 0..2 {
        assert_eq!(moot.post_as(PURSE, &address, &typed).await.status, 303);
    }
    assert_eq!(head(&moot), before + 1);
}

#[tokio::test]
async fn a_reversal_is_not_reversed_and_nothing_twice() {
    let moot = funded();
    let first = at(&moot, REVERSE);
    assert_eq!(moot.post_as(PURSE, &first, WHY).await.status, 303);
    let before = head(&moot);
    let again = moot.post_as(PURSE, &first, &[("why", "Again.")]).await;
    assert_eq!(again.status, 422);
    again.says(&["was reversed already", "clause Controls"]);
    let reversal = format!("/three-rivers/money/postings/{before}.1/reverse");
    let reversal = moot.post_as(PURSE, &reversal, WHY).await;
    assert_eq!(reversal.status, 422);
    reversal.says(&["is a reversal itself", "clause Controls"]);
    assert_eq!(head(&moot), before);
}

// Requirement: FU8 at /{partnership}/money/accounts/{year}/close
#[tokio::test]
async fn a_year_is_closed_once_nothing_stands_in_the_way_and_one_is_sure() {
    let moot = funded();
    let close = "/three-rivers/money/accounts/2007-08/close";
    let due = [("due-day", "30"), ("due-month", "5"), ("due-year", "2008")];
    let early = moot.get_as(PURSE, close).await.sound();
    early.says(&[
        "2007/08 is not over yet",
        "is not judged",
        "will be demanded back from",
    ]);
    let early = moot.post_as(PURSE, close, &due).await;
    assert_eq!(early.status, 422);
    early.says(&["2007-08 is not over yet"]);
    moot.at("2008-04-14T09:00:00Z");
    let waiting = moot.post_as(PURSE, close, &due).await;
    assert_eq!(waiting.status, 422);
    waiting
        .sound()
        .says(&["is not judged", "Have these approved"]);
    moot.acts(json!({"act": "money.send-back-return", "partner": "health", "month": "2007-08-m2", "version": 1,
        "why": "The outputs are missing."}));
    let before = head(&moot);
    let sure = moot.post_as(PURSE, close, &due).await;
    assert_eq!(sure.status, 200);
    sure.sound().says(&[
        "Close 2007/08 for good?",
        "£100 will be demanded back from",
        "by 30 May 2008",
    ]);
    assert_eq!(head(&moot), before);
    let mut typed = due.to_vec();
    typed.push(("sure", "yes"));
    let closed = moot.post_as(PURSE, close, &typed).await;
    assert_eq!(closed.status, 303);
    moot.get_as(PURSE, closed.location())
        .await
        .sound()
        .says(&["The year is closed"]);
    let closed = head(&moot);
    for (path, typed) in [(ALLOCATE, ALLOCATED), (SIGN, SIGNED), (REDUCE, REDUCED)] {
        let late = moot.post_as(PURSE, &at(&moot, path), typed).await;
        assert_eq!(late.status, 422, "{path}");
        late.says(&["2007-08 is closed", "clause Controls"]);
    }
    assert_eq!(head(&moot), closed);
}

#[tokio::test]
async fn what_moves_money_asks_for_a_fresh_sign_in() {
    let moot = funded();
    for path in [AWARD, REPAY, REVERSE, "/accounts/2007-08/close"] {
        let cookie = moot.cookie_of(PURSE);
        moot.wait(16 * 60);
        let headers = [("cookie", cookie.as_str())];
        let asked = moot.ask(Method::GET, &at(&moot, path), &headers, "").await;
        assert_eq!(asked.status, 303, "{path}");
        assert!(asked.location().contains("confirm"), "{}", asked.location());
    }
}
