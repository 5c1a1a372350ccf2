//! Setting an outcome of an agreement with who leads on it, and ending one.

use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::OutcomeId;
use serde_json::{Value, json};

use super::{choices, indicator::Why, planning};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "plan/enter/outcome.html")]
struct SetOutcome {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    blocks: Vec<Choice>,
    themes: Vec<Choice>,
    bodies: Vec<Choice>,
    partners: Vec<Choice>,
    people: Vec<Choice>,
}

/// The blocks of every agreement: `laa|a`.
fn blocks(visit: &Visit) -> Vec<Choice> {
    let agreements = visit.reading.record.plan.agreements();
    agreements
        .flat_map(|agreement| {
            let blocks = agreement.newest().into_iter().flat_map(|it| &it.blocks);
            blocks.map(|block| {
                Choice::new(
                    format!("{}|{}", agreement.id, block.id),
                    format!("{}: {}", agreement.title, block.name),
                )
            })
        })
        .collect()
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = planning(visit, "Set an outcome", &form, "The outcome was not set");
    let status = form.status();
    let people = visit.reading.names.all().into_iter();
    page_with(
        status,
        &SetOutcome {
            seen: visit.reading.head.line,
            frame,
            blocks: blocks(visit),
            themes: choices::themes(visit),
            bodies: choices::bodies(visit),
            partners: choices::partners(visit),
            people: people
                .map(|person| Choice::new(person.id.to_string(), person.name))
                .collect(),
            form,
        },
    )
}

/// `GET /{partnership}/plan/set-outcome?outcome=less-crime`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.query("outcome").and_then(|it| it.parse().ok());
    let there = asked.and_then(|id: OutcomeId| visit.reading.record.plan.outcome(&id));
    let form = match there.and_then(|it| Some((it, it.now()?))) {
        None => Form::empty(),
        Some((outcome, says)) => {
            let words = says.says.as_ref().and_then(|it| it.words());
            let partner = says.lead.partner.as_ref();
            let person = says.lead.person.map(|it| it.to_string());
            Form::empty()
                .with("outcome", outcome.id.to_string())
                .with("block", format!("{}|{}", says.agreement, says.block))
                .with("theme", says.theme.to_string())
                .with("title", says.title.to_string())
                .with("says", words.unwrap_or_default())
                .with("lead.body", says.lead.body.to_string())
                .with("lead.partner", partner.map_or("", |it| it.as_str()))
                .with("lead.person", person.unwrap_or_default())
        }
    };
    paper(&visit, form)
}

fn asked(form: &mut Form) -> Value {
    let block = form.read_text("block", "Choose the block of the agreement");
    let block = block.unwrap_or_default();
    let (agreement, block) = block.split_once('|').unwrap_or((&block, ""));
    json!({
        "act": "plan.set-outcome",
        "outcome": form.read_text("outcome", "Give it a short name"),
        "agreement": agreement, "block": block,
        "theme": form.read_text("theme", "Choose its theme"),
        "title": form.read_text("title", "Say what is to come true"),
        "says": form.perhaps_text("says"),
        "lead": {
            "body": form.read_text("lead.body", "Choose the body that answers for it"),
            "partner": form.perhaps_text("lead.partner"),
            "person": form.perhaps_text("lead.person"),
        },
    })
}

/// `POST /{partnership}/plan/set-outcome`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let act = asked(&mut form);
    if form.is_right() && visit.record(act, &mut form).await? {
        let id = form.value("outcome").trim();
        return Ok(see(&visit.at(&format!("/plan/{id}?done=set"))));
    }
    paper(&visit.read_on().await?, form)
}

fn ending(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let id: OutcomeId = id.parse().map_err(|_| Problem::not_found())?;
    let outcome = visit.reading.record.plan.outcome(&id);
    let living = outcome.filter(|it| it.ended.is_none());
    let says = living.and_then(|it| it.now());
    let says = says.ok_or_else(Problem::not_found)?;
    let frame = planning(
        visit,
        "End this outcome",
        &form,
        "The outcome was not ended",
    )
    .crumb(says.title.to_string(), &format!("/plan/{id}"));
    let status = form.status();
    page_with(
        status,
        &Why {
            seen: visit.reading.head.line,
            frame,
            heading: format!("End “{}”", says.title),
            follows: "It is pursued no longer. Retire its indicators first; all that was measured stays.",
            label: "Why it is pursued no longer",
            button: "End the outcome",
            form,
        },
    )
}

/// `GET /{partnership}/plan/{outcome}/end`
pub(super) async fn end(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    ending(&visit, &id, Form::empty())
}

/// `POST /{partnership}/plan/{outcome}/end`
pub(super) async fn take_end(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let outcome: OutcomeId = id.parse().map_err(|_| Problem::not_found())?;
    let act = json!({
        "act": "plan.end-outcome", "outcome": outcome,
        "why": form.read_text("why", "Say why"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("/plan/{outcome}?done=ended"))));
    }
    ending(&visit.read_on().await?, &id, form)
}
