//! Who has a vote at a meeting: partners, or seats, as the arrangements say.
//!
//! With one vote per partner, a partner with three members present has one vote, and any of them may
//! cast it (G07, para 20). A seat that speaks for no partner votes only if the arrangements say so,
//! and then for itself.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Decision, Stage};
use crate::{
    Record,
    act::{Advice, Refusal},
    arrangements::{VoteRule, VoteUnit},
    id::{BodyId, DecisionId, ItemNo, PartnerId, SeatId},
    meetings::{Meeting, Unready, spoken_for},
    structure::SeatOn,
};

/// Whose vote it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voter {
    /// A partner's.
    Partner(PartnerId),
    /// A seat's own.
    Seat(SeatId),
}

/// Whose vote a seat may cast: none when the seat does not vote.
pub fn voter_of(rule: &VoteRule, seat: &SeatOn<'_>) -> Option<Voter> {
    voter_by(rule.unit, seat)
}

/// The same by the unit alone, where a body has no rule for voting at a meeting.
pub(crate) fn voter_by(unit: VoteUnit, seat: &SeatOn<'_>) -> Option<Voter> {
    if !seat.chair.seat.may_vote() {
        return None;
    }
    match (unit, seat.partner()) {
        (VoteUnit::Partner, Some(partner)) => Some(Voter::Partner(partner.clone())),
        (VoteUnit::Partner, None) | (VoteUnit::Seat, _) => Some(Voter::Seat(seat.id().clone())),
    }
}

/// All who have a vote at a meeting: those with a filled seat that votes.
pub fn entitled(record: &Record, rule: &VoteRule, meeting: &Meeting) -> BTreeSet<Voter> {
    let seats = record.structure.seats_on(&meeting.body, meeting.date);
    seats
        .iter()
        .filter(|seat| seat.holder.is_some())
        .filter_map(|seat| voter_of(rule, seat))
        .collect()
}

/// Those of them who are in the room now.
pub fn present(record: &Record, rule: &VoteRule, meeting: &Meeting) -> BTreeSet<Voter> {
    let seats = record.structure.seats_on(&meeting.body, meeting.date);
    let spoken_for = spoken_for(&seats, &meeting.room);
    let in_room = seats.iter().filter(|seat| spoken_for.contains(seat.id()));
    in_room.filter_map(|seat| voter_of(rule, seat)).collect()
}

/// Refusals that several acts on a motion share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unvotable {
    /// Its meeting is not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// No such motion.
    #[error("there is no motion or decision {0}")]
    NoSuchMotion(DecisionId),
    /// It was decided.
    #[error("{0} has been decided")]
    Decided(DecisionId),
    /// It is a proposal, and no motion.
    #[error("the proposal {0} has not been moved as a motion")]
    NotMoved(DecisionId),
    /// It was not put to the vote.
    #[error("the chair has not put the motion {0} to the vote")]
    NotPut(DecisionId),
    /// The arrangements give the body no vote.
    #[error("the arrangements give the body {0} no rule for voting")]
    NoVoteRule(BodyId),
    /// The seat is not in the room.
    #[error("nobody is in the room for the seat {0}")]
    Absent(SeatId),
    /// The appointment has ended since they came.
    #[error("whoever is in the room for the seat {0} does not hold it any more")]
    NotHeld(SeatId),
    /// They are out of the room for an interest.
    #[error(
        "whoever sits for the seat {0} has withdrawn for item {1}, in which they have an interest"
    )]
    Withdrawn(SeatId, ItemNo),
    /// The seat does not vote.
    #[error("the seat {0} has no vote: {1}")]
    NoVote(SeatId, &'static str, Option<String>),
}

impl Refusal for Unvotable {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice().about("decision"),
            Self::NoSuchMotion(_) => Advice::new(
                "decisions/no-such-motion",
                "decision",
                "Choose one from the page of its meeting.",
            ),
            Self::Decided(_) => Advice::new(
                "decisions/already-decided",
                "decision",
                "A new motion can be moved at this or a later meeting.",
            ),
            Self::NotMoved(_) => Advice::new(
                "decisions/not-moved",
                "decision",
                "Agree it by consensus, or have a member move it.",
            ),
            Self::NotPut(_) => Advice::new(
                "decisions/not-put",
                "decision",
                "The chair has to put the motion first.",
            ),
            Self::NoVoteRule(_) => Advice::new(
                "decisions/no-vote-rule",
                "decision",
                "Decide by consensus, or adopt arrangements that say how this body votes.",
            ),
            Self::Absent(_) => Advice::new(
                "decisions/absent",
                "seat",
                "Record the arrival of the holder or a named substitute first.",
            ),
            Self::Withdrawn(..) => Advice::new(
                "decisions/withdrawn",
                "seat",
                "Another member of the same partner may speak and vote for it; or record that they came back.",
            ),
            Self::NotHeld(_) => Advice::new(
                "decisions/seat-not-held",
                "seat",
                "Record their departure, and appoint a holder if there is a new one.",
            ),
            Self::NoVote(_, _, clause) => Advice::new(
                "decisions/no-vote",
                "seat",
                "They may speak; a member's seat has to cast the vote.",
            )
            .by(clause.as_deref()),
        }
    }
}

/// A motion that is not decided, its meeting, which is under way, and the rule by which it votes.
pub(crate) struct Question<'a> {
    pub(crate) motion: &'a Decision,
    pub(crate) meeting: &'a Meeting,
    pub(crate) rule: &'a VoteRule,
}

impl Question<'_> {
    /// The same question, while votes may be cast on it.
    pub(crate) fn being_voted(self) -> Result<Self, Unvotable> {
        if self.motion.being_voted() {
            return Ok(self);
        }
        Err(Unvotable::NotPut(self.motion.id.clone()))
    }
}

impl Record {
    /// The question before a meeting.
    pub(crate) fn find_question(&self, id: &DecisionId) -> Result<Question<'_>, Unvotable> {
        let unknown = || Unvotable::NoSuchMotion(id.clone());
        let motion = self.decisions.get(id).ok_or_else(unknown)?;
        let meeting = self.meetings.find_open(&motion.meeting)?;
        if motion.verdict().is_some() {
            return Err(Unvotable::Decided(id.clone()));
        }
        if motion.stage == Stage::Proposed {
            return Err(Unvotable::NotMoved(id.clone()));
        }
        let no_rule = || Unvotable::NoVoteRule(meeting.body.clone());
        let rule = self.vote_rule(meeting).ok_or_else(no_rule)?;
        Ok(Question {
            motion,
            meeting,
            rule,
        })
    }

    /// How the body that meets votes, by the arrangements in force on the day.
    pub fn vote_rule(&self, meeting: &Meeting) -> Option<&VoteRule> {
        self.structure
            .body(&meeting.body, meeting.date)?
            .1
            .vote
            .as_ref()
    }

    /// Whose vote a seat casts, if it is in the room and has one.
    pub(crate) fn find_voter(
        &self,
        rule: &VoteRule,
        meeting: &Meeting,
        seat: &SeatId,
    ) -> Result<Voter, Unvotable> {
        let absent = || Unvotable::Absent(seat.clone());
        if let Some(out) = meeting.withdrawn.get(seat) {
            return Err(Unvotable::Withdrawn(seat.clone(), out.item));
        }
        let there = meeting.room.get(seat).ok_or_else(absent)?;
        let on = self
            .structure
            .seat_on(seat, meeting.date)
            .ok_or_else(absent)?;
        if !on.is_spoken_for_by(there.person, there.substitute) {
            return Err(Unvotable::NotHeld(seat.clone()));
        }
        voter_of(rule, &on).ok_or_else(|| {
            let why = if on.chair.seat.counts() {
                "it speaks for no partner"
            } else {
                "observers and others who attend do not vote"
            };
            Unvotable::NoVote(
                seat.clone(),
                why,
                on.chair.seat.clause.clone().or_else(|| rule.clause.clone()),
            )
        })
    }
}
