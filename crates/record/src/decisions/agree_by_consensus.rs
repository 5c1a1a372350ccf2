//! Agreeing by consensus: the usual way in which a body decides (G07, para 13 and 19).
//!
//! Nobody is counted. An inquorate meeting may agree; it is then for ratification.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, ItemNo, MeetingId},
    meetings::Unready,
    prose::{Prose, Words},
};

/// Records that those present agree.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreeByConsensus {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// What is agreed.
    pub text: Words,
}

/// Why an agreement is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgreeByConsensusRefused {
    /// The meeting or item is not there, or not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// A motion under the item is undecided.
    #[error("the motion {0} under this item has not been decided")]
    MotionPending(DecisionId),
}

impl Act for AgreeByConsensus {
    const NAME: &'static str = "decisions.agree-by-consensus";
    const SUMMARY: &'static str = "Record that those present agree on an item.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AgreeByConsensusRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        meeting.find_item_to_take(self.item)?;
        let mut under = record
            .decisions
            .of_meeting(&self.meeting)
            .filter(|other| other.item == self.item);
        if let Some(motion) = under.find(|other| other.being_voted()) {
            return Err(AgreeByConsensusRefused::MotionPending(motion.id.clone()));
        }
        let decision = record.decisions.next_id(&self.meeting, self.item);
        let quorum = meeting.quorum(record);
        let to_ratify = (!quorum.quorate()).then(|| record.meetings.to_ratify(meeting, &decision));
        let agreed = Entry::AgreedByConsensus {
            decision,
            meeting: self.meeting.clone(),
            item: self.item,
            text: Prose::from(&self.text),
            quorum,
        };
        let item = to_ratify.map(crate::Entry::Meetings);
        Ok(std::iter::once(crate::Entry::Decisions(agreed))
            .chain(item)
            .collect())
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for AgreeByConsensusRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::MotionPending(_) => {
                Advice::new("decisions/vote-open", "item", "Close the vote first.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let agree = |item: u16| AgreeByConsensus {
            meeting: id(BOARD),
            item: ItemNo(item),
            text: Words::new("To thank the wardens.").unwrap(),
        };
        let open = || Book::board_under_way(&["chair", "leader", "health"]);
        let motion = format!("{BOARD}-2");
        let put = || open().put(BOARD, "board.leader", "board.health");
        let pending = AgreeByConsensusRefused::MotionPending(id(&motion));
        rules([
            (
                Book::three_rivers(),
                agree(2),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                agree(2),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), agree(2), Ok(())),
            (
                open(),
                agree(9),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (put(), agree(2), Err(pending)),
            (put(), agree(3), Ok(())),
            (put().counts(&motion, None), agree(2), Ok(())),
            (
                open().closes(BOARD),
                agree(2),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn too_few_may_agree_and_then_it_waits_for_ratification() {
        // Seven members' seats are filled, so four are needed.
        let table = [
            (vec!["chair", "leader", "health"], true),
            (
                vec!["chair", "leader", "health", "observer", "adviser"],
                true,
            ),
            (vec!["chair", "leader", "health", "voluntary"], false),
        ];
        for (there, waits) in table {
            let book = Book::board_under_way(&there).agrees(BOARD, "To thank the wardens.");
            let decision = book
                .record
                .decisions
                .get(&id("board-2007-04-18-2"))
                .unwrap();
            assert_eq!(decision.for_ratification(), waits, "{there:?}");
        }
    }
}
