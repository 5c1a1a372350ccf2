//! Bodies: board, groups, forums; their terms of reference and the lines between them.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Appointed, Capacity, CorrespondenceRule, Entitled, Meets, QuorumRule, Seat, StandingItem,
    VoteRule,
};
use crate::id::{AreaId, BodyId, Id, OfSeat, PartnerId, SectorId};

/// A body of the partnership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its short name, which is also its address.
    pub id: BodyId,
    /// Its full name.
    pub name: String,
    /// The name used in tables and on the chart.
    pub short_name: Option<String>,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// What it is for, in a sentence.
    pub purpose: Option<String>,
    /// The area it serves, where it is not the whole partnership's.
    pub area: Option<AreaId>,
    /// Its sector, where a seat elsewhere speaks for it.
    pub sector: Option<SectorId>,
    /// The day it begins, where it is not there from the start.
    pub starts: Option<Date>,
    /// The day it ends (sunset).
    pub ends: Option<Date>,
    /// The paragraph that founds it.
    pub clause: Option<String>,
    /// Its terms of reference, by part.
    pub terms: Option<Terms>,
    /// Reporting and accountability to other bodies.
    #[serde(default)]
    pub line: Vec<Line>,
    /// Its seats.
    #[serde(default)]
    pub seat: Vec<Seat>,
    /// How often it meets and how early papers are due.
    pub meets: Option<Meets>,
    /// Items on every agenda.
    #[serde(default)]
    pub standing_item: Vec<StandingItem>,
    /// How many have to be present.
    pub quorum: Option<QuorumRule>,
    /// How it votes.
    pub vote: Option<VoteRule>,
    /// How it decides by correspondence, between its meetings.
    pub correspondence: Option<CorrespondenceRule>,
    /// What it may decide on behalf of another.
    #[serde(default)]
    pub delegation: Vec<Delegation>,
    /// Sizes and members that its terms require.
    pub limits: Option<Limits>,
    /// Other lists of its members in the same paper, kept so that `check` can hold them against its seats.
    #[serde(default)]
    pub other_list: Vec<OtherList>,
}

/// Kinds of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// Leads the partnership.
    Board,
    /// Puts strategy into practice: executive or management group.
    Executive,
    /// Delivers a theme.
    ThemeGroup,
    /// Delivers one outcome or strand of a theme.
    OutcomeGroup,
    /// Leads on a lasting piece of work.
    TaskGroup,
    /// Has a scope, resources and an end date.
    TaskAndFinishGroup,
    /// Elected members who are kept in touch with a theme.
    MemberReferenceGroup,
    /// Open to all stakeholders: forum or assembly.
    Forum,
    /// The partnership of a district.
    DistrictPartnership,
    /// Elected members who call the partnership to account.
    Scrutiny,
    /// Watches over performance.
    PerformanceGroup,
    /// Thinks, without executive authority.
    ThinkTank,
    /// A body outside the partnership that it names.
    External,
    /// Supports the theme groups without being one of them: associate theme partnership (W09, D).
    AssociateThemeGroup,
    /// The most senior managers of the public services (R10, 5).
    PublicServicesExecutive,
    /// A body of the county on which a district is represented, such as a Public Service Board (W09).
    CountyBody,
}

/// Terms of reference in parts (W09, appendix 1). Absent parts are simply not stated.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// The body that approves them.
    pub approved_by: Option<BodyId>,
    /// When it did.
    pub approved_on: Option<Date>,
    /// Why the body exists.
    pub purpose: Option<String>,
    /// Who belongs to it.
    pub membership: Option<String>,
    /// What it covers.
    pub remit: Vec<String>,
    /// What part it plays.
    pub role: Option<String>,
    /// How often and how it meets.
    pub meets: Option<String>,
    /// What it does.
    pub tasks: Vec<String>,
    /// What is asked of members.
    pub members_role: Vec<String>,
    /// Whom it tells what.
    pub communication: Vec<String>,
    /// How it joins up with others.
    pub connectivity: Vec<String>,
    /// What it wants to achieve.
    pub key_aims: Vec<String>,
    /// Other guidance or law that governs it.
    pub other_guidance: Option<String>,
    /// The paragraph they come from.
    pub clause: Option<String>,
}

/// A line from this body to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The other body.
    pub to: BodyId,
    /// What kind of line.
    pub kind: LineKind,
    /// A word or two for the chart.
    pub label: Option<String>,
    /// Which papers of the other body its own members may read. When left out: those that everyone may.
    #[serde(default)]
    pub papers: Entitled,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Kinds of line between bodies, read from this body to the other.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Answers to the other.
    AccountableTo,
    /// Advises the other.
    Advises,
    /// Reports to the other without answering to it.
    ReportsTo,
    /// Acts on power that the other delegated.
    DelegatedFrom,
    /// Does work that the other commissions.
    CommissionedBy,
    /// Is supported by the chairs of the other.
    SupportedByChairsOf,
    /// Is part of the other.
    PartOf,
    /// Keeps in touch with the other.
    LiaisesWith,
    /// Calls the other to account.
    Scrutinises,
}

/// A power that a body uses on behalf of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// The body or organisation that gave it.
    pub from: PartnerId,
    /// What may be decided.
    pub what: String,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Sizes and members that a body's own terms require.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Fewest partners.
    pub fewest_partners: Option<u32>,
    /// Most partners.
    pub most_partners: Option<u32>,
    /// Bodies all of whose members belong here too.
    pub includes: Vec<BodyId>,
    /// Partners that have a member here at least.
    pub partners: Vec<PartnerId>,
    /// Fewest meetings in twelve months.
    pub fewest_meetings: Option<u32>,
    /// Most meetings in twelve months.
    pub most_meetings: Option<u32>,
    /// The paragraph they come from.
    pub clause: Option<String>,
}

/// A second list of a body's members, as the paper gives it in another place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherList {
    /// Where the paper gives it.
    pub clause: Option<String>,
    /// Its seats, as that list describes them.
    #[serde(default)]
    pub seat: Vec<ListedSeat>,
}

/// A seat as another list describes it. What that list leaves out is left out here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedSeat {
    /// The short name of the body's seat that is meant.
    #[schemars(with = "BodyId")]
    pub id: Id<OfSeat>,
    /// What it is called, where the body has no seat of that name.
    pub title: Option<String>,
    /// In what capacity it takes part.
    #[serde(default)]
    pub capacity: Capacity,
    /// How many such seats there are.
    #[serde(default = "one")]
    pub count: u32,
    /// The post its holder has.
    pub post: Option<String>,
    /// How its holder is found.
    #[serde(default)]
    pub appointed: Appointed,
    /// The day it begins.
    pub starts: Option<Date>,
}

fn one() -> u32 {
    1
}

/// A single point of contact that bodies are to name (G07, protocols 3 and 6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactRule {
    /// Gatekeeper, champion or link.
    pub role: ContactRole,
    /// These bodies name one.
    #[serde(default)]
    pub bodies: Vec<BodyId>,
    /// All bodies of these kinds name one.
    #[serde(default)]
    pub kinds: Vec<BodyKind>,
    /// To which bodies; one contact for each.
    pub towards: Vec<BodyId>,
    /// Whether the contact has to sit on the body to which they are one.
    #[serde(default)]
    pub sits_there: bool,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

impl ContactRule {
    /// Whether a body has to name such a contact.
    pub fn concerns(&self, body: &Body) -> bool {
        self.bodies.contains(&body.id) || self.kinds.contains(&body.kind)
    }
}

/// What a single point of contact is to a body.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ContactRole {
    /// One way in and out, for a body above: a theme group's gatekeeper to the Board.
    Gatekeeper,
    /// Speaks for the body where they sit: a theme's champion on the Management Group.
    Champion,
    /// Keeps in touch with another body or a district's partnership.
    Link,
}
