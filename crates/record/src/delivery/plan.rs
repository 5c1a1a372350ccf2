//! A delivery plan, from its first draft to its approval.

use jiff::civil::Date;

use super::Entry;
use crate::{
    Author, LineNo,
    id::{BodyId, DecisionId, DeliveryPlanId, RuleId, SeatId, ThemeId},
    plan::Period,
    prose::{Prose, Title},
};

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It is being written.
    Draft,
    /// Other groups have been asked for their input.
    Circulated,
    /// It is approved.
    Approved,
}

/// A part of a plan, as it was last written.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name in the arrangements.
    pub part: RuleId,
    /// What it says.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// How often it was written before.
    pub earlier: u16,
    /// The line of the book.
    pub line: LineNo,
}

/// A sending of the draft to other groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Circulation {
    /// The bodies.
    pub to: Vec<BodyId>,
    /// The last day for input.
    pub until: Date,
    /// What they are asked.
    pub words: Option<Prose>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// What a group said on the draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Its number, from 1.
    pub no: u16,
    /// The body.
    pub body: BodyId,
    /// The seat that spoke for it.
    pub seat: Option<SeatId>,
    /// What it said.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
    /// What was done with it.
    pub answer: Option<InputAnswer>,
}

/// What was done with an input.
#[derive(Debug, Clone, PartialEq)]
pub struct InputAnswer {
    /// Whether the plan was changed for it.
    pub changed: bool,
    /// What was done, or why not.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// The approval of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// The body that approved it.
    pub body: BodyId,
    /// Its decision, where the book has it.
    pub decision: Option<DecisionId>,
    /// Why, though something was missing.
    pub despite: Option<Prose>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A delivery plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its name.
    pub id: DeliveryPlanId,
    /// The body whose plan it is.
    pub body: BodyId,
    /// The financial year.
    pub year: Period,
    /// What it is called.
    pub title: Title,
    /// The themes that it serves.
    pub themes: Vec<ThemeId>,
    /// The day on which it was begun.
    pub on: Date,
    /// Its parts, in the order in which they were first written.
    pub parts: Vec<Part>,
    /// When it was sent to other groups.
    pub circulations: Vec<Circulation>,
    /// What they said.
    pub inputs: Vec<Input>,
    /// Its approval.
    pub approval: Option<Approval>,
    /// The line of the book that began it.
    pub line: LineNo,
    /// The line at which it or one of its actions last changed.
    pub changed: LineNo,
}

impl Plan {
    pub(super) fn begun(line: LineNo, entry: &Entry) -> Option<Self> {
        let Entry::PlanBegun {
            plan,
            body,
            year,
            title,
            themes,
            on,
        } = entry
        else {
            return None;
        };
        Some(Self {
            id: plan.clone(),
            body: body.clone(),
            year: *year,
            title: title.clone(),
            themes: themes.clone(),
            on: *on,
            parts: Vec::new(),
            circulations: Vec::new(),
            inputs: Vec::new(),
            approval: None,
            line,
            changed: line,
        })
    }

    pub(super) fn apply(&mut self, line: LineNo, _: &Author, entry: &Entry) {
        self.changed = line;
        match entry {
            Entry::PlanPartWritten {
                part, words, on, ..
            } => self.write(line, part, words, *on),
            Entry::PlanCirculated {
                to,
                until,
                words,
                on,
                ..
            } => self.circulations.push(Circulation {
                to: to.clone(),
                until: *until,
                words: words.clone(),
                on: *on,
                line,
            }),
            Entry::InputGiven {
                input,
                body,
                seat,
                words,
                on,
                ..
            } => self.inputs.push(Input {
                no: *input,
                body: body.clone(),
                seat: seat.clone(),
                words: words.clone(),
                on: *on,
                line,
                answer: None,
            }),
            Entry::InputAnswered {
                input,
                changed,
                words,
                on,
                ..
            } => {
                if let Some(given) = self.inputs.iter_mut().find(|it| it.no == *input) {
                    given.answer = Some(InputAnswer {
                        changed: *changed,
                        words: words.clone(),
                        on: *on,
                        line,
                    });
                }
            }
            Entry::PlanApproved {
                body,
                decision,
                despite,
                on,
                ..
            } => {
                self.approval = Some(Approval {
                    body: body.clone(),
                    decision: decision.clone(),
                    despite: despite.clone(),
                    on: *on,
                    line,
                });
            }
            _ => {}
        }
    }

    fn write(&mut self, line: LineNo, part: &RuleId, words: &Prose, on: Date) {
        let written = Part {
            part: part.clone(),
            words: words.clone(),
            on,
            earlier: 0,
            line,
        };
        match self.parts.iter_mut().find(|it| it.part == *part) {
            Some(before) => {
                let earlier = before.earlier.saturating_add(1);
                *before = Part { earlier, ..written };
            }
            None => self.parts.push(written),
        }
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        if self.approval.is_some() {
            Stage::Approved
        } else if self.circulations.is_empty() {
            Stage::Draft
        } else {
            Stage::Circulated
        }
    }

    /// The part of that name, where it is written.
    pub fn part(&self, id: &RuleId) -> Option<&Part> {
        self.parts.iter().find(|part| part.part == *id)
    }

    /// The bodies that were asked for input and have given none, with the last day for each.
    pub fn silent(&self) -> impl Iterator<Item = (&BodyId, Date)> {
        let asked = |body: &BodyId| {
            let asking = self.circulations.iter().filter(|it| it.to.contains(body));
            asking.map(|it| it.until).max()
        };
        let mut bodies: Vec<&BodyId> = self.circulations.iter().flat_map(|it| &it.to).collect();
        bodies.sort();
        bodies.dedup();
        bodies.into_iter().filter_map(move |body| {
            let said = self.inputs.iter().any(|input| input.body == *body);
            (!said).then(|| Some((body, asked(body)?))).flatten()
        })
    }
}
