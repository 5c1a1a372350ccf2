//! A forged Host: wherever a browser says that it is, nothing leads there.

use axum::{
    body::Body,
    http::{Method, header},
};

use super::world::{World, doors};
use crate::testing::CLERK;

const FORGED: &str = "evil.example";

#[tokio::test]
async fn a_forged_host_is_repeated_nowhere() {
    let world = World::new();
    for (route, _) in doors() {
        let address = world.example(&route);
        for method in world.methods(&address).await {
            for signed_in in [false, true] {
                let asked = axum::http::Request::builder()
                    .method(method.parse::<Method>().unwrap())
                    .uri(&address)
                    .header(header::HOST, FORGED)
                    .header("x-forwarded-host", FORGED)
                    .header("forwarded", format!("host={FORGED}"))
                    .header("x-forwarded-for", FORGED)
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                let asked = if signed_in {
                    asked.header(header::COOKIE, world.moot.cookie_of(CLERK))
                } else {
                    asked
                };
                let seen = world.moot.send(asked, Body::empty()).await;
                let about = format!("{method} {address}, signed in: {signed_in}");
                assert!(seen.status.as_u16() < 500, "{about}");
                let body = String::from_utf8_lossy(&seen.bytes);
                assert!(!body.contains(FORGED), "{about}: {body}");
                for (name, value) in &seen.headers {
                    let value = String::from_utf8_lossy(value.as_bytes());
                    assert!(!value.contains(FORGED), "{about}: {name}: {value}");
                }
                let leads = seen.location();
                assert!(
                    leads.is_empty() || (leads.starts_with('/') && !leads.starts_with("//")),
                    "{about}: {leads}"
                );
            }
        }
    }
}
