//! People who are mentioned in a copy, and whether it says their names.

use std::collections::BTreeSet;

use app::{
    Reading,
    views::{self, Audience},
};
use record::id::PersonId;

/// Everyone mentioned so far.
#[derive(Default)]
pub(super) struct People {
    mentioned: BTreeSet<PersonId>,
}

impl People {
    /// Notes that someone is mentioned.
    pub(super) fn mention(&mut self, person: PersonId) {
        self.mentioned.insert(person);
    }

    /// Everyone mentioned.
    pub(super) fn all(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.mentioned.iter().copied()
    }

    /// The name that the audience may know: for the public, that of whoever the public record names.
    /// None also for those whose name was erased.
    pub(super) fn name(
        &self,
        reading: &Reading,
        audience: Audience,
        person: PersonId,
    ) -> Option<String> {
        if !reading.names.knows(person) {
            return None;
        }
        match audience.inside() {
            true => Some(reading.names.of(person).to_owned()),
            false => views::named(reading, person).map(|named| named.name),
        }
    }
}
