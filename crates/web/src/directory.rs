//! The first page: the partnerships whose books are kept here.

use askama::Template;
use axum::response::Response;

use crate::{
    frame::{Frame, Shown},
    problem::Problem,
    visit::{Entrance, page},
};

#[derive(Template)]
#[template(path = "directory/index.html")]
struct Directory {
    frame: Frame,
    partnerships: Vec<Shown>,
}

/// `GET /`
pub(crate) async fn index(entrance: Entrance) -> Result<Response, Problem> {
    let mut partnerships = Vec::new();
    for id in entrance.site.partnerships().await? {
        partnerships.push(Shown::of(&entrance.site.reading(&id).await?));
    }
    partnerships.sort_by(|one, other| one.name.cmp(&other.name));
    page(&Directory {
        frame: entrance.frame("Partnerships"),
        partnerships,
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        Settings,
        testing::{CLERK, Moot},
    };

    #[tokio::test]
    async fn it_lists_every_partnership_by_name() {
        let moot = Moot::new();
        let page = moot.get("/").await.says(&[
            "<title>Partnerships – Folkmoot</title>",
            r#"<a class="govuk-link" href="/three-rivers">Three Rivers Partnership</a>"#,
            "Sign in",
        ]);
        assert_eq!(page.status, 200);
        moot.get_as(CLERK, "/")
            .await
            .says(&["Ada Clerk", "Sign out"]);
    }

    #[tokio::test]
    async fn an_empty_house_says_what_to_do() {
        let moot = Moot::empty(Settings::default());
        moot.get("/").await.says(&["folkmoot init"]);
    }
}
