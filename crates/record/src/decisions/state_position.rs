//! Saying where a member stands on a proposal: support, can live with it, stand aside, object.
//!
//! Whoever is in the room for a member's seat may, and may change it until the proposal is agreed;
//! every change is on the record. Where an agreement binds only those who can support it, they also
//! say on what power they speak (G07, protocols: accountability 2-3).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Certified, Entry, Position, Unproposed};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::Bound,
    id::{DecisionId, SeatId},
    prose::{Prose, Words},
};

/// States a seat's position on a proposal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatePosition {
    /// The proposal.
    pub decision: DecisionId,
    /// The seat.
    pub seat: SeatId,
    /// Where it stands.
    pub position: Position,
    /// On what power they speak for their organisation.
    pub mandate: Option<Certified>,
    /// What they wish to have recorded besides.
    pub words: Option<Words>,
}

/// Why a position is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatePositionRefused {
    /// The proposal is not there, or no longer a proposal.
    #[error(transparent)]
    Unproposed(#[from] Unproposed),
    /// Nobody is there for the seat.
    #[error("nobody is in the room for the seat {0}")]
    Absent(SeatId),
    /// Only members are asked.
    #[error("the seat {0} is not a member's, and only members are asked where they stand")]
    NotAMember(SeatId),
    /// They did not say on what power.
    #[error(
        "an agreement of this body binds only those who can support it: say whether the seat {0} has a mandate"
    )]
    NoMandate(SeatId, Option<String>),
    /// It stands already.
    #[error("this very position is recorded already")]
    Unchanged,
}

use StatePositionRefused::{Absent, NoMandate, NotAMember, Unchanged};

impl Act for StatePosition {
    const NAME: &'static str = "decisions.state-position";
    const SUMMARY: &'static str =
        "State where a member stands on a proposal, or change it before it is agreed.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = StatePositionRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let (proposal, meeting) = record.find_proposal(&self.decision)?;
        let absent = || Absent(self.seat.clone());
        let there = meeting.room.get(&self.seat).ok_or_else(absent)?;
        let on = record.structure.seat_on(&self.seat, meeting.date);
        let on = on.ok_or_else(absent)?;
        if !on.chair.seat.counts() {
            return Err(NotAMember(self.seat.clone()));
        }
        let binding = record.binding(meeting);
        let asked = binding.filter(|it| it.whom == Bound::Supporters && on.partner().is_some());
        if let Some(rule) = asked.filter(|_| self.mandate.is_none()) {
            return Err(NoMandate(self.seat.clone(), rule.clause.clone()));
        }
        let words = self.words.as_ref().map(Prose::from);
        let same = proposal.positions.get(&self.seat).is_some_and(|stated| {
            let said = |prose: &Option<Prose>| prose.as_ref().map(|it| it.shown().to_owned());
            stated.position == self.position
                && stated.mandate == self.mandate
                && stated.person == there.person
                && said(&stated.words) == said(&words)
        });
        if same {
            return Err(Unchanged);
        }
        Ok(vec![crate::Entry::Decisions(Entry::PositionStated {
            decision: self.decision.clone(),
            seat: self.seat.clone(),
            person: there.person,
            position: self.position,
            mandate: self.mandate,
            words,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }
}

impl Refusal for StatePositionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unproposed(unproposed) => unproposed.advice(),
            Absent(_) => Advice::new(
                "decisions/absent",
                "seat",
                "Record the arrival of the holder or a named substitute first.",
            ),
            NotAMember(_) => {
                Advice::new("decisions/not-a-member", "seat", "Choose a member's seat.")
            }
            NoMandate(_, clause) => Advice::new(
                "decisions/no-mandate",
                "mandate",
                "Say whether the power is delegated to them, their organisation has decided, or they must refer it back.",
            )
            .by(clause.as_deref()),
            Unchanged => Advice::new(
                "decisions/position-unchanged",
                "position",
                "There is nothing to do; it stands.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{meetings::Unready, testkit::*};
    use Position::{CanLiveWith, Object, Support};

    // Requirement: DE1 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let name = format!("{BOARD}-2");
        let state = |seat_name: &str, position| StatePosition {
            decision: id(&name),
            seat: seat(seat_name),
            position,
            mandate: None,
            words: None,
        };
        let open = || Book::board_under_way(&["chair", "leader", "health", "observer"]);
        let proposed = || open().proposes(BOARD, "To raise the bank.");
        let objected = || proposed().states(&name, "board.health", Object);
        rules([
            (
                open(),
                state("board.health", Support),
                Err(Unproposed::NoSuchProposal(id(&name)).into()),
            ),
            (proposed(), state("board.health", Support), Ok(())),
            // The independent chair has no vote, and a position all the same.
            (proposed(), state("board.chair", Object), Ok(())),
            (
                proposed(),
                state("board.observer", Support),
                Err(NotAMember(seat("board.observer"))),
            ),
            (
                proposed(),
                state("board.voluntary", Support),
                Err(Absent(seat("board.voluntary"))),
            ),
            (
                proposed().leaves(BOARD, "board.health"),
                state("board.health", Support),
                Err(Absent(seat("board.health"))),
            ),
            (
                proposed().after(state("board.health", Object)),
                state("board.health", Object),
                Err(Unchanged),
            ),
            (objected(), state("board.health", CanLiveWith), Ok(())),
            (
                proposed().agrees_on(&name),
                state("board.health", Object),
                Err(Unproposed::NoLonger(id(&name)).into()),
            ),
            (
                proposed().moves_proposal(&name, "board.leader"),
                state("board.health", Object),
                Err(Unproposed::NoLonger(id(&name)).into()),
            ),
            (
                proposed().closes(BOARD),
                state("board.health", Object),
                Err(Unproposed::from(Unready::Closed(id(BOARD))).into()),
            ),
        ]);
    }

    #[test]
    fn every_change_is_on_the_record_and_the_last_one_stands() {
        let name = format!("{BOARD}-2");
        let book = Book::board_under_way(&["chair", "leader", "health"])
            .proposes(BOARD, "To raise the bank.")
            .states(&name, "board.health", Object)
            .states(&name, "board.health", Position::StandAside);
        let proposal = book.record.decisions.get(&id(&name)).unwrap();
        let stated = &proposal.positions[&seat("board.health")];
        assert_eq!((stated.position, stated.changes), (Position::StandAside, 1));
    }

    // Requirement: DE20 at /{partnership}/decisions/{decision}
    #[test]
    fn members_of_a_theme_group_certify_their_mandate() {
        let name = format!("{LEARNING}-2");
        let state = |seat_name: &str, mandate| StatePosition {
            decision: id(&name),
            seat: seat(seat_name),
            position: Support,
            mandate,
            words: None,
        };
        let proposed = || {
            Book::under_way("learning", &["school", "clinic"])
                .proposes(LEARNING, "To open a class.")
        };
        let unasked = NoMandate(seat("learning.clinic"), Some("23".to_owned()));
        rules([
            (proposed(), state("learning.clinic", None), Err(unasked)),
            (
                proposed(),
                state("learning.clinic", Some(Certified::RefersBack)),
                Ok(()),
            ),
            (
                proposed(),
                state("learning.clinic", Some(Certified::Delegated)),
                Ok(()),
            ),
        ]);
        let book = proposed()
            .after(state("learning.clinic", Some(Certified::RefersBack)))
            .after(state("learning.school", Some(Certified::Decided)));
        let proposal = book.record.decisions.get(&id(&name)).unwrap();
        let can = |name: &str| proposal.positions[&seat(name)].can_support();
        assert!(can("learning.school") && !can("learning.clinic"));
    }
}
