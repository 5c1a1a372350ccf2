//! Pages of the money, with a small book.

use serde_json::json;

use crate::testing::Moot;

/// Three Rivers with the worked example's arrangements: the money of G07, and nothing done with it yet.
pub(crate) fn of_g07() -> Moot {
    let moot = Moot::new();
    let text = include_str!("../../../../arrangements/worcestershire-2007.toml");
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
        "2006/07 is not under way",
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
