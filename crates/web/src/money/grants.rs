//! The register of grants, as a page and in the 360Giving standard.

use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use opendata::grants::{Organisation, Register, register};

use super::frame;
use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/grants.html")]
struct Page {
    frame: Frame,
    base: String,
    register: Register,
}

impl Page {
    fn identifier(&self, of: &Organisation) -> String {
        self.register.identifier(of)
    }
}

fn of(visit: &Visit) -> Register {
    let settings = &visit.site.settings;
    let address = settings.base_url.clone().or(settings.address.clone());
    let address = address.map(|at| format!("{}{}", at.trim_end_matches('/'), visit.at("")));
    register(&visit.reading, address.as_deref())
}

/// `GET /{partnership}/money/grants`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&Page {
        frame: frame(&visit, "Register of grants"),
        base: visit.at(""),
        register: of(&visit),
    })
}

/// `GET /api/v1/{partnership}/money/grants`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&of(&visit))
}

/// `GET /{partnership}/money/grants/360giving.json`: the register as the standard has it.
pub(super) async fn package(
    visit: Visit,
    Path(partnership): Path<String>,
) -> Result<Response, Problem> {
    let json = of(&visit).to_json().ok_or_else(Problem::not_found)?;
    let name = format!("attachment; filename=\"{partnership}-grants.json\"");
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, json).into_response())
}
