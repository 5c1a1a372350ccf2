//! The finance officer’s desk.

use super::*;

// Requirement: FU10 at /{partnership}/money/finance
#[tokio::test]
async fn the_finance_officers_desk_lists_what_waits_most_urgent_first() {
    let moot = funded();
    let desk = "/three-rivers/money/finance";
    let page = moot.get_as(PURSE, desk).await;
    assert_eq!(page.status, 200);
    let page = page.sound().says(&[
        "£30 to come back from",
        "No instalment of",
        "waits to be judged",
        "is blocked",
        "No funding agreement for 2007/08 is signed",
        "/money/returns/health/2007-08-m2",
        "£520",
    ]);
    let places: Vec<Option<usize>> = ["Overdue", "Waits for you", "Waits for others"]
        .map(|heading| page.text().find(&format!(">{heading}</h2>")))
        .into();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    moot.get_as(PURSE, "/three-rivers/desk")
        .await
        .sound()
        .says(&["things wait on", "href=\"/three-rivers/money/finance\""]);
    moot.get_as(PURSE, "/three-rivers/money")
        .await
        .sound()
        .says(&["href=\"/three-rivers/money/finance\""]);
    for other in [CLERK, STRANGER] {
        assert_eq!(moot.get_as(other, desk).await.status, 403);
    }
    for (number, status) in [(PURSE, 200), (CLERK, 403), (STRANGER, 403)] {
        let bearer = format!("Bearer {}", moot.token_of(number));
        let headers = [("authorization", bearer.as_str())];
        let api = format!("/api/v1{desk}");
        let asked = moot.ask(Method::GET, &api, &headers, "").await;
        assert_eq!(asked.status, status, "{number}");
    }
    moot.at("2008-04-14T09:00:00Z");
    moot.get_as(PURSE, desk)
        .await
        .sound()
        .says(&["2007-08 is over and not closed"]);
}

#[tokio::test]
async fn an_empty_desk_says_where_to_begin() {
    let moot = Moot::new();
    purse(&moot);
    moot.get_as(PURSE, "/three-rivers/money/finance")
        .await
        .sound()
        .says(&["Nothing is waiting for you", "/money/open-stream"]);
}
