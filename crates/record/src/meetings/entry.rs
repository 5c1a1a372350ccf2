//! What the book says of meetings, minutes and actions.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::*;

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
        /// Who may read it.
        #[serde(default, skip_serializing_if = "Class::is_public")]
        class: Class,
        /// What it is called among those who may read it, where that is something else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        real_title: Option<Prose>,
        /// The version that it takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<PaperHash>,
        /// Until when it is kept, where that was said of this paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep_until: Option<Date>,
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
        /// What everyone may read of private items, in place of what is minuted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        summaries: Vec<ItemMinutes>,
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
        /// Whether it is the interest of the organisation for which the seat speaks.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        for_organisation: bool,
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
    /// Somebody told others what came of the meeting.
    TellingRecorded {
        /// The meeting.
        meeting: MeetingId,
        /// The seat for which they told it.
        seat: SeatId,
        /// Who told it.
        person: PersonId,
        /// Whom.
        whom: Told,
        /// On which day.
        on: Date,
        /// What, where it was not simply the minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Prose>,
    },
    /// The meeting turned to an item.
    ItemTaken {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// When.
        at: Time,
    },
    /// A paper was given another class.
    PaperClassified {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The paper.
        paper: PaperHash,
        /// Who may read it now.
        class: Class,
        /// Why it came late, where it was a draft until now and did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<Prose>,
    },
    /// An item was given a class: who may know what is said under it.
    ItemClassified {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// Its class.
        class: Class,
        /// What it is called among those who may know, where that is something else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        real_title: Option<Prose>,
    },
    /// What was withheld was released to everyone.
    Released {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The paper; none: the item itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<PaperHash>,
        /// Why.
        why: Prose,
    },
    /// A paper was withdrawn that ought not to have been given to those who could read it.
    PaperWithdrawn {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The paper.
        paper: PaperHash,
        /// Why.
        why: Prose,
    },
    /// The meeting resolved to exclude the public from an item.
    PublicExcluded {
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The descriptions that the resolution names; none where the item is confidential.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        paragraphs: Vec<ExemptionId>,
        /// What was resolved.
        words: Prose,
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
            | Self::MinutesCorrected { meeting, .. }
            | Self::TellingRecorded { meeting, .. }
            | Self::ItemTaken { meeting, .. }
            | Self::PaperClassified { meeting, .. }
            | Self::ItemClassified { meeting, .. }
            | Self::Released { meeting, .. }
            | Self::PaperWithdrawn { meeting, .. }
            | Self::PublicExcluded { meeting, .. } => Some(meeting),
        }
    }

    /// The item of that meeting of which it tells what happened there.
    pub fn item(&self) -> Option<ItemNo> {
        match self {
            Self::ActionNoted { item, .. }
            | Self::ReportTabled { item, .. }
            | Self::InterestDeclared { item, .. }
            | Self::Withdrew { item, .. }
            | Self::MinutesCorrected { item, .. } => Some(*item),
            _ => None,
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
            Self::ItemAdded { late, .. } | Self::AgendaIssued { late, .. } => {
                late.iter_mut().collect()
            }
            // In the order in which they are written.
            Self::PaperTabled {
                late,
                class,
                real_title,
                ..
            } => late
                .iter_mut()
                .chain(class.prose_mut())
                .chain(real_title)
                .collect(),
            Self::PaperClassified { class, late, .. } => {
                class.prose_mut().into_iter().chain(late).collect()
            }
            Self::ItemClassified {
                class, real_title, ..
            } => class.prose_mut().into_iter().chain(real_title).collect(),
            Self::MinutesApproved { summaries, .. } => {
                summaries.iter_mut().map(|item| &mut item.text).collect()
            }
            Self::Released { why, .. }
            | Self::PaperWithdrawn { why, .. }
            | Self::PublicExcluded { words: why, .. } => vec![why],
            Self::TellingRecorded { about, .. } => about.iter_mut().collect(),
            Self::ItemPlanned { why, .. } => why.iter_mut().collect(),
            Self::MeetingMoved { why, .. }
            | Self::MeetingCancelled { why, .. }
            | Self::ItemDeferred { why, .. }
            | Self::PlannedDropped { why, .. } => vec![why],
            _ => Vec::new(),
        }
    }
}
