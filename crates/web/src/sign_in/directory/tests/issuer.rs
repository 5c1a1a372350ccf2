//! A directory of a test's own, on this machine, which says what each row wants it to say.

use std::sync::{Arc, Mutex};

use axum::{
    Form, Json, Router,
    http::{HeaderMap, Method},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as B64};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

use super::super::{Directory, Secret};
use crate::{
    Settings,
    testing::{Moot, STRANGER, Seen},
};

pub(super) const HOME: &str = "https://moot.example.org";
pub(super) const LEADER: u32 = 2;

/// What the directory does when it is asked to change a code for a token.
pub(super) type Says = Box<dyn Fn(&Asked) -> Response + Send>;

/// What it is asked with.
pub(super) struct Asked {
    pub(super) issuer: String,
    pub(super) nonce: String,
    pub(super) now: i64,
    pub(super) form: Vec<(String, String)>,
    pub(super) who: String,
}

/// A tiny directory.
pub(super) struct Issuer {
    pub(super) address: String,
    pub(super) says: Arc<Mutex<Says>>,
    pub(super) nonce: Arc<Mutex<(String, i64)>>,
}

pub(super) fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// A token as any issuer might write it.
pub(super) fn token(header: &Value, claims: &Value, key: &SigningKey) -> String {
    let part = |value: &Value| B64.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(claims));
    let signature = B64.encode(key.sign(signed.as_bytes()).to_bytes());
    format!("{signed}.{signature}")
}

/// What an honest directory says of the Leader.
pub(super) fn honest(asked: &Asked) -> Value {
    json!({
        "iss": asked.issuer, "aud": "folkmoot", "sub": "u-1", "nonce": asked.nonce,
        "iat": asked.now, "exp": asked.now + 300, "auth_time": asked.now,
        "email": "Leader@Wychavon.gov.uk", "email_verified": true, "amr": ["pwd"],
    })
}

pub(super) fn granted(token: &str) -> Response {
    Json(json!({"access_token": "a", "token_type": "Bearer", "id_token": token})).into_response()
}

pub(super) fn signed(claims: &Value) -> Response {
    granted(&token(
        &json!({"alg": "EdDSA", "kid": "one"}),
        claims,
        &key(),
    ))
}

impl Issuer {
    pub(super) async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let says: Arc<Mutex<Says>> = Arc::new(Mutex::new(Box::new(|asked| signed(&honest(asked)))));
        let nonce: Arc<Mutex<(String, i64)>> = Arc::default();
        let described = json!({
            "issuer": address, "authorization_endpoint": format!("{address}/authorise"),
            "token_endpoint": format!("{address}/token"), "jwks_uri": format!("{address}/keys"),
            "userinfo_endpoint": format!("{address}/me"),
        });
        let public = B64.encode(key().verifying_key().to_bytes());
        let keys = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "one", "x": public}]});
        let (tell, marked, issuer) = (Arc::clone(&says), Arc::clone(&nonce), address.clone());
        let change = move |headers: HeaderMap, Form(form): Form<Vec<(String, String)>>| async move {
            let who = headers["authorization"].to_str().unwrap().to_owned();
            let (nonce, now) = marked.lock().unwrap().clone();
            let asked = Asked {
                issuer,
                nonce,
                now,
                form,
                who,
            };
            (tell.lock().unwrap())(&asked)
        };
        let me =
            Json(json!({"sub": "u-1", "email": "leader@wychavon.gov.uk", "email_verified": true}));
        let router = Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(move || async move { Json(described) }),
            )
            .route("/keys", get(move || async move { Json(keys) }))
            .route("/me", get(move || async move { me }))
            .route("/token", post(change));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address,
            says,
            nonce,
        }
    }

    pub(super) fn says(&self, says: impl Fn(&Asked) -> Response + Send + 'static) {
        *self.says.lock().unwrap() = Box::new(says);
    }

    pub(super) fn directory(&self) -> Directory {
        Directory {
            id: "wychavon".to_owned(),
            name: "Wychavon District Council".to_owned(),
            issuer: self.address.clone(),
            client_id: "folkmoot".to_owned(),
            client_secret: Secret("hush & hush".to_owned()),
            partnerships: vec!["three-rivers".to_owned()],
            email_domains: vec!["wychavon.gov.uk".to_owned()],
            verified_claim: "email_verified".to_owned(),
            second_factor: [("amr".to_owned(), vec!["mfa".to_owned()])].into(),
        }
    }

    /// A house that takes the word of this directory.
    pub(super) fn moot(&self, directory: Directory) -> Moot {
        let settings = Settings {
            base_url: Some(HOME.to_owned()),
            secure_cookies: false,
            directories: vec![directory],
            ..Settings::default()
        };
        let moot = Moot::with(settings);
        for (number, address) in [
            (LEADER, "leader@wychavon.gov.uk"),
            (STRANGER, "pat@wychavon.gov.uk"),
        ] {
            let id = testkit::person(number).to_string();
            moot.house
                .office()
                .change_email(&id, Some(address))
                .unwrap();
        }
        moot
    }
}

/// A sign-in under way in a browser.
pub(super) struct Begun {
    pub(super) cookie: String,
    pub(super) state: String,
    pub(super) door: reqwest::Url,
}

pub(super) async fn begin(moot: &Moot, issuer: &Issuer, more: &str) -> Begun {
    let sent = moot
        .get(&format!("/sign-in/directory/wychavon{more}"))
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let door = reqwest::Url::parse(sent.location()).unwrap();
    let said = |name: &str| {
        door.query_pairs()
            .find(|(key, _)| key == name)
            .unwrap()
            .1
            .into_owned()
    };
    *issuer.nonce.lock().unwrap() = (said("nonce"), moot.house.now().as_second());
    let cookie = sent
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    Begun {
        cookie,
        state: said("state"),
        door,
    }
}

pub(super) async fn back(moot: &Moot, cookie: &str, query: &str) -> Seen {
    let path = format!("/sign-in/directory/wychavon/back?{query}");
    moot.ask(Method::GET, &path, &[("cookie", cookie)], "")
        .await
}

pub(super) async fn through(moot: &Moot, issuer: &Issuer, more: &str) -> Seen {
    let begun = begin(moot, issuer, more).await;
    back(
        moot,
        &begun.cookie,
        &format!("code=c&state={}", begun.state),
    )
    .await
}

pub(super) fn session_of(seen: &Seen) -> String {
    seen.header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}
