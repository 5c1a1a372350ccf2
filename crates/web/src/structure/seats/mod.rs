//! One seat: its page, and the forms to nominate, elect, appoint, accept the role, name a substitute and
//! end the appointment.
//!
//! Whether the seat is free, and for how long it may be filled, `record::structure` decides.

mod accept;
mod appoint;
mod elect;
mod end;
mod nominate;
mod seat;
mod substitute;

use app::views::{self, HeldSeat, words};
use axum::routing::{get, post};
use record::id::SeatId;

use crate::{
    doors::{Doors, Who},
    forms::Choice,
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::Visit,
};

/// The addresses of these forms.
pub(super) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/structure/{body}/seats/{seat}",
            Who::Everyone,
            get(seat::show),
        )
        .route(
            "/api/v1/{partnership}/structure/{body}/seats/{seat}",
            Who::Everyone,
            get(seat::json),
        )
        .route(
            "/{partnership}/structure/{body}/seats/{seat}/appoint",
            Who::Secretariat,
            get(appoint::ask).post(appoint::take),
        )
        .route(
            "/{partnership}/structure/{body}/seats/{seat}/substitute",
            Who::SignedIn,
            get(substitute::ask).post(substitute::take),
        )
        .route(
            "/{partnership}/structure/{body}/seats/{seat}/end",
            Who::Secretariat,
            get(end::ask).post(end::take),
        )
        .route(
            "/{partnership}/structure/{body}/seats/{seat}/nominate",
            Who::Secretariat,
            get(nominate::ask).post(nominate::take),
        )
        .route(
            "/{partnership}/structure/{body}/seats/{seat}/withdraw",
            Who::Secretariat,
            post(seat::withdraw),
        )
        .route(
            "/{partnership}/structure/{body}/seats/{seat}/elect",
            Who::Secretariat,
            get(elect::ask).post(elect::take),
        )
        .route(
            "/{partnership}/structure/{body}/seats/{seat}/accept",
            Who::SignedIn,
            get(accept::ask).post(accept::take),
        )
}

/// The address of a form about a seat.
pub(crate) fn seat_address(visit: &Visit, seat: &SeatId, form: &str) -> String {
    let body = seat.body();
    let name = name(seat);
    visit.at(&format!("/structure/{body}/seats/{name}/{form}"))
}

/// Whether whoever looks holds the seat today.
fn holds(visit: &Visit, held: &HeldSeat) -> bool {
    let own = visit.viewer.person.as_ref().map(|person| person.id);
    own.is_some() && own == held.seat.holder.as_ref().map(|holder| holder.id)
}

/// What a representative may do for their organisation.
fn mandates() -> Vec<Choice> {
    vec![
        Choice::new("commits", "They may commit their organisation"),
        Choice::new("refers-back", "They refer back to their organisation"),
    ]
}

/// A seat's name within its body: of `board.leader`, `leader`.
pub(crate) fn name(seat: &SeatId) -> &str {
    seat.as_str().split_once('.').map_or("", |(_, name)| name)
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
        found.push_str(&format!(", by {}", say::mid_sentence(by)));
    }
    if let Some(clause) = &seat.clause {
        found.push_str(&format!(" ({})", words::clause(clause)));
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot};

    const WORCESTERSHIRE: &str =
        include_str!("../../../../../arrangements/worcestershire-2007.toml");

    // Requirement: ST8 at /{partnership}/structure/{body}/seats/{seat}
    #[tokio::test]
    async fn an_observer_has_rights_and_neither_votes_nor_counts() {
        let moot = Moot::new();
        let page = format!("/{MOOT}/structure/board/seats/observer");
        moot.get(&page).await.sound().says(&[
            "Observer: attends and speaks, neither votes nor counts",
            "Rights",
            "To speak and be listened to as an equal",
            "para 21",
        ]);
        moot.get(&format!("/{MOOT}/structure/board"))
            .await
            .says(&["Attends and speaks; neither votes nor counts."]);
        moot.get(&format!("/api/v1{page}"))
            .await
            .says(&["\"capacity\":\"observer\"", "\"votes\":false"]);
        for absent in ["board/seats/nobody", "moon/seats/chair", "board/seats/UP"] {
            let page = moot.get(&format!("/{MOOT}/structure/{absent}")).await;
            assert_eq!(page.status, 404, "{absent}");
        }
    }

    // Requirement: ST9, ST17 at /{partnership}/office/{list}
    #[tokio::test]
    async fn the_post_asked_for_and_the_post_held_are_shown() {
        let moot = Moot::new();
        moot.acts(json!([
            {"act": "structure.end-appointment", "seat": "board.leader", "on": "2007-01-01"},
            {"act": "structure.appoint", "seat": "board.leader", "person": testkit::holder_of("executive.chief"),
                "from": "2007-01-02", "post": "Policy officer", "mandate": "refers-back"},
        ]));
        moot.get(&format!("/{MOOT}/structure/board")).await.says(&[
            "Post held: Policy officer; the seat asks for Leader.",
            "Refers back to the organisation.",
        ]);
        moot.get_as(CLERK, &format!("/{MOOT}/office/junior"))
            .await
            .says(&[
                "Holder of executive.chief",
                "Post asked for: Leader. Post held: Policy officer. Refers back.",
            ]);
        assert_eq!(
            moot.get(&format!("/{MOOT}/office/junior")).await.status,
            303
        );
        let history = format!("/{MOOT}/structure/board/seats/leader");
        moot.get(&history).await.sound().says(&[
            "Post asked for",
            "Policy officer",
            "Who held it",
            "Holder of board.leader",
        ]);
    }

    // Requirement: ST4, ST20 at /{partnership}/structure/{body}
    #[tokio::test]
    async fn each_kind_of_seat_reads_as_what_it_is() {
        let moot = Moot::new();
        moot.acts(json!({"act": "structure.adopt-arrangements", "text": WORCESTERSHIRE, "from": "2007-01-03"}));
        let table: [(&str, &[&str]); 3] = [
            (
                "board",
                &[
                    "May come with: Chief Executive, where appropriate.",
                    "Not taken up where the chair is a council leader or sits on the Board already.",
                    "Or: Other business representatives.",
                    "Worcestershire Ambassador (2 of 2)",
                ],
            ),
            (
                "management-group",
                &[
                    "The seat begins on 1 March 2007.",
                    "One of a pair: one from the north and one from the south.",
                    "The district and borough councils, each year nominates someone each year",
                    "A voice from the sector that does not speak for all of it.",
                    "Attends and speaks; neither votes nor counts.",
                    "elects someone each year",
                ],
            ),
            (
                "strategy-task-group",
                &[
                    "Filled from the Safer Communities.",
                    "Or: Another suitable representative of the group.",
                ],
            ),
        ];
        for (body, says) in table {
            let page = format!("/{MOOT}/structure/{body}?at=2007-02-01");
            moot.get(&page).await.sound().says(says);
        }
        let page = format!("/{MOOT}/structure/management-group/seats/vcs?at=2007-02-01");
        moot.get(&page).await.sound().says(&[
            "as a voice that represents nobody",
            "Member of the Management Group",
        ]);
        moot.get(&format!("/{MOOT}/structure/hats?at=2007-02-01"))
            .await
            .says(&["Government Office West Midlands", "Observer of"]);
    }

    #[tokio::test]
    async fn the_page_of_a_body_has_the_forms_for_the_secretariat_only() {
        let moot = Moot::new();
        let board = format!("/{MOOT}/structure/board");
        let forms = [
            format!("{board}/seats/leader/substitute"),
            format!("{board}/seats/councillor-2/end"),
            format!("{board}/seats/rural/appoint"),
            format!("/{MOOT}/meetings/call?body=board"),
        ];
        let forms = forms.each_ref().map(String::as_str);
        let done = format!("{board}?done=appointed");
        let page = moot.get_as(CLERK, &done).await.sound().says(&forms);
        page.says(&["The appointment is in the book."]);
        // Another day is looked at, not changed.
        let then = format!("{board}?at=2007-01-01");
        moot.get_as(CLERK, &then).await.never_says(&forms);
        moot.get(&done)
            .await
            .never_says(&forms)
            .never_says(&["The appointment is"]);
        moot.get_as(2, &board).await.never_says(&forms);
    }
}
