//! Money: whether it could be released without anything in hand, and whether the book can keep it.

use super::{Concern, concern};
use crate::{
    arrangements::model::{Arrangements, StreamKind},
    money::Pence,
};

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

/// E034: money is allocated under a competence, or a release approved from a seat, that is not there.
pub(super) fn decided_by_nothing(a: &Arrangements) -> Vec<Concern> {
    let Some(money) = &a.money else {
        return Vec::new();
    };
    let competence = money.competence.iter();
    let unknown = competence.filter(|id| a.competence(id).is_none());
    let mut concerns: Vec<Concern> = unknown
        .map(|id| {
            let message = format!("There is no competence “{id}”");
            let help = "Use the short name of a `[[competence]]`, or leave it out.";
            concern("money.competence".to_owned(), "money", message, help)
        })
        .collect();
    let seats = money.approval.iter().flat_map(|it| &it.seats).enumerate();
    let unknown = seats.filter(|(_, id)| a.seat(id).is_none());
    concerns.extend(unknown.map(|(s, id)| {
        let message = format!("There is no seat “{id}”");
        let help = "Use the short name of a seat with its body, such as `board.chair`.";
        concern(format!("money.approval.seats[{s}]"), "money", message, help)
    }));
    concerns
}

/// E035: a stream of more money than the book keeps in one amount, or of a year that cannot be written.
pub(super) fn beyond_the_book(a: &Arrangements) -> Vec<Concern> {
    let streams = a.money.iter().flat_map(|money| &money.stream).enumerate();
    let beyond = streams.filter_map(|(s, stream)| {
        let (field, message) = if Pence::of(stream.pence).is_none() {
            ("pence", "is more than £10 billion")
        } else if !(1..=9998).contains(&stream.year) {
            ("year", "is of a year that cannot be written")
        } else {
            return None;
        };
        let message = format!("The stream “{}” {message}", stream.id);
        let help = "Write the amount in pence, and the year in which the financial year begins.";
        let at = format!("money.stream[{s}].{field}");
        Some(concern(at, &stream.id, message, help))
    });
    beyond.collect()
}

/// W037: a condition for releasing money of which the book cannot tell whether it is met.
pub(super) fn unseen_condition(a: &Arrangements) -> Vec<Concern> {
    let conditions = a.money.iter().flat_map(|money| &money.release).enumerate();
    let unseen = conditions.filter(|(_, condition)| condition.asks.is_none());
    unseen
        .map(|(r, condition)| {
            let message = format!(
                "Whether “{}” is in hand cannot be told from the book",
                condition.id
            );
            let help = "Say with `asks` what the book has to hold for it: `funding-agreement`, \
                        `monthly-return`, `assurance` or `instalment`.";
            concern(format!("money.release[{r}]"), &condition.id, message, help)
        })
        .collect()
}
