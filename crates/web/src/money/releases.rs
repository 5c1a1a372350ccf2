//! Releases, the gate before each, and what is demanded back.

use app::views::money::{self, ClawbackView, GateView, ReleaseView, ReleasesView};
use askama::Template;
use axum::{extract::Path, response::Response};

use super::{
    asked, frame,
    monthly::{Button, buttons, done},
};
use crate::{
    frame::Frame,
    problem::Problem,
    say::Tag,
    visit::{Visit, page},
};

type Named = Path<(String, String)>;

/// How a release stands, in a tag.
pub(crate) fn standing(state: &str) -> Tag {
    let class = match state {
        "Released" => "govuk-tag--green",
        "Proposed" => "govuk-tag--blue",
        "Declined" => "govuk-tag--grey",
        _ => "govuk-tag--red",
    };
    Tag {
        class,
        words: state.to_owned(),
    }
}

#[derive(Template)]
#[template(path = "money/releases.html")]
struct Releases {
    frame: Frame,
    base: String,
    view: ReleasesView,
}

/// `GET /{partnership}/money/releases?period=2007-08`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&Releases {
        frame: frame(&visit, "Releases"),
        base: visit.at(""),
        view: money::releases(&visit.reading, asked(&visit)?),
    })
}

/// `GET /api/v1/{partnership}/money/releases?period=2007-08`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::releases(&visit.reading, asked(&visit)?))
}

#[derive(Template)]
#[template(path = "money/release.html")]
struct ReleasePage {
    frame: Frame,
    base: String,
    buttons: Vec<Button>,
    view: ReleaseView,
}

fn release_of(visit: &Visit, id: &str) -> Result<ReleaseView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    money::release(&visit.reading, &id).ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/releases/{release}`
pub(super) async fn one(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let view = release_of(&visit, &id)?;
    let to = view
        .line
        .allocation
        .as_ref()
        .map_or("", |it| it.partner.name.as_str());
    page(&ReleasePage {
        frame: frame(&visit, format!("{} to {to}", view.line.pence))
            .crumb("Releases", "/money/releases")
            .done(done(&visit)),
        base: visit.at(""),
        buttons: buttons::of_release(&visit, &view.line.id),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/releases/{release}`
pub(super) async fn one_json(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    crate::api::json(&release_of(&visit, &id)?)
}

#[derive(Template)]
#[template(path = "money/gate.html")]
struct GatePage {
    frame: Frame,
    base: String,
    buttons: Vec<Button>,
    gate: GateView,
}

/// The gate of an allocation: `?period=2007-08-m3` asks about another month than this one.
fn gate_view(visit: &Visit, id: &str) -> Result<GateView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let month = match visit.query("period").filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| Problem::not_found())?),
    };
    money::gate_of(&visit.reading, &id, month, None).ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/allocations/{allocation}/gate?period=2007-08-m3`
pub(super) async fn gate(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let gate = gate_view(&visit, &id)?;
    let frame = frame(&visit, format!("Before a release for {}", gate.said));
    page(&GatePage {
        frame: frame.crumb(
            gate.allocation.partner.name.clone(),
            &format!("/money/allocations/{id}"),
        ),
        base: visit.at(""),
        buttons: buttons::of_gate(&visit, &gate),
        gate,
    })
}

/// `GET /api/v1/{partnership}/money/allocations/{allocation}/gate?period=2007-08-m3`
pub(super) async fn gate_json(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    crate::api::json(&gate_view(&visit, &id)?)
}

#[derive(Template)]
#[template(path = "money/clawback.html")]
struct Clawback {
    frame: Frame,
    base: String,
    buttons: Vec<Button>,
    view: ClawbackView,
}

/// `GET /{partnership}/money/clawback`
pub(super) async fn clawback(visit: Visit) -> Result<Response, Problem> {
    page(&Clawback {
        frame: frame(&visit, "Clawback").done(done(&visit)),
        base: visit.at(""),
        buttons: buttons::of_clawback(&visit),
        view: money::clawback(&visit.reading),
    })
}

/// `GET /api/v1/{partnership}/money/clawback`
pub(super) async fn clawback_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&money::clawback(&visit.reading))
}
