//! Gates: when a responsibility passes from one body to another, and what changes with it (W10).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{BodyId, PartnerId, RoleId, RuleId};

/// Something that happens when, and only when, a condition holds and a body has decided that it does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Its short name.
    pub id: RuleId,
    /// What it is called.
    pub name: String,
    /// What passes with it, in a sentence.
    pub about: String,
    /// What has to hold.
    #[serde(default)]
    pub condition: GateCondition,
    /// The body that has the responsibility until then.
    pub from: BodyId,
    /// The body that has it from then on.
    pub to: BodyId,
    /// The body that decides that the condition holds; `from` when left out.
    pub decided_by: Option<BodyId>,
    /// The bodies whose delivery plans count; every body's when left out.
    #[serde(default)]
    pub plans: Vec<BodyId>,
    /// A report of progress older than this many days does not show that an action is moving forward.
    pub stale_after_days: Option<u16>,
    /// The duties that pass from the one body to the other. Seats say themselves at which gate they
    /// begin or end: `begins_at_gate`, `ends_at_gate`.
    #[serde(default)]
    pub duties: Vec<RuleId>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

impl Gate {
    /// The body that decides that the condition holds.
    pub fn decider(&self) -> &BodyId {
        self.decided_by.as_ref().unwrap_or(&self.from)
    }
}

/// What a gate asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GateCondition {
    /// Every priority action of the delivery plans is moving forward or done (W10, 1).
    #[default]
    PriorityActionsMoving,
}

/// Who advises on what a plan or strategy means for communities before it is decided (W09, proposal 1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommunityAdvice {
    /// Holders of seats with one of these role descriptions advise. Where nobody is named, anyone with a
    /// seat does.
    #[serde(default)]
    pub roles: Vec<RoleId>,
    /// Members of these bodies advise.
    #[serde(default)]
    pub bodies: Vec<BodyId>,
    /// Whoever speaks for one of these partners advises.
    #[serde(default)]
    pub partners: Vec<PartnerId>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}
