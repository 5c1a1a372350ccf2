//! What is withheld from the public, for the secretariat: what is to be looked at again comes first.

use app::views::{WithheldView, withheld};
use askama::Template;
use axum::response::Response;

use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/papers/withheld.html")]
struct WithheldPage {
    frame: Frame,
    base: String,
    rows: Vec<WithheldView>,
}

impl WithheldPage {
    fn due(&self) -> usize {
        self.rows.iter().filter(|row| row.due).count()
    }

    /// The address of the forms about a row.
    fn about(&self, row: &WithheldView) -> String {
        let item = format!("{}/meetings/{}/items/{}", self.base, row.meeting, row.item);
        match &row.paper {
            Some(hash) => format!("{item}/papers/{hash}"),
            None => item,
        }
    }
}

/// `GET /{partnership}/office/withheld`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&WithheldPage {
        frame: visit
            .frame("Withheld from the public")
            .section(crate::frame::Section::Office)
            .crumb("Office", "/office"),
        base: visit.at(""),
        rows: withheld(&visit.reading, None),
    })
}

/// `GET /api/v1/{partnership}/office/withheld`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&withheld(&visit.reading, None))
}
