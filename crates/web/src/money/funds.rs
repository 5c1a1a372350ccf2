//! Streams, blocks, partners and allocations: what each comes to.

use app::views::money::{
    self, AllocationLine, AllocationView, BlockView, PartnerLine, PartnerView, StreamView,
    StreamsView, YearsView,
};
use askama::Template;
use axum::{extract::Path, http::HeaderMap, response::Response};
use documents::Form;
use record::money::Sums;
use serde::Serialize;

use super::{
    asked, enter, frame,
    monthly::{Button, buttons},
};
use crate::{
    frame::Frame,
    printing,
    problem::Problem,
    visit::{Visit, page},
};

type Named = Path<(String, String)>;

#[derive(Template)]
#[template(path = "money/streams.html")]
struct Streams {
    frame: Frame,
    base: String,
    view: StreamsView,
}

/// `GET /{partnership}/money/streams?period=2007-08`
pub(super) async fn streams(visit: Visit) -> Result<Response, Problem> {
    page(&Streams {
        frame: frame(&visit, "Streams"),
        base: visit.at(""),
        view: money::streams(&visit.reading, asked(&visit)?),
    })
}

/// `GET /api/v1/{partnership}/money/streams?period=2007-08`
pub(super) async fn streams_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::streams(&visit.reading, asked(&visit)?))
}

#[derive(Template)]
#[template(path = "money/stream.html")]
struct StreamPage {
    frame: Frame,
    base: String,
    view: StreamView,
}

fn stream_of(visit: &Visit, id: &str) -> Result<StreamView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    money::stream(&visit.reading, &id).ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/streams/{stream}`
pub(super) async fn stream(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let view = stream_of(&visit, &id)?;
    let frame = frame(&visit, view.line.stream.title.clone());
    page(&StreamPage {
        frame: frame.crumb(
            "Streams",
            &format!("/money/streams?period={}", view.line.year),
        ),
        base: visit.at(""),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/streams/{stream}`
pub(super) async fn stream_json(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    crate::api::json(&stream_of(&visit, &id)?)
}

#[derive(Template)]
#[template(path = "money/block.html")]
struct BlockPage {
    frame: Frame,
    base: String,
    view: BlockView,
}

fn block_of(visit: &Visit, id: &str) -> Result<BlockView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    money::block(&visit.reading, &id, asked(visit)?).ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/blocks/{block}?period=2007-08`
pub(super) async fn block(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let view = block_of(&visit, &id)?;
    page(&BlockPage {
        frame: frame(&visit, view.block.name.clone()),
        base: visit.at(""),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/blocks/{block}?period=2007-08`
pub(super) async fn block_json(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    crate::api::json(&block_of(&visit, &id)?)
}

#[derive(Template)]
#[template(path = "money/partners.html")]
struct Partners {
    frame: Frame,
    base: String,
    years: YearsView,
    lines: Vec<PartnerLine>,
}

/// Partners of a year, as programs see them.
#[derive(Serialize)]
struct PartnersOut {
    years: YearsView,
    partners: Vec<PartnerLine>,
}

/// `GET /{partnership}/money/partners?period=2007-08`
pub(super) async fn partners(visit: Visit) -> Result<Response, Problem> {
    let (years, lines) = money::partners(&visit.reading, asked(&visit)?);
    page(&Partners {
        frame: frame(&visit, "Money by partner"),
        base: visit.at(""),
        years,
        lines,
    })
}

/// `GET /api/v1/{partnership}/money/partners?period=2007-08`
pub(super) async fn partners_json(visit: Visit) -> Result<Response, Problem> {
    let (years, partners) = money::partners(&visit.reading, asked(&visit)?);
    crate::api::json(&PartnersOut { years, partners })
}

#[derive(Template)]
#[template(path = "money/partner.html")]
struct PartnerPage {
    frame: Frame,
    base: String,
    buttons: Vec<Button>,
    view: PartnerView,
    /// Whether the viewer may sign for it.
    may_sign: bool,
    /// In which forms its statement of assurance can be taken away.
    forms: Vec<Form>,
}

fn partner_of(visit: &Visit, id: &str) -> Result<PartnerView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    money::partner(&visit.reading, &id, asked(visit)?).ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/partners/{partner}?period=2007-08`
pub(super) async fn partner(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let view = partner_of(&visit, &id)?;
    let frame = frame(&visit, view.partner.name.clone());
    page(&PartnerPage {
        frame: frame.crumb(
            "By partner",
            &format!("/money/partners?period={}", view.years.shown),
        ),
        may_sign: visit.viewer.is_signed_in() && enter::may_speak(&visit, &view.partner.id),
        base: visit.at(""),
        buttons: buttons::of_partner(&visit, &view.partner.id, view.years.shown),
        forms: printing::forms(&visit, &[Form::Pdf]),
        view,
    })
}

/// `GET /{partnership}/money/partners/{partner}/assurance.pdf?period=2007-08`
pub(super) async fn assurance(
    visit: Visit,
    Path((_, id)): Named,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let view = partner_of(&visit, &id)?;
    let document = documents::assurance(&printing::house(&visit), &view);
    let document = document.ok_or_else(Problem::not_found)?;
    printing::send(&visit, document, Form::Pdf, &headers).await
}

/// `GET /api/v1/{partnership}/money/partners/{partner}?period=2007-08`
pub(super) async fn partner_json(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    crate::api::json(&partner_of(&visit, &id)?)
}

#[derive(Template)]
#[template(path = "money/allocations.html")]
struct Allocations {
    frame: Frame,
    base: String,
    years: YearsView,
    lines: Vec<AllocationLine>,
    sums: Sums,
}

/// Allocations of a year, as programs see them.
#[derive(Serialize)]
struct AllocationsOut {
    years: YearsView,
    allocations: Vec<AllocationLine>,
    sums: Sums,
}

/// `GET /{partnership}/money/allocations?period=2007-08`
pub(super) async fn allocations(visit: Visit) -> Result<Response, Problem> {
    let (years, lines, sums) = money::allocations(&visit.reading, asked(&visit)?);
    page(&Allocations {
        frame: frame(&visit, "Allocations"),
        base: visit.at(""),
        years,
        lines,
        sums,
    })
}

/// `GET /api/v1/{partnership}/money/allocations?period=2007-08`
pub(super) async fn allocations_json(visit: Visit) -> Result<Response, Problem> {
    let (years, allocations, sums) = money::allocations(&visit.reading, asked(&visit)?);
    crate::api::json(&AllocationsOut {
        years,
        allocations,
        sums,
    })
}

#[derive(Template)]
#[template(path = "money/allocation.html")]
struct AllocationPage {
    frame: Frame,
    base: String,
    buttons: Vec<Button>,
    view: AllocationView,
    /// Whether the viewer may comment on it.
    may_comment: bool,
}

fn allocation_of(visit: &Visit, id: &str) -> Result<AllocationView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    money::allocation(&visit.reading, &id).ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/allocations/{allocation}`
pub(super) async fn allocation(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let view = allocation_of(&visit, &id)?;
    let title = match view.line.year {
        Some(year) => format!("{}, {}", view.line.partner.name, year.slashed()),
        None => view.line.partner.name.clone(),
    };
    page(&AllocationPage {
        frame: frame(&visit, title).crumb("Allocations", "/money/allocations"),
        base: visit.at(""),
        may_comment: visit.viewer.is_signed_in() && enter::may_speak(&visit, &view.line.partner.id),
        buttons: buttons::of_allocation(&visit, &view.line.allocation.id),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/allocations/{allocation}`
pub(super) async fn allocation_json(
    visit: Visit,
    Path((_, id)): Named,
) -> Result<Response, Problem> {
    crate::api::json(&allocation_of(&visit, &id)?)
}
