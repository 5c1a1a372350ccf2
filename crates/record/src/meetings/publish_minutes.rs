//! Publishing the minutes: from then on everyone can read them (G07, appendix 1; S08, para 2.3).
//!
//! Published minutes cannot be called back, so the page asks once more before it does this.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::MeetingId,
};

/// Publishes the approved minutes of a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishMinutes {
    /// The meeting.
    pub meeting: MeetingId,
}

/// Why minutes are not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishMinutesRefused {
    /// The meeting is not there, or not over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// They are not approved.
    #[error("the minutes of {0} have not been approved")]
    NotApproved(MeetingId),
    /// They are published.
    #[error("the minutes of {0} are published already")]
    AlreadyPublished(MeetingId),
}

use PublishMinutesRefused::{AlreadyPublished, NotApproved};

impl Act for PublishMinutes {
    const NAME: &'static str = "meetings.publish-minutes";
    const SUMMARY: &'static str = "Publish the approved minutes of a meeting.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = PublishMinutesRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_closed(&self.meeting)?;
        if meeting.published.is_some() {
            return Err(AlreadyPublished(self.meeting.clone()));
        }
        if meeting.approval.is_none() {
            return Err(NotApproved(self.meeting.clone()));
        }
        Ok(vec![crate::Entry::Meetings(Entry::MinutesPublished {
            meeting: self.meeting.clone(),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for PublishMinutesRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotApproved(_) => Advice::new(
                "meetings/minutes-not-approved",
                "meeting",
                "Approve them first.",
            ),
            AlreadyPublished(_) => Advice::new(
                "meetings/minutes-already-published",
                "meeting",
                "There is nothing to do.",
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
        let publish = || PublishMinutes { meeting: id(BOARD) };
        let closed = || Book::board_under_way(&["chair"]).closes(BOARD);
        let approved = || closed().drafts(BOARD).approves(BOARD);
        rules([
            (
                Book::three_rivers(),
                publish(),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                publish(),
                Err(Unready::NotClosed(id(BOARD)).into()),
            ),
            (closed(), publish(), Err(NotApproved(id(BOARD)))),
            (
                closed().drafts(BOARD),
                publish(),
                Err(NotApproved(id(BOARD))),
            ),
            (approved(), publish(), Ok(())),
            (
                approved().publishes(BOARD),
                publish(),
                Err(AlreadyPublished(id(BOARD))),
            ),
        ]);
    }
}
