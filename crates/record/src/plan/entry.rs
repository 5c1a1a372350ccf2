//! What the book says of the plan.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decimal, Districts, Every, Figure, Good, InYear, Light, Period};
use crate::{
    id::{
        AgreementId, AreaId, BlockId, BodyId, DecisionId, IndicatorId, OutcomeId, PartnerId,
        PersonId, RuleId, StrategyId, ThemeId,
    },
    prose::{Prose, Title},
};

/// Of the plan: strategy, agreement, targets and figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A strategy was adopted, or adopted anew.
    StrategyAdopted {
        /// Its name.
        strategy: StrategyId,
        /// What it is called.
        title: Title,
        /// What it wants to come true.
        vision: Prose,
        /// Its first day.
        from: Date,
        /// Its last day, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Its priorities.
        priorities: Vec<Priority>,
        /// What it says of the approaches that cut across the themes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        approaches: Vec<ApproachTaken>,
        /// The areas chosen for special attention.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        target_areas: Vec<AreaId>,
        /// Its chapters, one to a district.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        chapters: Vec<Chapter>,
        /// The decision that adopted it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecisionId>,
    },
    /// An agreement was made.
    AgreementMade {
        /// Its name.
        agreement: AgreementId,
        /// What it is called.
        title: Title,
        /// Its first day.
        from: Date,
        /// Its last day.
        until: Date,
        /// Its blocks.
        blocks: Vec<Block>,
        /// The decision that made it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecisionId>,
    },
    /// An agreement was refreshed: from now on a new version of it is written.
    AgreementRefreshed {
        /// The agreement.
        agreement: AgreementId,
        /// The number of the version, from 2.
        version: u16,
        /// From when the version holds.
        from: Date,
        /// Its last day, where that changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Its blocks, where they changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        blocks: Option<Vec<Block>>,
        /// Why.
        why: Prose,
        /// The decision that refreshed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecisionId>,
    },
    /// An outcome was set, or set anew.
    OutcomeSet {
        /// Its name.
        outcome: OutcomeId,
        /// The agreement.
        agreement: AgreementId,
        /// Its block.
        block: BlockId,
        /// Its theme.
        theme: ThemeId,
        /// What is to come true.
        title: Title,
        /// More about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        says: Option<Prose>,
        /// Who leads on it.
        lead: Lead,
    },
    /// An outcome is pursued no longer.
    OutcomeEnded {
        /// The outcome.
        outcome: OutcomeId,
        /// Why.
        why: Prose,
    },
    /// An indicator was set, or set anew.
    IndicatorSet {
        /// Its name.
        indicator: IndicatorId,
        /// What it is.
        says: Box<IndicatorSays>,
    },
    /// An indicator is measured no longer.
    IndicatorRetired {
        /// The indicator.
        indicator: IndicatorId,
        /// Why.
        why: Prose,
    },
    /// Targets were set, or set anew.
    TargetsSet {
        /// The indicator.
        indicator: IndicatorId,
        /// Why they are what they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Prose>,
        /// The targets.
        targets: Vec<Target>,
    },
    /// Figures were handed in.
    FiguresReturned(Return),
    /// Figures came for periods that had others: the first stand, these are kept beside them.
    FiguresSetAside(Return),
    /// A figure was corrected; what it was before is kept.
    FigureCorrected {
        /// The indicator.
        indicator: IndicatorId,
        /// The period.
        period: Period,
        /// The area; none for the whole partnership.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<AreaId>,
        /// What it is.
        figure: Figure,
        /// On which day.
        on: Date,
        /// Why.
        why: Prose,
    },
    /// Something was said about an indicator in a period.
    CommentaryWritten {
        /// The indicator.
        indicator: IndicatorId,
        /// The period.
        period: Period,
        /// What.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// A light was set otherwise than it comes out.
    LightOverridden {
        /// The indicator.
        indicator: IndicatorId,
        /// The period.
        period: Period,
        /// The area; none for the whole partnership.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<AreaId>,
        /// The light that shows instead.
        light: Light,
        /// Why.
        why: Prose,
        /// Whose judgement it is, where it is a person's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// On which day.
        on: Date,
    },
    /// A light shows again as it comes out.
    OverrideLifted {
        /// The indicator.
        indicator: IndicatorId,
        /// The period.
        period: Period,
        /// The area; none for the whole partnership.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<AreaId>,
        /// On which day.
        on: Date,
    },
}

/// A priority of a strategy: what it wants of a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// The theme.
    pub theme: ThemeId,
    /// What is wanted.
    pub says: Prose,
    /// The body that leads on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<BodyId>,
}

/// What a strategy says of an approach that cuts across the themes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApproachTaken {
    /// The approach.
    pub approach: RuleId,
    /// What it says.
    pub says: Prose,
}

/// A district's chapter of a strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chapter {
    /// The district.
    pub area: AreaId,
    /// What it says.
    pub says: Prose,
}

/// A block of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its short name, such as its letter.
    pub id: BlockId,
    /// What it is called.
    pub name: Title,
    /// Its themes.
    #[serde(default)]
    pub themes: Vec<ThemeId>,
}

/// Who leads on an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// The body that answers for it.
    pub body: BodyId,
    /// The partner that leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<PartnerId>,
    /// The person named for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// What an indicator is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSays {
    /// The outcome that it measures.
    pub outcome: OutcomeId,
    /// What it is called.
    pub title: Title,
    /// How it is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Prose>,
    /// Its number in a list of others: "NI 15".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Title>,
    /// Its unit: "%", "£", "days".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Title>,
    /// Which way is good.
    pub good: Good,
    /// With how many decimal places it is shown.
    pub places: u8,
    /// Whether it stands for the outcome itself or for another indicator.
    pub standing: Standing,
    /// How often it is measured.
    pub every: Every,
    /// How the figures of a year make the year's.
    pub in_year: InYear,
    /// How the districts make the county.
    pub districts: Districts,
    /// A tolerance of the arrangements, where it is not the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<RuleId>,
    /// Where the figures come from.
    pub source: Title,
    /// Where it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
}

/// What an indicator stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// For the outcome itself.
    Headline,
    /// For a headline that is measured too seldom or too late.
    Proxy(IndicatorId),
    /// It leads towards a headline.
    Feeder(IndicatorId),
}

impl Standing {
    /// The headline that it belongs to, where it is none itself.
    pub fn headline(&self) -> Option<&IndicatorId> {
        match self {
            Self::Headline => None,
            Self::Proxy(of) | Self::Feeder(of) => Some(of),
        }
    }

    /// The word for it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Headline => "Headline indicator",
            Self::Proxy(_) => "Proxy indicator",
            Self::Feeder(_) => "Feeder indicator",
        }
    }
}

/// Where an indicator began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The period.
    pub period: Period,
    /// Its value.
    pub value: Decimal,
}

/// A target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The period that it is for.
    pub period: Period,
    /// The area; none for the whole partnership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// What is aimed at; the lower end where good is within a range.
    pub value: Decimal,
    /// The upper end of the range, where good is within one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<Decimal>,
    /// What it will be out of, where the county is the mean of its districts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Decimal>,
}

/// Figures handed in at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Return {
    /// Where they come from.
    pub source: Title,
    /// On which day they were handed in.
    pub on: Date,
    /// The partner that handed them in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartnerId>,
    /// The figures.
    pub figures: Vec<Returned>,
}

/// A figure in a return.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Returned {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period.
    pub period: Period,
    /// The area; none for the whole partnership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// What was measured.
    pub figure: Figure,
    /// What is said beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Prose>,
}

impl Entry {
    /// The words of people in it, in the order in which they are written.
    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::StrategyAdopted {
                vision,
                priorities,
                approaches,
                chapters,
                ..
            } => {
                let mut prose = vec![vision];
                prose.extend(priorities.iter_mut().map(|it| &mut it.says));
                prose.extend(approaches.iter_mut().map(|it| &mut it.says));
                prose.extend(chapters.iter_mut().map(|it| &mut it.says));
                prose
            }
            Self::AgreementMade { .. } | Self::OverrideLifted { .. } => Vec::new(),
            Self::AgreementRefreshed { why, .. }
            | Self::OutcomeEnded { why, .. }
            | Self::IndicatorRetired { why, .. }
            | Self::FigureCorrected { why, .. }
            | Self::LightOverridden { why, .. } => vec![why],
            Self::OutcomeSet { says, .. } => says.iter_mut().collect(),
            Self::IndicatorSet { says, .. } => says.definition.iter_mut().collect(),
            Self::TargetsSet { why, .. } => why.iter_mut().collect(),
            Self::FiguresReturned(given) | Self::FiguresSetAside(given) => {
                let figures = given.figures.iter_mut();
                figures.filter_map(|it| it.words.as_mut()).collect()
            }
            Self::CommentaryWritten { words, .. } => vec![words],
        }
    }

    /// The indicators that it speaks of.
    pub fn indicators(&self) -> Vec<&IndicatorId> {
        match self {
            Self::IndicatorSet { indicator, .. }
            | Self::IndicatorRetired { indicator, .. }
            | Self::TargetsSet { indicator, .. }
            | Self::FigureCorrected { indicator, .. }
            | Self::CommentaryWritten { indicator, .. }
            | Self::LightOverridden { indicator, .. }
            | Self::OverrideLifted { indicator, .. } => vec![indicator],
            Self::FiguresReturned(given) | Self::FiguresSetAside(given) => {
                given.figures.iter().map(|it| &it.indicator).collect()
            }
            _ => Vec::new(),
        }
    }
}
