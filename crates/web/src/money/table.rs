//! What is pooled in a year, as the papers have it: block by block, grants and budgets.

use app::views::money::{self, FundsTableView, TableRow};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use documents::Form;
use record::money::Pence;

use super::{asked, frame};
use crate::{
    frame::Frame,
    printing,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/table.html")]
struct Page {
    frame: Frame,
    base: String,
    view: FundsTableView,
    /// In which forms it can be taken away.
    forms: Vec<Form>,
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
            format!("Pooled funding in {}", view.years.shown.slashed()),
        ),
        base: visit.at(""),
        forms: printing::forms(&visit, &[Form::Pdf, Form::Excel]),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/table?period=2006-07`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::table(&visit.reading, asked(&visit)?))
}

/// `GET /{partnership}/money/table.pdf?period=2006-07`
pub(super) async fn pdf(visit: Visit, asked: HeaderMap) -> Result<Response, Problem> {
    print(&visit, Form::Pdf, &asked).await
}

/// `GET /{partnership}/money/table.xlsx?period=2006-07`
pub(super) async fn excel(visit: Visit, asked: HeaderMap) -> Result<Response, Problem> {
    print(&visit, Form::Excel, &asked).await
}

async fn print(visit: &Visit, form: Form, headers: &HeaderMap) -> Result<Response, Problem> {
    let view = money::table(&visit.reading, asked(visit)?);
    let document = documents::funds_table(&printing::house(visit), &view);
    printing::send(visit, document, form, headers).await
}
