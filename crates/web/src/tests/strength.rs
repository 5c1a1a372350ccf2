//! What a sign-in is good for: one factor is not enough for an office, and what weighs much asks
//! again after a while.

use app::Means;
use axum::http::Method;

use crate::{
    Settings,
    testing::{CLERK, MOOT, Moot, Seen},
};

async fn get(moot: &Moot, cookie: &str, path: &str) -> Seen {
    moot.ask(Method::GET, path, &[("cookie", cookie)], "").await
}

#[tokio::test]
async fn an_office_role_counts_only_after_a_strong_sign_in() {
    for (means, in_a_demonstration, counts) in [
        (Means::Passkey, false, true),
        (Means::DirectoryTwoFactors, false, true),
        (Means::Directory, false, false),
        (Means::Email, false, false),
        (Means::Link, false, false),
        (Means::Invitation, false, false),
        (Means::Demonstration, false, false),
        (Means::Demonstration, true, true),
    ] {
        let moot = Moot::with(Settings {
            demonstration: in_a_demonstration,
            ..Settings::default()
        });
        let cookie = moot.cookie_by(CLERK, means);
        let office = get(&moot, &cookie, &format!("/{MOOT}/office")).await;
        let called = moot
            .ask(
                Method::POST,
                &format!("/{MOOT}/meetings/call"),
                &[
                    ("cookie", &cookie),
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("sec-fetch-site", "same-origin"),
                ],
                "body=board",
            )
            .await;
        let found = (office.status.as_u16(), called.status.as_u16());
        assert_eq!(
            found,
            if counts { (200, 422) } else { (403, 403) },
            "{means:?}"
        );
        if !counts {
            office.says(&["Add a passkey to use your office role"]);
        }
        let public = get(&moot, &cookie, &format!("/{MOOT}")).await;
        let told = public
            .text()
            .contains("Add a passkey to use your office role");
        assert_eq!(told, !counts, "{means:?}");
    }
}

#[tokio::test]
async fn publishing_asks_again_after_fifteen_minutes_and_voting_after_twelve_hours() {
    let moot = Moot::new();
    moot.calls("board");
    let cookie = moot.cookie_by(CLERK, Means::Passkey);
    let path = format!("/{MOOT}/meetings/board-2007-04-18/minutes/publish");
    moot.wait(15 * 60 - 1);
    assert_eq!(get(&moot, &cookie, &path).await.status, 200);
    moot.wait(1);
    let asked = get(&moot, &cookie, &path).await;
    let again = format!(
        "/sign-in/confirm?next=%2F{MOOT}%2Fmeetings%2Fboard-2007-04-18%2Fminutes%2Fpublish"
    );
    assert_eq!((asked.status.as_u16(), asked.location()), (303, &*again));
    get(&moot, &cookie, &again)
        .await
        .sound()
        .says(&["Confirm it is you"]);
}
