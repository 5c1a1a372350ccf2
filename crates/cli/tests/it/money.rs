//! The money of the demonstration, asked for as anybody would: by its API.

use serde_json::Value;

use crate::server::{PARTNERSHIP, Place, Server};

fn rows(value: &Value) -> &Vec<Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"))
}

// Requirement: FU4, FU8, FU10 at /api/v1/{partnership}/money/clawback
#[test]
fn three_years_of_it_show_a_blocked_release_a_clawback_and_a_reversal() {
    let folder = tempfile::tempdir().unwrap();
    let server = Place::folder(folder.path()).demonstrates();
    a_release_is_blocked(&server);
    a_clawback_is_overdue(&server);
    a_posting_is_reversed(&server);
    let table = ask(&server, "table?period=2006-07");
    assert_eq!(table["total"]["pooled"], 144_857_000);
    server.stop();
}

fn ask(server: &Server, page: &str) -> Value {
    let path = format!("/api/v1/{PARTNERSHIP}/money/{page}");
    server.get(&path).is(200).json()
}

/// In January 2010 two partners wait: for a return, and for a statement of assurance that would do.
fn a_release_is_blocked(server: &Server) {
    for (allocation, missing, facts) in [
        (
            "f-revenue-2009-1",
            "monthly-return",
            "the return for December 2009 is missing",
        ),
        (
            "f-revenue-2009-2",
            "assurance",
            "the assurance statement for 2009/10 is not satisfactory",
        ),
    ] {
        let gate = ask(server, &format!("allocations/{allocation}/gate"));
        assert_eq!(gate["open"], false, "{gate}");
        let shut = rows(&gate["conditions"]).iter();
        let shut: Vec<_> = shut.filter(|it| it["met"] == false).collect();
        assert_eq!(shut.len(), 1, "{gate}");
        assert_eq!(
            (&shut[0]["id"], &shut[0]["facts"]),
            (&missing.into(), &facts.into())
        );
        assert!(shut[0]["clause"].is_string());
    }
}

fn a_clawback_is_overdue(server: &Server) {
    let clawback = ask(server, "clawback");
    let [one] = &rows(&clawback["outstanding"])[..] else {
        panic!("{clawback}");
    };
    assert_eq!(one["allocation"]["partner"]["id"], "redditch");
    assert_eq!(one["overdue"], true);
    let sums = ["pence", "returned", "outstanding"].map(|name| one[name].as_i64().unwrap());
    assert_eq!(sums, [734_000, 250_000, 484_000]);
}

/// In each of two years an instalment was posted wrong, reversed, and posted right.
fn a_posting_is_reversed(server: &Server) {
    for (year, stream, wrong, right) in [
        ("2007-08", "f-revenue-2007", 354_083, 3_540_833),
        ("2008-09", "a-revenue-2008", 6_640_000, 6_460_000),
    ] {
        let held = ask(server, &format!("accounts/{year}/held/{stream}"));
        let postings = rows(&held["postings"]).iter().map(|row| &row[0]);
        let with = |no: &Value| postings.clone().find(|it| it["no"] == *no).unwrap();
        let reversals: Vec<_> = postings
            .clone()
            .filter(|it| !it["reverses"].is_null())
            .collect();
        let [reversal] = reversals[..] else {
            panic!("{year}: {reversals:?}");
        };
        let undone = with(&reversal["reverses"]);
        assert_eq!(
            (&undone["pence"], &reversal["pence"]),
            (&wrong.into(), &wrong.into())
        );
        assert_eq!(undone["reversed_by"], reversal["no"]);
        let mut again = postings
            .clone()
            .filter(|it| it["reference"] == undone["reference"]);
        let again = again.find(|it| it["no"] != undone["no"]).unwrap();
        assert_eq!(again["pence"], right);
    }
}
