//! What can be found of the money: streams, and what is allocated to whom. All of it is public at once.

use record::{
    id::{AllocationId, StreamId},
    money::Entry,
};

use super::card::{Card, Subject};
use crate::{Reading, views::PartnerRef};

/// What of the money an entry speaks of, where that is found by other words since.
pub(super) fn touched(entry: &Entry) -> Option<Subject> {
    match entry {
        Entry::StreamOpened { stream, .. } => Some(Subject::Stream(stream.clone())),
        Entry::Allocated { allocation, .. } => Some(Subject::Allocation(allocation.clone())),
        _ => None,
    }
}

/// Everything that can be found of the money.
pub(super) fn all(reading: &Reading) -> impl Iterator<Item = Subject> {
    let money = &reading.record.money;
    let streams = money.streams().map(|it| Subject::Stream(it.id.clone()));
    let allocations = money.allocations();
    streams.chain(allocations.map(|it| Subject::Allocation(it.id.clone())))
}

/// A stream: by its title, its giver and what the giver asks for it.
pub(super) fn stream(reading: &Reading, id: &StreamId) -> Option<Card> {
    let stream = reading.record.money.stream(id)?;
    let says = &stream.says;
    let conditions = says.conditions.as_ref().map(|it| it.shown());
    let text = std::iter::once(says.giver.as_str()).chain(conditions);
    Some(Card {
        title: says.title.to_string(),
        text: text.collect::<Vec<_>>().join(". "),
        place: says.year.said(),
        date: Some(says.on),
        path: format!("/money/streams/{id}"),
        ..Card::default()
    })
}

/// An allocation: by the partner, the stream and what it is for.
pub(super) fn allocation(reading: &Reading, id: &AllocationId) -> Option<Card> {
    let money = &reading.record.money;
    let says = &money.allocation(id)?.says;
    let stream = &money.stream(&says.stream)?.says;
    let adoption = reading
        .record
        .structure
        .in_force_or_first(reading.today())?;
    let partner = PartnerRef::of(&adoption.arrangements, &says.partner);
    Some(Card {
        title: format!("{}: {}", partner.name, stream.title),
        text: says.purpose.shown().to_owned(),
        place: stream.year.said(),
        date: Some(says.on),
        path: format!("/money/allocations/{id}"),
        ..Card::default()
    })
}
