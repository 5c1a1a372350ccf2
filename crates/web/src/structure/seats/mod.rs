//! Forms about one seat: appoint its holder, name a substitute, end the appointment.
//!
//! Whether the seat is free, and for how long it may be filled, `record::structure` decides.

mod appoint;
mod end;
mod substitute;

use std::sync::Arc;

use app::views::{self, HeldSeat, words};
use axum::{Router, routing::get};
use record::id::SeatId;

use crate::{
    Site,
    frame::{Frame, Section},
    problem::Problem,
    visit::Visit,
};

/// The addresses of these forms.
pub(super) fn routes() -> Router<Arc<Site>> {
    const SEAT: &str = "/{partnership}/structure/{body}/seats/{seat}";
    Router::new()
        .route(
            &format!("{SEAT}/appoint"),
            get(appoint::ask).post(appoint::take),
        )
        .route(
            &format!("{SEAT}/substitute"),
            get(substitute::ask).post(substitute::take),
        )
        .route(&format!("{SEAT}/end"), get(end::ask).post(end::take))
}

/// The address of a form about a seat.
pub(crate) fn seat_address(visit: &Visit, seat: &SeatId, form: &str) -> String {
    let body = seat.body();
    let name = seat.as_str().split_once('.').map_or("", |(_, name)| name);
    visit.at(&format!("/structure/{body}/seats/{name}/{form}"))
}

/// What the address says: partnership, body, seat.
type Where = (String, String, String);

/// The seat of the address, today; 404 when the arrangements have none.
fn seat_at(visit: &Visit, (_, body, seat): &Where) -> Result<HeldSeat, Problem> {
    let id: Option<SeatId> = format!("{body}.{seat}").parse().ok();
    let held = id.and_then(|id| views::seat(&visit.reading, &id, visit.reading.today()));
    held.ok_or_else(Problem::not_found)
}

/// The page of the seat's body, with what was done.
fn body_page(visit: &Visit, held: &HeldSeat, done: &str) -> String {
    visit.at(&format!("/structure/{}?done={done}", held.body.id))
}

fn frame(visit: &Visit, held: &HeldSeat, title: &str) -> Frame {
    let body = format!("/structure/{}", held.body.id);
    visit
        .frame(title)
        .section(Section::Structure)
        .crumb("Structure", "/structure")
        .crumb(&held.body.name, &body)
}

/// What has to be known of a seat before anything is done about it.
fn facts(held: &HeldSeat) -> Vec<(&'static str, String)> {
    let seat = &held.seat;
    let mut facts = vec![("Body", held.body.name.clone())];
    if let Some(partner) = &seat.partner {
        facts.push(("Speaks for", partner.name.clone()));
    }
    let mut found = words::appointed(seat.appointed).to_owned();
    if let Some(by) = &seat.by {
        found.push_str(&format!(", by {by}"));
    }
    if let Some(clause) = &seat.clause {
        found.push_str(&format!(" (clause {clause})"));
    }
    facts.push(("How it is filled", found));
    facts.push(("Held by", holder(held)));
    facts
}

/// Who holds a seat, and until when.
fn holder(held: &HeldSeat) -> String {
    let seat = &held.seat;
    match (&seat.holder, seat.until, seat.begins) {
        (None, _, Some(begins)) => format!("Nobody: the seat begins on {}", words::day(begins)),
        (None, ..) => "Nobody".to_owned(),
        (Some(holder), Some(until), _) => format!("{}, until {}", holder.name, words::day(until)),
        (Some(holder), None, _) => format!("{}, until further notice", holder.name),
    }
}
