//! Changing an item of an agenda before it is issued: who presents it, how long it may take.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, ItemCalled, Origin, Unready, unready::Settled};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
};

/// Changes an item of an agenda.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeItem {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// How it shall stand, all of it.
    pub to: ItemCalled,
}

/// Why an item stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeItemRefused {
    /// The meeting or item is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The agenda is settled.
    #[error(transparent)]
    Settled(#[from] Settled),
    /// Its title is not the secretariat's.
    #[error("item {0} stands on the agenda under a title that it was given elsewhere")]
    NotOurTitle(ItemNo),
}

impl Act for ChangeItem {
    const NAME: &'static str = "meetings.change-item";
    const SUMMARY: &'static str = "Change an item of an agenda that is not issued yet.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ChangeItemRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let item = meeting.find_item(self.item)?;
        meeting.not_settled()?;
        let ours = matches!(item.origin, Origin::Called | Origin::Planned);
        if !ours && item.title != self.to.title {
            return Err(ChangeItemRefused::NotOurTitle(self.item));
        }
        Ok(vec![crate::Entry::Meetings(Entry::ItemChanged {
            meeting: self.meeting.clone(),
            item: self.item,
            title: self.to.title.clone(),
            purpose: self.to.purpose,
            presenter: self.to.presenter.clone(),
            minutes: self.to.minutes,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for ChangeItemRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Settled(settled) => settled.advice(),
            Self::NotOurTitle(_) => Advice::new(
                "meetings/not-our-title",
                "to.title",
                "Leave the title as it is; presenter, purpose and minutes may change.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{arrangements::Purpose, prose::Title, testkit::*};

    fn change(item: u16, title: &str) -> ChangeItem {
        ChangeItem {
            meeting: id(BOARD),
            item: ItemNo(item),
            to: ItemCalled {
                title: Title::new(title).unwrap(),
                purpose: Purpose::Discussion,
                presenter: Some(Title::new("The miller").unwrap()),
                minutes: Some(15),
            },
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::called("board");
        rules([
            (called(), change(2, "Flood plan for the mill"), Ok(())),
            (called(), change(1, "Apologies and interests"), Ok(())),
            (
                called(),
                change(1, "Apologies"),
                Err(ChangeItemRefused::NotOurTitle(ItemNo(1))),
            ),
            (
                called(),
                change(9, "Otters"),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (
                called().issues(BOARD),
                change(2, "Otters"),
                Err(Settled::Issued(id(BOARD)).into()),
            ),
            (
                Book::board_under_way(&["chair"]),
                change(2, "Otters"),
                Err(Settled::Begun(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn the_item_stands_as_it_was_changed() {
        let book = Book::called("board").after(change(2, "Otters"));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let item = meeting.item(ItemNo(2)).unwrap();
        let told = (item.title.as_str(), item.purpose, item.minutes);
        assert_eq!(told, ("Otters", Purpose::Discussion, Some(15)));
        assert_eq!(item.presenter.as_ref().unwrap().as_str(), "The miller");
    }
}
