//! Giving a paper another class: a draft is finished, a review finds that it stays exempt.
//!
//! What is released to everyone is an act of its own, and so is withdrawing what everyone could read.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Class, ClassAsked, ClassKind, ClassRefused, Entry, Item, Notice, PaperHash, Stage, Tabled,
    Unready,
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, PersonId},
    prose::{Prose, Words},
    say_day,
};

/// Gives a paper another class.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassifyPaper {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The paper.
    pub paper: PaperHash,
    /// Its new class.
    pub class: ClassAsked,
    /// Of a draft: why it comes late, once the agenda is issued and too few clear days are left.
    pub late_reason: Option<Words>,
}

/// The paper is not there to be dealt with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPaper {
    /// The meeting or item is not there.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It is not there.
    #[error("no such paper stands under item {0}")]
    NotTabled(ItemNo),
    /// It is gone.
    #[error("the paper was withdrawn from item {0}")]
    Withdrawn(ItemNo),
}

/// Why a paper keeps its class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClassifyPaperRefused {
    /// The paper is not there.
    #[error(transparent)]
    NoPaper(#[from] NoPaper),
    /// It cannot have that class.
    #[error(transparent)]
    Class(#[from] ClassRefused),
    /// It has that class.
    #[error("the paper is {} already", .0.word())]
    Already(ClassKind),
    /// Withheld papers are released.
    #[error("the paper is withheld, and is released to everyone with a reason")]
    Release,
    /// People have it.
    #[error("the paper was given to people, and can no longer be a draft")]
    NoDraft,
    /// Too few clear days are left.
    #[error("the agenda has been issued, and papers were due by {day}", day = say_day(*.due))]
    Late {
        /// The last day for it.
        due: Date,
        /// The clause that says so.
        clause: Option<String>,
    },
}

use ClassifyPaperRefused::{Already, Late, NoDraft};

impl Act for ClassifyPaper {
    const NAME: &'static str = "meetings.classify-paper";
    const SUMMARY: &'static str = "Give a paper another class: who may read it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ClassifyPaperRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let (_, paper) = find_paper(record, &self.meeting, self.item, &self.paper)?;
        let meeting = record.meetings.find(&self.meeting).map_err(NoPaper::from)?;
        let class = self.class.decide(record, minute, meeting.date)?;
        let was = paper.class.kind();
        let same = was == class.kind() && was != ClassKind::Exempt;
        if same && paper.class.reason().is_none() {
            return Err(Already(was));
        }
        match (&paper.class, class.kind()) {
            (Class::Draft, _) => {}
            (_, ClassKind::Draft) => return Err(NoDraft),
            (Class::Exempt { .. } | Class::Confidential { .. }, ClassKind::Public) => {
                return Err(ClassifyPaperRefused::Release);
            }
            _ => {}
        }
        let notice = Notice::of_meeting(record, meeting);
        let today = minute.date_in(&record.structure.zone());
        let to_come = meeting.issued.is_some() && meeting.stage == Stage::Called;
        let finished = paper.class == Class::Draft && class != Class::Draft;
        let late = finished && to_come && notice.is_paper_late(today);
        if late && self.late_reason.is_none() {
            return Err(Late {
                due: notice.papers.by,
                clause: notice.clause,
            });
        }
        let reason = self.late_reason.as_ref().filter(|_| late);
        Ok(vec![crate::Entry::Meetings(Entry::PaperClassified {
            meeting: self.meeting.clone(),
            item: self.item,
            paper: self.paper.clone(),
            class,
            late: reason.map(Prose::from),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn people(&self) -> Vec<PersonId> {
        self.class.officer.into_iter().collect()
    }
}

/// A paper that was not withdrawn, with its item.
pub(super) fn find_paper<'a>(
    record: &'a Record,
    meeting: &MeetingId,
    item: ItemNo,
    paper: &PaperHash,
) -> Result<(&'a Item, &'a Tabled), NoPaper> {
    let meeting = record.meetings.find(meeting)?;
    let item = meeting.find_item(item)?;
    let paper = item.paper(paper).ok_or(NoPaper::NotTabled(item.no))?;
    if paper.withdrawn.is_some() {
        return Err(NoPaper::Withdrawn(item.no));
    }
    Ok((item, paper))
}

impl Refusal for NoPaper {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::NotTabled(_) => Advice::new(
                "meetings/paper-not-tabled",
                "paper",
                "Choose a paper that is tabled under the item.",
            ),
            Self::Withdrawn(_) => Advice::new(
                "meetings/paper-withdrawn",
                "paper",
                "Table it again, with the class that it ought to have.",
            ),
        }
    }
}

impl Refusal for ClassifyPaperRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NoPaper(refused) => refused.advice(),
            Self::Class(refused) => refused.advice(),
            Already(_) => Advice::new("meetings/same-class", "class.is", "There is nothing to do."),
            Self::Release => Advice::new(
                "meetings/release-it",
                "class.is",
                "Release the paper, and say why it need not be withheld any more.",
            ),
            NoDraft => Advice::new(
                "meetings/no-draft",
                "class.is",
                "Choose another class, or withdraw the paper.",
            ),
            Late { clause, .. } => Advice::new(
                "meetings/too-late",
                "late_reason",
                "Say why it cannot wait, or take it to the next meeting.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{meetings::TablePaper, testkit::*};

    fn classify(class: ClassAsked) -> ClassifyPaper {
        ClassifyPaper {
            meeting: id(BOARD),
            item: ItemNo(2),
            paper: hash("a"),
            class,
            late_reason: None,
        }
    }

    fn tabled(class: ClassAsked) -> Book {
        Book::called("board").after(TablePaper {
            class,
            ..table_paper(BOARD, 2, "a")
        })
    }

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/items/{item}/papers/{hash}/class
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let plain = ClassAsked::plain;
        let draft = || tabled(plain(ClassKind::Draft));
        let public = || tabled(ClassAsked::public());
        let no_paper = |refused: NoPaper| Err(ClassifyPaperRefused::from(refused));
        rules([
            (draft(), classify(ClassAsked::public()), Ok(())),
            (draft(), classify(exempt()), Ok(())),
            (
                draft(),
                classify(plain(ClassKind::Draft)),
                Err(Already(ClassKind::Draft)),
            ),
            (
                public(),
                classify(ClassAsked::public()),
                Err(Already(ClassKind::Public)),
            ),
            (public(), classify(plain(ClassKind::Draft)), Err(NoDraft)),
            (public(), classify(exempt()), Ok(())),
            (public(), classify(plain(ClassKind::Members)), Ok(())),
            // A review may find that it stays exempt, until another day.
            (tabled(exempt()), classify(exempt()), Ok(())),
            (tabled(exempt()), classify(confidential()), Ok(())),
            (
                tabled(exempt()),
                classify(ClassAsked::public()),
                Err(ClassifyPaperRefused::Release),
            ),
            (
                tabled(plain(ClassKind::Members)),
                classify(ClassAsked::public()),
                Ok(()),
            ),
            (
                public(),
                classify(plain(ClassKind::Exempt)),
                Err(ClassRefused::NoReason.into()),
            ),
            (
                Book::called("board"),
                classify(exempt()),
                no_paper(NoPaper::NotTabled(ItemNo(2))),
            ),
            (
                public().after(withdraw_paper(BOARD, 2, "a")),
                classify(exempt()),
                no_paper(NoPaper::Withdrawn(ItemNo(2))),
            ),
            (
                Book::three_rivers(),
                classify(exempt()),
                no_paper(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn a_draft_is_part_of_the_pack_from_the_day_on_which_it_is_finished() {
        let book = tabled(ClassAsked::plain(ClassKind::Draft))
            .issues(BOARD)
            .at("2007-04-12T09:00");
        let late = Late {
            due: date("2007-04-10"),
            clause: None,
        };
        let because = ClassifyPaper {
            late_reason: Words::new("The miller was ill.").ok(),
            ..classify(ClassAsked::public())
        };
        rules([
            (book.clone(), classify(ClassAsked::public()), Err(late)),
            (book.clone(), because.clone(), Ok(())),
        ]);
        assert!(
            book.record
                .meetings
                .get(&id(BOARD))
                .unwrap()
                .supplements
                .is_empty()
        );
        let book = book.after(because);
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(meeting.supplements[0].added[0].paper, Some(hash("a")));
    }
}
