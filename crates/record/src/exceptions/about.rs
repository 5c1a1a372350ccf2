//! What an exception is about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Record,
    id::{AreaId, IndicatorId, PlanActionId, ThemeId},
    plan::Period,
};

/// What an exception is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", rename_all = "kebab-case", deny_unknown_fields)]
pub enum About {
    /// An indicator, as it stood in a period, in the whole or in one area.
    Indicator {
        /// The indicator.
        indicator: IndicatorId,
        /// The period.
        period: Period,
        /// The area; the whole when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<AreaId>,
    },
    /// An action of a delivery plan.
    PlanAction {
        /// The action.
        action: PlanActionId,
    },
    /// How a theme does in a district: a log jam.
    LogJam {
        /// The theme.
        theme: ThemeId,
        /// The district.
        area: AreaId,
    },
    /// A concern or barrier that is told in words only.
    Concern,
}

/// Whether something is an exception or a log jam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// An exception.
    Exception,
    /// A log jam.
    LogJam,
}

impl About {
    /// Whether it is an exception or a log jam.
    pub fn sort(&self) -> Sort {
        match self {
            Self::LogJam { .. } => Sort::LogJam,
            _ => Sort::Exception,
        }
    }

    /// Whether two are about the same thing, whatever the period.
    pub fn is_as(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Indicator {
                    indicator, area, ..
                },
                Self::Indicator {
                    indicator: others,
                    area: elsewhere,
                    ..
                },
            ) => indicator == others && area == elsewhere,
            (Self::Concern, _) => false,
            _ => self == other,
        }
    }

    /// What of it the record does not know: a word for it, and its name.
    pub(super) fn unknown(
        &self,
        record: &Record,
        day: jiff::civil::Date,
    ) -> Option<(&'static str, String)> {
        let adoption = record.structure.in_force(day);
        let arrangements = adoption.map(|adoption| &adoption.arrangements);
        let no_area = |area: &AreaId| {
            let known = arrangements.is_some_and(|it| it.area.iter().any(|one| one.id == *area));
            (!known).then(|| ("area", area.to_string()))
        };
        match self {
            Self::Indicator {
                indicator, area, ..
            } => {
                let known = record.plan.indicator(indicator).is_some();
                let missing = (!known).then(|| ("indicator", indicator.to_string()));
                missing.or_else(|| area.as_ref().and_then(no_area))
            }
            Self::LogJam { theme, area } => {
                let known =
                    arrangements.is_some_and(|it| it.theme.iter().any(|one| one.id == *theme));
                let missing = (!known).then(|| ("theme", theme.to_string()));
                missing.or_else(|| no_area(area))
            }
            Self::PlanAction { action } => {
                let known = record.delivery.action(action).is_some();
                (!known).then(|| ("action", action.to_string()))
            }
            Self::Concern => None,
        }
    }
}
