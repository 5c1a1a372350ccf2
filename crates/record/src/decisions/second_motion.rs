//! Seconding a motion: someone of another partner supports that it be considered (G07, para 22).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Question, Stage, Unvotable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, SeatId},
};

/// Seconds a motion.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondMotion {
    /// The motion.
    pub decision: DecisionId,
    /// The seat that seconds it.
    pub seat: SeatId,
}

/// Why a motion is not seconded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecondMotionRefused {
    /// The motion is not there, or the seat may not second it.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// It was seconded.
    #[error("the motion {0} has been seconded already")]
    AlreadySeconded(DecisionId),
    /// The mover cannot second.
    #[error("the seat {0} moved the motion and cannot second it")]
    IsTheMover(SeatId),
    /// Nor can anyone of the mover's own partner.
    #[error("the seat {seconder} speaks for the same partner as the mover, {mover}")]
    SamePartner {
        /// The seat that would second.
        seconder: SeatId,
        /// The seat that moved.
        mover: SeatId,
        /// The clause that asks for two partners.
        clause: Option<String>,
    },
}

use SecondMotionRefused::{AlreadySeconded, IsTheMover, SamePartner};

impl Act for SecondMotion {
    const NAME: &'static str = "decisions.second-motion";
    const SUMMARY: &'static str = "Second a motion, for another partner than the mover's.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = SecondMotionRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let Question {
            motion,
            meeting,
            rule,
        } = record.find_question(&self.decision)?;
        if motion.stage != Stage::Moved {
            return Err(AlreadySeconded(motion.id.clone()));
        }
        record.find_voter(rule, meeting, &self.seat)?;
        let nobody = || Unvotable::NoSuchMotion(self.decision.clone());
        let mover = motion.mover.clone().ok_or_else(nobody)?;
        if mover == self.seat {
            return Err(IsTheMover(mover));
        }
        let partner = |seat: &SeatId| {
            let on = record.structure.seat_on(seat, meeting.date);
            on.and_then(|on| on.partner().cloned())
        };
        if rule.seconder && partner(&mover).is_some_and(|own| partner(&self.seat) == Some(own)) {
            return Err(SamePartner {
                seconder: self.seat.clone(),
                mover,
                clause: rule.clause.clone(),
            });
        }
        Ok(vec![crate::Entry::Decisions(Entry::MotionSeconded {
            decision: self.decision.clone(),
            seconder: self.seat.clone(),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }
}

impl Refusal for SecondMotionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unvotable(unvotable) => unvotable.advice(),
            AlreadySeconded(_) => Advice::new(
                "decisions/already-seconded",
                "decision",
                "It can be put to the vote.",
            ),
            IsTheMover(_) => Advice::new(
                "decisions/is-the-mover",
                "seat",
                "Choose a seat of another partner.",
            ),
            SamePartner { clause, .. } => Advice::new(
                "decisions/same-partner",
                "seat",
                "Choose a seat of another partner.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::Unready;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let motion = format!("{BOARD}-2");
        let second = |name: &str| SecondMotion {
            decision: id(&motion),
            seat: seat(name),
        };
        let there = [
            "chair",
            "leader",
            "councillor-1",
            "health",
            "voluntary",
            "ambassador",
        ];
        let open = || Book::board_under_way(&there);
        let moved = || open().moves(BOARD, "board.leader");
        let seconded = || moved().seconds(&motion, "board.health");
        let same = SamePartner {
            seconder: seat("board.councillor-1"),
            mover: seat("board.leader"),
            clause: Some("11-12".to_owned()),
        };
        let decided = seconded().puts(&motion).counts(&motion, None);
        let by_ambassador = open().moves(BOARD, "board.ambassador");
        rules([
            (
                open(),
                second("board.health"),
                Err(Unvotable::NoSuchMotion(id(&motion)).into()),
            ),
            (moved(), second("board.health"), Ok(())),
            (moved(), second("board.ambassador"), Ok(())),
            (
                moved(),
                second("board.leader"),
                Err(IsTheMover(seat("board.leader"))),
            ),
            (moved(), second("board.councillor-1"), Err(same)),
            (by_ambassador, second("board.leader"), Ok(())),
            (
                moved(),
                second("board.observer"),
                Err(Unvotable::Absent(seat("board.observer")).into()),
            ),
            (
                moved(),
                second("board.chair"),
                Err(Unvotable::NoVote(
                    seat("board.chair"),
                    "it speaks for no partner",
                    Some("3".to_owned()),
                )
                .into()),
            ),
            (
                seconded(),
                second("board.voluntary"),
                Err(AlreadySeconded(id(&motion))),
            ),
            (
                seconded().puts(&motion),
                second("board.voluntary"),
                Err(AlreadySeconded(id(&motion))),
            ),
            (
                decided,
                second("board.voluntary"),
                Err(Unvotable::Decided(id(&motion)).into()),
            ),
            (
                moved().closes(BOARD),
                second("board.health"),
                Err(Unvotable::from(Unready::Closed(id(BOARD))).into()),
            ),
        ]);
    }

    #[test]
    fn a_substitute_speaks_for_the_partner_of_the_seat() {
        let motion = format!("{BOARD}-2");
        let book = Book::board_under_way(&["chair", "leader"])
            .sends_a_substitute(BOARD, "board.health")
            .moves(BOARD, "board.leader")
            .seconds(&motion, "board.health");
        let decision = book.record.decisions.get(&id(&motion)).unwrap();
        assert_eq!(decision.seconder, Some(seat("board.health")));
    }
}
