//! What the structure rests on, and partners that are still to be won, each with an owner and a day
//! on which someone looks at it again (W09: the voluntary sector's long-term funding; “court” the
//! partners that take less part).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Structure;
use crate::{
    LineNo,
    id::{DependencyId, PartnerId, PersonId},
    prose::Prose,
};

/// What is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DependencySort {
    /// The structure rests on it.
    RestsOn,
    /// A partner that is to be won.
    PartnerToWin,
}

/// Something that the structure rests on, or a partner to be won.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependency {
    /// Its name.
    pub id: DependencyId,
    /// What it is.
    pub what: Prose,
    /// What is logged.
    pub sort: DependencySort,
    /// The organisation or body that it concerns.
    pub about: Option<PartnerId>,
    /// The partner that looks after it.
    pub owner: PartnerId,
    /// The person, where one was named.
    pub person: Option<PersonId>,
    /// By when someone looks at it again.
    pub review: Date,
    /// The line of the book.
    pub line: LineNo,
    /// What came of it; none: it is open.
    pub settled: Option<Settled>,
}

/// What came of a dependency.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// On which day.
    pub on: Date,
    /// What came of it.
    pub outcome: Prose,
    /// The line of the book.
    pub line: LineNo,
}

impl Structure {
    /// Everything that was logged, in the order of the log.
    pub fn dependencies(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies.iter()
    }

    /// One of them.
    pub fn dependency(&self, id: &DependencyId) -> Option<&Dependency> {
        self.dependencies().find(|dependency| dependency.id == *id)
    }
}
