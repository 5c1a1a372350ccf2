//! Where someone fits in: from each body on which they sit, the way up to the Board, body by body; and
//! where an organisation without a seat is heard.
//!
//! A way goes by the lines of the arrangements in force on the day: those by which a body answers to
//! another first, those by which it advises or keeps in touch only where no other leads on.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;
use record::{
    arrangements::{Arrangements, BodyKind, Cadence, Duty, Line, LineKind},
    id::{BodyId, PartnerId},
};
use serde::Serialize;

use super::{BodyRef, HeldSeat, LineView, PartnerRef, body::lines_of, office::seats_where, words};
use crate::Reading;

/// Where someone fits in.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FitView {
    /// The way up from each of their bodies.
    pub ways: Vec<WayUp>,
    /// What those bodies owe regularly.
    pub duties: Vec<DutyView>,
    /// Where they are heard, where they sit nowhere.
    pub heard: Vec<HeardView>,
}

/// The way from a body to the Board.
#[derive(Debug, Clone, Serialize)]
pub struct WayUp {
    /// The body at its beginning.
    pub body: BodyRef,
    /// What they are there: titles of their seats.
    pub there: Vec<String>,
    /// The lines, one after the other; none where it is the Board itself, or where no line leads on.
    pub steps: Vec<LineView>,
    /// Whether it arrives at the Board.
    pub arrives: bool,
}

/// A duty that a body owes.
#[derive(Debug, Clone, Serialize)]
pub struct DutyView {
    /// The body.
    pub body: BodyRef,
    /// What is owed.
    pub what: String,
    /// To whom.
    pub to: Vec<PartnerRef>,
    /// How often.
    pub every: Option<Cadence>,
    /// The same in words.
    pub often: Option<&'static str>,
    /// Owed only when.
    pub only_if: Option<String>,
    /// The clause it comes from.
    pub clause: Option<String>,
}

/// A body at which an organisation without a seat is heard.
#[derive(Debug, Clone, Serialize)]
pub struct HeardView {
    /// The body.
    pub body: BodyRef,
    /// How: the seats of its sector there, or that anyone may come.
    pub through: Vec<HeldSeat>,
    /// Whether the body is open to all: a forum.
    pub open: bool,
}

/// Where someone with these seats fits in.
pub(super) fn fit_of_seats(reading: &Reading, seats: &[HeldSeat], date: Date) -> FitView {
    let mut there: Vec<(BodyId, Vec<String>)> = Vec::new();
    for held in seats {
        match there.iter_mut().find(|(body, _)| *body == held.body.id) {
            Some((_, titles)) => titles.push(held.seat.title.clone()),
            None => there.push((held.body.id.clone(), vec![held.seat.title.clone()])),
        }
    }
    fit(reading, there, date)
}

/// Where a body fits in.
pub(super) fn fit_of_body(reading: &Reading, body: &BodyId, date: Date) -> FitView {
    fit(reading, vec![(body.clone(), Vec::new())], date)
}

fn fit(reading: &Reading, there: Vec<(BodyId, Vec<String>)>, date: Date) -> FitView {
    let Some(adoption) = reading.record.structure.in_force(date) else {
        return FitView::default();
    };
    let arrangements = &*adoption.arrangements;
    let mut view = FitView::default();
    for (body, there) in there {
        let Some(known) = arrangements.body(&body) else {
            continue;
        };
        let steps = way_up(arrangements, &body, date);
        view.ways.push(WayUp {
            arrives: known.kind == BodyKind::Board || steps.is_some(),
            body: BodyRef::of(known),
            there,
            steps: steps.unwrap_or_default(),
        });
        let structure = &reading.record.structure;
        let owed = arrangements.duty.iter().filter(|duty| {
            structure.owed_by(duty, date).contains(&body) || duty.kinds.contains(&known.kind)
        });
        view.duties
            .extend(owed.map(|duty| duty_view(arrangements, BodyRef::of(known), duty)));
    }
    view
}

fn duty_view(arrangements: &Arrangements, body: BodyRef, duty: &Duty) -> DutyView {
    let to = duty.to.iter();
    DutyView {
        body,
        what: duty.what.clone(),
        to: to
            .map(|partner| PartnerRef::of(arrangements, partner))
            .collect(),
        every: duty.every,
        often: duty.every.map(words::cadence),
        only_if: duty.only_if.clone(),
        clause: duty.clause.clone(),
    }
}

/// How strongly a line leads up: by answering, by advising, or not at all.
fn strength(kind: LineKind) -> usize {
    match kind {
        LineKind::AccountableTo
        | LineKind::DelegatedFrom
        | LineKind::ReportsTo
        | LineKind::CommissionedBy
        | LineKind::PartOf => 0,
        LineKind::Advises
        | LineKind::Scrutinises
        | LineKind::LiaisesWith
        | LineKind::SupportedByChairsOf => 1,
    }
}

/// The lines from a body to the Board: the shortest way by which bodies answer to one another, or else
/// the shortest there is. Empty from the Board itself; none where no way leads there.
fn way_up(arrangements: &Arrangements, from: &BodyId, date: Date) -> Option<Vec<LineView>> {
    (0..=1).find_map(|weakest| {
        let mut came: BTreeMap<&BodyId, (&BodyId, &Line)> = BTreeMap::new();
        let mut seen = BTreeSet::from([from]);
        let mut next = VecDeque::from([from]);
        while let Some(at) = next.pop_front() {
            let body = arrangements.body(at).filter(|body| body.exists_on(date))?;
            if body.kind == BodyKind::Board {
                return Some(steps(arrangements, &came, &body.id));
            }
            let up = body
                .line
                .iter()
                .filter(|line| strength(line.kind) <= weakest);
            for line in up {
                let there = arrangements.body(&line.to);
                if there.is_some_and(|to| to.exists_on(date)) && seen.insert(&line.to) {
                    came.insert(&line.to, (&body.id, line));
                    next.push_back(&line.to);
                }
            }
        }
        None
    })
}

fn steps(
    arrangements: &Arrangements,
    came: &BTreeMap<&BodyId, (&BodyId, &Line)>,
    board: &BodyId,
) -> Vec<LineView> {
    let mut steps = Vec::new();
    let mut at = board;
    while let Some((from, line)) = came.get(at) {
        let lines = arrangements
            .body(from)
            .map(|body| lines_of(arrangements, body));
        let mut same = lines.into_iter().flatten();
        steps.extend(same.find(|one| one.to.id == line.to && one.kind == line.kind));
        at = from;
    }
    steps.reverse();
    steps
}

/// Where an organisation that sits nowhere is heard: bodies on which its sector sits, and those that are
/// open to all; with the way from there to the Board.
pub(super) fn heard(reading: &Reading, partner: &PartnerId, date: Date) -> FitView {
    let Some(adoption) = reading.record.structure.in_force(date) else {
        return FitView::default();
    };
    let arrangements = &*adoption.arrangements;
    let own = PartnerRef::of(arrangements, partner).sector;
    let alike = seats_where(reading, date, |seat| {
        let sector = seat.partner.as_ref().and_then(|it| it.sector.clone());
        own.is_some() && sector == own && seat.holder.is_some()
    });
    let mut heard: Vec<HeardView> = Vec::new();
    for held in alike {
        match heard.iter_mut().find(|one| one.body.id == held.body.id) {
            Some(one) => one.through.push(held),
            None => heard.push(HeardView {
                body: held.body.clone(),
                through: vec![held],
                open: false,
            }),
        }
    }
    let bodies = arrangements.body.iter().filter(|body| body.exists_on(date));
    for body in bodies.filter(|body| body.kind == BodyKind::Forum) {
        match heard.iter_mut().find(|one| one.body.id == body.id) {
            Some(one) => one.open = true,
            None => heard.push(HeardView {
                body: BodyRef::of(body),
                through: Vec::new(),
                open: true,
            }),
        }
    }
    let there = heard.iter().map(|one| (one.body.id.clone(), Vec::new()));
    FitView {
        duties: Vec::new(),
        ways: fit(reading, there.collect(), date).ways,
        heard,
    }
}

impl FitView {
    /// The bodies on the ways that arrive, each once, and the lines between them.
    pub fn on_the_way(&self) -> (Vec<BodyRef>, Vec<LineView>) {
        let (mut bodies, mut lines) = (Vec::<BodyRef>::new(), Vec::<LineView>::new());
        let mut note = |body: &BodyRef| {
            if bodies.iter().all(|known| known.id != body.id) {
                bodies.push(body.clone());
            }
        };
        for way in self.ways.iter().filter(|way| way.arrives) {
            note(&way.body);
            for step in &way.steps {
                note(&step.to);
                let same = |known: &LineView| {
                    (&known.from.id, &known.to.id) == (&step.from.id, &step.to.id)
                };
                if !lines.iter().any(same) {
                    lines.push(step.clone());
                }
            }
        }
        (bodies, lines)
    }
}
