//! Money with something in every field that takes prose. All of it is public at once but for a return that
//! was sent back: that is between the partner and the accountable body.

use serde_json::{Value, json};

use super::{
    super::person,
    KEPT, PROPOSAL,
    Step::{self, Ask, At},
    at_once,
};

/// The allocation.
const ALLOCATION: &str = "a-revenue-2007-1";
/// The month that is told of.
const MONTH: &str = "2007-08-m1";

/// The money of Three Rivers, allocated by whatever was agreed: here nobody asks under which competence.
pub(super) fn arrangements() -> String {
    super::super::MONEY.replace("competence = \"pooled-money\"\n", "")
}

/// An instalment that is reversed: it has to be the second line of the book, which the reversal names.
pub(super) fn reversed() -> Value {
    json!([
        {"act": "money.record-instalment", "stream": "b-contribution-2007", "month": MONTH, "pence": 1_000,
            "reference": "BACS 0", "authorised_by": at_once("who authorised in error")},
        {"act": "money.reverse-posting", "posting": "2.1", "why": at_once("why reversed")},
    ])
}

/// Money goes to the health trust and comes back.
pub(super) fn steps() -> [Step; 6] {
    [
        Ask(funds()),
        Ask(releases()),
        At("2007-05-17T09:00"),
        Ask(returns()),
        Ask(back()),
        At("2007-04-18T13:00"),
    ]
}

fn funds() -> Value {
    json!([
        {"act": "money.open-stream", "stream": "b-revenue-2007", "title": "More for the rivers", "block": "b",
            "year": "2007-08", "sort": "revenue-grant", "giver": "The Ministry of Rivers", "pence": 5_000_000,
            "conditions": at_once("conditions of money")},
        {"act": "money.change-award", "stream": "b-revenue-2007", "pence": 6_000_000, "why": at_once("another award")},
        {"act": "money.allocate", "stream": "a-revenue-2007", "partner": "health", "outcomes": ["fewer-floods"],
            "pence": 600_000, "purpose": at_once("purpose of money"), "decision": PROPOSAL},
        {"act": "money.reduce-allocation", "allocation": ALLOCATION, "pence": 10_000, "why": at_once("less money"),
            "decision": PROPOSAL},
        {"act": "money.sign-agreement", "partner": "health", "year": "2007-08", "undertakings": [1, 2, 3, 4],
            "by": {"name": at_once("who signed"), "office": "Head of Finance"}},
        {"act": "money.give-assurance", "partner": "health", "year": "2007-08", "by": at_once("who assures"),
            "office": "chief-finance-officer", "words": at_once("assurance")},
        {"act": "money.judge-assurance", "partner": "health", "year": "2007-08", "satisfactory": true,
            "why": at_once("why it will do")},
        {"act": "money.record-instalment", "stream": "a-revenue-2007", "month": MONTH, "pence": 100_000,
            "reference": "BACS 1", "authorised_by": at_once("who authorised")},
        {"act": "money.expect-funding", "title": "Warmer homes", "giver": "The Ministry of Hearths", "year": "2008-09",
            "state": "expected", "words": at_once("what is expected")},
        {"act": "money.amend-controls", "from": "2007-05-01", "says": at_once("controls")},
        {"act": "money.comment", "about": {"allocation": ALLOCATION}, "month": MONTH, "words": at_once("how money goes")},
    ])
}

/// One is taken back, the next is approved.
fn releases() -> Value {
    let release = |pence: u32| {
        json!({"act": "money.propose-release", "allocation": ALLOCATION, "month": MONTH, "pence": pence,
            "person": person(1)})
    };
    json!([
        release(10_000),
        {"act": "money.decline-release", "release": "release-1", "why": at_once("no release")},
        release(50_000),
        {"act": "money.approve-release", "release": "release-2", "seat": "board.voluntary"},
    ])
}

/// What a partner hands in for the month once it is over, and what is made of it.
fn returns() -> Value {
    let made = |of: &dyn Fn(&str) -> String| {
        json!({"act": "money.make-return", "partner": "health", "month": MONTH, "confirmations": [1, 2, 3, 4],
            "by": {"name": of("who confirms"), "office": "Head of Finance"},
            "lines": [{"allocation": ALLOCATION, "spent": 40_000, "forecast": 580_000, "outputs": of("outputs")}]})
    };
    let kept = |of: &str| format!("{KEPT} {of}");
    let accept = |version: u16| json!({"act": "money.accept-return", "partner": "health", "month": MONTH, "version": version});
    json!([
        made(&kept),
        {"act": "money.send-back-return", "partner": "health", "month": MONTH, "version": 1, "why": kept("sent back")},
        made(&at_once),
        accept(2),
        {"act": "money.reopen-return", "partner": "health", "month": MONTH, "why": at_once("reopened")},
        made(&at_once),
        accept(3),
    ])
}

fn back() -> Value {
    let demand = |act: &str, why: &str| json!({"act": act, "allocation": ALLOCATION, "pence": 1_000, "why": at_once(why), "due": "2008-12-31"});
    json!([
        demand("money.find-ineligible", "not eligible"),
        demand("money.demand-unspent", "not spent"),
        {"act": "money.repay-giver", "stream": "a-revenue-2007", "pence": 1_000, "reference": "PAID 1",
            "why": at_once("repaid")},
    ])
}
