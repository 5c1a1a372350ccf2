//! Organisations: to whom they answer.

use super::{Concern, concern};
use crate::arrangements::model::Arrangements;

/// W036: the arrangements say of some organisations to whom they answer, and not of this one (G07, 6).
pub(super) fn answers_to_nobody(a: &Arrangements) -> Vec<Concern> {
    let stated = |organisation: &crate::arrangements::Organisation| {
        let answers = organisation.accountable_to.as_deref();
        answers.is_some_and(|answers| !answers.trim().is_empty())
    };
    if !a.organisation.iter().any(stated) {
        return Vec::new();
    }
    let silent = a.organisation.iter().enumerate();
    let silent = silent.filter(|(_, organisation)| !stated(organisation));
    silent
        .map(|(o, organisation)| {
            let message = format!("Nothing says to whom “{}” answers", organisation.id);
            let help = "Add `accountable_to = \"…\"`, and `accountable_clause` with the place that says so.";
            concern(format!("organisation[{o}]"), &organisation.id, message, help)
        })
        .collect()
}
