//! Returns and statements as files.

use axum::{body::Body, http::Method};

use super::{CLERK, HEALTH, MONEY, Moot, STRANGER, head, refused, sits, told, treasurer};
use crate::testing::{Seen, request};

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
