//! Signing in and out.

use axum::http::Method;

use crate::{
    Settings,
    testing::{CLERK, MOOT, Moot, STRANGER},
};

#[tokio::test]
async fn opening_a_link_shows_a_button_and_pressing_it_signs_in_once() {
    let moot = Moot::new();
    let code = moot.link_for(CLERK);
    let address = format!("/sign-in?code={code}&next=/{MOOT}/meetings");
    for _ in 0..3 {
        let page = moot
            .get(&address)
            .await
            .sound()
            .says(&["Sign in as Ada Clerk", &code]);
        assert_eq!(page.status, 200, "looking uses nothing up");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    let form = [("code", code.as_str()), ("next", "/three-rivers/meetings")];
    let signed_in = moot.post("/sign-in", &form).await;
    assert_eq!(
        (signed_in.status.as_u16(), signed_in.location()),
        (303, "/you/passkeys/add?next=%2Fthree-rivers%2Fmeetings")
    );
    let cookie = signed_in.header("set-cookie");
    let (cookie, rest) = cookie.split_once(';').unwrap();
    assert_eq!(rest, " Path=/; HttpOnly; SameSite=Lax; Secure");
    assert!(cookie.starts_with("__Host-fm=") && cookie.len() == "__Host-fm=".len() + 64);

    moot.ask(Method::GET, "/", &[("cookie", cookie)], "")
        .await
        .says(&["Ada Clerk", "Sign out"]);
    let again = moot
        .post("/sign-in", &form)
        .await
        .says(&["This link does not sign anyone in"]);
    assert_eq!(again.status, 403);

    let out = moot
        .ask(Method::POST, "/sign-out", &[("cookie", cookie)], "")
        .await;
    assert_eq!((out.status.as_u16(), out.location()), (303, "/"));
    assert!(out.header("set-cookie").ends_with("; Max-Age=0"));
    moot.ask(Method::GET, "/", &[("cookie", cookie)], "")
        .await
        .never_says(&["Ada Clerk"]);
}

#[tokio::test]
async fn a_used_an_old_and_an_unknown_code_look_the_same() {
    let moot = Moot::new();
    let (used, old) = (moot.link_for(CLERK), moot.link_for(CLERK));
    moot.post("/sign-in", &[("code", &used)]).await;
    moot.wait(601);
    let mut pages = Vec::new();
    for code in [used.as_str(), &old, "never-made"] {
        let (shown, pressed) = (
            moot.get(&format!("/sign-in?code={code}")).await,
            moot.post("/sign-in", &[("code", code)]).await,
        );
        assert_eq!(
            (shown.status.as_u16(), pressed.status.as_u16()),
            (403, 403),
            "{code}"
        );
        pages.push((shown.bytes, pressed.bytes));
    }
    assert!(pages.windows(2).all(|two| two[0] == two[1]));
}

#[tokio::test]
async fn signing_in_leads_only_to_pages_of_ours() {
    for (next, leads_to) in [
        (
            "/three-rivers/meetings?at=2007-01-01",
            "/three-rivers/meetings?at=2007-01-01",
        ),
        ("", "/three-rivers/desk"),
        ("//evil.example", "/three-rivers/desk"),
        ("/\\evil.example", "/three-rivers/desk"),
        ("/\t/evil.example", "/three-rivers/desk"),
        ("https://evil.example", "/three-rivers/desk"),
        ("javascript:alert(1)", "/three-rivers/desk"),
        ("evil", "/three-rivers/desk"),
        ("/sign-out", "/three-rivers/desk"),
    ] {
        let moot = Moot::new();
        let code = moot.link_for(CLERK);
        let seen = moot
            .post("/sign-in", &[("code", &code), ("next", next)])
            .await;
        let leads_to: String = form_urlencoded::byte_serialize(leads_to.as_bytes()).collect();
        let leads_to = format!("/you/passkeys/add?next={leads_to}");
        assert_eq!(seen.location(), leads_to, "{next:?}");
    }
    let moot = Moot::new();
    let code = moot.link_for(STRANGER);
    let seen = moot.post("/sign-in", &[("code", &code)]).await;
    assert_eq!(
        seen.location(),
        "/you/passkeys/add?next=%2Fthree-rivers%2Fdesk",
        "no secretariat, no office"
    );
}

#[tokio::test]
async fn officers_sessions_are_short_and_members_long() {
    for (number, unseen, lasts) in [
        (CLERK, 29 * 60, true),
        (CLERK, 31 * 60, false),
        (STRANGER, 11 * 60 * 60, true),
        (STRANGER, 13 * 60 * 60, false),
    ] {
        let moot = Moot::new();
        let code = moot.link_for(number);
        let seen = moot.post("/sign-in", &[("code", &code)]).await;
        let cookie = seen
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        moot.wait(unseen);
        let page = moot.ask(Method::GET, "/", &[("cookie", &cookie)], "").await;
        assert_eq!(
            page.text().contains("Sign out"),
            lasts,
            "{number} after {unseen} s"
        );
    }
}

#[tokio::test]
async fn on_plain_http_the_cookie_has_a_plain_name() {
    let moot = Moot::with(Settings {
        secure_cookies: false,
        ..Settings::default()
    });
    let code = moot.link_for(CLERK);
    let seen = moot.post("/sign-in", &[("code", &code)]).await;
    let cookie = seen.header("set-cookie");
    assert!(
        cookie.starts_with("fm=") && !cookie.contains("Secure"),
        "{cookie}"
    );
    assert_eq!(seen.header("strict-transport-security"), "");
    let cookie = cookie.split(';').next().unwrap();
    moot.ask(Method::GET, "/", &[("cookie", cookie)], "")
        .await
        .says(&["Ada Clerk"]);
}

#[tokio::test]
async fn guessing_is_stopped_and_those_who_wait_go_on() {
    let moot = Moot::with(Settings {
        failed_sign_ins_per_hour: 3,
        ..Settings::default()
    });
    for _ in 0..3 {
        assert_eq!(
            moot.post("/sign-in", &[("code", "guess")]).await.status,
            403
        );
    }
    let code = moot.link_for(CLERK);
    let stopped = moot.post("/sign-in", &[("code", &code)]).await;
    assert_eq!(stopped.status, 429);
    let wait: i64 = stopped.header("retry-after").parse().unwrap();
    assert!((1..=1_201).contains(&wait), "{wait}");
    moot.wait(1_201);
    let code = moot.link_for(CLERK);
    assert_eq!(moot.post("/sign-in", &[("code", &code)]).await.status, 303);
}

#[tokio::test]
async fn without_a_code_the_page_says_how() {
    let moot = Moot::new();
    moot.get("/sign-in").await.says(&["There is no password"]);
    moot.get_as(CLERK, "/sign-in?next=/three-rivers")
        .await
        .says(&["You are signed in as Ada Clerk", "href=\"/three-rivers\""]);
}
