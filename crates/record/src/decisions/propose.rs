//! Putting a proposal before a meeting, to be agreed by consensus (G07, para 13 and 19).
//!
//! Members say where they stand on it; it is agreed once nobody objects. What is beyond the body's
//! competence it can only recommend.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, OutOfScope, ScopeAsked};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
    meetings::Unready,
    prose::{Prose, Words},
};

/// Puts a proposal before a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// What is proposed.
    pub text: Words,
    /// Under which competence it falls, at which level it is taken, to whom it is a recommendation.
    #[serde(default)]
    pub scope: ScopeAsked,
}

/// Why a proposal is not put.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposeRefused {
    /// The meeting or item is not there, or not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The body may not decide it.
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
}

impl Act for Propose {
    const NAME: &'static str = "decisions.propose";
    const SUMMARY: &'static str = "Put a proposal before a meeting, to be agreed by consensus.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ProposeRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        meeting.find_item(self.item)?;
        let scope = self.scope.at(record, meeting)?;
        Ok(vec![crate::Entry::Decisions(Entry::ProposalMade {
            decision: record.decisions.next_id(&self.meeting, self.item),
            meeting: self.meeting.clone(),
            item: self.item,
            text: Prose::from(&self.text),
            scope,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for ProposeRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::OutOfScope(out) => out.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        arrangements::AreaKind,
        decisions::{LevelAsked, Stage},
        testkit::*,
    };

    fn propose(meeting: &str, scope: ScopeAsked) -> Propose {
        Propose {
            meeting: id(meeting),
            item: ItemNo(2),
            text: Words::new("To raise the bank by a foot.").unwrap(),
            scope,
        }
    }

    fn under(competence: &str) -> ScopeAsked {
        ScopeAsked {
            competence: Some(id(competence)),
            ..ScopeAsked::default()
        }
    }

    fn learning() -> Book {
        Book::under_way("learning", &["school", "clinic"])
    }

    fn beyond(body: &str, what: &str, bodies: &str, clause: &str) -> ProposeRefused {
        let (body, what, bodies) = (body.to_owned(), what.to_owned(), bodies.to_owned());
        let clause = Some(clause.to_owned());
        let out = OutOfScope::BeyondCompetence {
            body,
            what,
            bodies,
            clause,
        };
        out.into()
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let open = || Book::board_under_way(&["chair", "leader", "health"]);
        let plain = || propose(BOARD, ScopeAsked::default());
        let to = |scope: ScopeAsked, body: &str| ScopeAsked {
            recommends_to: Some(id(body)),
            ..scope
        };
        let by = |scope: ScopeAsked, day: &str| ScopeAsked {
            answers_by: Some(date(day)),
            ..scope
        };
        let nobody = OutOfScope::NobodyIsAsked;
        rules([
            (
                Book::three_rivers(),
                plain(),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                plain(),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), plain(), Ok(())),
            (
                open(),
                Propose {
                    item: ItemNo(9),
                    ..plain()
                },
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (open(), propose(BOARD, under("priorities")), Ok(())),
            (
                open(),
                propose(BOARD, under("the-moon")),
                Err(OutOfScope::NoSuchCompetence(id("the-moon")).into()),
            ),
            (
                open(),
                propose(BOARD, to(ScopeAsked::default(), "board")),
                Err(OutOfScope::ToItself(id("board")).into()),
            ),
            (
                open(),
                propose(BOARD, to(ScopeAsked::default(), "mars")),
                Err(OutOfScope::NoSuchBody(id("mars")).into()),
            ),
            (
                open(),
                propose(BOARD, by(under("priorities"), "2007-06-01")),
                Err(nobody.clone().into()),
            ),
            (
                open(),
                propose(BOARD, by(ScopeAsked::default(), "2007-06-01")),
                Err(nobody.into()),
            ),
            (
                open(),
                propose(BOARD, by(under("own-affairs"), "2007-06-01")),
                Ok(()),
            ),
            (
                open(),
                propose(BOARD, by(under("own-affairs"), "2007-04-17")),
                Err(OutOfScope::BeforeTheMeeting(date("2007-04-17")).into()),
            ),
            (
                open().closes(BOARD),
                plain(),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    // Requirement: DE7, DE9 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn a_body_decides_within_its_competence_and_recommends_the_rest() {
        let executive = || Book::under_way("executive", &["chief", "nurse"]);
        let to_the_board = |competence: &str| ScopeAsked {
            recommends_to: Some(id("board")),
            ..under(competence)
        };
        let delegated = ARRANGEMENTS.replace(
            "[[body.line]]\nto = \"executive\"\nkind = \"reports-to\"",
            "[[body.line]]\nto = \"executive\"\nkind = \"reports-to\"\n\n[[body.delegation]]\nfrom = \"board\"\nwhat = \"Small priorities\"",
        );
        let with_delegation = Book::adopting(&delegated)
            .fills()
            .calls("learning")
            .at("2007-04-18T10:00")
            .arrives(LEARNING, "learning.school")
            .at("2007-04-18T10:30")
            .opens(LEARNING, "learning.school");
        rules([
            (
                executive(),
                propose(EXECUTIVE, under("pooled-money")),
                Ok(()),
            ),
            (
                executive(),
                propose(EXECUTIVE, under("priorities")),
                Err(beyond(
                    "Three Rivers Executive",
                    "Choosing priorities",
                    "Three Rivers Board",
                    "22",
                )),
            ),
            (
                executive(),
                propose(EXECUTIVE, to_the_board("priorities")),
                Ok(()),
            ),
            (
                learning(),
                propose(LEARNING, under("pooled-money")),
                Err(beyond(
                    "Learning Group",
                    "How the pooled money is spent",
                    "Three Rivers Board, Three Rivers Executive",
                    "20",
                )),
            ),
            (
                learning(),
                propose(LEARNING, to_the_board("pooled-money")),
                Ok(()),
            ),
            (
                with_delegation,
                propose(LEARNING, under("priorities")),
                Ok(()),
            ),
        ]);
    }

    #[test]
    fn a_proposal_says_at_which_level_it_is_taken_and_why_there() {
        let level = LevelAsked {
            at: AreaKind::District,
            why: Words::new("The bank is the district's.").unwrap(),
        };
        let scope = ScopeAsked {
            level: Some(level),
            ..ScopeAsked::default()
        };
        let book = Book::board_under_way(&["chair", "leader"]).after(propose(BOARD, scope));
        let proposal = book
            .record
            .decisions
            .get(&id("board-2007-04-18-2"))
            .unwrap();
        assert_eq!(proposal.stage, Stage::Proposed);
        let level = proposal.scope.level.as_ref().unwrap();
        assert_eq!(
            (level.at, level.why.shown()),
            (AreaKind::District, "The bank is the district's.")
        );
    }
}
