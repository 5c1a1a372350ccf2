//! A member's desk: what they owe, by when and to whom; and when the next thing will wait.
//!
//! One list by date. It looks two weeks ahead, like the secretariat's. It says nothing that the member
//! may not see.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use record::{
    arrangements::{Capacity, Purpose, SeatOffice},
    decisions::{Stage, presents},
    id::{BodyId, DecisionId, ItemNo, MeetingId, PersonId, SeatId},
    meetings::{Meeting, Notice, Tabled},
};
use serde::Serialize;

use super::{
    ActionView, Audience, CorrespondenceLine, ExceptionLine, HeldSeat, MeetingLine, MinutesState,
    PartnerRef, RemedyView, WatchLine, actions,
    delivery::{PlanOwed, plans_owed},
    exceptions::{acts, remedies_to_do},
    filling::TERM_NOTICE,
    office::{FORTNIGHT, seats_where},
    person, rights,
    telling::to_tell,
    to_answer,
};
use crate::Reading;

/// What someone has opened: hashes of papers, by meeting.
pub type PapersOpened = BTreeMap<MeetingId, BTreeSet<String>>;

/// What a member sees first.
#[derive(Debug, Clone, Serialize)]
pub struct DeskView {
    /// What waits: what is under way first, then by the day by which it is owed.
    pub waiting: Vec<Owed>,
    /// Seats that they hold.
    pub seats: Vec<HeldSeat>,
    /// Seats for which they may stand in.
    pub stands_in: Vec<HeldSeat>,
    /// Meetings to come of the bodies on which they sit.
    pub next: Vec<MeetingLine>,
    /// The day on which something will wait, as far as is known.
    pub quiet_until: Option<Date>,
}

/// Something that a member owes.
#[derive(Debug, Clone, Serialize)]
pub struct Owed {
    /// What they are to do.
    #[serde(rename = "do")]
    pub verb: Verb,
    /// By when; none: no day is set.
    pub by: Option<Date>,
    /// How pressing it is.
    pub pressing: Pressing,
    /// To whom: a body, an organisation.
    pub to: Option<String>,
    /// What it is about.
    #[serde(flatten)]
    pub about: Waiting,
}

/// What a member is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// To read papers or a draft.
    Read,
    /// To vote.
    Vote,
    /// To answer: where they stand, or a question.
    Answer,
    /// To report, or to write a report.
    Report,
    /// To accept a role.
    Accept,
    /// To tell someone.
    Tell,
    /// To come to a meeting.
    Come,
    /// To see to a successor.
    Succeed,
    /// To give a steer.
    Steer,
}

/// How pressing something is, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pressing {
    /// It is under way.
    Now,
    /// Its day has passed.
    Overdue,
    /// Within seven days.
    Soon,
    /// Later.
    Later,
    /// No day is set.
    NoDay,
}

/// Something that waits for a member.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "waits", rename_all = "kebab-case")]
pub enum Waiting {
    /// Votes are being cast on a motion.
    Vote {
        /// At this meeting.
        meeting: MeetingLine,
        /// The motion.
        text: String,
        /// The seat with which they may vote.
        seat: SeatId,
    },
    /// A proposal asks where they stand.
    Position {
        /// At this meeting.
        meeting: MeetingLine,
        /// The proposal.
        text: String,
        /// The seat for which they may say.
        seat: SeatId,
    },
    /// Their organisation has not answered to a decision referred to it.
    Answer {
        /// The decision.
        decision: DecisionId,
        /// What was decided.
        text: String,
        /// The organisation.
        partner: PartnerRef,
        /// By when it is asked to.
        due: Option<Date>,
        /// Whether that day has passed.
        overdue: bool,
    },
    /// A meeting is under way.
    UnderWay {
        /// The meeting.
        meeting: MeetingLine,
    },
    /// A meeting within two weeks.
    Meeting {
        /// The meeting.
        meeting: MeetingLine,
        /// How many papers there are to read.
        papers: usize,
        /// How many of them they have opened.
        opened: usize,
        /// The seat of theirs for which apologies are sent, where they are.
        apologies: bool,
    },
    /// The role description of their seat, which they have not accepted.
    AcceptRole {
        /// The seat.
        held: HeldSeat,
    },
    /// A term that ends soon: their own, or another's who sits for the same partner.
    TermEnds {
        /// The seat.
        held: HeldSeat,
        /// Whether it is theirs.
        own: bool,
    },
    /// A question by correspondence that they may answer.
    Correspondence {
        /// The question.
        question: CorrespondenceLine,
    },
    /// Something that they were asked to do.
    Action {
        /// The action.
        action: ActionView,
    },
    /// An action so long overdue that it comes before the chair of the body that asked.
    Escalated {
        /// The action.
        action: ActionView,
    },
    /// Draft minutes that were circulated, to be checked before they are approved.
    Minutes {
        /// The meeting.
        meeting: MeetingLine,
        /// The body's next meeting, which approves them, where one is called.
        before: Option<Date>,
    },
    /// An item that they present and under which no decision report is written.
    Present {
        /// The meeting.
        meeting: MeetingLine,
        /// The item.
        item: ItemNo,
        /// Its title.
        title: String,
        /// By when papers are due.
        by: Date,
    },
    /// Something of delivery: progress that is due, input that is asked for, what an engagement changed.
    Delivery {
        /// What it is.
        owed: PlanOwed,
    },
    /// Something that is to be done about an exception or log jam.
    Remedy {
        /// What is to be done.
        remedy: RemedyView,
    },
    /// An exception on which a body that they chair was asked for a steer.
    Steer {
        /// The exception.
        exception: ExceptionLine,
        /// The body's next meeting, where one is called.
        at: Option<Date>,
    },
    /// Something on the watch list that they lead, or to which they have not given their part.
    Watched {
        /// What is watched.
        watched: WatchLine,
        /// Whether they lead it.
        leads: bool,
    },
    /// A meeting whose minutes are published, and of which they have told nobody yet.
    Tell {
        /// The meeting.
        meeting: MeetingLine,
    },
}

impl Waiting {
    fn owed(self, today: Date) -> Owed {
        let body = |meeting: &MeetingLine| Some(meeting.body.name.clone());
        let (verb, by, to) = match &self {
            Self::Vote { meeting, .. } => (Verb::Vote, Some(meeting.date), body(meeting)),
            Self::Position { meeting, .. } => (Verb::Answer, Some(meeting.date), body(meeting)),
            Self::Answer { due, partner, .. } => {
                (Verb::Answer, *due, Some(format!("for {}", partner.name)))
            }
            Self::UnderWay { meeting } => (Verb::Come, Some(meeting.date), body(meeting)),
            Self::Meeting {
                meeting, papers: 0, ..
            } => (Verb::Come, Some(meeting.date), body(meeting)),
            Self::Meeting { meeting, .. } => (Verb::Read, Some(meeting.date), body(meeting)),
            Self::AcceptRole { held } => (Verb::Accept, None, Some(held.body.name.clone())),
            Self::TermEnds { held, .. } => {
                (Verb::Succeed, held.seat.until, Some(held.body.name.clone()))
            }
            Self::Correspondence { question } => (
                Verb::Answer,
                Some(question.deadline),
                Some(question.body.name.clone()),
            ),
            Self::Action { action } | Self::Escalated { action } => (
                Verb::Report,
                Some(action.due),
                Some(action.body.name.clone()),
            ),
            Self::Minutes { meeting, before } => (Verb::Read, *before, body(meeting)),
            Self::Present { meeting, by, .. } => (Verb::Report, Some(*by), body(meeting)),
            Self::Tell { meeting } => (Verb::Tell, None, body(meeting)),
            Self::Delivery { owed } => {
                let verb = match owed {
                    PlanOwed::Progress { .. } => Verb::Report,
                    PlanOwed::Input { .. } => Verb::Answer,
                    PlanOwed::Engagement { .. } => Verb::Tell,
                };
                (verb, Some(owed.by()), None)
            }
            Self::Remedy { remedy } => (Verb::Report, Some(remedy.due), None),
            Self::Steer { exception, at } => (Verb::Steer, *at, Some(exception.body.name.clone())),
            Self::Watched { watched, .. } => {
                (Verb::Answer, Some(watched.deadline), watched.from.clone())
            }
        };
        let now = matches!(
            self,
            Self::Vote { .. } | Self::Position { .. } | Self::UnderWay { .. }
        );
        let pressing = match by {
            _ if now => Pressing::Now,
            None => Pressing::NoDay,
            Some(by) if by < today => Pressing::Overdue,
            Some(by) if by <= today.saturating_add(7.days()) => Pressing::Soon,
            Some(_) => Pressing::Later,
        };
        Owed {
            verb,
            by,
            pressing,
            to,
            about: self,
        }
    }
}

/// The desk of a person today, with the agendas and papers that they have opened; none when the house
/// does not know them.
pub fn desk(reading: &Reading, id: PersonId, opened: &PapersOpened) -> Option<DeskView> {
    let today = reading.today();
    let audience = Audience {
        person: Some(id),
        ..Audience::PUBLIC
    };
    let view = person(reading, id, today, audience)?;
    let horizon = today.saturating_add(FORTNIGHT.days());
    let structure = &reading.record.structure;
    let mine = actions(reading, audience, |action| {
        let named = action.person == Some(id);
        let theirs = || action.person.is_none() && structure.represents(id, &action.owner, today);
        action.is_open() && (named || theirs())
    });
    let (due, later): (Vec<_>, Vec<_>) = mine.partition(|action| action.due <= horizon);
    let chaired = chaired(reading, id, today);
    let rules = reading.record.action_rules(today);
    let mine: BTreeSet<_> = due.iter().map(|action| action.id.clone()).collect();
    let before_the_chair = actions(reading, audience, |action| {
        let asked = reading.record.meetings.get(&action.meeting);
        action.escalated(&rules, today)
            && asked.is_some_and(|asked| chaired.contains(&asked.body))
            && !mine.contains(&action.id)
    });
    let drafts = circulated(reading, id, today);
    let seats = || view.seats.iter().chain(&view.stands_in);
    let mut waiting = Vec::new();
    let unanswered = to_answer(reading, id).into_iter().filter(|(_, done)| !done);
    waiting.extend(unanswered.map(|(question, _)| Waiting::Correspondence { question }));
    for line in &view.next {
        let Some(meeting) = reading.record.meetings.get(&line.id) else {
            continue;
        };
        waiting.extend(vote(reading, meeting, line, seats()));
        waiting.extend(positions(reading, meeting, line, seats()));
        if line.minutes == MinutesState::Open {
            let meeting = line.clone();
            waiting.push(Waiting::UnderWay { meeting });
            continue;
        }
        waiting.extend(reports(reading, meeting, line, horizon, seats()));
        if line.date <= horizon {
            let mut own = seats().filter(|held| held.body.id == line.body.id);
            waiting.push(Waiting::Meeting {
                meeting: line.clone(),
                papers: papers(reading, meeting, audience).count(),
                opened: opened.get(&line.id).map_or(0, |known| {
                    let hashes =
                        papers(reading, meeting, audience).map(|paper| paper.hash.to_string());
                    hashes.filter(|hash| known.contains(hash)).count()
                }),
                apologies: own.any(|held| meeting.apologies.contains(&held.seat.id)),
            });
        }
    }
    waiting.extend(drafts.map(|meeting| {
        let mut next = view.next.iter();
        let next = next.find(|next| next.body.id == meeting.body.id && next.date > meeting.date);
        let before = next.map(|next| next.date);
        Waiting::Minutes { meeting, before }
    }));
    waiting.extend(answers(reading, seats()));
    waiting.extend(due.into_iter().map(|action| Waiting::Action { action }));
    waiting.extend(before_the_chair.map(|action| Waiting::Escalated { action }));
    let owed = plans_owed(reading, id, horizon).into_iter();
    waiting.extend(owed.map(|owed| Waiting::Delivery { owed }));
    waiting.extend(exceptions(reading, id, &chaired, horizon));
    waiting.extend(watch_list(reading, id, horizon));
    let untold = to_tell(reading, id).into_iter();
    waiting.extend(untold.map(|meeting| Waiting::Tell { meeting }));
    waiting.extend(terms_and_roles(reading, &view.seats, today));
    let meetings = view.next.iter().map(|meeting| meeting.date);
    let quiet_until = meetings.chain(later.iter().map(|action| action.due)).min();
    let mut waiting: Vec<Owed> = waiting.into_iter().map(|it| it.owed(today)).collect();
    waiting.sort_by_key(|owed| (owed.pressing, owed.by));
    Some(DeskView {
        waiting,
        seats: view.seats,
        stands_in: view.stands_in,
        next: view.next,
        quiet_until,
    })
}

/// Remedial actions that somebody owes within the fortnight, and steers that bodies they chair owe.
fn exceptions(
    reading: &Reading,
    id: PersonId,
    chaired: &BTreeSet<BodyId>,
    horizon: Date,
) -> Vec<Waiting> {
    let mut own = remedies_to_do(reading, |_, remedy| {
        let named = remedy.person.is_none_or(|person| person == id);
        named && acts(reading, id, &remedy.owner, remedy.person)
    });
    own.retain(|remedy| remedy.due <= horizon);
    let record = &reading.record;
    let asked = record.exceptions.open().filter(|it| it.awaits_steer());
    let asked = asked.filter(|it| chaired.contains(it.body()));
    let steers = asked.map(|it| Waiting::Steer {
        exception: ExceptionLine::of(reading, it, Audience::SECRETARIAT),
        at: record
            .meetings
            .to_come()
            .find(|meeting| meeting.body == *it.body())
            .map(|meeting| meeting.date),
    });
    let remedies = own.into_iter().map(|remedy| Waiting::Remedy { remedy });
    remedies.chain(steers).collect()
}

/// What somebody is to answer, alone or with others, within the fortnight.
fn watch_list(reading: &Reading, id: PersonId, horizon: Date) -> Vec<Waiting> {
    let all = reading.record.watching.all();
    let due = all.filter(|it| it.state.is_open() && it.deadline <= horizon);
    let mine = due.filter_map(|it| {
        let leads = match it.person {
            Some(person) => person == id,
            None => acts(reading, id, &it.lead, None),
        };
        let asked = || it.awaited().any(|partner| acts(reading, id, partner, None));
        (leads || asked()).then(|| Waiting::Watched {
            watched: WatchLine::of(reading, it),
            leads,
        })
    });
    mine.collect()
}

/// The papers of a meeting that someone may read.
fn papers<'a>(
    reading: &'a Reading,
    meeting: &'a Meeting,
    audience: Audience,
) -> impl Iterator<Item = &'a Tabled> {
    meeting.items.iter().flat_map(move |item| {
        let current = item.papers.iter().filter(|paper| paper.is_current());
        current.filter(move |paper| rights::reads_paper(reading, audience, meeting, item, paper))
    })
}

/// Items that one of these seats presents, for decision, without a report, whose papers are due soon.
fn reports<'a>(
    reading: &Reading,
    meeting: &Meeting,
    line: &MeetingLine,
    horizon: Date,
    seats: impl Iterator<Item = &'a HeldSeat>,
) -> Vec<Waiting> {
    let record = &reading.record;
    let by = Notice::of_meeting(record, meeting).papers.by;
    if by > horizon {
        return Vec::new();
    }
    let own: Vec<&HeldSeat> = seats.filter(|held| held.body.id == line.body.id).collect();
    let bare = meeting.items.iter().filter(|item| {
        item.purpose == Purpose::Decision
            && meeting.report(item.no).is_none()
            && own
                .iter()
                .any(|held| presents(record, meeting, item, &held.seat.id))
    });
    bare.map(|item| Waiting::Present {
        meeting: line.clone(),
        item: item.no,
        title: item.title.to_string(),
        by,
    })
    .collect()
}

/// Roles to be accepted, and terms that end soon: those of the seats, and of others of their partners.
fn terms_and_roles(reading: &Reading, own: &[HeldSeat], today: Date) -> Vec<Waiting> {
    let horizon = today.saturating_add(TERM_NOTICE.days());
    let ours = |held: &HeldSeat| own.iter().any(|own| own.seat.id == held.seat.id);
    let partners: Vec<_> = own
        .iter()
        .filter_map(|held| held.seat.partner.as_ref())
        .collect();
    let accept = own
        .iter()
        .filter(|held| held.seat.role.is_some() && held.seat.accepted.is_none());
    let accept = accept.map(|held| Waiting::AcceptRole { held: held.clone() });
    let ends = seats_where(reading, today, |seat| {
        seat.until.is_some_and(|until| until <= horizon)
    });
    let ends = ends.into_iter().filter_map(|held| {
        let own = ours(&held);
        let partner = held.seat.partner.as_ref();
        let theirs = partner.is_some_and(|partner| partners.contains(&partner));
        (own || theirs).then_some(Waiting::TermEnds { held, own })
    });
    ends.chain(accept).collect()
}

/// The bodies that someone chairs.
fn chaired(reading: &Reading, id: PersonId, today: Date) -> BTreeSet<BodyId> {
    let held = reading.record.structure.seats_held(id, today);
    let chairs = held
        .iter()
        .filter(|seat| seat.chair.seat.office == Some(SeatOffice::Chair));
    chairs.map(|seat| seat.id().body()).collect()
}

/// Meetings whose draft minutes wait for someone to check them: they hold a seat of the body.
fn circulated(
    reading: &Reading,
    id: PersonId,
    today: Date,
) -> impl Iterator<Item = MeetingLine> + '_ {
    let held = reading.record.structure.seats_held(id, today);
    let bodies: BTreeSet<BodyId> = held.iter().map(|seat| seat.id().body()).collect();
    let meetings = reading.record.meetings.all();
    let waiting = meetings.filter(move |meeting| {
        meeting.approval.is_none()
            && meeting.circulated().is_some()
            && bodies.contains(&meeting.body)
    });
    waiting.map(|meeting| MeetingLine::of(reading, meeting))
}

/// Proposals on which one of these seats is in the room and has not said where it stands.
fn positions<'a>(
    reading: &Reading,
    meeting: &Meeting,
    line: &MeetingLine,
    seats: impl Iterator<Item = &'a HeldSeat>,
) -> Vec<Waiting> {
    let here = |held: &&HeldSeat| {
        held.body.id == line.body.id
            && held.seat.capacity == Capacity::Member
            && meeting.room.contains_key(&held.seat.id)
    };
    let seats: Vec<&HeldSeat> = seats.filter(here).collect();
    let all = reading.record.decisions.of_meeting(&meeting.id);
    let open = all.filter(|it| it.stage == Stage::Proposed);
    let asked = open.filter_map(|proposal| {
        let mut silent = seats
            .iter()
            .filter(|held| !proposal.positions.contains_key(&held.seat.id));
        Some(Waiting::Position {
            meeting: line.clone(),
            text: proposal.text.shown().to_owned(),
            seat: silent.next()?.seat.id.clone(),
        })
    });
    asked.collect()
}

/// Decisions to which an organisation of one of these seats has not answered, each once.
fn answers<'a>(reading: &Reading, seats: impl Iterator<Item = &'a HeldSeat>) -> Vec<Waiting> {
    let partners = seats.filter_map(|held| held.seat.partner.as_ref());
    let own: BTreeMap<_, _> = partners.map(|partner| (&partner.id, partner)).collect();
    let waiting = reading.record.decisions.waiting();
    let asked = waiting.filter_map(|decision| Some((decision, decision.referral.as_ref()?)));
    let mut open = Vec::new();
    for (decision, referral) in asked {
        let mine = referral.waits_for().filter_map(|partner| own.get(partner));
        open.extend(mine.map(|partner| Waiting::Answer {
            decision: decision.id.clone(),
            text: decision.text.shown().to_owned(),
            partner: (*partner).clone(),
            due: referral.due,
            overdue: referral.due.is_some_and(|due| due < reading.today()),
        }));
    }
    open
}

/// The vote that is open at a meeting, where one of these seats may take part.
fn vote<'a>(
    reading: &Reading,
    meeting: &Meeting,
    line: &MeetingLine,
    mut seats: impl Iterator<Item = &'a HeldSeat>,
) -> Option<Waiting> {
    let mut motions = reading.record.decisions.of_meeting(&meeting.id);
    let motion = motions.find(|motion| motion.being_voted())?;
    let held = seats.find(|held| held.body.id == line.body.id && held.seat.votes)?;
    Some(Waiting::Vote {
        meeting: line.clone(),
        text: motion.text.shown().to_owned(),
        seat: held.seat.id.clone(),
    })
}
