//! A meeting from its call to its published minutes, for tests of the pages that show it.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{session::hex, testing::Moot};

/// The Board's meeting.
pub(crate) const HELD: &str = "board-2007-04-18";
/// What was agreed by consensus there.
pub(crate) const AGREED: &str = "board-2007-04-18-1";
/// The motion that was carried there, three partners of four.
pub(crate) const CARRIED: &str = "board-2007-04-18-2";
/// The motion that was not.
pub(crate) const LOST: &str = "board-2007-04-18-3";
/// What the Executive agreed without a quorum.
pub(crate) const WAITS: &str = "executive-2007-05-02-1";

impl Moot {
    /// The Board meets: one item agreed, one motion carried with a dissent, one lost, one action
    /// noted, the minutes drafted.
    pub(crate) fn meets(&self) {
        self.calls("board");
        let bytes = b"The plan, page by page.";
        let hash = hex(&Sha256::digest(bytes));
        let kept = self
            .house
            .office()
            .keep_file(&hash, "text/plain", "plan.txt", bytes, 0);
        kept.expect("a file kept");
        self.acts(
            json!({"act": "meetings.table-paper", "meeting": HELD, "item": 2,
            "paper": {"title": "The plan in full", "hash": hash, "held_by": "council"}}),
        );
        let arrive = |seat: &str, at: &str| json!({"act": "meetings.record-arrival", "meeting": HELD, "seat": seat, "at": at});
        self.acts(json!([
            {"act": "meetings.record-apologies", "meeting": HELD, "seat": "board.councillor-2"},
            arrive("board.chair", "10:00"), arrive("board.leader", "10:00"),
            arrive("board.councillor-1", "10:00"), arrive("board.health", "10:00"),
            arrive("board.voluntary", "10:00"), arrive("board.ambassador", "10:00"),
            {"act": "meetings.open", "meeting": HELD, "at": "10:30"},
            arrive("board.observer", "10:45"),
            {"act": "decisions.agree-by-consensus", "meeting": HELD, "item": 1, "text": "Nobody has an interest."},
        ]));
        self.votes(
            2,
            CARRIED,
            "That the flood plan is adopted.",
            ["for", "for", "for", "against"],
        );
        self.votes(
            3,
            LOST,
            "That the old bridge is closed.",
            ["for", "against", "abstain", "against"],
        );
        self.acts(json!([
            {"act": "decisions.record-dissent", "decision": CARRIED, "seat": "board.voluntary", "words": "The villages were not asked."},
            {"act": "meetings.note-action", "meeting": HELD, "item": 2, "owner": "council", "due": "2007-05-31", "what": "Print the flood plan."},
            {"act": "meetings.close", "meeting": HELD, "at": "11:30"},
            {"act": "meetings.draft-minutes", "meeting": HELD, "items": [{"item": 2, "text": "The plan was gone through."}]},
        ]));
    }

    /// Minutes are approved and published.
    pub(crate) fn publishes(&self, meeting: &str) {
        self.at("2007-06-06T09:00:00Z");
        self.acts(json!([
            {"act": "meetings.approve-minutes", "meeting": meeting, "on": "2007-06-06"},
            {"act": "meetings.publish-minutes", "meeting": meeting},
        ]));
    }

    /// The Executive meets without a quorum, and what it agrees waits to be ratified.
    pub(crate) fn meets_too_few(&self) {
        let meeting = "executive-2007-05-02";
        self.acts(json!({"act": "meetings.call", "body": "executive", "date": "2007-05-02", "starts": "14:00",
            "place": "Mill House", "agenda": [{"title": "Staff", "purpose": "decision"}]}));
        self.at("2007-05-02T13:00:00Z");
        self.acts(json!([
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "executive.chief", "at": "14:00"},
            {"act": "meetings.open", "meeting": meeting, "at": "14:00"},
            {"act": "decisions.agree-by-consensus", "meeting": meeting, "item": 1, "text": "A clerk is hired."},
            {"act": "meetings.close", "meeting": meeting, "at": "15:00"},
            {"act": "meetings.draft-minutes", "meeting": meeting, "items": [{"item": 1, "text": "Discussed."}]},
        ]));
    }

    /// A motion of the council is voted on: by the council, the health trust, the ambassador and the
    /// voluntary sector.
    fn votes(&self, item: u16, decision: &str, text: &str, votes: [&str; 4]) {
        let seats = [
            "board.leader",
            "board.health",
            "board.ambassador",
            "board.voluntary",
        ];
        let cast = seats.iter().zip(votes).map(|(seat, vote)| {
            json!({"act": "decisions.cast-vote", "decision": decision, "seat": seat, "vote": vote})
        });
        self.acts(json!([
            {"act": "decisions.move-motion", "meeting": HELD, "item": item, "seat": "board.leader", "text": text},
            {"act": "decisions.second-motion", "decision": decision, "seat": "board.health"},
            {"act": "decisions.put-to-vote", "decision": decision, "last_resort": "One member could not agree."},
        ]));
        self.acts(Value::from_iter(cast));
        self.acts(json!({"act": "decisions.close-vote", "decision": decision}));
    }
}
