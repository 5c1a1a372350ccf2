//! One of each act about money, for the table of who may ask for what. The council answers for what it is asked
//! of.

use serde_json::{Value, json};

use crate::permissions::SEAT;

/// The forms of an act about money.
pub(crate) fn about_money(name: &str) -> Vec<(String, Value)> {
    let (stream, allocation, month) = ("a-revenue-2007", "a-revenue-2007-1", "2007-08-m1");
    let of = json!({"partner": "council", "month": month});
    let by = json!({"name": "Ada Penny", "office": "Head of Finance"});
    let fields = match name {
        "money.open-stream" => {
            json!({"stream": stream, "title": "Rivers", "block": "a", "year": "2007-08",
            "sort": "revenue-grant", "giver": "The Ministry", "pence": 1})
        }
        "money.change-award" => json!({"stream": stream, "pence": 1, "why": "So."}),
        "money.allocate" => {
            json!({"stream": stream, "partner": "council", "outcomes": [], "pence": 1,
            "purpose": "So.", "decision": "board-2007-04-18-2"})
        }
        "money.reduce-allocation" => json!({"allocation": allocation, "pence": 1, "why": "So.",
            "decision": "board-2007-04-18-2"}),
        "money.sign-agreement" => {
            json!({"partner": "council", "year": "2007-08", "by": by, "undertakings": []})
        }
        "money.record-instalment" => {
            json!({"stream": stream, "month": month, "pence": 1, "reference": "BACS 1"})
        }
        "money.make-return" => json!({"partner": "council", "month": month, "lines": [],
            "confirmations": [], "by": by}),
        "money.accept-return" => with(of, "version", json!(1)),
        "money.send-back-return" => with(with(of, "version", json!(1)), "why", json!("So.")),
        "money.reopen-return" => with(of, "why", json!("So.")),
        "money.give-assurance" => {
            json!({"partner": "council", "year": "2007-08", "by": "Ada Penny",
            "office": "chief-executive", "words": "So."})
        }
        "money.judge-assurance" => {
            json!({"partner": "council", "year": "2007-08", "satisfactory": true, "why": "So."})
        }
        "money.propose-release" => json!({"allocation": allocation, "month": month, "pence": 1}),
        "money.approve-release" => json!({"release": "release-1", "seat": SEAT}),
        "money.decline-release" => {
            let decline = |seat: Option<&str>| json!({"act": name, "release": "release-1", "seat": seat, "why": "So."});
            return vec![
                (format!("{name} (from the seat)"), decline(Some(SEAT))),
                (format!("{name} (from none)"), decline(None)),
            ];
        }
        "money.find-ineligible" | "money.demand-unspent" => {
            json!({"allocation": allocation, "pence": 1, "why": "So.", "due": "2008-01-01"})
        }
        "money.record-returned" => {
            json!({"allocation": allocation, "pence": 1, "reference": "BACS 2"})
        }
        "money.repay-giver" => {
            json!({"stream": stream, "pence": 1, "reference": "BACS 3", "why": "So."})
        }
        "money.reverse-posting" => json!({"posting": "1.1", "why": "So."}),
        "money.close-year" => json!({"year": "2007-08", "due": "2008-06-30"}),
        "money.expect-funding" => json!({"title": "Warm homes", "giver": "The Ministry",
            "year": "2008-09", "state": "expected"}),
        "money.amend-controls" => json!({"from": "2007-05-01", "says": "So."}),
        "money.comment" => json!({"about": {"stream": stream}, "month": month, "words": "So."}),
        new => panic!("say here how {new} is asked for, and run again with FOLKMOOT_UPDATE=1"),
    };
    vec![(name.to_owned(), with(fields, "act", json!(name)))]
}

fn with(mut fields: Value, field: &str, value: Value) -> Value {
    fields[field] = value;
    fields
}
