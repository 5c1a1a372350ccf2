//! Duties: who owes them, when, and to whom.

use super::{Concern, concern};
use crate::arrangements::model::{Arrangements, Cadence, Duty};

fn duties(a: &Arrangements) -> impl Iterator<Item = (String, &Duty)> {
    a.duty
        .iter()
        .enumerate()
        .map(|(d, duty)| (format!("duty[{d}]"), duty))
}

/// W026: nobody owes it, or only kinds of body of which there are none.
pub(super) fn without_owner(a: &Arrangements) -> Vec<Concern> {
    duties(a)
        .filter(|(_, duty)| {
            let of_kind = a.body.iter().any(|body| duty.kinds.contains(&body.kind));
            duty.bodies.is_empty() && !of_kind && duty.owner.is_none()
        })
        .map(|(at, duty)| {
            let message = format!("Nobody owes the duty “{}”", duty.id);
            concern(
                at,
                &duty.id,
                message,
                "Say who owes it with `bodies`, `kinds` or `owner`.",
            )
        })
        .collect()
}

/// W027: nothing says how often it is owed, so it is never overdue.
pub(super) fn never_due(a: &Arrangements) -> Vec<Concern> {
    duties(a)
        .filter(|(_, duty)| duty.every.is_none_or(|every| every == Cadence::AsNeeded))
        .map(|(at, duty)| {
            let message = format!(
                "Nothing says how often the duty “{}” is owed, so it never falls due",
                duty.id
            );
            concern(
                at,
                &duty.id,
                message,
                "Add `every = \"quarterly\"`, or what holds.",
            )
        })
        .collect()
}

/// W028: nobody is named to whom it is owed, so nobody would miss it.
pub(super) fn owed_to_nobody(a: &Arrangements) -> Vec<Concern> {
    duties(a)
        .filter(|(_, duty)| duty.to.is_empty())
        .map(|(at, duty)| {
            let message = format!(
                "The duty “{}” is owed to nobody, so nobody would miss it",
                duty.id
            );
            concern(
                at,
                &duty.id,
                message,
                "Add `to = [\"…\"]` with the bodies or organisations that wait for it.",
            )
        })
        .collect()
}
