//! Taking something off a forward plan that has become needless. It says why.
//!
//! What an inquorate meeting agreed cannot be dropped: the body ratifies it, or does not.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Origin};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::PlannedId,
    prose::{Prose, Words},
};

/// Takes an item off a body's forward plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropPlanned {
    /// The item of the forward plan.
    pub planned: PlannedId,
    /// Why.
    pub why: Words,
}

/// Why it stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DropPlannedRefused {
    /// No such item.
    #[error("there is nothing called {0} on a forward plan")]
    NoSuchItem(PlannedId),
    /// It is on an agenda, or was dropped.
    #[error("{0} does not wait any more")]
    NotWaiting(PlannedId),
    /// It has to be ratified or not.
    #[error("{0} waits to be ratified, and only the body can deal with that")]
    Ratification(PlannedId),
}

use DropPlannedRefused::{NoSuchItem, NotWaiting, Ratification};

impl Act for DropPlanned {
    const NAME: &'static str = "meetings.drop-planned";
    const SUMMARY: &'static str = "Take an item off a forward plan, with the reason.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = DropPlannedRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let known = record.meetings.planned_item(&self.planned);
        known.ok_or_else(|| NoSuchItem(self.planned.clone()))?;
        let waiting = record
            .meetings
            .planned()
            .find(|item| item.id == self.planned);
        let waiting = waiting.ok_or_else(|| NotWaiting(self.planned.clone()))?;
        if matches!(waiting.origin, Origin::Ratification { .. }) {
            return Err(Ratification(self.planned.clone()));
        }
        Ok(vec![crate::Entry::Meetings(Entry::PlannedDropped {
            planned: self.planned.clone(),
            why: Prose::from(&self.why),
        })])
    }
}

impl Refusal for DropPlannedRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchItem(_) => Advice::new(
                "meetings/no-such-planned-item",
                "planned",
                "Choose an item of the forward plan.",
            ),
            NotWaiting(_) => Advice::new(
                "meetings/does-not-wait",
                "planned",
                "If it is on an agenda, put it on a later meeting from there.",
            ),
            Ratification(_) => Advice::new(
                "meetings/waits-to-be-ratified",
                "planned",
                "Leave it; the next meeting that is called has it on its agenda.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn dropped(planned: &str) -> DropPlanned {
        DropPlanned {
            planned: id(planned),
            why: Words::new("The bridge is mended.").unwrap(),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let first = "board-to-come-1";
        let planned = || Book::adopted().plans("board", "Otters");
        let ratify = Book::board_under_way(&["chair"]).agrees(BOARD, "To meet by the weir.");
        rules([
            (Book::adopted(), dropped(first), Err(NoSuchItem(id(first)))),
            (planned(), dropped(first), Ok(())),
            (
                planned().after(dropped(first)),
                dropped(first),
                Err(NotWaiting(id(first))),
            ),
            (
                planned().calls("board"),
                dropped(first),
                Err(NotWaiting(id(first))),
            ),
            (ratify, dropped(first), Err(Ratification(id(first)))),
        ]);
    }

    #[test]
    fn the_next_meeting_does_not_take_it() {
        let book = Book::adopted()
            .plans("board", "Otters")
            .after(dropped("board-to-come-1"))
            .calls("board");
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert!(meeting.items.iter().all(|item| item.planned.is_none()));
        // A number is given once, whatever became of what had it.
        let book = book.plans("executive", "Weirs").plans("executive", "Locks");
        let names: Vec<String> = book
            .record
            .meetings
            .planned()
            .map(|planned| planned.id.to_string())
            .collect();
        assert_eq!(names, ["executive-to-come-1", "executive-to-come-2"]);
    }
}
