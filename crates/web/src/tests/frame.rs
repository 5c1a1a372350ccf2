//! The frame around every page.

use axum::routing::get;

use crate::{
    Settings,
    doors::{Doors, Who},
    testing::{CLERK, MOOT, Moot, STRANGER},
    visit::Visit,
};

#[tokio::test]
async fn every_page_of_no_partnership_sound() {
    let moot = Moot::new();
    for path in [
        "/",
        "/about",
        "/sign-in",
        "/sign-in?next=/three-rivers",
        "/sign-in?code=none",
        "/nowhere",
        "/three-rivers/nowhere",
    ] {
        moot.get(path).await.sound();
        moot.get_as(CLERK, path).await.sound();
    }
}

#[tokio::test]
async fn invented_people_and_figures_say_so() {
    let moot = Moot::new();
    let path = "/three-rivers/nowhere";
    moot.get(path).await.never_says(&["fm-banner-illustrative"]);
    let office = moot.house.office();
    office.set_setting(MOOT, "illustrative", "true").unwrap();
    let shown = moot.get(path).await.says(&["fm-banner-illustrative"]);
    shown.says(&["<strong>Illustrative.</strong>"]);
    office.set_setting(MOOT, "illustrative", "false").unwrap();
    moot.get(path).await.never_says(&["fm-banner-illustrative"]);
}

#[tokio::test]
async fn the_office_is_shown_to_the_secretariat_only() {
    let moot = Moot::new();
    let path = "/three-rivers/nowhere";
    let office = "<a class=\"fm-nav__link\" href=\"/three-rivers/office\">Office</a>";
    moot.get(path).await.never_says(&[office]);
    moot.get_as(STRANGER, path)
        .await
        .never_says(&[office])
        .says(&["Pat Public"]);
    moot.get_as(CLERK, path).await.says(&[office, "Ada Clerk"]);
}

#[tokio::test]
async fn what_people_are_called_cannot_break_out() {
    let moot = Moot::new();
    let name = "<script>alert(1)</script>\"'";
    let clerk = testkit::person(CLERK).to_string();
    moot.house.office().rename_person(&clerk, name).unwrap();
    let page = moot.get_as(CLERK, "/three-rivers/nowhere").await;
    page.never_says(&["<script>alert"])
        .says(&["&#60;script&#62;alert(1)"]);
}

#[tokio::test]
async fn where_to_get_the_source_is_said() {
    let moot = Moot::with(Settings {
        source_url: Some("https://source.example/folkmoot".to_owned()),
        ..Settings::default()
    });
    moot.get("/about")
        .await
        .says(&["href=\"https://source.example/folkmoot\""]);
    Moot::new()
        .get("/about")
        .await
        .says(&["must give you the source"]);
}

#[tokio::test]
async fn a_page_reads_the_book_to_its_end() {
    let line = async |visit: Visit| visit.reading.head.line.to_string();
    let moot =
        Moot::new().serving(Doors::new().route("/{partnership}/line", Who::Everyone, get(line)));
    let before: u64 = moot.get("/three-rivers/line").await.text().parse().unwrap();
    moot.calls("board");
    let after: u64 = moot.get("/three-rivers/line").await.text().parse().unwrap();
    assert!(after > before, "{before} {after}");
}
