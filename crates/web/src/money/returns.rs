//! Partners' monthly returns: month by partner, and each by itself.

use app::views::money::{self, ReturnCell, ReturnVersion, ReturnView, ReturnsView};
use askama::Template;
use axum::{extract::Path, response::Response};

use super::{
    asked, frame,
    monthly::{Button, buttons},
};
use crate::{
    frame::Frame,
    problem::Problem,
    say::{self, Tag},
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "money/returns.html")]
struct Returns {
    frame: Frame,
    base: String,
    buttons: Vec<Button>,
    view: ReturnsView,
}

impl Returns {
    fn nothing_blocked(&self) -> bool {
        self.view.rows.iter().all(|row| row.blocked.is_empty())
    }
}

/// How a return stands, in a tag.
pub(crate) fn standing(cell: &ReturnCell) -> Tag {
    let class = match cell.state {
        "accepted" => "govuk-tag--green",
        "handed-in" => "govuk-tag--blue",
        "sent-back" => "govuk-tag--yellow",
        "missing" => "govuk-tag--red",
        _ => "govuk-tag--grey",
    };
    Tag {
        class,
        words: cell.words.to_owned(),
    }
}

/// A mark of its own for each standing, so that the table reads without colour.
pub(crate) fn mark(cell: &ReturnCell) -> &'static str {
    match cell.state {
        "accepted" => "●",
        "handed-in" => "◐",
        "sent-back" => "▲",
        "missing" => "■",
        _ => "",
    }
}

/// The light whose colour a standing has.
pub(crate) fn light(cell: &ReturnCell) -> &'static str {
    match cell.state {
        "accepted" => "on-track",
        "missing" => "off-track",
        "sent-back" => "at-risk",
        _ => "not-reported",
    }
}

/// `GET /{partnership}/money/returns?period=2007-08`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    page(&Returns {
        frame: frame(&visit, "Monthly returns").done(super::monthly::done(&visit)),
        base: visit.at(""),
        buttons: buttons::of_returns(&visit),
        view: money::returns(&visit.reading, audience, asked(&visit)?),
    })
}

/// `GET /api/v1/{partnership}/money/returns?period=2007-08`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    crate::api::json(&money::returns(&visit.reading, audience, asked(&visit)?))
}

#[derive(Template)]
#[template(path = "money/return.html")]
struct ReturnPage {
    frame: Frame,
    base: String,
    buttons: Vec<Button>,
    view: ReturnView,
}

impl ReturnPage {
    /// Whether what stands at a place of the list was confirmed.
    fn confirmed(&self, version: &ReturnVersion, place: &usize) -> bool {
        u16::try_from(*place).is_ok_and(|number| version.confirmed.contains(&number))
    }
}

type OfReturn = Path<(String, String, String)>;

fn return_of(visit: &Visit, partner: &str, month: &str) -> Result<ReturnView, Problem> {
    let partner = partner.parse().map_err(|_| Problem::not_found())?;
    let month = month.parse().map_err(|_| Problem::not_found())?;
    let view = money::one_return(&visit.reading, say::audience(visit), &partner, month);
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/money/returns/{partner}/{month}`
pub(super) async fn one(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
) -> Result<Response, Problem> {
    let view = return_of(&visit, &partner, &month)?;
    let frame = frame(&visit, format!("{}, {}", view.partner.name, view.said))
        .done(super::monthly::done(&visit));
    page(&ReturnPage {
        frame: frame.crumb(
            "Returns",
            &format!("/money/returns?period={}", view.month.year()),
        ),
        base: visit.at(""),
        buttons: buttons::of_return(&visit, &view.partner.id, view.month),
        view,
    })
}

/// `GET /api/v1/{partnership}/money/returns/{partner}/{month}`
pub(super) async fn one_json(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
) -> Result<Response, Problem> {
    crate::api::json(&return_of(&visit, &partner, &month)?)
}
