//! Funding that is expected, and the financial controls by version.

use app::views::money::{self, ControlsView, ExpectedView};
use askama::Template;
use axum::response::Response;

use super::frame;
use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/expected.html")]
struct Expected {
    frame: Frame,
    base: String,
    view: ExpectedView,
}

/// `GET /{partnership}/money/expected`
pub(super) async fn expected(visit: Visit) -> Result<Response, Problem> {
    page(&Expected {
        frame: frame(&visit, "Expected funding"),
        base: visit.at(""),
        view: money::expected(&visit.reading),
    })
}

/// `GET /api/v1/{partnership}/money/expected`
pub(super) async fn expected_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::expected(&visit.reading))
}

#[derive(Template)]
#[template(path = "money/controls.html")]
struct Controls {
    frame: Frame,
    base: String,
    view: ControlsView,
}

/// `GET /{partnership}/money/controls`
pub(super) async fn controls(visit: Visit) -> Result<Response, Problem> {
    page(&Controls {
        frame: frame(&visit, "Financial controls"),
        base: visit.at(""),
        view: money::controls(&visit.reading),
    })
}

/// `GET /api/v1/{partnership}/money/controls`
pub(super) async fn controls_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::controls(&visit.reading))
}
