//! Minimum standards: who makes sure of them, and of whom they are asked.

use super::{Concern, concern};
use crate::arrangements::model::{Arrangements, Standard};

fn standards(a: &Arrangements) -> impl Iterator<Item = (String, &Standard)> {
    a.standard
        .iter()
        .enumerate()
        .map(|(s, standard)| (format!("standard[{s}]"), standard))
}

/// W014: nobody makes sure that the standard is kept.
pub(super) fn nobody_responsible(a: &Arrangements) -> Vec<Concern> {
    standards(a)
        .filter(|(_, standard)| standard.responsible.is_none())
        .map(|(at, standard)| {
            let message = format!(
                "Nobody makes sure that the standard “{}” is kept",
                standard.id
            );
            concern(
                at,
                &standard.id,
                message,
                "Add `responsible = \"…\"`, such as the officer whom each body names.",
            )
        })
        .collect()
}

/// W015: no body is asked to keep it, or all that are asked are exempt.
pub(super) fn asked_of_nobody(a: &Arrangements) -> Vec<Concern> {
    standards(a)
        .filter(|(_, standard)| {
            !a.body.iter().any(|body| {
                let asked =
                    standard.bodies.contains(&body.id) || standard.kinds.contains(&body.kind);
                asked && !standard.exempt.iter().any(|exempt| exempt.body == body.id)
            })
        })
        .map(|(at, standard)| {
            let message = format!("No body is asked to keep the standard “{}”", standard.id);
            concern(
                at,
                &standard.id,
                message,
                "Say who is asked with `kinds` or `bodies`.",
            )
        })
        .collect()
}
