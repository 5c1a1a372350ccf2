//! What every answer carries, and what is not let in.

use axum::http::Method;

use crate::testing::{CLERK, Moot};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

#[tokio::test]
async fn every_answer_is_guarded() {
    let moot = Moot::new();
    let (stylesheet, nowhere) = (assets::stylesheet(), "/three-rivers/papers/none");
    for (path, status) in [
        ("/", 200),
        ("/about", 200),
        ("/robots.txt", 200),
        ("/sign-in", 200),
        ("/sign-in?code=none", 403),
        ("/api/v1/acts", 200),
        ("/api/v1/openapi.json", 200),
        ("/api/v1/three-rivers/acts", 405),
        ("/sign-out", 405),
        ("/nowhere", 404),
        ("/nowhere/at/all", 404),
        ("/three-rivers/nowhere", 404),
        ("/api/v1/nowhere", 404),
        (nowhere, 404),
        (stylesheet, 200),
        ("/assets/none.css", 404),
    ] {
        for signed_in in [false, true] {
            let seen = if signed_in {
                moot.get_as(CLERK, path).await
            } else {
                moot.get(path).await
            };
            let about = format!("{path}, signed in: {signed_in}");
            assert_eq!(seen.status.as_u16(), status, "{about}");
            for (name, value) in [
                ("content-security-policy", POLICY),
                (
                    "strict-transport-security",
                    "max-age=63072000; includeSubDomains",
                ),
                ("x-content-type-options", "nosniff"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("permissions-policy", ""),
            ] {
                assert_eq!(seen.header(name), value, "{about}: {name}");
                assert!(seen.headers.contains_key(name), "{about}: {name}");
            }
            let private = path.starts_with("/sign-in");
            let referrer = if private {
                "no-referrer"
            } else {
                "same-origin"
            };
            assert_eq!(seen.header("referrer-policy"), referrer, "{about}");
            let kept = match status {
                200 if path == stylesheet => "public, max-age=31536000, immutable",
                200 if !signed_in && !private => "public, no-cache",
                _ => "no-store",
            };
            assert_eq!(seen.header("cache-control"), kept, "{about}");
            let vary = if path == stylesheet {
                "Accept-Encoding"
            } else {
                "Cookie, Accept-Encoding"
            };
            assert_eq!(seen.header("vary"), vary, "{about}");
        }
    }
}

#[tokio::test]
async fn forms_from_elsewhere_are_refused() {
    let moot = Moot::new();
    let cookie = moot.cookie_of(CLERK);
    for (site, origin, let_in) in [
        (Some("same-origin"), None, true),
        (Some("same-origin"), Some("null"), true),
        (Some("none"), None, true),
        (Some("cross-site"), None, false),
        (Some("cross-site"), Some("null"), false),
        (Some("same-site"), None, false),
        (None, Some("https://moot.example"), true),
        (None, Some("https://evil.example"), false),
        (None, None, true),
        // Only the page to sign in hands on no referrer, so only its form may come like this.
        (None, Some("null"), false),
    ] {
        let mut headers = vec![
            ("cookie", cookie.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        headers.extend(site.map(|site| ("sec-fetch-site", site)));
        headers.extend(origin.map(|origin| ("origin", origin)));
        let about = format!("{site:?} {origin:?}");
        // An address that takes no forms at all answers 405, once it is reached.
        let seen = moot.ask(Method::POST, "/about", &headers, "").await;
        let status = if let_in { 405 } else { 403 };
        assert_eq!(seen.status, status, "{about}");
        if !let_in {
            seen.says(&["the form came from another website", "Ada Clerk"]);
        }
        let seen = moot
            .ask(Method::POST, "/sign-in", &headers, "code=none")
            .await;
        let let_in = let_in || (site.is_none() && origin == Some("null"));
        let reached = seen.text().contains("This link does not sign anyone in");
        assert_eq!(reached, let_in, "signing in: {about}");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_public_address_is_trusted() {
    let moot = Moot::with(crate::Settings {
        base_url: Some("https://public.example".to_owned()),
        ..crate::Settings::default()
    });
    for path in ["/about", "/sign-in"] {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "https://public.example"),
        ];
        let seen = moot.ask(Method::POST, path, &headers, "code=none").await;
        seen.never_says(&["another website"]);
    }
}

#[tokio::test]
async fn what_is_too_long_or_of_the_wrong_kind_is_refused() {
    let moot = Moot::new();
    let long = format!("/?{}", "a".repeat(2_000));
    assert_eq!(moot.get(&long).await.status, 414);
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let large = format!("code={}", "a".repeat(256 * 1024));
    assert_eq!(
        moot.ask(Method::POST, "/sign-in", &[kind], &large)
            .await
            .status,
        413
    );
    let many = "a=b&".repeat(4_001);
    assert_eq!(
        moot.ask(Method::POST, "/sign-in", &[kind], &many)
            .await
            .status,
        413
    );
    let json = ("content-type", "application/json");
    assert_eq!(
        moot.ask(Method::POST, "/sign-in", &[json], "{}")
            .await
            .status,
        415
    );
}

#[tokio::test]
async fn files_of_the_page_are_compressed_for_those_who_take_it() {
    let moot = Moot::new();
    for (accepts, coding) in [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0", "br"),
        ("br;q=0, gzip", ""),
        ("gzip", ""),
        ("brotli", ""),
    ] {
        let headers = [("accept-encoding", accepts)];
        let seen = moot
            .ask(Method::GET, assets::stylesheet(), &headers, "")
            .await;
        assert_eq!(seen.header("content-encoding"), coding, "{accepts}");
        assert_eq!(seen.header("content-type"), "text/css; charset=utf-8");
    }
}
