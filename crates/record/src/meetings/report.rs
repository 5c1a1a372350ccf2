//! The decision report under an item: what is asked, and what members need to know to decide it.
//!
//! Its parts are those of the decision-making guidance (G07, appendix 1). A part that is left out is
//! missing, and is said to be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    LineNo,
    decisions::{DecisionLevel, LevelAsked},
    id::SeatId,
    prose::{Prose, Title, Words},
};

/// A decision report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionReport {
    /// Its title.
    pub title: Title,
    /// What the meeting is asked to decide.
    pub question: Prose,
    /// The options that there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Prose>,
    /// What it costs, and who pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finance: Option<Prose>,
    /// What the law says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<Prose>,
    /// What it does to the environment, now and later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sustainability: Option<Prose>,
    /// What it does to communities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community_impact: Option<Prose>,
    /// Who was asked, and what they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation: Option<Prose>,
    /// What is recommended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<Prose>,
    /// At which level it should be decided, and why there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<DecisionLevel>,
}

impl DecisionReport {
    pub(super) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        let parts = [
            &mut self.options,
            &mut self.finance,
            &mut self.legal,
            &mut self.sustainability,
            &mut self.community_impact,
            &mut self.consultation,
            &mut self.recommendation,
        ];
        let level = self.level.iter_mut().map(|level| &mut level.why);
        let parts = parts.into_iter().flat_map(Option::iter_mut);
        std::iter::once(&mut self.question)
            .chain(parts)
            .chain(level)
            .collect()
    }
}

/// A version of the report under an item.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportVersion {
    /// The report.
    pub report: DecisionReport,
    /// The seat that wrote it; none: the secretariat tabled it.
    pub seat: Option<SeatId>,
    /// The line of the book.
    pub line: LineNo,
}

/// A decision report as an act brings it: what is left out is missing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportAsked {
    /// Its title.
    pub title: Title,
    /// What the meeting is asked to decide.
    pub question: Words,
    /// The options that there are.
    pub options: Option<Words>,
    /// What it costs, and who pays.
    pub finance: Option<Words>,
    /// What the law says.
    pub legal: Option<Words>,
    /// What it does to the environment, now and later.
    pub sustainability: Option<Words>,
    /// What it does to communities.
    pub community_impact: Option<Words>,
    /// Who was asked, and what they said.
    pub consultation: Option<Words>,
    /// What is recommended.
    pub recommendation: Option<Words>,
    /// At which level it should be decided, and why there.
    pub level: Option<LevelAsked>,
}

impl From<&ReportAsked> for DecisionReport {
    fn from(asked: &ReportAsked) -> Self {
        let part = |words: &Option<Words>| words.as_ref().map(Prose::from);
        Self {
            title: asked.title.clone(),
            question: Prose::from(&asked.question),
            options: part(&asked.options),
            finance: part(&asked.finance),
            legal: part(&asked.legal),
            sustainability: part(&asked.sustainability),
            community_impact: part(&asked.community_impact),
            consultation: part(&asked.consultation),
            recommendation: part(&asked.recommendation),
            level: asked.level.as_ref().map(DecisionLevel::from),
        }
    }
}
