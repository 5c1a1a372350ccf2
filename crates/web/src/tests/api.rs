//! The programs' door.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::holder_of;

use crate::{
    Settings,
    testing::{CLERK, Moot, STRANGER},
};

const ACTS: &str = "/api/v1/three-rivers/acts";

fn call() -> Value {
    json!({
        "act": "meetings.call", "body": "board", "date": "2007-04-18", "starts": "10:30", "place": "Weir House",
        "agenda": [{"title": "Flood plan", "purpose": "decision"}],
    })
}

fn arrival(seat: &str) -> Value {
    json!({"act": "meetings.record-arrival", "meeting": "board-2007-04-18", "seat": seat})
}

#[tokio::test]
async fn acts_are_recorded_and_numbered() {
    let moot = Moot::new();
    let token = moot.token_of(CLERK);
    let before = moot.house.read("three-rivers").unwrap().head.line;
    let seen = moot
        .post_json(&token, ACTS, &json!([call(), arrival("board.chair")]))
        .await;
    assert_eq!(seen.status, 201, "{}", seen.text());
    let (first, last) = (
        before + 1,
        moot.house.read("three-rivers").unwrap().head.line,
    );
    assert_eq!(
        seen.json(),
        json!({"lines": [first, last], "numbers": (first..=last).collect::<Vec<_>>(), "repeated": false})
    );
}

#[tokio::test]
async fn every_denial_has_its_status_and_its_words() {
    let moot = Moot::new();
    let (clerk, stranger) = (moot.token_of(CLERK), moot.token_of(STRANGER));
    let head = || moot.house.read("three-rivers").unwrap().head.line;
    let before = head();
    let no_place =
        json!({"act": "meetings.call", "body": "board", "date": "2007-04-18", "starts": "10:30"});
    let no_seat = json!([call(), arrival("board.nobody")]);
    for (token, path, body, status, code, field, act) in [
        (&clerk, ACTS, no_place, 400, "malformed", None, Some(0)),
        (
            &clerk,
            ACTS,
            json!({"act": "meetings.dissolve"}),
            400,
            "malformed",
            Some("act"),
            Some(0),
        ),
        (
            &clerk,
            ACTS,
            json!([]),
            400,
            "malformed",
            Some("acts"),
            Some(0),
        ),
        (
            &clerk,
            ACTS,
            json!("act"),
            400,
            "malformed",
            Some("act"),
            Some(0),
        ),
        (&stranger, ACTS, call(), 403, "not-permitted", None, None),
        (
            &clerk,
            "/api/v1/elsewhere/acts",
            call(),
            403,
            "another-partnership",
            None,
            None,
        ),
        (&clerk, ACTS, no_seat, 422, "", Some("seat"), Some(1)),
        (
            &"nobody's".to_owned(),
            ACTS,
            call(),
            401,
            "sign-in",
            None,
            None,
        ),
    ] {
        let seen = moot.post_json(token, path, &body).await;
        let about = format!("{body} {}", seen.text());
        assert_eq!(seen.status.as_u16(), status, "{about}");
        assert_eq!(
            seen.header("content-type"),
            "application/problem+json",
            "{about}"
        );
        let problem = seen.json();
        assert!(code.is_empty() || problem["code"] == code, "{about}");
        assert!(
            field.is_none() || problem["field"] == json!(field),
            "{about}"
        );
        assert_eq!(problem.get("act").and_then(Value::as_u64), act, "{about}");
        assert!(
            problem["help"].as_str().is_some_and(|help| help.len() > 10),
            "{about}"
        );
        assert_eq!(head(), before, "nothing is written: {about}");
    }
}

#[tokio::test]
async fn what_is_not_json_is_refused_where_it_stops() {
    let moot = Moot::new();
    let bearer = format!("Bearer {}", moot.token_of(CLERK));
    let ask = async |kind: &str, body: &str| {
        let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
        moot.ask(Method::POST, ACTS, &headers, body).await
    };
    let broken = ask("application/json", "{\n  \"act\": }").await;
    assert_eq!(broken.status, 400);
    broken.says(&["line 2, column 10"]);
    assert_eq!(ask("text/plain", "{}").await.status, 415);
    let large = format!("\"{}\"", "a".repeat(4 * 1024 * 1024));
    assert_eq!(ask("application/json", &large).await.status, 413);
    let cookie = moot.cookie_of(CLERK);
    let headers = [
        ("cookie", cookie.as_str()),
        ("content-type", "application/json"),
    ];
    let seen = moot
        .ask(Method::POST, ACTS, &headers, &call().to_string())
        .await;
    assert_eq!(seen.status, 401, "a session opens no door for programs");
    assert_eq!(seen.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn a_repeated_request_is_not_recorded_twice() {
    let moot = Moot::new();
    let (bearer, other) = (
        format!("Bearer {}", moot.token_of(CLERK)),
        format!("Bearer {}", moot.token_of(CLERK)),
    );
    let ask = async |bearer: &str, key: &str, body: &Value| {
        let headers = [
            ("authorization", bearer),
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        moot.ask(Method::POST, ACTS, &headers, &body.to_string())
            .await
    };
    let first = ask(&bearer, "monday", &call()).await;
    assert_eq!(
        (first.status.as_u16(), first.json()["repeated"].clone()),
        (201, json!(false))
    );
    let again = ask(&bearer, "monday", &call()).await;
    assert_eq!(
        (again.status.as_u16(), again.json()["repeated"].clone()),
        (200, json!(true))
    );
    assert_eq!(again.json()["numbers"], first.json()["numbers"]);
    let another = ask(&bearer, "monday", &arrival("board.chair")).await;
    assert_eq!(
        (another.status.as_u16(), another.json()["code"].clone()),
        (409, json!("key-used"))
    );
    let theirs = ask(&other, "monday", &arrival("board.chair")).await;
    assert_eq!(theirs.status, 201, "keys of another token are other keys");
    assert_eq!(ask(&bearer, &"k".repeat(129), &call()).await.status, 400);
}

#[tokio::test]
async fn a_stale_request_is_noticed() {
    let moot = Moot::new();
    let bearer = format!("Bearer {}", moot.token_of(CLERK));
    moot.calls("board");
    let seen = moot.house.read("three-rivers").unwrap().head.line;
    moot.acts(arrival("board.leader"));
    let ask = async |seen: &str| {
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("folkmoot-seen", seen),
        ];
        moot.ask(
            Method::POST,
            ACTS,
            &headers,
            &arrival("board.chair").to_string(),
        )
        .await
    };
    let stale = ask(&seen.to_string()).await;
    assert_eq!(
        (stale.status.as_u16(), stale.json()["code"].clone()),
        (409, json!("stale"))
    );
    assert_eq!(ask("yesterday").await.status, 400);
    assert_eq!(ask(&(seen + 1).to_string()).await.status, 201);
}

#[tokio::test]
async fn the_limit_is_a_setting() {
    let moot = Moot::with(Settings {
        api_per_second: 1,
        api_burst: 2,
        ..Settings::default()
    });
    let token = moot.token_of(CLERK);
    let ask = async || {
        moot.post_json(&token, ACTS, &json!([]))
            .await
            .status
            .as_u16()
    };
    assert_eq!((ask().await, ask().await, ask().await), (400, 400, 429));
    moot.wait(1);
    assert_eq!(ask().await, 400);
    let moot = Moot::with(Settings {
        api_per_second: 0,
        ..Settings::default()
    });
    let token = moot.token_of(CLERK);
    for _ in 0..300 {
        assert_eq!(moot.post_json(&token, ACTS, &json!([])).await.status, 400);
    }
}

#[tokio::test]
async fn people_are_added_by_the_secretariat() {
    let moot = Moot::new();
    let (clerk, stranger) = (moot.token_of(CLERK), moot.token_of(STRANGER));
    let path = "/api/v1/three-rivers/people";
    let new = json!({"name": "Nia New", "email": "nia@example.org"});
    assert_eq!(moot.post_json(&stranger, path, &new).await.status, 403);
    let added = moot.post_json(&clerk, path, &new).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let number = added.json()["person"].as_str().unwrap().parse().unwrap();
    assert_ne!(number, holder_of("board.chair"));
    assert_eq!(moot.house.names().unwrap().of(number), "Nia New");
    let taken = moot.post_json(&clerk, path, &new).await;
    assert_eq!(taken.status, 409, "{}", taken.text());
    for (body, field) in [
        (json!({"name": "  "}), "name"),
        (json!({"name": "A", "phone": "1"}), ""),
        (json!({}), ""),
    ] {
        let seen = moot.post_json(&clerk, path, &body).await;
        assert_eq!(
            (seen.status.as_u16(), seen.json()["field"].clone()),
            (400, json!(field)),
            "{body}"
        );
    }
    let seen = moot
        .post_json(&clerk, path, &json!({"name": "a\u{0}b"}))
        .await;
    assert_eq!(seen.status, 422, "{}", seen.text());
}

#[tokio::test]
async fn the_catalogue_names_every_act_with_its_form() {
    let moot = Moot::new();
    let list = moot.get("/api/v1/acts").await.json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), record::catalogue().len());
    for kind in list {
        let schema = &kind["schema"];
        assert_eq!(schema["properties"]["act"]["const"], kind["name"]);
        assert!(
            schema["required"]
                .as_array()
                .unwrap()
                .contains(&json!("act"))
        );
    }
}

#[tokio::test]
async fn the_description_points_only_to_what_it_holds() {
    let moot = Moot::new();
    let text = moot.get("/api/v1/openapi.json").await;
    let description = text.json();
    let references = text.text().split("\"$ref\":\"").skip(1);
    let references: Vec<_> = references
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(references.len() > record::catalogue().len());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn shared_forms_of_fields_mean_the_same_in_every_act() {
    let moot = Moot::new();
    let list = moot.get("/api/v1/acts").await.json();
    let mut shared = std::collections::BTreeMap::new();
    for kind in list.as_array().unwrap() {
        for (name, form) in kind["schema"]["$defs"].as_object().into_iter().flatten() {
            let before = shared.insert(name.clone(), form.clone());
            assert!(before.is_none_or(|before| before == *form), "{name}");
        }
    }
}

#[tokio::test]
async fn a_house_that_takes_nothing_more_says_so() {
    let moot = Moot::new();
    let token = moot.token_of(CLERK);
    moot.house.close();
    let seen = moot.post_json(&token, ACTS, &call()).await;
    assert_eq!(
        (seen.status.as_u16(), seen.header("retry-after")),
        (503, "5")
    );
    assert_eq!(seen.json()["code"], "closing");
}

// Requirement: FU4 at /api/v1/{partnership}/acts
#[tokio::test]
async fn no_program_moves_money() {
    let moot = Moot::new();
    let token = moot.token_of(CLERK);
    for act in [
        json!({"act": "money.propose-release", "allocation": "a-1", "month": "2007-08-m1", "pence": 100}),
        json!({"act": "money.approve-release", "release": "release-1", "seat": "board.voluntary"}),
        json!({"act": "money.reverse-posting", "posting": "2.1", "why": "It was wrong."}),
    ] {
        let seen = moot.post_json(&token, ACTS, &act).await;
        assert_eq!(seen.status, 403, "{act}");
        assert_eq!(seen.json()["code"], "not-permitted");
        seen.says(&["signed in within the last fifteen minutes"]);
    }
}
