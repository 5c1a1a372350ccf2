//! Money: whether it could be released without anything in hand.

use super::{Concern, concern};
use crate::arrangements::model::{Arrangements, StreamKind};

/// W024: pooled money, and nothing that has to be in hand before it is released.
pub(super) fn no_release_condition(a: &Arrangements) -> Vec<Concern> {
    let Some(money) = a.money.as_ref().filter(|money| money.release.is_empty()) else {
        return Vec::new();
    };
    let streams = money
        .stream
        .iter()
        .enumerate()
        .filter(|(_, stream)| stream.kind != StreamKind::Aligned);
    streams
        .map(|(s, stream)| {
            let message = format!("The stream “{}” could be released with nothing in hand", stream.id);
            let help = "Add `[[money.release]]` with what has to be there first, such as a monitoring return.";
            concern(format!("money.stream[{s}]"), &stream.id, message, help)
        })
        .collect()
}
