//! The table, the seat and the screen, as people meet them.

mod afterwards;
mod agenda;
mod agreeing;
mod interests;
mod keyboard;
mod members;
mod room;
mod weather;

use serde_json::json;
use testkit::{BOARD, holder_of, person};

use crate::{
    Settings,
    testing::{CLERK, MOOT, Moot, Seen},
};

/// The number by which the tests know a person.
pub(super) fn number(who: record::id::PersonId) -> u32 {
    (1..1_000)
        .find(|number| person(*number) == who)
        .expect("someone of Three Rivers")
}

fn leader() -> u32 {
    number(holder_of("board.leader"))
}

/// The Board called, and these seats in the room.
fn called(seats: &[&str]) -> Moot {
    called_with(usual(), seats)
}

fn usual() -> Settings {
    Settings {
        secure_cookies: true,
        ..Settings::default()
    }
}

fn called_with(settings: Settings, seats: &[&str]) -> Moot {
    let moot = Moot::with(settings);
    moot.calls("board");
    for seat in seats {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": format!("board.{seat}")}));
    }
    moot
}

/// The Board under way with a quorum: the chair, two of the council, health and the voluntary sector.
fn under_way() -> Moot {
    under_way_with(usual())
}

pub(super) fn under_way_with(settings: Settings) -> Moot {
    let seats = [
        "chair",
        "leader",
        "councillor-1",
        "health",
        "voluntary",
        "observer",
    ];
    let moot = called_with(settings, &seats);
    moot.acts(json!({"act": "meetings.open", "meeting": BOARD}));
    moot
}

/// The same, with a motion moved under item 2 by the leader.
fn moved() -> Moot {
    moved_with(usual())
}

fn moved_with(settings: Settings) -> Moot {
    let moot = under_way_with(settings);
    moot.acts(json!({"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": "That the flood plan be adopted."}));
    moot
}

/// The same, seconded and put to the vote.
fn voting() -> Moot {
    voting_with(usual())
}

pub(super) fn voting_with(settings: Settings) -> Moot {
    let moot = moved_with(settings);
    moot.acts(json!([
        {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": MOTION, "last_resort": "Two rounds of talks failed."},
    ]));
    moot
}

pub(super) const MOTION: &str = "board-2007-04-18-2";

impl Moot {
    async fn table(&self) -> Seen {
        self.get_as(CLERK, &format!("/{MOOT}/meetings/{BOARD}/table"))
            .await
            .sound()
    }

    /// Sends a form of the table as the clerk.
    async fn send_table(&self, form: &[(&str, &str)]) -> Seen {
        self.post_as(CLERK, &format!("/{MOOT}/meetings/{BOARD}/table"), form)
            .await
    }

    async fn seat_of(&self, who: u32) -> Seen {
        self.get_as(who, &format!("/{MOOT}/meetings/{BOARD}/seat"))
            .await
            .sound()
    }

    /// The table after a form of it was taken.
    async fn follow(&self, sent: Seen) -> Seen {
        assert_eq!(sent.status, 303, "{}", sent.text());
        let address = sent
            .location()
            .split('#')
            .next()
            .expect("an address")
            .to_owned();
        self.get_as(CLERK, &address).await.sound()
    }
}
