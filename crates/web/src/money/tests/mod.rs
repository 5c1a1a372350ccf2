//! Pages of the money, with a small book.

pub(crate) mod story;
mod year;

use serde_json::json;

pub(super) use self::story::story;
use crate::testing::{CLERK, Moot};

/// Three Rivers with the worked example's arrangements: the money of G07, and nothing done with it yet.
pub(crate) fn of_g07() -> Moot {
    let moot = Moot::new();
    let text = include_str!("../../../../../arrangements/worcestershire-2007.toml");
    moot.acts(json!({"act": "structure.adopt-arrangements", "text": text, "from": "2007-01-02"}));
    moot
}

// Requirement: FU1 at /{partnership}/money/table
#[tokio::test]
async fn the_table_of_2006_07_comes_out_of_the_book_to_the_pound() {
    let moot = of_g07();
    let page = moot
        .get("/three-rivers/money/table?period=2006-07")
        .await
        .sound();
    let rows = [
        [
            "A: Communities that are Safe and Feel Safe",
            "176,468",
            "734,562",
            "911,030",
            "120,000",
            "1,031,030",
        ],
        [
            "F: Stronger Communities",
            "–",
            "417,540",
            "417,540",
            "–",
            "417,540",
        ],
        [
            "Total",
            "176,468",
            "1,152,102",
            "1,328,570",
            "120,000",
            "1,448,570",
        ],
    ];
    let body = page.text().replace('\n', "");
    for row in rows {
        let cells: String = row[1..]
            .iter()
            .map(|cell| {
                format!("<td class=\"govuk-table__cell govuk-table__cell--numeric fm-nowrap\">{cell}</td>")
            })
            .collect();
        let at = body.rfind(&format!("{}</", row[0])).expect("the row");
        let rest = &body[at..];
        let end = rest.find("</tr>").expect("its end");
        assert!(rest[..end].ends_with(&cells), "{row:?} in {}", &rest[..end]);
    }
    let table = moot
        .get("/api/v1/three-rivers/money/table?period=2006-07")
        .await
        .json();
    assert_eq!(table["rows"][0]["capital"], 17_646_800);
    assert_eq!(table["rows"][0]["pooled"], 103_103_000);
    assert_eq!(table["total"]["revenue"], 115_210_200);
    assert_eq!(table["total"]["grants"], 132_857_000);
    assert_eq!(table["total"]["pooled"], 144_857_000);
    for ending in ["pdf", "xlsx"] {
        let file = format!("/three-rivers/money/table.{ending}?period=2006-07");
        assert!(page.text().contains(&format!("href=\"{file}\"")));
        let document = moot.get(&file).await.json();
        let rows = document["blocks"][0]["rows"].as_array().expect("rows");
        let total = rows.last().expect("a total").as_array().expect("cells");
        let sums = total.iter().skip(1).map(|cell| &cell["units"]);
        let sums: Vec<_> = sums.filter_map(serde_json::Value::as_i64).collect();
        assert_eq!(sums, [176_468, 1_152_102, 1_328_570, 120_000, 1_448_570]);
    }
}

// Requirement: FU10 at /{partnership}/money
#[tokio::test]
async fn where_the_money_is_adds_up_in_picture_table_and_api() {
    let moot = of_g07();
    let page = moot.get("/three-rivers/money?period=2006-07").await.sound();
    page.says(&[
        "£1,448,570 for 2006/07: £1,448,570 not yet received",
        "Not yet received: £1,448,570",
        "href=\"/three-rivers/money/blocks/a\"",
        "£1,031,030",
        "Not yet allocated",
        "Nothing is due to a partner in January 2007",
    ]);
    let way = moot
        .get("/api/v1/three-rivers/money?period=2006-07")
        .await
        .json();
    assert_eq!(way["sums"]["award"], 144_857_000);
    let rows = way["rows"].as_array().expect("rows");
    let total: i64 = rows.iter().filter_map(|row| row["total"].as_i64()).sum();
    assert_eq!(total, 144_857_000);
}

#[tokio::test]
async fn every_page_stands_without_money_and_with_some_that_nothing_was_done_with() {
    for moot in [Moot::new(), of_g07()] {
        for path in [
            "",
            "/table",
            "/streams",
            "/partners",
            "/allocations",
            "/outcomes",
            "/returns",
            "/releases",
            "/clawback",
            "/grants",
            "/expected",
            "/controls",
        ] {
            let address = format!("/three-rivers/money{path}");
            let page = moot.get(&address).await;
            assert_eq!(page.status, 200, "{address}");
            page.sound();
            let api = moot.get(&format!("/api/v1{address}")).await;
            assert_eq!(api.status, 200, "{address}");
        }
        for nowhere in [
            "/streams/none",
            "/blocks/none",
            "/partners/none",
            "/allocations/none",
            "/allocations/none/gate",
            "/releases/release-1",
            "/returns/council/2007-08-m1",
            "/returns/council/2007-08",
            "/accounts/2001-02",
            "/accounts/2006-07-m1",
            "/accounts/2006-07/held/none",
            "/accounts/2006-07/cash/none",
            "?period=x",
            "/grants/360giving.json",
        ] {
            let address = format!("/three-rivers/money{nowhere}");
            assert_eq!(moot.get(&address).await.status, 404, "{address}");
        }
    }
}

#[tokio::test]
async fn a_balance_opens_to_its_postings_and_the_accounts_add_up_again() {
    let moot = of_g07();
    moot.get("/three-rivers/money/accounts/2006-07")
        .await
        .sound()
        .says(&[
            "All accounts together come to £0",
            "Awarded £1,448,570 = allocated £0 + not yet allocated £1,448,570",
            "href=\"/three-rivers/money/accounts/2006-07/available/a-capital-2006\"",
        ]);
    let ledger = "/three-rivers/money/accounts/2006-07/available/a-capital-2006";
    moot.get(ledger)
        .await
        .sound()
        .says(&["£176,468", "The stream was opened", "from awarded"]);
    let csv = moot
        .get("/three-rivers/money/accounts/2006-07/postings.csv")
        .await;
    assert!(
        csv.header("content-disposition")
            .contains("three-rivers-accounts-2006-07.csv")
    );
    let mut pounds: Vec<&str> = Vec::new();
    for line in csv.text().lines().skip(1) {
        pounds.push(line.split(',').nth(5).expect("an amount").trim_matches('"'));
    }
    assert_eq!(pounds, ["176468.00", "734562.00", "120000.00", "417540.00"]);
}

/// What the pages are looked at for: every address with words that it says.
// Requirement: PL14 at /{partnership}/money/outcomes
#[tokio::test]
async fn two_months_of_money_are_told_on_every_page() {
    let moot = story();
    let pages: &[(&str, &[&str])] = &[
        (
            "",
            &[
                "£20,000 for 2007/08: £350 spent, £100 with partners, £520 held by the accountable body, \
                 £19,000 not yet received and £30 to be returned",
                "Spent: £350",
                "What is blocked, and why",
                "No funding agreement for 2007/08 is signed.",
                "Sandbags, and people who fill them.",
                "£9,000 of",
            ],
        ),
        (
            "/table",
            &["Pooled funding", "12,000", "20,000", "A: Safer"],
        ),
        (
            "/streams",
            &[
                "The Ministry of Rivers",
                "Stays with its partner; £75 reported as spent",
            ],
        ),
        (
            "/streams/a-revenue-2007",
            &["BACS 1", "The Government Office", "£12,000", "£3,600"],
        ),
        (
            "/streams/a-aligned-2007",
            &["Reported as spent", "April 2007", "£75"],
        ),
        ("/blocks/a", &["£17,000 in 2007/08", "Nurses who warn"]),
        ("/partners", &["£6,000", "£2,400"]),
        (
            "/partners/health",
            &[
                "Ada Penny",
                "Satisfactory",
                "£30 is outstanding",
                "A dinner is not a warning",
            ],
        ),
        (
            "/partners/voluntary-action",
            &["The funding agreement for 2007/08 is not signed"],
        ),
        ("/allocations", &["£8,400 is allocated to partners"]),
        (
            "/allocations/a-revenue-2007-1",
            &[
                "£6,000 for",
                "The nurses started two weeks late",
                "£650 less than planned",
                "£5,800 is forecast",
                "/money/accounts/2007-08/with-partner/a-revenue-2007-1",
            ],
        ),
        (
            "/allocations/a-revenue-2007-2/gate",
            &["cannot be released", "Missing", "No assurance statement"],
        ),
        (
            "/outcomes",
            &[
                "Fewer homes are flooded",
                "£8,400",
                "£1,050 less than planned",
            ],
        ),
        (
            "/accounts/2007-08",
            &["come to £0", "Held by the accountable body"],
        ),
        (
            "/accounts/2007-08/returnable/a-revenue-2007-1",
            &["Spending was found ineligible", "BACS 77", "£30"],
        ),
        (
            "/returns",
            &["Handed in", "Missing", "No funding agreement"],
        ),
        (
            "/returns/health/2007-08-m1",
            &["Accepted on 2 May 2007", "Forty homes", "Head of Finance"],
        ),
        (
            "/returns/health/2007-08-m2",
            &["What it says can be read once it is accepted"],
        ),
        ("/releases", &["£500 was released", "Released"]),
        (
            "/releases/release-1",
            &[
                "Holder of board.voluntary",
                "Holder of board.leader",
                "Approved by",
            ],
        ),
        (
            "/clawback",
            &["£30 is outstanding", "£30 of it overdue", "Overdue"],
        ),
        (
            "/grants",
            &["Nurses who warn", "360G-three-rivers-org-health", "£480"],
        ),
        ("/expected", &["Money for warm homes", "£9,000"]),
        ("/controls", &["Two quotations", "In force"]),
    ];
    let mut wrong = Vec::new();
    for (path, words) in pages {
        let address = format!("/three-rivers/money{path}");
        let page = moot.get(&address).await;
        assert_eq!(page.status, 200, "{address}");
        let page = page.sound().never_says(&["canary"]);
        let lacking = words.iter().filter(|word| !page.text().contains(**word));
        wrong.extend(lacking.map(|word| format!("{address}: {word}")));
        let api = moot.get(&format!("/api/v1{address}")).await;
        assert_eq!(api.status, 200, "/api/v1{address}");
        api.never_says(&["canary"]);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let own = moot
        .get_as(CLERK, "/three-rivers/money/returns/health/2007-08-m2")
        .await;
    own.sound()
        .says(&["canary: not accepted yet", "Waits to be judged"]);
}
