//! Signing in by a directory that is honest, and by some that are not.

mod issuer;

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as B64};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Directory;
use crate::testing::CLERK;
use issuer::{
    Asked, HOME, Issuer, LEADER, back, begin, granted, honest, key, session_of, signed, through,
    token,
};

#[tokio::test]
async fn somebody_known_signs_in_by_their_directory_and_goes_where_they_were() {
    let issuer = Issuer::open().await;
    let moot = issuer.moot(issuer.directory());
    issuer.says(|asked| {
        let said = |name: &str| {
            asked
                .form
                .iter()
                .find(|(key, _)| key == name)
                .unwrap()
                .1
                .clone()
        };
        assert_eq!(
            (said("grant_type"), said("code")),
            ("authorization_code".to_owned(), "c".to_owned())
        );
        assert_eq!(
            said("redirect_uri"),
            format!("{HOME}/sign-in/directory/wychavon/back")
        );
        assert_eq!(
            asked.who, "Basic Zm9sa21vb3Q6aHVzaCslMjYraHVzaA==",
            "folkmoot:hush+%26+hush"
        );
        signed(&honest(asked))
    });
    let begun = begin(&moot, &issuer, "?next=/three-rivers/structure").await;
    let said = |name: &str| {
        begun
            .door
            .query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    assert_eq!(said("response_type").as_deref(), Some("code"));
    assert_eq!(said("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(said("max_age").as_deref(), Some("43200"));
    assert_eq!(said("prompt"), None);
    let came = back(
        &moot,
        &begun.cookie,
        &format!("code=c&state={}", begun.state),
    )
    .await;
    assert_eq!(
        (came.status.as_u16(), came.location()),
        (303, "/three-rivers/structure"),
        "{}",
        came.text()
    );
    let cookie = session_of(&came);
    let desk = moot
        .ask(
            Method::GET,
            "/three-rivers/desk",
            &[("cookie", &cookie)],
            "",
        )
        .await;
    assert_eq!(desk.status, 200);
    // The second time the directory's own name for them decides, whatever their address has become.
    let id = testkit::person(LEADER).to_string();
    moot.house.office().change_email(&id, None).unwrap();
    let came = through(&moot, &issuer, "").await;
    assert_eq!(came.location(), "/three-rivers/desk");
    moot.get("/sign-in").await.sound().says(&[
        "Sign in with Wychavon District Council",
        "/sign-in/directory/wychavon",
    ]);
}

#[tokio::test]
async fn the_proof_that_it_is_still_us_fits_what_was_sent() {
    let issuer = Issuer::open().await;
    let moot = issuer.moot(issuer.directory());
    let seen: Arc<Mutex<String>> = Arc::default();
    let verifier = Arc::clone(&seen);
    issuer.says(move |asked| {
        let proof = asked
            .form
            .iter()
            .find(|(key, _)| key == "code_verifier")
            .unwrap();
        *verifier.lock().unwrap() = proof.1.clone();
        signed(&honest(asked))
    });
    let begun = begin(&moot, &issuer, "").await;
    back(
        &moot,
        &begun.cookie,
        &format!("code=c&state={}", begun.state),
    )
    .await;
    let challenge = begun
        .door
        .query_pairs()
        .find(|(key, _)| key == "code_challenge")
        .unwrap()
        .1
        .into_owned();
    assert_eq!(
        challenge,
        B64.encode(Sha256::digest(seen.lock().unwrap().as_bytes()))
    );
}

#[tokio::test]
async fn forged_and_foreign_tokens_sign_nobody_in() {
    let issuer = Issuer::open().await;
    let moot = issuer.moot(issuer.directory());
    type Forge = fn(&Asked) -> Response;
    fn changed(asked: &Asked, change: Value) -> Value {
        let mut claims = honest(asked);
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
    }
    let table: &[(&str, Forge)] = &[
        ("another audience", |asked| {
            signed(&changed(asked, json!({"aud": "planning"})))
        }),
        ("another audience as well", |asked| {
            signed(&changed(asked, json!({"aud": ["folkmoot", "planning"]})))
        }),
        ("another issuer", |asked| {
            signed(&changed(asked, json!({"iss": "https://login.example.org"})))
        }),
        ("the issuer with a slash", |asked| {
            signed(&changed(
                asked,
                json!({"iss": format!("{}/", asked.issuer)}),
            ))
        }),
        ("another nonce", |asked| {
            signed(&changed(asked, json!({"nonce": "0".repeat(64)})))
        }),
        ("no nonce", |asked| {
            let mut claims = honest(asked);
            claims.as_object_mut().unwrap().remove("nonce");
            signed(&claims)
        }),
        ("expired", |asked| {
            signed(&changed(asked, json!({"exp": asked.now - 1})))
        }),
        ("of tomorrow", |asked| {
            signed(&changed(
                asked,
                json!({"iat": asked.now + 86_400, "exp": asked.now + 90_000}),
            ))
        }),
        ("signed by another", |asked| {
            let header = json!({"alg": "EdDSA", "kid": "one"});
            granted(&token(
                &header,
                &honest(asked),
                &SigningKey::from_bytes(&[8; 32]),
            ))
        }),
        ("of an unknown key", |asked| {
            granted(&token(
                &json!({"alg": "EdDSA", "kid": "two"}),
                &honest(asked),
                &SigningKey::from_bytes(&[8; 32]),
            ))
        }),
        ("unsigned", |asked| {
            let part = |value: Value| B64.encode(value.to_string());
            granted(&format!(
                "{}.{}.",
                part(json!({"alg": "none"})),
                part(honest(asked))
            ))
        }),
        ("signed with the secret that we share", |asked| {
            granted(&token(&json!({"alg": "HS256"}), &honest(asked), &key()))
        }),
        ("its signature cut off", |asked| {
            let whole = token(
                &json!({"alg": "EdDSA", "kid": "one"}),
                &honest(asked),
                &key(),
            );
            granted(whole.rsplit_once('.').unwrap().0)
        }),
        ("no token", |_| {
            Json(json!({"access_token": "a", "token_type": "Bearer"})).into_response()
        }),
        ("no longer signed in there", |asked| {
            signed(&changed(asked, json!({"auth_time": asked.now - 90_000})))
        }),
        ("a code that is used up", |_| {
            (
                StatusCode::BAD_REQUEST,
                Json(json!({"error": "invalid_grant"})),
            )
                .into_response()
        }),
    ];
    for (what, forge) in table {
        issuer.says(*forge);
        let came = through(&moot, &issuer, "").await;
        assert_eq!(came.status, 403, "{what}: {}", came.text());
        assert_eq!(came.header("set-cookie"), "", "{what}");
        came.says(&["cannot be relied on", "Begin again"])
            .never_says(&["nonce", "audience", "invalid_grant", "signature"]);
    }
    // The same directory, honest again.
    issuer.says(|asked| signed(&honest(asked)));
    assert_eq!(through(&moot, &issuer, "").await.status, 303);
}

#[tokio::test]
async fn whom_a_directory_may_not_vouch_for_gets_one_answer() {
    let issuer = Issuer::open().await;
    let mut claims = vec![
        (
            "an address that was not verified",
            json!({"email_verified": false}),
        ),
        (
            "an address of which nothing is said",
            json!({"email_verified": null}),
        ),
        (
            "another domain",
            json!({"email": "leader@elsewhere.gov.uk"}),
        ),
        (
            "a domain within the domain",
            json!({"email": "leader@wychavon.gov.uk.example.org"}),
        ),
        ("nobody known", json!({"email": "nobody@wychavon.gov.uk"})),
        (
            "somebody of no partnership of its own",
            json!({"email": "pat@wychavon.gov.uk"}),
        ),
    ];
    claims.push((
        "no address at all, and another's",
        json!({"sub": "u-9", "email": null}),
    ));
    let mut answers = std::collections::BTreeSet::new();
    for (what, change) in claims {
        let moot = issuer.moot(issuer.directory());
        issuer.says(move |asked| {
            let mut claims = honest(asked);
            for (name, value) in change.as_object().unwrap() {
                claims[name] = value.clone();
            }
            claims
                .as_object_mut()
                .unwrap()
                .retain(|_, value| !value.is_null());
            signed(&claims)
        });
        let came = through(&moot, &issuer, "").await;
        assert!(came.status == 403, "{what}: {}", came.text());
        assert_eq!(came.header("set-cookie"), "", "{what}");
        if what != "no address at all, and another's" {
            let main = came.text().split("<main").nth(1).unwrap();
            answers.insert(main.to_owned());
        }
    }
    assert_eq!(answers.len(), 1, "the answer tells nothing: {answers:?}");
    assert!(answers.first().unwrap().contains("Ask the secretariat"));
}

#[tokio::test]
async fn an_address_that_passed_to_another_does_not_pass_on_the_person() {
    let issuer = Issuer::open().await;
    let moot = issuer.moot(issuer.directory());
    assert_eq!(through(&moot, &issuer, "").await.status, 303);
    issuer.says(|asked| {
        let mut claims = honest(asked);
        claims["sub"] = json!("u-2");
        signed(&claims)
    });
    through(&moot, &issuer, "")
        .await
        .says(&["we could not tell"]);
    // Until the secretariat ends the link with who had it before.
    let id = testkit::person(LEADER).to_string();
    let office = moot.house.office();
    assert_eq!(office.directories_of(&id).unwrap().len(), 1);
    let page = format!("/three-rivers/office/people/{id}/sign-in");
    // Served by plain http, where the cookie has another name.
    let clerk = moot.cookie_of(CLERK).replace("__Host-fm", "fm");
    let shown = moot
        .ask(Method::GET, &page, &[("cookie", &clerk)], "")
        .await;
    shown
        .sound()
        .says(&["Wychavon District Council, since", "End the link"]);
    let form = [
        ("cookie", clerk.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
    ];
    let ended = moot
        .ask(Method::POST, &page, &form, "directories=yes")
        .await;
    assert_eq!(ended.status, 303, "{}", ended.text());
    assert!(office.directories_of(&id).unwrap().is_empty());
    assert_eq!(through(&moot, &issuer, "").await.status, 303);
}

#[tokio::test]
async fn a_sign_in_comes_back_once_to_the_browser_and_the_directory_that_began_it() {
    let issuer = Issuer::open().await;
    let moot = issuer.moot(issuer.directory());
    let begun = begin(&moot, &issuer, "").await;
    let query = format!("code=c&state={}", begun.state);
    let other = begin(&moot, &issuer, "").await;
    for (what, cookie, query) in [
        ("another browser", other.cookie.as_str(), query.as_str()),
        ("no mark", "", &query),
        ("no state", &begun.cookie, "code=c"),
        ("a state made up", &begun.cookie, "code=c&state=0000"),
    ] {
        let came = back(&moot, cookie, query).await;
        assert_eq!(came.status, 403, "{what}");
        came.says(&["This sign-in cannot be finished"]);
    }
    // That of the first browser is as good as before. Its nonce is the first one's again.
    let nonce = begun
        .door
        .query_pairs()
        .find(|(key, _)| key == "nonce")
        .unwrap()
        .1
        .into_owned();
    issuer.nonce.lock().unwrap().0 = nonce;
    assert_eq!(back(&moot, &begun.cookie, &query).await.status, 303);
    back(&moot, &begun.cookie, &query)
        .await
        .says(&["it is finished already"]);
    let late = begin(&moot, &issuer, "").await;
    moot.wait(601);
    back(&moot, &late.cookie, &format!("code=c&state={}", late.state))
        .await
        .says(&["begun too long ago"]);
    let refused = begin(&moot, &issuer, "").await;
    let query = format!("error=access_denied&state={}", refused.state);
    back(&moot, &refused.cookie, &query)
        .await
        .says(&["sent you back without letting you in"]);
    let mixed = begin(&moot, &issuer, "").await;
    let query = format!(
        "code=c&state={}&iss=https%3A%2F%2Flogin.example.org",
        mixed.state
    );
    back(&moot, &mixed.cookie, &query)
        .await
        .says(&["cannot be relied on"]);
    for absent in [
        "/sign-in/directory/elsewhere",
        "/sign-in/directory/elsewhere/back?code=c",
    ] {
        assert_eq!(moot.get(absent).await.status, 404);
    }
}

#[tokio::test]
async fn who_is_to_prove_it_again_has_to() {
    let issuer = Issuer::open().await;
    let moot = issuer.moot(issuer.directory());
    let begun = begin(&moot, &issuer, "?fresh=yes").await;
    let asks = begun.door.query().unwrap().to_owned();
    assert!(
        asks.contains("prompt=login") && asks.contains("max_age=60"),
        "{asks}"
    );
    for (ago, status) in [(0, 303), (30, 303), (120, 403), (3_600, 403)] {
        issuer.says(move |asked| {
            let mut claims = honest(asked);
            claims["auth_time"] = json!(asked.now - ago);
            signed(&claims)
        });
        assert_eq!(
            through(&moot, &issuer, "?fresh=yes").await.status.as_u16(),
            status,
            "{ago} seconds ago"
        );
    }
    issuer.says(|asked| {
        let mut claims = honest(asked);
        claims.as_object_mut().unwrap().remove("auth_time");
        signed(&claims)
    });
    assert_eq!(
        through(&moot, &issuer, "?fresh=yes").await.status,
        403,
        "nothing is said of when"
    );
    assert_eq!(
        through(&moot, &issuer, "").await.status,
        303,
        "but one may sign in so"
    );
}

#[tokio::test]
async fn an_officer_needs_the_directory_to_have_asked_for_two_factors() {
    let issuer = Issuer::open().await;
    let moot = issuer.moot(issuer.directory());
    let clerk = testkit::person(CLERK).to_string();
    moot.house
        .office()
        .change_email(&clerk, Some("clerk@wychavon.gov.uk"))
        .unwrap();
    for (amr, opens) in [
        (json!(["pwd"]), false),
        (json!(["pwd", "mfa"]), true),
        (json!("mfa"), true),
        (json!([]), false),
    ] {
        let row = amr.clone();
        issuer.says(move |asked| {
            let mut claims = honest(asked);
            claims["sub"] = json!("u-clerk");
            claims["email"] = json!("clerk@wychavon.gov.uk");
            claims["amr"] = row.clone();
            signed(&claims)
        });
        let came = through(&moot, &issuer, "").await;
        if came.status != 303 {
            // A claim of another form than the standard's is no token at all.
            assert!(!amr.is_array(), "{amr}: {}", came.text());
            continue;
        }
        let cookie = session_of(&came);
        let office = moot
            .ask(
                Method::GET,
                "/three-rivers/office",
                &[("cookie", &cookie)],
                "",
            )
            .await;
        assert_eq!(office.status == 200, opens, "{amr}: {}", office.status);
    }
}

#[tokio::test]
async fn a_directory_that_is_not_itself_is_left_alone() {
    let issuer = Issuer::open().await;
    let directory = issuer.directory();
    let elsewhere = Directory {
        issuer: format!("{}/tenant", issuer.address),
        ..directory.clone()
    };
    let nobody = Directory {
        issuer: "http://127.0.0.1:9".to_owned(),
        ..directory.clone()
    };
    for directory in [elsewhere, nobody] {
        let moot = issuer.moot(directory);
        let sent = moot.get("/sign-in/directory/wychavon").await;
        assert_eq!(sent.status, 503);
        sent.says(&["does not answer as it should"]);
    }
    // What it says of itself leads to another address: nothing is asked there.
    let other = Issuer::open().await;
    let lying = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", lying.local_addr().unwrap());
    let described = json!({
        "issuer": address, "authorization_endpoint": format!("{address}/authorise"),
        "token_endpoint": format!("{}/token", other.address), "jwks_uri": format!("{}/keys", other.address),
    });
    let router = Router::new().route(
        "/.well-known/openid-configuration",
        get(move || async move { Json(described) }),
    );
    tokio::spawn(async move { axum::serve(lying, router).await.unwrap() });
    let moot = issuer.moot(Directory {
        issuer: address,
        ..directory
    });
    moot.get("/sign-in/directory/wychavon")
        .await
        .says(&["does not answer as it should"]);
    // An answer without end is not read to its end.
    issuer.says(|_| vec![b'a'; 1_000_000].into_response());
    let moot = issuer.moot(issuer.directory());
    through(&moot, &issuer, "")
        .await
        .says(&["does not answer as it should"]);
}
