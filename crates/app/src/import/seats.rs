//! Which body, seat and organisation a row means, by their names in the arrangements.

use record::{
    arrangements::{Arrangements, Body},
    id::{PartnerId, SeatId},
    structure::{SeatOn, Structure},
};

use super::people::key;

/// The organisation or body of that name: its short name in the file of arrangements, its full name
/// or the name in tables.
pub(super) fn partner(arrangements: &Arrangements, words: &str) -> Option<PartnerId> {
    let words = key(words);
    let is = |id: &str, name: &str, short: Option<&String>| {
        id == words || key(name) == words || short.is_some_and(|short| key(short) == words)
    };
    let organisation = arrangements
        .organisation
        .iter()
        .find(|it| is(it.id.as_str(), &it.name, it.short_name.as_ref()));
    if let Some(organisation) = organisation {
        return Some(organisation.id.clone());
    }
    let body = self::body(arrangements, &words)?;
    PartnerId::new(body.id.as_str()).ok()
}

/// The body of that name.
pub(super) fn body<'a>(arrangements: &'a Arrangements, words: &str) -> Option<&'a Body> {
    let words = key(words);
    arrangements.body.iter().find(|body| {
        body.id.as_str() == words || key(&body.name) == words || key(body.short_name()) == words
    })
}

/// The seats that a row may mean: on its body where it names one, of that title or short name where
/// it has one, otherwise those that speak for its organisation.
pub(super) fn meant<'a>(
    structure: &'a Structure,
    bodies: &[&'a Body],
    words: Option<&str>,
    partner: Option<&PartnerId>,
    day: jiff::civil::Date,
) -> Vec<SeatOn<'a>> {
    let all = bodies.iter().flat_map(|body| structure.seats_of(body, day));
    match words.map(key) {
        Some(words) => {
            let whole: Option<SeatId> = words.parse().ok();
            all.filter(|on| {
                let seat = on.chair.seat;
                whole.as_ref() == Some(on.id())
                    || seat.id.as_str() == words
                    || key(&seat.title) == words
                    || key(&on.chair.title()) == words
                    || on.id().as_str() == words
            })
            .collect()
        }
        None => all
            .filter(|on| partner.is_some() && on.chair.seat.partner.as_ref() == partner)
            .collect(),
    }
}
