//! The forms of the money: each by its page, and what each refuses.

use app::Role;

use testkit::{MONEY_DECISION, person};

use super::super::tests::story;
use crate::testing::{CLERK, MOOT, Moot, STRANGER};

/// The finance officer of the accountable body.
const PURSE: u32 = 930;

/// Two months of money at Three Rivers, on 5 June 2007, with a finance officer.
fn funded() -> Moot {
    let moot = story();
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
    moot
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
];

// Requirement: FU2 at /{partnership}/money/streams/{stream}/allocate
// Requirement: FU3 at /{partnership}/money/streams/{stream}/instalment
// Requirement: FU6 at /{partnership}/money/partners/{partner}/sign
#[tokio::test]
async fn each_form_does_what_it_says() {
    for (path, typed, leads, says) in FORMS {
        let moot = funded();
        let address = format!("/three-rivers/money{path}");
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

#[tokio::test]
async fn what_is_wrong_is_refused_at_its_field_and_changes_nothing() {
    let moot = funded();
    let before = head(&moot);
    let mut wrong = Vec::new();
    for (path, typed, other, words) in REFUSED {
        let address = format!("/three-rivers/money{path}");
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
        let address = format!("/three-rivers/money{path}");
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
