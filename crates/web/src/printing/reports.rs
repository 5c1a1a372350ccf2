//! The report of a body on a period, as a page and to take away.

use app::views::{self, PeriodReportView, ReportsOfBody};
use askama::Template;
use axum::{extract::Path, http::HeaderMap, response::Response};
use documents::{Block, Cell, Document, Form, Light, Standing};
use record::{id::BodyId, plan::Period};

use super::{forms, house, send};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "printing/reports.html")]
struct Index {
    frame: Frame,
    base: String,
    bodies: Vec<ReportsOfBody>,
}

#[derive(Template)]
#[template(path = "printing/report.html")]
struct Report {
    frame: Frame,
    document: Document,
    /// The address without an ending, to which the forms add theirs.
    address: String,
    api: String,
    /// In which forms it can be taken away.
    forms: Vec<Form>,
}

impl Report {
    /// The class of govuk-frontend for a light.
    fn colour(&self, light: &Light) -> &'static str {
        match light {
            Light::OnTrack => "govuk-tag--green",
            Light::AtRisk => "govuk-tag--yellow",
            Light::OffTrack => "govuk-tag--red",
            Light::NotReported => "govuk-tag--grey",
        }
    }

    /// The class of what stands out.
    fn standing(&self, standing: &Standing) -> &'static str {
        match standing {
            Standing::Settled => "",
            Standing::Waits => " fm-resolved--open",
            Standing::Failed => " fm-resolved--not-carried",
            Standing::Plain => " fm-resolved--open",
        }
    }
}

/// `GET /{partnership}/reports`
pub(super) async fn index(visit: Visit) -> Result<Response, Problem> {
    page(&Index {
        frame: visit.frame("Reports").section(Section::Home),
        base: visit.at(""),
        bodies: views::reports(&visit.reading),
    })
}

/// `GET /api/v1/{partnership}/reports`
pub(super) async fn index_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::reports(&visit.reading))
}

fn view(visit: &Visit, body: &str, period: &str) -> Result<PeriodReportView, Problem> {
    let body: BodyId = body.parse().map_err(|_| Problem::not_found())?;
    let period: Period = period.parse().map_err(|_| Problem::not_found())?;
    let view = views::period_report(&visit.reading, &body, period, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/reports/{body}/{period}`, and with `.pdf`, `.docx` or `.xlsx` as a file
pub(super) async fn show(
    visit: Visit,
    Path((_, body, period)): Path<(String, String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    if let Some((period, ending)) = period.split_once('.') {
        let form = Form::of_ending(ending).ok_or_else(Problem::not_found)?;
        let view = view(&visit, &body, period)?;
        return send(
            &visit,
            documents::report(&house(&visit), &view),
            form,
            &asked,
        )
        .await;
    }
    let view = view(&visit, &body, &period)?;
    let address = format!("/reports/{}/{}", view.body.id, view.period.id);
    let document = documents::report(&house(&visit), &view);
    let frame = visit.frame(document.title.clone()).section(Section::Home);
    page(&Report {
        frame: frame.crumb("Reports", "/reports"),
        api: format!("/api/v1{}", visit.at(&address)),
        address: visit.at(&address),
        document,
        forms: forms(&visit, &Form::ALL),
    })
}

/// `GET /api/v1/{partnership}/reports/{body}/{period}`
pub(super) async fn json(
    visit: Visit,
    Path((_, body, period)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &body, &period)?)
}
