//! Exceptions and log jams: what is off track or held up, where it stands, what is asked of whom, and what
//! is done about it.
//!
//! Everyone reads them. Whoever answers for one reports on it and what is to be done; what a meeting says of
//! it the secretariat records.

mod ask;
mod index;
mod page;
mod raise;
mod remedy;
#[cfg(test)]
mod tests;

use axum::{extract::Path, routing::get};

use crate::{
    doors::{Doors, Who},
    forms::{Choice, Form},
    frame::Section,
    say::Tag,
    visit::Visit,
};
use app::views::{self, ExceptionLine, PartnerRef};
use ask::Ask;
use record::exceptions::{ExceptionOutcome, Sort};

/// The part of the site in which they are.
pub(crate) const SECTION: Section = Section::Plan;

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    pages().merge(for_programs())
}

fn pages() -> Doors {
    let form = |what: Ask| {
        get(move |visit: Visit, path: Path<(String, String)>| ask::show(visit, path, what)).post(
            move |visit: Visit, path: Path<(String, String)>, form: Form| {
                ask::take(visit, path, form, what)
            },
        )
    };
    Doors::new()
        .route("/{partnership}/exceptions", Who::Everyone, get(index::show))
        .route(
            "/{partnership}/exceptions/raise",
            Who::SignedIn,
            get(raise::show).post(raise::take),
        )
        .route(
            "/{partnership}/exceptions/{exception}",
            Who::Everyone,
            get(page::show),
        )
        .route(
            "/{partnership}/exceptions/{exception}/report",
            Who::SignedIn,
            form(Ask::Report),
        )
        .route(
            "/{partnership}/exceptions/{exception}/support",
            Who::SignedIn,
            form(Ask::Support),
        )
        .route(
            "/{partnership}/exceptions/{exception}/forward",
            Who::SignedIn,
            form(Ask::Forward),
        )
        .route(
            "/{partnership}/exceptions/{exception}/steer",
            Who::Secretariat,
            form(Ask::Steer),
        )
        .route(
            "/{partnership}/exceptions/{exception}/remedies",
            Who::SignedIn,
            form(Ask::Remedy),
        )
        .route(
            "/{partnership}/exceptions/{exception}/remedies/{remedy}",
            Who::SignedIn,
            get(remedy::show).post(remedy::take),
        )
        .route(
            "/{partnership}/exceptions/{exception}/close",
            Who::Secretariat,
            form(Ask::Close),
        )
        .route("/{partnership}/log-jams", Who::Everyone, get(index::jams))
}

fn for_programs() -> Doors {
    Doors::new()
        .route(
            "/api/v1/{partnership}/exceptions",
            Who::Everyone,
            get(index::json),
        )
        .route(
            "/api/v1/{partnership}/exceptions/{exception}",
            Who::Everyone,
            get(page::json),
        )
        .route(
            "/api/v1/{partnership}/log-jams",
            Who::Everyone,
            get(index::jams_json),
        )
}

/// How an exception stands, in a tag.
pub(crate) fn standing(line: &ExceptionLine) -> Tag {
    let (class, words) = match line.outcome {
        Some(ExceptionOutcome::Resolved) => ("govuk-tag--green", "Resolved"),
        Some(ExceptionOutcome::Accepted) => ("govuk-tag--grey", "Accepted as it is"),
        Some(ExceptionOutcome::NoLongerMatters) => ("govuk-tag--grey", "No longer matters"),
        None if line.overdue > 0 => ("govuk-tag--red", "Overdue"),
        None if line.sort == Sort::LogJam && line.supporting > 0 => {
            ("govuk-tag--blue", "Supported")
        }
        None if line.sort == Sort::LogJam => ("govuk-tag--yellow", "Asks for support"),
        None if line.awaits_steer => ("govuk-tag--yellow", "Awaits a steer"),
        None if line.to_do > 0 => ("govuk-tag--blue", "Being remedied"),
        None if line.asks.is_some() => ("govuk-tag--blue", "Steer given"),
        None => ("govuk-tag--blue", "Open"),
    };
    Tag {
        class,
        words: words.to_owned(),
    }
}

/// What it is, in a word.
pub(super) fn sort(sort: &Sort) -> &'static str {
    match sort {
        Sort::Exception => "Exception",
        Sort::LogJam => "Log jam",
    }
}

/// Organisations and bodies to choose from: those of today's arrangements.
pub(crate) fn partners(visit: &Visit) -> Vec<Choice> {
    let today = visit.reading.today();
    let adoption = visit.reading.record.structure.in_force_or_first(today);
    let known = adoption.map(|adoption| &adoption.arrangements);
    let organisations = known.map_or(&[][..], |known| &known.organisation);
    let bodies = known.map_or(&[][..], |known| &known.body);
    let organisations = organisations
        .iter()
        .map(|one| Choice::new(one.id.to_string(), one.name.clone()));
    let bodies = bodies
        .iter()
        .map(|one| Choice::new(one.id.to_string(), one.name.clone()));
    organisations.chain(bodies).collect()
}

/// Bodies to choose from.
pub(crate) fn bodies(visit: &Visit) -> Vec<Choice> {
    let today = visit.reading.today();
    let bodies = views::bodies_to_call(&visit.reading, today).into_iter();
    bodies
        .map(|row| Choice::new(row.body.id.to_string(), row.body.name))
        .collect()
}

/// Those who hold a seat today, to choose from.
pub(crate) fn members(visit: &Visit) -> Vec<Choice> {
    let reading = &visit.reading;
    let (structure, today) = (&reading.record.structure, reading.today());
    let all = reading.names.all().into_iter();
    all.filter(|person| !structure.seats_held(person.id, today).is_empty())
        .map(|person| Choice::new(person.id.to_string(), person.name))
        .collect()
}

/// Partners that somebody may name, to choose from.
pub(crate) fn chosen_from(partners: Vec<PartnerRef>) -> Vec<Choice> {
    let each = partners.into_iter();
    each.map(|one| Choice::new(one.id.to_string(), one.name))
        .collect()
}
