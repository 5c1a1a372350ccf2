//! The form of an arrangements file: what a partnership's governance may say.
//!
//! Plain data, exactly as written. Reading it from text is `read`, judging it is `check`, and what
//! follows from it on a given day is decided by the modules that use it. Anything may carry a
//! `clause`: the paragraph of the adopted paper that it comes from.

mod bodies;
mod duties;
mod gates;
mod money;
mod papers;
mod performance;
mod rules;
mod seats;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{AreaId, BodyId, PartnerId, RuleId, SectorId, ThemeId};

pub use self::{
    bodies::*, duties::*, gates::*, money::*, papers::*, performance::*, rules::*, seats::*,
};

/// A partnership's whole governance arrangements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Arrangements {
    /// Who the partnership is.
    pub partnership: Partnership,
    /// Kinds of organisation, for grouping and balance.
    #[serde(default)]
    pub sector: Vec<Sector>,
    /// The organisations that take part.
    #[serde(default)]
    pub organisation: Vec<Organisation>,
    /// Districts and other areas.
    #[serde(default)]
    pub area: Vec<Area>,
    /// Themes of the strategy.
    #[serde(default)]
    pub theme: Vec<Theme>,
    /// Approaches that cut across the themes.
    #[serde(default)]
    pub approach: Vec<Approach>,
    /// The bodies: board, groups, forums.
    #[serde(default)]
    pub body: Vec<Body>,
    /// Items on every agenda of every body: first and last of all.
    #[serde(default)]
    pub standing_item: Vec<StandingItem>,
    /// Single points of contact that bodies have to name.
    #[serde(default)]
    pub contact: Vec<ContactRule>,
    /// Role descriptions and person specifications.
    #[serde(default)]
    pub role: Vec<Role>,
    /// What may be decided and how it must be prepared.
    #[serde(default)]
    pub competence: Vec<Competence>,
    /// Whom an agreement of a body binds, where that is not every member.
    #[serde(default)]
    pub binding: Vec<Binding>,
    /// Descriptions of what may be exempt, where they are not those of Schedule 12A.
    #[serde(default)]
    pub exemption: Vec<Exemption>,
    /// How long documents are kept, by their kind.
    #[serde(default)]
    pub retention: Vec<Retention>,
    /// What happens when partners disagree, step by step.
    #[serde(default)]
    pub dispute: Vec<DisputeStep>,
    /// Who reports what to whom, and how often.
    #[serde(default)]
    pub duty: Vec<Duty>,
    /// Link people between themes and districts.
    pub portfolios: Option<Portfolios>,
    /// Minimum standards that bodies sign up to.
    #[serde(default)]
    pub standard: Vec<Standard>,
    /// What an implementation plan and its review have to contain.
    pub plans: Option<Plans>,
    /// How performance is judged: lights, lateness, forecasts, exceptions.
    pub performance: Option<Performance>,
    /// Gates through which a responsibility passes from one body to another.
    #[serde(default)]
    pub gate: Vec<Gate>,
    /// Pooled and aligned money, and when it may be released.
    pub money: Option<Money>,
    /// How actions are followed up.
    pub actions: Option<ActionRules>,
    /// Principles that decisions are appraised against.
    #[serde(default)]
    pub principle: Vec<Principle>,
    /// Questions that a decision-making process has to answer.
    #[serde(default)]
    pub question: Vec<Question>,
    /// Things that the paper names, whether or not it says what they are.
    #[serde(default)]
    pub mention: Vec<Mention>,
    /// Warnings of `folkmoot check` that were considered and accepted, with the reason.
    #[serde(default)]
    pub accept: Vec<Accepted>,
}

/// Who the partnership is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partnership {
    /// Its full name.
    pub name: String,
    /// The name that people use.
    pub short_name: Option<String>,
    /// What it is, in two sentences.
    pub about: String,
    /// The area it serves.
    pub area: String,
    /// The paper that these arrangements put into data, with its date.
    pub source: Option<String>,
    /// First month of the financial year, 1 to 12.
    #[serde(default = "april")]
    pub financial_year_starts: u8,
    /// IANA time zone: meetings and deadlines are in it.
    #[serde(default = "london")]
    pub time_zone: String,
    /// Who keeps the records.
    pub secretariat: Option<String>,
    /// The organisation that answers for the money (G07, para 5).
    pub accountable_body: Option<PartnerId>,
    /// Its own words for the house's words: `board = "Partnership Board"`.
    #[serde(default)]
    pub vocabulary: BTreeMap<String, String>,
    /// Statements of status: non-statutory, non-executive, open to scrutiny.
    #[serde(default)]
    pub statement: Vec<Statement>,
}

fn april() -> u8 {
    4
}

fn london() -> String {
    "Europe/London".to_owned()
}

/// One thing that the arrangements state, in the project's own words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What is stated.
    pub text: String,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// A kind of organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Its short name.
    pub id: SectorId,
    /// What people call it.
    pub name: String,
}

/// An organisation that takes part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its short name.
    pub id: PartnerId,
    /// Its full name.
    pub name: String,
    /// The name used in tables.
    pub short_name: Option<String>,
    /// Its identifier in a public register, with the prefix of org-id.guide: `GB-LAE-WOR`. Registers of
    /// grants name it by this.
    pub identifier: Option<String>,
    /// Its sector.
    pub sector: SectorId,
    /// The area it serves, where it is not the whole partnership's.
    pub area: Option<AreaId>,
    /// To whom it answers besides the partnership (G07, para 6).
    pub accountable_to: Option<String>,
    /// The paragraph, law or document that says so.
    pub accountable_clause: Option<String>,
    /// Partners for which it stands together: paired councils with one seat between them (R10, para 3).
    #[serde(default)]
    pub stands_for: Vec<PartnerId>,
}

/// A district, ward or other area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its short name.
    pub id: AreaId,
    /// Its name.
    pub name: String,
    /// District, county, ward, part of a county, target area.
    pub kind: AreaKind,
    /// Its official code (GSS), where it has one.
    pub code: Option<String>,
    /// The area it lies in.
    pub within: Option<AreaId>,
}

/// Kinds of area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AreaKind {
    /// A county.
    County,
    /// A district or borough.
    District,
    /// A part of the county that districts share, such as the north.
    PartOfCounty,
    /// A ward or parish.
    Ward,
    /// An area chosen for special attention.
    TargetArea,
}

/// A theme of the strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its short name.
    pub id: ThemeId,
    /// Its name.
    pub name: String,
    /// The block of the area agreement, such as "A".
    pub block: Option<String>,
    /// The bodies that deliver it.
    #[serde(default)]
    pub delivered_by: Vec<BodyId>,
}

/// An approach that cuts across the themes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approach {
    /// Its short name.
    pub id: RuleId,
    /// Its name.
    pub name: String,
}

/// A principle that decisions are appraised against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// Its short name.
    pub id: RuleId,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub asks: String,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// A question about how the partnership decides, with its answer (G07, appendix 1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub asks: String,
    /// This partnership's answer; none: still open.
    pub answer: Option<String>,
}

/// Something that the paper speaks of by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    /// The name that the paper uses.
    pub name: String,
    /// What the paper says of it.
    #[serde(rename = "as")]
    pub context: Option<String>,
    /// Where the paper does.
    pub clause: Option<String>,
}

/// A warning that was considered and accepted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The code of the warning.
    pub code: String,
    /// What it concerns, as the warning names it: a body, seat, duty or standard.
    pub about: String,
    /// Others that the same reason covers.
    #[serde(default)]
    pub also: Vec<String>,
    /// Why it is accepted.
    pub reason: String,
}
