//! The first page of a partnership: what it is, what comes next, what was decided.

use app::views::{
    self, HomeView,
    plan::{Asked, ThemePerformance, performance},
};
use askama::Template;
use axum::{response::Response, routing::get};

use crate::{
    doors::{Doors, Who},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}", Who::Everyone, get(show))
        .route("/api/v1/{partnership}", Who::Everyone, get(json))
}

#[derive(Template)]
#[template(path = "home/index.html")]
struct Home {
    frame: Frame,
    base: String,
    /// How each theme is doing.
    themes: Vec<ThemePerformance>,
    view: HomeView,
}

fn view(visit: &Visit) -> HomeView {
    views::home(&visit.reading, say::audience(visit))
}

/// `GET /{partnership}`
async fn show(visit: Visit) -> Result<Response, Problem> {
    let view = view(&visit);
    let frame = visit
        .frame(view.partnership.name.clone())
        .section(Section::Home)
        .top();
    page(&Home {
        frame,
        base: visit.at(""),
        themes: performance(&visit.reading, visit.reading.today(), &Asked::default()).by_theme,
        view,
    })
}

/// `GET /api/v1/{partnership}`
async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&view(&visit))
}

#[cfg(test)]
mod tests {
    use crate::{story::HELD, testing::Moot};

    #[tokio::test]
    async fn before_anything_happened_it_says_what_comes_next() {
        let moot = Moot::new();
        let page = moot.get("/three-rivers").await.sound().says(&[
            "The council, the health trust and the voluntary sector",
            "No meeting is called.",
            "No decision has been published yet.",
            "3 organisations",
            "5 bodies",
            "How it decides",
        ]);
        assert_eq!(page.status, 200);
    }

    #[tokio::test]
    async fn decisions_appear_when_their_minutes_are_published() {
        let moot = Moot::new();
        moot.meets();
        moot.get("/three-rivers")
            .await
            .never_says(&["the flood plan is adopted"]);
        moot.get("/api/v1/three-rivers")
            .await
            .never_says(&["the flood plan is adopted"]);
        moot.publishes(HELD);
        moot.get("/three-rivers").await.sound().says(&[
            "That the flood plan is adopted.",
            "Carried",
            "Not carried",
            "Agreed by consensus",
        ]);
        moot.get("/api/v1/three-rivers")
            .await
            .says(&["That the flood plan is adopted."]);
    }

    #[tokio::test]
    async fn a_public_page_is_kept_and_known_again() {
        let moot = Moot::new();
        for path in [
            "",
            "/structure",
            "/meetings",
            "/decisions",
            "/actions",
            "/record",
        ] {
            let path = format!("/three-rivers{path}");
            let page = moot.get(&path).await;
            assert_eq!(page.header("cache-control"), "public, no-cache", "{path}");
            let known = [("if-none-match", page.header("etag"))];
            let again = moot.ask(axum::http::Method::GET, &path, &known, "").await;
            assert_eq!(again.status, 304, "{path}");
        }
    }
}
