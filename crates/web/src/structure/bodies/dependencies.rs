//! What the structure rests on, and partners to be won. For members and the secretariat; for anyone
//! else it is not there.

use app::views::{self, DependencyView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::DependencyId;
use serde_json::json;

use super::{Paper, partners, send};
use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    office::{done, people_known},
    problem::Problem,
    visit::{Visit, page_with},
};

#[derive(Template)]
#[template(path = "structure/bodies/dependencies.html")]
struct Dependencies {
    frame: Frame,
    base: String,
    form: Form,
    fields: Vec<String>,
    seen: u64,
    open: Vec<DependencyView>,
    settled: Vec<DependencyView>,
}

/// `GET /{partnership}/structure/dependencies`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    list(&visit, Form::empty().with("sort", "rests-on"))
}

/// `GET /api/v1/{partnership}/structure/dependencies`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::dependencies(&visit.reading))
}

/// `POST /{partnership}/structure/dependencies`
pub(super) async fn log(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = json!({
        "act": "structure.log-dependency",
        "what": form.read_text("what", "Say what it is"),
        "sort": form.read_text("sort", "Choose which of the two it is"),
        "about": form.perhaps_text("about"),
        "owner": form.read_text("owner", "Choose who looks after it"),
        "person": form.perhaps_text("person"),
        "review": form.read_date("review", "Say by when someone looks at it again"),
    });
    let on = "/structure/dependencies?done=logged";
    match send(&visit, &mut form, act, on).await? {
        Some(done) => Ok(done),
        None => list(&visit.read_on().await?, form),
    }
}

fn list(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let all = views::dependencies(&visit.reading);
    let (open, settled) = all.into_iter().partition(|one| one.settled_on.is_none());
    let sorts = [
        Choice::new("rests-on", "Something that the structure rests on"),
        Choice::new("partner-to-win", "A partner to be won"),
    ];
    let partners = partners(visit);
    let people: Vec<Choice> = people_known(visit);
    let fields = vec![
        form.area("what", "What it is").rows(3).to_string(),
        form.radios("sort", "Which it is", &sorts).to_string(),
        form.select("about", "Whom it concerns (optional)", &partners)
            .first("Nobody in the arrangements")
            .to_string(),
        form.select("owner", "Who looks after it", &partners)
            .first("Choose an organisation or body")
            .to_string(),
        form.select("person", "The person (optional)", &people)
            .first("Nobody in particular")
            .to_string(),
        form.date_input("review", "Looked at again by")
            .hint("For example, 1 9 2007")
            .to_string(),
    ];
    let page = Dependencies {
        frame: visit
            .frame("What the structure rests on")
            .section(Section::Structure)
            .crumb("Structure", "/structure")
            .done(done(visit))
            .summary(form.summary("It was not logged")),
        base: visit.at(""),
        fields,
        seen: visit.reading.head.line,
        open,
        settled,
        form,
    };
    page_with(page.form.status(), &page)
}

/// `GET /{partnership}/structure/dependencies/{dependency}/settle`
pub(super) async fn ask_to_settle(
    visit: Visit,
    Path((_, dependency)): Path<(String, String)>,
) -> Result<Response, Problem> {
    settling(&visit, &dependency, Form::empty())
}

/// `POST /{partnership}/structure/dependencies/{dependency}/settle`
pub(super) async fn settle(
    visit: Visit,
    Path((_, dependency)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "structure.settle-dependency",
        "dependency": dependency,
        "outcome": form.read_text("outcome", "Say what came of it"),
    });
    let on = "/structure/dependencies?done=settled";
    match send(&visit, &mut form, act, on).await? {
        Some(done) => Ok(done),
        None => settling(&visit.read_on().await?, &dependency, form),
    }
}

fn settling(visit: &Visit, dependency: &str, form: Form) -> Result<Response, Problem> {
    let id: DependencyId = dependency.parse().map_err(|_| Problem::not_found())?;
    let logged = visit.reading.record.structure.dependency(&id);
    let logged = logged.ok_or_else(Problem::not_found)?;
    Paper::new(
        visit,
        "Settle it",
        "What the structure rests on",
        "Settle it",
        form.clone(),
    )
    .below("What the structure rests on", "/structure/dependencies")
    .note(logged.what.shown())
    .field(form.area("outcome", "What came of it").rows(4))
    .page("It was not settled")
}
