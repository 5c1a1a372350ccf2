//! Where the money is: one picture that adds up, what is blocked, and the ways on.

use app::views::money::{self, Blocked, WayTone, WayView};
use askama::Template;
use axum::response::Response;
use serde::Serialize;

use super::{
    asked,
    picture::{Picture, picture},
};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/whole.html")]
struct Whole {
    frame: Frame,
    base: String,
    view: WayView,
    tones: Vec<WayTone>,
    blocked: Blocked,
    picture: Option<Picture>,
}

/// Where the money is, as programs see it.
#[derive(Serialize)]
struct WholeOut {
    #[serde(flatten)]
    way: WayView,
    blocked: Blocked,
}

/// `GET /{partnership}/money?period=2007-08`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let view = money::way(&visit.reading, asked(&visit)?);
    let base = visit.at("");
    page(&Whole {
        frame: visit.frame("Money").section(Section::Money).top(),
        blocked: money::blocked(&visit.reading, view.years.shown),
        picture: picture(&view, &base),
        tones: view.tones(),
        base,
        view,
    })
}

/// `GET /api/v1/{partnership}/money?period=2007-08`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let way = money::way(&visit.reading, asked(&visit)?);
    let blocked = money::blocked(&visit.reading, way.years.shown);
    crate::api::json(&WholeOut { way, blocked })
}
