//! Expenditure against budget beside performance against target, outcome by outcome.

use app::views::money::{self, OutcomesView};
use askama::Template;
use axum::response::Response;

use super::{asked, frame};
use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/outcomes.html")]
struct Page {
    frame: Frame,
    base: String,
    view: OutcomesView,
}

/// `GET /{partnership}/money/outcomes?period=2007-08`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&Page {
        frame: frame(&visit, "Money by outcome"),
        base: visit.at(""),
        view: money::outcomes(&visit.reading, asked(&visit)?),
    })
}

/// `GET /api/v1/{partnership}/money/outcomes?period=2007-08`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::outcomes(&visit.reading, asked(&visit)?))
}
