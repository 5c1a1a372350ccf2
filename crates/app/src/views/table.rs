//! The secretary's table: everything needed to run a meeting from one page.

use jiff::civil::Time;
use record::{
    arrangements::{Capacity, Tie},
    decisions::{Decision, Stage, Vote, Voter, entitled, present},
    id::{DecisionId, ItemNo, MeetingId, SeatId},
    meetings::Meeting,
    structure::{SeatOn, Standing},
};
use serde::Serialize;

use super::{
    Audience, MeetingView, PartnerRef, PersonRef, QuorumView, meeting::meeting as meeting_view,
    words,
};
use crate::Reading;

/// A meeting, as its secretary needs it.
#[derive(Debug, Clone, Serialize)]
pub struct TableView {
    /// The meeting.
    pub meeting: MeetingView,
    /// The quorum with those in the room.
    pub quorum: QuorumView,
    /// Every seat, and who may speak for it.
    pub seats: Vec<SeatAtTable>,
    /// Motions and decisions, in order.
    pub motions: Vec<MotionView>,
    /// Partners that can be given an action.
    pub partners: Vec<PartnerRef>,
    /// Whether the body votes at all.
    pub votes: bool,
    /// Whether a vote needs a reason because it is the last resort.
    pub last_resort: bool,
    /// Whether the chair breaks a tie.
    pub chair_breaks_ties: bool,
    /// The rule for voting, in a sentence, with its clause.
    pub vote_rule: Option<String>,
    /// The clause of that rule.
    pub vote_clause: Option<String>,
}

/// A seat at the table.
#[derive(Debug, Clone, Serialize)]
pub struct SeatAtTable {
    /// The seat.
    pub seat: SeatId,
    /// What it is called.
    pub title: String,
    /// The partner that it speaks for.
    pub partner: Option<PartnerRef>,
    /// In what capacity it takes part.
    pub capacity: Capacity,
    /// Whether it may vote.
    pub votes: bool,
    /// Who holds it.
    pub holder: Option<PersonRef>,
    /// Who may stand in for the holder at this meeting.
    pub substitutes: Vec<PersonRef>,
    /// Who is in the room for it.
    pub in_room: Option<PersonRef>,
    /// Since when.
    pub since: Option<Time>,
    /// Whether apologies came.
    pub apologies: bool,
}

/// A motion at the table.
#[derive(Debug, Clone, Serialize)]
pub struct MotionView {
    /// Its name.
    pub id: DecisionId,
    /// The item.
    pub item: ItemNo,
    /// What it says.
    pub text: String,
    /// How far it has come: `moved`, `seconded`, `voting`, `decided`.
    pub stage: &'static str,
    /// What came of it, where it is decided.
    pub standing: Option<&'static str>,
    /// Who moved it.
    pub mover: Option<String>,
    /// Who seconded it.
    pub seconder: Option<String>,
    /// Voters who are present, and how their vote stands. Only while it is voted on.
    pub voters: Vec<VoterView>,
    /// How many entitled voters there are in all.
    pub entitled: usize,
    /// Seats that may have their dissent recorded.
    pub may_dissent: Vec<SeatId>,
}

/// A voter who is present.
#[derive(Debug, Clone, Serialize)]
pub struct VoterView {
    /// The voter's name.
    pub name: String,
    /// A seat of theirs in the room, to cast the vote with.
    pub seat: SeatId,
    /// How their vote stands.
    pub vote: Option<Vote>,
}

/// A meeting as its secretary needs it; none when there is no such meeting.
pub fn table(reading: &Reading, id: &MeetingId) -> Option<TableView> {
    let record = &reading.record;
    let meeting = record.meetings.get(id)?;
    let adoption = record.structure.in_force_or_first(meeting.date)?;
    let arrangements = &*adoption.arrangements;
    let on = record.structure.seats_on(&meeting.body, meeting.date);
    let seats = on
        .iter()
        .filter(|seat| seat.standing != Standing::NotInForce);
    let seats: Vec<SeatAtTable> = seats
        .map(|seat| seat_at_table(reading, meeting, seat))
        .collect();
    let rule = record.vote_rule(meeting);
    let organisations = arrangements
        .organisation
        .iter()
        .map(|organisation| organisation.id.clone());
    let partners = organisations.chain(arrangements.body.iter().map(|body| body.id.as_partner()));
    let motions = record
        .decisions
        .of_meeting(id)
        .map(|motion| motion_view(reading, meeting, motion, &seats));
    Some(TableView {
        meeting: meeting_view(reading, id, Audience::SECRETARIAT)?,
        quorum: QuorumView::now(reading, meeting),
        motions: motions.collect(),
        partners: partners
            .map(|partner| PartnerRef::of(arrangements, &partner))
            .collect(),
        votes: rule.is_some(),
        last_resort: rule.is_some_and(|rule| rule.last_resort),
        chair_breaks_ties: rule.is_some_and(|rule| rule.tie == Tie::Chair),
        vote_rule: rule.map(|rule| {
            format!(
                "{}. Carries with {} of {}.",
                words::vote_unit(rule.unit),
                rule.carries,
                words::vote_base(rule.of)
            )
        }),
        vote_clause: rule.and_then(|rule| rule.clause.clone()),
        seats,
    })
}

fn seat_at_table(reading: &Reading, meeting: &Meeting, seat: &SeatOn<'_>) -> SeatAtTable {
    let structure = &reading.record.structure;
    let adoption = structure.in_force_or_first(meeting.date);
    let mut substitutes: Vec<PersonRef> = structure
        .substitutions(seat.id())
        .map(|named| named.person)
        .filter(|person| {
            structure
                .speaks_for(*person, seat.id(), meeting.date, Some(&meeting.id))
                .is_some()
        })
        .filter(|person| seat.holder.is_none_or(|holder| holder.person != *person))
        .map(|person| PersonRef::of(reading, person))
        .collect();
    substitutes.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    substitutes.dedup();
    let there = meeting.room.get(seat.id());
    SeatAtTable {
        seat: seat.id().clone(),
        title: seat.chair.title(),
        partner: seat
            .partner()
            .zip(adoption)
            .map(|(partner, adoption)| PartnerRef::of(&adoption.arrangements, partner)),
        capacity: seat.chair.seat.capacity,
        votes: seat.chair.seat.may_vote(),
        holder: seat
            .holder
            .map(|holder| PersonRef::of(reading, holder.person)),
        substitutes,
        in_room: there.map(|there| PersonRef::of(reading, there.person)),
        since: there.map(|there| there.since),
        apologies: meeting.apologies.contains(seat.id()),
    }
}

fn motion_view(
    reading: &Reading,
    meeting: &Meeting,
    motion: &Decision,
    seats: &[SeatAtTable],
) -> MotionView {
    let record = &reading.record;
    let title = |seat: &SeatId| {
        seats
            .iter()
            .find(|row| row.seat == *seat)
            .map(|row| row.title.clone())
    };
    let line = super::DecisionLine::of(reading, motion, Audience::SECRETARIAT);
    let rule = record.vote_rule(meeting);
    let voters = match rule {
        Some(rule) if motion.being_voted() => {
            let there = present(record, rule, meeting);
            there
                .iter()
                .filter_map(|voter| voter_view(record, rule, meeting, motion, voter, seats))
                .collect()
        }
        _ => Vec::new(),
    };
    let may_dissent = seats.iter().filter(|row| {
        row.capacity == Capacity::Member
            && motion.room.contains_key(&row.seat)
            && !motion
                .dissents
                .iter()
                .any(|dissent| dissent.seat == row.seat)
    });
    MotionView {
        id: motion.id.clone(),
        item: motion.item,
        text: motion.text.shown().to_owned(),
        stage: match motion.stage {
            Stage::Moved => "moved",
            Stage::Seconded => "seconded",
            Stage::BeingVoted => "voting",
            Stage::Decided(_) => "decided",
        },
        standing: line
            .filter(|line| line.agreed.is_some())
            .map(|line| line.standing),
        mover: motion.mover.as_ref().and_then(title),
        seconder: motion.seconder.as_ref().and_then(title),
        voters,
        entitled: rule.map_or(0, |rule| entitled(record, rule, meeting).len()),
        may_dissent: may_dissent.map(|row| row.seat.clone()).collect(),
    }
}

fn voter_view(
    record: &record::Record,
    rule: &record::arrangements::VoteRule,
    meeting: &Meeting,
    motion: &Decision,
    voter: &Voter,
    seats: &[SeatAtTable],
) -> Option<VoterView> {
    let on = record.structure.seats_on(&meeting.body, meeting.date);
    let seat = on.iter().find(|seat| {
        meeting.room.contains_key(seat.id())
            && record::decisions::voter_of(rule, seat).as_ref() == Some(voter)
    })?;
    let row = seats.iter().find(|row| row.seat == *seat.id())?;
    let ballot = motion.ballots.get(voter);
    let name = match voter {
        Voter::Partner(_) => row.partner.as_ref().map(|partner| partner.name.clone()),
        Voter::Seat(_) => None,
    };
    Some(VoterView {
        name: name.unwrap_or_else(|| row.title.clone()),
        seat: ballot.map_or_else(|| seat.id().clone(), |ballot| ballot.seat.clone()),
        vote: ballot.map(|ballot| ballot.vote),
    })
}
