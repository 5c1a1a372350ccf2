//! Signing in, by a browser with cookies and a device with a passkey; each bad input a row of a table.

mod device;
mod invitations;
mod kept;
mod mail;
mod passkeys;
mod sessions;

use std::{cell::RefCell, collections::BTreeMap};

use app::Means;
use axum::{
    body::Body,
    http::{Method, header},
};
use serde_json::Value;
use testkit::person;

use crate::{
    Settings,
    testing::{Moot, Seen, request},
};

/// Where the tests' house is reached.
const BASE: &str = "https://moot.example";

/// A house with a public address, whose people have e-mail.
fn moot() -> Moot {
    Moot::with(Settings {
        base_url: Some(BASE.to_owned()),
        ..Settings::default()
    })
}

/// Gives somebody an address.
fn has_email(moot: &Moot, number: u32, email: &str) {
    let office = moot.house.office();
    let changed = office.change_email(&person(number).to_string(), Some(email));
    changed.expect("somebody known");
}

/// The words of the next letter, once it is posted.
async fn letter(moot: &Moot) -> Option<String> {
    for _ in 0..50 {
        let now = moot.house.now().as_second();
        let claimed = moot.house.office().claim_letter("test", now, 600);
        if let Some(claimed) = claimed.expect("an outbox") {
            return Some(claimed.letter.plain);
        }
        tokio::task::yield_now().await;
    }
    None
}

/// The first address in a letter.
fn link_in(letter: &str) -> &str {
    let at = letter.find(BASE).expect("an address");
    let rest = &letter[at + BASE.len()..];
    rest.split_whitespace().next().expect("a path")
}

/// A browser: it keeps the cookies that it is given.
struct Browser<'a> {
    moot: &'a Moot,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    fn new(moot: &'a Moot) -> Self {
        Self {
            moot,
            cookies: RefCell::default(),
        }
    }

    /// A browser in which somebody signed in by these means.
    fn of(moot: &'a Moot, number: u32, means: Means) -> Self {
        let browser = Self::new(moot);
        let cookie = moot.cookie_by(number, means);
        let (name, value) = cookie.split_once('=').expect("a cookie");
        browser.put(name, value);
        browser
    }

    fn put(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.borrow_mut();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    async fn get(&self, path: &str) -> Seen {
        self.send(request(Method::GET, path), Body::empty()).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Seen {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(form);
        let kind = "application/x-www-form-urlencoded";
        self.post_as(path, kind, text.finish()).await
    }

    async fn json(&self, path: &str, json: &Value) -> Seen {
        self.post_as(path, "application/json", json.to_string())
            .await
    }

    async fn post_as(&self, path: &str, kind: &str, body: String) -> Seen {
        let request = request(Method::POST, path)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body)).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Seen {
        let cookies: Vec<String> = {
            let cookies = self.cookies.borrow();
            let pairs = cookies.iter();
            pairs
                .map(|(name, value)| format!("{name}={value}"))
                .collect()
        };
        let request = if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        };
        let seen = self.moot.send(request, body).await;
        for cookie in seen.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("plain letters");
            let (pair, rest) = cookie.split_once(';').expect("a cookie");
            let (name, value) = pair.split_once('=').expect("a cookie");
            if rest.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.put(name, value);
            }
        }
        seen
    }

    /// Whether somebody is signed in here.
    async fn is_signed_in(&self) -> bool {
        self.get("/about").await.text().contains("Sign out")
    }
}
