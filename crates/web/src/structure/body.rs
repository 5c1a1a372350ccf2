//! One body: what it is for, who sits there, how it decides, when it meets.

use std::collections::BTreeMap;

use app::views::{self, BodyRef, BodyView, LineView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{arrangements::LineKind, id::BodyId};

use super::{
    cards::{self, Group},
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
#[template(path = "structure/body.html")]
struct Body {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    groups: Vec<Group>,
    lines: Vec<Alike>,
    lines_here: Vec<Alike>,
    way: Way,
    plans: Vec<views::delivery::PlanLine>,
    view: BodyView,
}

/// Lines of one kind: what they say, the bodies at their other end, and where they come from.
struct Alike {
    words: &'static str,
    bodies: Vec<BodyRef>,
    clauses: Vec<String>,
}

fn alike(lines: &[LineView], other: impl Fn(&LineView) -> &BodyRef) -> Vec<Alike> {
    let mut all: BTreeMap<LineKind, Alike> = BTreeMap::new();
    for line in lines {
        let alike = all.entry(line.kind).or_insert_with(|| Alike {
            words: line.words,
            bodies: Vec::new(),
            clauses: Vec::new(),
        });
        alike.bodies.push(other(line).clone());
        let clause = line.clause.as_deref().map(words::clause);
        alike
            .clauses
            .extend(clause.filter(|clause| !alike.clauses.contains(clause)));
    }
    all.into_values().collect()
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
        way: way(view.fit.clone(), None, &visit.at(""), &at),
        at,
        when: super::as_at(&visit, view.date),
        groups: cards::groups(&view.groups),
        lines: alike(&view.lines, |line| &line.to),
        lines_here: alike(&view.lines_here, |line| &line.from),
        plans: views::delivery::plans_of(&visit.reading, &view.body.id),
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
