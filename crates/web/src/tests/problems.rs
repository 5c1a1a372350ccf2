//! Errors as pages and as problem JSON.

use axum::{http::StatusCode, routing::get};
use serde_json::json;

use crate::{
    doors::{Doors, Who},
    problem::Problem,
    testing::{CLERK, Moot, STRANGER},
    visit::Visit,
};

#[tokio::test]
async fn what_is_hidden_and_what_is_absent_look_the_same() {
    let hidden = async |visit: Visit| -> Result<(), Problem> {
        assert!(!visit.viewer.secretariat);
        Err(Problem::not_found())
    };
    let routes: Doors = Doors::new()
        .route("/{partnership}/drafts", Who::Everyone, get(hidden))
        .route("/api/v1/{partnership}/drafts", Who::Everyone, get(hidden));
    let moot = Moot::new().serving(routes);
    for (hidden, absent) in [
        ("/three-rivers/drafts", "/three-rivers/absent"),
        ("/api/v1/three-rivers/drafts", "/api/v1/three-rivers/absent"),
    ] {
        let (one, other) = (moot.get(hidden).await, moot.get(absent).await);
        assert_eq!(one.status, 404);
        assert_eq!((one.status, &one.headers), (other.status, &other.headers));
        let one = one.text().replace("drafts", "…");
        assert_eq!(one, other.text().replace("absent", "…"));
    }
}

#[tokio::test]
async fn pages_of_errors_stand_in_the_frame_of_the_partnership() {
    let moot = Moot::new();
    moot.get("/three-rivers/absent").await.says(&[
        "Three Rivers Partnership",
        "Page not found",
        "To the first page of",
    ]);
    moot.get_as(CLERK, "/three-rivers/absent")
        .await
        .says(&["Ada Clerk"]);
    moot.get("/absent")
        .await
        .says(&["Page not found"])
        .never_says(&["Three Rivers"]);
}

#[tokio::test]
async fn programs_get_problems_as_json() {
    let moot = Moot::new();
    let seen = moot.get("/api/v1/nowhere").await;
    assert_eq!(seen.header("content-type"), "application/problem+json");
    assert_eq!(
        seen.json(),
        json!({
            "type": "urn:folkmoot:problem:not-found",
            "title": "Page not found",
            "status": 404,
            "detail": "There is nothing at this address that you can see.",
            "code": "not-found",
            "help": "Check the address, or begin at the first page. Some pages are open only to those who sign in.",
        })
    );
    let seen = moot.get("/api/v1/three-rivers/acts").await;
    assert_eq!(
        (seen.json()["status"].clone(), seen.header("allow")),
        (json!(405), "POST")
    );
}

#[tokio::test]
async fn a_panic_says_nothing_of_itself() {
    async fn breaks(_: Visit) -> StatusCode {
        panic!("the innermost secret")
    }
    let moot = Moot::new().serving(Doors::new().route(
        "/{partnership}/breaks",
        Who::Everyone,
        get(breaks),
    ));
    let seen = moot.get("/three-rivers/breaks").await;
    assert_eq!(seen.status, 500);
    seen.says(&["Something went wrong here"])
        .never_says(&["secret"]);
}

#[tokio::test]
async fn those_who_may_not_are_asked_to_sign_in_or_told() {
    let office = async |visit: Visit| -> Result<&'static str, Problem> {
        visit.must_be_secretariat()?;
        Ok("the office")
    };
    let moot =
        Moot::new().serving(Doors::new().route("/{partnership}/inner", Who::Everyone, get(office)));
    let seen = moot.get("/three-rivers/inner?at=2007-01-02").await;
    assert_eq!(seen.status, 303);
    assert_eq!(
        seen.location(),
        "/sign-in?next=%2Fthree-rivers%2Finner%3Fat%3D2007-01-02"
    );
    let seen = moot.get_as(STRANGER, "/three-rivers/inner").await;
    assert_eq!(seen.status, 403);
    seen.says(&["Only the secretariat may do this", "Pat Public"])
        .never_says(&["the office"]);
    moot.get_as(CLERK, "/three-rivers/inner")
        .await
        .says(&["the office"]);
}

#[tokio::test]
async fn a_day_that_cannot_be_read_says_so() {
    let day = async |visit: Visit| -> Result<String, Problem> { Ok(visit.date()?.to_string()) };
    let moot =
        Moot::new().serving(Doors::new().route("/{partnership}/day", Who::Everyone, get(day)));
    for (query, status, says) in [
        ("", 200, "2007-01-02"),
        ("?at=", 200, "2007-01-02"),
        ("?at=2010-10-06", 200, "2010-10-06"),
        ("?at=yesterday", 400, "?at=2010-10-06"),
        ("?at=2010-02-30", 400, "?at=2010-10-06"),
    ] {
        let seen = moot.get(&format!("/three-rivers/day{query}")).await;
        assert_eq!(seen.status.as_u16(), status, "{query}");
        seen.says(&[says]);
    }
}
