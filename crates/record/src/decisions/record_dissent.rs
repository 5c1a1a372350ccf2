//! Recording a dissent: whoever was in the room may have their name recorded (G07, para 23).
//!
//! Only on request, and until the minutes are approved. A dissent changes no count.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unvotable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, MeetingId, SeatId},
    meetings::Unready,
    prose::{Prose, Words},
};

/// Records that the person in a seat dissents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDissent {
    /// The decision.
    pub decision: DecisionId,
    /// The seat.
    pub seat: SeatId,
    /// What they wish to have recorded besides their name.
    pub words: Option<Words>,
}

/// Why a dissent is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordDissentRefused {
    /// The meeting is not there.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// No such decision.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// Nothing is decided.
    #[error("{0} has not been decided yet")]
    NotDecided(DecisionId),
    /// They were not there.
    #[error("nobody was in the room for the seat {0} when this was decided")]
    WasNotThere(SeatId),
    /// Only members are entitled.
    #[error("the seat {0} is not a member's, and only members may have their dissent recorded")]
    NotAMember(SeatId),
    /// It is recorded.
    #[error("the dissent of the seat {0} is recorded already")]
    AlreadyRecorded(SeatId),
    /// The minutes are approved.
    #[error("the minutes of {0} are approved")]
    MinutesApproved(MeetingId),
}

use RecordDissentRefused::{AlreadyRecorded, MinutesApproved, NotAMember, NotDecided, WasNotThere};

impl Act for RecordDissent {
    const NAME: &'static str = "decisions.record-dissent";
    const SUMMARY: &'static str = "Record a member's dissent from a decision, by name, on request.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = RecordDissentRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let unknown = || Unvotable::NoSuchMotion(self.decision.clone());
        let decision = record.decisions.get(&self.decision).ok_or_else(unknown)?;
        let meeting = record.meetings.find(&decision.meeting)?;
        if decision.verdict().is_none() {
            return Err(NotDecided(decision.id.clone()));
        }
        if meeting.approval.is_some() {
            return Err(MinutesApproved(meeting.id.clone()));
        }
        let there = decision
            .room
            .get(&self.seat)
            .ok_or_else(|| WasNotThere(self.seat.clone()))?;
        let on = record.structure.seat_on(&self.seat, meeting.date);
        if !on.is_some_and(|on| on.chair.seat.counts()) {
            return Err(NotAMember(self.seat.clone()));
        }
        if decision
            .dissents
            .iter()
            .any(|dissent| dissent.seat == self.seat)
        {
            return Err(AlreadyRecorded(self.seat.clone()));
        }
        Ok(vec![crate::Entry::Decisions(Entry::DissentRecorded {
            decision: self.decision.clone(),
            seat: self.seat.clone(),
            person: there.person,
            words: self.words.as_ref().map(Prose::from),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }
}

impl Refusal for RecordDissentRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice().about("decision"),
            Self::Unvotable(unvotable) => unvotable.advice(),
            NotDecided(_) => Advice::new(
                "decisions/not-decided",
                "decision",
                "Wait until it has been decided.",
            ),
            WasNotThere(_) => Advice::new(
                "decisions/was-not-there",
                "seat",
                "Only someone who was in the room can dissent.",
            ),
            NotAMember(_) => {
                Advice::new("decisions/not-a-member", "seat", "Choose a member's seat.")
            }
            AlreadyRecorded(_) => Advice::new(
                "decisions/dissent-recorded",
                "seat",
                "There is nothing to do.",
            ),
            MinutesApproved(_) => Advice::new(
                "decisions/minutes-approved",
                "decision",
                "The record is closed; raise it under matters arising at the next meeting.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: DE6 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let decision = format!("{BOARD}-2");
        let dissent = |name: &str| RecordDissent {
            decision: id(&decision),
            seat: seat(name),
            words: None,
        };
        let open = || Book::board_under_way(&["chair", "leader", "health", "observer"]);
        let agreed = || open().agrees(BOARD, "To thank the wardens.");
        let put = || open().put(BOARD, "board.leader", "board.health");
        let closed = || agreed().closes(BOARD);
        rules([
            (
                open(),
                dissent("board.health"),
                Err(Unvotable::NoSuchMotion(id(&decision)).into()),
            ),
            (
                put(),
                dissent("board.health"),
                Err(NotDecided(id(&decision))),
            ),
            (
                put().counts(&decision, None),
                dissent("board.health"),
                Ok(()),
            ),
            (agreed(), dissent("board.health"), Ok(())),
            // The independent chair has no vote, and may dissent all the same.
            (agreed(), dissent("board.chair"), Ok(())),
            (
                agreed(),
                dissent("board.voluntary"),
                Err(WasNotThere(seat("board.voluntary"))),
            ),
            (
                agreed().arrives(BOARD, "board.voluntary"),
                dissent("board.voluntary"),
                Err(WasNotThere(seat("board.voluntary"))),
            ),
            (
                agreed().leaves(BOARD, "board.health"),
                dissent("board.health"),
                Ok(()),
            ),
            (
                agreed(),
                dissent("board.observer"),
                Err(NotAMember(seat("board.observer"))),
            ),
            (
                agreed().after(dissent("board.health")),
                dissent("board.health"),
                Err(AlreadyRecorded(seat("board.health"))),
            ),
            (closed(), dissent("board.health"), Ok(())),
            (closed().drafts(BOARD), dissent("board.health"), Ok(())),
            (
                closed().drafts(BOARD).approves(BOARD),
                dissent("board.health"),
                Err(MinutesApproved(id(BOARD))),
            ),
        ]);
    }
}
