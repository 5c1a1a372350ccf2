//! Sessions: listed, ended, by their owner and by the secretariat.

use app::Means;
use testkit::person;

use super::{Browser, moot};
use crate::testing::{CLERK, MOOT, STRANGER};

#[tokio::test]
async fn a_session_that_is_ended_counts_for_nothing_from_the_next_request_on() {
    let moot = moot();
    let here = Browser::of(&moot, STRANGER, Means::Email);
    let there = Browser::of(&moot, STRANGER, Means::Passkey);
    let page = here.get("/you").await.sound();
    page.says(&[
        "By e-mail",
        "With a passkey",
        "This browser",
        "End all other sessions",
    ]);
    let number = person(STRANGER).to_string();
    let now = moot.house.now().as_second();
    let open = moot.house.office().sessions_of(&number, now).unwrap();
    let other = open.iter().find(|one| one.means == Means::Passkey).unwrap();
    let clerk = Browser::of(&moot, CLERK, Means::Passkey);
    let theirs = clerk
        .post("/you/sessions/end", &[("session", &other.id)])
        .await;
    assert_eq!(theirs.status, 404, "somebody else's session");
    assert!(there.is_signed_in().await);
    let ended = here
        .post("/you/sessions/end", &[("session", &other.id)])
        .await;
    assert_eq!(ended.location(), "/you?done=ended");
    assert!(here.is_signed_in().await && !there.is_signed_in().await);
    let third = Browser::of(&moot, STRANGER, Means::Email);
    here.post("/you/sessions/end-others", &[]).await;
    assert!(here.is_signed_in().await && !third.is_signed_in().await);
    let this = moot.house.office().sessions_of(&number, now).unwrap();
    here.post("/you/sessions/end", &[("session", &this[0].id)])
        .await;
    assert!(!here.is_signed_in().await, "this one too");
}

#[tokio::test]
async fn the_secretariat_ends_sessions_and_lets_people_begin_again() {
    let moot = moot();
    let theirs = Browser::of(&moot, STRANGER, Means::Email);
    let clerk = Browser::of(&moot, CLERK, Means::Passkey);
    let page = format!("/{MOOT}/office/people/{}/sign-in", person(STRANGER));
    clerk
        .get(&page)
        .await
        .sound()
        .says(&["By e-mail", "End their sessions"]);
    assert_eq!(theirs.get(&page).await.status, 403);
    let ended = clerk.post(&page, &[]).await;
    assert_eq!(ended.location(), format!("{page}?done=ended"));
    assert!(!theirs.is_signed_in().await);
    let number = person(STRANGER).to_string();
    let passkey = office::Passkey {
        id: "aa".to_owned(),
        person: number.clone(),
        name: "Lost".to_owned(),
        credential: "{}".to_owned(),
        means: Means::Email,
        added: 1,
        used: None,
    };
    moot.house.office().add_passkey(&passkey).unwrap();
    clerk
        .get(&page)
        .await
        .sound()
        .says(&["Remove their passkeys"]);
    moot.wait(16 * 60);
    let asked = clerk.post(&page, &[("passkeys", "yes")]).await;
    assert!(
        asked.location().starts_with("/sign-in/confirm"),
        "{}",
        asked.location()
    );
    let clerk = Browser::of(&moot, CLERK, Means::Passkey);
    clerk.post(&page, &[("passkeys", "yes")]).await;
    assert!(moot.house.office().passkeys_of(&number).unwrap().is_empty());
}
