//! The forward plan: what waits for a meeting of each body, and how it comes onto an agenda.
//!
//! It feeds itself. A decision that another body has to take up, a report that was asked for, or what
//! an inquorate meeting agreed is brought before the body at once: onto the agenda of its next meeting
//! where that has been called and not opened, and else onto its forward plan, from which the next call
//! takes it. Whether an item is ripe is judged by its first day only.

use jiff::civil::Date;

use super::{Entry, Item, Meeting, Meetings, Origin, Stage};
use crate::{
    LineNo,
    arrangements::Purpose,
    id::{BodyId, DecisionId, PlannedId},
    prose::Title,
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

impl Meetings {
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
        let follows = |next: &Meeting| {
            after.is_none_or(|from| (next.date, next.line) > (from.date, from.line))
        };
        let ripe = |next: &Meeting| business.not_before.is_none_or(|day| day <= next.date);
        let next = self.to_come().find(|next| {
            next.body == *body && next.stage == Stage::Called && follows(next) && ripe(next)
        });
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
                },
            },
            None => Entry::ItemPlanned {
                planned: PlannedId::of(body, self.planned_so_far(body) + 1 + usize::from(others)),
                body: body.clone(),
                title: business.title,
                purpose: business.purpose,
                origin: business.origin,
                not_before: business.not_before,
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
