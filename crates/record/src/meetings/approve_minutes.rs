//! Approving the minutes of a meeting, usually at the body's next one (G07, appendix 1).

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Draft, Entry, ItemMinuted, ItemMinutes, Meeting, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
    prose::Prose,
    say_day,
};

/// Approves the minutes of a meeting as a true record.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveMinutes {
    /// The meeting whose minutes they are.
    pub meeting: MeetingId,
    /// On which day; today when left out.
    pub on: Option<Date>,
    /// The meeting of the same body that approved them, where the book has it.
    pub at: Option<MeetingId>,
    /// What everyone may read of each private item that is minuted, in place of the minutes.
    #[serde(default)]
    pub summaries: Vec<ItemMinuted>,
}

/// Why minutes are not approved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApproveMinutesRefused {
    /// The meeting is not there, or not over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// There is no draft.
    #[error("the minutes of {0} have not been drafted")]
    NotDrafted(MeetingId),
    /// They are approved.
    #[error("the minutes of {0} were approved on {day} already", day = say_day(*.1))]
    AlreadyApproved(MeetingId, Date),
    /// A private item without a summary.
    #[error("item {0} is private, and has no summary that everyone may read")]
    NoSummary(ItemNo),
    /// A summary of what needs none.
    #[error("nothing private is minuted under item {0}, so that it needs no summary")]
    NothingPrivate(ItemNo),
    /// An item stands there twice.
    #[error("item {0} has two summaries")]
    TwoSummaries(ItemNo),
    /// The meeting that approves is another body's, or was not held.
    #[error("{0} is not a meeting of the same body that was held after {1}")]
    NotALaterMeeting(MeetingId, MeetingId),
    /// Before the meeting itself.
    #[error("they cannot be approved on {}, before the meeting on {}", say_day(*.0), say_day(*.1))]
    BeforeTheMeeting(Date, Date),
}

use ApproveMinutesRefused::{
    AlreadyApproved, BeforeTheMeeting, NoSummary, NotALaterMeeting, NotDrafted, NothingPrivate,
    TwoSummaries,
};

impl Act for ApproveMinutes {
    const NAME: &'static str = "meetings.approve-minutes";
    const SUMMARY: &'static str = "Approve the minutes of a meeting as a true record.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ApproveMinutesRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_closed(&self.meeting)?;
        let id = || self.meeting.clone();
        if let Some(approval) = &meeting.approval {
            return Err(AlreadyApproved(id(), approval.on));
        }
        let draft = meeting.minutes().ok_or_else(|| NotDrafted(id()))?;
        let summaries = self.summaries(meeting, draft)?;
        let mut on = self
            .on
            .unwrap_or_else(|| minute.date_in(&record.structure.zone()));
        if let Some(at) = &self.at {
            let not_later = || NotALaterMeeting(at.clone(), id());
            let later = record.meetings.get(at).ok_or_else(not_later)?;
            if !later.was_held_after(meeting) {
                return Err(not_later());
            }
            on = self.on.unwrap_or(later.date);
        }
        if on < meeting.date {
            return Err(BeforeTheMeeting(on, meeting.date));
        }
        Ok(vec![crate::Entry::Meetings(Entry::MinutesApproved {
            meeting: id(),
            on,
            at: self.at.clone(),
            summaries,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl ApproveMinutes {
    /// A summary of each private item that is minuted, and of nothing else.
    fn summaries(
        &self,
        meeting: &Meeting,
        draft: &Draft,
    ) -> Result<Vec<ItemMinutes>, ApproveMinutesRefused> {
        let minuted = draft.items.iter().map(|said| said.item);
        let private: BTreeSet<ItemNo> = minuted.filter(|no| meeting.is_private(*no)).collect();
        let mut summed = BTreeSet::new();
        for summary in &self.summaries {
            if !private.contains(&summary.item) {
                return Err(NothingPrivate(summary.item));
            }
            if !summed.insert(summary.item) {
                return Err(TwoSummaries(summary.item));
            }
        }
        if let Some(missing) = private.difference(&summed).next() {
            return Err(NoSummary(*missing));
        }
        let summaries = self.summaries.iter().map(|summary| ItemMinutes {
            item: summary.item,
            text: Prose::from(&summary.text),
        });
        Ok(summaries.collect())
    }
}

impl Refusal for ApproveMinutesRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotDrafted(_) => Advice::new(
                "meetings/minutes-not-drafted",
                "meeting",
                "Draft them first.",
            ),
            AlreadyApproved(..) => Advice::new(
                "meetings/minutes-already-approved",
                "meeting",
                "There is nothing to do; publish them if that has not been done.",
            ),
            NoSummary(_) => Advice::new(
                "meetings/no-summary",
                "summaries",
                "Write what everyone may know of it: what was decided, without what is withheld.",
            ),
            NothingPrivate(_) => Advice::new(
                "meetings/nothing-private",
                "summaries",
                "Leave its summary out.",
            ),
            TwoSummaries(_) => {
                Advice::new("meetings/two-summaries", "summaries", "Put them together.")
            }
            NotALaterMeeting(..) => Advice::new(
                "meetings/not-a-later-meeting",
                "at",
                "Name a later meeting of the same body that has been opened, or leave it out.",
            ),
            BeforeTheMeeting(..) => Advice::new(
                "meetings/before-the-meeting",
                "on",
                "Choose the day of the meeting or a later one.",
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
        let approve = |on: Option<&str>, at: Option<&str>| ApproveMinutes {
            meeting: id(BOARD),
            on: on.map(date),
            at: at.map(id),
            summaries: Vec::new(),
        };
        let closed = || Book::board_under_way(&["chair"]).closes(BOARD);
        let drafted = || closed().drafts(BOARD);
        let next = "board-2007-07-18";
        let next_called = || drafted().calls_on("board", "2007-07-18");
        let next_open = || {
            let book = next_called().arrives(next, "board.leader");
            book.at("2007-07-18T10:30").opens(next, "board.leader")
        };
        let other = || {
            let book = Book::three_rivers().calls("forum").calls("board");
            let book = book
                .arrives(BOARD, "board.chair")
                .opens(BOARD, "board.chair");
            let book = book.closes(BOARD).drafts(BOARD);
            book.arrives(FORUM, "forum.citizen-1")
                .opens(FORUM, "forum.citizen-1")
        };
        let not_later = |at: &str| Err(NotALaterMeeting(id(at), id(BOARD)));
        let day = date("2007-04-18");
        rules([
            (
                Book::three_rivers(),
                approve(None, None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::board_under_way(&["chair"]),
                approve(None, None),
                Err(Unready::NotClosed(id(BOARD)).into()),
            ),
            (closed(), approve(None, None), Err(NotDrafted(id(BOARD)))),
            (drafted(), approve(None, None), Ok(())),
            (
                drafted(),
                approve(Some("2007-04-17"), None),
                Err(BeforeTheMeeting(date("2007-04-17"), day)),
            ),
            (
                drafted().approves(BOARD),
                approve(None, None),
                Err(AlreadyApproved(id(BOARD), day)),
            ),
            (drafted(), approve(None, Some(next)), not_later(next)),
            (drafted(), approve(None, Some(BOARD)), not_later(BOARD)),
            (next_called(), approve(None, Some(next)), not_later(next)),
            (next_open(), approve(None, Some(next)), Ok(())),
            (other(), approve(None, Some(FORUM)), not_later(FORUM)),
        ]);
        let book = next_open().after(approve(None, Some(next)));
        let approval = book
            .record
            .meetings
            .get(&id(BOARD))
            .unwrap()
            .approval
            .clone();
        assert_eq!(approval.unwrap().on, date("2007-07-18"));
    }

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/minutes/approve
    #[test]
    fn what_is_private_needs_a_summary_for_everyone() {
        use crate::{meetings::DraftMinutes, prose::Words};
        let said = |item: u16, text: &str| ItemMinuted {
            item: ItemNo(item),
            text: Words::new(text).unwrap(),
        };
        let approve = |items: &[u16]| ApproveMinutes {
            meeting: id(BOARD),
            on: None,
            at: None,
            summaries: items
                .iter()
                .map(|no| said(*no, "A bid was chosen."))
                .collect(),
        };
        let drafted = Book::board_under_way(&["chair"])
            .after(crate::meetings::ClassifyItem {
                meeting: id(BOARD),
                item: ItemNo(2),
                class: exempt(),
                real_title: None,
            })
            .after(exclude_public(BOARD, 2))
            .closes(BOARD)
            .after(DraftMinutes {
                meeting: id(BOARD),
                items: vec![said(1, "All were welcome."), said(2, "The miller's bid.")],
            });
        rules([
            (drafted.clone(), approve(&[]), Err(NoSummary(ItemNo(2)))),
            (
                drafted.clone(),
                approve(&[1]),
                Err(NothingPrivate(ItemNo(1))),
            ),
            (
                drafted.clone(),
                approve(&[2, 2]),
                Err(TwoSummaries(ItemNo(2))),
            ),
            (drafted, approve(&[2]), Ok(())),
        ]);
    }
}
