//! Performance: when a light changes, what counts as late, and what becomes of what is off track.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::BodyKind;
use crate::{
    id::{BodyId, RuleId},
    plan::Decimal,
    share::Share,
};

/// How performance is judged.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Performance {
    /// At risk and not yet off track: what misses its target by no more than this share of the target.
    pub amber_within: Option<Share>,
    /// Or by no more than this, in the unit of the indicator.
    pub amber_points: Option<Decimal>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
    /// Other tolerances, which indicators ask for by name.
    pub tolerance: Vec<Tolerance>,
    /// What a figure is compared with to tell where it is going.
    pub travel: Travelling,
    /// When a figure is late.
    pub stale: Staleness,
    /// How the end of the year is foretold.
    pub forecast: Forecasting,
    /// Who may set a light otherwise than it comes out.
    pub overrides: Overrides,
    /// What is raised by itself, and where it goes.
    pub exceptions: Option<ExceptionRule>,
}

/// A tolerance with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    /// Its short name.
    pub id: RuleId,
    /// At risk: what misses its target by no more than this share of the target.
    pub amber_within: Option<Share>,
    /// Or by no more than this, in the unit of the indicator.
    pub amber_points: Option<Decimal>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// What a figure is compared with to tell where it is going.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Travelling {
    /// The figure before, or that of a year before.
    pub against: Against,
    /// No better and no worse: what changed by no more than this share.
    pub steady_within: Option<Share>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Which earlier figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// That of the period before.
    #[default]
    PeriodBefore,
    /// That of the same period a year before.
    YearBefore,
}

/// When a figure is late.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Staleness {
    /// Days after the end of a period by which its figure has to be there.
    pub after_days: u16,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

impl Default for Staleness {
    fn default() -> Self {
        Self {
            after_days: 60,
            clause: None,
        }
    }
}

/// How the end of the year is foretold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Forecasting {
    /// The method.
    pub method: ForecastMethod,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Methods of foretelling the end of a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ForecastMethod {
    /// It is not foretold.
    #[default]
    None,
    /// It goes on as it has gone since the year began.
    StraightLine,
    /// It stays as it was last.
    AsLast,
    /// The rest of the year goes as it went the year before.
    LastYearShape,
}

/// Who may set a light otherwise than it comes out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Overrides {
    /// Who.
    pub by: OverrideBy,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

/// Who may set a light otherwise than it comes out; always with a reason that is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OverrideBy {
    /// Nobody: the light is what it comes out as.
    #[default]
    Nobody,
    /// The secretariat.
    Secretariat,
    /// The lead of the outcome, and the secretariat.
    Lead,
}

/// What is raised by itself, and where it goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionRule {
    /// Which light raises one.
    #[serde(default)]
    pub raise_when: RaiseWhen,
    /// After how many periods in a row.
    #[serde(default = "one")]
    pub after_periods: u8,
    /// Where it goes, one step after the other; the first is the body that leads the outcome, where it
    /// fits.
    #[serde(default)]
    pub route: Vec<RouteStep>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}

fn one() -> u8 {
    1
}

/// Which light raises an exception.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RaiseWhen {
    /// None does: exceptions are raised by hand.
    Never,
    /// Off track.
    #[default]
    OffTrack,
    /// At risk or off track.
    AtRisk,
}

/// A body, or any body of a kind, that an exception is put to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteStep {
    /// The body.
    pub body: Option<BodyId>,
    /// Or the body of this kind that leads the outcome.
    pub kind: Option<BodyKind>,
    /// The paragraph it comes from.
    pub clause: Option<String>,
}
