//! Refusals that many acts on a meeting share: it is not there, or not at the right point.

use super::{Item, Meeting, Meetings, Stage};
use crate::{
    act::{Advice, Refusal},
    id::{ItemNo, MeetingId},
};

/// The meeting, or its item, is not there or not at the right point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unready {
    /// No such meeting.
    #[error("there is no meeting {0}")]
    NoSuchMeeting(MeetingId),
    /// No such item.
    #[error("the agenda of {0} has no item {1}")]
    NoSuchItem(MeetingId, ItemNo),
    /// It has not been opened.
    #[error("the meeting {0} has not been opened")]
    NotOpened(MeetingId),
    /// It has been closed.
    #[error("the meeting {0} has been closed")]
    Closed(MeetingId),
    /// It has not been closed.
    #[error("the meeting {0} has not been closed yet")]
    NotClosed(MeetingId),
    /// It was cancelled.
    #[error("the meeting {0} was cancelled")]
    Cancelled(MeetingId),
    /// The item was put on a later meeting.
    #[error("item {1} of {0} was put on a later meeting")]
    Deferred(MeetingId, ItemNo),
}

/// The agenda of a meeting cannot be changed any more, but only added to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Settled {
    /// It went out.
    #[error("the agenda of {0} has been issued")]
    Issued(MeetingId),
    /// The meeting is under way.
    #[error("the meeting {0} is under way")]
    Begun(MeetingId),
}

impl Refusal for Settled {
    fn advice(&self) -> Advice {
        match self {
            Self::Issued(_) => Advice::new(
                "meetings/agenda-issued",
                "meeting",
                "Add an item, or put one on a later meeting.",
            ),
            Self::Begun(_) => Advice::new(
                "meetings/begun",
                "meeting",
                "Take the items in whatever order the chair wishes; their numbers stay.",
            ),
        }
    }
}

impl Refusal for Unready {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchMeeting(_) => Advice::new(
                "meetings/no-such-meeting",
                "meeting",
                "Choose a meeting that has been called.",
            ),
            Self::NoSuchItem(..) => Advice::new(
                "meetings/no-such-item",
                "item",
                "Choose an item of its agenda.",
            ),
            Self::NotOpened(_) => Advice::new(
                "meetings/not-opened",
                "meeting",
                "Open the meeting first: record who takes the chair.",
            ),
            Self::Closed(_) => Advice::new(
                "meetings/closed",
                "meeting",
                "Nothing more can be recorded at it; take the matter to the next meeting.",
            ),
            Self::NotClosed(_) => {
                Advice::new("meetings/not-closed", "meeting", "Close the meeting first.")
            }
            Self::Cancelled(_) => Advice::new(
                "meetings/cancelled",
                "meeting",
                "Call another meeting, or choose one that takes place.",
            ),
            Self::Deferred(..) => Advice::new(
                "meetings/item-deferred",
                "item",
                "Choose another item; add one if this has to be taken after all.",
            ),
        }
    }
}

impl Meetings {
    /// The meeting, whatever its point.
    pub(crate) fn find(&self, id: &MeetingId) -> Result<&Meeting, Unready> {
        self.get(id)
            .ok_or_else(|| Unready::NoSuchMeeting(id.clone()))
    }

    /// The meeting, unless it is over.
    pub(crate) fn find_not_closed(&self, id: &MeetingId) -> Result<&Meeting, Unready> {
        let meeting = self.find(id)?;
        match meeting.stage {
            Stage::Closed => Err(Unready::Closed(id.clone())),
            Stage::Cancelled => Err(Unready::Cancelled(id.clone())),
            Stage::Called | Stage::Open => Ok(meeting),
        }
    }

    /// The meeting, while it is under way.
    pub(crate) fn find_open(&self, id: &MeetingId) -> Result<&Meeting, Unready> {
        let meeting = self.find_not_closed(id)?;
        match meeting.stage {
            Stage::Called => Err(Unready::NotOpened(id.clone())),
            Stage::Open | Stage::Closed | Stage::Cancelled => Ok(meeting),
        }
    }

    /// The meeting, once it is over.
    pub(crate) fn find_closed(&self, id: &MeetingId) -> Result<&Meeting, Unready> {
        let meeting = self.find(id)?;
        match meeting.stage {
            Stage::Closed => Ok(meeting),
            Stage::Cancelled => Err(Unready::Cancelled(id.clone())),
            Stage::Called | Stage::Open => Err(Unready::NotClosed(id.clone())),
        }
    }
}

impl Meeting {
    /// The item of that number, or the refusal that says there is none.
    pub(crate) fn find_item(&self, no: ItemNo) -> Result<&Item, Unready> {
        self.item(no)
            .ok_or_else(|| Unready::NoSuchItem(self.id.clone(), no))
    }

    /// The item of that number, where it is still to be taken at this meeting.
    pub(crate) fn find_item_to_take(&self, no: ItemNo) -> Result<&Item, Unready> {
        let item = self.find_item(no)?;
        if self.deferred.contains_key(&no) {
            return Err(Unready::Deferred(self.id.clone(), no));
        }
        Ok(item)
    }

    /// That the agenda may still be put in another shape.
    pub(crate) fn not_settled(&self) -> Result<(), Settled> {
        match (self.stage, &self.issued) {
            (Stage::Called, None) => Ok(()),
            (Stage::Called, Some(_)) => Err(Settled::Issued(self.id.clone())),
            _ => Err(Settled::Begun(self.id.clone())),
        }
    }
}
