//! Meetings: one page that grows before, during and after.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use record::{
    LineNo,
    arrangements::{Arrangements, Purpose},
    id::{BodyId, DecisionId, ItemNo, MeetingId, SeatId},
    meetings::{InRoom, Item, Meeting, Origin, QuorumStanding, Stage},
    structure::{SeatOn, Standing},
};
use serde::Serialize;

use super::{
    ActionView, Arising, AttendanceKind, Audience, BodyRef, BroughtBy, ClassView, CorrectionView,
    DecisionLine, DecisionView, InterestView, NoticeView, PaperView, PartingView, PartnerRef,
    PersonRef, QuorumMoment, ReportView, actions, afterwards, chain, decision, decision::knows,
    item_title, papers::papers, report, rights,
};
use crate::Reading;

/// A meeting in a list.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingLine {
    /// Its name.
    pub id: MeetingId,
    /// Of which body.
    pub body: BodyRef,
    /// The day.
    pub date: Date,
    /// When it begins.
    pub starts: Time,
    /// Where.
    pub place: String,
    /// How far its minutes have come.
    pub minutes: MinutesState,
    /// How many items its agenda has.
    pub items: usize,
    /// On which day the newest draft of its minutes went to the members.
    pub circulated: Option<Date>,
}

/// How far a meeting and its minutes have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum MinutesState {
    /// Called.
    Called,
    /// Under way.
    Open,
    /// Cancelled before it began.
    Cancelled,
    /// Held; the minutes are not drafted.
    Held,
    /// Drafted.
    Drafted,
    /// Approved.
    Approved {
        /// On which day.
        on: Date,
    },
    /// Published.
    Published {
        /// On which day they were approved.
        approved: Date,
    },
}

/// A meeting.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: MeetingLine,
    /// Its deadlines, its issue and what was added since; where it was moved from.
    pub notice: NoticeView,
    /// The agenda.
    pub agenda: Vec<ItemView>,
    /// Who was there; none: not public yet.
    pub attendance: Option<Attendance>,
    /// When it was opened.
    pub opened: Option<Time>,
    /// When it was closed.
    pub closed: Option<Time>,
    /// Where its minutes were approved.
    pub approved_at: Option<MeetingId>,
    /// Whether what happened may be shown to whoever looks.
    pub open_to_you: bool,
    /// Actions of earlier meetings of the body that arise at it.
    pub arising: Option<Arising>,
    /// The line at which it last changed.
    pub changed: LineNo,
    /// The line that called it.
    pub called: LineNo,
    /// The line that published its minutes.
    pub published: Option<LineNo>,
}

/// An item of an agenda.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// Its number.
    pub no: ItemNo,
    /// Its title: the real one for those who may know it.
    pub title: String,
    /// The title that everyone reads, where that is another one.
    pub public_title: Option<String>,
    /// Who may know what is said under it, and why not everyone.
    pub class: ClassView,
    /// Whether what is said under it is withheld from whoever looks.
    pub withheld: bool,
    /// That it was released.
    pub released: Option<PartingView>,
    /// That the public was excluded from it, where that may be known.
    pub excluded: Option<ExclusionView>,
    /// What everyone may read of it in place of the minutes, once they are approved and may be read.
    pub summary: Option<String>,
    /// What it is for.
    pub purpose: Purpose,
    /// Who presents it.
    pub presenter: Option<String>,
    /// How long it may take, in minutes.
    pub minutes: Option<u16>,
    /// When it is expected to begin, where all before it have a length.
    pub expected: Option<Time>,
    /// The clause that puts it on every agenda.
    pub standing_clause: Option<String>,
    /// Whether the arrangements put it on every agenda.
    pub standing: bool,
    /// The decision that it is to ratify, where whoever looks may see it.
    pub ratifies: Option<DecisionId>,
    /// Whether what it was to ratify was ratified, here or at another meeting; none: not ruled on.
    pub ratified: Option<bool>,
    /// The body and the decision that bring it before this one, where one does.
    pub brought_by: Option<BroughtBy>,
    /// The exception that put itself there, because it is open.
    pub exception: Option<record::id::ExceptionId>,
    /// The decision report under it.
    pub report: Option<ReportView>,
    /// Papers under it.
    pub papers: Vec<PaperView>,
    /// What was said, as minuted.
    pub said: Option<String>,
    /// Decisions under it.
    pub decisions: Vec<DecisionLine>,
    /// Actions under it.
    pub actions: Vec<ActionView>,
    /// Interests declared in it, and who withdrew.
    pub interests: Vec<InterestView>,
    /// Corrections of what was minuted under it, oldest first.
    pub corrections: Vec<CorrectionView>,
}

/// That the public was excluded from an item.
#[derive(Debug, Clone, Serialize)]
pub struct ExclusionView {
    /// The descriptions that the resolution names.
    pub paragraphs: Vec<String>,
    /// What was resolved.
    pub words: String,
    /// The line of the book.
    pub line: LineNo,
}

/// Who was there.
#[derive(Debug, Clone, Serialize)]
pub struct Attendance {
    /// Who took the chair.
    pub chair: Option<PersonRef>,
    /// Everyone who came, in the order of the seats.
    pub present: Vec<Attendee>,
    /// Seats that sent apologies, and did not come.
    pub apologies: Vec<Attendee>,
    /// Members' seats for which nobody came or sent apologies.
    pub absent: Vec<Attendee>,
    /// The quorum with those in the room now, or at the end.
    pub quorum: QuorumView,
    /// The quorum after each coming and going since the meeting was opened.
    pub over_time: Vec<QuorumMoment>,
}

/// A seat at a meeting.
#[derive(Debug, Clone, Serialize)]
pub struct Attendee {
    /// The seat.
    pub seat: SeatId,
    /// What it is called.
    pub title: String,
    /// The partner that it speaks for.
    pub partner: Option<PartnerRef>,
    /// Who came for it, or who holds it.
    pub person: Option<PersonRef>,
    /// Whether as a substitute.
    pub substitute: bool,
    /// In what kind they attended.
    pub kind: AttendanceKind,
    /// Whether the seat counts for the quorum.
    pub member: bool,
    /// Every stay in the room.
    pub stays: Vec<StayView>,
}

/// A stay in the room.
#[derive(Debug, Clone, Serialize)]
pub struct StayView {
    /// From when.
    pub from: Time,
    /// Until when; none: to the end.
    pub until: Option<Time>,
}

/// A quorum, said.
#[derive(Debug, Clone, Serialize)]
pub struct QuorumView {
    /// Whether enough are present.
    pub quorate: bool,
    /// How many count as present.
    pub present: u32,
    /// How many are needed; none: no quorum is set.
    pub needed: Option<u32>,
    /// Of how many.
    pub of: u32,
    /// The clause it follows from.
    pub clause: Option<String>,
}

impl QuorumView {
    pub(crate) fn of(standing: QuorumStanding, clause: Option<String>) -> Self {
        let QuorumStanding {
            present,
            of,
            needed,
        } = standing;
        Self {
            quorate: standing.quorate(),
            present,
            needed,
            of,
            clause,
        }
    }

    pub(crate) fn now(reading: &Reading, meeting: &Meeting) -> Self {
        Self::with(reading, meeting, &meeting.room)
    }

    /// How it stands with these in the room.
    pub(crate) fn with(
        reading: &Reading,
        meeting: &Meeting,
        room: &BTreeMap<SeatId, InRoom>,
    ) -> Self {
        let body = reading.record.structure.body(&meeting.body, meeting.date);
        let clause = body.and_then(|(_, body)| body.quorum.as_ref()?.clause.clone());
        Self::of(meeting.quorum_with(&reading.record, room), clause)
    }
}

impl MeetingLine {
    pub(crate) fn of(reading: &Reading, meeting: &Meeting) -> Self {
        Self {
            id: meeting.id.clone(),
            body: BodyRef::named(reading, &meeting.body, meeting.date),
            date: meeting.date,
            starts: meeting.starts,
            place: meeting.place.to_string(),
            minutes: state(meeting),
            items: meeting.items.len(),
            circulated: meeting.circulated().map(|at| actions::day_of(reading, at)),
        }
    }
}

fn state(meeting: &Meeting) -> MinutesState {
    match (meeting.stage, &meeting.approval) {
        (Stage::Called, _) => MinutesState::Called,
        (Stage::Open, _) => MinutesState::Open,
        (Stage::Cancelled, _) => MinutesState::Cancelled,
        (Stage::Closed, Some(approval)) if meeting.published.is_some() => MinutesState::Published {
            approved: approval.on,
        },
        (Stage::Closed, Some(approval)) => MinutesState::Approved { on: approval.on },
        (Stage::Closed, None) if meeting.minutes().is_some() => MinutesState::Drafted,
        (Stage::Closed, None) => MinutesState::Held,
    }
}

/// Whether whoever looks may see what happened at a meeting.
pub(crate) fn may_see(meeting: &Meeting, audience: Audience) -> bool {
    audience.inside() || meeting.published.is_some()
}

/// Meetings to come, of a body or of all, soonest first; those under way among them.
pub fn meetings_to_come<'a>(
    reading: &'a Reading,
    body: Option<&'a BodyId>,
) -> impl Iterator<Item = MeetingLine> + 'a {
    let wanted = move |meeting: &&Meeting| body.is_none_or(|body| meeting.body == *body);
    let meetings = reading.record.meetings.to_come().filter(wanted);
    meetings.map(|meeting| MeetingLine::of(reading, meeting))
}

/// Meetings that were cancelled and would still be to come, soonest first.
pub fn meetings_cancelled(reading: &Reading) -> impl Iterator<Item = MeetingLine> {
    let today = reading.today();
    let all = reading.record.meetings.all().rev();
    let cancelled = all
        .take_while(move |meeting| today <= meeting.date)
        .filter(|meeting| meeting.stage == Stage::Cancelled);
    let lines: Vec<MeetingLine> = cancelled
        .map(|meeting| MeetingLine::of(reading, meeting))
        .collect();
    lines.into_iter().rev()
}

/// Meetings held, of a body or of all, latest first. Lines are made as they are taken.
pub fn meetings_held<'a>(
    reading: &'a Reading,
    body: Option<&'a BodyId>,
) -> impl Iterator<Item = MeetingLine> + 'a {
    let meetings = &reading.record.meetings;
    let of_one = body.into_iter().flat_map(|body| meetings.of(body).rev());
    let of_all = body.is_none().then(|| meetings.all().rev());
    let held = of_one.chain(of_all.into_iter().flatten());
    held.filter(|meeting| meeting.stage == Stage::Closed)
        .map(|meeting| MeetingLine::of(reading, meeting))
}

/// A meeting; none when there is no such meeting.
pub fn meeting(reading: &Reading, id: &MeetingId, audience: Audience) -> Option<MeetingView> {
    let meeting = reading.record.meetings.get(id)?;
    let adoption = reading.record.structure.in_force_or_first(meeting.date)?;
    let arrangements = &*adoption.arrangements;
    let open_to_you = may_see(meeting, audience);
    let began = meeting.stage != Stage::Called
        || !meeting.presence.is_empty()
        || !meeting.apologies.is_empty();
    Some(MeetingView {
        line: MeetingLine::of(reading, meeting),
        notice: NoticeView::of(reading, meeting, audience),
        agenda: agenda(reading, arrangements, meeting, audience),
        attendance: (open_to_you && began).then(|| attendance(reading, arrangements, meeting)),
        opened: meeting.opened.filter(|_| open_to_you),
        closed: meeting.closed.filter(|_| open_to_you),
        approved_at: meeting
            .approval
            .as_ref()
            .and_then(|approval| approval.at.clone()),
        open_to_you,
        arising: actions::arising(reading, meeting, audience),
        changed: meeting.changed,
        called: meeting.line,
        published: meeting.published,
    })
}

fn agenda(
    reading: &Reading,
    arrangements: &Arrangements,
    meeting: &Meeting,
    audience: Audience,
) -> Vec<ItemView> {
    let mut expected = Some(meeting.starts);
    let mut items = Vec::new();
    for item in &meeting.items {
        items.push(item_view(
            reading,
            arrangements,
            meeting,
            item,
            expected,
            audience,
        ));
        expected = match (expected, item.minutes) {
            (Some(time), Some(minutes)) => time
                .checked_add(jiff::Span::new().minutes(i64::from(minutes)))
                .ok(),
            _ => None,
        };
    }
    items
}

fn item_view(
    reading: &Reading,
    arrangements: &Arrangements,
    meeting: &Meeting,
    item: &Item,
    expected: Option<Time>,
    audience: Audience,
) -> ItemView {
    let open = may_see(meeting, audience);
    let reads = rights::reads_matter(reading, audience, meeting, item);
    let visible = open && reads;
    let record = &reading.record;
    let said = meeting.said(item.no).filter(|_| visible);
    let corrections = meeting.corrections();
    let corrections = corrections.filter(|one| visible && one.item == item.no);
    let decisions = record
        .decisions
        .of_meeting(&meeting.id)
        .filter(|decision| visible && decision.item == item.no);
    let actions = meeting
        .actions
        .iter()
        .filter(|_| visible)
        .filter_map(|id| record.meetings.action(id));
    ItemView {
        no: item.no,
        title: item_title(reading, audience, meeting, item),
        public_title: item
            .real_title
            .as_ref()
            .filter(|_| reads)
            .map(|_| item.title.to_string()),
        class: ClassView::of(reading, meeting.date, &item.class, reads),
        withheld: !reads,
        released: item
            .released
            .as_ref()
            .map(|parting| PartingView::of(reading, parting)),
        excluded: exclusion(meeting, item).filter(|_| open),
        summary: summary(meeting, item).filter(|_| open),
        purpose: item.purpose,
        presenter: item.presenter.as_ref().map(ToString::to_string),
        minutes: item.minutes,
        expected: expected.filter(|_| item.minutes.is_some()),
        standing_clause: match &item.origin {
            Origin::Standing { clause } => clause.clone(),
            _ => None,
        },
        standing: matches!(item.origin, Origin::Standing { .. }),
        ratified: item
            .origin
            .decision()
            .and_then(|id| super::decision::ruling(reading, record.decisions.get(id)?, audience))
            .map(|ruling| ruling.agreed),
        ratifies: match &item.origin {
            Origin::Ratification { decision } => Some(decision.clone()).filter(|decision| {
                let decision = record.decisions.get(decision);
                decision.is_some_and(|decision| knows(reading, decision, audience))
            }),
            _ => None,
        },
        brought_by: chain::brought_by(reading, item, audience),
        exception: item.origin.exception().cloned(),
        report: report(reading, meeting, item.no, None, audience),
        papers: papers(reading, arrangements, meeting, item, audience),
        said: said.map(|said| said.shown().to_owned()),
        decisions: decisions
            .filter_map(|decision| DecisionLine::of(reading, decision, audience))
            .collect(),
        actions: actions
            .filter(|action| action.item == item.no)
            .map(|action| actions::action_view(reading, arrangements, meeting, action))
            .collect(),
        interests: if visible {
            afterwards::interests(reading, meeting, item.no)
        } else {
            Vec::new()
        },
        corrections: corrections
            .map(|one| CorrectionView::of(reading, one))
            .collect(),
    }
}

fn exclusion(meeting: &Meeting, item: &Item) -> Option<ExclusionView> {
    let exclusion = meeting.excluded.get(&item.no)?;
    Some(ExclusionView {
        paragraphs: exclusion
            .paragraphs
            .iter()
            .map(ToString::to_string)
            .collect(),
        words: exclusion.words.shown().to_owned(),
        line: exclusion.line,
    })
}

fn summary(meeting: &Meeting, item: &Item) -> Option<String> {
    let summaries = &meeting.approval.as_ref()?.summaries;
    let summary = summaries.iter().find(|summary| summary.item == item.no)?;
    Some(summary.text.shown().to_owned())
}

/// The minutes of a meeting as a document: the meeting, and each decision in full.
#[derive(Debug, Clone, Serialize)]
pub struct MinutesView {
    /// The meeting.
    #[serde(flatten)]
    pub meeting: MeetingView,
    /// Decisions in full, in the order in which they were taken. Empty while the minutes may not be shown.
    pub decisions: Vec<DecisionView>,
}

/// The minutes of a meeting; none when there is no such meeting.
pub fn minutes(reading: &Reading, id: &MeetingId, audience: Audience) -> Option<MinutesView> {
    let meeting = meeting(reading, id, audience)?;
    let decisions = reading
        .record
        .decisions
        .of_meeting(id)
        .filter(|decision| decision.verdict().is_some());
    let decisions = decisions.filter_map(|one| decision(reading, &one.id, audience));
    Some(MinutesView {
        decisions: decisions.collect(),
        meeting,
    })
}

fn attendance(reading: &Reading, arrangements: &Arrangements, meeting: &Meeting) -> Attendance {
    let on = reading
        .record
        .structure
        .seats_on(&meeting.body, meeting.date);
    let in_force = || {
        on.iter()
            .filter(|seat| seat.standing != Standing::NotInForce)
    };
    let came = |seat: &SeatId| meeting.presence.iter().any(|stay| stay.seat == *seat);
    let sorry = |seat: &SeatId| meeting.apologies.contains(seat) && !came(seat);
    let attendee = |seat: &SeatOn<'_>| attendee(reading, arrangements, meeting, seat);
    let missing = |seat: &&SeatOn<'_>| {
        seat.chair.seat.counts() && seat.holder.is_some() && !came(seat.id()) && !sorry(seat.id())
    };
    let chair = meeting.chair.as_ref().and_then(|chair| {
        let stay = meeting.presence.iter().find(|stay| stay.seat == *chair)?;
        Some(PersonRef::of(reading, stay.person))
    });
    Attendance {
        chair,
        present: in_force()
            .filter(|seat| came(seat.id()))
            .map(attendee)
            .collect(),
        apologies: in_force()
            .filter(|seat| sorry(seat.id()))
            .map(attendee)
            .collect(),
        absent: in_force().filter(missing).map(attendee).collect(),
        quorum: QuorumView::now(reading, meeting),
        over_time: afterwards::quorum_over_time(reading, meeting),
    }
}

fn attendee(
    reading: &Reading,
    arrangements: &Arrangements,
    meeting: &Meeting,
    seat: &SeatOn<'_>,
) -> Attendee {
    let stays = || {
        meeting
            .presence
            .iter()
            .filter(|stay| stay.seat == *seat.id())
    };
    let last = stays().next_back();
    let person = last
        .map(|stay| stay.person)
        .or(seat.holder.map(|holder| holder.person));
    Attendee {
        seat: seat.id().clone(),
        title: seat.chair.title(),
        partner: seat
            .partner()
            .map(|partner| PartnerRef::of(arrangements, partner)),
        person: person.map(|person| PersonRef::of(reading, person)),
        substitute: last.is_some_and(|stay| stay.substitute),
        kind: match last {
            Some(stay) => AttendanceKind::of(seat.chair.seat.capacity, stay.substitute),
            None if meeting.apologies.contains(seat.id()) => AttendanceKind::Apologies,
            None => AttendanceKind::Absent,
        },
        member: seat.chair.seat.counts(),
        stays: stays()
            .map(|stay| StayView {
                from: stay.from,
                until: stay.until,
            })
            .collect(),
    }
}
