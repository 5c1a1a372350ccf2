//! The law of views as at a day (docs: "as at a date: in force on that day").
//!
//! Of each line it can be told from which day on it concerns the structure. Two things hold:
//!
//! 1. *Lines that concern later days only do not change a day.* The structure as at a day is the
//!    same whether or not the book has them.
//! 2. *So where nothing that is recorded after a day speaks of that day or earlier ones, the whole
//!    book as at the day says what the book said when it ended with that day.*
//!
//! What is compared is what is in force on the day: arrangements, bodies, lines, seats and who sits
//! there, terms of reference, contacts. When something is planned to end is not in force on any day.

use std::fmt::Write as _;

use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;

use super::{cases, nonsense};
use crate::{
    Entry, Record,
    structure::{Entry as Of, Structure, TermsOn},
    testkit::*,
};

/// Everything that is in force on a day.
fn in_force(structure: &Structure, day: Date) -> String {
    let mut told = String::new();
    let Some(adoption) = structure.in_force(day) else {
        return told;
    };
    writeln!(told, "adopted at {}", adoption.line).unwrap();
    let bodies = adoption.arrangements.body.iter();
    for body in bodies.filter(|body| body.exists_on(day)) {
        writeln!(told, "{} {:?}", body.id, body.line).unwrap();
        for seat in structure.seats_of(body, day) {
            let holder = seat.holder.map(|holder| holder.person);
            let stands_in = structure
                .substitutions(seat.id())
                .filter(|named| named.from <= day && named.until.is_none_or(|until| day <= until));
            let stands_in: Vec<_> = stands_in.map(|named| named.person).collect();
            let (id, standing) = (seat.id(), seat.standing);
            writeln!(told, "{id} {standing:?} {holder:?} {stands_in:?}").unwrap();
        }
        match structure.terms_on(&body.id, day) {
            Some(TermsOn::Adopted { terms, since }) => writeln!(told, "{since} {terms:?}").unwrap(),
            Some(TermsOn::Approved(version)) => writeln!(told, "{:?}", version.terms).unwrap(),
            None => {}
        }
    }
    for contact in structure.contacts_on(day) {
        let (body, role, towards) = (&contact.body, contact.role, &contact.towards);
        writeln!(told, "{body} {role:?} {towards} {:?}", contact.person).unwrap();
    }
    told
}

/// The first day that a line concerns, as the book stood when it was written. `None`: it concerns
/// none by itself.
fn concerns_from(record: &Record, entry: &Entry) -> Option<Date> {
    let after = |day: &Date| Some(day.saturating_add(1.day()));
    match entry {
        Entry::Structure(entry) => match entry {
            Of::ArrangementsAdopted { from, .. }
            | Of::Appointed { from, .. }
            | Of::SubstituteNamed { from, .. }
            | Of::ContactNamed { from, .. } => Some(*from),
            Of::AppointmentEnded { on, .. } | Of::ContactEnded { on, .. } => after(on),
            Of::GroupFounded { starts, .. } => Some(*starts),
            Of::GroupExtended { instead_of, .. } => after(instead_of),
            Of::GroupClosed { on, .. } => after(on),
            Of::TermsApproved {
                body, version, on, ..
            } => {
                let mut versions = record.structure.terms_versions(body);
                let proposed = versions.find(|proposed| proposed.version == *version);
                Some(proposed.map_or(*on, |proposed| proposed.from.max(*on)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The structure that some of a book's lines make, each with the day that it concerns first.
fn replay(book: &Book, keep: impl Fn(Option<Date>, Date) -> bool) -> Structure {
    let (mut whole, mut some) = (Record::default(), Record::default());
    for line in &book.lines {
        let concerns = concerns_from(&whole, &line.entry);
        whole.apply(line.number, &line.minute, &line.entry);
        let written = line.minute.date_in(&whole.structure.zone());
        if keep(concerns, written) {
            some.apply(line.number, &line.minute, &line.entry);
        }
    }
    some.structure
}

/// Days on which something begins or ends at Three Rivers, and those beside them.
const DAYS: &[&str] = &[
    "2006-12-31",
    "2007-01-01",
    "2007-04-17",
    "2007-04-18",
    "2007-04-19",
    "2007-07-18",
    "2007-07-19",
    "2008-02-29",
    "2008-03-01",
];

proptest! {
    #![proptest_config(cases(100))]

    // Requirement: ST15 at /{partnership}/structure
    #[test]
    fn a_day_is_as_it_is_without_the_lines_that_concern_later_days(acts in nonsense::structure(60)) {
        let mut book = Book::three_rivers();
        for act in acts {
            let _ = book.acts_json(act);
        }
        for day in DAYS.iter().map(|day| date(day)) {
            let some = replay(&book, |concerns, _| concerns.is_none_or(|from| from <= day));
            prop_assert_eq!(in_force(&book.record.structure, day), in_force(&some, day), "{}", day);
        }
    }

    #[test]
    fn a_day_of_which_nothing_later_speaks_is_as_the_book_said_that_evening(
        acts in proptest::collection::vec((nonsense::structure(8), 0_usize..8), 1..8)
    ) {
        // The clock goes on between one handful of acts and the next.
        let clock = ["2007-01-03", "2007-02-01", "2007-04-18", "2007-05-01", "2007-07-18", "2007-09-01", "2008-01-01", "2008-03-01"];
        let mut book = Book::three_rivers();
        let mut hours: Vec<_> = acts;
        hours.sort_by_key(|(_, hour)| *hour);
        for (acts, hour) in hours {
            book = book.at(&format!("{}T09:00", clock[hour]));
            for act in acts {
                let _ = book.acts_json(act);
            }
        }
        for day in clock.iter().map(|day| date(day)) {
            let silent = {
                let spoken = std::cell::Cell::new(false);
                replay(&book, |concerns, written| {
                    let of_earlier = day < written && concerns.is_some_and(|from| from <= day);
                    spoken.set(spoken.get() || of_earlier);
                    true
                });
                !spoken.get()
            };
            if silent {
                let evening = replay(&book, |_, written| written <= day);
                prop_assert_eq!(in_force(&book.record.structure, day), in_force(&evening, day), "{}", day);
            }
        }
    }
}
