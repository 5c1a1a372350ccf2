//! The secretariat's desk: what has to be done next, and where something is missing.

use jiff::{ToSpan, civil::Date};
use record::{
    arrangements::Purpose,
    id::MeetingId,
    meetings::{Notice, Stage},
    structure::Standing,
};
use serde::Serialize;

use super::{
    ActionView, Audience, BodyRef, CorrespondenceLine, DecisionLine, ExceptionLine, HeldSeat,
    MeetingLine, MinutesState, NominationView, PersonRef, RemedyView, ReviewDue, SeatView,
    WatchLine, actions, correspondences,
    delivery::{PlanLine, plans_to_complete},
    exceptions::{remedies_to_do, unrecorded},
    filling::{TERM_NOTICE, nominations_standing, reviews_due},
    meetings_to_come, watch_list,
};
use crate::Reading;

/// How many days ahead the desk looks.
pub(super) const FORTNIGHT: i32 = 14;

/// The secretariat's desk.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeView {
    /// What has to be done next, by its day: what is under way first, then what is behind, then the
    /// coming fortnight, then what has no day.
    pub steps: Vec<NextStep>,
    /// Meetings of the coming fortnight and those under way.
    pub fortnight: Vec<MeetingLine>,
    /// Meetings to come with items for decision that have no paper.
    pub bare: Vec<(MeetingLine, usize)>,
    /// Seats that are empty though someone should hold them.
    pub vacancies: Vec<HeldSeat>,
    /// Appointments that end within ninety days.
    pub ending: Vec<HeldSeat>,
    /// Actions whose day has passed.
    pub overdue: Vec<ActionView>,
    /// Meetings held whose minutes are not approved, the earliest first.
    pub unapproved: Vec<MeetingLine>,
    /// Decisions taken without a quorum that still wait to be ratified.
    pub for_ratification: Vec<Unratified>,
    /// Everyone known to the house.
    pub people: Vec<PersonRef>,
    /// Nominations that stand.
    pub nominations: Vec<NominationView>,
    /// Seats whose holder is too junior to speak for the organisation.
    pub junior: Vec<HeldSeat>,
    /// Seats whose holder has not accepted the role description.
    pub unaccepted: Vec<HeldSeat>,
    /// Bodies whose membership is to be reviewed.
    pub reviews: Vec<ReviewDue>,
    /// Remedial actions about exceptions whose day has passed.
    pub remedies: Vec<RemedyView>,
    /// What is on the watch list, whose day has passed and which is not answered.
    pub unanswered: Vec<WatchLine>,
}

/// A decision that was taken without a quorum.
#[derive(Debug, Clone, Serialize)]
pub struct Unratified {
    /// The decision.
    pub decision: DecisionLine,
    /// The meeting to come on whose agenda it stands; none: it stands on none yet.
    pub at: Option<MeetingLine>,
}

/// Something that waits for the secretariat.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "a handful are made for one page and dropped with it"
)]
pub enum NextStep {
    /// No arrangements are adopted.
    Adopt,
    /// A meeting is under way.
    RunMeeting {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// A meeting is today or has been, and was not opened.
    OpenMeeting {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// Items for decision have no paper.
    PapersMissing {
        /// The meeting.
        meeting: MeetingLine,
        /// How many items.
        items: usize,
        /// By when papers are due.
        by: Date,
    },
    /// The agenda has to go out.
    IssueAgenda {
        /// The meeting.
        meeting: MeetingLine,
        /// By when.
        by: Date,
    },
    /// A meeting of the coming fortnight that is prepared.
    Prepared {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// The minutes have to be drafted.
    DraftMinutes {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// The draft has to go to the members.
    CirculateMinutes {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// They have to be approved.
    ApproveMinutes {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// They have to be published.
    PublishMinutes {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// Partners have not answered to a decision that was referred to them.
    AwaitAnswers {
        /// The decision.
        decision: DecisionLine,
        /// How many have not answered, in words.
        waits: String,
        /// By when they are asked to.
        due: Option<Date>,
        /// Whether that day has passed.
        overdue: bool,
    },
    /// The accountable body has not said whether it agrees to a decision.
    AwaitAccountableBody {
        /// The decision.
        decision: DecisionLine,
    },
    /// The last day for answers by correspondence has passed, or everyone has answered.
    CountAnswers {
        /// The question.
        question: CorrespondenceLine,
    },
    /// A delivery plan is not approved: something is missing, or its approval has to be recorded.
    CompletePlan {
        /// The plan.
        plan: PlanLine,
    },
    /// A meeting was asked for a steer on an exception, and none is recorded.
    RecordSteer {
        /// The exception.
        exception: ExceptionLine,
        /// The meeting.
        meeting: MeetingLine,
    },
    /// A body that meets has no meeting called.
    CallMeeting {
        /// The body.
        body: BodyRef,
    },
}

impl NextStep {
    /// The day by which it is to be done, or on which it is; none: no day is set.
    pub fn by(&self) -> Option<Date> {
        match self {
            Self::Adopt | Self::AwaitAccountableBody { .. } | Self::CallMeeting { .. } => None,
            Self::RunMeeting { meeting }
            | Self::OpenMeeting { meeting }
            | Self::DraftMinutes { meeting }
            | Self::CirculateMinutes { meeting }
            | Self::ApproveMinutes { meeting }
            | Self::PublishMinutes { meeting }
            | Self::RecordSteer { meeting, .. }
            | Self::Prepared { meeting } => Some(meeting.date),
            Self::PapersMissing { by, .. } | Self::IssueAgenda { by, .. } => Some(*by),
            Self::AwaitAnswers { due, .. } => *due,
            Self::CountAnswers { question } => Some(question.deadline),
            Self::CompletePlan { plan } => plan.input_until,
        }
    }
}

/// The secretariat's desk today.
pub fn office(reading: &Reading) -> OfficeView {
    let today = reading.today();
    let next: Vec<_> = meetings_to_come(reading, None).collect();
    let past = unpublished(reading);
    let horizon = today.saturating_add(FORTNIGHT.days());
    let overdue = actions(reading, Audience::SECRETARIAT, |action| {
        action.overdue(today)
    });
    let people = reading.names.all().into_iter();
    let unapproved = past
        .iter()
        .filter(|meeting| matches!(meeting.minutes, MinutesState::Held | MinutesState::Drafted));
    let bare = next.iter().filter_map(|meeting| {
        let items = papers_missing(reading, &meeting.id);
        (items > 0).then(|| (meeting.clone(), items))
    });
    OfficeView {
        bare: bare.collect(),
        unapproved: unapproved.cloned().collect(),
        for_ratification: unratified(reading),
        steps: steps(reading, today, &next, &past),
        fortnight: next
            .into_iter()
            .filter(|meeting| meeting.date <= horizon)
            .collect(),
        vacancies: seats_where(reading, today, |seat| seat.vacant),
        ending: seats_where(reading, today, |seat| {
            seat.until
                .is_some_and(|until| until <= today.saturating_add(TERM_NOTICE.days()))
        }),
        overdue: overdue.collect(),
        people: people
            .map(|person| PersonRef::of(reading, person.id))
            .collect(),
        nominations: nominations_standing(reading),
        junior: seats_where(reading, today, |seat| seat.too_junior),
        unaccepted: seats_where(reading, today, |seat| {
            seat.holder.is_some() && seat.role.is_some() && seat.accepted.is_none()
        }),
        reviews: reviews_due(reading),
        remedies: remedies_to_do(reading, |_, remedy| remedy.overdue(today)),
        unanswered: watch_list(reading)
            .into_iter()
            .filter(|watched| watched.overdue)
            .collect(),
    }
}

fn steps(
    reading: &Reading,
    today: Date,
    next: &[MeetingLine],
    past: &[MeetingLine],
) -> Vec<NextStep> {
    if reading.record.structure.adoptions().next().is_none() {
        return vec![NextStep::Adopt];
    }
    let mut steps = Vec::new();
    let open = correspondences(reading, Audience::SECRETARIAT);
    let due = open.filter(|question| {
        let over = question.deadline < today || question.count.silent() == 0;
        question.outcome.is_none() && over
    });
    steps.extend(due.map(|question| NextStep::CountAnswers { question }));
    let (now, later): (Vec<&MeetingLine>, _) = next
        .iter()
        .partition(|meeting| meeting.minutes == MinutesState::Open || meeting.date <= today);
    for meeting in now {
        let meeting = meeting.clone();
        steps.push(match meeting.minutes {
            MinutesState::Open => NextStep::RunMeeting { meeting },
            _ => NextStep::OpenMeeting { meeting },
        });
    }
    for meeting in past {
        let meeting = || meeting.clone();
        match meeting().minutes {
            MinutesState::Held => steps.push(NextStep::DraftMinutes { meeting: meeting() }),
            MinutesState::Drafted if meeting().circulated.is_none() => {
                steps.push(NextStep::CirculateMinutes { meeting: meeting() });
            }
            MinutesState::Drafted => steps.push(NextStep::ApproveMinutes { meeting: meeting() }),
            MinutesState::Approved { .. } => {
                steps.push(NextStep::PublishMinutes { meeting: meeting() })
            }
            MinutesState::Called
            | MinutesState::Open
            | MinutesState::Cancelled
            | MinutesState::Published { .. } => {}
        }
    }
    let horizon = today.saturating_add(FORTNIGHT.days());
    steps.extend(
        later
            .into_iter()
            .filter_map(|meeting| to_prepare(reading, meeting, horizon)),
    );
    steps.extend(answers_awaited(reading));
    let plans = plans_to_complete(reading).into_iter();
    steps.extend(plans.map(|plan| NextStep::CompletePlan { plan }));
    let steers = unrecorded(reading).into_iter();
    steps.extend(steers.map(|(exception, meeting)| NextStep::RecordSteer { exception, meeting }));
    steps.extend(bodies_without_meeting(reading, today, next));
    steps.sort_by_key(|step| {
        let now = matches!(step, NextStep::RunMeeting { .. });
        (!now, step.by().unwrap_or(Date::MAX))
    });
    steps
}

/// What is to be done next for a meeting to come: papers, its agenda, or nothing more. None while
/// there is time.
fn to_prepare(reading: &Reading, line: &MeetingLine, horizon: Date) -> Option<NextStep> {
    let meeting = reading.record.meetings.get(&line.id)?;
    let notice = Notice::of_meeting(&reading.record, meeting);
    let items = papers_missing(reading, &line.id);
    let line = line.clone();
    if items > 0 && notice.papers.by <= horizon {
        let by = notice.papers.by;
        return Some(NextStep::PapersMissing {
            meeting: line,
            items,
            by,
        });
    }
    if meeting.issued.is_none() && notice.agenda.by <= horizon {
        let by = notice.agenda.by;
        return Some(NextStep::IssueAgenda { meeting: line, by });
    }
    (line.date <= horizon).then_some(NextStep::Prepared { meeting: line })
}

/// Decisions that wait for partners or for the accountable body, the first due first.
fn answers_awaited(reading: &Reading) -> Vec<NextStep> {
    let record = &reading.record;
    let mut steps = Vec::new();
    let mut waiting: Vec<_> = record.decisions.waiting().collect();
    waiting.sort_by_key(|it| {
        it.referral
            .as_ref()
            .and_then(|it| it.due)
            .unwrap_or(Date::MAX)
    });
    for decision in waiting {
        let line = || DecisionLine::of(reading, decision, Audience::SECRETARIAT);
        let Some(meeting) = record.meetings.get(&decision.meeting) else {
            continue;
        };
        let view = super::agreement::agreement(reading, meeting, decision);
        if let Some((waits, decision)) = view.waits_for_partners().zip(line()) {
            steps.push(NextStep::AwaitAnswers {
                decision,
                waits,
                due: view.referral.as_ref().and_then(|it| it.due),
                overdue: view.referral.as_ref().is_some_and(|it| it.overdue),
            });
        }
        if let Some(decision) = line().filter(|_| view.waits_for_accountable_body()) {
            steps.push(NextStep::AwaitAccountableBody { decision });
        }
    }
    steps
}

/// Meetings that are over and whose minutes are not published, earliest first.
fn unpublished(reading: &Reading) -> Vec<MeetingLine> {
    let over = reading
        .record
        .meetings
        .all()
        .filter(|meeting| meeting.stage == Stage::Closed);
    let waiting = over.filter(|meeting| meeting.published.is_none());
    waiting
        .map(|meeting| MeetingLine::of(reading, meeting))
        .collect()
}

/// Bodies that vote, have members, and no meeting to come.
fn bodies_without_meeting(reading: &Reading, today: Date, next: &[MeetingLine]) -> Vec<NextStep> {
    let adoption = reading.record.structure.in_force(today);
    let bodies = adoption
        .map_or(&[][..], |adoption| &adoption.arrangements.body)
        .iter();
    let idle = bodies.filter(|body| {
        body.vote.is_some()
            && !body.seat.is_empty()
            && !next.iter().any(|meeting| meeting.body.id == body.id)
    });
    idle.map(|body| NextStep::CallMeeting {
        body: BodyRef::of(body),
    })
    .collect()
}

/// Decisions agreed without a quorum on which no quorate meeting has ruled.
fn unratified(reading: &Reading) -> Vec<Unratified> {
    let record = &reading.record;
    let waiting = record.decisions.for_ratification();
    let waiting = waiting.filter_map(|decision| {
        let back = super::decision::coming_back(reading, decision);
        let mut to_come =
            back.filter(|(meeting, _)| matches!(meeting.stage, Stage::Called | Stage::Open));
        let line = DecisionLine::of(reading, decision, Audience::SECRETARIAT)?;
        Some(Unratified {
            decision: line,
            at: to_come
                .next()
                .map(|(meeting, _)| MeetingLine::of(reading, meeting)),
        })
    });
    waiting.collect()
}

fn papers_missing(reading: &Reading, meeting: &MeetingId) -> usize {
    let items = reading
        .record
        .meetings
        .get(meeting)
        .map_or(&[][..], |meeting| &meeting.items)
        .iter();
    items
        .filter(|item| item.purpose == Purpose::Decision && item.papers.is_empty())
        .count()
}

pub(super) fn seats_where(
    reading: &Reading,
    today: Date,
    keep: impl Fn(&SeatView) -> bool,
) -> Vec<HeldSeat> {
    let structure = &reading.record.structure;
    let Some(adoption) = structure.in_force(today) else {
        return Vec::new();
    };
    let mut kept = Vec::new();
    for body in &adoption.arrangements.body {
        let on = structure.seats_of(body, today);
        let there = on
            .iter()
            .filter(|seat| seat.standing != Standing::NotInForce);
        let views = there.map(|seat| SeatView::of(reading, &adoption.arrangements, seat, today));
        kept.extend(views.filter(&keep).map(|seat| HeldSeat {
            body: BodyRef::of(body),
            seat,
        }));
    }
    kept
}
