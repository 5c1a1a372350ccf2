//! What was typed comes back after signing in again.

use app::Means;
use testkit::person;

use super::{Browser, moot};
use crate::testing::{CLERK, MOOT, Moot, STRANGER};

const PLACE: &str = "County Hall & the <old> court";

fn call() -> String {
    format!("/{MOOT}/meetings/call")
}

/// A form sent in a session that was ended meanwhile; gives where it leads.
async fn sent_too_late(moot: &Moot, browser: &Browser<'_>) -> String {
    let office = moot.house.office();
    office
        .revoke_sessions_of(&person(CLERK).to_string())
        .unwrap();
    let form = [("body", "board"), ("place", PLACE), ("code", "secret")];
    let sent = browser.post(&call(), &form).await;
    assert_eq!(sent.status, 303);
    sent.location().to_owned()
}

async fn signs_in(moot: &Moot, browser: &Browser<'_>, number: u32) {
    let cookie = moot.cookie_of(number);
    let (name, value) = cookie.split_once('=').unwrap();
    browser.put(name, value);
}

#[tokio::test]
async fn a_form_sent_in_a_revoked_session_comes_back() {
    let moot = moot();
    let browser = Browser::of(&moot, CLERK, Means::Passkey);
    let led = sent_too_late(&moot, &browser).await;
    assert_eq!(led, "/sign-in?next=%2Fyou%2Fkept");
    signs_in(&moot, &browser, CLERK).await;
    let page = browser.get("/you/kept").await.sound();
    page.says(&[
        "What you typed is still here",
        "County Hall &#38; the &#60;old&#62; court",
        &format!("action=\"{}\"", call()),
    ])
    .never_says(&["secret"]);
    let again = [("body", "board"), ("place", PLACE), ("kept-form", "yes")];
    let sent = browser.post(&call(), &again).await;
    assert_eq!(
        sent.status, 422,
        "the page takes it as if nothing had happened"
    );
    browser
        .get("/you/kept")
        .await
        .sound()
        .says(&["Nothing is kept for you"]);
    assert!(!browser.cookies.borrow().contains_key("__Host-fm-kept"));
}

#[tokio::test]
async fn it_is_for_the_same_person_in_the_same_browser_for_an_hour() {
    for (what, number, wait, other_browser, there) in [
        ("theirs", CLERK, 0, false, true),
        ("an hour later", CLERK, 60 * 60, false, false),
        ("somebody else", STRANGER, 0, false, false),
        ("another browser", CLERK, 0, true, false),
    ] {
        let moot = moot();
        let mut browser = Browser::of(&moot, CLERK, Means::Passkey);
        sent_too_late(&moot, &browser).await;
        if other_browser {
            browser = Browser::new(&moot);
        }
        moot.wait(wait);
        signs_in(&moot, &browser, number).await;
        let page = browser.get("/you/kept").await;
        assert_eq!(page.text().contains("County Hall"), there, "{what}");
    }
}

#[tokio::test]
async fn what_needs_a_fresh_sign_in_comes_back_too() {
    let moot = moot();
    moot.calls("board");
    let browser = Browser::of(&moot, CLERK, Means::Passkey);
    moot.wait(16 * 60);
    let path = format!("/{MOOT}/meetings/board-2007-04-18/minutes/publish");
    let sent = browser.post(&path, &[("sure", "yes"), ("seen", "9")]).await;
    assert_eq!(sent.location(), "/sign-in/confirm?next=%2Fyou%2Fkept");
    signs_in(&moot, &browser, CLERK).await;
    browser
        .get("/you/kept")
        .await
        .sound()
        .says(&[&format!("action=\"{path}\""), "name=\"sure\" value=\"yes\""]);
    let thrown = browser.post("/you/kept/drop", &[]).await;
    assert_eq!(thrown.location(), "/");
    browser.get("/you/kept").await.says(&["Nothing is kept"]);
}

#[tokio::test]
async fn nothing_is_kept_of_strangers() {
    let moot = moot();
    for cookie in [None, Some("made-up")] {
        let browser = Browser::new(&moot);
        if let Some(token) = cookie {
            browser.put("__Host-fm", token);
        }
        let sent = browser.post(&call(), &[("place", PLACE)]).await;
        assert_eq!(sent.status, 303);
        assert!(!sent.location().contains("kept"), "{}", sent.location());
        assert!(!browser.cookies.borrow().contains_key("__Host-fm-kept"));
    }
}
