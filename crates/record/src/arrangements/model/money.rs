//! Plans and money: what a plan contains, where money comes from, when it may be released.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BodyKind, Cadence, CommunityAdvice, Statement};
use crate::id::{BodyId, PartnerId, RuleId, SeatId, ThemeId};

/// What plans of groups have to contain (G07, guidance for implementation plans).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Plans {
    /// Kinds of body that make one each year.
    pub kinds: Vec<BodyKind>,
    /// Its parts.
    pub part: Vec<PlanPart>,
    /// Where the plan sets goals: vision, strategy, agreement.
    pub agreement: Option<String>,
    /// Last day on which outcomes may be refreshed, where stated.
    pub refresh_until: Option<Date>,
    /// Guidance on membership to consider.
    pub membership_guidance: Vec<String>,
    /// Who advises on what a plan means for communities, before it is approved.
    pub community_advice: Option<CommunityAdvice>,
    /// Who approves a plan; when left out, the body that its body answers to.
    pub approved_by: Option<BodyId>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// One part of an implementation plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPart {
    /// Its short name.
    pub id: RuleId,
    /// What it says.
    pub what: String,
}

/// Pooled and aligned money.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Money {
    /// Blocks of the agreement that hold money.
    pub block: Vec<Block>,
    /// Where money comes from, and how much in a year.
    pub stream: Vec<Stream>,
    /// How grant is paid and passed on.
    pub payment: Vec<Statement>,
    /// What a partner undertakes when it accepts an allocation.
    pub undertaking: Vec<Statement>,
    /// What must be in hand before money is released.
    pub release: Vec<ReleaseCondition>,
    /// What is confirmed with each return.
    pub confirmation: Vec<Statement>,
    /// What the accountable body assures the grant-giver of, and when.
    pub assurance: Vec<Statement>,
    /// What aligned funding is.
    pub aligned: Vec<Statement>,
    /// Who may amend these controls.
    pub amended_by: Option<PartnerId>,
    /// Streams expected later.
    pub pipeline: Vec<Statement>,
    /// The competence under which money is allocated.
    pub competence: Option<RuleId>,
    /// Who approves a release beside the accountable body.
    pub approval: Option<ReleaseApproval>,
    /// The paragraph they come from.
    pub clause: Option<String>,
}

/// Who approves a release: the second person, of another organisation than the accountable body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReleaseApproval {
    /// The bodies of which a member with a vote does; when empty, those that may allocate.
    pub bodies: Vec<BodyId>,
    /// The seats of these bodies whose holders do; when empty, each.
    pub seats: Vec<SeatId>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// A block of the agreement that holds money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its letter or short name.
    pub id: RuleId,
    /// Its name.
    pub name: String,
    /// The theme.
    pub theme: Option<ThemeId>,
}

/// A stream of money in one financial year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// Its short name.
    pub id: RuleId,
    /// Its block.
    pub block: RuleId,
    /// Grant or contribution, capital or revenue.
    pub kind: StreamKind,
    /// The financial year, by the year in which it begins.
    pub year: i16,
    /// How much, in pence.
    pub pence: u64,
    /// What it is called; made of its block, kind and year when left out.
    pub name: Option<String>,
    /// Who gives it, in words.
    pub from: Option<String>,
    /// The partner that gives it, where it is one; for aligned money the partner that keeps it.
    pub partner: Option<PartnerId>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Kinds of stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StreamKind {
    /// Pooled government grant for capital.
    CapitalGrant,
    /// Pooled government grant for revenue.
    RevenueGrant,
    /// A partner's own budget, pooled.
    Contribution,
    /// Money that stays with a partner and is aligned.
    Aligned,
}

impl StreamKind {
    /// The words for it: "Revenue grant".
    pub const fn word(self) -> &'static str {
        match self {
            Self::CapitalGrant => "Capital grant",
            Self::RevenueGrant => "Revenue grant",
            Self::Contribution => "Budget contribution",
            Self::Aligned => "Aligned funding",
        }
    }

    /// Who gives such money, where nothing more is said.
    pub(crate) const fn giver(self) -> &'static str {
        match self {
            Self::CapitalGrant | Self::RevenueGrant => "Government",
            Self::Contribution | Self::Aligned => "Partners",
        }
    }
}

/// A condition for releasing money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseCondition {
    /// Its short name.
    pub id: RuleId,
    /// What has to be in hand.
    pub what: String,
    /// From whom.
    pub from: Option<String>,
    /// How often.
    pub every: Option<Cadence>,
    /// What the book has to hold for it; when left out, people see to it themselves.
    pub asks: Option<ReleaseAsks>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// What the book has to hold before money is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseAsks {
    /// The partner's funding agreement for the year, with every undertaking.
    FundingAgreement,
    /// The partner's return for the month before, accepted.
    MonthlyReturn,
    /// The partner's assurance statement for the year, found satisfactory.
    Assurance,
    /// An instalment of the stream for the month.
    Instalment,
}
