//! Passkeys: added, used, refused.

use app::Means;
use serde_json::{Value, json};
use testkit::person;

use super::{Browser, device::Device, has_email, letter, moot};
use crate::testing::{CLERK, MOOT, Moot, STRANGER, Seen};

/// Adds a passkey in a browser; gives the device and the answer.
async fn add(browser: &Browser<'_>, seed: u8, next: &str) -> (Device, Seen) {
    let mut device = Device::new(seed);
    let name = json!({"name": format!("Device {seed}")});
    let asked = browser.json("/you/passkeys/begin", &name).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    let made = device.make(&asked.json());
    let sent = json!({"credential": made, "next": next});
    let seen = browser.json("/you/passkeys/finish", &sent).await;
    (device, seen)
}

/// A house where the clerk has a passkey.
async fn with_passkey() -> (Moot, Device) {
    let moot = moot();
    let (device, seen) = add(&Browser::of(&moot, CLERK, Means::Link), 7, "").await;
    assert_eq!(seen.status, 200, "{}", seen.text());
    (moot, device)
}

async fn begin(browser: &Browser<'_>, confirm: bool) -> Value {
    let asked = json!({ "confirm": confirm });
    browser.json("/sign-in/passkey/begin", &asked).await.json()
}

async fn finish(browser: &Browser<'_>, credential: &Value, next: &str) -> Seen {
    let sent = json!({"credential": credential, "next": next});
    browser.json("/sign-in/passkey/finish", &sent).await
}

#[tokio::test]
async fn a_first_passkey_opens_the_office() {
    let moot = moot();
    has_email(&moot, CLERK, "ada@clerk.example");
    let browser = Browser::new(&moot);
    let code = moot.link_for(CLERK);
    let arrived = browser.post("/sign-in", &[("code", &code)]).await;
    let add_page = "/you/passkeys/add?next=%2Fthree-rivers%2Fdesk";
    assert_eq!(arrived.location(), add_page);
    browser.get(add_page).await.sound().says(&[
        "Add a passkey",
        "data-passkey=\"add\"",
        "Go on without a passkey",
    ]);
    let office = format!("/{MOOT}/office");
    assert_eq!(browser.get(&office).await.status, 403, "one factor");
    let (_, seen) = add(&browser, 7, &office).await;
    assert_eq!(seen.json(), json!({ "next": office }));
    assert_eq!(browser.get(&office).await.status, 200, "two factors");
    let told = letter(&moot).await.expect("a letter");
    assert!(
        told.contains("A passkey called “Device 7” was added"),
        "{told}"
    );
    browser.get("/you?done=added").await.sound().says(&[
        "Device 7",
        "This browser",
        "With a passkey",
    ]);
}

#[tokio::test]
async fn a_passkey_signs_in_without_a_name() {
    let (moot, mut device) = with_passkey().await;
    let browser = Browser::new(&moot);
    browser
        .get("/sign-in")
        .await
        .sound()
        .says(&["data-passkey=\"sign-in\"", "By e-mail"]);
    let asked = begin(&browser, false).await;
    assert_eq!(asked["publicKey"]["userVerification"], "required");
    assert_eq!(asked["publicKey"]["allowCredentials"], json!([]));
    let seen = finish(&browser, &device.answer(&asked), "/three-rivers/meetings").await;
    assert_eq!(seen.json(), json!({"next": "/three-rivers/meetings"}));
    assert!(browser.is_signed_in().await);
    let elsewhere = Browser::new(&moot);
    let asked = begin(&elsewhere, false).await;
    let seen = finish(&elsewhere, &device.answer(&asked), "//evil.example").await;
    assert_eq!(seen.json(), json!({"next": "/three-rivers/office"}));
}

/// Makes an answer wrong in one way.
type Wrong = fn(&mut Device, &Moot, &mut Value);

#[tokio::test]
async fn wrong_answers_are_refused_in_the_same_words() {
    let nothing: Wrong = |_, _, _| {};
    let wrong: [(&str, Wrong); 9] = [
        ("a browser at another site", |device, _, _| {
            "https://evil.example".clone_into(&mut device.origin);
        }),
        ("a browser at a site below", |device, _, _| {
            "https://a.moot.example".clone_into(&mut device.origin);
        }),
        ("a passkey for another site", |device, _, _| {
            "evil.example".clone_into(&mut device.site);
        }),
        ("no finger, face or PIN", |device, _, _| {
            device.verified = false
        }),
        ("a counter going backwards", |device, _, _| {
            device.counter = 0
        }),
        ("another person's number", |device, _, _| {
            device.user = person(STRANGER).0.to_vec();
        }),
        ("an expired answer", |_, moot, _| moot.wait(5 * 60)),
        ("the passkey of an erased person", |_, moot, _| {
            let office = moot.house.office();
            office.erase_person(&person(CLERK).to_string()).unwrap();
        }),
        ("an answer to another question", |_, _, asked| {
            asked["publicKey"]["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        }),
    ];
    let mut said = std::collections::BTreeSet::new();
    for (what, make) in wrong.into_iter().chain([("nothing wrong", nothing)]) {
        let (moot, mut device) = with_passkey().await;
        let browser = Browser::new(&moot);
        let mut asked = begin(&browser, false).await;
        make(&mut device, &moot, &mut asked);
        let seen = finish(&browser, &device.answer(&asked), "").await;
        if what == "nothing wrong" {
            assert_eq!(seen.status, 200, "{}", seen.text());
        } else {
            assert_eq!(seen.status, 403, "{what}: {}", seen.text());
            assert!(!browser.is_signed_in().await, "{what}");
            said.insert(seen.text().to_owned());
        }
    }
    assert_eq!(said.len(), 1, "{said:?}");
}

#[tokio::test]
async fn an_answer_counts_once_and_in_the_browser_that_asked() {
    let (moot, mut device) = with_passkey().await;
    let browser = Browser::new(&moot);
    let asked = begin(&browser, false).await;
    let answer = device.answer(&asked);
    let foreign = Browser::new(&moot);
    assert_eq!(finish(&foreign, &answer, "").await.status, 403, "foreign");
    let cookies = browser.cookies.borrow().clone();
    assert_eq!(finish(&browser, &answer, "").await.status, 200);
    let again = Browser::new(&moot);
    *again.cookies.borrow_mut() = cookies;
    assert_eq!(finish(&again, &answer, "").await.status, 403, "replayed");
    let broken = browser
        .post_as(
            "/sign-in/passkey/finish",
            "application/json",
            "{".to_owned(),
        )
        .await;
    assert_eq!(broken.status, 403);
}

#[tokio::test]
async fn confirming_takes_the_same_person() {
    let (moot, mut clerks) = with_passkey().await;
    let stranger = Browser::of(&moot, STRANGER, Means::Email);
    let (mut strangers, _) = add(&stranger, 9, "").await;
    let browser = Browser::of(&moot, CLERK, Means::Passkey);
    moot.wait(16 * 60);
    let page = browser.get("/sign-in/confirm?next=/you").await.sound();
    page.says(&["Confirm with your passkey", "data-next=\"/you\""]);
    let asked = begin(&browser, true).await;
    assert_eq!(
        finish(&browser, &strangers.answer(&asked), "/you")
            .await
            .status,
        403
    );
    let asked = begin(&browser, true).await;
    assert_eq!(
        finish(&browser, &clerks.answer(&asked), "/you")
            .await
            .status,
        200
    );
    assert_eq!(browser.get("/you/passkeys/add").await.status, 200, "fresh");
    let public = Browser::new(&moot);
    let asked = json!({ "confirm": true });
    let refused = public.json("/sign-in/passkey/begin", &asked).await;
    assert_eq!(refused.status, 403, "nobody is signed in");
}

#[tokio::test]
async fn a_further_passkey_needs_a_strong_and_fresh_sign_in() {
    let (moot, _) = with_passkey().await;
    let name = json!({"name": "Another"});
    for (number, means, wait, status, says) in [
        (CLERK, Means::Email, 0, 422, "Sign in with it"),
        (CLERK, Means::Passkey, 0, 200, "data-passkey=\"add\""),
        (CLERK, Means::Passkey, 16 * 60, 422, ""),
        (STRANGER, Means::Email, 0, 200, "data-passkey=\"add\""),
    ] {
        let browser = Browser::of(&moot, number, means);
        moot.wait(wait);
        let seen = browser.json("/you/passkeys/begin", &name).await;
        assert_eq!(
            seen.status.as_u16(),
            status,
            "{means:?} {wait}: {}",
            seen.text()
        );
        let page = browser.get("/you/passkeys/add").await;
        if says.is_empty() {
            assert_eq!(page.status, 303);
        } else {
            page.sound().says(&[says]);
        }
    }
    let officer = super::moot();
    let browser = Browser::of(&officer, CLERK, Means::Email);
    let seen = browser.json("/you/passkeys/begin", &name).await;
    assert_eq!(seen.status, 422, "nobody vouched for the officer");
    browser
        .get("/you/passkeys/add")
        .await
        .says(&["Somebody else has to vouch for your first passkey"]);
    let browser = Browser::of(&officer, STRANGER, Means::Email);
    let long = "x".repeat(61);
    for name in ["", "  ", "a\u{7}b", &long] {
        let seen = browser
            .json("/you/passkeys/begin", &json!({ "name": name }))
            .await;
        assert_eq!(seen.status, 422, "{name:?}");
    }
}

#[tokio::test]
async fn a_removed_passkey_signs_nobody_in() {
    let (moot, mut device) = with_passkey().await;
    let browser = Browser::of(&moot, CLERK, Means::Passkey);
    let office = moot.house.office();
    let kept = office.passkeys_of(&person(CLERK).to_string()).unwrap();
    let id = kept[0].id.clone();
    let stranger = Browser::of(&moot, STRANGER, Means::Email);
    let theirs = stranger
        .post("/you/passkeys/remove", &[("passkey", &id)])
        .await;
    assert_eq!(theirs.status, 404, "not theirs to remove");
    let removed = browser
        .post("/you/passkeys/remove", &[("passkey", &id)])
        .await;
    assert_eq!(removed.location(), "/you?done=removed");
    let asked = begin(&stranger, false).await;
    assert_eq!(
        finish(&stranger, &device.answer(&asked), "").await.status,
        403
    );
}

#[tokio::test]
async fn passkeys_need_a_name_to_belong_to() {
    for (base, host, says) in [
        (None, "localhost:8080", "data-passkey=\"sign-in\""),
        (None, "127.0.0.1:8080", "Open it at http://localhost:8080"),
        (None, "192.0.2.7", "cannot be used at this address"),
        (
            Some("http://192.0.2.7"),
            "192.0.2.7",
            "cannot be used at this address",
        ),
        (
            Some("https://moot.example"),
            "elsewhere",
            "data-passkey=\"sign-in\"",
        ),
    ] {
        let moot = Moot::with(crate::Settings {
            base_url: base.map(str::to_owned),
            ..crate::Settings::default()
        });
        let request = axum::http::Request::builder()
            .uri("/sign-in")
            .header("host", host);
        let page = moot.send(request, axum::body::Body::empty()).await;
        page.sound().says(&[says]);
    }
}
