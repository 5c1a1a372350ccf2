//! What `verify.py` finds of the money: it posts every pound again, and sees where the accounts would not hold.

use std::fs;

use crate::export::{exported, python};

const ARRANGEMENTS: &str = r#"
[[money.stream]]
id = "grant"
kind = "revenue-grant"
pence = 1_000_00

[[money.stream]]
id = "theirs"
kind = "aligned"
pence = 5_000_00
"#;

/// A year of money: allocated, received, released, spent, reopened, demanded back, returned, reversed.
fn a_year() -> Vec<String> {
    let text = serde_json::to_string(ARRANGEMENTS).unwrap();
    let adopted = format!(
        r#"{{"module":"structure","kind":"arrangements-adopted","from":"2007-01-01","text":{text}}}"#
    );
    let money = |rest: &str| format!(r#"{{"module":"money",{rest}}}"#);
    let all = [
        r#""kind":"stream-opened","stream":"more","says":{"sort":"contribution","pence":20000}"#,
        r#""kind":"award-changed","stream":"more","pence":30000"#,
        r#""kind":"allocated","allocation":"grant-1","says":{"stream":"grant","partner":"health","pence":60000}"#,
        r#""kind":"allocation-reduced","allocation":"grant-1","pence":10000"#,
        r#""kind":"instalment-received","stream":"grant","month":"2007-08-m1","pence":40000"#,
        r#""kind":"release-proposed","release":"release-1","allocation":"grant-1","pence":30000,"person":"1","organisation":"council""#,
        r#""kind":"release-approved","release":"release-1","person":"2","organisation":"voluntary""#,
        r#""kind":"return-made","partner":"health","month":"2007-08-m1","version":1,"lines":[{"allocation":"grant-1","spent":25000,"forecast":50000}]"#,
        r#""kind":"return-accepted","partner":"health","month":"2007-08-m1","version":1"#,
        r#""kind":"return-reopened","partner":"health","month":"2007-08-m1","version":1"#,
        r#""kind":"return-made","partner":"health","month":"2007-08-m1","version":2,"lines":[{"allocation":"grant-1","spent":20000,"forecast":50000}]"#,
        r#""kind":"return-accepted","partner":"health","month":"2007-08-m1","version":2"#,
        r#""kind":"spending-found-ineligible","allocation":"grant-1","pence":5000"#,
        r#""kind":"money-returned","allocation":"grant-1","pence":4000"#,
        r#""kind":"repaid-to-giver","stream":"grant","pence":1000"#,
        r#""kind":"posting-reversed","posting":"16.1""#,
        r#""kind":"year-closed","year":"2007-08","unspent":[{"allocation":"grant-1","pence":10000}]"#,
    ];
    let all = all.iter().map(|rest| money(rest));
    std::iter::once(adopted).chain(all).collect()
}

fn with(line: usize, from: &str, to: &str) -> Vec<String> {
    let mut entries = a_year();
    let entry = &mut entries[line - 1];
    assert!(entry.contains(from), "{entry}");
    *entry = entry.replace(from, to);
    entries
}

// Requirement: FU10 at folkmoot export
#[test]
fn every_pound_is_posted_again() {
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path(), &a_year());
    let (code, said) = python(&folder.path().join("export"), &[]);
    assert_eq!(code, 0, "{said}");
    let told = "16 postings of money made again: £400.00 received, £140.00 held, £150.00 spent";
    assert!(said.contains(told), "{said}");
}

#[test]
fn an_amount_that_was_tampered_with_is_found() {
    for (entries, found) in [
        (
            with(4, "60000", "160000"),
            "line 4: with it available/grant would come to -60000 pence, less than nothing",
        ),
        (
            with(5, "10000", "70000"),
            "line 5: with it allocated/grant-1 would come to -10000 pence",
        ),
        (
            with(6, "40000", "20000"),
            "line 8: with it held/grant would come to -10000 pence",
        ),
        (
            with(6, "40000", "100001"),
            "line 6: with it more of grant came in than was awarded",
        ),
        (
            with(7, ":30000", ":50001"),
            "line 8: with it held/grant would come to -10001 pence",
        ),
        (
            with(6, "40000", "-5"),
            "line 6: -5 is not an amount of money",
        ),
        (
            with(6, "40000", "1.5"),
            "line 6: 1.5 is not an amount of money",
        ),
        (
            with(8, "\"person\":\"2\"", "\"person\":\"1\""),
            "line 8: a release was approved by the person that proposed it",
        ),
        (
            with(8, "voluntary", "council"),
            "line 8: a release was approved by the organisation that proposed it",
        ),
        (
            with(12, "20000", "50001"),
            "line 13: with it more goes to grant-1 than was allocated",
        ),
        (
            with(14, "5000", "20001"),
            "line 14: with it spent/grant-1 would come to -1 pence",
        ),
        (
            with(15, "4000", "5001"),
            "line 15: with it returnable/grant-1 would come to -1 pence",
        ),
        (
            with(17, "16.1", "9.1"),
            "line 17: it reverses the posting 9.1, which is not there",
        ),
        (
            with(17, "16.1", "11.1"),
            "line 17: it reverses the posting 11.1, which is a reversal itself",
        ),
        (
            with(17, "16.1", "10.1"),
            "line 17: it reverses the posting 10.1 a second time",
        ),
        (
            with(18, "10000", "10001"),
            "line 18: more is demanded back of grant-1 than the partner has",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        exported(folder.path(), &entries);
        let (code, said) = python(&folder.path().join("export"), &[]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(found), "{found}: {said}");
    }
}

#[test]
fn a_table_of_postings_is_held_against_the_book() {
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path(), &a_year());
    let export = folder.path().join("export");
    let check = |table: &str| {
        fs::write(folder.path().join("accounts.csv"), table).unwrap();
        let path = folder.path().join("accounts.csv");
        python(&export, &["--accounts", path.to_str().unwrap()])
    };
    let head = "Posting,From,To,Pounds,Because\n";
    let fine = format!(
        "\u{feff}{head}6.1,giver/grant,held/grant,400.00,came in\n8.1,held/grant,with-partner/grant-1,300.00,\n"
    );
    assert_eq!(check(&fine).0, 0, "{}", check(&fine).1);
    for (row, found) in [
        ("6.1,giver/grant,held/grant,400.01,", "line 6: "),
        ("6.1,giver/grant,held/more,400.00,", "line 6: "),
        ("6.2,giver/grant,held/grant,400.00,", "line 6: "),
    ] {
        let (code, said) = check(&format!("{head}{row}\n"));
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(found), "{said}");
    }
    let twice =
        format!("{head}6.1,giver/grant,held/grant,400.00,\n6.1,giver/grant,held/grant,400.00,\n");
    assert!(check(&twice).1.contains("has a posting twice"));
    assert_eq!(check("line,amount\n6,400\n").0, 2);
}
