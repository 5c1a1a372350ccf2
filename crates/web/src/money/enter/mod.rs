//! Forms about what is given, allocated, foreseen and closed: streams, awards, allocations, funding
//! agreements, instalments, what is expected, controls, comments, reversals and the end of a year.

mod agreement;
mod allocate;
mod close;
mod comment;
mod desk;
mod foresee;
mod instalment;
mod page;
mod reduce;
mod reverse;
mod stream;
#[cfg(test)]
mod tests;

use axum::{extract::Path, routing::get};
use record::{
    id::{AllocationId, StreamId},
    money::{Allocation, Stream},
};

use crate::{
    doors::{Doors, Who},
    problem::Problem,
    visit::Visit,
};

pub(super) use agreement::may_speak;
pub(crate) use desk::waiting;

/// A form about something that the address names.
type Named = Path<(String, String)>;

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    let paper = Who::FinanceOrSecretariat;
    let purse = Who::Finance;
    Doors::new()
        .route("/{partnership}/money/finance", purse, get(desk::show))
        .route(
            "/api/v1/{partnership}/money/finance",
            Who::Program,
            get(desk::json),
        )
        .route(
            "/{partnership}/money/streams/{stream}/allocate",
            paper,
            get(allocate::show).post(allocate::take),
        )
        .route(
            "/{partnership}/money/streams/{stream}/instalment",
            purse,
            get(instalment::show).post(instalment::take),
        )
        .route(
            "/{partnership}/money/partners/{partner}/sign",
            Who::SignedIn,
            get(agreement::show).post(agreement::take),
        )
        .route(
            "/{partnership}/money/open-stream",
            paper,
            get(stream::show_open).post(stream::take_open),
        )
        .route(
            "/{partnership}/money/streams/{stream}/change-award",
            purse,
            get(stream::show_award).post(stream::take_award),
        )
        .route(
            "/{partnership}/money/streams/{stream}/repay",
            purse,
            get(stream::show_repay).post(stream::take_repay),
        )
        .route(
            "/{partnership}/money/streams/{stream}/comment",
            paper,
            get(comment::show_stream).post(comment::take_stream),
        )
        .route(
            "/{partnership}/money/allocations/{allocation}/reduce",
            paper,
            get(reduce::show).post(reduce::take),
        )
        .route(
            "/{partnership}/money/allocations/{allocation}/comment",
            Who::SignedIn,
            get(comment::show_allocation).post(comment::take_allocation),
        )
        .route(
            "/{partnership}/money/expected/set",
            paper,
            get(foresee::show_expected).post(foresee::take_expected),
        )
        .route(
            "/{partnership}/money/controls/amend",
            purse,
            get(foresee::show_controls).post(foresee::take_controls),
        )
        .route(
            "/{partnership}/money/postings/{posting}/reverse",
            purse,
            get(reverse::show).post(reverse::take),
        )
        .route(
            "/{partnership}/money/accounts/{year}/close",
            purse,
            get(close::show).post(close::take),
        )
}

/// The pooled stream that an address names.
fn pooled<'v>(visit: &'v Visit, id: &str) -> Result<&'v Stream, Problem> {
    let id: StreamId = id.parse().map_err(|_| Problem::not_found())?;
    let stream = visit.reading.record.money.stream(&id);
    let pooled = stream.filter(|it| !it.is_aligned());
    pooled.ok_or_else(Problem::not_found)
}

/// The allocation that an address names, with its stream.
fn allocated<'v>(visit: &'v Visit, id: &str) -> Result<(&'v Allocation, &'v Stream), Problem> {
    let id: AllocationId = id.parse().map_err(|_| Problem::not_found())?;
    let money = &visit.reading.record.money;
    let allocation = money.allocation(&id);
    let found = allocation.and_then(|it| Some((it, money.stream(&it.says.stream)?)));
    found.ok_or_else(Problem::not_found)
}

/// What was just done.
pub(super) fn done(visit: &Visit) -> Option<&'static str> {
    Some(match visit.query("done")?.as_str() {
        "opened" => "The stream is open.",
        "award" => "The award is changed.",
        "allocated" => {
            "The money is allocated. Its funding agreement has to be signed before any is released."
        }
        "reduced" => "The allocation is reduced.",
        "signed" => "The funding agreement is recorded.",
        "instalment" => "The instalment is recorded.",
        "repaid" => "What was repaid is recorded.",
        "commented" => "It is written.",
        "expected" => "What is known of the funding is recorded.",
        "controls" => "The new version of the controls is recorded.",
        "reversed" => "The posting is undone by its opposite.",
        "year-closed" => "The year is closed. What was not spent is demanded back.",
        _ => return None,
    })
}
