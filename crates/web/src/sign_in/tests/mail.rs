//! Signing in by a letter.

use app::Means;

use super::{Browser, has_email, letter, link_in, moot};
use crate::testing::{CLERK, Moot, STRANGER};

const PAT: &str = "pat@public.example";

/// The code in a letter.
fn code_in(letter: &str) -> String {
    let digits = |line: &&str| {
        line.len() == 9
            && line
                .chars()
                .all(|letter| letter == ' ' || letter.is_ascii_digit())
    };
    let line = letter.lines().map(str::trim).find(digits);
    line.expect("a code").to_owned()
}

async fn asked(moot: &Moot) -> (Browser<'_>, String) {
    has_email(moot, STRANGER, PAT);
    let browser = Browser::new(moot);
    let sent = browser
        .post(
            "/sign-in/email",
            &[("address", PAT), ("next", "/three-rivers/meetings")],
        )
        .await;
    assert_eq!(
        (sent.status.as_u16(), sent.location()),
        (303, "/sign-in/email")
    );
    let letter = letter(moot).await.expect("a letter");
    (browser, letter)
}

#[tokio::test]
async fn the_link_shows_a_button_and_pressing_it_signs_in_once() {
    let moot = moot();
    let (browser, letter) = asked(&moot).await;
    let link = link_in(&letter);
    for _ in 0..2 {
        let page = browser
            .get(link)
            .await
            .sound()
            .says(&["Sign in as Pat Public"]);
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    let (_, code) = link.split_once("code=").unwrap();
    let forged = browser
        .send(
            crate::testing::request(axum::http::Method::POST, "/sign-in/letter")
                .header("sec-fetch-site", "cross-site")
                .header("content-type", "application/x-www-form-urlencoded"),
            axum::body::Body::from(format!("code={code}")),
        )
        .await;
    assert_eq!(forged.status, 403);
    let signed_in = browser.post("/sign-in/letter", &[("code", code)]).await;
    assert_eq!(signed_in.location(), "/three-rivers/meetings");
    assert!(browser.is_signed_in().await);
    browser
        .get("/you")
        .await
        .sound()
        .says(&["By e-mail", "You have no passkey"]);
}

#[tokio::test]
async fn the_code_is_typed_where_it_was_asked_for() {
    let moot = moot();
    let (browser, letter) = asked(&moot).await;
    browser
        .get("/sign-in/email")
        .await
        .sound()
        .says(&["one-time-code"]);
    let code = code_in(&letter);
    let elsewhere = Browser::new(&moot);
    let refused = elsewhere
        .post("/sign-in/email/code", &[("code", &code)])
        .await;
    assert_eq!(refused.status, 422, "another browser");
    let signed_in = browser
        .post("/sign-in/email/code", &[("code", &code)])
        .await;
    assert_eq!(signed_in.location(), "/three-rivers/meetings");
    let again = browser
        .post("/sign-in/email/code", &[("code", &code)])
        .await;
    assert_eq!(again.status, 422, "used");
}

#[tokio::test]
async fn what_is_no_good_looks_the_same_whatever_it_is() {
    let mut pages = Vec::new();
    for what in [
        "foreign",
        "expired",
        "used",
        "unknown",
        "forwarded without cookies",
    ] {
        let moot = moot();
        let (browser, letter) = asked(&moot).await;
        let (_, code) = link_in(&letter).split_once("code=").unwrap();
        let code = if what == "unknown" {
            "never-made"
        } else {
            code
        };
        let mut opened_in = browser;
        match what {
            "expired" => moot.wait(10 * 60),
            "used" => drop(opened_in.post("/sign-in/letter", &[("code", code)]).await),
            "forwarded without cookies" => opened_in = Browser::new(&moot),
            "foreign" => {
                opened_in = Browser::new(&moot);
                let other = [("address", "nobody@public.example")];
                opened_in.post("/sign-in/email", &other).await;
            }
            _ => {}
        }
        if what == "used" {
            opened_in.cookies.borrow_mut().remove("__Host-fm");
        }
        let shown = opened_in.get(&format!("/sign-in/letter?code={code}")).await;
        let pressed = opened_in.post("/sign-in/letter", &[("code", code)]).await;
        assert_eq!(
            (shown.status.as_u16(), pressed.status.as_u16()),
            (403, 403),
            "{what}"
        );
        assert!(!opened_in.is_signed_in().await, "{what}");
        shown
            .text()
            .contains("Ask again here, in this browser")
            .then_some(())
            .unwrap();
        pages.push((shown.bytes, pressed.bytes));
    }
    assert!(pages.windows(2).all(|two| two[0] == two[1]));
}

#[tokio::test]
async fn an_address_that_nobody_has_is_answered_alike() {
    let moot = moot();
    has_email(&moot, STRANGER, PAT);
    let mut answers = Vec::new();
    for address in [PAT, "Pat@Public.example", "nobody@public.example"] {
        let browser = Browser::new(&moot);
        let sent = browser
            .post("/sign-in/email", &[("address", address)])
            .await;
        let cookie = sent.header("set-cookie").split_once('=').unwrap();
        let waiting = browser.get("/sign-in/email").await;
        let rest = cookie.1.split_once(';').unwrap().1.to_owned();
        let refused = browser
            .post("/sign-in/email/code", &[("code", "00000000")])
            .await;
        answers.push((
            sent.status,
            sent.location().to_owned(),
            rest,
            waiting.bytes,
            refused.bytes,
        ));
        let letter = letter(&moot).await;
        assert_eq!(
            letter.is_some(),
            !address.starts_with("nobody"),
            "{address}"
        );
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]));
}

#[tokio::test]
async fn a_code_can_be_mistyped_a_few_times() {
    for (wrong, let_in) in [(4, true), (5, false)] {
        let moot = moot();
        let (browser, letter) = asked(&moot).await;
        let code = code_in(&letter);
        let other = if code.starts_with('1') {
            "2000 0000"
        } else {
            "1000 0000"
        };
        for _ in 0..wrong {
            let seen = browser
                .post("/sign-in/email/code", &[("code", other)])
                .await;
            assert_eq!(seen.status, 422);
            seen.sound().says(&["does not sign anyone in"]);
        }
        browser
            .post("/sign-in/email/code", &[("code", &code)])
            .await;
        assert_eq!(browser.is_signed_in().await, let_in, "{wrong} wrong");
    }
}

#[tokio::test]
async fn letters_are_few_and_addresses_are_addresses() {
    let moot = moot();
    for address in [PAT, "nobody@public.example"] {
        let statuses = [303, 303, 303, 429];
        for (nth, status) in statuses.into_iter().enumerate() {
            let browser = Browser::new(&moot);
            let sent = browser
                .post("/sign-in/email", &[("address", address)])
                .await;
            assert_eq!(sent.status.as_u16(), status, "{address} {nth}");
        }
    }
    moot.wait(15 * 60);
    let browser = Browser::new(&moot);
    let sent = browser.post("/sign-in/email", &[("address", PAT)]).await;
    assert_eq!(sent.status, 303, "after a while again");
    for address in [
        "",
        "pat",
        "pat@",
        "a b@c.example",
        "pat@public.example\r\nBcc: x@y.example",
    ] {
        let sent = browser
            .post("/sign-in/email", &[("address", address)])
            .await;
        assert_eq!(sent.status, 422, "{address:?}");
    }
    let mut statuses = Vec::new();
    for number in 0..25 {
        let address = format!("n{number}@public.example");
        let sent = browser
            .post("/sign-in/email", &[("address", &address)])
            .await;
        statuses.push(sent.status.as_u16());
    }
    assert!(
        statuses.contains(&429),
        "twenty an hour from one place: {statuses:?}"
    );
}

#[tokio::test]
async fn a_made_up_host_is_in_no_letter() {
    let moot = Moot::with(crate::Settings {
        address: Some("http://127.0.0.1:8080".to_owned()),
        ..crate::Settings::default()
    });
    has_email(&moot, STRANGER, PAT);
    for (host, begins) in [
        ("evil.example", "http://127.0.0.1:8080/"),
        ("localhost@evil.example", "http://127.0.0.1:8080/"),
        ("localhost:8081", "http://localhost:8081/"),
    ] {
        let request = axum::http::Request::builder()
            .method("POST")
            .uri("/sign-in/email")
            .header("host", host)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        let body = axum::body::Body::from("address=pat%40public.example");
        moot.send(request, body).await;
        let letter = letter(&moot).await.expect("a letter");
        assert!(letter.contains(begins), "{host}: {letter}");
        assert!(!letter.contains("evil"), "{host}: {letter}");
    }
}

#[tokio::test]
async fn somebody_without_a_passkey_confirms_by_mail() {
    let moot = moot();
    has_email(&moot, STRANGER, PAT);
    let browser = Browser::of(&moot, STRANGER, Means::Email);
    moot.wait(16 * 60);
    let page = browser
        .get("/sign-in/confirm?next=/you/passkeys/add")
        .await
        .sound();
    page.says(&[PAT, "Send me a link and a code"]);
    let form = [("confirm", "yes"), ("next", "/you/passkeys/add")];
    assert_eq!(browser.post("/sign-in/email", &form).await.status, 303);
    let letter = letter(&moot).await.expect("a letter");
    let code = code_in(&letter);
    let back = browser
        .post("/sign-in/email/code", &[("code", &code)])
        .await;
    assert_eq!(back.location(), "/you/passkeys/add");
    assert_eq!(browser.get("/you/passkeys/add").await.status, 200);
    let officer = Browser::of(&moot, CLERK, Means::Email);
    officer
        .get("/sign-in/confirm")
        .await
        .sound()
        .says(&["neither a passkey nor an e-mail address"]);
}
