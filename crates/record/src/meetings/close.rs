//! Closing a meeting. An open vote has to be closed, or its motion is lost sight of.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Origin, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    exceptions,
    id::{DecisionId, MeetingId},
};

/// Closes a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The meeting.
    pub meeting: MeetingId,
    /// When, such as `12:15`; now when left out.
    pub at: Option<Time>,
}

/// Why a meeting is not closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseRefused {
    /// The meeting is not there, or not open.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// A vote is open.
    #[error("the vote on {0} is still open")]
    VoteOpen(DecisionId),
    /// It was opened later.
    #[error("the meeting was opened at {}, which is after {}", .0.strftime("%H:%M"), .1.strftime("%H:%M"))]
    BeforeOpening(Time, Time),
}

use CloseRefused::{BeforeOpening, VoteOpen};

impl Act for Close {
    const NAME: &'static str = "meetings.close";
    const SUMMARY: &'static str = "Close a meeting.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CloseRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        if let Some(motion) = record
            .decisions
            .of_meeting(&self.meeting)
            .find(|decision| decision.being_voted())
        {
            return Err(VoteOpen(motion.id.clone()));
        }
        let opened = meeting.opened.unwrap_or(meeting.starts);
        let at = self
            .at
            .unwrap_or_else(|| meeting.now(record, minute).max(opened));
        if at < opened {
            return Err(BeforeOpening(opened, at));
        }
        let closed = Entry::MeetingClosed {
            meeting: self.meeting.clone(),
            at,
        };
        // What was on the agenda to be ratified and was not, for want of a quorum or of time, comes
        // before the next meeting by itself.
        let waiting: Vec<&DecisionId> = meeting
            .items
            .iter()
            .filter_map(|item| match &item.origin {
                Origin::Ratification { decision } => record.decisions.get(decision),
                _ => None,
            })
            .filter(|decision| decision.awaits_ratification())
            .map(|decision| &decision.id)
            .collect();
        let again = record.meetings.still_to_ratify(meeting, &waiting);
        let entries = std::iter::once(closed).chain(again);
        let mut entries: Vec<_> = entries.map(crate::Entry::Meetings).collect();
        // So does every exception that stands before the body and is open.
        let mut after = record.clone();
        for (line, entry) in (record.last + 1..).zip(&entries) {
            after.apply(line, minute, entry);
        }
        entries.extend(exceptions::still_open(&after, minute, meeting));
        Ok(entries)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for CloseRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            VoteOpen(_) => Advice::new("meetings/vote-open", "meeting", "Close the vote first."),
            BeforeOpening(..) => Advice::new(
                "meetings/before-opening",
                "at",
                "Give a time after it was opened.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let close = |at: Option<&str>| Close {
            meeting: id(BOARD),
            at: at.map(time),
        };
        let open = || Book::board_under_way(&["chair", "leader", "health"]);
        let motion = format!("{BOARD}-2");
        let moved = || open().moves(BOARD, "board.leader");
        let put = || open().put(BOARD, "board.leader", "board.health");
        rules([
            (
                Book::three_rivers(),
                close(None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                close(None),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), close(None), Ok(())),
            (open(), close(Some("10:30")), Ok(())),
            (
                open(),
                close(Some("10:29")),
                Err(BeforeOpening(time("10:30"), time("10:29"))),
            ),
            // A motion that was never put lapses with the meeting.
            (moved(), close(None), Ok(())),
            (put(), close(None), Err(VoteOpen(id(&motion)))),
            (put().counts(&motion, None), close(None), Ok(())),
            (
                open().closes(BOARD),
                close(None),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }
}
