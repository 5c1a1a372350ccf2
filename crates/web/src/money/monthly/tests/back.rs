//! Assurance, and money that comes back.

use super::{CLERK, HEALTH, MONEY, STRANGER, head, refused, sits, told, treasurer};

// Requirement: FU7 at /{partnership}/money/partners/{partner}/{year}/assure
#[tokio::test]
async fn an_assurance_statement_is_recorded_and_judged() {
    let moot = told();
    let helper = sits("board.voluntary");
    let partner = format!("{MONEY}/partners/voluntary-action");
    let assure = format!("{partner}/2007-08/assure");
    let judge = format!("{partner}/2007-08/judge-assurance");
    for (number, path) in [
        (STRANGER, &assure),
        (STRANGER, &judge),
        (helper, &judge),
        (sits("board.health"), &assure),
    ] {
        assert_eq!(
            moot.get_as(number, path).await.status,
            404,
            "{number} {path}"
        );
        assert_eq!(
            moot.post_as(number, path, &[]).await.status,
            404,
            "{number} {path}"
        );
    }
    moot.get_as(helper, &partner)
        .await
        .sound()
        .says(&["Record an assurance statement"]);
    moot.get_as(helper, &assure)
        .await
        .sound()
        .says(&["Chief finance officer"]);
    refused(
        &moot,
        (helper, &assure, &[]),
        &[
            "Say who signed it",
            "Choose their office",
            "Write what it says",
        ],
    )
    .await;
    let to = [
        ("by", "Vi Chief"),
        ("office", "chief-executive"),
        ("words", "All is well."),
        ("to", "The Ministry"),
    ];
    refused(
        &moot,
        (helper, &assure, &to),
        &["nly the accountable body", "clause Assurance"],
    )
    .await;
    refused(
        &moot,
        (
            treasurer(),
            &judge,
            &[("satisfactory", "yes"), ("why", "Read.")],
        ),
        &["gave no assurance statement"],
    )
    .await;
    let given = &to[..3];
    let sent = moot.post_as(helper, &assure, given).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/partners/voluntary-action?period=2007-08&done=assured"
    );
    moot.get_as(helper, sent.location())
        .await
        .sound()
        .says(&["The assurance statement is recorded.", "All is well."]);
    moot.get_as(treasurer(), &partner)
        .await
        .sound()
        .says(&["Judge the assurance statement"]);
    moot.get_as(treasurer(), &judge)
        .await
        .sound()
        .says(&["Vi Chief", "All is well."]);
    refused(
        &moot,
        (treasurer(), &judge, &[]),
        &["Say whether it is satisfactory", "Say why"],
    )
    .await;
    let no = [
        ("satisfactory", "no"),
        ("why", "It says nothing of control."),
    ];
    let sent = moot.post_as(treasurer(), &judge, &no).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get(&partner)
        .await
        .sound()
        .says(&["Not satisfactory", "It says nothing of control."]);
    assert_eq!(moot.post_as(helper, &assure, given).await.status, 303);
    let yes = [("satisfactory", "yes"), ("why", "It was read.")];
    assert_eq!(moot.post_as(treasurer(), &judge, &yes).await.status, 303);
    refused(
        &moot,
        (helper, &assure, given),
        &["is satisfactory already, as line"],
    )
    .await;
    refused(
        &moot,
        (treasurer(), &judge, &yes),
        &["judged already, as line"],
    )
    .await;
    // The accountable body assures whoever gave the money.
    let own = format!("{MONEY}/partners/council/2007-08/assure");
    moot.get_as(treasurer(), &own)
        .await
        .sound()
        .says(&["To whom it is given"]);
    assert_eq!(moot.post_as(treasurer(), &own, &to).await.status, 303);
}

// Requirement: FU8 at /{partnership}/money/allocations/{allocation}/returned
#[tokio::test]
async fn money_is_demanded_back_and_comes_back() {
    let moot = told();
    let by = treasurer();
    let at = |form: &str| format!("{MONEY}/allocations/{HEALTH}/{form}");
    moot.get_as(by, &format!("{MONEY}/allocations/{HEALTH}"))
        .await
        .sound()
        .says(&[
            "Record what came back",
            "Demand ineligible spending back",
            "Demand what is not spent",
        ]);
    moot.get_as(by, &format!("{MONEY}/clawback"))
        .await
        .sound()
        .says(&["allocations/a-revenue-2007-1/returned"]);
    moot.get(&format!("{MONEY}/clawback"))
        .await
        .never_says(&["/returned"]);
    let due = [("due-day", "1"), ("due-month", "7"), ("due-year", "2007")];
    let back = |pence| {
        [
            ("pence", pence),
            ("why", "A feast is no warning."),
            due[0],
            due[1],
            due[2],
        ]
    };
    for form in ["ineligible", "demand"] {
        let path = at(form);
        moot.get_as(by, &path)
            .await
            .sound()
            .says(&["To be returned"]);
        for number in [STRANGER, CLERK, sits("board.health")] {
            assert_eq!(
                moot.get_as(number, &path).await.status,
                404,
                "{number} {path}"
            );
            assert_eq!(
                moot.post_as(number, &path, &back("1")).await.status,
                404,
                "{number} {path}"
            );
        }
        for (pence, why) in [
            ("£1.234", "two decimals or none"),
            ("a thousand", "not an amount of money"),
            ("-5", "less than nothing"),
            ("0", "£0 is no amount"),
            ("5,999", "and this would be £5,999"),
            ("", "Write how much"),
        ] {
            refused(&moot, (by, &path, &back(pence)), &[why, "#pence\""]).await;
        }
        let past = [
            ("pence", "1"),
            ("why", "So."),
            ("due-day", "1"),
            ("due-month", "5"),
            ("due-year", "2007"),
        ];
        refused(&moot, (by, &path, &past), &["1 May 2007 has passed"]).await;
        refused(
            &moot,
            (by, &path, &[("pence", "1")]),
            &["Say why it has to come back", "Say by when"],
        )
        .await;
        let sent = moot.post_as(by, &path, &back("10.00")).await;
        assert_eq!(
            sent.location(),
            "/three-rivers/money/allocations/a-revenue-2007-1?done=demanded"
        );
    }
    let returned = at("returned");
    moot.get_as(by, &returned)
        .await
        .sound()
        .says(&["The same reference twice is recorded once."]);
    let came = |pence, reference| [("pence", pence), ("reference", reference)];
    refused(
        &moot,
        (by, &returned, &came("50.01", "BACS 78")),
        &["is to be returned"],
    )
    .await;
    refused(
        &moot,
        (by, &returned, &came("50", "")),
        &["Write the reference"],
    )
    .await;
    refused(
        &moot,
        (by, &returned, &came("19", "BACS 77")),
        &["is £20 already"],
    )
    .await;
    let sent = moot.post_as(by, &returned, &came("50.00", "BACS 78")).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let before = head(&moot);
    assert_eq!(
        moot.post_as(by, &returned, &came("50.00", "BACS 78"))
            .await
            .status,
        303
    );
    assert_eq!(head(&moot), before, "the same reference is recorded once");
    moot.get_as(by, &format!("{MONEY}/clawback?done=returned"))
        .await
        .sound()
        .says(&["Nothing is outstanding.", "came back."]);
}
