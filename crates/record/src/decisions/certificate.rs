//! The certificate of a decision: why it stands, from the seats on that day to the clause.
//!
//! Facts and sums only; names and sentences are the pages' business. It is worked out again from the
//! record each time, so it can be held against what the book says was counted.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Ballot, Decision, Dissent, Position, Ratification, Stated, Tally, Verdict, Vote, Voter, count,
    voter_of,
};
use crate::{
    LineNo, Record,
    arrangements::{Binding, Bound, Capacity, Competence, QuorumRule, VoteRule},
    id::{BodyId, DecisionId, MeetingId, PartnerId, PersonId, SeatId},
    meetings::{InRoom, QuorumStanding, Withdrawn, member_seats, spoken_for, standing},
    prose::Prose,
    structure,
};

/// Why a decision stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// The decision.
    pub decision: DecisionId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The body.
    pub body: BodyId,
    /// The day.
    pub date: Date,
    /// The line that adopted the arrangements in force, and from when.
    pub arrangements: (LineNo, Date),
    /// The seats of the body on that day, and who was in the room for each.
    pub seats: Vec<SeatFact>,
    /// The quorum rule, where there is one.
    pub quorum_rule: Option<QuorumRule>,
    /// How the quorum stood.
    pub quorum: QuorumStanding,
    /// By consensus or by vote.
    pub method: Method,
    /// Whether the body decided what the text says.
    pub agreed: bool,
    /// Whether it was agreed without a quorum, so that it stands only once it is ratified.
    pub for_ratification: bool,
    /// The ruling of a quorate meeting on it, where there is one.
    pub ratification: Option<Ratification>,
    /// Dissents by name.
    pub dissents: Vec<Dissent>,
    /// Where each member's seat stood on the proposal that was in the room or had said so; none: not
    /// asked. Empty where there was no proposal.
    pub positions: Vec<PositionFact>,
    /// Under which competence the body decided it; none when it only recommends, or none was named.
    pub competence: Option<Competence>,
    /// Whom it binds, where a rule says that it does not bind every member.
    pub binds: Option<Binding>,
    /// The line that decided it.
    pub line: LineNo,
    /// Whether the quorum and the count, worked out again now, are what the book says.
    pub recomputed: bool,
}

/// A seat on that day.
#[derive(Debug, Clone, PartialEq)]
pub struct SeatFact {
    /// The seat.
    pub seat: SeatId,
    /// What it is called.
    pub title: String,
    /// The partner that it speaks for.
    pub partner: Option<PartnerId>,
    /// In what capacity it takes part.
    pub capacity: Capacity,
    /// Whether it votes.
    pub votes: bool,
    /// Who held it.
    pub holder: Option<PersonId>,
    /// Who was in the room for it.
    pub in_room: Option<InRoom>,
    /// Who sits for it and was out of the room for an interest.
    pub withdrew: Option<Withdrawn>,
}

/// Where a seat stood on the proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct PositionFact {
    /// The seat.
    pub seat: SeatId,
    /// Where it stood; none: it was there, and was not asked or said nothing.
    pub stated: Option<Stated>,
}

/// How it was decided.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// By consensus.
    Consensus,
    /// Not here: forwarded to another body.
    Forwarded {
        /// The body.
        to: BodyId,
    },
    /// By vote.
    Vote {
        /// The rule in force.
        rule: VoteRule,
        /// Who moved.
        mover: Option<SeatId>,
        /// Who seconded.
        seconder: Option<SeatId>,
        /// Why consensus was not reached.
        last_resort: Option<Prose>,
        /// The seats whose objections to the proposal stood.
        objections: Vec<SeatId>,
        /// How each voter voted who was present or had voted.
        ballots: Vec<BallotFact>,
        /// The count.
        tally: Tally,
        /// The chair's casting vote.
        casting: Option<Vote>,
        /// What came of it.
        outcome: super::Outcome,
    },
}

/// How one voter voted.
#[derive(Debug, Clone, PartialEq)]
pub struct BallotFact {
    /// Whose vote.
    pub voter: Voter,
    /// The vote that counts; none: present, and said nothing.
    pub ballot: Option<Ballot>,
    /// The voter's seats in the room.
    pub seats_present: u32,
}

impl Certificate {
    /// The certificate of a decision; none while it is undecided.
    pub fn of(record: &Record, decision: &Decision) -> Option<Self> {
        let verdict = decision.verdict()?;
        let meeting = record.meetings.get(&decision.meeting)?;
        let structure = &decision.structure.0;
        let (adoption, body) = structure.body(&meeting.body, meeting.date)?;
        let on = structure.seats_of(body, meeting.date);
        let quorum = decision.quorum?;
        let again = standing(
            body.quorum.as_ref(),
            &member_seats(&on),
            &spoken_for(&on, &decision.room),
        );
        let (method, same) = match (verdict, &body.vote) {
            (
                Verdict::Vote {
                    tally,
                    casting,
                    outcome,
                },
                Some(rule),
            ) => {
                let ballots = ballots(rule, &on, decision);
                let same = recount(rule, &on, decision) == *tally
                    && super::rule_on(rule, tally, *casting) == *outcome;
                let method = Method::Vote {
                    rule: rule.clone(),
                    mover: decision.mover.clone(),
                    seconder: decision.seconder.clone(),
                    last_resort: decision.last_resort.clone(),
                    objections: decision.objections.clone(),
                    ballots,
                    tally: *tally,
                    casting: *casting,
                    outcome: *outcome,
                };
                (method, same)
            }
            (Verdict::Consensus, _) => (Method::Consensus, decision.objectors().next().is_none()),
            (Verdict::Forwarded { to }, _) => (Method::Forwarded { to: to.clone() }, true),
            // A vote is only ever put where there is a rule for it.
            (Verdict::Vote { .. }, None) => return None,
        };
        Some(Self {
            decision: decision.id.clone(),
            meeting: meeting.id.clone(),
            body: meeting.body.clone(),
            date: meeting.date,
            arrangements: (adoption.line, adoption.from),
            seats: on
                .iter()
                .filter(|seat| seat.standing != structure::Standing::NotInForce)
                .map(|seat| fact(seat, decision))
                .collect(),
            quorum_rule: body.quorum.clone(),
            quorum,
            method,
            agreed: verdict.agreed(),
            for_ratification: decision.for_ratification(),
            ratification: decision.ratification.clone(),
            dissents: decision.dissents.clone(),
            positions: positions(&on, decision),
            competence: decision.scope.decides(&adoption.arrangements).cloned(),
            binds: adoption
                .arrangements
                .binding(body)
                .filter(|rule| rule.whom != Bound::Members)
                .cloned(),
            line: decision.lines.decided?,
            recomputed: same && again == quorum,
        })
    }
}

impl Certificate {
    /// The seats that stood aside.
    pub fn stood_aside(&self) -> impl Iterator<Item = &SeatId> {
        let aside = |stated: &Stated| stated.position == Position::StandAside;
        let facts = self.positions.iter();
        facts.filter_map(move |fact| {
            fact.stated
                .as_ref()
                .filter(|it| aside(it))
                .map(|_| &fact.seat)
        })
    }
}

fn positions(on: &[structure::SeatOn<'_>], decision: &Decision) -> Vec<PositionFact> {
    if decision.lines.proposed.is_none() {
        return Vec::new();
    }
    let asked = on.iter().filter(|seat| {
        let there = decision.room.contains_key(seat.id()) && seat.chair.seat.counts();
        there || decision.positions.contains_key(seat.id())
    });
    let fact = |seat: &structure::SeatOn<'_>| PositionFact {
        seat: seat.id().clone(),
        stated: decision.positions.get(seat.id()).cloned(),
    };
    asked.map(fact).collect()
}

fn fact(seat: &structure::SeatOn<'_>, decision: &Decision) -> SeatFact {
    SeatFact {
        seat: seat.id().clone(),
        title: seat.chair.title(),
        partner: seat.partner().cloned(),
        capacity: seat.chair.seat.capacity,
        votes: seat.chair.seat.may_vote(),
        holder: seat.holder.map(|holder| holder.person),
        in_room: decision.room.get(seat.id()).cloned(),
        withdrew: decision.withdrawn.get(seat.id()).cloned(),
    }
}

fn ballots(rule: &VoteRule, on: &[structure::SeatOn<'_>], decision: &Decision) -> Vec<BallotFact> {
    let spoken_for = spoken_for(on, &decision.room);
    let in_room = |seat: &&structure::SeatOn<'_>| spoken_for.contains(seat.id());
    let there: Vec<Voter> = on
        .iter()
        .filter(in_room)
        .filter_map(|seat| voter_of(rule, seat))
        .collect();
    let all: BTreeSet<&Voter> = there.iter().chain(decision.ballots.keys()).collect();
    let fact = |voter: &Voter| BallotFact {
        voter: voter.clone(),
        ballot: decision.ballots.get(voter).cloned(),
        seats_present: there.iter().filter(|other| *other == voter).count() as u32,
    };
    all.into_iter().map(fact).collect()
}

fn recount(rule: &VoteRule, on: &[structure::SeatOn<'_>], decision: &Decision) -> Tally {
    let held = || on.iter().filter(|seat| seat.holder.is_some());
    let entitled = held().filter_map(|seat| voter_of(rule, seat)).collect();
    let spoken_for = spoken_for(on, &decision.room);
    let in_room = held().filter(|seat| spoken_for.contains(seat.id()));
    let present = in_room.filter_map(|seat| voter_of(rule, seat)).collect();
    let votes = decision
        .ballots
        .iter()
        .map(|(voter, ballot)| (voter.clone(), ballot.vote))
        .collect();
    count(rule, &entitled, &present, &votes)
}
