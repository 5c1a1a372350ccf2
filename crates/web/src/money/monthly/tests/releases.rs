//! Releases: proposed beside their gate, approved by a second person, declined.

use super::{CLERK, HEALTH, MONEY, PROPOSED, STRANGER, head, june, sits, treasurer, waiting};

// Requirement: FU4 at /{partnership}/money/allocations/{allocation}/release
#[tokio::test]
async fn a_release_is_proposed_beside_its_gate_and_made_by_a_second_person() {
    let moot = june();
    let helper = sits("board.voluntary");
    moot.get_as(treasurer(), &format!("{MONEY}/allocations/{HEALTH}"))
        .await
        .sound()
        .says(&["Propose a release"]);
    moot.get_as(treasurer(), &format!("{MONEY}/allocations/{HEALTH}/gate"))
        .await
        .sound()
        .says(&["release?period=2007-08-m3"]);
    moot.get_as(treasurer(), PROPOSED)
        .await
        .sound()
        .says(&["In hand", "return for May 2007 was accepted"]);
    let form = [("month", "2007-08-m3"), ("pence", "10.00")];
    let sent = moot.post_as(treasurer(), PROPOSED, &form).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/releases/release-2?done=proposed",
        "{}",
        sent.text()
    );
    moot.get_as(treasurer(), sent.location())
        .await
        .sound()
        .says(&["The release is proposed.", "Take it back"]);
    let release = format!("{MONEY}/releases/release-2");
    moot.get_as(helper, &release)
        .await
        .sound()
        .says(&["Approve and release", "Decline"]);
    moot.get(&release)
        .await
        .never_says(&["Approve and release"]);
    let approve = format!("{release}/approve");
    moot.get_as(helper, &approve).await.sound().says(&[
        "value=\"board.voluntary\"",
        "You are the second person",
        "In hand",
    ]);
    for number in [STRANGER, CLERK, sits("forum.citizen-1")] {
        for path in [&*approve, PROPOSED, &format!("{release}/decline")] {
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
    }
    let seat = [("seat", "board.voluntary")];
    let sent = moot.post_as(helper, &approve, &seat).await;
    assert_eq!(
        sent.location(),
        "/three-rivers/money/releases/release-2?done=released",
        "{}",
        sent.text()
    );
    moot.get_as(helper, &approve)
        .await
        .sound()
        .says(&["does not wait for anybody"]);
    moot.get_as(helper, sent.location())
        .await
        .sound()
        .says(&["The money is released.", "Approved by"]);
}

#[tokio::test]
async fn a_release_is_declined_from_a_seat_or_taken_back() {
    for (number, seat) in [
        (sits("board.voluntary"), "board.voluntary"),
        (treasurer(), ""),
    ] {
        let moot = waiting();
        let decline = format!("{MONEY}/releases/release-2/decline");
        moot.get_as(number, &decline)
            .await
            .sound()
            .says(&["No money goes."]);
        assert_eq!(
            moot.post_as(number, &decline, &[("seat", seat)])
                .await
                .status,
            422
        );
        let why = [("seat", seat), ("why", "The nurses found another way.")];
        let sent = moot.post_as(number, &decline, &why).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        moot.get("/three-rivers/money/releases/release-2")
            .await
            .sound()
            .says(&["The nurses found another way.", "Declined"]);
        let again = moot.post_as(number, &decline, &why).await;
        assert_eq!(again.status, 422);
        again.sound().says(&["does not wait any more"]);
    }
}

#[tokio::test]
async fn money_is_moved_only_soon_after_signing_in() {
    let moot = waiting();
    for (number, path, form) in [
        (
            treasurer(),
            PROPOSED,
            [("month", "2007-08-m3"), ("pence", "1")],
        ),
        (
            sits("board.voluntary"),
            "/three-rivers/money/releases/release-2/approve",
            [("seat", "board.voluntary"), ("", "")],
        ),
    ] {
        let cookie = moot.cookie_of(number);
        moot.wait(16 * 60);
        let before = head(&moot);
        let fields: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let headers = [
            ("cookie", cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let sent = moot
            .ask(axum::http::Method::POST, path, &headers, &fields.join("&"))
            .await;
        assert!(
            sent.status == 303 || sent.status == 403 || sent.status == 401,
            "{path}: {}",
            sent.status
        );
        assert!(!sent.location().contains("done="), "{path}");
        assert_eq!(head(&moot), before, "{path}");
    }
}
