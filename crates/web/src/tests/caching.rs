//! Pages kept ready: never an old one, never someone else's.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use app::Role;
use axum::{
    http::{Method, header},
    response::{Html, IntoResponse},
    routing::get,
};
use testkit::person;

use crate::{
    Settings,
    doors::{Doors, Who},
    testing::{CLERK, MOOT, Moot},
    visit::Visit,
};

/// A page that says how often it was written and for whom.
fn counting() -> (Doors, Arc<AtomicU32>) {
    let written = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&written);
    let page = async move |visit: Visit| {
        let nth = count.fetch_add(1, Ordering::SeqCst) + 1;
        let whom = visit.viewer.name().unwrap_or("everyone").to_owned();
        Html(format!(
            "written {nth} for {whom}, line {}",
            visit.reading.head.line
        ))
    };
    (
        Doors::new().route("/{partnership}/page", Who::Everyone, get(page)),
        written,
    )
}

const PAGE: &str = "/three-rivers/page";

#[tokio::test]
async fn a_public_page_is_written_once_until_something_changes() {
    let (routes, written) = counting();
    let moot = Moot::new().serving(routes);
    moot.get(PAGE).await.says(&["written 1 for everyone"]);
    moot.get(PAGE).await.says(&["written 1 for everyone"]);

    moot.calls("board");
    moot.at("2007-01-02T10:00:00Z");
    moot.get(PAGE).await.says(&["written 2 for everyone"]);
    moot.get(PAGE).await.says(&["written 2 for everyone"]);

    let office = moot.house.office();
    office
        .rename_person(&person(CLERK).to_string(), "Ada Scribe")
        .unwrap();
    moot.get(PAGE).await.says(&["written 3 for everyone"]);
    office.set_setting(MOOT, "illustrative", "true").unwrap();
    moot.get(PAGE).await.says(&["written 4 for everyone"]);
    office
        .grant_role(MOOT, &person(CLERK).to_string(), Role::Finance, 0)
        .unwrap();
    moot.get(PAGE).await.says(&["written 5 for everyone"]);

    moot.at("2007-01-03T00:00:01Z");
    moot.get(PAGE).await.says(&["written 6 for everyone"]);
    assert_eq!(written.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn what_someone_is_shown_is_nobody_elses() {
    let (routes, _) = counting();
    let moot = Moot::new().serving(routes);
    let own = moot
        .get_as(CLERK, PAGE)
        .await
        .says(&["written 1 for Ada Clerk"]);
    assert_eq!(
        (own.header("cache-control"), own.header("etag")),
        ("no-store", "")
    );
    moot.get(PAGE).await.says(&["written 2 for everyone"]);
    moot.get_as(CLERK, PAGE)
        .await
        .says(&["written 3 for Ada Clerk"]);
    moot.get(PAGE).await.says(&["written 2 for everyone"]);
    let headers = [("cookie", "__Host-fm=forged")];
    let seen = moot
        .ask(Method::GET, PAGE, &headers, "")
        .await
        .says(&["written 4 for everyone"]);
    assert_eq!(seen.header("cache-control"), "no-store");
    assert_eq!(moot.site.cache.len(), 1);
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so() {
    let (routes, _) = counting();
    let moot = Moot::new().serving(routes);
    let first = moot.get(PAGE).await;
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with("W/\""), "{etag}");
    let headers = [("if-none-match", etag.as_str())];
    let same = moot.ask(Method::GET, PAGE, &headers, "").await;
    assert_eq!(
        (same.status.as_u16(), same.bytes.len(), same.header("etag")),
        (304, 0, etag.as_str())
    );
    assert_eq!(same.header("cache-control"), "public, no-cache");
    assert_eq!(same.header("vary"), "Cookie, Accept-Encoding");
    moot.calls("board");
    let changed = moot.ask(Method::GET, PAGE, &headers, "").await;
    assert_eq!(changed.status, 200);
}

#[tokio::test]
async fn compressed_pages_are_the_same_pages() {
    let (routes, _) = counting();
    let moot = Moot::new().serving(routes);
    let plain = moot.get(PAGE).await;
    for _ in 0..2 {
        let headers = [("accept-encoding", "gzip, br")];
        let packed = moot.ask(Method::GET, PAGE, &headers, "").await;
        assert_eq!(packed.header("content-encoding"), "br");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut packed.bytes.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, plain.bytes);
    }
}

#[tokio::test]
async fn only_known_parameters_and_open_pages_are_kept() {
    let (routes, _) = counting();
    let spoken_for =
        async |_: Visit| ([(header::CACHE_CONTROL, "no-store")], Html("now")).into_response();
    let moot =
        Moot::new().serving(routes.route("/{partnership}/now", Who::Everyone, get(spoken_for)));
    for (path, kept) in [
        ("/three-rivers/page?at=2007-01-01", 1),
        ("/three-rivers/page?at=2007-01-01", 1),
        ("/three-rivers/page?made-up=1", 1),
        ("/three-rivers/page?page=2", 2),
        ("/three-rivers/now", 2),
        ("/three-rivers/absent", 2),
        ("/nowhere/page", 2),
    ] {
        moot.get(path).await;
        assert_eq!(moot.site.cache.len(), kept, "{path}");
    }
}

#[tokio::test]
async fn the_cache_never_grows_beyond_its_room() {
    let (routes, _) = counting();
    let moot = Moot::with(Settings {
        cache_bytes: 3_000,
        ..Settings::default()
    });
    let moot = moot.serving(routes);
    for page in 0..100 {
        moot.get(&format!("/three-rivers/page?page={page}")).await;
    }
    assert!(
        (1..=10).contains(&moot.site.cache.len()),
        "{}",
        moot.site.cache.len()
    );

    let (routes, _) = counting();
    let none = Moot::with(Settings {
        cache_bytes: 0,
        ..Settings::default()
    });
    let none = none.serving(routes);
    none.get(PAGE).await.says(&["written 1"]);
    none.get(PAGE).await.says(&["written 2"]);
}
