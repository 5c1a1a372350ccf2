//! What is pooled in a year, as the papers have it: block by block, grants and budgets.

use app::views::money::{self, FundsTableView, TableRow};
use askama::Template;
use axum::response::Response;
use record::money::Pence;

use super::{asked, frame};
use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/table.html")]
struct Page {
    frame: Frame,
    base: String,
    view: FundsTableView,
}

/// Pounds as the papers have them: whole, and a dash for none. Pence are never dropped.
fn pounds(pence: &Pence) -> String {
    if pence.is_zero() {
        return "–".to_owned();
    }
    pence
        .in_pounds()
        .unwrap_or_else(|| pence.to_string().replace('£', ""))
}

impl Page {
    fn rows(&self) -> impl Iterator<Item = &TableRow> {
        self.view.rows.iter()
    }
}

/// `GET /{partnership}/money/table?period=2006-07`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let view = money::table(&visit.reading, asked(&visit)?);
    page(&Page {
        frame: frame(
            &visit,
            format!("Pooled funding in {}", super::slashed(view.years.shown)),
        ),
        base: visit.at(""),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/table?period=2006-07`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::table(&visit.reading, asked(&visit)?))
}
