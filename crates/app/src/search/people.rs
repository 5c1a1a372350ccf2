//! People, by name. Their names are in no index: they are looked up among those the house knows now, so
//! that someone who was erased or renamed is gone at once.

use index::{Query, distance, words};
use record::{
    id::PersonId,
    structure::{SeatOn, Structure},
};

use super::{Kind, Look, Weighed, card::Card, liking};
use crate::views::is_public;

/// More people than this are not looked at for one query.
const MOST: usize = 200;

impl Look<'_> {
    /// The people whom the words name and whom the viewer may know of.
    pub(super) fn people(&self, query: &Query) -> Vec<Weighed> {
        let asked = self.asked;
        if asked.body.is_some() || asked.from.is_some() || asked.until.is_some() {
            return Vec::new();
        }
        let named = self.reading.names.each().filter(|(_, name)| {
            query
                .single_words()
                .any(|word| query.only(word).weigh(name, "", "").is_some())
                || query.weigh(name, "", "").is_some()
        });
        let known = named.filter(|(id, _)| self.may_know(*id)).take(MOST);
        let weighed = known.filter_map(|(id, name)| {
            let seats = self.seats(id);
            let weight = query.weigh(name, "", &seats)?;
            let card = Card {
                title: name.to_owned(),
                place: seats,
                path: format!("/people/{id}"),
                ..Card::default()
            };
            Some(Weighed {
                weight: weight + liking(Kind::Person),
                kind: Kind::Person,
                card,
            })
        });
        weighed.collect()
    }

    /// Words of the names of people whom the viewer may know of, near to a mistyped one.
    pub(super) fn names_near(&self, word: &str) -> Vec<String> {
        let most = match word.chars().count() {
            0..=3 => return Vec::new(),
            4..=5 => 1,
            _ => 2,
        };
        let mut near: Vec<(usize, String)> = Vec::new();
        for (id, name) in self.reading.names.each() {
            for part in words(name) {
                let far = distance(word, &part.folded, most).filter(|far| *far > 0);
                if let Some(far) = far.filter(|_| self.may_know(id)) {
                    near.push((far, part.folded));
                }
            }
        }
        near.sort();
        near.dedup();
        near.into_iter().take(5).map(|(_, word)| word).collect()
    }

    /// As on the person's own page: whom the public record does not name is nobody else's business.
    fn may_know(&self, id: PersonId) -> bool {
        self.audience.secretariat || self.audience.person == Some(id) || is_public(self.reading, id)
    }

    fn seats(&self, id: PersonId) -> String {
        let structure: &Structure = &self.reading.record.structure;
        let held = structure.seats_held(id, self.reading.today());
        let said = held.iter().map(|on: &SeatOn<'_>| {
            let body = structure.body(&on.id().body(), self.reading.today());
            let body = body.map_or_else(String::new, |(_, body)| body.name.clone());
            format!("{}, {body}", on.chair.title())
        });
        said.collect::<Vec<_>>().join("; ")
    }
}
