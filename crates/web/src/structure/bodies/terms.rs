//! Terms of reference over time: what is in force on a day, every version, and what waits.

use app::views::{self, TermsView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::BodyId;
use serde_json::{Map, Value, json};

use super::{Paper, body_of, decisions, send};
use crate::{
    forms::Form,
    frame::{Frame, Section},
    office::{done, with_date},
    problem::Problem,
    structure::carried_on,
    visit::{Visit, page},
};

/// The parts, as the act names them and as the form does.
const PARTS: &[(&str, &str)] = &[
    ("purpose", "Purpose"),
    ("membership", "Membership"),
    ("remit", "Remit"),
    ("role", "Role"),
    ("meets", "Meets"),
    ("tasks", "Tasks"),
    ("members_role", "What is asked of members"),
    ("communication", "Communication"),
    ("connectivity", "Connectivity"),
    ("key_aims", "Key aims"),
];

#[derive(Template)]
#[template(path = "structure/bodies/terms.html")]
struct Terms {
    frame: Frame,
    base: String,
    at: String,
    view: TermsView,
}

fn view(visit: &Visit, body: &str) -> Result<TermsView, Problem> {
    let id: BodyId = body.parse().map_err(|_| Problem::not_found())?;
    let view = views::terms(&visit.reading, &id, visit.date()?);
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/structure/{body}/terms?at=2010-10-06`
pub(super) async fn show(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &body)?;
    let at = carried_on(&visit)?;
    page(&Terms {
        frame: visit
            .frame("Terms of reference")
            .section(Section::Structure)
            .crumb("Structure", &format!("/structure{at}"))
            .crumb(&view.body.name, &format!("/structure/{body}{at}"))
            .done(done(&visit)),
        base: visit.at(""),
        at,
        view,
    })
}

/// `GET /api/v1/{partnership}/structure/{body}/terms?at=2010-10-06`
pub(super) async fn json(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &body)?)
}

/// `GET /{partnership}/structure/{body}/terms/propose`: what is in force is typed in already.
pub(super) async fn ask_to_propose(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let today = visit.reading.today();
    let now = views::terms(&visit.reading, &body_of(&visit, &body)?.id, today);
    let parts = now
        .and_then(|now| now.in_force)
        .map_or_else(Vec::new, |now| now.parts);
    let form = PARTS.iter().fold(Form::empty(), |form, (name, heading)| {
        let part = parts.iter().find(|part| part.heading == *heading);
        let text = part.map_or_else(String::new, |part| part.text.join("\n"));
        form.with(format!("terms.{name}"), text)
    });
    proposal(&visit, &body, with_date(form, "from", today))
}

/// `POST /{partnership}/structure/{body}/terms/propose`
pub(super) async fn propose(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    body_of(&visit, &body)?;
    let mut terms = Map::new();
    for (name, _) in PARTS {
        if let Some(text) = form.perhaps_text(&format!("terms.{name}")) {
            terms.insert((*name).to_owned(), Value::from(text));
        }
    }
    let act = json!({
        "act": "structure.propose-terms",
        "body": body,
        "terms": terms,
        "from": form.read_date("from", "Say from which day they are to be in force"),
        "why": form.perhaps_text("why"),
    });
    let on = format!("/structure/{body}/terms?done=proposed");
    match send(&visit, &mut form, act, &on).await? {
        Some(done) => Ok(done),
        None => proposal(&visit.read_on().await?, &body, form),
    }
}

fn proposal(visit: &Visit, body: &str, form: Form) -> Result<Response, Problem> {
    let body = body_of(visit, body)?;
    let structure = &visit.reading.record.structure;
    let approver = structure.approver_of_terms(&body.id, visit.reading.today());
    let approver = body_of(visit, approver.as_str())?;
    let who = if approver.id == body.id {
        "The body signs off its own terms.".to_owned()
    } else {
        format!("They wait until {} has approved them.", approver.name)
    };
    let mut paper = Paper::new(
        visit,
        "Propose terms of reference",
        &body.name,
        "Propose them",
        form.clone(),
    )
    .below(&body.name, &format!("/structure/{}", body.id))
    .note(format!(
        "Leave out a part by leaving it empty. Each line becomes a paragraph or a point. {who}"
    ));
    for (name, heading) in PARTS {
        paper = paper.field(form.area(&format!("terms.{name}"), heading).rows(3));
    }
    paper
        .field(
            form.date_input("from", "In force from")
                .hint("Never before they are approved. For example, 1 4 2007"),
        )
        .field(form.area("why", "Why (optional)").rows(2))
        .page("The terms were not proposed")
}

/// What the address says: partnership, body, version.
type Where = (String, String, u32);

/// `GET /{partnership}/structure/{body}/terms/{version}/approve`
pub(super) async fn ask_to_approve(
    visit: Visit,
    Path((_, body, version)): Path<Where>,
) -> Result<Response, Problem> {
    approval(&visit, &body, version, Form::empty())
}

/// `POST /{partnership}/structure/{body}/terms/{version}/approve`
pub(super) async fn approve(
    visit: Visit,
    Path((_, body, version)): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "structure.approve-terms",
        "body": body_of(&visit, &body)?.id,
        "version": version,
        "decided_by": form.perhaps_text("decided_by"),
        "on": form.perhaps_date("on"),
    });
    let on = format!("/structure/{body}/terms?done=terms-approved");
    match send(&visit, &mut form, act, &on).await? {
        Some(done) => Ok(done),
        None => approval(&visit.read_on().await?, &body, version, form),
    }
}

fn approval(visit: &Visit, body: &str, version: u32, form: Form) -> Result<Response, Problem> {
    let body = body_of(visit, body)?;
    let structure = &visit.reading.record.structure;
    let mut versions = structure.terms_versions(&body.id);
    let proposed = versions
        .find(|proposed| proposed.version == version)
        .ok_or_else(Problem::not_found)?;
    let approver = structure.approver_of_terms(&body.id, visit.reading.today());
    let approver = body_of(visit, approver.as_str())?;
    Paper::new(
        visit,
        "Approve terms of reference",
        &body.name,
        "Record the approval",
        form.clone(),
    )
    .below(&body.name, &format!("/structure/{}", body.id))
    .note(format!(
        "Version {version} is to be in force from {}. {} approves it.",
        words::short_day(proposed.from),
        approver.name
    ))
    .field(
        form.select("decided_by", "The decision (optional)", &decisions(visit))
            .first("None in the book")
            .hint("It has to be one of the body that approves them."),
    )
    .field(
        form.date_input("on", "Approved on (optional)")
            .hint("Leave it empty where the book has the decision, or for today."),
    )
    .page("The approval was not recorded")
}
