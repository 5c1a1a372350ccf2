//! Forwarding an item that lies beyond what a body may decide (G07, para 4 and 25).
//!
//! It comes before the other body by itself. Nothing is decided here, so no quorum is asked for.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, OutOfScope, following};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{BodyId, DecisionId, ItemNo, MeetingId},
    meetings::{Origin, Unready},
    prose::{Prose, Words},
};

/// Forwards an item to another body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forward {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The body that is to decide it.
    pub to: BodyId,
    /// Why it is not decided here.
    pub why: Words,
}

/// Why an item is not forwarded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForwardRefused {
    /// The meeting or item is not there, or not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// There is no such body, or it is the one that meets.
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
    /// Something under the item is before the meeting.
    #[error("{0} under this item is being voted on")]
    BeingVoted(DecisionId),
    /// It was forwarded there.
    #[error("this item was forwarded to {0} already")]
    Forwarded(BodyId),
}

impl Act for Forward {
    const NAME: &'static str = "decisions.forward";
    const SUMMARY: &'static str = "Forward an item that is beyond a body's power to another body.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ForwardRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        meeting.find_item(self.item)?;
        record.find_other_body(meeting, &self.to)?;
        let under = record.decisions.of_meeting(&self.meeting);
        for other in under.filter(|other| other.item == self.item) {
            if other.being_voted() {
                return Err(ForwardRefused::BeingVoted(other.id.clone()));
            }
            if other.forwarded_to() == Some(&self.to) {
                return Err(ForwardRefused::Forwarded(self.to.clone()));
            }
        }
        let decision = record.decisions.next_id(&self.meeting, self.item);
        let origin = Origin::Forwarded {
            decision: decision.clone(),
        };
        let brought =
            following::bring(record, meeting, self.item, &self.to, "Forwarded by", origin);
        let forwarded = Entry::ItemForwarded {
            decision,
            meeting: self.meeting.clone(),
            item: self.item,
            to: self.to.clone(),
            why: Prose::from(&self.why),
            quorum: meeting.quorum(record),
        };
        Ok(vec![crate::Entry::Decisions(forwarded), brought])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for ForwardRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::OutOfScope(out) => out.advice().about("to"),
            Self::BeingVoted(_) => {
                Advice::new("decisions/vote-open", "item", "Close the vote first.")
            }
            Self::Forwarded(_) => Advice::new(
                "decisions/forwarded-already",
                "to",
                "There is nothing to do; it is on that body's agenda or forward plan.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn forward(to: &str) -> Forward {
        Forward {
            meeting: id(EXECUTIVE),
            item: ItemNo(2),
            to: id(to),
            why: Words::new("It is a priority, and priorities are the Board's.").unwrap(),
        }
    }

    fn open() -> Book {
        Book::under_way("executive", &["chief", "nurse"])
    }

    // Requirement: DE9 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let motion = format!("{EXECUTIVE}-2");
        let put = || open().put(EXECUTIVE, "executive.chief", "executive.nurse");
        rules([
            (
                Book::three_rivers(),
                forward("board"),
                Err(Unready::NoSuchMeeting(id(EXECUTIVE)).into()),
            ),
            (open(), forward("board"), Ok(())),
            (
                open(),
                forward("mars"),
                Err(OutOfScope::NoSuchBody(id("mars")).into()),
            ),
            (
                open(),
                forward("executive"),
                Err(OutOfScope::ToItself(id("executive")).into()),
            ),
            (
                put(),
                forward("board"),
                Err(ForwardRefused::BeingVoted(id(&motion))),
            ),
            (
                open().after(forward("board")),
                forward("board"),
                Err(ForwardRefused::Forwarded(id("board"))),
            ),
            // It decides nothing, so too few may do it.
            (
                open().leaves(EXECUTIVE, "executive.nurse"),
                forward("board"),
                Ok(()),
            ),
            (
                open().closes(EXECUTIVE),
                forward("board"),
                Err(Unready::Closed(id(EXECUTIVE)).into()),
            ),
        ]);
    }

    #[test]
    fn it_comes_before_the_other_body_and_is_no_decision_to_ratify() {
        let book = open()
            .leaves(EXECUTIVE, "executive.nurse")
            .after(forward("board"));
        let forwarded = book
            .record
            .decisions
            .get(&id(&format!("{EXECUTIVE}-2")))
            .unwrap();
        assert!(!forwarded.for_ratification());
        let planned = book
            .record
            .meetings
            .planned_for(&id("board"))
            .next()
            .unwrap();
        assert_eq!(
            planned.title.as_str(),
            "Forwarded by Three Rivers Executive: Bridge repairs"
        );
        assert_eq!(planned.origin.decision(), Some(&forwarded.id));
    }
}
