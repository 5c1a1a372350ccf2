//! What people and bodies owe: roles, competence, duties, portfolios and standards.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BodyKind, Cadence};
use crate::id::{BodyId, PartnerId, RoleId, RuleId, ThemeId};

/// A role description, with its person specification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its short name.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// Who may hold it.
    #[serde(default)]
    pub open_to: Vec<String>,
    /// Duties.
    #[serde(default)]
    pub duties: Vec<String>,
    /// Tasks.
    #[serde(default)]
    pub tasks: Vec<String>,
    /// Rights.
    #[serde(default)]
    pub rights: Vec<String>,
    /// Person specification: essential.
    #[serde(default)]
    pub essential: Vec<String>,
    /// Person specification: desirable.
    #[serde(default)]
    pub desirable: Vec<String>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// What may be decided in the partnership's name, and what must go elsewhere (G07, para 7-9 and 12).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Competence {
    /// Its short name.
    pub id: RuleId,
    /// What may be decided.
    pub what: String,
    /// The bodies that may.
    #[serde(default)]
    pub bodies: Vec<BodyId>,
    /// Whether each partner's own governing body has to answer first.
    #[serde(default)]
    pub referred_to_partners: bool,
    /// Within how many days of the meeting they are asked to answer, where that is set.
    pub answers_within_days: Option<u16>,
    /// Whether the accountable body has to agree.
    #[serde(default)]
    pub accountable_body_agrees: bool,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Whom an agreement of some bodies binds (G07, protocols: accountability).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The bodies.
    #[serde(default)]
    pub bodies: Vec<BodyId>,
    /// All bodies of these kinds.
    #[serde(default)]
    pub kinds: Vec<BodyKind>,
    /// Whom what they agree binds.
    pub whom: Bound,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Whom an agreement binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// Every member, whether or not it said that it can support it.
    Members,
    /// Only members who said that they can support it, and that they have a mandate to.
    Supporters,
}

/// One step in settling a dispute (G07, para 26-28).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeStep {
    /// Who acts.
    pub who: String,
    /// What they do.
    pub what: String,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// A duty to report or to do something regularly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Its short name.
    pub id: RuleId,
    /// What is owed.
    pub what: String,
    /// Bodies that owe it.
    #[serde(default)]
    pub bodies: Vec<BodyId>,
    /// All bodies of these kinds owe it.
    #[serde(default)]
    pub kinds: Vec<BodyKind>,
    /// Or who else owes it: "partners that receive pooled money".
    pub owner: Option<String>,
    /// To whom it is owed: bodies or organisations.
    #[serde(default)]
    pub to: Vec<PartnerId>,
    /// Through whom: "theme champion".
    pub through: Option<String>,
    /// How often.
    pub every: Option<Cadence>,
    /// Days after the period by which it is due.
    pub due_days: Option<u16>,
    /// Owed only when: "pooled funding through the LAA is involved".
    pub only_if: Option<String>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

fn one() -> u32 {
    1
}

/// The table of link people between theme groups and districts (S08, para 2.1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portfolios {
    /// The bodies whose members each take one area.
    pub groups: Vec<BodyId>,
    /// The themes that champions in the districts take.
    pub themes: Vec<ThemeId>,
    /// The district bodies.
    pub districts: Vec<BodyId>,
    /// Most areas or themes for one person.
    #[serde(default = "one")]
    pub most_per_person: u32,
    /// The role of the theme group's person.
    pub group_role: Option<RoleId>,
    /// The role of the district's champion.
    pub district_role: Option<RoleId>,
    /// What the two tell each other.
    #[serde(default)]
    pub topics: Vec<String>,
    /// A question that the paper leaves open.
    #[serde(default)]
    pub open_question: Vec<String>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// A minimum standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Its short name.
    pub id: RuleId,
    /// What is asked.
    pub what: String,
    /// All bodies of these kinds are asked.
    #[serde(default)]
    pub kinds: Vec<BodyKind>,
    /// These bodies are asked.
    #[serde(default)]
    pub bodies: Vec<BodyId>,
    /// How it is judged.
    pub test: StandardTest,
    /// Who makes sure of it.
    pub responsible: Option<String>,
    /// How often it has to hold, where it is regular.
    pub every: Option<Cadence>,
    /// Bodies that need not keep it yet, with the reason.
    #[serde(default)]
    pub exempt: Vec<Exempt>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// How a standard is judged on the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandardTest {
    /// Papers are public within a time.
    PublishedWithin,
    /// An item stands on every agenda.
    OnEveryAgenda,
    /// Something is produced each period.
    ProducedEachPeriod,
    /// A list is up to date.
    ListCurrent,
    /// Every portfolio has someone.
    PortfolioFilled,
    /// The other side was consulted.
    ConsultedOn,
    /// Questions are answered within a time.
    AnsweredWithin,
    /// Someone was told after each meeting.
    ToldAfterEachMeeting,
    /// A body agreed.
    AgreedBy,
    /// Everyone concerned accepted.
    AcceptedByAll,
    /// A concern raised was supported to its end.
    ConcernSupported,
}

/// An exemption with its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exempt {
    /// The body.
    pub body: BodyId,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: Option<Date>,
}
