//! One person: where they sit, and when they meet next. Only people whom the public record names.

use app::views::{self, PersonView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::PersonId;

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
#[template(path = "structure/person.html")]
struct Person {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    way: Way,
    view: PersonView,
}

fn view(visit: &Visit, person: &str) -> Result<PersonView, Problem> {
    let id: PersonId = person.parse().map_err(|_| Problem::not_found())?;
    let view = views::person(&visit.reading, id, visit.date()?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/people/{person}?at=2010-10-06`
pub(super) async fn show(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &person)?;
    let at = carried_on(&visit)?;
    let frame = visit
        .frame(view.person.name.clone())
        .section(Section::Structure);
    page(&Person {
        frame: frame.crumb("Structure", &format!("/structure{at}")),
        base: visit.at(""),
        when: super::as_at(&visit, view.date),
        way: way(
            view.fit.clone(),
            Some(&view.person.name),
            &visit.at(""),
            &at,
        ),
        at,
        view,
    })
}

/// `GET /api/v1/{partnership}/people/{person}?at=2010-10-06`
pub(super) async fn json(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &person)?)
}
