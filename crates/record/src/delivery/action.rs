//! An action of a delivery plan: what it is, its milestones, and how it comes on.
//!
//! Whether it is late follows from the day on which someone looks; nothing is written.

use jiff::civil::Date;

use super::{Asked, Entry, Progress};
use crate::{
    Author, LineNo,
    id::{DeliveryPlanId, PlanActionId},
    prose::{Prose, Title},
};

/// A milestone.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// Its number.
    pub no: u16,
    /// What will have happened.
    pub title: Title,
    /// By when.
    pub due: Date,
    /// When it was due before, and why that was changed.
    pub moved: Vec<(Date, Prose, LineNo)>,
    /// The day on which it was reached, what was said of it, and the line that says so.
    pub reached: Option<(Date, Option<Prose>, LineNo)>,
}

impl Milestone {
    /// Whether its day has passed and it has not been reached.
    pub fn overdue(&self, today: Date) -> bool {
        self.reached.is_none() && self.due < today
    }
}

/// A report of progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// How it stands.
    pub state: Progress,
    /// In words.
    pub words: Prose,
    /// Who reported it.
    pub by: Author,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A change to an action once its plan was approved.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Why.
    pub why: Option<Prose>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// An action of a delivery plan.
#[derive(Debug, Clone)]
pub struct Action {
    /// Its name.
    pub id: PlanActionId,
    /// The plan that it belongs to.
    pub plan: DeliveryPlanId,
    /// What it is.
    pub asked: Asked,
    /// Its milestones, in the order in which they are due.
    pub milestones: Vec<Milestone>,
    /// What was reported of it, the oldest first.
    pub progress: Vec<Told>,
    /// How it was changed, the oldest first.
    pub changes: Vec<Change>,
    /// Why it was given up, on which day and at which line.
    pub dropped: Option<(Prose, Date, LineNo)>,
    /// The line of the book that put it into the plan.
    pub line: LineNo,
    /// The line at which it last changed.
    pub changed: LineNo,
}

impl Action {
    pub(super) fn set(
        id: &PlanActionId,
        plan: &DeliveryPlanId,
        asked: &Asked,
        line: LineNo,
    ) -> Self {
        let mut action = Self {
            id: id.clone(),
            plan: plan.clone(),
            asked: asked.clone(),
            milestones: Vec::new(),
            progress: Vec::new(),
            changes: Vec::new(),
            dropped: None,
            line,
            changed: line,
        };
        action.lay_milestones();
        action
    }

    pub(super) fn change(&mut self, line: LineNo, asked: &Asked, why: Option<&Prose>, on: Date) {
        self.asked = asked.clone();
        self.changed = line;
        self.changes.push(Change {
            why: why.cloned(),
            on,
            line,
        });
        self.lay_milestones();
    }

    /// Milestones as they are now asked for; those that were there keep what became of them.
    fn lay_milestones(&mut self) {
        let before = std::mem::take(&mut self.milestones);
        let asked = self.asked.milestones.iter();
        self.milestones = asked
            .map(|asked| {
                let known = before.iter().find(|known| known.no == asked.no);
                Milestone {
                    no: asked.no,
                    title: asked.title.clone(),
                    due: asked.due,
                    moved: known.map(|known| known.moved.clone()).unwrap_or_default(),
                    reached: known.and_then(|known| known.reached.clone()),
                }
            })
            .collect();
        self.milestones.sort_by_key(|it| (it.due, it.no));
    }

    pub(super) fn apply(&mut self, line: LineNo, by: &Author, entry: &Entry) {
        self.changed = line;
        match entry {
            Entry::PlanActionDropped { why, on, .. } => {
                self.dropped = Some((why.clone(), *on, line));
            }
            Entry::MilestoneReached {
                milestone,
                on,
                words,
                ..
            } => {
                if let Some(known) = self.milestones.iter_mut().find(|it| it.no == *milestone) {
                    known.reached = Some((*on, words.clone(), line));
                }
            }
            Entry::MilestoneMoved {
                milestone,
                due,
                why,
                ..
            } => {
                if let Some(known) = self.milestones.iter_mut().find(|it| it.no == *milestone) {
                    let was = std::mem::replace(&mut known.due, *due);
                    known.moved.push((was, why.clone(), line));
                }
                let mut asked = self.asked.milestones.iter_mut();
                if let Some(asked) = asked.find(|it| it.no == *milestone) {
                    asked.due = *due;
                }
                self.milestones.sort_by_key(|it| (it.due, it.no));
            }
            Entry::ProgressReported {
                state, words, on, ..
            } => self.progress.push(Told {
                state: *state,
                words: words.clone(),
                by: by.clone(),
                on: *on,
                line,
            }),
            _ => {}
        }
    }

    /// How it stands, by the last report.
    pub fn state(&self) -> Progress {
        self.progress
            .last()
            .map_or(Progress::NotStarted, |it| it.state)
    }

    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.dropped.is_none() && self.state() != Progress::Done
    }

    /// Whether its day has passed and it is still to be done.
    pub fn overdue(&self, today: Date) -> bool {
        self.is_open() && self.asked.due < today
    }

    /// The milestone that comes next.
    pub fn next_milestone(&self) -> Option<&Milestone> {
        self.milestones.iter().find(|it| it.reached.is_none())
    }

    /// The day on which something was last reported of it.
    pub fn last_told(&self) -> Option<Date> {
        self.progress.last().map(|it| it.on)
    }
}
