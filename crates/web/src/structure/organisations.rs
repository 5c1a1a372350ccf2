//! Organisations: where each of them sits, and what it was asked to do.

use app::views::{self, OrganisationLine, OrganisationView};
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use record::id::PartnerId;

use super::{
    carried_on,
    way::{Way, way},
};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "structure/organisations.html")]
struct Organisations {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    date: Date,
    sectors: Vec<(String, Vec<OrganisationLine>)>,
}

#[derive(Template)]
#[template(path = "structure/organisation.html")]
struct Organisation {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    way: Way,
    /// How many of its actions are open.
    open: usize,
    /// What it does in the delivery plans.
    delivers: Option<views::delivery::DeliveredBy>,
    view: OrganisationView,
}

/// `GET /{partnership}/organisations?at=2010-10-06`
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    let (date, at) = (visit.date()?, carried_on(&visit)?);
    let frame = visit.frame("Organisations").section(Section::Structure);
    page(&Organisations {
        frame: frame.crumb("Structure", &format!("/structure{at}")),
        base: visit.at(""),
        at,
        when: super::as_at(&visit, date),
        date,
        sectors: by_sector(views::organisations(&visit.reading, date)),
    })
}

pub(super) fn by_sector(all: Vec<OrganisationLine>) -> Vec<(String, Vec<OrganisationLine>)> {
    let mut sectors: Vec<(String, Vec<OrganisationLine>)> = Vec::new();
    for line in all {
        let sector = line.partner.sector.clone().unwrap_or_default();
        match sectors.iter_mut().find(|(name, _)| *name == sector) {
            Some((_, lines)) => lines.push(line),
            None => sectors.push((sector, vec![line])),
        }
    }
    sectors
}

fn view(visit: &Visit, organisation: &str) -> Result<OrganisationView, Problem> {
    let id: PartnerId = organisation.parse().map_err(|_| Problem::not_found())?;
    let view = views::organisation(&visit.reading, &id, visit.date()?, say::audience(visit));
    view.filter(|view| !view.partner.is_body)
        .ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/organisations/{organisation}?at=2010-10-06`
pub(super) async fn show(
    visit: Visit,
    Path((_, organisation)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &organisation)?;
    let at = carried_on(&visit)?;
    let frame = visit
        .frame(view.partner.name.clone())
        .section(Section::Structure);
    page(&Organisation {
        frame: frame
            .crumb("Structure", &format!("/structure{at}"))
            .crumb("Organisations", &format!("/organisations{at}")),
        base: visit.at(""),
        when: super::as_at(&visit, view.date),
        way: way(
            view.fit.clone(),
            Some(&view.partner.short_name),
            &visit.at(""),
            &at,
        ),
        at,
        open: view
            .actions
            .iter()
            .filter(|one| one.outcome.is_none())
            .count(),
        delivers: views::delivery::delivered_by(
            &visit.reading,
            &view.partner.id,
            say::audience(&visit),
        )
        .filter(|it| !it.leads.is_empty() || !it.takes_part.is_empty()),
        view,
    })
}

/// `GET /api/v1/{partnership}/organisations?at=2010-10-06`
pub(super) async fn list_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::organisations(&visit.reading, visit.date()?))
}

/// `GET /api/v1/{partnership}/organisations/{organisation}?at=2010-10-06`
pub(super) async fn json(
    visit: Visit,
    Path((_, organisation)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &organisation)?)
}
