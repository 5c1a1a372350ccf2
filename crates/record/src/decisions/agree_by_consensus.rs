//! Agreeing by consensus: the usual way in which a body decides (G07, para 13 and 19).
//!
//! Nobody is counted. Where there is a proposal, members have said where they stand on it, and it is
//! not agreed while any of them objects. An inquorate meeting may agree; it is then for ratification.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Decision, Entry, OutOfScope, ScopeAsked, Unproposed,
    following::{Agreement, follow},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, ItemNo, MeetingId, SeatId},
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
    /// What is agreed. Left out when a proposal is agreed as it stands.
    pub text: Option<Words>,
    /// The proposal that is agreed, where there was one.
    pub decision: Option<DecisionId>,
    /// Under which competence it falls, at which level, to whom it is a recommendation. Left out when
    /// the proposal has said so.
    #[serde(default)]
    pub scope: ScopeAsked,
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
    /// The proposal is not there, or no longer a proposal.
    #[error(transparent)]
    Unproposed(#[from] Unproposed),
    /// The body may not decide it.
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
    /// Someone objects.
    #[error("there is no consensus while an objection stands: {}", listed(.0))]
    Objected(Vec<SeatId>, Option<String>),
    /// Nothing is said.
    #[error("it is not said what is agreed")]
    NothingAgreed,
    /// The words are not the proposal's.
    #[error("these are not the words of the proposal {0}")]
    OtherWords(DecisionId),
}

fn listed(seats: &[SeatId]) -> String {
    let names: Vec<&str> = seats.iter().map(SeatId::as_str).collect();
    names.join(", ")
}

use AgreeByConsensusRefused::{MotionPending, NothingAgreed, Objected, OtherWords};

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
            return Err(MotionPending(motion.id.clone()));
        }
        let proposal = match &self.decision {
            Some(id) => Some(self.agreeable(record, id)?),
            None => None,
        };
        let text = match (&self.text, proposal) {
            (Some(text), _) => Prose::from(text),
            (None, Some(proposal)) => proposal.text.clone(),
            (None, None) => return Err(NothingAgreed),
        };
        let scope = match proposal {
            Some(proposal) if self.scope == ScopeAsked::default() => proposal.scope.clone(),
            _ => self.scope.at(record, meeting)?,
        };
        let next = || record.decisions.next_id(&self.meeting, self.item);
        let decision = self.decision.clone().unwrap_or_else(next);
        let quorum = meeting.quorum(record);
        let following = follow(
            record,
            &Agreement {
                decision: &decision,
                meeting,
                item: self.item,
                scope: &scope,
                quorum,
            },
        );
        let agreed = Entry::AgreedByConsensus {
            decision,
            meeting: self.meeting.clone(),
            item: self.item,
            text,
            scope,
            quorum,
        };
        Ok(std::iter::once(crate::Entry::Decisions(agreed))
            .chain(following)
            .collect())
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl AgreeByConsensus {
    /// The proposal under this item to which nobody objects.
    fn agreeable<'a>(
        &self,
        record: &'a Record,
        id: &DecisionId,
    ) -> Result<&'a Decision, AgreeByConsensusRefused> {
        let (proposal, meeting) = record.find_proposal(id)?;
        if meeting.id != self.meeting || proposal.item != self.item {
            return Err(Unproposed::UnderAnother(id.clone()).into());
        }
        let objectors: Vec<SeatId> = proposal.objectors().cloned().collect();
        if !objectors.is_empty() {
            let clause = record
                .vote_rule(meeting)
                .and_then(|rule| rule.clause.clone());
            return Err(Objected(objectors, clause));
        }
        let words = self.text.as_ref().map(Words::as_str);
        if words.is_some_and(|words| proposal.text.words() != Some(words)) {
            return Err(OtherWords(id.clone()));
        }
        Ok(proposal)
    }
}

impl Refusal for AgreeByConsensusRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            MotionPending(_) => Advice::new("decisions/vote-open", "item", "Close the vote first."),
            Self::Unproposed(unproposed) => unproposed.advice(),
            Self::OutOfScope(out) => out.advice(),
            Objected(_, clause) => Advice::new(
                "decisions/objection-stands",
                "decision",
                "Amend the proposal, talk on, or move it as a motion as the last resort.",
            )
            .by(clause.as_deref()),
            NothingAgreed => {
                Advice::new("decisions/nothing-agreed", "text", "Write what is agreed.")
            }
            OtherWords(_) => Advice::new(
                "decisions/other-words",
                "text",
                "Amend the proposal first, or leave the words out.",
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
        let agree = |item: u16| AgreeByConsensus {
            meeting: id(BOARD),
            item: ItemNo(item),
            text: Some(Words::new("To thank the wardens.").unwrap()),
            decision: None,
            scope: ScopeAsked::default(),
        };
        let open = || Book::board_under_way(&["chair", "leader", "health"]);
        let motion = format!("{BOARD}-2");
        let put = || open().put(BOARD, "board.leader", "board.health");
        let pending = MotionPending(id(&motion));
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

    // Requirement: DE1 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn a_proposal_is_agreed_once_nobody_objects() {
        use crate::decisions::Position::{Object, StandAside, Support};
        let name = format!("{BOARD}-2");
        let agree = |item: u16, words: Option<&str>| AgreeByConsensus {
            meeting: id(BOARD),
            item: ItemNo(item),
            text: words.map(|words| Words::new(words).unwrap()),
            decision: Some(id(&name)),
            scope: ScopeAsked::default(),
        };
        let open = || Book::board_under_way(&["chair", "leader", "health", "voluntary"]);
        let proposed = || open().proposes(BOARD, "To raise the bank.");
        let asides = || {
            let book = proposed().states(&name, "board.leader", Support);
            book.states(&name, "board.health", StandAside)
        };
        let objected = || asides().states(&name, "board.voluntary", Object);
        let stands = || {
            let seats = vec![seat("board.voluntary")];
            Err(Objected(seats, Some("11-12".to_owned())))
        };
        let no_longer = Unproposed::NoLonger(id(&name));
        let nothing = AgreeByConsensus {
            decision: None,
            ..agree(2, None)
        };
        rules([
            (
                open(),
                agree(2, None),
                Err(Unproposed::NoSuchProposal(id(&name)).into()),
            ),
            (open(), nothing, Err(NothingAgreed)),
            (proposed(), agree(2, None), Ok(())),
            (proposed(), agree(2, Some("To raise the bank.")), Ok(())),
            (
                proposed(),
                agree(2, Some("To lower it.")),
                Err(OtherWords(id(&name))),
            ),
            (
                proposed(),
                agree(3, None),
                Err(Unproposed::UnderAnother(id(&name)).into()),
            ),
            (asides(), agree(2, None), Ok(())),
            (objected(), agree(2, None), stands()),
            // It stands when whoever made it has left, until it is withdrawn or the words change.
            (
                objected().leaves(BOARD, "board.voluntary"),
                agree(2, None),
                stands(),
            ),
            (
                objected().states(&name, "board.voluntary", StandAside),
                agree(2, None),
                Ok(()),
            ),
            (
                objected().moves_proposal(&name, "board.leader"),
                agree(2, None),
                Err(no_longer.into()),
            ),
        ]);
    }

    // Requirement: DE8 at /{partnership}/decisions/{decision}
    #[test]
    fn a_recommendation_comes_before_the_other_body_by_itself() {
        let recommends = |to: &str| AgreeByConsensus {
            meeting: id(EXECUTIVE),
            item: ItemNo(2),
            text: Some(Words::new("That the banks come first.").unwrap()),
            decision: None,
            scope: ScopeAsked {
                competence: Some(id("priorities")),
                recommends_to: Some(id(to)),
                ..ScopeAsked::default()
            },
        };
        let there = ["chief", "nurse"];
        let open = || Book::under_way("executive", &there);
        let title = "Recommended by Three Rivers Executive: Bridge repairs";
        let book = open().after(recommends("board"));
        let planned = book
            .record
            .meetings
            .planned_for(&id("board"))
            .next()
            .unwrap();
        assert_eq!(planned.title.as_str(), title);
        let book = open()
            .calls_on("board", "2007-07-18")
            .after(recommends("board"));
        let board = book.record.meetings.get(&id("board-2007-07-18")).unwrap();
        assert_eq!(board.items.last().unwrap().title.as_str(), title);
        // Without a quorum it waits to be ratified, and goes on its way when it is.
        let book = open()
            .leaves(EXECUTIVE, "executive.nurse")
            .after(recommends("board"));
        assert_eq!(book.record.meetings.planned_for(&id("board")).count(), 0);
        let next = "executive-2007-06-20";
        let book = book.closes(EXECUTIVE).calls_on("executive", "2007-06-20");
        let ratifies = book.record.meetings.get(&id(next)).unwrap();
        let item = ratifies
            .items
            .iter()
            .find(|item| item.origin.decision().is_some());
        let item = item.unwrap().no;
        let book = book
            .at("2007-06-20T10:00")
            .arrives(next, "executive.chief")
            .arrives(next, "executive.nurse")
            .at("2007-06-20T10:30")
            .opens(next, "executive.chief")
            .after(AgreeByConsensus {
                meeting: id(next),
                item,
                text: Some(Words::new("Ratified.").unwrap()),
                decision: None,
                scope: ScopeAsked::default(),
            });
        let planned = book
            .record
            .meetings
            .planned_for(&id("board"))
            .next()
            .unwrap();
        assert_eq!(
            planned.origin.decision(),
            Some(&id(&format!("{EXECUTIVE}-2")))
        );
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
