//! Attendance by organisation, body and time: every meeting's roll, added up.
//!
//! The roll of a meeting was called when it closed, so a page only adds; it looks at the meetings of its
//! period and no others. The public sees meetings whose minutes are published. Nobody is named here.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use record::{
    id::{BodyId, MeetingId, PartnerId},
    meetings::{Attended, CameOf, Mark, Meeting, Roll, financial_year, year_after},
};
use serde::Serialize;

use super::{
    Audience, BodyRef, PartnerRef, attendance_findings::AttendanceFinding, meeting::may_see, words,
};
use crate::Reading;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct AttendanceAsked {
    /// Of this body only.
    pub body: Option<BodyId>,
    /// Of this organisation only.
    pub partner: Option<PartnerId>,
    /// Over which time: a key of [`AttendanceView::periods`]; empty: the last three years.
    pub period: String,
}

/// How organisations attended.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceView {
    /// Over which time.
    pub period: Period,
    /// The times that can be asked for.
    pub periods: Vec<Period>,
    /// The body that was asked for.
    pub body: Option<BodyRef>,
    /// The organisation that was asked for.
    pub partner: Option<PartnerRef>,
    /// Bodies that met in that time, in the order of the arrangements.
    pub bodies: Vec<BodyAttended>,
    /// The meetings, earliest first.
    pub meetings: Vec<MeetingAttended>,
    /// Each organisation on each body, those of a body together, the most present first.
    pub rows: Vec<AttendanceRow>,
    /// All of them together.
    pub sum: AttendedView,
    /// What is to be noticed.
    pub findings: Vec<AttendanceFinding>,
}

/// A span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// What the address calls it.
    pub key: String,
    /// What people call it.
    pub words: String,
    /// The first day; none: since the book began.
    pub from: Option<Date>,
    /// The last day.
    pub until: Date,
}

/// A body that met.
#[derive(Debug, Clone, Serialize)]
pub struct BodyAttended {
    /// The body.
    pub body: BodyRef,
    /// How many meetings.
    pub meetings: usize,
    /// How its organisations attended, together.
    pub sum: AttendedView,
}

/// A meeting.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingAttended {
    /// Its name.
    pub id: MeetingId,
    /// Its body.
    pub body: BodyId,
    /// The day.
    pub date: Date,
}

/// An organisation on a body.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceRow {
    /// The organisation.
    pub partner: PartnerRef,
    /// The body.
    pub body: BodyRef,
    /// How it was represented, meeting by meeting.
    pub marks: Vec<AttendanceMark>,
    /// The sum.
    pub sum: AttendedView,
}

/// How an organisation was represented at a meeting.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct AttendanceMark {
    /// Its place in [`AttendanceView::meetings`].
    pub meeting: usize,
    /// How.
    pub mark: Mark,
}

/// How someone attended, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AttendedView {
    /// Came, by the holder or a substitute.
    pub came: u32,
    /// To so many meetings at which someone held the seat.
    pub of: u32,
    /// Came by a substitute only.
    pub substitute: u32,
    /// Sent apologies.
    pub apologies: u32,
    /// Did not come, without a word.
    pub absent: u32,
    /// Meetings at which nobody held the seat.
    pub vacant: u32,
}

impl AttendedView {
    fn of(sum: &Attended) -> Self {
        let CameOf { came, of } = sum.whole;
        Self {
            came,
            of,
            substitute: sum.substitute,
            apologies: sum.apologies,
            absent: sum.absent,
            vacant: sum.vacant,
        }
    }

    fn add(&mut self, other: Self) {
        self.came += other.came;
        self.of += other.of;
        self.substitute += other.substitute;
        self.apologies += other.apologies;
        self.absent += other.absent;
        self.vacant += other.vacant;
    }

    /// Came to so many in a hundred, rounded down; none: nobody held the seat.
    pub fn in_a_hundred(&self) -> Option<u32> {
        (100 * self.came).checked_div(self.of)
    }
}

/// What is known of an organisation on a body before it gets its names.
pub(super) struct Pair {
    pub(super) row: AttendanceRow,
    pub(super) attended: Attended,
}

/// How organisations attended; none when there is no such body, organisation or time.
pub fn attendance(
    reading: &Reading,
    asked: &AttendanceAsked,
    audience: Audience,
) -> Option<AttendanceView> {
    let periods = periods(reading);
    let period = periods.iter().find(|one| one.key == asked.period)?.clone();
    let body = match &asked.body {
        Some(body) => Some(known_body(reading, body)?),
        None => None,
    };
    let partner = match &asked.partner {
        Some(partner) => Some(known_partner(reading, partner)?),
        None => None,
    };
    let rolls = rolls(reading, asked, &period, audience);
    let pairs = pairs(reading, &rolls, asked.partner.as_ref());
    let mut sum = AttendedView::default();
    pairs.iter().for_each(|pair| sum.add(pair.row.sum));
    Some(AttendanceView {
        findings: AttendanceFinding::all(&pairs, &rolls, asked.body.is_some(), audience),
        bodies: bodies(&pairs, &rolls),
        meetings: rolls
            .iter()
            .map(|(meeting, _)| MeetingAttended {
                id: meeting.id.clone(),
                body: meeting.body.clone(),
                date: meeting.date,
            })
            .collect(),
        rows: pairs.into_iter().map(|pair| pair.row).collect(),
        sum,
        period,
        periods,
        body,
        partner,
    })
}

/// The last three years, the last one, each financial year since the first meeting, and all time.
fn periods(reading: &Reading) -> Vec<Period> {
    let today = reading.today();
    let back = |years: i32| today.saturating_sub(years.years()).tomorrow().ok();
    let period = |key: &str, words: &str, from| Period {
        key: key.to_owned(),
        words: words.to_owned(),
        from,
        until: today,
    };
    let mut periods = vec![
        period("", "The last three years", back(3)),
        period("year", "The last twelve months", back(1)),
    ];
    let first = reading.record.meetings.all().next();
    let adoption = reading.record.structure.in_force_or_first(today);
    if let Some((first, adoption)) = first.zip(adoption) {
        let mut from = financial_year(&adoption.arrangements, first.date);
        let mut years = Vec::new();
        while from <= today {
            let next = year_after(from);
            let until = next.yesterday().unwrap_or(next);
            let words = format!("{} to {}", words::short_day(from), words::short_day(until));
            years.push(Period {
                key: from.year().to_string(),
                words,
                from: Some(from),
                until,
            });
            from = next;
        }
        periods.extend(years.into_iter().rev());
    }
    periods.push(period("all", "All the time", None));
    periods
}

fn known_body(reading: &Reading, id: &BodyId) -> Option<BodyRef> {
    let newest_first = reading.record.structure.adoptions().rev();
    let mut known = newest_first.filter_map(|adoption| adoption.arrangements.body(id));
    known.next().map(BodyRef::of)
}

fn known_partner(reading: &Reading, id: &PartnerId) -> Option<PartnerRef> {
    let mut newest_first = reading.record.structure.adoptions().rev();
    let adoption = newest_first.find(|adoption| adoption.arrangements.partner(id).is_some())?;
    Some(PartnerRef::of(&adoption.arrangements, id))
}

/// The meetings with their rolls, earliest first.
fn rolls<'a>(
    reading: &'a Reading,
    asked: &AttendanceAsked,
    period: &Period,
    audience: Audience,
) -> Vec<(&'a Meeting, &'a Roll)> {
    let meetings = &reading.record.meetings;
    let since = |meeting: &&Meeting| period.from.is_none_or(|from| from <= meeting.date);
    let with_roll = |meeting: &'a Meeting| {
        let wanted = meeting.date <= period.until && may_see(meeting, audience);
        Some((meeting, meeting.roll.as_deref().filter(|_| wanted)?))
    };
    let mut rolls: Vec<_> = match &asked.body {
        Some(body) => {
            let latest_first = meetings.of(body).rev().take_while(since);
            latest_first.filter_map(with_roll).collect()
        }
        None => {
            let latest_first = meetings.all().rev().take_while(since);
            latest_first.filter_map(with_roll).collect()
        }
    };
    rolls.reverse();
    rolls
}

/// Each organisation on each body, from the rolls.
fn pairs(reading: &Reading, rolls: &[(&Meeting, &Roll)], only: Option<&PartnerId>) -> Vec<Pair> {
    type Marks = Vec<(usize, Mark, bool)>;
    let mut marks: BTreeMap<(&BodyId, &PartnerId), Marks> = BTreeMap::new();
    for (nth, (meeting, roll)) in rolls.iter().enumerate() {
        for partner in roll.seats.iter().filter_map(|seat| seat.partner.as_ref()) {
            if only.is_some_and(|only| only != partner) {
                continue;
            }
            let of_pair = marks.entry((&meeting.body, partner)).or_default();
            // A partner with several seats is on the roll several times, and counts once.
            if of_pair.last().is_none_or(|(last, ..)| *last != nth)
                && let Some((mark, junior)) = roll.of(partner)
            {
                of_pair.push((nth, mark, junior));
            }
        }
    }
    let structure = &reading.record.structure;
    let order = structure.in_force_or_first(reading.today());
    let place = |body: &BodyId| {
        let bodies = order.map_or(&[][..], |adoption| &adoption.arrangements.body);
        let place = bodies.iter().position(|one| one.id == *body);
        place.unwrap_or(usize::MAX)
    };
    let mut pairs: Vec<_> = marks
        .into_iter()
        .filter_map(|((body, partner), marks)| {
            let last = rolls.get(marks.last()?.0)?.0.date;
            let arrangements = &structure.in_force_or_first(last)?.arrangements;
            let bare: Vec<_> = marks
                .iter()
                .map(|(_, mark, junior)| (*mark, *junior))
                .collect();
            let attended = Attended::of(&bare);
            let row = AttendanceRow {
                partner: PartnerRef::of(arrangements, partner),
                body: BodyRef::named(reading, body, last),
                marks: marks
                    .iter()
                    .map(|(meeting, mark, _)| AttendanceMark {
                        meeting: *meeting,
                        mark: *mark,
                    })
                    .collect(),
                sum: AttendedView::of(&attended),
            };
            Some((place(body), Pair { row, attended }))
        })
        .collect();
    pairs.sort_by(|(place, one), (other_place, other)| {
        let share = |pair: &Pair| {
            (
                u64::from(pair.row.sum.came),
                u64::from(pair.row.sum.of.max(1)),
            )
        };
        let ((came, of), (other_came, other_of)) = (share(one), share(other));
        let places = (place, &one.row.body.id).cmp(&(other_place, &other.row.body.id));
        let shares = (other_came * of).cmp(&(came * other_of));
        places
            .then(shares)
            .then_with(|| one.row.partner.name.cmp(&other.row.partner.name))
    });
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

fn bodies(pairs: &[Pair], rolls: &[(&Meeting, &Roll)]) -> Vec<BodyAttended> {
    let of_one = pairs.chunk_by(|one, other| one.row.body.id == other.row.body.id);
    let body = |pairs: &[Pair]| {
        let body = pairs.first()?.row.body.clone();
        let mut sum = AttendedView::default();
        pairs.iter().for_each(|pair| sum.add(pair.row.sum));
        let met = rolls.iter().filter(|(meeting, _)| meeting.body == body.id);
        Some(BodyAttended {
            meetings: met.count(),
            body,
            sum,
        })
    };
    of_one.filter_map(body).collect()
}
