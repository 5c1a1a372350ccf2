//! Forms of every month: returns and what is made of them, assurance, releases, and what has to come back.

mod approve;
pub(super) mod buttons;
mod judge;
mod make;
mod may;
mod release;
#[cfg(test)]
mod tests;

use axum::routing::get;
use record::{
    id::{AllocationId, PartnerId},
    money::{Allocation, Pence},
    plan::{Every, Period},
};

pub(super) use self::buttons::Button;
use crate::{
    doors::{Doors, Who},
    forms::Form,
    frame::Frame,
    problem::Problem,
    visit::Visit,
};

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    let someone = Who::SignedIn;
    Doors::new()
        .route(
            "/{partnership}/money/returns/{partner}/{month}/make",
            someone,
            get(make::show).post(make::take),
        )
        .route(
            "/{partnership}/money/returns/{partner}/{month}/judge",
            someone,
            get(judge::show).post(judge::take),
        )
        .route(
            "/{partnership}/money/returns/{partner}/{month}/reopen",
            someone,
            get(judge::reopen).post(judge::take_reopen),
        )
        .route(
            "/{partnership}/money/allocations/{allocation}/release",
            someone,
            get(release::show).post(release::take),
        )
        .route(
            "/{partnership}/money/releases/{release}/approve",
            someone,
            get(approve::show).post(approve::take),
        )
        .route(
            "/{partnership}/money/releases/{release}/decline",
            someone,
            get(approve::decline).post(approve::take_decline),
        )
}

/// What was just done.
pub(super) fn done(visit: &Visit) -> Option<&'static str> {
    Some(match visit.query("done")?.as_str() {
        "handed-in" => "The return is handed in. It is public once it is accepted.",
        "accepted" => "The return is accepted, and what it says was spent is spent.",
        "sent-back" => "The return is sent back, with your reason.",
        "reopened" => "The return is reopened. What it said was spent is taken back.",
        "proposed" => {
            "The release is proposed. Somebody of another organisation has to approve it."
        }
        "released" => "The money is released.",
        "declined" => "The release is declined, with your reason.",
        _ => return super::enter::done(visit),
    })
}

/// The frame of a form.
fn frame(visit: &Visit, title: impl Into<String>, form: &Form, failed: &str) -> Frame {
    super::frame(visit, title).summary(form.summary(failed))
}

/// A partner and a month out of an address.
fn of_month(partner: &str, month: &str) -> Result<(PartnerId, Period), Problem> {
    let partner = partner.parse().map_err(|_| Problem::not_found())?;
    let month: Period = month.parse().map_err(|_| Problem::not_found())?;
    match month.every() {
        Every::Month => Ok((partner, month)),
        _ => Err(Problem::not_found()),
    }
}

/// An allocation that was made.
fn allocation<'v>(visit: &'v Visit, id: &str) -> Result<&'v Allocation, Problem> {
    let id: AllocationId = id.parse().map_err(|_| Problem::not_found())?;
    let found = visit.reading.record.money.allocation(&id);
    found.ok_or_else(Problem::not_found)
}

/// The first month of the financial year.
fn starts(visit: &Visit) -> u8 {
    super::choices::arrangements(visit).map_or(4, |it| it.partnership.financial_year_starts)
}

/// Reads an amount of money; what is wrong with it is said at its field.
fn read_pence(form: &mut Form, field: &str, missing: &str) -> Option<Pence> {
    let text = form.read_text(field, missing)?;
    match text.parse() {
        Ok(pence) => Some(pence),
        Err(why) => {
            let why: record::money::NotPence = why;
            form.wrong(field, why.to_string());
            None
        }
    }
}
