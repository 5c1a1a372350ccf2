//! The money: where every pound is, what blocks a release, and what each account opens to.
//!
//! What the figures are, `record` reads off its ledger and `app` puts names to; here they become pages,
//! pictures and files. All of it is public, but for returns that are not accepted.

mod accounts;
mod beside;
mod choices;
mod enter;
mod funds;
mod grants;
mod monthly;
mod outcomes;
mod picture;
mod releases;
mod returns;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod whole;

pub(crate) use enter::waiting as waiting_for_finance;
pub(crate) use releases::standing as release_standing;
pub(crate) use returns::{light as return_light, mark as return_mark, standing as return_standing};

use axum::routing::get;
use record::plan::{Every, Period};

use crate::{
    doors::{Doors, Who},
    frame::{Frame, Section},
    problem::Problem,
    visit::Visit,
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    let page = "/{partnership}/money";
    let api = "/api/v1/{partnership}/money";
    let at = |start: &str, rest: &str| format!("{start}{rest}");
    Doors::new()
        .route(page, Who::Everyone, get(whole::show))
        .route(api, Who::Everyone, get(whole::json))
        .route(&at(page, "/table"), Who::Everyone, get(table::show))
        .route(&at(api, "/table"), Who::Everyone, get(table::json))
        .route(&at(page, "/table.pdf"), Who::Everyone, get(table::pdf))
        .route(&at(page, "/table.xlsx"), Who::Everyone, get(table::excel))
        .route(&at(page, "/streams"), Who::Everyone, get(funds::streams))
        .route(
            &at(api, "/streams"),
            Who::Everyone,
            get(funds::streams_json),
        )
        .route(
            &at(page, "/streams/{stream}"),
            Who::Everyone,
            get(funds::stream),
        )
        .route(
            &at(api, "/streams/{stream}"),
            Who::Everyone,
            get(funds::stream_json),
        )
        .route(
            &at(page, "/blocks/{block}"),
            Who::Everyone,
            get(funds::block),
        )
        .route(
            &at(api, "/blocks/{block}"),
            Who::Everyone,
            get(funds::block_json),
        )
        .route(&at(page, "/partners"), Who::Everyone, get(funds::partners))
        .route(
            &at(api, "/partners"),
            Who::Everyone,
            get(funds::partners_json),
        )
        .route(
            &at(page, "/partners/{partner}"),
            Who::Everyone,
            get(funds::partner),
        )
        .route(
            &at(api, "/partners/{partner}"),
            Who::Everyone,
            get(funds::partner_json),
        )
        .route(
            &at(page, "/partners/{partner}/assurance.pdf"),
            Who::Everyone,
            get(funds::assurance),
        )
        .route(
            &at(page, "/allocations"),
            Who::Everyone,
            get(funds::allocations),
        )
        .route(
            &at(api, "/allocations"),
            Who::Everyone,
            get(funds::allocations_json),
        )
        .route(
            &at(page, "/allocations/{allocation}"),
            Who::Everyone,
            get(funds::allocation),
        )
        .route(
            &at(api, "/allocations/{allocation}"),
            Who::Everyone,
            get(funds::allocation_json),
        )
        .route(
            &at(page, "/allocations/{allocation}/gate"),
            Who::Everyone,
            get(releases::gate),
        )
        .route(
            &at(api, "/allocations/{allocation}/gate"),
            Who::Everyone,
            get(releases::gate_json),
        )
        .route(&at(page, "/outcomes"), Who::Everyone, get(outcomes::show))
        .route(&at(api, "/outcomes"), Who::Everyone, get(outcomes::json))
        .route(
            &at(page, "/accounts/{year}"),
            Who::Everyone,
            get(accounts::show),
        )
        .route(
            &at(api, "/accounts/{year}"),
            Who::Everyone,
            get(accounts::json),
        )
        .route(
            &at(page, "/accounts/{year}/postings.csv"),
            Who::Everyone,
            get(accounts::csv),
        )
        .route(
            &at(page, "/accounts/{year}/{kind}/{of}"),
            Who::Everyone,
            get(accounts::ledger),
        )
        .route(
            &at(api, "/accounts/{year}/{kind}/{of}"),
            Who::Everyone,
            get(accounts::ledger_json),
        )
        .route(&at(page, "/returns"), Who::Everyone, get(returns::show))
        .route(&at(api, "/returns"), Who::Everyone, get(returns::json))
        .route(
            &at(page, "/returns/{partner}/{month}"),
            Who::Everyone,
            get(returns::one),
        )
        .route(
            &at(api, "/returns/{partner}/{month}"),
            Who::Everyone,
            get(returns::one_json),
        )
        .route(&at(page, "/releases"), Who::Everyone, get(releases::show))
        .route(&at(api, "/releases"), Who::Everyone, get(releases::json))
        .route(
            &at(page, "/releases/{release}"),
            Who::Everyone,
            get(releases::one),
        )
        .route(
            &at(api, "/releases/{release}"),
            Who::Everyone,
            get(releases::one_json),
        )
        .route(
            &at(page, "/clawback"),
            Who::Everyone,
            get(releases::clawback),
        )
        .route(
            &at(api, "/clawback"),
            Who::Everyone,
            get(releases::clawback_json),
        )
        .route(&at(page, "/grants"), Who::Everyone, get(grants::show))
        .route(
            &at(page, "/grants/360giving.json"),
            Who::Everyone,
            get(grants::package),
        )
        .route(&at(api, "/grants"), Who::Everyone, get(grants::json))
        .route(&at(page, "/expected"), Who::Everyone, get(beside::expected))
        .route(
            &at(api, "/expected"),
            Who::Everyone,
            get(beside::expected_json),
        )
        .route(&at(page, "/controls"), Who::Everyone, get(beside::controls))
        .route(
            &at(api, "/controls"),
            Who::Everyone,
            get(beside::controls_json),
        )
        .merge(enter::routes())
        .merge(monthly::routes())
}

/// The frame of a page below the first.
pub(crate) fn frame(visit: &Visit, title: impl Into<String>) -> Frame {
    let frame = visit.frame(title).section(Section::Money);
    frame.crumb("Money", "/money").done(monthly::done(visit))
}

/// The financial year that is asked for: `?period=2007-08`.
pub(crate) fn asked(visit: &Visit) -> Result<Option<Period>, Problem> {
    match visit.query("period").filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => year(&text).map(Some),
    }
}

/// A financial year out of an address.
pub(crate) fn year(text: &str) -> Result<Period, Problem> {
    let year: Period = text.parse().map_err(|_| Problem::not_found())?;
    match year.every() {
        Every::Year => Ok(year),
        _ => Err(Problem::not_found()),
    }
}

/// Words as a sentence: with a full stop, unless they end in one.
pub(crate) fn stopped(words: &str) -> String {
    match words.ends_with(['.', '!', '?', '…']) {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}
