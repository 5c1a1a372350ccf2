//! One meeting, from its call to its published minutes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    RoundMode, Timestamp, Unit,
    civil::{Date, Time, TimeRound},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Entry, PaperHash, call::MOST_ITEMS};
use crate::{
    LineNo, Minute, Record,
    arrangements::Purpose,
    id::{
        ActionId, BodyId, CorrespondenceId, DecisionId, ItemNo, MeetingId, PartnerId, PersonId,
        PlannedId, SeatId,
    },
    prose::{Prose, Title},
};

/// An item on an agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its number, which never changes.
    pub no: ItemNo,
    /// Its title.
    pub title: Title,
    /// What it is for.
    pub purpose: Purpose,
    /// Who presents it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presenter: Option<Title>,
    /// How long it may take, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// Why it is on the agenda.
    pub origin: Origin,
    /// The item of the forward plan that it takes up, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<PlannedId>,
    /// Papers tabled under it. Filled in as they are tabled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
}

/// Why an item is on an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum Origin {
    /// The secretariat put it there.
    Called,
    /// The arrangements put it on every agenda.
    Standing {
        /// The clause that asks for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clause: Option<String>,
    },
    /// An inquorate meeting agreed it, and it waits to be ratified.
    Ratification {
        /// The decision.
        decision: DecisionId,
    },
    /// Another body recommends it (G07, para 10).
    Recommendation {
        /// The decision to recommend.
        decision: DecisionId,
    },
    /// It lies beyond what another body may decide, which passed it on (G07, para 25).
    Forwarded {
        /// The decision to pass it on.
        decision: DecisionId,
    },
    /// A vote was tied, and the chair asked for a further report (G07, para 21).
    FurtherReport {
        /// The motion on which the vote was tied.
        decision: DecisionId,
    },
    /// It was put on the forward plan.
    Planned,
    /// It was not settled by correspondence.
    Correspondence {
        /// The question that was put.
        correspondence: CorrespondenceId,
    },
}

impl Origin {
    /// The decision that brings it before the body, where one does.
    pub fn decision(&self) -> Option<&DecisionId> {
        match self {
            Self::Called | Self::Standing { .. } | Self::Planned | Self::Correspondence { .. } => {
                None
            }
            Self::Ratification { decision }
            | Self::Recommendation { decision }
            | Self::Forwarded { decision }
            | Self::FurtherReport { decision } => Some(decision),
        }
    }
}

/// A paper under an item. Its bytes lie elsewhere; the book keeps their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its title.
    pub title: Title,
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub hash: PaperHash,
    /// The partner that holds it, and answers requests for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_by: Option<PartnerId>,
}

/// How far a meeting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Called, not yet opened.
    Called,
    /// Under way.
    Open,
    /// Closed.
    Closed,
}

/// Someone in the room for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InRoom {
    /// Who.
    pub person: PersonId,
    /// Whether as the holder's substitute.
    pub substitute: bool,
    /// Since when.
    pub since: Time,
}

/// One stay of someone in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// The seat.
    pub seat: SeatId,
    /// Who.
    pub person: PersonId,
    /// Whether as the holder's substitute.
    pub substitute: bool,
    /// From when.
    pub from: Time,
    /// Until when; none: to the end.
    pub until: Option<Time>,
}

/// What was said under an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemMinutes {
    /// The item.
    pub item: ItemNo,
    /// What was said.
    pub text: Prose,
}

/// A draft of the minutes.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The line of the book.
    pub line: LineNo,
    /// When it was drafted.
    pub at: Timestamp,
    /// What was said, item by item.
    pub items: Vec<ItemMinutes>,
}

/// The approval of minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The line of the book.
    pub line: LineNo,
    /// On which day.
    pub on: Date,
    /// At which meeting, where the book has it.
    pub at: Option<MeetingId>,
}

/// Something that a partner was asked to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its name.
    pub id: ActionId,
    /// The meeting that asked.
    pub meeting: MeetingId,
    /// Under which item.
    pub item: ItemNo,
    /// What is to be done.
    pub what: Prose,
    /// The partner that is to do it.
    pub owner: PartnerId,
    /// The person, where one was named.
    pub person: Option<PersonId>,
    /// By when.
    pub due: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// One meeting, as the book says.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its name.
    pub id: MeetingId,
    /// Of which body.
    pub body: BodyId,
    /// The day.
    pub date: Date,
    /// When it begins.
    pub starts: Time,
    /// Where.
    pub place: Title,
    /// The agenda.
    pub items: Vec<Item>,
    /// How far it has come.
    pub stage: Stage,
    /// When it was opened.
    pub opened: Option<Time>,
    /// When it was closed.
    pub closed: Option<Time>,
    /// The seat that took the chair.
    pub chair: Option<SeatId>,
    /// Seats for which apologies came.
    pub apologies: BTreeSet<SeatId>,
    /// Who is in the room now; when it is closed, who was there at the end.
    pub room: BTreeMap<SeatId, InRoom>,
    /// Every stay in the room, in order.
    pub presence: Vec<Presence>,
    /// Actions noted.
    pub actions: Vec<ActionId>,
    /// Drafts of its minutes, oldest first.
    pub drafts: Vec<Draft>,
    /// Their approval.
    pub approval: Option<Approval>,
    /// The line that published them.
    pub published: Option<LineNo>,
    /// The line that called it.
    pub line: LineNo,
    /// The line at which it last changed.
    pub changed: LineNo,
}

impl Meeting {
    pub(super) fn called(
        id: &MeetingId,
        body: &BodyId,
        date: Date,
        starts: Time,
        place: &Title,
        agenda: &[Item],
        line: LineNo,
    ) -> Self {
        Self {
            id: id.clone(),
            body: body.clone(),
            date,
            starts,
            place: place.clone(),
            items: agenda.to_vec(),
            stage: Stage::Called,
            opened: None,
            closed: None,
            chair: None,
            apologies: BTreeSet::new(),
            room: BTreeMap::new(),
            presence: Vec::new(),
            actions: Vec::new(),
            drafts: Vec::new(),
            approval: None,
            published: None,
            line,
            changed: line,
        }
    }

    /// The item of that number.
    pub fn item(&self, no: ItemNo) -> Option<&Item> {
        self.items.iter().find(|item| item.no == no)
    }

    /// The number for an item added at the end; none when the agenda is full.
    pub(super) fn next_item_no(&self) -> Option<ItemNo> {
        self.free_item_no(0)
    }

    /// The number for one more after so many `others` that are added with it.
    pub(super) fn free_item_no(&self, others: u16) -> Option<ItemNo> {
        let last = self.items.iter().map(|item| item.no.0).max().unwrap_or(0);
        let room = self.items.len() + usize::from(others) < MOST_ITEMS;
        room.then_some(ItemNo(last + 1 + others))
    }

    /// The seats in the room now.
    pub fn seats_in_room(&self) -> BTreeSet<SeatId> {
        self.room.keys().cloned().collect()
    }

    /// The newest draft of its minutes.
    pub fn minutes(&self) -> Option<&Draft> {
        self.drafts.last()
    }

    /// The time of day to record for something that happens now: the clock's while the meeting is
    /// open on its own day, and otherwise the time at which it begins.
    pub(super) fn now(&self, record: &Record, minute: &Minute) -> Time {
        if self.stage == Stage::Open {
            self.clock(record, minute)
        } else {
            self.starts
        }
    }

    /// The time of day at which it opens: the clock's on its own day, but not before it begins.
    pub(super) fn opening(&self, record: &Record, minute: &Minute) -> Time {
        self.clock(record, minute).max(self.starts)
    }

    fn clock(&self, record: &Record, minute: &Minute) -> Time {
        let now = minute.at.to_zoned(record.structure.zone());
        if now.date() == self.date {
            let minute = TimeRound::new()
                .smallest(Unit::Minute)
                .mode(RoundMode::Trunc);
            now.time().round(minute).unwrap_or(self.starts)
        } else {
            self.starts
        }
    }

    pub(super) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        self.changed = line;
        match entry {
            Entry::MeetingCalled { .. } | Entry::ItemPlanned { .. } => {}
            Entry::ItemAdded { item, .. } => self.items.push(item.clone()),
            Entry::PaperTabled {
                item: no, paper, ..
            } => {
                if let Some(item) = self.items.iter_mut().find(|item| item.no == *no) {
                    item.papers.push(paper.clone());
                }
            }
            Entry::ApologiesRecorded { seat, .. } => {
                self.apologies.insert(seat.clone());
            }
            Entry::ArrivalRecorded {
                seat,
                person,
                substitute,
                at,
                ..
            } => {
                self.arrive(seat, *person, *substitute, *at);
            }
            Entry::DepartureRecorded { seat, at, .. } => self.depart(seat, *at),
            Entry::MeetingOpened { chair, at, .. } => {
                self.stage = Stage::Open;
                self.chair = Some(chair.clone());
                self.opened = Some(*at);
            }
            Entry::ActionNoted { action, .. } => self.actions.push(action.clone()),
            Entry::MeetingClosed { at, .. } => {
                self.stage = Stage::Closed;
                self.closed = Some(*at);
            }
            Entry::MinutesDrafted { items, .. } => {
                self.drafts.push(Draft {
                    line,
                    at: minute.at,
                    items: items.clone(),
                });
            }
            Entry::MinutesApproved { on, at, .. } => {
                self.approval = Some(Approval {
                    line,
                    on: *on,
                    at: at.clone(),
                });
            }
            Entry::MinutesPublished { .. } => self.published = Some(line),
        }
    }

    fn arrive(&mut self, seat: &SeatId, person: PersonId, substitute: bool, at: Time) {
        self.room.insert(
            seat.clone(),
            InRoom {
                person,
                substitute,
                since: at,
            },
        );
        self.presence.push(Presence {
            seat: seat.clone(),
            person,
            substitute,
            from: at,
            until: None,
        });
    }

    fn depart(&mut self, seat: &SeatId, at: Time) {
        self.room.remove(seat);
        let stay = self
            .presence
            .iter_mut()
            .rev()
            .find(|stay| stay.seat == *seat && stay.until.is_none());
        if let Some(stay) = stay {
            stay.until = Some(at);
        }
    }
}
