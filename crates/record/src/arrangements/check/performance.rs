//! Performance: whether lights can be told.

use super::{Concern, concern};
use crate::arrangements::model::Arrangements;

/// E032: a tolerance that is a share and a number at once; one with a name that is neither; or points
/// below nothing.
pub(super) fn tolerance(a: &Arrangements) -> Vec<Concern> {
    let Some(performance) = &a.performance else {
        return Vec::new();
    };
    let usual = (
        "performance".to_owned(),
        "performance",
        performance.amber_within.is_some(),
        performance.amber_points,
        true,
    );
    let named = performance.tolerance.iter().enumerate().map(|(nth, it)| {
        let at = format!("performance.tolerance[{nth}]");
        (
            at,
            it.id.as_str(),
            it.amber_within.is_some(),
            it.amber_points,
            false,
        )
    });
    let all = std::iter::once(usual).chain(named);
    all.filter_map(|(at, about, share, points, may_be_none)| {
        let (message, help) = match (share, points) {
            (true, Some(_)) => (
                "A tolerance cannot be a share of the target and a number of points at once",
                "Keep `amber_within` or `amber_points`, not both.",
            ),
            (false, None) if !may_be_none => (
                "The tolerance does not say how far a target may be missed",
                "Write `amber_within = \"10%\"` or `amber_points = \"2.0\"`.",
            ),
            (_, Some(points)) if points.is_negative() => (
                "A target cannot be missed by less than nothing",
                "Write the points without a minus.",
            ),
            _ => return None,
        };
        Some(concern(at, about, message, help))
    })
    .collect()
}
