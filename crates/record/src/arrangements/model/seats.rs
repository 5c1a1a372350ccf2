//! Seats: who sits on a body, in what capacity and how they come to it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Entitled;
use crate::id::{BodyId, PartnerId, RoleId, RuleId};

/// A seat on a body, or several alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Its short name within the body.
    #[schemars(with = "BodyId")]
    pub id: crate::id::Id<crate::id::OfSeat>,
    /// What the seat is called: "Leader of Wychavon District Council".
    pub title: String,
    /// The organisation or body that it speaks for. None: nobody's, as an independent chair.
    pub partner: Option<PartnerId>,
    /// Others who may fill it instead ("or other business representatives").
    #[serde(default)]
    pub or: Vec<String>,
    /// Member, observer, in attendance, adviser.
    #[serde(default)]
    pub capacity: Capacity,
    /// Whether it takes the chair.
    pub office: Option<SeatOffice>,
    /// Whether it votes. By default a member's seat that speaks for a partner does.
    pub votes: Option<bool>,
    /// How many such seats there are.
    #[serde(default = "one")]
    pub count: u32,
    /// The post its holder has: "Leader", "Chief Executive".
    pub post: Option<String>,
    /// How its holder is found.
    #[serde(default)]
    pub appointed: Appointed,
    /// Who nominates or elects.
    pub by: Option<String>,
    /// How long an appointment lasts, in months; 12 where it is annual.
    pub term_months: Option<u16>,
    /// The body whose chair, gatekeeper or representative fills it.
    pub filled_from: Option<BodyId>,
    /// When the seat is not taken up.
    pub unless: Option<Unless>,
    /// The day it begins, where it is not there from the start (March 2007).
    pub starts: Option<Date>,
    /// The day it ends.
    pub ends: Option<Date>,
    /// The gate with whose passing it begins: `[[gate]]`.
    pub begins_at_gate: Option<RuleId>,
    /// The gate with whose passing it ends.
    pub ends_at_gate: Option<RuleId>,
    /// Who may come with the holder, without a voice in decisions: "Chief Executive".
    pub supported_by: Option<String>,
    /// A voice of a sector that does not represent it (G07, para 34).
    #[serde(default)]
    pub voice: bool,
    /// Which papers of the body its holder may read. When left out: a member all of them, anyone else
    /// those that everyone may.
    pub papers: Option<Entitled>,
    /// Its role description and person specification.
    pub role: Option<RoleId>,
    /// A note on what the paper says.
    pub note: Option<String>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

fn one() -> u32 {
    1
}

/// In what capacity a seat takes part.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// Counts for quorum, and votes where it speaks for a partner.
    #[default]
    Member,
    /// Attends and speaks; neither votes nor counts.
    Observer,
    /// Attends to help; neither votes nor counts.
    InAttendance,
    /// Advises; neither votes nor counts.
    Adviser,
}

/// An office that goes with a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SeatOffice {
    /// Takes the chair.
    Chair,
    /// Takes it when the chair is away.
    ViceChair,
}

/// How the holder of a seat is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Appointed {
    /// The partner names someone, until further notice.
    #[default]
    Named,
    /// Goes with a post: whoever is Leader.
    ExOfficio,
    /// A constituency nominates every year.
    NominatedAnnually,
    /// Elected every year.
    ElectedAnnually,
}

/// When a seat is not taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unless {
    /// The person already sits on the body in another seat.
    AlreadyAMember,
}
