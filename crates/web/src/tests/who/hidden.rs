//! Hidden and absent: whoever may not see a thing is told what they would be told if it were not there.

use axum::http::Method;
use testkit::canary::{ACTION, MOTION};

use super::{
    kinds::{Kind, OUTSIDE, kinds},
    world::{UNTABLED_HASH, World, doors},
};
use crate::testing::Seen;

/// A parameter, what is hidden under it, and what never was.
const THINGS: [(&str, &str, &str); 10] = [
    ("decision", MOTION, "board-2007-04-18-9"),
    ("action", ACTION, "board-2007-04-18-a9"),
    ("dispute", "dispute-2", "dispute-9"),
    (
        "correspondence",
        "learning-by-correspondence-2",
        "learning-by-correspondence-9",
    ),
    ("dependency", "dependency-2", "dependency-9"),
    (
        "hash",
        UNTABLED_HASH,
        "7e0ce3a5a7c2b7a0cfb4f0ee2ff9a1b0ce7f2ad1b53a7b3c31c37d2fc2d1c9b7",
    ),
    (
        "hash",
        "53042f31d529b59a90ff0056af11bdc5762de23b4f33539828bc1c91021ced3d",
        "63042f31d529b59a90ff0056af11bdc5762de23b4f33539828bc1c91021ced3d",
    ),
    ("decision", "learning-2007-05-16-2", "learning-2007-05-16-9"),
    ("action", "learning-2007-05-16-a1", "learning-2007-05-16-a9"),
    ("secret", "5ec7e7", "5ec7e8"),
];

/// All that an answer tells, but for the address that was asked for.
fn told(seen: &Seen, address: &str) -> String {
    let mut headers: Vec<String> = seen
        .headers
        .iter()
        .map(|(name, value)| (name, String::from_utf8_lossy(value.as_bytes())))
        // What was typed is kept under a name that nobody can guess, another each time.
        .map(|(name, value)| match value.split_once("-kept=") {
            Some((cookie, rest)) => (name, format!("{cookie}, then {}", rest.len())),
            None => (name, value.into_owned()),
        })
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    headers.sort();
    let body = String::from_utf8_lossy(&seen.bytes).into_owned();
    let whole = format!("{}\n{}\n\n{body}", seen.status, headers.join("\n"));
    let encoded: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    let twice: String = form_urlencoded::byte_serialize(encoded.as_bytes()).collect();
    whole
        .replace(address, "ADDRESS")
        .replace(&encoded, "ADDRESS")
        .replace(&twice, "ADDRESS")
}

#[tokio::test]
async fn hidden_and_absent_are_told_alike() {
    let world = World::new();
    let mut compared = 0;
    for (route, _) in doors() {
        for (parameter, hidden, absent) in THINGS {
            let braced = format!("{{{parameter}}}");
            if !route.contains(&braced) {
                continue;
            }
            let filled = |with: &str| world.example(&route.replace(&braced, with));
            let (hidden, absent) = (filled(hidden), filled(absent));
            for method in world.methods(&hidden).await {
                for Kind(kind, comes) in kinds().into_iter().take(OUTSIDE) {
                    let method: Method = method.parse().unwrap();
                    let there = world.asks(comes, method.clone(), &hidden, "").await;
                    assert!(!there.status.is_success(), "{kind} opens {hidden}");
                    let nowhere = world.asks(comes, method, &absent, "").await;
                    assert_eq!(
                        told(&there, &hidden),
                        told(&nowhere, &absent),
                        "{kind} at {hidden}"
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "only {compared} were compared");
}
