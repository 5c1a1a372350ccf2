//! The cycle of meetings: a proposal for a financial year, body by body, from how often each meets.
//!
//! Bodies that report to another meet before it, by the day on which its papers are due. Weekends, bank
//! holidays and, where that is asked, August are avoided, and so are days on which the same people have
//! another meeting. It is a proposal only: nothing is called here.

mod slots;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    Span, ToSpan,
    civil::{Date, Time, time},
};

use self::slots::{Slot, ideal};
use super::{Meeting, Notice, Stage};
use crate::{
    Record,
    arrangements::{Arrangements, Body, BodyKind, Cadence, LineKind},
    calendar::{bank_holiday, is_working_day},
    id::{BodyId, MeetingId, PersonId},
};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleAsked {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub until: Date,
    /// For these bodies; none: for all that meet at times.
    pub bodies: BTreeSet<BodyId>,
    /// How often bodies meet for which the arrangements say nothing, or something else this once.
    pub every: BTreeMap<BodyId, Cadence>,
    /// Whether nobody meets in August.
    pub spare_august: bool,
}

/// A meeting that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Of which body.
    pub body: BodyId,
    /// The day.
    pub date: Date,
    /// When it begins: as its last meeting did.
    pub starts: Time,
    /// Where, as far as that is known.
    pub place: Option<String>,
    /// How often the body meets at that time.
    pub every: Cadence,
    /// The meeting before which it comes.
    pub before: Option<Before>,
    /// Days that were passed over, and why.
    pub avoided: Vec<(Date, Avoided)>,
    /// Meetings of the same people on the same day, where no other day was found.
    pub clashes: Vec<Clash>,
}

/// A meeting of another body, to which this one reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The other body.
    pub body: BodyId,
    /// Its day.
    pub date: Date,
    /// By when its papers are due.
    pub papers_by: Date,
    /// Whether this meeting comes in time for that.
    pub in_time: bool,
}

/// Why a day was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Avoided {
    /// A weekend.
    Weekend,
    /// A bank holiday.
    BankHoliday(&'static str),
    /// August.
    August,
    /// The same people meet as another body.
    Clash(BodyId),
    /// The body meets on that day already.
    Itself,
}

/// People who have two meetings at once, or on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The other body.
    pub body: BodyId,
    /// Its meeting, where it is called already.
    pub meeting: Option<MeetingId>,
    /// Who sits on both.
    pub people: BTreeSet<PersonId>,
}

/// The first day of the financial year in which a day lies.
pub fn financial_year(arrangements: &Arrangements, day: Date) -> Date {
    let month = i8::try_from(arrangements.partnership.financial_year_starts).unwrap_or(4);
    let month = month.clamp(1, 12);
    let year = if day.month() < month {
        day.year().saturating_sub(1)
    } else {
        day.year()
    };
    Date::new(year, month, 1).unwrap_or(day)
}

/// Proposes meetings for the days that are asked, earliest first.
pub fn cycle(record: &Record, asked: &CycleAsked) -> Vec<Proposed> {
    let Some(adoption) = record.structure.in_force_or_first(asked.from) else {
        return Vec::new();
    };
    let arrangements = &*adoption.arrangements;
    let wanted = |body: &&Body| {
        let chosen = asked.bodies.is_empty() || asked.bodies.contains(&body.id);
        let meets = body.meets.is_some() || asked.every.contains_key(&body.id);
        chosen && body.kind != BodyKind::External && meets
    };
    let bodies: Vec<&Body> = arrangements.body.iter().filter(wanted).collect();
    let mut year = Year {
        record,
        asked,
        arrangements,
        begun: adoption.from,
        placed: already_called(record, asked),
    };
    let mut proposed = Vec::new();
    for (place, body) in in_order(&bodies).into_iter().enumerate() {
        proposed.extend(year.propose(body, place));
    }
    proposed.sort_by(|a: &Proposed, b| (a.date, &a.body).cmp(&(b.date, &b.body)));
    proposed
}

/// Holds a proposal that someone changed against the year: what stands in the way of each day now, before
/// which meeting it comes, and who would have another meeting. Nothing is moved.
pub fn hold_against(record: &Record, asked: &CycleAsked, changed: &[Proposed]) -> Vec<Proposed> {
    let Some(adoption) = record.structure.in_force_or_first(asked.from) else {
        return Vec::new();
    };
    let mut year = Year {
        record,
        asked,
        arrangements: &adoption.arrangements,
        begun: adoption.from,
        placed: already_called(record, asked),
    };
    year.placed.extend(changed.iter().map(|one| Placed {
        body: one.body.clone(),
        date: one.date,
        people: people_of(record, &one.body, one.date),
        meeting: None,
    }));
    let held = changed.iter().enumerate().map(|(nth, one)| Proposed {
        before: year.comes_before(one),
        avoided: year
            .spoils(one.date)
            .map(|why| (one.date, why))
            .into_iter()
            .collect(),
        clashes: year.others_on(changed, nth),
        ..one.clone()
    });
    let mut held: Vec<Proposed> = held.collect();
    held.sort_by(|a: &Proposed, b| (a.date, &a.body).cmp(&(b.date, &b.body)));
    held
}

/// Who would have another meeting while a body meets: meetings that are called for the same hours.
pub fn clashes(
    record: &Record,
    body: &BodyId,
    date: Date,
    starts: Time,
    except: Option<&MeetingId>,
) -> Vec<Clash> {
    let people = people_of(record, body, date);
    let (begins, ends) = hours(record, body, date, starts);
    let at_once = |other: &&Meeting| {
        let (other_begins, other_ends) = hours(record, &other.body, date, other.starts);
        begins < other_ends && other_begins < ends
    };
    let others = record.meetings.on_day(date).filter(|other| {
        !matches!(other.stage, Stage::Cancelled | Stage::Closed)
            && other.body != *body
            && except != Some(&other.id)
    });
    let clash = |other: &Meeting| {
        let theirs = people_of(record, &other.body, date);
        let both: BTreeSet<_> = people.intersection(&theirs).copied().collect();
        (!both.is_empty()).then(|| Clash {
            body: other.body.clone(),
            meeting: Some(other.id.clone()),
            people: both,
        })
    };
    others.filter(at_once).filter_map(clash).collect()
}

/// Minutes of the day from which and until which a meeting usually lasts: two hours where the
/// arrangements do not say.
fn hours(record: &Record, body: &BodyId, date: Date, starts: Time) -> (u32, u32) {
    let begins =
        u32::from(starts.hour().unsigned_abs()) * 60 + u32::from(starts.minute().unsigned_abs());
    let known = record.structure.body(body, date);
    let usual = known.and_then(|(_, body)| body.meets.as_ref()?.usual_minutes);
    (begins, begins + u32::from(usual.unwrap_or(120)))
}

/// Everyone who holds a seat of a body on a day.
fn people_of(record: &Record, body: &BodyId, date: Date) -> BTreeSet<PersonId> {
    let seats = record.structure.seats_on(body, date);
    let holders = seats.iter().filter_map(|seat| seat.holder);
    holders.map(|holder| holder.person).collect()
}

/// A meeting that stands, called or proposed.
struct Placed {
    body: BodyId,
    date: Date,
    people: BTreeSet<PersonId>,
    meeting: Option<MeetingId>,
}

fn already_called(record: &Record, asked: &CycleAsked) -> Vec<Placed> {
    let called = record.meetings.all().filter(|meeting| {
        asked.from <= meeting.date
            && meeting.date < asked.until
            && meeting.stage != Stage::Cancelled
    });
    let placed = called.map(|meeting| Placed {
        body: meeting.body.clone(),
        date: meeting.date,
        people: people_of(record, &meeting.body, meeting.date),
        meeting: Some(meeting.id.clone()),
    });
    placed.collect()
}

/// Bodies to which a body reports, and which therefore meet after it.
fn above(body: &Body) -> impl Iterator<Item = &BodyId> {
    let upward = body.line.iter().filter(|line| {
        matches!(
            line.kind,
            LineKind::AccountableTo
                | LineKind::ReportsTo
                | LineKind::DelegatedFrom
                | LineKind::CommissionedBy
                | LineKind::PartOf
        )
    });
    upward.map(|line| &line.to)
}

/// Each body after those to which it reports, as far as the lines between them allow.
fn in_order<'a>(bodies: &[&'a Body]) -> Vec<&'a Body> {
    let mut left: Vec<&Body> = bodies.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        let waits = |body: &Body| above(body).any(|to| left.iter().any(|other| other.id == *to));
        // Where the lines go round in a circle, the first of the arrangements begins.
        let free = left.iter().position(|body| !waits(body)).unwrap_or(0);
        order.push(left.remove(free));
    }
    order
}

/// The year as far as it is filled.
struct Year<'a> {
    record: &'a Record,
    asked: &'a CycleAsked,
    arrangements: &'a Arrangements,
    begun: Date,
    placed: Vec<Placed>,
}

impl Year<'_> {
    fn propose(&mut self, body: &Body, place: usize) -> Vec<Proposed> {
        let last =
            self.record.meetings.of(&body.id).rev().find(|meeting| {
                meeting.date < self.asked.from && meeting.stage != Stage::Cancelled
            });
        // Tuesday to Thursday in turn, so that not everyone begins with the same day.
        let weekday = last.map_or_else(
            || slots::TURN[place % slots::TURN.len()],
            |meeting| meeting.date.weekday(),
        );
        let mut slots = ideal(body, self.begun, self.asked, weekday);
        let there = self.placed.iter().filter(|placed| placed.body == body.id);
        let there: Vec<Date> = there.map(|placed| placed.date).collect();
        slots.retain(|slot| there.iter().all(|day| !slot.is_met_by(*day)));
        self.put_before(body, &mut slots);
        let starts = last.map_or(time(10, 0, 0, 0), |meeting| meeting.starts);
        let usual = body.meets.as_ref().and_then(|meets| meets.place.clone());
        let usual = usual.or_else(|| last.map(|meeting| meeting.place.to_string()));
        let settled = slots.into_iter().map(|slot| {
            let (date, avoided, clashes) = self.settle(body, &slot);
            let before = slot.before.map(|before| Before {
                in_time: date <= before.papers_by,
                ..before
            });
            Proposed {
                body: body.id.clone(),
                date,
                starts,
                place: usual.clone(),
                every: slot.every,
                before,
                avoided,
                clashes,
            }
        });
        settled.collect()
    }

    /// Brings a meeting before each meeting of the bodies to which this one reports, in time for
    /// their papers.
    fn put_before(&self, body: &Body, slots: &mut [Slot]) {
        for parent in above(body) {
            let known = self.arrangements.body(parent);
            let mut days: Vec<Date> = self
                .placed
                .iter()
                .filter(|placed| placed.body == *parent)
                .map(|placed| placed.date)
                .collect();
            days.sort();
            for date in days {
                let papers_by = Notice::of(known, date).papers.by;
                let free = slots.iter_mut().filter(|slot| slot.before.is_none());
                let near = free.filter(|slot| slot.may_move_to(papers_by));
                let Some(slot) = near.min_by_key(|slot| slots::apart(slot.date, papers_by)) else {
                    continue;
                };
                slot.date = slots::weekday_by(papers_by, slot.date.weekday());
                if slot.date < self.asked.from {
                    slot.date = papers_by.max(self.asked.from);
                }
                slot.before = Some(Before {
                    body: parent.clone(),
                    date,
                    papers_by,
                    in_time: true,
                });
            }
        }
    }

    /// The first day near to the one that is wished on which nothing stands in the way.
    fn settle(&mut self, body: &Body, slot: &Slot) -> (Date, Vec<(Date, Avoided)>, Vec<Clash>) {
        let people = people_of(self.record, &body.id, slot.date);
        let mut avoided = BTreeMap::new();
        let mut second_best = None;
        let mut chosen = None;
        for date in self.near(slot) {
            match self.in_the_way(body, date, &people) {
                None => {
                    chosen = Some(date);
                    break;
                }
                Some(why) => {
                    if matches!(why, Avoided::Clash(_)) {
                        second_best.get_or_insert(date);
                    }
                    avoided.insert(date, why);
                }
            }
        }
        let date = chosen.or(second_best).unwrap_or(slot.date);
        let clashes = self.clashes_on(date, &people);
        if chosen.is_none() {
            avoided.remove(&date);
        }
        // Only what lay between the wish and the day that was found is worth telling.
        let wished = avoided.remove(&slot.date).map(|why| (slot.date, why));
        self.placed.push(Placed {
            body: body.id.clone(),
            date,
            people,
            meeting: None,
        });
        (date, wished.into_iter().collect(), clashes)
    }

    /// Days to try, the nearest first: only earlier ones where another body's papers wait for it.
    fn near(&self, slot: &Slot) -> Vec<Date> {
        const FURTHEST: i64 = 45;
        let shifted = |days: i64| slot.date.checked_add(Span::new().days(days)).ok();
        let earlier_only = slot.before.is_some();
        let offsets = (0..=FURTHEST).flat_map(|days| {
            let later = (!earlier_only && days > 0).then_some(days);
            [later, Some(-days)]
        });
        offsets
            .flatten()
            .filter_map(shifted)
            .filter(|date| self.asked.from <= *date && *date < self.asked.until)
            .collect()
    }

    fn in_the_way(&self, body: &Body, date: Date, people: &BTreeSet<PersonId>) -> Option<Avoided> {
        if let Some(spoilt) = self.spoils(date) {
            return Some(spoilt);
        }
        let mut that_day = self.placed.iter().filter(|placed| placed.date == date);
        if that_day.any(|placed| placed.body == body.id) {
            return Some(Avoided::Itself);
        }
        let clash = self.clashes_on(date, people).into_iter().next();
        clash.map(|clash| Avoided::Clash(clash.body))
    }

    /// What is wrong with a day by itself.
    fn spoils(&self, date: Date) -> Option<Avoided> {
        if let Some(holiday) = bank_holiday(date) {
            return Some(Avoided::BankHoliday(holiday.name));
        }
        if !is_working_day(date) {
            return Some(Avoided::Weekend);
        }
        (self.asked.spare_august && date.month() == 8).then_some(Avoided::August)
    }

    /// The next meeting of a body to which this one reports, and whether it comes in time for its papers.
    fn comes_before(&self, one: &Proposed) -> Option<Before> {
        let body = self.arrangements.body(&one.body)?;
        let above: Vec<&BodyId> = above(body).collect();
        let later = self
            .placed
            .iter()
            .filter(|placed| above.contains(&&placed.body) && one.date <= placed.date);
        let next = later.min_by_key(|placed| placed.date)?;
        let known = self.arrangements.body(&next.body);
        let papers_by = Notice::of(known, next.date).papers.by;
        Some(Before {
            body: next.body.clone(),
            date: next.date,
            papers_by,
            in_time: one.date <= papers_by,
        })
    }

    /// Meetings of the same people on the day of a changed one, itself left out.
    fn others_on(&self, changed: &[Proposed], nth: usize) -> Vec<Clash> {
        let Some(one) = changed.get(nth) else {
            return Vec::new();
        };
        let people = people_of(self.record, &one.body, one.date);
        let mut on_day = self.clashes_on(one.date, &people);
        // A body clashes with itself only where it meets twice on one day.
        let twice = changed
            .iter()
            .filter(|other| (&other.body, other.date) == (&one.body, one.date));
        if twice.count() < 2 {
            on_day.retain(|clash| clash.body != one.body || clash.meeting.is_some());
        }
        on_day
    }

    fn clashes_on(&self, date: Date, people: &BTreeSet<PersonId>) -> Vec<Clash> {
        let that_day = self.placed.iter().filter(|placed| placed.date == date);
        let clash = |placed: &Placed| {
            let both: BTreeSet<_> = placed.people.intersection(people).copied().collect();
            (!both.is_empty()).then(|| Clash {
                body: placed.body.clone(),
                meeting: placed.meeting.clone(),
                people: both,
            })
        };
        that_day.filter_map(clash).collect()
    }
}

/// The day after the last of the year that begins on a day.
pub fn year_after(from: Date) -> Date {
    from.saturating_add(1.year())
}

#[cfg(test)]
mod tests;
