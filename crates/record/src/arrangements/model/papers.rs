//! Papers: who is entitled to which, what may be withheld, how long they are kept.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capacity, Seat};
use crate::id::ExemptionId;

/// Which papers of a body someone may read.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Entitled {
    /// Those that everyone may.
    #[default]
    Public,
    /// Those for members, too, but nothing that is exempt or confidential.
    Members,
    /// All of them.
    All,
}

impl Seat {
    /// Which papers of the body its holder may read.
    pub fn entitled(&self) -> Entitled {
        self.papers.unwrap_or(match self.capacity {
            Capacity::Member => Entitled::All,
            Capacity::Observer | Capacity::InAttendance | Capacity::Adviser => Entitled::Public,
        })
    }
}

/// A description of what may be withheld from the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Its short name, such as the number of a paragraph.
    pub id: ExemptionId,
    /// What it describes: "Information relating to any individual".
    pub text: String,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// How long a kind of document is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Which documents.
    pub of: Kept,
    /// For how many years after the meeting. When left out: for good.
    pub years: Option<u16>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Kinds of document that are kept for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// Agendas, and papers that everyone may read.
    Papers,
    /// Papers that not everyone may read.
    WithheldPapers,
    /// Minutes.
    Minutes,
}
