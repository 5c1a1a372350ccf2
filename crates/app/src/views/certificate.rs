//! Why a decision stands, in plain sentences, each opening to its facts and its clause.

use jiff::civil::{Date, Time};
use record::{
    LineNo,
    arrangements::{Arrangements, Capacity, VoteBase, VoteRule},
    decisions::{BallotFact, Certificate, Decision, Method, Outcome, SeatFact, Tally, Vote, Voter},
    id::{PartnerId, SeatId},
    prose::Prose,
    share::Threshold,
};
use serde::Serialize;

use super::{
    BodyRef, PartnerRef, PersonRef, QuorumView, agreement::agreement, decision::who_spoke, reasons,
    words,
};
use crate::Reading;

/// The certificate of a decision.
#[derive(Debug, Clone, Serialize)]
pub struct CertificateView {
    /// The body.
    pub body: BodyRef,
    /// The day.
    pub date: Date,
    /// The arrangements in force, by the day from which they are.
    pub arrangements_from: Date,
    /// The line of the book that adopted them.
    pub arrangements_line: LineNo,
    /// The line of the book that decided.
    pub line: LineNo,
    /// Why it stands, in order.
    pub sentences: Vec<Sentence>,
    /// Whether the quorum and the count, worked out again for this page, are what the book says.
    pub recomputed: bool,
    /// The quorum.
    pub quorum: QuorumView,
    /// Every seat on that day.
    pub seats: Vec<SeatRow>,
    /// Votes, one for each voter; empty when it was agreed by consensus.
    pub ballots: Vec<BallotView>,
    /// The count; none when it was agreed by consensus.
    pub tally: Option<Tally>,
    /// What came of the vote.
    pub outcome: Option<Outcome>,
    /// Dissents by name, with what was said.
    pub dissents: Vec<DissentView>,
}

/// One sentence of a certificate.
#[derive(Debug, Clone, Serialize)]
pub struct Sentence {
    /// What it is about: "quorum", "vote".
    pub about: &'static str,
    /// The sentence.
    pub text: String,
    /// Whether it says that what a rule asks was so: a quorum reached, a motion carried.
    pub met: bool,
    /// The clause of the arrangements that it follows from.
    pub clause: Option<String>,
    /// The names or the sum behind it.
    pub facts: Vec<String>,
}

/// A seat on that day.
#[derive(Debug, Clone, Serialize)]
pub struct SeatRow {
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
    /// Who held it.
    pub holder: Option<PersonRef>,
    /// Who was in the room for it.
    pub in_room: Option<PersonRef>,
    /// Since when.
    pub since: Option<Time>,
    /// Whether as a substitute.
    pub substitute: bool,
}

/// How one voter voted.
#[derive(Debug, Clone, Serialize)]
pub struct BallotView {
    /// Whose vote it is: a partner's name, or a seat's.
    pub voter: String,
    /// The partner, where it is one's.
    pub partner: Option<PartnerId>,
    /// How; none: present, and said nothing.
    pub vote: Option<Vote>,
    /// Who cast it.
    pub by: Option<PersonRef>,
    /// How often it was changed before the close.
    pub changes: u32,
    /// How many of the voter's seats were in the room.
    pub seats_present: u32,
}

/// A dissent.
#[derive(Debug, Clone, Serialize)]
pub struct DissentView {
    /// Who.
    pub person: PersonRef,
    /// The partner for which they spoke.
    pub partner: Option<PartnerRef>,
    /// What they said, where they wished it recorded.
    pub words: Option<String>,
}

impl CertificateView {
    pub(crate) fn of(
        reading: &Reading,
        arrangements: &Arrangements,
        decision: &Decision,
        facts: &Certificate,
    ) -> Self {
        let meeting = reading.record.meetings.get(&facts.meeting);
        let spoke = |seat: &SeatId| who_spoke(reading, meeting?, decision, seat);
        let seats: Vec<SeatRow> = facts
            .seats
            .iter()
            .map(|seat| seat_row(reading, arrangements, seat))
            .collect();
        let clause = facts
            .quorum_rule
            .as_ref()
            .and_then(|rule| rule.clause.clone());
        let quorum = QuorumView::of(facts.quorum, clause);
        let ballots = match &facts.method {
            Method::Consensus | Method::Forwarded { .. } => Vec::new(),
            Method::Vote { ballots, .. } => ballots
                .iter()
                .map(|ballot| ballot_view(arrangements, &seats, ballot, &spoke))
                .collect(),
        };
        let dissents = dissents(reading, facts, &seats);
        let (tally, outcome) = match &facts.method {
            Method::Consensus | Method::Forwarded { .. } => (None, None),
            Method::Vote { tally, outcome, .. } => (Some(*tally), Some(*outcome)),
        };
        Self {
            body: BodyRef::named(reading, &facts.body, facts.date),
            date: facts.date,
            arrangements_from: facts.arrangements.1,
            arrangements_line: facts.arrangements.0,
            line: facts.line,
            sentences: {
                let said = sentences(facts, &quorum, &seats, &ballots, &dissents, &spoke);
                let view = meeting.map(|meeting| agreement(reading, meeting, decision));
                let more = view.iter().flat_map(reasons::reasons);
                said.into_iter().chain(more).collect()
            },
            recomputed: facts.recomputed,
            quorum,
            seats,
            ballots,
            tally,
            outcome,
            dissents,
        }
    }
}

/// Who spoke for a seat on the decision.
type Spoke<'a> = &'a dyn Fn(&SeatId) -> Option<PersonRef>;

fn seat_row(reading: &Reading, arrangements: &Arrangements, fact: &SeatFact) -> SeatRow {
    SeatRow {
        seat: fact.seat.clone(),
        title: fact.title.clone(),
        partner: fact
            .partner
            .as_ref()
            .map(|partner| PartnerRef::of(arrangements, partner)),
        capacity: fact.capacity,
        votes: fact.votes,
        holder: fact.holder.map(|holder| PersonRef::of(reading, holder)),
        in_room: fact
            .in_room
            .as_ref()
            .map(|there| PersonRef::of(reading, there.person)),
        since: fact.in_room.as_ref().map(|there| there.since),
        substitute: fact.in_room.as_ref().is_some_and(|there| there.substitute),
    }
}

fn ballot_view(
    arrangements: &Arrangements,
    seats: &[SeatRow],
    fact: &BallotFact,
    spoke: Spoke<'_>,
) -> BallotView {
    let title = |seat: &SeatId| {
        let row = seats.iter().find(|row| row.seat == *seat);
        row.map_or_else(|| seat.to_string(), |row| row.title.clone())
    };
    let (voter, partner) = match &fact.voter {
        Voter::Partner(partner) => (
            PartnerRef::of(arrangements, partner).name,
            Some(partner.clone()),
        ),
        Voter::Seat(seat) => (title(seat), None),
    };
    let cast_by = fact.ballot.as_ref().and_then(|ballot| spoke(&ballot.seat));
    BallotView {
        voter,
        partner,
        vote: fact.ballot.as_ref().map(|ballot| ballot.vote),
        by: cast_by,
        changes: fact.ballot.as_ref().map_or(0, |ballot| ballot.changes),
        seats_present: fact.seats_present,
    }
}

fn dissents(reading: &Reading, facts: &Certificate, seats: &[SeatRow]) -> Vec<DissentView> {
    let partner = |seat: &SeatId| seats.iter().find(|row| row.seat == *seat)?.partner.clone();
    let view = |dissent: &record::decisions::Dissent| DissentView {
        person: PersonRef::of(reading, dissent.person),
        partner: partner(&dissent.seat),
        words: dissent.words.as_ref().map(|words| words.shown().to_owned()),
    };
    facts.dissents.iter().map(view).collect()
}

fn sentences(
    facts: &Certificate,
    quorum: &QuorumView,
    seats: &[SeatRow],
    ballots: &[BallotView],
    dissents: &[DissentView],
    spoke: Spoke<'_>,
) -> Vec<Sentence> {
    let mut said = vec![
        seats_sentence(facts, seats),
        quorum_sentence(facts, quorum, seats),
    ];
    let substitutes: Vec<&SeatRow> = seats.iter().filter(|seat| seat.substitute).collect();
    if !substitutes.is_empty() {
        said.push(substitutes_sentence(&substitutes));
    }
    match &facts.method {
        Method::Consensus => said.push(Sentence {
            about: "Consensus",
            text: match facts.positions.is_empty() {
                true => "Those present agreed, and nobody asked for a vote.".to_owned(),
                false => "Those present agreed on the proposal, and no objection stood.".to_owned(),
            },
            met: true,
            clause: None,
            facts: Vec::new(),
        }),
        Method::Forwarded { .. } => said.push(Sentence {
            about: "Forwarded",
            text: "The body did not decide this; it forwarded the item to one that may.".to_owned(),
            met: true,
            clause: None,
            facts: Vec::new(),
        }),
        Method::Vote {
            rule,
            mover,
            seconder,
            last_resort,
            objections,
            tally,
            casting,
            outcome,
            ..
        } => {
            said.push(motion_sentence(
                rule,
                seats,
                mover.as_ref(),
                seconder.as_ref(),
                spoke,
            ));
            said.extend(last_resort_sentence(
                rule,
                last_resort.as_ref(),
                objections,
                seats,
            ));
            said.push(count_sentence(rule, tally, *outcome, *casting, ballots));
        }
    }
    if !dissents.is_empty() {
        said.push(dissent_sentence(dissents));
    }
    if let Some(ruling) = &facts.ratification {
        said.push(Sentence {
            about: "Ratification",
            text: format!(
                "The meeting was not quorate. A quorate meeting, with {} of {} present, {} what it agreed.",
                ruling.quorum.present,
                ruling.quorum.of,
                if ruling.agreed { "ratified" } else { "did not ratify" },
            ),
            met: ruling.agreed,
            clause: quorum.clause.clone(),
            facts: Vec::new(),
        });
    } else if facts.for_ratification {
        said.push(Sentence {
            about: "Ratification",
            text: "Because the meeting was not quorate, this waits to be ratified by a quorate meeting of the body; \
                   it is put on its next agenda by itself."
                .to_owned(),
            met: false,
            clause: quorum.clause.clone(),
            facts: Vec::new(),
        });
    }
    said
}

fn seats_sentence(facts: &Certificate, seats: &[SeatRow]) -> Sentence {
    let members = seats
        .iter()
        .filter(|seat| seat.capacity == Capacity::Member);
    let filled = members.clone().filter(|seat| seat.holder.is_some()).count();
    let all = members.clone().count();
    let holders = members.filter_map(|seat| {
        let holder = seat.holder.as_ref()?;
        Some(format!("{}: {}", seat.title, holder.name))
    });
    Sentence {
        about: "Seats",
        text: format!(
            "On {}, {filled} of the body’s {all} members’ seats were filled, under the arrangements in force from {}.",
            words::short_day(facts.date),
            words::short_day(facts.arrangements.1),
        ),
        met: true,
        clause: None,
        facts: holders.collect(),
    }
}

fn quorum_sentence(facts: &Certificate, quorum: &QuorumView, seats: &[SeatRow]) -> Sentence {
    let unit = match facts.quorum_rule.as_ref().map(|rule| rule.of) {
        Some(record::arrangements::QuorumBase::Partners) => "partners",
        _ => "members",
    };
    let QuorumView { present, of, .. } = quorum;
    let text = match quorum.needed {
        None => format!("{present} of {of} {unit} were present; the arrangements set no quorum."),
        Some(needed) if quorum.quorate => {
            format!(
                "{present} of {of} {unit} were present, {needed} were needed: the meeting was quorate."
            )
        }
        Some(needed) => {
            format!(
                "{present} of {of} {unit} were present, {needed} were needed: the meeting was not quorate."
            )
        }
    };
    let there = seats
        .iter()
        .filter(|seat| seat.capacity == Capacity::Member)
        .filter_map(|seat| {
            let person = seat.in_room.as_ref()?;
            Some(format!("{}: {}", seat.title, person.name))
        });
    Sentence {
        about: "Quorum",
        text,
        met: quorum.quorate,
        clause: quorum.clause.clone(),
        facts: there.collect(),
    }
}

fn substitutes_sentence(substitutes: &[&SeatRow]) -> Sentence {
    let number = substitutes.len();
    let text = if number == 1 {
        "1 seat was filled by a named substitute, who counts and votes as its holder would."
            .to_owned()
    } else {
        format!(
            "{number} seats were filled by named substitutes, who count and vote as their holders would."
        )
    };
    let facts = substitutes.iter().filter_map(|seat| {
        let (person, holder) = (seat.in_room.as_ref()?, seat.holder.as_ref()?);
        Some(format!(
            "{} for {} ({})",
            person.name, holder.name, seat.title
        ))
    });
    Sentence {
        about: "Substitutes",
        text,
        met: true,
        clause: None,
        facts: facts.collect(),
    }
}

fn motion_sentence(
    rule: &VoteRule,
    seats: &[SeatRow],
    mover: Option<&SeatId>,
    seconder: Option<&SeatId>,
    spoke: Spoke<'_>,
) -> Sentence {
    let row = |seat: Option<&SeatId>| seats.iter().find(|row| Some(&row.seat) == seat);
    let who = |seat: Option<&SeatId>| {
        row(seat).map(|row| {
            let person = spoke(&row.seat).map_or("someone".to_owned(), |person| person.name);
            let partner = row
                .partner
                .as_ref()
                .map_or(row.title.as_str(), |partner| &partner.name);
            format!("{person} ({partner})")
        })
    };
    let partner = |seat: Option<&SeatId>| Some(&row(seat)?.partner.as_ref()?.id);
    let differ = match (partner(mover), partner(seconder)) {
        (Some(one), Some(other)) if one != other => ", who speak for different partners",
        _ => "",
    };
    let text = match (who(mover), who(seconder)) {
        (Some(mover), Some(seconder)) => {
            format!("The motion was moved by {mover} and seconded by {seconder}{differ}.")
        }
        (Some(mover), None) => format!("The motion was moved by {mover}."),
        (None, _) => "The motion was moved.".to_owned(),
    };
    Sentence {
        about: "Motion",
        text,
        met: true,
        clause: rule.clause.clone(),
        facts: Vec::new(),
    }
}

/// Why it came to a vote: in words, or by the objections that stood.
fn last_resort_sentence(
    rule: &VoteRule,
    reason: Option<&Prose>,
    objections: &[SeatId],
    seats: &[SeatRow],
) -> Option<Sentence> {
    if reason.is_none() && objections.is_empty() {
        return None;
    }
    let text = match objections.len() {
        0 => "Consensus was tried first, and why it was not reached is on the record.".to_owned(),
        1 => "Consensus was tried first, and one objection stood.".to_owned(),
        many => format!("Consensus was tried first, and {many} objections stood."),
    };
    let name = |seat: &SeatId| {
        let row = seats.iter().find(|row| row.seat == *seat);
        let partner = row.and_then(|row| row.partner.as_ref());
        let title = row.map_or(seat.as_str(), |row| row.title.as_str());
        let name = partner.map_or(title, |partner| partner.name.as_str());
        format!("Objected: {name}")
    };
    let said = reason.map(|reason| reason.shown().to_owned());
    Some(Sentence {
        about: "Last resort",
        text,
        met: true,
        clause: rule.clause.clone().filter(|_| rule.last_resort),
        facts: said
            .into_iter()
            .chain(objections.iter().map(name))
            .collect(),
    })
}

fn count_sentence(
    rule: &VoteRule,
    tally: &Tally,
    outcome: Outcome,
    casting: Option<Vote>,
    ballots: &[BallotView],
) -> Sentence {
    let Tally {
        in_favour,
        against,
        abstained,
        silent,
        base,
        needed,
    } = *tally;
    let voters = match rule.unit {
        record::arrangements::VoteUnit::Partner => "partners",
        record::arrangements::VoteUnit::Seat => "members",
    };
    let (of, base) = match rule.of {
        VoteBase::Present => (format!(" of {base} {voters} present"), base.to_string()),
        VoteBase::Cast => (String::new(), format!("the {base} votes for and against")),
        VoteBase::Entitled => (
            format!(" of {base} {voters} entitled to vote"),
            base.to_string(),
        ),
    };
    let needs = match rule.carries {
        Threshold::AtLeast(share) => format!("{share} or more of {base} is {needed}"),
        Threshold::MoreThan(share) => format!("more than {share} of {base} is {needed}"),
    };
    let end = match (outcome, casting) {
        (Outcome::Carried, Some(Vote::For)) => "With the chair’s casting vote it carried.",
        (Outcome::Carried, _) => "It carried.",
        (Outcome::NotCarried, Some(_)) => "With the chair’s casting vote it did not carry.",
        (Outcome::NotCarried, None) => "It did not carry.",
        (Outcome::Tied, _) => "The vote was tied, and it did not carry.",
    };
    let facts = ballots.iter().map(|ballot| {
        let vote = ballot.vote.map_or("present, no vote", words::vote);
        let headcount = match ballot.seats_present {
            0 | 1 => String::new(),
            many => format!(" ({many} members present, one vote)"),
        };
        format!("{}: {vote}{headcount}", ballot.voter)
    });
    Sentence {
        about: "Vote",
        text: format!(
            "{in_favour}{of} voted for, {against} against, {abstained} abstained and {silent} did not vote; \
             {needs}. {end}"
        ),
        met: outcome == Outcome::Carried,
        clause: rule.clause.clone(),
        facts: facts.collect(),
    }
}

fn dissent_sentence(dissents: &[DissentView]) -> Sentence {
    let text = match dissents {
        [one] => format!("{} asked to have their dissent recorded.", one.person.name),
        many => format!(
            "{} members asked to have their dissent recorded.",
            many.len()
        ),
    };
    let facts = dissents.iter().map(|dissent| {
        let partner = dissent
            .partner
            .as_ref()
            .map_or(String::new(), |partner| format!(" ({})", partner.name));
        let said = dissent
            .words
            .as_ref()
            .map_or(String::new(), |words| format!(": “{words}”"));
        format!("{}{partner}{said}", dissent.person.name)
    });
    Sentence {
        about: "Dissent",
        text,
        met: true,
        clause: None,
        facts: facts.collect(),
    }
}
