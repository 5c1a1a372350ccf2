//! What an exception is about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Record,
    id::{AreaId, PlanActionId, ThemeId},
};

/// What an exception is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", rename_all = "kebab-case", deny_unknown_fields)]
pub enum About {
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
            Self::LogJam { theme, area } => {
                let known =
                    arrangements.is_some_and(|it| it.theme.iter().any(|one| one.id == *theme));
                let missing = (!known).then(|| ("theme", theme.to_string()));
                missing.or_else(|| no_area(area))
            }
            Self::PlanAction { .. } | Self::Concern => None,
        }
    }
}
