//! Meetings: called, held, minuted; who was in the room; what was to be done afterwards.
//!
//! What a meeting decides is in `decisions`. Times of day are civil times in the partnership's zone.

mod action;
mod add_item;
mod approve_minutes;
mod attended;
mod call;
mod cancel;
mod change_item;
mod circulate_minutes;
mod class;
mod classify_item;
mod classify_paper;
mod close;
mod close_action;
mod correct_minutes;
mod correction;
mod cycle;
mod declare_interest;
mod defer_item;
mod draft_minutes;
mod drop_planned;
mod entry;
mod exclude_public;
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
mod record_telling;
mod release;
mod reorder_agenda;
mod report;
mod report_action;
mod return_to_room;
mod roll;
mod room;
mod table_paper;
mod tabled;
mod take_item;
#[cfg(test)]
mod tests;
mod unready;
mod withdraw;
mod withdraw_paper;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::civil::Date;

pub use action::{Action, ActionOutcome, Closed, Extension, Report};
pub use add_item::{AddItem, AddItemRefused};
pub use approve_minutes::{ApproveMinutes, ApproveMinutesRefused};
pub use attended::{Attended, CameOf, MISSED};
pub use call::{Call, CallRefused, ItemCalled};
pub use cancel::{Cancel, CancelRefused};
pub use change_item::{ChangeItem, ChangeItemRefused};
pub use circulate_minutes::{CirculateMinutes, CirculateMinutesRefused};
pub use class::{Class, ClassAsked, ClassKind, ClassRefused, exemptions};
pub use classify_item::{ClassifyItem, ClassifyItemRefused};
pub use classify_paper::{ClassifyPaper, ClassifyPaperRefused};
pub use close::{Close, CloseRefused};
pub use close_action::{CloseAction, CloseActionRefused};
pub use correct_minutes::{CorrectMinutes, CorrectMinutesRefused};
pub use correction::Correction;
pub use cycle::{
    Avoided, Before, Clash, CycleAsked, Proposed, clashes, cycle, financial_year, hold_against,
    year_after,
};
pub use declare_interest::{DeclareInterest, DeclareInterestRefused};
pub use defer_item::{DeferItem, DeferItemRefused};
pub use draft_minutes::{DraftMinutes, DraftMinutesRefused, ItemMinuted};
pub use drop_planned::{DropPlanned, DropPlannedRefused};
pub use entry::Entry;
pub use exclude_public::{ExcludePublic, ExcludePublicRefused};
pub use extend_action::{ExtendAction, ExtendActionRefused};
pub use forward_plan::Planned;
pub(crate) use forward_plan::{Business, Waiting};
pub use interest::{Interest, Withdrawal, Withdrawn};
pub use issue_agenda::{IssueAgenda, IssueAgendaRefused};
pub use meeting::{
    Added, Approval, Deferral, Draft, InRoom, Issue, Item, ItemMinutes, Meeting, Origin, Paper,
    Place, Presence, Stage, Supplement, Taken,
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
pub use record_telling::{RecordTelling, RecordTellingRefused, Telling, Told};
pub use release::{Release, ReleaseRefused};
pub use reorder_agenda::{ReorderAgenda, ReorderAgendaRefused};
pub use report::{DecisionReport, ReportAsked, ReportVersion};
pub use report_action::ReportAction;
pub use return_to_room::{ReturnToRoom, ReturnToRoomRefused};
pub use roll::{Mark, OnRoll, Roll};
pub use room::{RoomChange, Way};
pub use table_paper::{PaperHash, TablePaper, TablePaperRefused};
pub use tabled::{Exclusion, Parting, Tabled};
pub use take_item::{TakeItem, TakeItemRefused};
pub use unready::{Settled, Unready};
pub use withdraw::{Withdraw, WithdrawRefused};
pub use withdraw_paper::{WithdrawPaper, WithdrawPaperRefused};

use crate::{
    LineNo, Minute,
    act::ActKind,
    arrangements::Purpose,
    id::{
        ActionId, BodyId, DecisionId, ExemptionId, ItemNo, MeetingId, PartnerId, PersonId,
        PlannedId, SeatId,
    },
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
        ActKind::of::<RecordTelling>(),
        ActKind::of::<TakeItem>(),
        ActKind::of::<ClassifyPaper>(),
        ActKind::of::<ClassifyItem>(),
        ActKind::of::<Release>(),
        ActKind::of::<WithdrawPaper>(),
        ActKind::of::<ExcludePublic>(),
    ]
}

/// Every meeting and action, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Meetings {
    meetings: OrdMap<MeetingId, Arc<Meeting>>,
    by_date: OrdSet<(Date, MeetingId)>,
    by_body: OrdMap<BodyId, OrdSet<(Date, MeetingId)>>,
    to_come: OrdSet<(Date, MeetingId)>,
    brings_back: OrdMap<DecisionId, Vector<(MeetingId, ItemNo)>>,
    planned: OrdMap<LineNo, Arc<Planned>>,
    plan: OrdMap<PlannedId, Arc<Planned>>,
    planned_count: OrdMap<BodyId, usize>,
    actions: OrdMap<ActionId, Arc<Action>>,
    by_due: OrdSet<(Date, ActionId)>,
    /// The actions that each body asked for, in the order of the book.
    asked_by: OrdMap<BodyId, Vector<ActionId>>,
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
                let of_body = self.by_body.entry(body.clone()).or_default();
                of_body.insert((*date, id.clone()));
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
                    if let Some(body) = self.get(&action.meeting).map(|asked| asked.body.clone()) {
                        self.asked_by.entry(body).or_default().push_back(id.clone());
                    }
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

    /// The meetings of a body, earliest first.
    pub fn of(&self, body: &BodyId) -> impl DoubleEndedIterator<Item = &Meeting> {
        let of_body = self.by_body.get(body).into_iter().flatten();
        of_body.filter_map(|(_, id)| self.get(id))
    }

    /// The bodies for which meetings were called, each with the day of its latest.
    pub fn latest_of_each(&self) -> impl Iterator<Item = (&BodyId, Date)> {
        let bodies = self.by_body.iter();
        bodies.filter_map(|(body, meetings)| Some((body, meetings.get_max()?.0)))
    }

    /// The papers of one content, each with the item under which it was tabled, the earliest meeting
    /// first.
    pub fn tabled<'a>(
        &'a self,
        hash: &'a PaperHash,
    ) -> impl Iterator<Item = (&'a Meeting, &'a Item, &'a Tabled)> {
        self.all().flat_map(move |meeting| {
            let items = meeting.items.iter();
            items.filter_map(move |item| Some((meeting, item, item.paper(hash)?)))
        })
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
