//! One dispute, from the day it was raised to its end.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Entry;
use crate::{
    LineNo, Record,
    arrangements::DisputeStep,
    id::{BodyId, DisputeId, PartnerId, SeatId},
    prose::{Prose, Title},
};

/// How a dispute ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// The partners came to an agreement.
    Settled,
    /// It was taken back.
    Withdrawn,
    /// Every step was taken, and they did not agree.
    Unresolved,
}

/// A mediation.
#[derive(Debug, Clone, PartialEq)]
pub struct Mediation {
    /// The step of the arrangements, from 1.
    pub step: u16,
    /// Who mediated, where it was said.
    pub mediator: Option<Title>,
    /// Whether it settled the dispute.
    pub settled: bool,
    /// What came of it.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// The end of a dispute.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// How it ended.
    pub ends: Ends,
    /// What came of it; none: a mediation settled it, and says so.
    pub words: Option<Prose>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A dispute, as the book says.
#[derive(Debug, Clone)]
pub struct Dispute {
    /// Its name.
    pub id: DisputeId,
    /// The body at which it is to be resolved.
    pub body: BodyId,
    /// The partners between whom it is.
    pub between: Vec<PartnerId>,
    /// What it is called.
    pub title: Title,
    /// What it is about.
    pub about: Prose,
    /// The seat that raised it.
    pub seat: Option<SeatId>,
    /// The day it was raised.
    pub on: Date,
    /// Mediations, in order.
    pub mediations: Vec<Mediation>,
    /// Its end.
    pub end: Option<End>,
    /// The line of the book that raised it.
    pub line: LineNo,
}

impl Dispute {
    pub(super) fn raised(entry: &Entry, line: LineNo) -> Option<Self> {
        let Entry::DisputeRaised {
            dispute,
            body,
            between,
            title,
            about,
            seat,
            on,
        } = entry
        else {
            return None;
        };
        Some(Self {
            id: dispute.clone(),
            body: body.clone(),
            between: between.clone(),
            title: title.clone(),
            about: about.clone(),
            seat: seat.clone(),
            on: *on,
            mediations: Vec::new(),
            end: None,
            line,
        })
    }

    pub(super) fn apply(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::DisputeRaised { .. } => {}
            Entry::MediationRecorded {
                step,
                mediator,
                settled,
                words,
                on,
                ..
            } => {
                self.mediations.push(Mediation {
                    step: *step,
                    mediator: mediator.clone(),
                    settled: *settled,
                    words: words.clone(),
                    on: *on,
                    line,
                });
                if *settled {
                    self.end = Some(End {
                        ends: Ends::Settled,
                        words: None,
                        on: *on,
                        line,
                    });
                }
            }
            Entry::DisputeEnded {
                ends, words, on, ..
            } => {
                self.end = Some(End {
                    ends: *ends,
                    words: Some(words.clone()),
                    on: *on,
                    line,
                });
            }
        }
    }

    /// The step that comes next, from 1.
    pub fn next_step(&self) -> u16 {
        self.mediations.len() as u16 + 1
    }

    /// The steps by which it is to be resolved: those in force when it was raised.
    pub(super) fn steps<'a>(&self, record: &'a Record) -> &'a [DisputeStep] {
        let adoption = record.structure.in_force(self.on);
        adoption.map_or(&[][..], |adoption| &adoption.arrangements.dispute)
    }

    /// The day on which something last happened.
    pub fn last_day(&self) -> Date {
        self.mediations.last().map_or(self.on, |last| last.on)
    }
}
