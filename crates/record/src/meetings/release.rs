//! Releasing what was withheld: a review finds that everyone may have it now.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    ClassKind, Entry, PaperHash, Unready,
    classify_paper::{NoPaper, find_paper},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
    prose::{Prose, Words},
};

/// Releases to everyone what was withheld.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The paper under it; when left out, what was said under the item itself.
    pub paper: Option<PaperHash>,
    /// Why it need not be withheld any more.
    pub why: Words,
}

/// Why nothing is released.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefused {
    /// The paper is not there.
    #[error(transparent)]
    NoPaper(#[from] NoPaper),
    /// It is not withheld.
    #[error("nothing is withheld that could be released: it is {}", .0.word())]
    NotWithheld(ClassKind),
}

impl Act for Release {
    const NAME: &'static str = "meetings.release";
    const SUMMARY: &'static str = "Release to everyone a paper or an item that was withheld.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ReleaseRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let class = match &self.paper {
            Some(paper) => &find_paper(record, &self.meeting, self.item, paper)?.1.class,
            None => {
                let meeting = record.meetings.find(&self.meeting).map_err(NoPaper::from)?;
                &meeting.find_item(self.item).map_err(NoPaper::from)?.class
            }
        };
        if matches!(class.kind(), ClassKind::Public | ClassKind::Draft) {
            return Err(ReleaseRefused::NotWithheld(class.kind()));
        }
        Ok(vec![crate::Entry::Meetings(Entry::Released {
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

impl From<Unready> for ReleaseRefused {
    fn from(unready: Unready) -> Self {
        Self::NoPaper(unready.into())
    }
}

impl Refusal for ReleaseRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NoPaper(refused) => refused.advice(),
            Self::NotWithheld(_) => Advice::new(
                "meetings/not-withheld",
                "item",
                "Choose a paper or an item that is withheld.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        meetings::{Class, ClassAsked, ClassifyItem, TablePaper},
        testkit::*,
    };

    fn release(paper: Option<&str>) -> Release {
        Release {
            meeting: id(BOARD),
            item: ItemNo(2),
            paper: paper.map(hash),
            why: Words::new("The contract is signed.").unwrap(),
        }
    }

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/items/{item}/papers/{hash}/release
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let tabled = |class: ClassAsked| {
            Book::called("board").after(TablePaper {
                class,
                ..table_paper(BOARD, 2, "a")
            })
        };
        let private = || {
            Book::called("board").after(ClassifyItem {
                meeting: id(BOARD),
                item: ItemNo(2),
                class: exempt(),
                real_title: None,
            })
        };
        let not = |kind| Err(ReleaseRefused::NotWithheld(kind));
        let plain = ClassAsked::plain;
        rules([
            (tabled(exempt()), release(Some("a")), Ok(())),
            (tabled(confidential()), release(Some("a")), Ok(())),
            (
                tabled(plain(ClassKind::Members)),
                release(Some("a")),
                Ok(()),
            ),
            (
                tabled(ClassAsked::public()),
                release(Some("a")),
                not(ClassKind::Public),
            ),
            (
                tabled(plain(ClassKind::Draft)),
                release(Some("a")),
                not(ClassKind::Draft),
            ),
            (
                tabled(exempt()),
                release(Some("b")),
                Err(NoPaper::NotTabled(ItemNo(2)).into()),
            ),
            (private(), release(None), Ok(())),
            (tabled(exempt()), release(None), not(ClassKind::Public)),
            (
                Book::three_rivers(),
                release(None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
        ]);
        let book = tabled(exempt()).after(release(Some("a")));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let paper = meeting.item(ItemNo(2)).unwrap().paper(&hash("a")).unwrap();
        assert_eq!(paper.class, Class::Public);
        assert!(paper.released.is_some());
    }
}
