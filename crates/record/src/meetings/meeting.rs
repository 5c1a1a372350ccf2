//! One meeting, from its call to its published minutes.
//!
//! tidy: long because a meeting is one thing: all that is known of it, and how each entry adds to it.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroU16,
    sync::Arc,
};

use jiff::{
    RoundMode, Timestamp, Unit,
    civil::{Date, Time, TimeRound},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Class, Correction, Entry, Exclusion, Interest, PaperHash, Parting, ReportVersion, Roll,
    RoomChange, Tabled, Telling, Withdrawal, Withdrawn, call::MOST_ITEMS,
};
use crate::{
    LineNo, Minute, Record,
    arrangements::Purpose,
    id::{
        ActionId, BodyId, CorrespondenceId, DecisionId, ExceptionId, ItemNo, MeetingId, PartnerId,
        PersonId, PlannedId, SeatId,
    },
    prose::{Prose, Title},
    structure::Structure,
};

/// An item on an agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its number, which never changes once the agenda is issued or the meeting begins.
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
    #[serde(skip)]
    pub papers: Vec<Tabled>,
    /// Who may know what is said under it. Filled in when it is classified.
    #[serde(skip)]
    pub class: Class,
    /// What it is called among those who may, where that is something else.
    #[serde(skip)]
    pub real_title: Option<Prose>,
    /// The line at which its class last changed.
    #[serde(skip)]
    pub classed: Option<LineNo>,
    /// That it was released.
    #[serde(skip)]
    pub released: Option<Parting>,
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
    /// An exception or log jam stands before the body, and is open (G07, protocols 5).
    Exception {
        /// The exception.
        exception: ExceptionId,
    },
}

impl Origin {
    /// The decision that brings it before the body, where one does.
    pub fn decision(&self) -> Option<&DecisionId> {
        match self {
            Self::Called
            | Self::Standing { .. }
            | Self::Planned
            | Self::Correspondence { .. }
            | Self::Exception { .. } => None,
            Self::Ratification { decision }
            | Self::Recommendation { decision }
            | Self::Forwarded { decision }
            | Self::FurtherReport { decision } => Some(decision),
        }
    }

    /// The exception that brings it before the body, where one does.
    pub fn exception(&self) -> Option<&ExceptionId> {
        match self {
            Self::Exception { exception } => Some(exception),
            _ => None,
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
    /// How many pages it has, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<NonZeroU16>,
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
    /// Cancelled before it began.
    Cancelled,
}

/// The issue of an agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// The line of the book.
    pub line: LineNo,
    /// On which day.
    pub on: Date,
    /// Why so late, where it was.
    pub late: Option<Prose>,
}

/// What was added to an issued agenda on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Supplement {
    /// Its number, from 1.
    pub no: u16,
    /// On which day.
    pub on: Date,
    /// The line of the book that began it.
    pub line: LineNo,
    /// What was added, in order.
    pub added: Vec<Added>,
}

/// Something that was added to an issued agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// The item.
    pub item: ItemNo,
    /// The paper under it; none: the item itself.
    pub paper: Option<PaperHash>,
    /// Why it came late, where it did.
    pub why: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
}

/// Where and when a meeting was to be held before it was moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The day.
    pub date: Date,
    /// When it was to begin.
    pub starts: Time,
    /// Where.
    pub place: Title,
    /// Why it was moved away from there.
    pub why: Prose,
    /// The line of the book.
    pub line: LineNo,
}

/// That an item was put on a later meeting, or a meeting cancelled, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Deferral {
    /// Why.
    pub why: Prose,
    /// Whether the meeting was under way.
    pub at_meeting: bool,
    /// The line of the book.
    pub line: LineNo,
}

/// That the meeting turned to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The item.
    pub item: ItemNo,
    /// When, by the clock of the meeting.
    pub at: Time,
    /// The moment from which its minutes run.
    pub since: Timestamp,
    /// The line of the book.
    pub line: LineNo,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What everyone may read of private items, in place of what is minuted.
    pub summaries: Vec<ItemMinutes>,
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
    /// Decision reports by item, each with its versions, oldest first.
    pub reports: BTreeMap<ItemNo, Vec<ReportVersion>>,
    /// Every coming and going, in the order of the book.
    pub changes: Vec<RoomChange>,
    /// Interests declared.
    pub interests: Vec<Interest>,
    /// Who is out of the room now for an interest.
    pub withdrawn: BTreeMap<SeatId, Withdrawn>,
    /// Every time that someone was.
    pub withdrawals: Vec<Withdrawal>,
    /// Actions noted.
    pub actions: Vec<ActionId>,
    /// Drafts of its minutes, oldest first.
    pub drafts: Vec<Draft>,
    /// Their approval.
    pub approval: Option<Approval>,
    /// When the minutes were last circulated, and the line.
    pub last_circulated: Option<(LineNo, Timestamp)>,
    /// Every correction ever made to a draft of them; [`Meeting::corrections`] gives those that hold.
    pub all_corrections: Vec<Correction>,
    /// The line that published them.
    pub published: Option<LineNo>,
    /// The issue of its agenda.
    pub issued: Option<Issue>,
    /// What was added since then, oldest first.
    pub supplements: Vec<Supplement>,
    /// Where and when it was to be held before, oldest first.
    pub moves: Vec<Place>,
    /// That it was cancelled.
    pub cancelled: Option<Deferral>,
    /// Items that were put on a later meeting.
    pub deferred: BTreeMap<ItemNo, Deferral>,
    /// That somebody told others what came of it, in the order of the book.
    pub tellings: Vec<Telling>,
    /// The items that it turned to, in order.
    pub taken: Vec<Taken>,
    /// Items from which the public was excluded.
    pub excluded: BTreeMap<ItemNo, Exclusion>,
    /// The line that closed the meeting.
    pub closed_line: Option<LineNo>,
    /// The roll, called when it was closed.
    pub roll: Option<Arc<Roll>>,
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
            reports: BTreeMap::new(),
            changes: Vec::new(),
            interests: Vec::new(),
            withdrawn: BTreeMap::new(),
            withdrawals: Vec::new(),
            actions: Vec::new(),
            drafts: Vec::new(),
            approval: None,
            last_circulated: None,
            all_corrections: Vec::new(),
            published: None,
            issued: None,
            supplements: Vec::new(),
            moves: Vec::new(),
            cancelled: None,
            deferred: BTreeMap::new(),
            tellings: Vec::new(),
            taken: Vec::new(),
            excluded: BTreeMap::new(),
            closed_line: None,
            roll: None,
            line,
            changed: line,
        }
    }

    /// The item of that number.
    pub fn item(&self, no: ItemNo) -> Option<&Item> {
        self.items.iter().find(|item| item.no == no)
    }

    /// The decision report under an item, in its last version.
    pub fn report(&self, no: ItemNo) -> Option<&ReportVersion> {
        self.reports.get(&no)?.last()
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

    /// The item to which the meeting last turned, while it is under way.
    pub fn at_hand(&self) -> Option<&Taken> {
        let last = self.taken.last().filter(|_| self.stage == Stage::Open);
        last.filter(|taken| self.takes(taken.item))
    }

    /// The seats in the room now.
    pub fn seats_in_room(&self) -> BTreeSet<SeatId> {
        self.room.keys().cloned().collect()
    }

    /// Who sits for a seat: in the room, or out of it for an interest.
    pub fn sitter(&self, seat: &SeatId) -> Option<PersonId> {
        let there = self.room.get(seat).map(|there| there.person);
        there.or_else(|| self.withdrawn.get(seat).map(|out| out.person))
    }

    /// The interest in an item that someone declared, speaking for a seat.
    pub fn interest(&self, seat: &SeatId, person: PersonId, item: ItemNo) -> Option<&Interest> {
        self.interests.iter().find(|interest| {
            interest.seat == *seat && interest.person == person && interest.item == item
        })
    }

    /// When the newest draft of the minutes was circulated, where it was.
    pub fn circulated(&self) -> Option<Timestamp> {
        let drafted = self.minutes()?.line;
        let (line, at) = self.last_circulated?;
        (line > drafted).then_some(at)
    }

    /// Whether it comes before another meeting.
    pub fn is_before(&self, other: &Self) -> bool {
        (self.date, self.line) < (other.date, other.line)
    }

    /// Whether it is a later meeting of the same body, and was opened.
    pub fn was_held_after(&self, other: &Self) -> bool {
        self.body == other.body && other.is_before(self) && self.opened.is_some()
    }

    /// The newest draft of its minutes.
    pub fn minutes(&self) -> Option<&Draft> {
        self.drafts.last()
    }

    /// The time of day to record for something that happens now: the clock's while the meeting is
    /// open on its own day, and otherwise the time at which it begins.
    pub(crate) fn now(&self, record: &Record, minute: &Minute) -> Time {
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

    /// The moment of a time of day at the meeting. What is recorded on another day, as in a rehearsal,
    /// counts from when it was recorded.
    fn moment(&self, minute: &Minute, structure: &Structure, at: Time) -> Timestamp {
        let zone = structure.zone();
        if minute.date_in(&zone) != self.date {
            return minute.at;
        }
        let there = self.date.to_datetime(at).to_zoned(zone);
        there.map_or(minute.at, |there| there.timestamp())
    }

    pub(super) fn apply(
        &mut self,
        line: LineNo,
        minute: &Minute,
        structure: &Structure,
        entry: &Entry,
    ) {
        self.changed = line;
        match entry {
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
                self.closed_line = Some(line);
                self.roll = Some(Arc::new(Roll::call(self, structure)));
            }
            Entry::MinutesDrafted { items, .. } => {
                self.drafts.push(Draft {
                    line,
                    at: minute.at,
                    items: items.clone(),
                });
            }
            Entry::MinutesApproved {
                on, at, summaries, ..
            } => {
                self.approval = Some(Approval {
                    line,
                    on: *on,
                    at: at.clone(),
                    summaries: summaries.clone(),
                });
            }
            Entry::MinutesPublished { .. } => self.published = Some(line),
            Entry::ReportTabled {
                item, seat, report, ..
            } => {
                let version = ReportVersion {
                    report: (**report).clone(),
                    seat: seat.clone(),
                    line,
                };
                self.reports.entry(*item).or_default().push(version);
            }
            Entry::InterestDeclared {
                seat,
                item,
                person,
                nature,
                withdraws,
                for_organisation,
                ..
            } => self.interests.push(Interest {
                seat: seat.clone(),
                person: *person,
                item: *item,
                nature: nature.clone(),
                withdraws: *withdraws,
                for_organisation: *for_organisation,
                at: minute.at,
                line,
            }),
            Entry::Withdrew { seat, item, at, .. } => self.withdraw(line, seat, *item, *at),
            Entry::ReturnedToRoom { seat, at, .. } => self.come_back(seat, *at),
            Entry::ItemTaken { item, at, .. } => self.taken.push(Taken {
                item: *item,
                at: *at,
                since: self.moment(minute, structure, *at),
                line,
            }),
            Entry::MinutesCirculated { .. } => self.last_circulated = Some((line, minute.at)),
            Entry::MinutesCorrected { .. } => self.correct(line, minute, entry),
            Entry::TellingRecorded {
                seat,
                person,
                whom,
                on,
                about,
                ..
            } => self.tellings.push(Telling {
                seat: seat.clone(),
                person: *person,
                whom: *whom,
                on: *on,
                about: about.clone(),
                line,
            }),
            Entry::ActionReported { .. }
            | Entry::ActionExtended { .. }
            | Entry::ActionClosed { .. } => {}
            _ => self.prepare(line, minute, structure, entry),
        }
    }
}
