//! An officer who signs for an organisation, as an act names them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Officer;
use crate::prose::{Prose, Title};

/// Who signs for an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficerAsked {
    /// Their name.
    pub name: Title,
    /// Their office, such as “Head of Finance”.
    pub office: Title,
}

impl OfficerAsked {
    pub(super) fn officer(&self) -> Officer {
        Officer {
            name: Prose::from(&self.name),
            office: self.office.clone(),
        }
    }
}
