//! Meetings: called, held, minuted; who was in the room; what was to be done afterwards.
//!
//! What a meeting decides is in `decisions`. Times of day are civil times in the partnership's zone.

mod add_item;
mod approve_minutes;
mod call;
mod close;
mod draft_minutes;
mod meeting;
mod note_action;
mod open;
mod publish_minutes;
mod quorum;
mod record_apologies;
mod record_arrival;
mod record_departure;
mod table_paper;
#[cfg(test)]
mod tests;
mod unready;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

pub use add_item::{AddItem, AddItemRefused};
pub use approve_minutes::{ApproveMinutes, ApproveMinutesRefused};
pub use call::{Call, CallRefused, ItemCalled};
pub use close::{Close, CloseRefused};
pub use draft_minutes::{DraftMinutes, DraftMinutesRefused, ItemMinuted};
pub use meeting::{
    Action, Approval, Draft, InRoom, Item, ItemMinutes, Meeting, Origin, Paper, Presence, Stage,
};
pub use note_action::{NoteAction, NoteActionRefused};
pub use open::{Open, OpenRefused};
pub use publish_minutes::{PublishMinutes, PublishMinutesRefused};
pub(crate) use quorum::member_seats;
pub use quorum::{MemberSeat, QuorumStanding, standing};
pub use record_apologies::{RecordApologies, RecordApologiesRefused};
pub use record_arrival::{RecordArrival, RecordArrivalRefused};
pub use record_departure::{RecordDeparture, RecordDepartureRefused};
pub use table_paper::{PaperHash, TablePaper, TablePaperRefused};
pub use unready::Unready;

use crate::{
    LineNo, Minute, Record,
    act::ActKind,
    arrangements::Purpose,
    id::{ActionId, BodyId, DecisionId, ItemNo, MeetingId, PartnerId, PersonId, SeatId},
    prose::{Prose, Title},
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
    },
    /// A paper was tabled under an item.
    PaperTabled {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The paper.
        paper: Paper,
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
}

impl Entry {
    /// The meeting that it speaks of.
    pub fn meeting(&self) -> &MeetingId {
        match self {
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
            | Self::MinutesPublished { meeting } => meeting,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::ActionNoted { what, .. } => vec![what],
            Self::MinutesDrafted { items, .. } => {
                items.iter_mut().map(|item| &mut item.text).collect()
            }
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
    actions: OrdMap<ActionId, Arc<Action>>,
    by_due: OrdSet<(Date, ActionId)>,
}

impl Meetings {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
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
                agenda
                    .iter()
                    .for_each(|item| self.note_ratification(id, item));
            }
            Entry::ItemAdded { meeting, item } => self.note_ratification(meeting, item),
            Entry::MeetingClosed { meeting, .. } => {
                if let Some(date) = self.get(meeting).map(|meeting| meeting.date) {
                    self.to_come.remove(&(date, meeting.clone()));
                }
            }
            Entry::ActionNoted {
                action: id,
                meeting,
                item,
                what,
                owner,
                person,
                due,
            } => {
                let action = Action {
                    id: id.clone(),
                    meeting: meeting.clone(),
                    item: *item,
                    what: what.clone(),
                    owner: owner.clone(),
                    person: *person,
                    due: *due,
                    line,
                };
                self.actions.insert(id.clone(), Arc::new(action));
                self.by_due.insert((*due, id.clone()));
            }
            _ => {}
        }
        if let Some(meeting) = self.meetings.get_mut(entry.meeting()) {
            Arc::make_mut(meeting).apply(line, minute, entry);
        }
    }

    fn note_ratification(&mut self, meeting: &MeetingId, item: &Item) {
        if let Origin::Ratification { decision } = &item.origin {
            let back = self.brings_back.entry(decision.clone()).or_default();
            back.push_back((meeting.clone(), item.no));
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

    /// Items of agendas that bring a decision back to be ratified, in the order in which they were
    /// put on.
    pub fn bringing_back(&self, decision: &DecisionId) -> impl Iterator<Item = (&Meeting, ItemNo)> {
        let items = self.brings_back.get(decision).into_iter().flatten();
        items.filter_map(|(meeting, item)| Some((self.get(meeting)?, *item)))
    }

    /// The action of that name.
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        self.actions.get(id).map(|action| &**action)
    }

    /// Every action, the soonest due first.
    pub fn actions(&self) -> impl DoubleEndedIterator<Item = &Action> {
        self.by_due.iter().filter_map(|(_, id)| self.action(id))
    }

    /// The item that puts a decision of an inquorate meeting on the body's next agenda, where that
    /// meeting has been called already. A meeting called later gets it by itself.
    pub(crate) fn to_ratify(&self, from: &Meeting, decision: &DecisionId) -> Option<Entry> {
        let next = self.to_come().find(|next| {
            next.body == from.body
                && next.stage == Stage::Called
                && (next.date, next.line) > (from.date, from.line)
        })?;
        let item = Item {
            no: next.next_item_no()?,
            title: Title::cut(&format!("To ratify: decision {decision}"))?,
            purpose: Purpose::Decision,
            presenter: None,
            minutes: None,
            origin: Origin::Ratification {
                decision: decision.clone(),
            },
            papers: Vec::new(),
        };
        Some(Entry::ItemAdded {
            meeting: next.id.clone(),
            item,
        })
    }

    /// Decisions that still wait for a quorate meeting of the body, and stand on no agenda yet.
    pub fn awaiting_ratification(&self, record: &Record, body: &BodyId) -> Vec<DecisionId> {
        let waiting = record.decisions.for_ratification();
        waiting
            .filter(|decision| {
                self.get(&decision.meeting)
                    .is_some_and(|meeting| meeting.body == *body)
            })
            .map(|decision| decision.id.clone())
            .filter(|decision| !self.brings_back.contains_key(decision))
            .collect()
    }
}
