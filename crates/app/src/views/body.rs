//! One body: what it is for, who sits there, how it decides, when it meets.

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::{Arrangements, Body, Capacity, LineKind, StandingItem},
    id::BodyId,
    structure::Standing,
};
use serde::Serialize;

use super::{
    ActionView, AdoptionView, Audience, BodyOverTime, BodyRef, MeetingLine, PersonRef, SeatView,
    actions,
    fit::{FitView, fit_of_body},
    meetings_held, meetings_to_come,
    over_time::body_over_time,
    reference::sector_name,
    words,
};
use crate::Reading;

/// How many of the meetings held a body's page shows.
const MEETINGS_SHOWN: usize = 12;

/// A body on a day.
#[derive(Debug, Clone, Serialize)]
pub struct BodyView {
    /// The day.
    pub date: Date,
    /// The body.
    pub body: BodyRef,
    /// The arrangements in force.
    pub adoption: AdoptionView,
    /// What it is for.
    pub purpose: Option<String>,
    /// The paragraph that founds it.
    pub clause: Option<String>,
    /// Its seats, by sector; then those who attend without a vote.
    pub groups: Vec<SeatGroup>,
    /// Seats that someone holds.
    pub filled: usize,
    /// Seats that are empty though someone should hold them.
    pub vacant: usize,
    /// How it decides: sentences with their clause.
    pub rules: Vec<RuleView>,
    /// Items on every agenda.
    pub standing_items: Vec<StandingItem>,
    /// Its lines to other bodies.
    pub lines: Vec<LineView>,
    /// Other bodies' lines to it.
    pub lines_here: Vec<LineView>,
    /// Meetings to come, soonest first.
    pub next: Vec<MeetingLine>,
    /// The latest meetings held, latest first.
    pub past: Vec<MeetingLine>,
    /// What it was asked to do, the soonest due first.
    pub actions: Vec<ActionView>,
    /// Who came to which seat, the latest first.
    pub history: Vec<HistoryLine>,
    /// When its membership was last reviewed, by that day.
    pub reviewed: Option<Date>,
    /// Whether that review was to change it.
    pub review_changed: bool,
    /// How long it runs, its terms of reference, its contacts, and what it keeps of its own terms.
    pub over_time: BodyOverTime,
    /// The way from it to the Board, and what it owes regularly.
    pub fit: FitView,
}

/// Someone came to a seat.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryLine {
    /// From this day on.
    pub from: Date,
    /// To this day, where it is known.
    pub until: Option<Date>,
    /// Who.
    pub person: PersonRef,
    /// What the seat is called.
    pub seat: String,
    /// The line of the book.
    pub line: LineNo,
}

/// A line between two bodies.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// From.
    pub from: BodyRef,
    /// To.
    pub to: BodyRef,
    /// What kind.
    pub kind: LineKind,
    /// Said in words: "is accountable to".
    pub words: &'static str,
    /// The partnership's own word or two for it, where it has them.
    pub label: Option<String>,
    /// The clause it comes from.
    pub clause: Option<String>,
}

/// Seats that people speak of together.
#[derive(Debug, Clone, Serialize)]
pub struct SeatGroup {
    /// The sector, or how they take part.
    pub name: String,
    /// The seats.
    pub seats: Vec<SeatView>,
}

/// A rule, in a sentence.
#[derive(Debug, Clone, Serialize)]
pub struct RuleView {
    /// The sentence.
    pub text: String,
    /// The clause it comes from.
    pub clause: Option<String>,
}

/// A body on a day; none when the arrangements in force then do not have it.
pub fn body(reading: &Reading, id: &BodyId, date: Date, audience: Audience) -> Option<BodyView> {
    let structure = &reading.record.structure;
    let (adoption, body) = structure.body(id, date)?;
    let arrangements = &*adoption.arrangements;
    let on = structure.seats_of(body, date);
    let standing = |standing: Standing| on.iter().filter(|seat| seat.standing == standing).count();
    let seats = on
        .iter()
        .map(|seat| SeatView::of(reading, arrangements, seat, date))
        .collect();
    let others = arrangements.body.iter();
    let here = others
        .filter(|other| other.exists_on(date))
        .flat_map(|other| lines_of(arrangements, other));
    let mut reviews = structure.reviews(id).rev();
    let review = reviews.find(|review| review.on <= date);
    Some(BodyView {
        date,
        body: BodyRef::of(body),
        adoption: AdoptionView::of(adoption),
        purpose: body.purpose.clone(),
        clause: body.clause.clone(),
        groups: groups(arrangements, seats),
        filled: standing(Standing::Filled),
        vacant: standing(Standing::Vacant),
        rules: rules(body),
        standing_items: body.standing_item.clone(),
        lines: lines_of(arrangements, body),
        lines_here: here.filter(|line| line.to.id == *id).collect(),
        next: meetings_to_come(reading, Some(id)).collect(),
        past: meetings_held(reading, Some(id))
            .take(MEETINGS_SHOWN)
            .collect(),
        actions: actions_of(reading, id, audience),
        history: history(reading, body),
        reviewed: review.map(|review| review.on),
        review_changed: review
            .is_some_and(|review| review.outcome == record::structure::ReviewOutcome::Changed),
        over_time: body_over_time(reading, body, date),
        fit: fit_of_body(reading, id, date),
    })
}

fn actions_of(reading: &Reading, id: &BodyId, audience: Audience) -> Vec<ActionView> {
    let owner = id.as_partner();
    actions(reading, audience, move |action| action.owner == owner).collect()
}

fn history(reading: &Reading, body: &Body) -> Vec<HistoryLine> {
    let structure = &reading.record.structure;
    let mut history: Vec<HistoryLine> = body
        .seats()
        .flat_map(|chair| {
            let held = structure.holdings(&chair.id);
            let line = |held: &record::structure::Holding| HistoryLine {
                from: held.from,
                until: held.until,
                person: PersonRef::of(reading, held.person),
                seat: chair.title(),
                line: held.line,
            };
            held.map(line).collect::<Vec<_>>()
        })
        .collect();
    history.sort_by_key(|line| std::cmp::Reverse((line.from, line.line)));
    history
}

pub(crate) fn lines_of(arrangements: &Arrangements, body: &Body) -> Vec<LineView> {
    let lines = body.line.iter().filter_map(|line| {
        Some(LineView {
            from: BodyRef::of(body),
            to: BodyRef::of(arrangements.body(&line.to)?),
            kind: line.kind,
            words: words::line_kind(line.kind),
            label: line.label.clone(),
            clause: line.clause.clone(),
        })
    });
    lines.collect()
}

fn groups(arrangements: &Arrangements, seats: Vec<SeatView>) -> Vec<SeatGroup> {
    let sectors = arrangements
        .sector
        .iter()
        .map(|sector| sector_name(arrangements, &sector.id));
    let names = std::iter::once("Chair".to_owned())
        .chain(sectors)
        .chain(["Other members", "Observers", "In attendance", "Advisers"].map(str::to_owned));
    let mut groups: Vec<SeatGroup> = names
        .map(|name| SeatGroup {
            name,
            seats: Vec::new(),
        })
        .collect();
    for seat in seats {
        let name = match seat.capacity {
            Capacity::Observer => "Observers",
            Capacity::InAttendance => "In attendance",
            Capacity::Adviser => "Advisers",
            Capacity::Member if seat.office.is_some() => "Chair",
            Capacity::Member => seat
                .partner
                .as_ref()
                .and_then(|partner| partner.sector.as_deref())
                .unwrap_or("Other members"),
        };
        if let Some(group) = groups.iter_mut().find(|group| group.name == name) {
            group.seats.push(seat);
        }
    }
    groups.retain(|group| !group.seats.is_empty());
    groups
}

pub(crate) fn rules(body: &Body) -> Vec<RuleView> {
    let mut rules = Vec::new();
    let mut say = |text: String, clause: &Option<String>| {
        rules.push(RuleView {
            text,
            clause: clause.clone(),
        })
    };
    if let Some(quorum) = &body.quorum {
        let least = if quorum.floor > 1 {
            format!(", and never fewer than {}", quorum.floor)
        } else {
            String::new()
        };
        let of = words::quorum_base(quorum.of);
        say(
            format!("Quorum: {} of {of}, rounded up{least}.", quorum.share),
            &quorum.clause,
        );
    }
    if let Some(vote) = &body.vote {
        if vote.last_resort {
            say("Decisions are reached by consensus; a vote is the last resort, with its reason on the record.".to_owned(), &vote.clause);
        }
        if vote.seconder {
            say(
                "A motion is moved and seconded by members of different partners.".to_owned(),
                &vote.clause,
            );
        }
        say(format!("{}.", words::vote_unit(vote.unit)), &vote.clause);
        let more = match vote.carries {
            record::share::Threshold::AtLeast(share) => format!("{share} or more"),
            record::share::Threshold::MoreThan(share) => format!("more than {share}"),
        };
        say(
            format!(
                "A motion carries with {more} of {}.",
                words::vote_base(vote.of)
            ),
            &vote.clause,
        );
        say(format!("{}.", words::tie(vote.tie)), &vote.clause);
    }
    if let Some(meets) = &body.meets {
        say(
            format!("Meets {}.", words::cadence(meets.every)),
            &meets.clause,
        );
    }
    for delegation in &body.delegation {
        say(
            format!("May decide on delegated power: {}", delegation.what),
            &delegation.clause,
        );
    }
    rules
}
