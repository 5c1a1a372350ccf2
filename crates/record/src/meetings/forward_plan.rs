//! The forward plan: what waits for a meeting of each body, and how it comes onto an agenda.
//!
//! It feeds itself. A decision that another body has to take up, a report that was asked for, or what
//! an inquorate meeting agreed is brought before the body at once: onto the agenda of its next meeting
//! where that has been called and not opened, and else onto its forward plan, from which the next call
//! takes it. Whether an item is ripe is judged by its first day only.

use jiff::civil::Date;

use super::{Class, Entry, Item, Meeting, Meetings, Origin, Stage};
use crate::{
    LineNo, Minute, Record,
    arrangements::Purpose,
    id::{BodyId, DecisionId, MeetingId, PlannedId},
    prose::{Prose, Title, Words},
};

/// Something that waits for a meeting of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub id: PlannedId,
    /// The body before which it comes.
    pub body: BodyId,
    /// Its title.
    pub title: Title,
    /// What it is for.
    pub purpose: Purpose,
    /// Why it comes there.
    pub origin: Origin,
    /// No meeting before this day takes it.
    pub not_before: Option<Date>,
    /// Who presents it.
    pub presenter: Option<Title>,
    /// Why it waits, in the words of whoever put it there.
    pub why: Option<Prose>,
    /// The meeting on whose agenda it stood before.
    pub from: Option<MeetingId>,
    /// The line of the book.
    pub line: LineNo,
}

/// What is to come before a body.
#[derive(Debug, Clone)]
pub(crate) struct Business {
    pub(crate) title: Title,
    pub(crate) purpose: Purpose,
    pub(crate) origin: Origin,
    pub(crate) not_before: Option<Date>,
}

/// What is to wait for a meeting, or to go onto its agenda.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) title: Title,
    pub(crate) purpose: Purpose,
    pub(crate) origin: Origin,
    pub(crate) not_before: Option<Date>,
    pub(crate) presenter: Option<Title>,
    pub(crate) why: Option<Prose>,
    pub(crate) from: Option<MeetingId>,
}

impl Waiting {
    /// An item of an agenda that waits again, with the reason for which it first waited where no
    /// other is given.
    pub(crate) fn again(
        record: &Record,
        meeting: &Meeting,
        item: &Item,
        why: Option<&Words>,
    ) -> Self {
        let planned = item.planned.as_ref();
        let planned = planned.and_then(|id| record.meetings.planned_item(id));
        let before = planned.and_then(|planned| planned.why.as_ref()?.words());
        let before = before.and_then(|words| Words::new(words).ok());
        Self {
            title: item.title.clone(),
            purpose: item.purpose,
            origin: match &item.origin {
                Origin::Called | Origin::Standing { .. } => Origin::Planned,
                other => other.clone(),
            },
            not_before: planned.and_then(|planned| planned.not_before),
            presenter: item.presenter.clone(),
            why: why.or(before.as_ref()).map(Prose::from),
            from: Some(meeting.id.clone()),
        }
    }
}

impl Meetings {
    /// Puts items on the forward plan of a body and, where a later meeting of it has been called
    /// whose agenda is open to them, onto that agenda. What a decision brings goes onto an issued
    /// agenda, too.
    pub(crate) fn plan(
        &self,
        record: &Record,
        minute: &Minute,
        body: &BodyId,
        after: Option<&Meeting>,
        items: Vec<Waiting>,
    ) -> Vec<Entry> {
        let mut meetings = self.clone();
        let mut entries = Vec::new();
        for waiting in items {
            let planned = PlannedId::of(body, meetings.planned_so_far(body) + 1);
            let added = meetings.added_from_plan(body, after, &planned, &waiting);
            let planned = Entry::ItemPlanned {
                planned,
                body: body.clone(),
                title: waiting.title,
                purpose: waiting.purpose,
                origin: waiting.origin,
                not_before: waiting.not_before,
                presenter: waiting.presenter,
                why: waiting.why,
                from: waiting.from,
            };
            for entry in std::iter::once(planned).chain(added) {
                let line = record.last + 1 + entries.len() as LineNo;
                meetings.apply(line, minute, &record.structure, &entry);
                entries.push(entry);
            }
        }
        entries
    }

    /// The entry that puts a planned item onto the first agenda that is open to it.
    fn added_from_plan(
        &self,
        body: &BodyId,
        after: Option<&Meeting>,
        planned: &PlannedId,
        waiting: &Waiting,
    ) -> Option<Entry> {
        let urgent = waiting.origin.decision().is_some();
        let next = self.next_open_to(body, after, waiting.not_before, |next| {
            urgent || next.issued.is_none()
        })?;
        Some(Entry::ItemAdded {
            meeting: next.id.clone(),
            item: Item {
                no: next.next_item_no()?,
                title: waiting.title.clone(),
                purpose: waiting.purpose,
                presenter: waiting.presenter.clone(),
                minutes: None,
                origin: waiting.origin.clone(),
                planned: Some(planned.clone()),
                papers: Vec::new(),
                class: Class::Public,
                real_title: None,
                classed: None,
                released: None,
            },
            late: None,
        })
    }

    /// The next meeting of a body that is called and not opened.
    fn next_open_to(
        &self,
        body: &BodyId,
        after: Option<&Meeting>,
        not_before: Option<Date>,
        fits: impl Fn(&Meeting) -> bool,
    ) -> Option<&Meeting> {
        let follows = |next: &Meeting| {
            after.is_none_or(|from| (next.date, next.line) > (from.date, from.line))
        };
        let ripe = |next: &Meeting| not_before.is_none_or(|day| day <= next.date);
        let called = |next: &Meeting| next.body == *body && next.stage == Stage::Called;
        self.to_come()
            .find(|next| called(next) && follows(next) && ripe(next) && fits(next))
    }

    /// Anything that was ever put on a forward plan.
    pub fn planned_item(&self, id: &PlannedId) -> Option<&Planned> {
        self.plan.get(id).map(|planned| &**planned)
    }

    /// What waits for a meeting of a body and stands on no agenda yet, in the order in which it was
    /// put on the plan.
    pub fn planned_for(&self, body: &BodyId) -> impl Iterator<Item = &Planned> {
        let of_body = self.planned.values().filter(move |item| item.body == *body);
        of_body.map(|item| &**item)
    }

    /// What waits for a meeting of any body.
    pub fn planned(&self) -> impl Iterator<Item = &Planned> {
        self.planned.values().map(|item| &**item)
    }

    /// Brings business before a body, no earlier than `after` where a meeting of the same body gave
    /// rise to it: onto the agenda of its next meeting, or onto its forward plan when that is not called
    /// yet or is full.
    pub(crate) fn bring_before(
        &self,
        body: &BodyId,
        after: Option<&Meeting>,
        business: Business,
    ) -> Entry {
        self.bring_next_before(body, after, business, 0)
    }

    /// The same for one of several that are brought at once, after so many others.
    fn bring_next_before(
        &self,
        body: &BodyId,
        after: Option<&Meeting>,
        business: Business,
        others: u16,
    ) -> Entry {
        let next = self.next_open_to(body, after, business.not_before, |_| true);
        match next.and_then(|next| Some((next, next.free_item_no(others)?))) {
            Some((next, no)) => Entry::ItemAdded {
                meeting: next.id.clone(),
                item: Item {
                    no,
                    title: business.title,
                    purpose: business.purpose,
                    presenter: None,
                    minutes: None,
                    origin: business.origin,
                    planned: None,
                    papers: Vec::new(),
                    class: Class::Public,
                    real_title: None,
                    classed: None,
                    released: None,
                },
                late: None,
            },
            None => Entry::ItemPlanned {
                planned: PlannedId::of(body, self.planned_so_far(body) + 1 + usize::from(others)),
                body: body.clone(),
                title: business.title,
                purpose: business.purpose,
                origin: business.origin,
                not_before: business.not_before,
                presenter: None,
                why: None,
                from: None,
            },
        }
    }

    /// Brings back what an inquorate meeting agreed, for its next meeting to ratify (G07, para 24).
    pub(crate) fn to_ratify(&self, from: &Meeting, decision: &DecisionId) -> Entry {
        self.bring_before(&from.body, Some(from), ratification(decision))
    }

    /// Brings back once more what a meeting had before it to ratify and did not.
    pub(super) fn still_to_ratify(&self, from: &Meeting, waiting: &[&DecisionId]) -> Vec<Entry> {
        (0..)
            .zip(waiting)
            .map(|(others, decision)| {
                self.bring_next_before(&from.body, Some(from), ratification(decision), others)
            })
            .collect()
    }

    /// How many items a body's forward plan has ever had.
    pub(super) fn planned_so_far(&self, body: &BodyId) -> usize {
        self.planned_count.get(body).copied().unwrap_or(0)
    }
}

fn ratification(decision: &DecisionId) -> Business {
    Business {
        title: Title::made(&format!("To ratify: decision {decision}")),
        purpose: Purpose::Decision,
        origin: Origin::Ratification {
            decision: decision.clone(),
        },
        not_before: None,
    }
}
