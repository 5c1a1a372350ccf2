//! Bodies over time: their terms of reference, groups for a time, points of contact, and what the
//! structure rests on.
//!
//! What may be recorded, `record::structure` decides; these pages only ask.

mod contacts;
mod dependencies;
mod groups;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worked;

use std::fmt::Display;

use app::{Denied, views};
use askama::Template;
use axum::{response::Response, routing::get};
use record::{arrangements::Body as ArrangedBody, id::BodyId};
use serde_json::Value;

use crate::{
    doors::{Doors, Who},
    forms::{Choice, Form},
    frame::{Frame, Section},
    office::done,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/structure/found",
            Who::Secretariat,
            get(groups::ask_to_found).post(groups::found),
        )
        .route(
            "/{partnership}/structure/dependencies",
            Who::Inside.writes(Who::Secretariat),
            get(dependencies::show).post(dependencies::log),
        )
        .route(
            "/{partnership}/structure/dependencies/{dependency}/settle",
            Who::Secretariat,
            get(dependencies::ask_to_settle).post(dependencies::settle),
        )
        .route(
            "/api/v1/{partnership}/structure/dependencies",
            Who::Inside,
            get(dependencies::json),
        )
        .route(
            "/{partnership}/structure/{body}/extend",
            Who::Secretariat,
            get(groups::ask_to_extend).post(groups::extend),
        )
        .route(
            "/{partnership}/structure/{body}/close",
            Who::Secretariat,
            get(groups::ask_to_close).post(groups::close),
        )
        .route(
            "/{partnership}/structure/{body}/terms",
            Who::Everyone,
            get(terms::show),
        )
        .route(
            "/api/v1/{partnership}/structure/{body}/terms",
            Who::Everyone,
            get(terms::json),
        )
        .route(
            "/{partnership}/structure/{body}/terms/propose",
            Who::Secretariat,
            get(terms::ask_to_propose).post(terms::propose),
        )
        .route(
            "/{partnership}/structure/{body}/terms/{version}/approve",
            Who::Secretariat,
            get(terms::ask_to_approve).post(terms::approve),
        )
        .route(
            "/{partnership}/structure/{body}/contacts/name",
            Who::Secretariat,
            get(contacts::ask_to_name).post(contacts::name),
        )
        .route(
            "/{partnership}/structure/{body}/contacts/{contact}/end",
            Who::Secretariat,
            get(contacts::ask_to_end).post(contacts::end),
        )
}

/// A form about a body. Its fields are widgets, written out.
#[derive(Template)]
#[template(path = "structure/bodies/form.html")]
struct Paper {
    frame: Frame,
    /// What it is about, above the title.
    about: String,
    /// What has to be known before it is filled in, a sentence each.
    notes: Vec<String>,
    form: Form,
    fields: Vec<String>,
    button: &'static str,
    seen: u64,
}

impl Paper {
    fn new(visit: &Visit, title: &str, about: &str, button: &'static str, form: Form) -> Self {
        Self {
            frame: visit
                .frame(title)
                .section(Section::Structure)
                .crumb("Structure", "/structure")
                .done(done(visit)),
            about: about.to_owned(),
            notes: Vec::new(),
            fields: Vec::new(),
            seen: visit.reading.head.line,
            form,
            button,
        }
    }

    fn below(mut self, name: &str, path: &str) -> Self {
        self.frame = self.frame.crumb(name, path);
        self
    }

    fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn field(mut self, widget: impl Display) -> Self {
        self.fields.push(widget.to_string());
        self
    }

    /// The page; what did not happen is said where something was wrong.
    fn page(mut self, did_not: &str) -> Result<Response, Problem> {
        self.frame = self.frame.summary(self.form.summary(did_not));
        page_with(self.form.status(), &self)
    }
}

/// Sends an act, and leads on when it is done. None: the form says what is wrong.
async fn send(
    visit: &Visit,
    form: &mut Form,
    act: Value,
    on: &str,
) -> Result<Option<Response>, Problem> {
    if !form.is_right() {
        return Ok(None);
    }
    match visit.act(act, form.seen()).await {
        Ok(_) => Ok(Some(see(&visit.at(on)))),
        Err(denied) => {
            denied_in(form, denied)?;
            Ok(None)
        }
    }
}

fn denied_in(form: &mut Form, denied: Denied) -> Result<(), Problem> {
    form.denied(denied)
}

/// The body of the address, as newest arrangements have it; 404 when none do.
fn body_of<'a>(visit: &'a Visit, body: &str) -> Result<&'a ArrangedBody, Problem> {
    let id: BodyId = body.parse().map_err(|_| Problem::not_found())?;
    let structure = &visit.reading.record.structure;
    let mut newest = structure.adoptions().rev();
    let found = newest.find_map(|adoption| adoption.arrangements.body(&id));
    found.ok_or_else(Problem::not_found)
}

/// The bodies to choose from.
fn bodies(visit: &Visit) -> Vec<Choice> {
    let today = visit.reading.today();
    let adoption = visit.reading.record.structure.in_force_or_first(today);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    bodies
        .iter()
        .map(|body| Choice::new(body.id.to_string(), &body.name))
        .collect()
}

/// The organisations and bodies to choose from.
fn partners(visit: &Visit) -> Vec<Choice> {
    let today = visit.reading.today();
    let adoption = visit.reading.record.structure.in_force_or_first(today);
    let organisations = adoption.map_or(&[][..], |adoption| &adoption.arrangements.organisation);
    let organisations = organisations
        .iter()
        .map(|organisation| Choice::new(organisation.id.to_string(), &organisation.name));
    organisations.chain(bodies(visit)).collect()
}

/// The decisions that were agreed, the newest first.
fn decisions(visit: &Visit) -> Vec<Choice> {
    let record = &visit.reading.record;
    let agreed = record.decisions.all().rev().filter(|decision| {
        let verdict = decision.verdict();
        verdict.is_some_and(|verdict| verdict.agreed())
    });
    let choice = |decision: &record::decisions::Decision| {
        let text: String = decision.text.shown().chars().take(80).collect();
        let meeting = record.meetings.get(&decision.meeting)?;
        let day = views::words::short_day(meeting.date);
        Some(Choice::new(
            decision.id.to_string(),
            format!("{day}, {}: {text}", meeting.body),
        ))
    };
    agreed.filter_map(choice).take(60).collect()
}

/// A name for addresses, made of words: "Alcohol abuse" is `alcohol-abuse`.
fn plain_name(words: &str) -> String {
    let mut name = String::new();
    for letter in words.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').chars().take(60).collect()
}
