//! Withdrawing a paper that ought not to have been given to those who could read it.
//!
//! From then on nobody reads it but the secretariat, which is told who did. The book keeps that it was
//! tabled and withdrawn.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, PaperHash,
    classify_paper::{NoPaper, find_paper},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
    prose::{Prose, Words},
};

/// Withdraws a paper.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawPaper {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The paper.
    pub paper: PaperHash,
    /// Why. It is shown to everyone in place of the paper.
    pub why: Words,
}

/// Why a paper is not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawPaperRefused {
    /// The paper is not there.
    #[error(transparent)]
    NoPaper(#[from] NoPaper),
}

impl Act for WithdrawPaper {
    const NAME: &'static str = "meetings.withdraw-paper";
    const SUMMARY: &'static str = "Withdraw a paper that was published by mistake.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = WithdrawPaperRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        find_paper(record, &self.meeting, self.item, &self.paper)?;
        Ok(vec![crate::Entry::Meetings(Entry::PaperWithdrawn {
            meeting: self.meeting.clone(),
            item: self.item,
            paper: self.paper.clone(),
            why: Prose::from(&self.why),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for WithdrawPaperRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NoPaper(refused) => refused.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{meetings::Unready, testkit::*};

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/items/{item}/papers/{hash}/withdraw
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let tabled = || Book::called("board").after(table_paper(BOARD, 2, "a"));
        let no = |refused: NoPaper| Err(refused.into());
        let closed = Book::board_under_way(&["chair"])
            .after(table_paper(BOARD, 2, "a"))
            .closes(BOARD);
        rules([
            (tabled(), withdraw_paper(BOARD, 2, "a"), Ok(())),
            (closed, withdraw_paper(BOARD, 2, "a"), Ok(())),
            (
                tabled(),
                withdraw_paper(BOARD, 2, "b"),
                no(NoPaper::NotTabled(ItemNo(2))),
            ),
            (
                tabled(),
                withdraw_paper(BOARD, 3, "a"),
                no(NoPaper::NotTabled(ItemNo(3))),
            ),
            (
                tabled().after(withdraw_paper(BOARD, 2, "a")),
                withdraw_paper(BOARD, 2, "a"),
                no(NoPaper::Withdrawn(ItemNo(2))),
            ),
            (
                Book::three_rivers(),
                withdraw_paper(BOARD, 2, "a"),
                no(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn a_withdrawn_paper_can_be_tabled_again() {
        let book = Book::called("board")
            .after(table_paper(BOARD, 2, "a"))
            .after(withdraw_paper(BOARD, 2, "a"))
            .after(table_paper(BOARD, 2, "a"));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let item = meeting.item(ItemNo(2)).unwrap();
        assert_eq!(item.papers.len(), 2);
        assert!(item.paper(&hash("a")).unwrap().is_current());
    }
}
