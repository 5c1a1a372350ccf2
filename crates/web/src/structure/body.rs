//! One body: what it is for, who sits there, how it decides, when it meets.

use app::views::{self, BodyView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::BodyId;

use super::{
    cards::{self, Group},
    carried_on,
};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "structure/body.html")]
struct Body {
    frame: Frame,
    base: String,
    at: String,
    groups: Vec<Group>,
    view: BodyView,
}

fn view(visit: &Visit, body: &str) -> Result<BodyView, Problem> {
    let id: BodyId = body.parse().map_err(|_| Problem::not_found())?;
    let view = views::body(&visit.reading, &id, visit.date()?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/structure/{body}?at=2010-10-06`
pub(super) async fn show(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &body)?;
    let at = carried_on(&visit)?;
    let frame = visit
        .frame(view.body.name.clone())
        .section(Section::Structure);
    page(&Body {
        frame: frame
            .crumb("Structure", &format!("/structure{at}"))
            .done(crate::office::done(&visit)),
        base: visit.at(""),
        at,
        groups: cards::groups(&view.groups),
        view,
    })
}

/// `GET /api/v1/{partnership}/structure/{body}?at=2010-10-06`
pub(super) async fn json(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &body)?)
}
