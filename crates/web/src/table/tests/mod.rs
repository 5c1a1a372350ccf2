//! The table, the seat and the screen, as people meet them.

mod afterwards;
mod agenda;
mod agreeing;
mod interests;
mod members;
mod room;

use serde_json::json;
use testkit::{BOARD, holder_of, person};

use crate::testing::{CLERK, MOOT, Moot, Seen};

/// The number by which the tests know a person.
fn number(who: record::id::PersonId) -> u32 {
    (1..1_000)
        .find(|number| person(*number) == who)
        .expect("someone of Three Rivers")
}

fn leader() -> u32 {
    number(holder_of("board.leader"))
}

/// The Board called, and these seats in the room.
fn called(seats: &[&str]) -> Moot {
    let moot = Moot::new();
    moot.calls("board");
    for seat in seats {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": format!("board.{seat}")}));
    }
    moot
}

/// The Board under way with a quorum: the chair, two of the council, health and the voluntary sector.
fn under_way() -> Moot {
    let moot = called(&[
        "chair",
        "leader",
        "councillor-1",
        "health",
        "voluntary",
        "observer",
    ]);
    moot.acts(json!({"act": "meetings.open", "meeting": BOARD}));
    moot
}

/// The same, with a motion moved under item 2 by the leader.
fn moved() -> Moot {
    let moot = under_way();
    moot.acts(json!({"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": "That the flood plan be adopted."}));
    moot
}

/// The same, seconded and put to the vote.
fn voting() -> Moot {
    let moot = moved();
    moot.acts(json!([
        {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": MOTION, "last_resort": "Two rounds of talks failed."},
    ]));
    moot
}

const MOTION: &str = "board-2007-04-18-2";

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
