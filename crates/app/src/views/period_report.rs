//! What a body did in a period, and how its work stands: made from the book for any body and any period,
//! with what needs attention first.
//!
//! It says what whoever looks may know and nothing else: each part asks where that part is always asked.

use jiff::civil::Date;
use record::{
    LineNo,
    exceptions::About,
    id::{BodyId, MeetingId},
    meetings::{Meeting, Stage},
    plan::{Every, Light, Period},
};
use serde::Serialize;

use super::{
    ActionView, Audience, BodyRef, DecisionLine, ExceptionLine, IndicatorInPeriod, MeetingLine,
    QuorumView, ThemeInPeriod, actions, decision::knows, exceptions, meeting::may_see,
    period_performance::performance, words,
};
use crate::Reading;

/// How many earlier periods of each length are offered.
const OFFERED: usize = 8;

/// The report of a body on a period.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodReportView {
    /// The body.
    pub body: BodyRef,
    /// Its purpose, where its arrangements say it.
    pub purpose: Option<String>,
    /// The period.
    pub period: PeriodView,
    /// The day of which it tells: today.
    pub on: Date,
    /// The line of the book up to which it was made.
    pub line: LineNo,
    /// What needs attention, the most pressing first.
    pub attention: Vec<AttentionView>,
    /// Exceptions and log jams that stood before it in the period and were not closed before it began.
    pub exceptions: Vec<ExceptionLine>,
    /// How what it answers for stood, theme by theme.
    pub performance: Vec<ThemeInPeriod>,
    /// Meetings of the period, the first first.
    pub meetings: Vec<MeetingInPeriod>,
    /// What was decided in it, in order.
    pub decisions: Vec<DecisionLine>,
    /// Actions that were open in it at any time, the soonest due first.
    pub actions: Vec<ActionView>,
    /// The meetings that come next.
    pub next: Vec<MeetingLine>,
}

/// A period of the partnership's year.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodView {
    /// Its name in addresses: `2007-08-q3`.
    pub id: Period,
    /// As people say it: "quarter 3 of 2007-08".
    pub said: String,
    /// Its months: "October to December 2007".
    pub months: String,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Whether it is over.
    pub ended: bool,
}

/// Something that needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttentionView {
    /// How pressing it is.
    pub pressing: Pressure,
    /// What it is, in a sentence.
    pub what: String,
    /// Where it is, below the partnership, where it has a page.
    pub at: Option<String>,
}

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pressure {
    /// It failed, or is late.
    Failed,
    /// It waits.
    Waits,
}

/// A meeting of the period.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingInPeriod {
    /// The meeting.
    #[serde(flatten)]
    pub line: MeetingLine,
    /// Its quorum at the end; none: not to be known yet, or it was not held.
    pub quorum: Option<QuorumView>,
    /// How many decisions it took; none: not to be known yet.
    pub decisions: Option<usize>,
}

/// A body and the periods on which it can report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportsOfBody {
    /// The body.
    pub body: BodyRef,
    /// The quarter in which today is.
    pub now: PeriodView,
    /// The latest quarters that are over, the latest first.
    pub quarters: Vec<PeriodView>,
    /// The latest years that are over, the latest first.
    pub years: Vec<PeriodView>,
}

impl PeriodView {
    fn of(reading: &Reading, period: Period) -> Self {
        let starts = starts(reading);
        Self {
            id: period,
            said: period.said(),
            months: period.months_said(starts),
            first: period.first_day(starts),
            last: period.last_day(starts),
            ended: period.ended(reading.today(), starts),
        }
    }
}

/// The month in which the partnership's financial year begins.
fn starts(reading: &Reading) -> u8 {
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    adoption.map_or(4, |adoption| {
        adoption.arrangements.partnership.financial_year_starts
    })
}

/// The last quarter that was over on a day, where a report on it can be made.
pub fn last_quarter(reading: &Reading, on: Date) -> Option<PeriodView> {
    let starts = starts(reading);
    let last = Period::last_ended(on.min(reading.today()), Every::Quarter, starts);
    let mut adoptions = reading.record.structure.adoptions();
    let begun = adoptions.next()?.from;
    (begun <= last.last_day(starts)).then(|| PeriodView::of(reading, last))
}

/// Every body that reports, with the periods on which it can: none before its book begins.
pub fn reports(reading: &Reading) -> Vec<ReportsOfBody> {
    let (today, starts) = (reading.today(), starts(reading));
    let structure = &reading.record.structure;
    let begun = structure.adoptions().next().map(|adoption| adoption.from);
    let before = |every: Every, most: usize| {
        let last = Period::last_ended(today, every, starts);
        let all = std::iter::successors(Some(last), |period| Some(period.previous()));
        let known = all
            .take_while(move |period| begun.is_some_and(|begun| begun <= period.last_day(starts)));
        let known = known.take(most);
        known
            .map(|period| PeriodView::of(reading, period))
            .collect::<Vec<_>>()
    };
    let (quarters, years) = (
        before(Every::Quarter, OFFERED),
        before(Every::Year, OFFERED),
    );
    let now = PeriodView::of(reading, Period::around(today, Every::Quarter, starts));
    let Some(adoption) = structure.in_force(today) else {
        return Vec::new();
    };
    let bodies = adoption.arrangements.body.iter();
    let own = bodies.filter(|body| body.kind != record::arrangements::BodyKind::External);
    own.map(|body| ReportsOfBody {
        body: BodyRef::of(body),
        now: now.clone(),
        quarters: quarters.clone(),
        years: years.clone(),
    })
    .collect()
}

/// The report of a body on a period; none where there was no such body, or the period has not begun.
pub fn period_report(
    reading: &Reading,
    body: &BodyId,
    period: Period,
    audience: Audience,
) -> Option<PeriodReportView> {
    let period = PeriodView::of(reading, period);
    let today = reading.today();
    let structure = &reading.record.structure;
    let there = structure
        .body(body, period.last.min(today))
        .or_else(|| structure.body(body, period.first))?;
    if today < period.first {
        return None;
    }
    let within = |day: Date| (period.first..=period.last).contains(&day);
    let held: Vec<&Meeting> = reading
        .record
        .meetings
        .of(body)
        .filter(|meeting| within(meeting.date) && meeting.stage != Stage::Called)
        .collect();
    let decisions: Vec<DecisionLine> = held
        .iter()
        .flat_map(|meeting| decided(reading, meeting, audience))
        .collect();
    let actions = actions_of(reading, body, &period, audience);
    let exceptions = exceptions_of(reading, body, &period, audience);
    let performance = performance(reading, body, &period);
    let meetings: Vec<MeetingInPeriod> = held
        .iter()
        .map(|meeting| in_period(reading, meeting, audience))
        .collect();
    Some(PeriodReportView {
        body: BodyRef::named(reading, body, period.last.min(today)),
        purpose: there.1.purpose.clone(),
        on: today,
        line: reading.head.line,
        attention: attention(&exceptions, &performance, &meetings, &decisions, &actions),
        exceptions,
        performance,
        meetings,
        decisions,
        actions,
        next: super::meetings_to_come(reading, Some(body))
            .take(3)
            .collect(),
        period,
    })
}

fn in_period(reading: &Reading, meeting: &Meeting, audience: Audience) -> MeetingInPeriod {
    let seen = may_see(meeting, audience) && meeting.stage == Stage::Closed;
    MeetingInPeriod {
        line: MeetingLine::of(reading, meeting),
        quorum: seen.then(|| QuorumView::now(reading, meeting)),
        decisions: seen.then(|| decided(reading, meeting, audience).count()),
    }
}

/// What a meeting decided, as far as whoever looks may know.
fn decided<'a>(
    reading: &'a Reading,
    meeting: &Meeting,
    audience: Audience,
) -> impl Iterator<Item = DecisionLine> + use<'a> {
    let of = reading.record.decisions.of_meeting(&meeting.id);
    let known: Vec<_> = of
        .filter(|decision| decision.verdict().is_some() && knows(reading, decision, audience))
        .filter_map(|decision| DecisionLine::of(reading, decision, audience))
        .collect();
    known.into_iter()
}

/// Actions of a body that were asked by the end of a period and not closed before it began.
fn actions_of(
    reading: &Reading,
    body: &BodyId,
    period: &PeriodView,
    audience: Audience,
) -> Vec<ActionView> {
    let meetings = &reading.record.meetings;
    let of = |meeting: &MeetingId| {
        let meeting = meetings.get(meeting);
        meeting.is_some_and(|meeting| meeting.body == *body && meeting.date <= period.last)
    };
    let all = actions::actions(reading, audience, |action| of(&action.meeting));
    let open = all.filter(|action| action.closed.is_none_or(|closed| period.first <= closed));
    let mut open: Vec<ActionView> = open.collect();
    open.sort_by_key(|action| (action.outcome.is_some(), action.due));
    open
}

/// Exceptions that stand before a body, and stood there or were closed in the period; and those about figures
/// of the period, which come in when it is over.
fn exceptions_of(
    reading: &Reading,
    body: &BodyId,
    period: &PeriodView,
    audience: Audience,
) -> Vec<ExceptionLine> {
    let all = exceptions::exceptions(reading, audience, None).into_iter();
    all.filter(|line| {
        let open = line.closed.is_none_or(|closed| period.first <= closed);
        let stood = line.on <= period.last && open;
        line.body.id == *body && (stood || is_of(reading, line, period))
    })
    .collect()
}

/// Whether an exception is about a figure of a period.
fn is_of(reading: &Reading, line: &ExceptionLine, period: &PeriodView) -> bool {
    let found = reading.record.exceptions.get(&line.id);
    let of = found.and_then(|exception| match &exception.about {
        About::Indicator { period, .. } => Some(*period),
        _ => None,
    });
    of.is_some_and(|of| {
        let last = of.last_day(starts(reading));
        (period.first..=period.last).contains(&last)
    })
}

/// Open exceptions, and what is off track and is not among them.
fn pressing(exceptions: &[ExceptionLine], performance: &[ThemeInPeriod]) -> Vec<AttentionView> {
    let mut found = Vec::new();
    for line in exceptions.iter().filter(|line| line.closed.is_none()) {
        let asks = line.asks.as_ref();
        let asks = asks.map_or(String::new(), |asks| {
            format!(". Asked of the body: {}", asks.trim_end_matches('.'))
        });
        found.push(AttentionView {
            pressing: Pressure::Failed,
            what: format!("{} ({}){asks}", line.title, line.owner.name),
            at: Some(format!("/exceptions/{}", line.id)),
        });
    }
    let all = performance.iter().flat_map(|theme| &theme.indicators);
    let told = |one: &IndicatorInPeriod| {
        let path = format!("/indicators/{}", one.id);
        let mut open = exceptions.iter().filter(|line| line.closed.is_none());
        open.any(|line| {
            line.about
                .as_ref()
                .is_some_and(|it| it.path.as_deref() == Some(&*path))
        })
    };
    for one in all.filter(|one| one.light == Some(Light::OffTrack) && !told(one)) {
        let came = match (&one.value, &one.target) {
            (Some(value), Some(target)) => {
                format!(": {} for a target of {}", value.said, target.said)
            }
            _ => String::new(),
        };
        found.push(AttentionView {
            pressing: Pressure::Failed,
            what: format!("Off track in {}: {}{came}", one.period, one.title),
            at: Some(format!("/indicators/{}", one.id)),
        });
    }
    found
}

/// What needs attention: what is late or failed, then what waits.
fn attention(
    exceptions: &[ExceptionLine],
    performance: &[ThemeInPeriod],
    meetings: &[MeetingInPeriod],
    decisions: &[DecisionLine],
    actions: &[ActionView],
) -> Vec<AttentionView> {
    let mut found = pressing(exceptions, performance);
    for action in actions.iter().filter(|action| action.overdue) {
        let before = if action.escalated {
            ", and comes before the chair"
        } else {
            ""
        };
        found.push(AttentionView {
            pressing: Pressure::Failed,
            what: format!(
                "Overdue since {}{before}: {} ({})",
                words::short_day(action.due),
                action.what,
                action.owner.name
            ),
            at: Some(format!("/actions/{}", action.id)),
        });
    }
    for meeting in meetings {
        let Some(quorum) = meeting.quorum.as_ref().filter(|quorum| !quorum.quorate) else {
            continue;
        };
        found.push(AttentionView {
            pressing: Pressure::Failed,
            what: format!(
                "The meeting on {} ended without a quorum: {} of {} were present, {} were needed",
                words::short_day(meeting.line.date),
                quorum.present,
                quorum.of,
                quorum.needed.unwrap_or_default()
            ),
            at: Some(format!("/meetings/{}", meeting.line.id)),
        });
    }
    for decision in decisions {
        let at = Some(format!("/decisions/{}", decision.id));
        if decision.for_ratification && decision.ratified.is_none() {
            found.push(AttentionView {
                pressing: Pressure::Waits,
                what: format!("Waits to be ratified: {}", decision.text),
                at,
            });
        } else if decision.tied {
            found.push(AttentionView {
                pressing: Pressure::Waits,
                what: format!("Tied, so not carried: {}", decision.text),
                at,
            });
        }
    }
    found.sort_by_key(|one| one.pressing);
    found
}
