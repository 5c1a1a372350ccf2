//! Meetings: called, held, minuted; who was in the room; what was to be done afterwards.
//!
//! What a meeting decides is in `decisions`. Times of day are civil times in the partnership's zone.

mod action;
mod add_item;
mod approve_minutes;
mod call;
mod cancel;
mod change_item;
mod circulate_minutes;
mod close;
mod close_action;
mod correct_minutes;
mod correction;
mod cycle;
mod declare_interest;
mod defer_item;
mod draft_minutes;
mod drop_planned;
mod extend_action;
mod forward_plan;
mod interest;
mod issue_agenda;
mod meeting;
mod move_meeting;
mod not_open;
mod note_action;
mod notice;
mod open;
mod plan_item;
mod preparing;
mod publish_minutes;
mod quorum;
mod record_apologies;
mod record_arrival;
mod record_departure;
mod report;
mod reorder_agenda;
mod report_action;
mod return_to_room;
mod table_paper;
#[cfg(test)]
mod tests;
mod unready;
mod withdraw;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

pub use action::{Action, ActionOutcome, Closed, Extension, Report};
pub use add_item::{AddItem, AddItemRefused};
pub use approve_minutes::{ApproveMinutes, ApproveMinutesRefused};
pub use call::{Call, CallRefused, ItemCalled};
pub use cancel::{Cancel, CancelRefused};
pub use change_item::{ChangeItem, ChangeItemRefused};
pub use circulate_minutes::{CirculateMinutes, CirculateMinutesRefused};
pub use close::{Close, CloseRefused};
pub use close_action::{CloseAction, CloseActionRefused};
pub use correct_minutes::{CorrectMinutes, CorrectMinutesRefused};
pub use correction::Correction;
pub use cycle::{
    Avoided, Before, Clash, CycleAsked, Proposed, clashes, cycle, financial_year, year_after,
};
pub use declare_interest::{DeclareInterest, DeclareInterestRefused};
pub use defer_item::{DeferItem, DeferItemRefused};
pub use draft_minutes::{DraftMinutes, DraftMinutesRefused, ItemMinuted};
pub use drop_planned::{DropPlanned, DropPlannedRefused};
pub use extend_action::{ExtendAction, ExtendActionRefused};
pub(crate) use forward_plan::Business;
pub use forward_plan::Planned;
pub use interest::{Interest, Withdrawal, Withdrawn};
pub use issue_agenda::{IssueAgenda, IssueAgendaRefused};
pub use meeting::{
    Added, Approval, Deferral, Draft, InRoom, Issue, Item, ItemMinutes, Meeting, Origin, Paper,
    Place, Presence, RoomChange, Stage, Supplement, Way,
};
pub use move_meeting::{Move, MoveRefused};
pub use not_open::NotOpen;
pub use note_action::{NoteAction, NoteActionRefused};
pub use notice::{CONVENTION, Deadline, Notice};
pub use open::{Open, OpenRefused};
pub use plan_item::{PlanItem, PlanItemRefused};
pub use publish_minutes::{PublishMinutes, PublishMinutesRefused};
pub use quorum::{MemberSeat, QuorumStanding, standing};
pub(crate) use quorum::{member_seats, spoken_for};
pub use record_apologies::{RecordApologies, RecordApologiesRefused};
pub use record_arrival::{RecordArrival, RecordArrivalRefused};
pub use record_departure::{RecordDeparture, RecordDepartureRefused};
pub use report::{DecisionReport, ReportAsked, ReportVersion};
pub use reorder_agenda::{ReorderAgenda, ReorderAgendaRefused};
pub use report_action::ReportAction;
pub use return_to_room::{ReturnToRoom, ReturnToRoomRefused};
pub use table_paper::{PaperHash, TablePaper, TablePaperRefused};
pub use unready::{Settled, Unready};
pub use withdraw::{Withdraw, WithdrawRefused};

use crate::{
    LineNo, Minute,
    act::ActKind,
    arrangements::Purpose,
    id::{ActionId, BodyId, DecisionId, ItemNo, MeetingId, PartnerId, PersonId, PlannedId, SeatId},
    prose::{Prose, Title},
    structure::Structure,
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<Call>(),
        ActKind::of::<AddItem>(),
        ActKind::of::<TablePaper>(),
        ActKind::of::<RecordApologies>(),
        ActKind::of::<RecordArrival>(),
        ActKind::of::<RecordDeparture>(),
        ActKind::of::<Open>(),
        ActKind::of::<NoteAction>(),
        ActKind::of::<Close>(),
        ActKind::of::<DraftMinutes>(),
        ActKind::of::<ApproveMinutes>(),
        ActKind::of::<PublishMinutes>(),
        ActKind::of::<DeclareInterest>(),
        ActKind::of::<Withdraw>(),
        ActKind::of::<ReturnToRoom>(),
        ActKind::of::<CirculateMinutes>(),
        ActKind::of::<CorrectMinutes>(),
        ActKind::of::<ReportAction>(),
        ActKind::of::<ExtendAction>(),
        ActKind::of::<CloseAction>(),
        ActKind::of::<IssueAgenda>(),
        ActKind::of::<Move>(),
        ActKind::of::<Cancel>(),
        ActKind::of::<ReorderAgenda>(),
        ActKind::of::<ChangeItem>(),
        ActKind::of::<DeferItem>(),
        ActKind::of::<PlanItem>(),
        ActKind::of::<DropPlanned>(),
    ]
}

/// Of meetings, minutes and actions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A meeting was called.
    MeetingCalled {
        /// The meeting.
        meeting: MeetingId,
        /// Of which body.
        body: BodyId,
        /// The day.
        date: Date,
        /// When it begins.
        starts: Time,
        /// Where.
        place: Title,
        /// The agenda.
        agenda: Vec<Item>,
    },
    /// An item was added to the agenda.
    ItemAdded {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: Item,
        /// Why it came late, where it did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<Prose>,
    },
    /// A paper was tabled under an item.
    PaperTabled {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The paper.
        paper: Paper,
        /// Why it came late, where it did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<Prose>,
    },
    /// Someone sent apologies for a seat.
    ApologiesRecorded {
        /// The meeting.
        meeting: MeetingId,
        /// The seat.
        seat: SeatId,
    },
    /// Someone came into the room for a seat.
    ArrivalRecorded {
        /// The meeting.
        meeting: MeetingId,
        /// The seat.
        seat: SeatId,
        /// Who came.
        person: PersonId,
        /// Whether as the holder's substitute.
        substitute: bool,
        /// When.
        at: Time,
    },
    /// Someone left the room.
    DepartureRecorded {
        /// The meeting.
        meeting: MeetingId,
        /// The seat.
        seat: SeatId,
        /// When.
        at: Time,
    },
    /// The meeting was opened.
    MeetingOpened {
        /// The meeting.
        meeting: MeetingId,
        /// The seat that took the chair.
        chair: SeatId,
        /// When.
        at: Time,
    },
    /// Someone was asked to do something.
    ActionNoted {
        /// The action.
        action: ActionId,
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// What is to be done.
        what: Prose,
        /// The partner that is to do it.
        owner: PartnerId,
        /// The person, where one was named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// By when.
        due: Date,
    },
    /// The meeting was closed.
    MeetingClosed {
        /// The meeting.
        meeting: MeetingId,
        /// When.
        at: Time,
    },
    /// Minutes were drafted.
    MinutesDrafted {
        /// The meeting.
        meeting: MeetingId,
        /// What was said, item by item.
        items: Vec<ItemMinutes>,
    },
    /// The minutes were approved.
    MinutesApproved {
        /// The meeting.
        meeting: MeetingId,
        /// On which day.
        on: Date,
        /// At which meeting, where the book has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<MeetingId>,
    },
    /// The minutes were published.
    MinutesPublished {
        /// The meeting.
        meeting: MeetingId,
    },
    /// Something was put on a body's forward plan.
    ItemPlanned {
        /// Its name.
        planned: PlannedId,
        /// The body before which it comes.
        body: BodyId,
        /// Its title.
        title: Title,
        /// What it is for.
        purpose: Purpose,
        /// Why it comes there.
        origin: Origin,
        /// No meeting before this day takes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Date>,
        /// Who presents it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        presenter: Option<Title>,
        /// Why, in the words of whoever put it there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Prose>,
        /// The meeting on whose agenda it stood before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<MeetingId>,
    },
    /// The agenda was issued: notice was given of the meeting.
    AgendaIssued {
        /// The meeting.
        meeting: MeetingId,
        /// On which day.
        on: Date,
        /// Why so late, where it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<Prose>,
    },
    /// The meeting was moved to another day, hour or place.
    MeetingMoved {
        /// The meeting.
        meeting: MeetingId,
        /// The new day.
        date: Date,
        /// When it begins then.
        starts: Time,
        /// Where.
        place: Title,
        /// Why.
        why: Prose,
    },
    /// The meeting was cancelled.
    MeetingCancelled {
        /// The meeting.
        meeting: MeetingId,
        /// Why.
        why: Prose,
    },
    /// The items of the agenda were put in another order, and numbered anew.
    AgendaReordered {
        /// The meeting.
        meeting: MeetingId,
        /// The numbers that they had, in the new order.
        order: Vec<ItemNo>,
    },
    /// An item of the agenda was changed.
    ItemChanged {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// Its title.
        title: Title,
        /// What it is for.
        purpose: Purpose,
        /// Who presents it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        presenter: Option<Title>,
        /// How long it may take, in minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u16>,
    },
    /// An item of the agenda was put on a later meeting.
    ItemDeferred {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// Why.
        why: Prose,
    },
    /// Something was taken off a body's forward plan.
    PlannedDropped {
        /// Its name.
        planned: PlannedId,
        /// Why.
        why: Prose,
    },
    /// A decision report, or a new version of it, was tabled under an item.
    ReportTabled {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The seat that wrote it; none: the secretariat tabled it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// The report.
        report: Box<DecisionReport>,
    },
    /// Someone declared an interest in an item.
    InterestDeclared {
        /// The meeting.
        meeting: MeetingId,
        /// The seat for which they take part.
        seat: SeatId,
        /// The item.
        item: ItemNo,
        /// Whose interest it is.
        person: PersonId,
        /// What it is.
        nature: Prose,
        /// Whether they said that they would withdraw.
        withdraws: bool,
    },
    /// Someone left the room for an item in which they have an interest.
    Withdrew {
        /// The meeting.
        meeting: MeetingId,
        /// The seat.
        seat: SeatId,
        /// The item.
        item: ItemNo,
        /// When.
        at: Time,
    },
    /// Someone who had withdrawn came back.
    ReturnedToRoom {
        /// The meeting.
        meeting: MeetingId,
        /// The seat.
        seat: SeatId,
        /// When.
        at: Time,
    },
    /// The newest draft of the minutes went to the members.
    MinutesCirculated {
        /// The meeting.
        meeting: MeetingId,
    },
    /// What the minutes say of an item was corrected.
    MinutesCorrected {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// What they say now.
        text: Prose,
        /// What was wrong.
        why: Prose,
        /// The later meeting that agreed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreed_at: Option<MeetingId>,
    },
    /// It was reported how an action stands.
    ActionReported {
        /// The action.
        action: ActionId,
        /// How it stands.
        words: Prose,
    },
    /// An action was given a later day.
    ActionExtended {
        /// The action.
        action: ActionId,
        /// By when it is due now.
        due: Date,
        /// Why.
        why: Prose,
    },
    /// An action was closed.
    ActionClosed {
        /// The action.
        action: ActionId,
        /// What came of it.
        outcome: ActionOutcome,
        /// What was said of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
        /// The action that takes it further.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<ActionId>,
    },
}

impl Entry {
    /// The meeting that it speaks of: none when it waits for one, or speaks of an action only.
    pub fn meeting(&self) -> Option<&MeetingId> {
        match self {
            Self::ItemPlanned { .. }
            | Self::PlannedDropped { .. }
            | Self::ActionReported { .. }
            | Self::ActionExtended { .. }
            | Self::ActionClosed { .. } => None,
            Self::MeetingCalled { meeting, .. }
            | Self::ItemAdded { meeting, .. }
            | Self::PaperTabled { meeting, .. }
            | Self::ApologiesRecorded { meeting, .. }
            | Self::ArrivalRecorded { meeting, .. }
            | Self::DepartureRecorded { meeting, .. }
            | Self::MeetingOpened { meeting, .. }
            | Self::ActionNoted { meeting, .. }
            | Self::MeetingClosed { meeting, .. }
            | Self::MinutesDrafted { meeting, .. }
            | Self::MinutesApproved { meeting, .. }
            | Self::AgendaIssued { meeting, .. }
            | Self::MeetingMoved { meeting, .. }
            | Self::MeetingCancelled { meeting, .. }
            | Self::AgendaReordered { meeting, .. }
            | Self::ItemChanged { meeting, .. }
            | Self::ItemDeferred { meeting, .. }
            | Self::MinutesPublished { meeting }
            | Self::ReportTabled { meeting, .. }
            | Self::InterestDeclared { meeting, .. }
            | Self::Withdrew { meeting, .. }
            | Self::ReturnedToRoom { meeting, .. }
            | Self::MinutesCirculated { meeting }
            | Self::MinutesCorrected { meeting, .. } => Some(meeting),
        }
    }

    /// The action that it speaks of.
    pub fn action(&self) -> Option<&ActionId> {
        match self {
            Self::ActionNoted { action, .. }
            | Self::ActionReported { action, .. }
            | Self::ActionExtended { action, .. }
            | Self::ActionClosed { action, .. } => Some(action),
            _ => None,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::ActionNoted { what: words, .. }
            | Self::InterestDeclared { nature: words, .. }
            | Self::ActionReported { words, .. }
            | Self::ActionExtended { why: words, .. } => vec![words],
            Self::MinutesCorrected { text, why, .. } => vec![text, why],
            Self::ReportTabled { report, .. } => report.prose_mut(),
            Self::ActionClosed { words, .. } => words.iter_mut().collect(),
            Self::MinutesDrafted { items, .. } => {
                items.iter_mut().map(|item| &mut item.text).collect()
            }
            Self::ItemAdded { late, .. }
            | Self::PaperTabled { late, .. }
            | Self::AgendaIssued { late, .. } => late.iter_mut().collect(),
            Self::ItemPlanned { why, .. } => why.iter_mut().collect(),
            Self::MeetingMoved { why, .. }
            | Self::MeetingCancelled { why, .. }
            | Self::ItemDeferred { why, .. }
            | Self::PlannedDropped { why, .. } => vec![why],
            _ => Vec::new(),
        }
    }
}

/// Every meeting and action, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Meetings {
    meetings: OrdMap<MeetingId, Arc<Meeting>>,
    by_date: OrdSet<(Date, MeetingId)>,
    to_come: OrdSet<(Date, MeetingId)>,
    brings_back: OrdMap<DecisionId, Vector<(MeetingId, ItemNo)>>,
    planned: OrdMap<LineNo, Arc<Planned>>,
    plan: OrdMap<PlannedId, Arc<Planned>>,
    planned_count: OrdMap<BodyId, usize>,
    actions: OrdMap<ActionId, Arc<Action>>,
    by_due: OrdSet<(Date, ActionId)>,
}

impl Meetings {
    /// Takes in an entry.
    pub(crate) fn apply(
        &mut self,
        line: LineNo,
        minute: &Minute,
        structure: &Structure,
        entry: &Entry,
    ) {
        match entry {
            Entry::MeetingCalled {
                meeting: id,
                body,
                date,
                starts,
                place,
                agenda,
            } => {
                let meeting = Meeting::called(id, body, *date, *starts, place, agenda, line);
                self.meetings.insert(id.clone(), Arc::new(meeting));
                self.by_date.insert((*date, id.clone()));
                self.to_come.insert((*date, id.clone()));
                agenda.iter().for_each(|item| self.note_origin(id, item));
            }
            Entry::ItemAdded { meeting, item, .. } => self.note_origin(meeting, item),
            Entry::MeetingClosed { meeting, .. } => {
                if let Some(date) = self.get(meeting).map(|meeting| meeting.date) {
                    self.to_come.remove(&(date, meeting.clone()));
                }
            }
            Entry::ActionNoted {
                action: id, due, ..
            } => {
                if let Some(action) = Action::noted(line, entry) {
                    self.actions.insert(id.clone(), Arc::new(action));
                    self.by_due.insert((*due, id.clone()));
                }
            }
            Entry::ActionReported { action: id, .. }
            | Entry::ActionExtended { action: id, .. }
            | Entry::ActionClosed { action: id, .. } => {
                if let Some(action) = self.actions.get_mut(id) {
                    self.by_due.remove(&(action.due, id.clone()));
                    Arc::make_mut(action).apply(line, minute, entry);
                    self.by_due.insert((action.due, id.clone()));
                }
            }
            _ => self.prepare(line, entry),
        }
        if let Some(meeting) = entry.meeting().and_then(|id| self.meetings.get_mut(id)) {
            Arc::make_mut(meeting).apply(line, minute, structure, entry);
        }
    }

    /// Marks a meeting as changed at a line that another module wrote.
    pub(crate) fn touch(&mut self, line: LineNo, meeting: &Option<MeetingId>) {
        if let Some(meeting) = meeting.as_ref().and_then(|id| self.meetings.get_mut(id)) {
            Arc::make_mut(meeting).changed = line;
        }
    }

    /// The meeting of that name.
    pub fn get(&self, id: &MeetingId) -> Option<&Meeting> {
        self.meetings.get(id).map(|meeting| &**meeting)
    }

    /// Every meeting, earliest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Meeting> {
        self.by_date.iter().filter_map(|(_, id)| self.get(id))
    }

    /// Meetings that are not over, earliest first.
    pub fn to_come(&self) -> impl Iterator<Item = &Meeting> {
        self.to_come.iter().filter_map(|(_, id)| self.get(id))
    }

    /// Items of agendas that a decision brought there, to be ratified, taken up or reported on, in the
    /// order in which they were put on. Those that were put on a later meeting are left out.
    pub fn bringing_back(&self, decision: &DecisionId) -> impl Iterator<Item = (&Meeting, ItemNo)> {
        let items = self.brings_back.get(decision).into_iter().flatten();
        let items = items.filter_map(|(meeting, item)| Some((self.get(meeting)?, *item)));
        items.filter(|(meeting, item)| meeting.takes(*item))
    }

    /// The action of that name.
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        self.actions.get(id).map(|action| &**action)
    }

    /// Every action, the soonest due first.
    pub fn actions(&self) -> impl DoubleEndedIterator<Item = &Action> {
        self.by_due.iter().filter_map(|(_, id)| self.action(id))
    }
}
