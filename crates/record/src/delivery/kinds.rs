//! The words in which delivery is told: how an action comes on, what is advised on, what became of it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{DecisionId, DeliveryPlanId, PlanActionId, RuleId, StrategyId},
    prose::{Prose, Title},
};

/// How an action of a plan comes on (W10, 1: "moving forward").
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// Work has not begun.
    #[default]
    NotStarted,
    /// It is moving forward.
    MovingForward,
    /// It has come to a stop.
    Stalled,
    /// It is done.
    Done,
}

impl Progress {
    /// Whether it is moving forward, or has got there.
    pub fn moves(self) -> bool {
        matches!(self, Self::MovingForward | Self::Done)
    }
}

/// What was appraised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Appraised {
    /// An action of a plan.
    Action(PlanActionId),
    /// A decision, or what is proposed for one.
    Decision(DecisionId),
}

/// What advice or a report of compatibility is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Concerned {
    /// A delivery plan.
    Plan(DeliveryPlanId),
    /// A decision, or what is proposed for one.
    Decision(DecisionId),
    /// A strategy.
    Strategy(StrategyId),
}

/// How far a partner's own plan fits with the partnership's (G07, para 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Compatible {
    /// They fit.
    Fits,
    /// They fit in part; what does not is brought into line.
    InPart,
    /// They do not fit.
    DoesNot,
}

/// Whether there is the capacity for a priority to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// It is there.
    Found,
    /// Some of it is.
    InPart,
    /// It has to be found.
    ToBeFound,
}

/// What became of a priority that was to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It was brought into a delivery plan.
    Introduced,
    /// It was given up.
    Dropped,
}

/// How something bears on a principle or a dimension.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Bearing {
    /// It works against it.
    Against,
    /// It makes no difference.
    Neutral,
    /// It helps.
    Helps,
    /// It helps much.
    HelpsMuch,
}

/// How something bears on one principle, or one dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The principle or dimension, as the arrangements name it.
    pub of: RuleId,
    /// How it bears on it.
    pub bearing: Bearing,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Prose>,
}

/// An appraisal against the principles and dimensions of the arrangements (G07, para 13 and appendix 1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Appraisal {
    /// Against each principle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub principles: Vec<Score>,
    /// In each dimension.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<Score>,
    /// What follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Prose>,
}

impl Appraisal {
    pub(super) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        let scores = self.principles.iter_mut().chain(&mut self.dimensions);
        scores
            .filter_map(|score| score.words.as_mut())
            .chain(self.says.iter_mut())
            .collect()
    }
}

/// A milestone, as it was set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MilestoneAsked {
    /// Its number, which it keeps.
    pub no: u16,
    /// What will have happened.
    pub title: Title,
    /// By when.
    pub due: Date,
}
