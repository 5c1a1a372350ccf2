//! Rules of meeting: cadence, standing items, quorum, voting.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::BodyKind;
use crate::share::{Share, Threshold};

/// How often a body meets, and notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meets {
    /// The cadence in words that `Cadence` knows.
    pub every: Cadence,
    /// How often at first, where that is otherwise (W09: "6-weekly, but maybe monthly at first").
    pub at_first: Option<AtFirst>,
    /// How long a meeting usually takes, in minutes.
    pub usual_minutes: Option<u16>,
    /// Clear days before the meeting by which the agenda goes out.
    pub notice_days: Option<u16>,
    /// Clear days before the meeting by which papers are due.
    pub papers_days: Option<u16>,
    /// Where it usually meets.
    pub place: Option<String>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// How often a body meets when it is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtFirst {
    /// The cadence.
    pub every: Cadence,
    /// For how many months from the body's first day, or else the arrangements'.
    pub months: u16,
}

/// How often something falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cadence {
    /// Every month.
    Monthly,
    /// Every six weeks.
    SixWeekly,
    /// Every two months.
    TwoMonthly,
    /// Every quarter.
    Quarterly,
    /// Three times a year.
    ThreeAYear,
    /// Every six months.
    SixMonthly,
    /// Every year.
    Annual,
    /// After each meeting.
    AfterEachMeeting,
    /// When something happens.
    AtOnce,
    /// As needed, or not stated.
    AsNeeded,
}

/// An item on every agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingItem {
    /// Its title.
    pub title: String,
    /// At the start or the end of the agenda.
    pub place: StandingPlace,
    /// What it is for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Who reports under it, such as the link people of a theme.
    pub presenter: Option<String>,
    /// How long it may take, in minutes.
    pub minutes: Option<u16>,
    /// On the agendas of these kinds of body only. For an item of one body it is left out.
    #[serde(default)]
    pub kinds: Vec<BodyKind>,
    /// The standard or paragraph that asks for it.
    pub clause: Option<String>,
    /// Whether the body's actions are shown under it. When left out, they are where the title says
    /// "matters arising".
    pub shows_actions: Option<bool>,
}

impl StandingItem {
    /// Whether the body's actions are shown under it.
    pub fn matters_arising(&self) -> bool {
        let says_so = || self.title.to_lowercase().contains("matters arising");
        self.shows_actions.unwrap_or_else(says_so)
    }
}

/// How actions are followed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionRules {
    /// An action overdue for more than this many days is brought to the chair of the body that asked.
    #[serde(default = "four_weeks")]
    pub escalate_days: u16,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

impl Default for ActionRules {
    fn default() -> Self {
        Self {
            escalate_days: four_weeks(),
            clause: None,
        }
    }
}

fn four_weeks() -> u16 {
    28
}

/// Where a standing item goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandingPlace {
    /// Before the business of the day.
    First,
    /// After it.
    Last,
}

/// What an agenda item is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// For decision.
    Decision,
    /// For discussion.
    Discussion,
    /// For information.
    #[default]
    Information,
}

/// How many have to be present (G07, para 24).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuorumRule {
    /// The share, rounded up.
    pub share: Share,
    /// Of what.
    pub of: QuorumBase,
    /// Never fewer than this.
    #[serde(default)]
    pub floor: u32,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// What a quorum is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuorumBase {
    /// Filled seats of members.
    Members,
    /// All seats of members, vacancies too.
    Seats,
    /// Partners that have a filled member's seat.
    Partners,
}

/// How a body votes (G07, para 20-22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteRule {
    /// Who has one vote.
    pub unit: VoteUnit,
    /// What carries.
    pub carries: Threshold,
    /// Of what.
    pub of: VoteBase,
    /// Whether consensus must have been tried first, with the reason on the record.
    #[serde(default)]
    pub last_resort: bool,
    /// Whether the mover and the seconder must be of different partners.
    #[serde(default = "yes")]
    pub seconder: bool,
    /// What happens when as many are for as against.
    pub tie: Tie,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

fn yes() -> bool {
    true
}

/// Who has one vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VoteUnit {
    /// Each partner, however many of its seats are present.
    Partner,
    /// Each seat.
    Seat,
}

/// What a vote is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VoteBase {
    /// Those entitled and present; abstentions count.
    Present,
    /// Votes for and against only.
    Cast,
    /// All entitled, present or not.
    Entitled,
}

/// What happens on a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// The chair may ask for a further report (G07, para 21).
    FurtherReport,
    /// The chair has a casting vote.
    Chair,
    /// The motion falls.
    Falls,
}

/// How a body decides by correspondence, between its meetings. Where the arrangements say nothing, as
/// many have to answer as make a quorum, and none may disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrespondenceRule {
    /// Whether it may.
    #[serde(default = "yes")]
    pub allowed: bool,
    /// The share of those asked who have to answer; as for the quorum when left out.
    pub answers: Option<Share>,
    /// What carries, of those who answered; when left out, nobody may disagree.
    pub carries: Option<Threshold>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}
