//! The canaries: a word that is nobody else's stands in every hidden thing, and every address is read
//! as every kind of person. Who comes to read which is in a table; and whoever is outside reads none but
//! those that are public.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use testkit::canary::{AT_ONCE, ENDED, Step};

use super::{
    kinds::{Comes, Kind, OUTSIDE, kinds},
    same_as,
    world::{BEING_WRITTEN, PRIVATE_EMAIL, World, doors, files},
};

/// Canaries that the story of the book does not have.
const OTHERS: [&str; 5] = [
    BEING_WRITTEN,
    PRIVATE_EMAIL,
    UNTABLED,
    "canary-name",
    "canary-kept what is open",
];

/// A canary whose last word stands nowhere else, and that word as one may mistype it.
const UNTABLED: &str = "canary-untabled";
const MISTYPED: &str = "untabeld";

/// What the file of the story says that everyone may read.
const PUBLIC_FILE: &str = "Here be otters.";

/// Every canary of the story, what its files say, and those besides.
fn canaries() -> BTreeSet<String> {
    let mut found: BTreeSet<String> = OTHERS.iter().map(|one| (*one).to_owned()).collect();
    found.extend(files().map(|(_, text)| text.to_owned()));
    for step in testkit::canary::unpublished() {
        if let Step::Ask(acts) = step {
            collect(&acts, &mut found);
        }
    }
    found
}

fn collect(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::String(text) if text.starts_with("canary-") => {
            found.insert(text.clone());
        }
        Value::Array(many) => many.iter().for_each(|one| collect(one, found)),
        Value::Object(fields) => fields.values().for_each(|one| collect(one, found)),
        _ => {}
    }
}

/// Every address that can be read: what the list of doors makes, with the variants that pages link to.
fn everywhere(world: &World) -> Vec<String> {
    let mut all = Vec::new();
    for (route, _) in doors() {
        for address in world.addresses(&route) {
            if route == "/{partnership}/decisions" || route.contains("/record") {
                all.push(format!("{address}?words=canary"));
            }
            if route.ends_with("/meetings/{meeting}") {
                all.push(format!("{address}.ics"));
            }
            if route.contains("/structure") || route.contains("/people/") {
                all.push(format!("{address}?at=2007-01-02"));
            }
            all.push(address);
        }
    }
    all.push("/three-rivers/record?upto=60".to_owned());
    all.push("/three-rivers/decisions/register.csv?words=canary".to_owned());
    all
}

/// All that somebody is told at an address, headers too; lines of calendars put together again.
async fn told(world: &World, comes: Comes, address: &str) -> (String, Vec<String>) {
    let seen = world.look(comes, address).await;
    assert!(seen.status.as_u16() < 500, "{address}");
    let mut text = String::from_utf8_lossy(&seen.bytes).replace("\r\n ", "");
    for (name, value) in &seen.headers {
        text.push_str(&format!(
            "\n{name}: {}",
            String::from_utf8_lossy(value.as_bytes())
        ));
    }
    let links = text.split(" href=\"").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let ours = links.filter(|link| link.starts_with("/three-rivers") || link.starts_with("/api/"));
    let ours = ours.map(|link| {
        link.split('#')
            .next()
            .unwrap_or_default()
            .replace("&amp;", "&")
            .replace("&#38;", "&")
    });
    let links = ours.collect();
    (text, links)
}

/// Which canaries somebody comes to read, and where first.
async fn reads(
    world: &World,
    comes: Comes,
    canaries: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let mut to_do = everywhere(world);
    let mut done = BTreeSet::new();
    let mut found = BTreeMap::new();
    while let Some(address) = to_do.pop() {
        if done.len() > 3_000 || !done.insert(address.clone()) {
            continue;
        }
        let (text, links) = told(world, comes, &address).await;
        to_do.extend(links.into_iter().filter(|link| !done.contains(link)));
        for canary in canaries
            .iter()
            .filter(|canary| text.contains(canary.as_str()))
        {
            found
                .entry(canary.clone())
                .or_insert_with(|| address.clone());
        }
    }
    assert!(done.len() > 200, "only {} addresses", done.len());
    for canary in canaries {
        if !found.contains_key(canary) && is_found(world, comes, canary).await {
            found.insert(canary.clone(), searching(&format!("\"{canary}\"")));
        }
    }
    found
}

/// The address that searches, as a program asks: it repeats nothing of what was asked.
fn searching(words: &str) -> String {
    let words: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
    format!("/api/v1/three-rivers/search?q={words}")
}

async fn searched(world: &World, comes: Comes, words: &str) -> Value {
    let seen = world.look(comes, &searching(words)).await;
    serde_json::from_slice(&seen.bytes).unwrap_or_default()
}

/// Whether searching for a canary, word by word as it stands there, finds anything at all: that something is
/// there is telling, whatever of it is shown. What was put in place of words that are nowhere does not count.
async fn is_found(world: &World, comes: Comes, canary: &str) -> bool {
    let found = searched(world, comes, &format!("\"{canary}\"")).await;
    found["instead"].is_null() && found["total"].as_u64().is_some_and(|total| total > 0)
}

// Requirement: PU2 at /{partnership}/papers/{hash}
#[tokio::test]
async fn nobody_reads_what_is_not_for_them() {
    let world = World::new();
    let canaries = canaries();
    let kinds = kinds();
    let mut table = String::from(
        "Who comes to read which hidden word at Three Rivers, of all that is told at any address: ✔ somewhere,\n\
         ✘ nowhere. Minutes are drafted and not published. Written by the test of the canaries.\n\n",
    );
    let mut by_kind = Vec::new();
    for (nth, Kind(kind, comes)) in (1..).zip(&kinds) {
        table.push_str(&format!("{nth:>2}  {kind}\n"));
        let found = reads(&world, *comes, &canaries).await;
        for (canary, address) in &found {
            let public =
                canary.starts_with(AT_ONCE) || canary.starts_with(ENDED) || canary == PUBLIC_FILE;
            assert!(
                public || nth > OUTSIDE,
                "{kind} reads “{canary}” at {address}"
            );
        }
        let written = found.contains_key(UNTABLED);
        let instead = searched(&world, *comes, MISTYPED).await["instead"].clone();
        assert!(
            written || !instead.to_string().contains("untabled"),
            "{kind} is told how a hidden word is written"
        );
        by_kind.push(found);
    }
    let numbers: String = (1..=kinds.len()).map(|nth| format!("{nth:>3}")).collect();
    table.push_str(&format!("\n{:46}{numbers}\n", ""));
    for canary in &canaries {
        let marks = by_kind.iter().map(|found| {
            if found.contains_key(canary) {
                "  ✔"
            } else {
                "  ✘"
            }
        });
        table.push_str(&format!("{canary:46}{}\n", marks.collect::<String>()));
    }
    same_as("canaries.txt", &table);
}

#[tokio::test]
async fn search_finds_for_the_secretariat_what_it_hides_from_a_stranger() {
    let world = World::new();
    let kinds = kinds();
    let by_name = |name: &str| {
        let found = kinds.iter().find(|Kind(kind, _)| *kind == name);
        found.expect("it is among the kinds").1
    };
    let mut hidden = 0;
    for canary in canaries() {
        let found = is_found(&world, by_name("secretariat"), &canary).await;
        hidden += usize::from(found && !is_found(&world, by_name("a stranger"), &canary).await);
    }
    assert!(hidden > 10, "search knows only {hidden} hidden things");
}
