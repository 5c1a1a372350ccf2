//! Circulating the draft minutes: members can read them and say what is wrong before they are approved.
//!
//! A draft that was changed since is a new draft, and can be circulated again.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::MeetingId,
};

/// Circulates the draft minutes of a meeting to the members of the body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CirculateMinutes {
    /// The meeting whose minutes they are.
    pub meeting: MeetingId,
}

/// Why minutes are not circulated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CirculateMinutesRefused {
    /// The meeting is not there, or not over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// There is no draft.
    #[error("the minutes of {0} have not been drafted")]
    NotDrafted(MeetingId),
    /// They are approved.
    #[error("the minutes of {0} are approved")]
    Approved(MeetingId),
    /// This very draft is.
    #[error("the newest draft of the minutes of {0} is circulated already")]
    AlreadyCirculated(MeetingId),
}

use CirculateMinutesRefused::{AlreadyCirculated, Approved, NotDrafted};

impl Act for CirculateMinutes {
    const NAME: &'static str = "meetings.circulate-minutes";
    const SUMMARY: &'static str = "Circulate the draft minutes of a meeting to its members.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CirculateMinutesRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_closed(&self.meeting)?;
        let id = || self.meeting.clone();
        if meeting.minutes().is_none() {
            return Err(NotDrafted(id()));
        }
        if meeting.approval.is_some() {
            return Err(Approved(id()));
        }
        if meeting.circulated().is_some() {
            return Err(AlreadyCirculated(id()));
        }
        Ok(vec![crate::Entry::Meetings(Entry::MinutesCirculated {
            meeting: id(),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for CirculateMinutesRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotDrafted(_) => Advice::new(
                "meetings/minutes-not-drafted",
                "meeting",
                "Draft them first.",
            ),
            Approved(_) => Advice::new(
                "meetings/minutes-already-approved",
                "meeting",
                "There is nothing to do; publish them if that has not been done.",
            ),
            AlreadyCirculated(_) => Advice::new(
                "meetings/minutes-circulated",
                "meeting",
                "There is nothing to do until the draft is changed.",
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
        let circulate = || CirculateMinutes { meeting: id(BOARD) };
        let closed = || Book::board_under_way(&["chair"]).closes(BOARD);
        let drafted = || closed().drafts(BOARD);
        rules([
            (
                Book::three_rivers(),
                circulate(),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            // A meeting that never took place has no minutes, however long ago it should have been.
            (
                Book::called("board").at("2007-06-01T09:00"),
                circulate(),
                Err(Unready::NotClosed(id(BOARD)).into()),
            ),
            (closed(), circulate(), Err(NotDrafted(id(BOARD)))),
            (drafted(), circulate(), Ok(())),
            (
                drafted().after(circulate()),
                circulate(),
                Err(AlreadyCirculated(id(BOARD))),
            ),
            (
                drafted().after(circulate()).drafts(BOARD),
                circulate(),
                Ok(()),
            ),
            (
                drafted().approves(BOARD),
                circulate(),
                Err(Approved(id(BOARD))),
            ),
        ]);
    }
}
