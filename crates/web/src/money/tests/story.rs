//! Two months of money at Three Rivers: allocated, released, returned, found ineligible, partly given back;
//! and a partner that signed nothing.

use serde_json::json;
use testkit::{ARRANGEMENTS, BOARD, MONEY, MONEY_DECISION, PLAN, holder_of};

use crate::testing::Moot;

/// The allocation of the health trust.
const HEALTH: &str = "a-revenue-2007-1";
/// The Board decided how money is allocated and the accountable body agreed: 19 April 2007.
pub(in crate::money) fn funded() -> Moot {
    let moot = Moot::new();
    moot.at("2007-04-02T09:00:00Z");
    let text = format!("{ARRANGEMENTS}{PLAN}{MONEY}");
    moot.acts(json!([
        {"act": "structure.adopt-arrangements", "text": text, "from": "2007-04-01"},
        {"act": "plan.make-agreement", "agreement": "laa", "title": "Local area agreement", "from": "2007-04-01",
            "until": "2010-03-31", "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
        {"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a", "theme": "safer",
            "title": "Fewer homes are flooded", "says": "Walls and warnings.",
            "lead": {"body": "board", "partner": "council"}},
    ]));
    decides(&moot);
    moot.at("2007-04-19T09:00:00Z");
    moot
}

/// The book so far, on 5 June 2007.
pub(crate) fn story() -> Moot {
    let moot = funded();
    let allocate = |partner: &str, pence: u32, purpose: &str| {
        json!({"act": "money.allocate", "stream": "a-revenue-2007", "partner": partner, "outcomes": ["fewer-floods"],
            "pence": pence, "purpose": purpose, "decision": MONEY_DECISION})
    };
    let officer = json!({"name": "Ada Penny", "office": "Head of Finance"});
    moot.acts(json!([
        allocate("health", 600_000, "Nurses who warn the old of floods."),
        allocate("voluntary-action", 240_000, "Sandbags, and people who fill them."),
        {"act": "money.sign-agreement", "partner": "health", "year": "2007-08", "by": officer,
            "undertakings": [1, 2, 3, 4]},
        {"act": "money.give-assurance", "partner": "health", "year": "2007-08", "by": "Ada Penny",
            "office": "chief-finance-officer", "words": "The money is used as the grant requires."},
        {"act": "money.judge-assurance", "partner": "health", "year": "2007-08", "satisfactory": true,
            "why": "It was read against the grant."},
        {"act": "money.record-instalment", "stream": "a-revenue-2007", "month": "2007-08-m1", "pence": 100_000,
            "reference": "BACS 1", "authorised_by": "The Government Office"},
        {"act": "money.propose-release", "allocation": HEALTH, "month": "2007-08-m1", "pence": 50_000,
            "person": holder_of("board.leader")},
    ]));
    moot.acts(
        json!({"act": "money.approve-release", "release": "release-1", "seat": "board.voluntary"}),
    );
    moot.at("2007-05-02T09:00:00Z");
    moot.acts(json!([
        {"act": "money.make-return", "partner": "health", "month": "2007-08-m1",
            "lines": [{"allocation": HEALTH, "spent": 40_000, "forecast": 580_000, "outputs": "Forty homes were visited."}],
            "aligned": [{"stream": "a-aligned-2007", "spent": 7_500}], "confirmations": [1, 2, 3, 4], "by": officer},
        {"act": "money.accept-return", "partner": "health", "month": "2007-08-m1", "version": 1},
        {"act": "money.find-ineligible", "allocation": HEALTH, "pence": 5_000, "why": "A dinner is not a warning.",
            "due": "2007-06-01"},
        {"act": "money.record-returned", "allocation": HEALTH, "pence": 2_000, "reference": "BACS 77"},
        {"act": "money.comment", "about": {"allocation": HEALTH}, "month": "2007-08-m1",
            "words": "The nurses started two weeks late."},
        {"act": "money.expect-funding", "title": "Money for warm homes", "giver": "The Ministry of Homes",
            "year": "2008-09", "pence": 900_000, "state": "expected"},
        {"act": "money.amend-controls", "from": "2007-05-01", "says": "Two quotations for anything over £1,000."},
    ]));
    moot.at("2007-06-05T09:00:00Z");
    moot.acts(json!(
        {"act": "money.make-return", "partner": "health", "month": "2007-08-m2",
            "lines": [{"allocation": HEALTH, "spent": 6_100, "forecast": 590_000, "outputs": "canary: not accepted yet"}],
            "aligned": [{"stream": "a-aligned-2007", "spent": 0}], "confirmations": [1, 2, 3, 4], "by": officer}
    ));
    moot
}

/// The Board decides how money is allocated, and the accountable body agrees.
fn decides(moot: &Moot) {
    let arrive =
        |seat: &str| json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": seat});
    moot.calls("board");
    moot.at("2007-04-18T10:00:00Z");
    moot.acts(json!([
        arrive("board.chair"), arrive("board.leader"), arrive("board.health"), arrive("board.voluntary"),
        {"act": "meetings.open", "meeting": BOARD, "chair": "board.chair"},
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": "To pay for warnings.",
            "scope": {"competence": "pooled-money"}},
    ]));
    moot.acts(
        json!({"act": "decisions.record-agreement", "decision": MONEY_DECISION, "agrees": true,
        "on": "2007-04-18", "by": "The treasurer of the council"}),
    );
}
