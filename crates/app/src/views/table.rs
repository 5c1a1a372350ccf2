//! The secretary's table: everything needed to run a meeting from one page.

use jiff::{Timestamp, ToSpan, civil::Time};
use record::{
    LineNo,
    arrangements::{Arrangements, Bound, Capacity, SeatOffice, Tie, VoteRule},
    id::{ItemNo, MeetingId, PersonId, RuleId, SeatId},
    meetings::Meeting,
    structure::{SeatOn, Standing},
};
use serde::Serialize;

use super::{
    Audience, BodyRef, InterestView, MeetingView, MotionView, PartnerRef, PersonRef, QuorumView,
    meeting::meeting as meeting_view, motion, rights, words,
};
use crate::Reading;

/// A meeting, as its secretary needs it.
#[derive(Debug, Clone, Serialize)]
pub struct TableView {
    /// The meeting.
    pub meeting: MeetingView,
    /// The quorum with those in the room.
    pub quorum: QuorumView,
    /// The item that the meeting is at: the one it turned to, or at which something was last recorded;
    /// none: nothing yet.
    pub current: Option<ItemNo>,
    /// The item that the meeting turned to, and how long it may take.
    pub at_hand: Option<AtHand>,
    /// Every seat, and who may speak for it.
    pub seats: Vec<SeatAtTable>,
    /// The seat whose office it is to take the chair.
    pub chairs_seat: Option<SeatId>,
    /// The seat that took the chair.
    pub chair: Option<SeatId>,
    /// Motions and decisions, in order.
    pub motions: Vec<MotionView>,
    /// Partners that can be given an action.
    pub partners: Vec<PartnerRef>,
    /// Whether the body votes at all.
    pub votes: bool,
    /// Whether a vote needs a reason because it is the last resort.
    pub last_resort: bool,
    /// Whether a motion has to be seconded, by another partner, before it is put.
    pub needs_seconder: bool,
    /// Whether the chair breaks a tie.
    pub chair_breaks_ties: bool,
    /// What may be decided under a rule, and whether this body may.
    pub competences: Vec<CompetenceChoice>,
    /// Other bodies in force on the day.
    pub others: Vec<BodyRef>,
    /// Whether members are asked for their mandate, with the clause that says so.
    pub asks_mandate: Option<Option<String>>,
    /// Items of which whoever looks may know only the title that everyone reads.
    pub withheld: Vec<ItemNo>,
    /// The rule for voting, in a sentence, with its clause.
    pub vote_rule: Option<String>,
    /// The clause of that rule.
    pub vote_clause: Option<String>,
}

/// A competence, as the table offers it.
#[derive(Debug, Clone, Serialize)]
pub struct CompetenceChoice {
    /// Its short name.
    pub id: RuleId,
    /// What may be decided.
    pub what: String,
    /// Whether the body that meets may.
    pub ours: bool,
    /// Whether it is then referred to the partners.
    pub referred: bool,
    /// The clause.
    pub clause: Option<String>,
}

/// The item that a meeting turned to.
#[derive(Debug, Clone, Serialize)]
pub struct AtHand {
    /// Its number.
    pub item: ItemNo,
    /// When the meeting turned to it.
    pub at: Time,
    /// How long it may take, in minutes; none: the agenda does not say.
    pub minutes: Option<u16>,
    /// When that time is over.
    pub until: Option<Timestamp>,
    /// The same by the clock of the meeting.
    pub until_clock: Option<Time>,
}

impl AtHand {
    fn of(reading: &Reading, meeting: &Meeting) -> Option<Self> {
        let taken = meeting.at_hand()?;
        let minutes = meeting.item(taken.item)?.minutes;
        let until =
            minutes.and_then(|minutes| taken.since.checked_add(i64::from(minutes).minutes()).ok());
        Some(Self {
            item: taken.item,
            at: taken.at,
            minutes,
            until,
            until_clock: until.map(|until| until.to_zoned(reading.zone()).time()),
        })
    }

    /// How many whole minutes are left at a moment, rounded up; less than nothing when it is over.
    pub fn left(&self, now: Timestamp) -> Option<i64> {
        let seconds = self.until?.as_second() - now.as_second();
        // Rounded up on both sides of nothing, so that no minute is told twice.
        Some(-(-seconds).div_euclid(60))
    }
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
    /// Whether its office is to take the chair.
    pub chairs: bool,
    /// The clause that makes it what it is.
    pub clause: Option<String>,
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
    /// Who sits for it and is out of the room for an interest, and for which item.
    pub withdrawn: Option<(PersonRef, ItemNo)>,
}

impl SeatAtTable {
    /// Whether it can move, second and vote now: it is in the room, and has a vote.
    pub fn has_vote(&self) -> bool {
        self.votes && self.in_room.is_some()
    }

    /// The name of its holder; empty when nobody holds it.
    pub fn holder_name(&self) -> &str {
        self.holder.as_ref().map_or("", |holder| &holder.name)
    }

    /// Whether whoever is in the room is a substitute.
    pub fn substitute_here(&self) -> bool {
        let there = self.in_room.as_ref().map(|person| person.id);
        there.is_some() && there != self.holder.as_ref().map(|holder| holder.id)
    }

    /// Why it has no vote, in a sentence; none where it has one.
    pub fn why_no_vote(&self) -> Option<&'static str> {
        match self.capacity {
            _ if self.votes => None,
            Capacity::Member => Some("This seat speaks for no partner, so it has no vote."),
            Capacity::Observer => Some("Observers attend and speak. They do not vote."),
            Capacity::InAttendance => {
                Some("Those in attendance help the meeting and may speak. They do not vote.")
            }
            Capacity::Adviser => Some("Advisers advise and may speak. They do not vote."),
        }
    }
}

impl TableView {
    /// The seat of that name.
    pub fn seat(&self, seat: &SeatId) -> Option<&SeatAtTable> {
        self.seats.iter().find(|row| row.seat == *seat)
    }

    /// The seats for which a person may speak: as holder, or as a named substitute.
    pub fn spoken_by(&self, person: PersonId) -> Vec<SeatId> {
        let theirs = self.seats.iter().filter(|row| {
            let mut people = row.holder.iter().chain(&row.substitutes);
            people.any(|other| other.id == person)
        });
        theirs.map(|row| row.seat.clone()).collect()
    }

    /// The motion that is being voted on.
    pub fn open_vote(&self) -> Option<&MotionView> {
        self.motions.iter().find(|motion| motion.stage == "voting")
    }
}

/// A meeting as its secretary needs it, or somebody in the room, who does not see what is withheld from
/// them; none when there is no such meeting.
pub fn table(reading: &Reading, id: &MeetingId, audience: Audience) -> Option<TableView> {
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
    let motions = motion::motions(reading, meeting, &seats, audience);
    Some(TableView {
        meeting: meeting_view(reading, id, audience)?,
        quorum: QuorumView::now(reading, meeting),
        current: current(reading, meeting, &motions),
        at_hand: AtHand::of(reading, meeting),
        chairs_seat: seats
            .iter()
            .find(|row| row.chairs)
            .map(|row| row.seat.clone()),
        chair: meeting.chair.clone(),
        motions,
        partners: partners
            .map(|partner| PartnerRef::of(arrangements, &partner))
            .collect(),
        votes: rule.is_some(),
        last_resort: rule.is_some_and(|rule| rule.last_resort),
        needs_seconder: rule.is_some_and(|rule| rule.seconder),
        chair_breaks_ties: rule.is_some_and(|rule| rule.tie == Tie::Chair),
        competences: competences(arrangements, meeting),
        others: others(arrangements, meeting),
        asks_mandate: record
            .binding(meeting)
            .filter(|rule| rule.whom == Bound::Supporters)
            .map(|rule| rule.clause.clone()),
        withheld: Vec::new(),
        vote_rule: rule.map(in_words),
        vote_clause: rule.and_then(|rule| rule.clause.clone()),
        seats,
    })
}

/// The same as somebody may see it who is not of the secretariat: of an item whose matter is withheld
/// from them there is the title that everyone reads, and nothing of what is moved and decided.
pub fn table_for(reading: &Reading, id: &MeetingId, audience: Audience) -> Option<TableView> {
    let mut view = table(reading, id, Audience::SECRETARIAT)?;
    let items = view.meeting.agenda.iter();
    let withheld = items.filter(|item| !rights::may_read(reading, audience, id, item.no, None));
    view.withheld = withheld.map(|item| item.no).collect();
    let TableView {
        withheld,
        meeting,
        motions,
        ..
    } = &mut view;
    motions.retain(|motion| !withheld.contains(&motion.item));
    for item in &mut meeting.agenda {
        if !withheld.contains(&item.no) {
            continue;
        }
        if let Some(title) = item.public_title.take() {
            item.title = title;
        }
        item.papers.clear();
        item.decisions.clear();
        item.actions.clear();
        let own = |interest: &InterestView| Some(interest.person.id) == audience.person;
        item.interests.retain(own);
    }
    Some(view)
}

fn competences(arrangements: &Arrangements, meeting: &Meeting) -> Vec<CompetenceChoice> {
    let body = arrangements.body(&meeting.body);
    let all = arrangements.competence.iter();
    all.map(|it| CompetenceChoice {
        id: it.id.clone(),
        what: it.what.clone(),
        ours: body.is_some_and(|body| body.may_decide(it)),
        referred: it.referred_to_partners,
        clause: it.clause.clone(),
    })
    .collect()
}

fn others(arrangements: &Arrangements, meeting: &Meeting) -> Vec<BodyRef> {
    let there = arrangements.body.iter().filter(|body| {
        let begun = body.starts.is_none_or(|starts| starts <= meeting.date);
        begun && body.ends.is_none_or(|ends| meeting.date <= ends) && body.id != meeting.body
    });
    there.map(BodyRef::of).collect()
}

/// The seats for which a person may speak at a meeting: as holder, or as a named substitute.
pub fn spoken_for(reading: &Reading, id: &MeetingId, person: PersonId) -> Vec<SeatId> {
    let structure = &reading.record.structure;
    let Some(meeting) = reading.record.meetings.get(id) else {
        return Vec::new();
    };
    let on = structure.seats_on(&meeting.body, meeting.date);
    on.iter()
        .map(SeatOn::id)
        .filter(|seat| {
            structure
                .speaks_for(person, seat, meeting.date, Some(id))
                .is_some()
        })
        .cloned()
        .collect()
}

/// The item that the meeting is at. A motion or proposal shows as well that it turned to an item; an
/// action may be noted late, so that it counts only where nobody said which item was taken.
fn current(reading: &Reading, meeting: &Meeting, motions: &[MotionView]) -> Option<ItemNo> {
    if let Some(taken) = meeting.at_hand() {
        let motions = motions.iter().map(|motion| (motion.changed, motion.item));
        return motions
            .chain([(taken.line, taken.item)])
            .max()
            .map(|(_, item)| item);
    }
    let actions = meeting
        .actions
        .iter()
        .filter_map(|id| reading.record.meetings.action(id));
    let actions = actions.map(|action| (action.line, action.item));
    let motions = motions.iter().map(|motion| (motion.changed, motion.item));
    let last: Option<(LineNo, ItemNo)> = motions.chain(actions).max();
    last.map(|(_, item)| item)
}

fn in_words(rule: &VoteRule) -> String {
    format!(
        "{}. Carries with {} of {}.",
        words::vote_unit(rule.unit),
        rule.carries,
        words::vote_base(rule.of)
    )
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
        chairs: seat.chair.seat.office == Some(SeatOffice::Chair),
        clause: seat.chair.seat.clause.clone(),
        holder: seat
            .holder
            .map(|holder| PersonRef::of(reading, holder.person)),
        substitutes,
        in_room: there.map(|there| PersonRef::of(reading, there.person)),
        since: there.map(|there| there.since),
        apologies: meeting.apologies.contains(seat.id()),
        withdrawn: meeting
            .withdrawn
            .get(seat.id())
            .map(|out| (PersonRef::of(reading, out.person), out.item)),
    }
}
