//! How seats are filled: one seat with its role, holders, elections and nominations; people with
//! several seats; what waits to be accepted or reviewed.
//!
//! Nominations are the secretariat's; an election at a meeting is public with its minutes.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use record::{
    LineNo,
    arrangements::{Arrangements, Capacity, Role, SeatOffice},
    id::{MeetingId, PartnerId, SeatId},
    structure::{Election, Fate, Ground, Mandate, Nomination, Requirement},
};
use serde::Serialize;

use super::{Audience, BodyRef, HeldSeat, PartnerRef, PersonRef, office::seats_where, seat};
use crate::Reading;

/// How many days ahead the end of a term is told.
pub(crate) const TERM_NOTICE: i32 = 90;
/// How many days ahead a review is told.
const REVIEW_NOTICE: i32 = 30;

/// One seat on a day, with everything that is known of it.
#[derive(Debug, Clone, Serialize)]
pub struct SeatPageView {
    /// The day.
    pub date: Date,
    /// The seat, with its body.
    #[serde(flatten)]
    pub held: HeldSeat,
    /// Its role description, with the person specification.
    pub role: Option<Role>,
    /// Who held it, the latest first.
    pub history: Vec<HeldLine>,
    /// Elections to it that whoever looks may see, the latest first.
    pub elections: Vec<ElectionView>,
    /// Nominations, the latest first; none: not for whoever looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nominations: Option<Vec<NominationView>>,
}

/// One appointment to a seat.
#[derive(Debug, Clone, Serialize)]
pub struct HeldLine {
    /// Who.
    pub person: PersonRef,
    /// First day.
    pub from: Date,
    /// Last day, where it has one.
    pub until: Option<Date>,
    /// The post held, where it is known.
    pub post: Option<String>,
    /// Whether they may commit their organisation, where it is known.
    pub mandate: Option<Mandate>,
    /// Why it ended before its time.
    pub ground: Option<Ground>,
    /// The line of the book.
    pub line: LineNo,
}

/// An election.
#[derive(Debug, Clone, Serialize)]
pub struct ElectionView {
    /// When.
    pub on: Date,
    /// Who was elected.
    pub person: PersonRef,
    /// The meeting at which it was held.
    pub meeting: Option<MeetingId>,
    /// How many voted for them, where that was recorded.
    pub votes: Option<u32>,
    /// How many voted for each of the others, who are not named.
    pub others: Vec<u32>,
    /// Whether nobody else stood.
    pub unopposed: bool,
    /// The line of the book.
    pub line: LineNo,
}

/// A nomination, for the secretariat.
#[derive(Debug, Clone, Serialize)]
pub struct NominationView {
    /// The seat.
    pub seat: SeatId,
    /// What the seat is called.
    pub title: String,
    /// Its body.
    pub body: BodyRef,
    /// Who.
    pub person: PersonRef,
    /// Whom they would speak for.
    pub partner: Option<PartnerRef>,
    /// From when.
    pub from: Date,
    /// The post they hold.
    pub post: Option<String>,
    /// Whether they may commit their organisation.
    pub mandate: Mandate,
    /// Essential requirements that they do not meet.
    pub essential_unmet: Vec<String>,
    /// How many essential requirements there are.
    pub essential_of: usize,
    /// Desirable requirements that they meet.
    pub desirable_met: Vec<String>,
    /// How many desirable requirements there are.
    pub desirable_of: usize,
    /// Why they are nominated all the same.
    pub despite: Option<String>,
    /// Whether it stands.
    pub stands: bool,
    /// What became of it, in words.
    pub fate: String,
    /// The line of the book.
    pub line: LineNo,
}

/// A body whose membership is to be reviewed.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewDue {
    /// The body.
    pub body: BodyRef,
    /// By when.
    pub due: Date,
    /// Whether that day has passed.
    pub overdue: bool,
    /// When it was reviewed last.
    pub last: Option<Date>,
}

/// People and organisations with several seats, on a day.
#[derive(Debug, Clone, Serialize)]
pub struct HatsView {
    /// The day.
    pub date: Date,
    /// People who hold more than one seat, those with a warning first.
    pub people: Vec<Hats>,
    /// Organisations that take part differently in different bodies.
    pub organisations: Vec<OrganisationHats>,
}

/// The seats of one person.
#[derive(Debug, Clone, Serialize)]
pub struct Hats {
    /// Who.
    pub person: PersonRef,
    /// The seats.
    pub seats: Vec<HeldSeat>,
    /// Where it may be unclear for whom they speak, a sentence each.
    pub warnings: Vec<String>,
}

/// An organisation that is a member here and something else there.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationHats {
    /// The organisation.
    pub partner: PartnerRef,
    /// How it takes part, and where.
    pub takes_part: Vec<(Capacity, Vec<BodyRef>)>,
}

/// One seat on a day; none when the arrangements in force then do not have it.
pub fn seat_page(
    reading: &Reading,
    id: &SeatId,
    date: Date,
    audience: Audience,
) -> Option<SeatPageView> {
    let structure = &reading.record.structure;
    let held = seat(reading, id, date)?;
    let history = structure.holdings(id).rev().map(|held| HeldLine {
        person: PersonRef::of(reading, held.person),
        from: held.from,
        until: held.until,
        post: held.post.as_ref().map(ToString::to_string),
        mandate: held.mandate,
        ground: held.ground,
        line: held.line,
    });
    let elections = structure.elections(id).rev();
    let elections = elections
        .filter(|election| audience.inside() || is_public(reading, election))
        .map(|election| election_view(reading, election));
    let nominations = audience.secretariat.then(|| {
        let all = structure.nominations(id).rev();
        all.map(|nomination| nomination_view(reading, &held, nomination))
            .collect()
    });
    Some(SeatPageView {
        date,
        role: structure.role_of(id, date).cloned(),
        history: history.collect(),
        elections: elections.collect(),
        nominations,
        held,
    })
}

/// An election at a meeting is public once the minutes are.
fn is_public(reading: &Reading, election: &Election) -> bool {
    let meetings = &reading.record.meetings;
    election.meeting.as_ref().is_none_or(|meeting| {
        let meeting = meetings.get(meeting);
        meeting.is_some_and(|meeting| meeting.published.is_some())
    })
}

fn election_view(reading: &Reading, election: &Election) -> ElectionView {
    let votes = |own: bool| {
        let votes = election.votes.iter();
        votes.filter(move |votes| (votes.person == election.person) == own)
    };
    ElectionView {
        on: election.on,
        person: PersonRef::of(reading, election.person),
        meeting: election.meeting.clone(),
        votes: votes(true).map(|votes| votes.votes).next(),
        others: votes(false).map(|votes| votes.votes).collect(),
        unopposed: election.unopposed,
        line: election.line,
    }
}

fn nomination_view(reading: &Reading, held: &HeldSeat, nomination: &Nomination) -> NominationView {
    let adoption = reading.record.structure.in_force_or_first(nomination.from);
    let partner = adoption.zip(nomination.partner.as_ref());
    let picked = |list: &[Requirement], met: bool| {
        let picked = list.iter().filter(|one| one.met == met);
        picked.map(|one| one.what.clone()).collect()
    };
    NominationView {
        seat: held.seat.id.clone(),
        title: held.seat.title.clone(),
        body: held.body.clone(),
        person: PersonRef::of(reading, nomination.person),
        partner: partner.map(|(adoption, it)| PartnerRef::of(&adoption.arrangements, it)),
        from: nomination.from,
        post: nomination.post.as_ref().map(ToString::to_string),
        mandate: nomination.mandate,
        essential_unmet: picked(&nomination.essential, false),
        essential_of: nomination.essential.len(),
        desirable_met: picked(&nomination.desirable, true),
        desirable_of: nomination.desirable.len(),
        despite: nomination
            .despite
            .as_ref()
            .map(|words| words.shown().to_owned()),
        stands: nomination.fate == Fate::Stands,
        fate: match nomination.fate {
            Fate::Stands => "Stands".to_owned(),
            Fate::Withdrawn(on) => format!("Withdrawn on {}", super::words::short_day(on)),
            Fate::TakenUp(line) => format!("Taken up in line {line}"),
            Fate::PassedOver(line) => format!("Someone else was appointed in line {line}"),
        },
        line: nomination.line,
    }
}

/// Every nomination that stands today, in the order of the arrangements.
pub(super) fn nominations_standing(reading: &Reading) -> Vec<NominationView> {
    let structure = &reading.record.structure;
    let all = seats_where(reading, reading.today(), |_| true);
    let standing = all.iter().flat_map(|held| {
        let standing = structure.standing_for(&held.seat.id);
        standing.map(move |nomination| nomination_view(reading, held, nomination))
    });
    standing.collect()
}

/// The bodies whose membership was due for review, or will be within a month, the earliest first.
pub(super) fn reviews_due(reading: &Reading) -> Vec<ReviewDue> {
    let (structure, today) = (&reading.record.structure, reading.today());
    let adoption = structure.in_force(today);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let horizon = today.saturating_add(REVIEW_NOTICE.days());
    let mut due: Vec<ReviewDue> = bodies
        .iter()
        .filter_map(|body| {
            let due = structure.review_due(&body.id, today)?;
            (due <= horizon).then(|| ReviewDue {
                body: BodyRef::of(body),
                due,
                overdue: due < today,
                last: structure.reviews(&body.id).map(|it| it.on).next_back(),
            })
        })
        .collect();
    due.sort_by_key(|review| review.due);
    due
}

/// People and organisations with several seats, on a day.
pub fn hats(reading: &Reading, date: Date) -> HatsView {
    let all = seats_where(reading, date, |seat| seat.holder.is_some());
    let mut by_person: BTreeMap<_, Vec<HeldSeat>> = BTreeMap::new();
    for held in all {
        if let Some(holder) = &held.seat.holder {
            by_person.entry(holder.id).or_default().push(held);
        }
    }
    let several = by_person.into_iter().filter(|(_, seats)| seats.len() > 1);
    let mut people: Vec<Hats> = several
        .map(|(person, seats)| Hats {
            person: PersonRef::of(reading, person),
            warnings: warnings(reading, &seats, date),
            seats,
        })
        .collect();
    people.sort_by(|one, other| {
        let key = |hats: &Hats| (hats.warnings.is_empty(), hats.person.name.to_lowercase());
        key(one).cmp(&key(other))
    });
    HatsView {
        date,
        people,
        organisations: mixed(reading, date),
    }
}

/// Where it may be unclear for whom someone with these seats speaks.
pub(super) fn warnings(reading: &Reading, seats: &[HeldSeat], date: Date) -> Vec<String> {
    let Some(adoption) = reading.record.structure.in_force(date) else {
        return Vec::new();
    };
    let mut warnings = Vec::new();
    for (place, one) in seats.iter().enumerate() {
        for other in &seats[place + 1..] {
            warnings.extend(warning(&adoption.arrangements, one, other));
        }
    }
    warnings
}

fn warning(arrangements: &Arrangements, one: &HeldSeat, other: &HeldSeat) -> Option<String> {
    let (own, others) = (whose(one)?, whose(other)?);
    let meant = |seat: &HeldSeat, from: &HeldSeat| {
        let body = &from.body.id;
        seat.seat
            .filled_from
            .as_ref()
            .is_some_and(|it| it.id == *body)
            || seat
                .seat
                .partner
                .as_ref()
                .is_some_and(|it| it.id == body.as_partner())
    };
    if own == others || meant(one, other) || meant(other, one) {
        return None;
    }
    let joined = if one.body.id == other.body.id {
        "the same body".to_owned()
    } else {
        let line = |from: &HeldSeat, to: &HeldSeat| {
            let body = arrangements.body(&from.body.id)?;
            let line = body.line.iter().find(|line| line.to == to.body.id)?;
            let kind = super::words::line_kind(line.kind);
            Some(format!(
                "the {} {kind} the {}",
                from.body.short_name, to.body.short_name
            ))
        };
        line(one, other).or_else(|| line(other, one))?
    };
    Some(format!(
        "Sits {} on the {} and {} on the {}: {joined}. In each place it has to be clear for whom they speak.",
        words_for(one),
        one.body.short_name,
        words_for(other),
        other.body.short_name
    ))
}

/// Whose interest a seat represents: a partner's, or nobody's by its office; none: no matter.
fn whose(held: &HeldSeat) -> Option<Option<PartnerId>> {
    match &held.seat.partner {
        Some(partner) => Some(Some(partner.id.clone())),
        None if held.seat.office == Some(SeatOffice::Chair) => Some(None),
        None => None,
    }
}

fn words_for(held: &HeldSeat) -> String {
    match &held.seat.partner {
        Some(partner) => format!("for {}", partner.name),
        None => "as a chair who is nobody’s".to_owned(),
    }
}

/// Organisations that take part in more than one capacity.
fn mixed(reading: &Reading, date: Date) -> Vec<OrganisationHats> {
    type Parts = BTreeMap<Capacity, Vec<BodyRef>>;
    let mut all: BTreeMap<PartnerId, (PartnerRef, Parts)> = BTreeMap::new();
    for held in seats_where(reading, date, |seat| seat.partner.is_some()) {
        let Some(partner) = held.seat.partner else {
            continue;
        };
        let (_, parts) = all
            .entry(partner.id.clone())
            .or_insert_with(|| (partner, Parts::new()));
        let bodies = parts.entry(held.seat.capacity).or_default();
        if !bodies.contains(&held.body) {
            bodies.push(held.body);
        }
    }
    all.into_values()
        .filter(|(_, parts)| parts.len() > 1)
        .map(|(partner, parts)| OrganisationHats {
            partner,
            takes_part: parts.into_iter().collect(),
        })
        .collect()
}

/// How an organisation takes part where it does so differently in different bodies; none otherwise.
pub(super) fn takes_part(
    reading: &Reading,
    partner: &PartnerId,
    date: Date,
) -> Vec<(Capacity, Vec<BodyRef>)> {
    let mixed = mixed(reading, date).into_iter();
    let mut own = mixed.filter(|organisation| organisation.partner.id == *partner);
    own.next().map_or_else(Vec::new, |own| own.takes_part)
}
