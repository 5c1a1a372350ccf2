//! Forms of every month: returns and what is made of them, assurance, releases, and what has to come back.

mod approve;
mod assure;
mod back;
pub(super) mod buttons;
mod judge;
mod make;
mod may;
mod release;
mod sheet;
mod statement;
#[cfg(test)]
mod tests;

use axum::{extract::DefaultBodyLimit, routing::get};
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
        .route(
            "/{partnership}/money/partners/{partner}/{year}/assure",
            someone,
            get(assure::show).post(assure::take),
        )
        .route(
            "/{partnership}/money/partners/{partner}/{year}/judge-assurance",
            someone,
            get(assure::judge).post(assure::take_judge),
        )
        .route(
            "/{partnership}/money/allocations/{allocation}/ineligible",
            someone,
            get(back::ineligible).post(back::take_ineligible),
        )
        .route(
            "/{partnership}/money/allocations/{allocation}/demand",
            someone,
            get(back::demand).post(back::take_demand),
        )
        .route(
            "/{partnership}/money/allocations/{allocation}/returned",
            someone,
            get(back::returned).post(back::take_returned),
        )
        .route(
            "/{partnership}/money/returns/{partner}/{month}/form.xlsx",
            someone,
            get(sheet::form),
        )
        .route(
            "/{partnership}/money/returns/{partner}/{month}/hand-in",
            someone,
            get(sheet::show)
                .post(sheet::take)
                .layer(DefaultBodyLimit::max(crate::UPLOAD_LIMIT)),
        )
        .route(
            "/{partnership}/money/statement",
            someone,
            get(statement::show)
                .post(statement::look)
                .layer(DefaultBodyLimit::max(crate::UPLOAD_LIMIT)),
        )
        .route(
            "/{partnership}/money/statement/take",
            someone,
            axum::routing::post(statement::take),
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
        "assured" => "The assurance statement is recorded.",
        "judged" => "It is recorded what the assurance statement was judged.",
        "demanded" => "The money is demanded back.",
        "returned" => "It is recorded that the money came back.",
        "statement" => "The instalments of the statement are recorded.",
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
