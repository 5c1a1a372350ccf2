//! A motion at the table: how far it has come, who may do what next, and what closing it would do.
//!
//! Who may second and who has a vote follows from `record`; here it is only asked beforehand, so that
//! a page offers nobody a button that would be refused. Acts decide for themselves all the same.

use jiff::civil::Time;
use record::{
    LineNo,
    arrangements::{Capacity, Tie, VoteRule},
    decisions::{
        Certificate, Decision, Outcome, Stage, Tally, Vote, Voter, count, entitled, present,
        rule_on, voter_of,
    },
    id::{DecisionId, ItemNo, PartnerId, SeatId},
    meetings::Meeting,
};
use serde::Serialize;

use super::{
    AgreementView, Audience, CertificateView, DecisionLine, PersonRef, SeatAtTable, agreement,
    decision,
};
use crate::Reading;

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
    /// How it stands, in words: "Moved, waiting for a seconder", "Carried".
    pub standing: &'static str,
    /// Whether the body decided what the text says; none: undecided.
    pub agreed: Option<bool>,
    /// Whether it was agreed without a quorum, and waits to be ratified.
    pub for_ratification: bool,
    /// The seat that moved it.
    pub mover: Option<SeatId>,
    /// The seat that seconded it.
    pub seconder: Option<SeatId>,
    /// Why consensus was not reached.
    pub last_resort: Option<String>,
    /// Seats in the room that may second it. Only while it waits for a seconder.
    pub may_second: Vec<SeatId>,
    /// Seats in the room that may not, because they speak for the mover's own partner.
    pub same_partner: Vec<SeatId>,
    /// Voters who are present, and voters who voted and then left. Only while it is voted on.
    pub voters: Vec<VoterView>,
    /// Every vote as it stands, with the line of the book that says so.
    pub receipts: Vec<VoteReceipt>,
    /// What closing the vote now would come to. Only while it is voted on.
    pub count: Option<CountView>,
    /// How the body comes towards agreement on it.
    pub agreement: AgreementView,
    /// Seats in the room that may say where they stand. Only while it is a proposal.
    pub may_state: Vec<SeatId>,
    /// Why it stands; none while it is undecided.
    pub certificate: Option<CertificateView>,
    /// Seats that may have their dissent recorded.
    pub may_dissent: Vec<SeatId>,
    /// Whether the chair may ask for a further report on it, because the vote was tied.
    pub may_ask_report: bool,
    /// What the further report is to say, where one was asked for.
    pub further_report: Option<String>,
    /// The line at which it last changed.
    pub changed: LineNo,
}

/// That a vote was recorded.
#[derive(Debug, Clone, Serialize)]
pub struct VoteReceipt {
    /// The seat that cast it.
    pub seat: SeatId,
    /// The partner whose vote it is; none: the seat's own.
    pub partner: Option<PartnerId>,
    /// How.
    pub vote: Vote,
    /// When, by the clock of the meeting.
    pub at: Time,
    /// The line of the book.
    pub line: LineNo,
}

/// A vote as it would be counted now.
#[derive(Debug, Clone, Serialize)]
pub struct CountView {
    /// The count.
    pub tally: Tally,
    /// What it would come to without a casting vote.
    pub outcome: Outcome,
    /// How many voters are entitled in all, present or not.
    pub entitled: usize,
}

/// A voter: a partner, or a seat that votes for itself.
#[derive(Debug, Clone, Serialize)]
pub struct VoterView {
    /// The voter's name.
    pub name: String,
    /// Their seats in the room.
    pub seats: Vec<SeatId>,
    /// The seat to cast the vote with: the one that cast it last, where it is still here.
    pub seat: SeatId,
    /// How their vote stands.
    pub vote: Option<Vote>,
    /// Who cast it.
    pub by: Option<PersonRef>,
    /// How often it was changed.
    pub changes: u32,
}

/// The motions and decisions of a meeting, in the order in which they began.
pub(super) fn motions(
    reading: &Reading,
    meeting: &Meeting,
    seats: &[SeatAtTable],
    audience: Audience,
) -> Vec<MotionView> {
    let all = reading.record.decisions.of_meeting(&meeting.id);
    let all = all.filter(|motion| decision::knows(reading, motion, audience));
    all.filter_map(|motion| motion_view(reading, meeting, motion, seats))
        .collect()
}

fn motion_view(
    reading: &Reading,
    meeting: &Meeting,
    motion: &Decision,
    seats: &[SeatAtTable],
) -> Option<MotionView> {
    let record = &reading.record;
    let line = DecisionLine::of(reading, motion, Audience::SECRETARIAT)?;
    let rule = record.vote_rule(meeting);
    let open = rule.filter(|_| motion.being_voted());
    let (may_second, same_partner) = seconders(motion, rule, seats);
    let adoption = record.structure.in_force_or_first(meeting.date)?;
    let certificate = Certificate::of(record, motion);
    Some(MotionView {
        id: motion.id.clone(),
        item: motion.item,
        text: line.text,
        stage: match motion.stage {
            Stage::Proposed => "proposed",
            Stage::Moved => "moved",
            Stage::Seconded => "seconded",
            Stage::BeingVoted => "voting",
            Stage::Decided(_) => "decided",
        },
        standing: line.standing,
        agreed: line.agreed,
        for_ratification: line.for_ratification,
        mover: motion.mover.clone(),
        seconder: motion.seconder.clone(),
        last_resort: motion
            .last_resort
            .as_ref()
            .map(|words| words.shown().to_owned()),
        may_second,
        same_partner,
        voters: open
            .map(|rule| voters(reading, rule, meeting, motion, seats))
            .unwrap_or_default(),
        receipts: receipts(reading, motion),
        count: open.map(|rule| count_now(reading, rule, meeting, motion)),
        certificate: certificate
            .map(|facts| CertificateView::of(reading, &adoption.arrangements, motion, &facts)),
        may_dissent: may_dissent(meeting, motion, seats),
        may_ask_report: may_ask_report(reading, meeting, motion),
        further_report: motion
            .further_report
            .as_ref()
            .map(|report| report.what.shown().to_owned()),
        agreement: agreement::agreement(reading, meeting, motion),
        may_state: agreement::may_state(
            meeting,
            motion,
            &record.structure.seats_on(&meeting.body, meeting.date),
        ),
        changed: last_line(motion),
    })
}

fn receipts(reading: &Reading, motion: &Decision) -> Vec<VoteReceipt> {
    let ballots = motion.ballots.iter();
    ballots
        .map(|(voter, ballot)| VoteReceipt {
            seat: ballot.seat.clone(),
            partner: match voter {
                Voter::Partner(partner) => Some(partner.clone()),
                Voter::Seat(_) => None,
            },
            vote: ballot.vote,
            at: ballot.at.to_zoned(reading.zone()).time(),
            line: ballot.line,
        })
        .collect()
}

/// Seats in the room that may second, and those that may not for their partner's sake.
fn seconders(
    motion: &Decision,
    rule: Option<&VoteRule>,
    seats: &[SeatAtTable],
) -> (Vec<SeatId>, Vec<SeatId>) {
    let (Stage::Moved, Some(rule)) = (&motion.stage, rule) else {
        return (Vec::new(), Vec::new());
    };
    let mover = seats
        .iter()
        .find(|row| motion.mover.as_ref() == Some(&row.seat));
    let own = mover
        .and_then(|row| row.partner.as_ref())
        .filter(|_| rule.seconder);
    let others = seats
        .iter()
        .filter(|row| row.has_vote() && motion.mover.as_ref() != Some(&row.seat));
    let (same, differ): (Vec<_>, Vec<_>) = others.partition(|row| {
        own.is_some_and(|own| row.partner.as_ref().map(|its| &its.id) == Some(&own.id))
    });
    let ids = |rows: Vec<&SeatAtTable>| rows.into_iter().map(|row| row.seat.clone()).collect();
    (ids(differ), ids(same))
}

fn voters(
    reading: &Reading,
    rule: &VoteRule,
    meeting: &Meeting,
    motion: &Decision,
    seats: &[SeatAtTable],
) -> Vec<VoterView> {
    let record = &reading.record;
    let here = present(record, rule, meeting);
    let gone = motion
        .ballots
        .keys()
        .filter(|voter| !here.contains(voter))
        .cloned();
    let on = record.structure.seats_on(&meeting.body, meeting.date);
    let all = here.iter().cloned().chain(gone);
    let mut voters: Vec<VoterView> = all
        .filter_map(|voter| {
            let theirs = on
                .iter()
                .filter(|seat| voter_of(rule, seat).as_ref() == Some(&voter));
            let in_room = theirs
                .map(|seat| seat.id())
                .filter(|seat| meeting.room.contains_key(seat));
            voter_view(
                reading,
                meeting,
                motion,
                &voter,
                in_room.cloned().collect(),
                seats,
            )
        })
        .collect();
    voters.sort_by(|one, other| one.name.cmp(&other.name));
    voters
}

fn voter_view(
    reading: &Reading,
    meeting: &Meeting,
    motion: &Decision,
    voter: &Voter,
    in_room: Vec<SeatId>,
    seats: &[SeatAtTable],
) -> Option<VoterView> {
    let ballot = motion.ballots.get(voter);
    let cast = ballot.map(|ballot| &ballot.seat);
    let seat = cast
        .filter(|seat| in_room.contains(seat))
        .or(in_room.first())
        .or(cast)?
        .clone();
    let row = seats.iter().find(|row| row.seat == seat)?;
    let name = match voter {
        Voter::Partner(_) => row.partner.as_ref().map(|partner| partner.name.clone()),
        Voter::Seat(_) => None,
    };
    let by = cast.and_then(|seat| {
        meeting
            .presence
            .iter()
            .rev()
            .find(|stay| stay.seat == *seat)
    });
    Some(VoterView {
        name: name.unwrap_or_else(|| row.title.clone()),
        seats: in_room,
        seat,
        vote: ballot.map(|ballot| ballot.vote),
        by: by.map(|stay| PersonRef::of(reading, stay.person)),
        changes: ballot.map_or(0, |ballot| ballot.changes),
    })
}

fn count_now(
    reading: &Reading,
    rule: &VoteRule,
    meeting: &Meeting,
    motion: &Decision,
) -> CountView {
    let record = &reading.record;
    let cast = motion
        .ballots
        .iter()
        .map(|(voter, ballot)| (voter.clone(), ballot.vote));
    let entitled = entitled(record, rule, meeting);
    let tally = count(
        rule,
        &entitled,
        &present(record, rule, meeting),
        &cast.collect(),
    );
    CountView {
        tally,
        outcome: rule_on(rule, &tally, None),
        entitled: entitled.len(),
    }
}

fn may_ask_report(reading: &Reading, meeting: &Meeting, motion: &Decision) -> bool {
    let rule = reading.record.vote_rule(meeting);
    motion.tied()
        && rule.is_some_and(|rule| rule.tie == Tie::FurtherReport)
        && motion.further_report.is_none()
        && meeting.approval.is_none()
}

fn may_dissent(meeting: &Meeting, motion: &Decision, seats: &[SeatAtTable]) -> Vec<SeatId> {
    let dissented = |seat: &SeatId| motion.dissents.iter().any(|dissent| dissent.seat == *seat);
    let members = seats.iter().filter(|row| row.capacity == Capacity::Member);
    members
        .filter(|_| meeting.approval.is_none())
        .map(|row| &row.seat)
        .filter(|seat| motion.room.contains_key(seat) && !dissented(seat))
        .cloned()
        .collect()
}

fn last_line(motion: &Decision) -> LineNo {
    let lines = &motion.lines;
    let stated = motion.positions.values().map(|stated| stated.line);
    [
        lines.proposed,
        lines.moved,
        lines.seconded,
        lines.put,
        lines.decided,
    ]
    .into_iter()
    .flatten()
    .chain(stated)
    .fold(lines.begun, LineNo::max)
}
