//! Where members stand on a proposal, and whether they have a mandate to (G07, para 13 and 19, and
//! the theme groups' protocols).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    LineNo,
    id::{PartnerId, PersonId},
    prose::Prose,
};

/// Where a member stands on a proposal.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Supports it.
    Support,
    /// Would have it otherwise, and can live with it.
    CanLiveWith,
    /// Does not take part in it, and does not stand in its way.
    StandAside,
    /// Objects: while they do, there is no consensus.
    Object,
}

impl Position {
    /// Whether whoever takes it can support the proposal.
    pub fn supports(self) -> bool {
        matches!(self, Self::Support | Self::CanLiveWith)
    }
}

/// On what power a member speaks for their organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Certified {
    /// The power is delegated to them.
    Delegated,
    /// Whoever decides in their organisation has decided on the matter.
    Decided,
    /// Neither: they have to refer it back.
    RefersBack,
}

/// A position as it stands: the last that was stated for the seat.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// Who stated it.
    pub person: PersonId,
    /// The position.
    pub position: Position,
    /// On what power, where they were asked.
    pub mandate: Option<Certified>,
    /// What they said, where they wished it recorded.
    pub words: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
    /// How often it was changed.
    pub changes: u32,
}

impl Stated {
    /// Whether they can support the proposal and need not ask first.
    pub fn can_support(&self) -> bool {
        self.position.supports() && self.mandate != Some(Certified::RefersBack)
    }
}

/// What a partner's governing body answered to a decision that was referred to it (G07, para 12).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PartnersAnswer {
    /// It agrees.
    Agrees,
    /// It agrees, on conditions.
    AgreesWithConditions,
    /// It declines, and is not bound.
    Declines,
}

/// An answer to a referral.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// What it is.
    pub answer: PartnersAnswer,
    /// On which day it was given.
    pub on: Date,
    /// Who gave it: the cabinet, the trust's board.
    pub by: Prose,
    /// On what conditions.
    pub conditions: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
    /// How often it was changed.
    pub changes: u32,
}

/// A decision referred to the governing bodies of partners.
#[derive(Debug, Clone, PartialEq)]
pub struct Referral {
    /// Those asked, with their answers; none: not answered yet.
    pub partners: std::collections::BTreeMap<PartnerId, Option<Answered>>,
    /// By when they are asked to answer, where a day is set.
    pub due: Option<Date>,
    /// The line of the book.
    pub line: LineNo,
}

impl Referral {
    /// The partners that have not answered.
    pub fn waits_for(&self) -> impl Iterator<Item = &PartnerId> {
        let open = self.partners.iter().filter(|(_, answer)| answer.is_none());
        open.map(|(partner, _)| partner)
    }

    /// Whether each has answered.
    pub fn complete(&self) -> bool {
        self.waits_for().next().is_none()
    }

    /// The partners that declined, and are not bound.
    pub fn declined(&self) -> impl Iterator<Item = &PartnerId> {
        self.partners.iter().filter_map(|(partner, answer)| {
            let answer = answer.as_ref()?.answer;
            (answer == PartnersAnswer::Declines).then_some(partner)
        })
    }
}

/// The accountable body's agreement to a decision on money (G07, para 5 and 9).
#[derive(Debug, Clone, PartialEq)]
pub struct Accountability {
    /// The accountable body on the day; none: the arrangements name none.
    pub partner: Option<PartnerId>,
    /// What it answered; none: not yet.
    pub consent: Option<Consent>,
}

/// What the accountable body answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Consent {
    /// Whether it agrees.
    pub agrees: bool,
    /// On which day.
    pub on: Date,
    /// Who answered for it.
    pub by: Prose,
    /// What was said, where it is recorded.
    pub words: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
}
