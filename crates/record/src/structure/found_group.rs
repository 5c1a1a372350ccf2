//! Founding a group for a time: a scope, resources, seats and an end (W09, E).
//!
//! A body directs it or grants it on application. Whether that body may do so is for people; where
//! the book has its decision, it is named and has to be one of that body.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, GroupOrigin, GroupSeat, GroupSort,
    decided::{Undecided, decided_on},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, DecisionId, PartnerId, SeatId},
    prose::{Prose, Title, Words},
    say_day,
};

/// Names that pages of the structure have already.
const TAKEN: &[&str] = &["explained", "dependencies", "found"];

/// Founds a group for a time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundGroup {
    /// Its name in addresses, such as `alcohol`.
    pub group: BodyId,
    /// Its full name.
    pub name: Title,
    /// What sort of group it is.
    #[serde(default)]
    pub sort: GroupSort,
    /// What it is to do, and what not.
    pub scope: Words,
    /// What it has to do it with: people, money, rooms.
    pub resources: Words,
    /// The partners that lead it.
    #[serde(default)]
    pub led_by: Vec<PartnerId>,
    /// Directed by a body, or granted on application.
    pub origin: GroupOrigin,
    /// The body that directed or granted it.
    pub by: BodyId,
    /// Its decision, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// The body to which it reports; the one that founded it when left out.
    pub reports_to: Option<BodyId>,
    /// First day.
    pub starts: Date,
    /// Last day.
    pub ends: Date,
    /// Its seats.
    pub seats: Vec<GroupSeat>,
}

/// Why a group is not founded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoundGroupRefused {
    /// No arrangements are in force when it would begin.
    #[error("no arrangements are in force on {}", say_day(*.0))]
    NoArrangements(Date),
    /// The name is another's.
    #[error("the name {0} is taken: a body, an organisation or a page has it")]
    Taken(BodyId),
    /// The name has a dot, which parts a body from its seats.
    #[error("the name {0} has a dot, and a dot parts a body from its seat")]
    Dotted(String),
    /// The last day is before the first.
    #[error("the last day, {}, is before the first, {}", say_day(*.ends), say_day(*.starts))]
    EndsBeforeItBegins {
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
    },
    /// The founding body is not there.
    #[error("there is no body {0} on {day} that could found it", day = say_day(*.1))]
    NoSuchBody(BodyId, Date),
    /// The body to which it would report is not there.
    #[error("there is no body {0} on {day} to which it could report", day = say_day(*.1))]
    NobodyToReportTo(BodyId, Date),
    /// No such partner.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId, Place),
    /// No seats.
    #[error("a group without seats has nobody to do the work")]
    NoSeats,
    /// Two seats alike.
    #[error("two seats are called {0}")]
    SeatTwice(String),
    /// Two chairs.
    #[error("more than one seat takes the chair")]
    TwoChairs,
    /// The decision does not bear it.
    #[error(transparent)]
    Undecided(#[from] Undecided),
}

/// Where a partner was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Among those that lead.
    Lead,
    /// At a seat.
    Seat,
}

use FoundGroupRefused::{
    Dotted, EndsBeforeItBegins, NoArrangements, NoSeats, NoSuchBody, NoSuchPartner,
    NobodyToReportTo, SeatTwice, Taken, TwoChairs,
};

impl Act for FoundGroup {
    const NAME: &'static str = "structure.found-group";
    const SUMMARY: &'static str =
        "Found a group for a time, with its scope, resources, seats and last day.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = FoundGroupRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        self.named(record)?;
        if self.ends < self.starts {
            return Err(EndsBeforeItBegins {
                starts: self.starts,
                ends: self.ends,
            });
        }
        self.connected(record)?;
        self.seated()?;
        if let Some(decision) = &self.decided_by {
            decided_on(record, decision, Some(&self.by))?;
        }
        Ok(vec![crate::Entry::Structure(Entry::GroupFounded {
            group: self.group.clone(),
            name: self.name.clone(),
            sort: self.sort,
            scope: Prose::from(&self.scope),
            resources: Prose::from(&self.resources),
            led_by: self.led_by.clone(),
            origin: self.origin,
            by: self.by.clone(),
            decided_by: self.decided_by.clone(),
            reports_to: self.reports_to.clone().unwrap_or_else(|| self.by.clone()),
            starts: self.starts,
            ends: self.ends,
            seats: self.seats.clone(),
        })])
    }
}

impl FoundGroup {
    /// The name is plain and nobody's.
    fn named(&self, record: &Record) -> Result<(), FoundGroupRefused> {
        let structure = &record.structure;
        let id = &self.group;
        if id.as_str().contains('.') {
            return Err(Dotted(id.to_string()));
        }
        let known = structure
            .adoptions()
            .any(|adoption| adoption.arrangements.partner(&id.as_partner()).is_some());
        if known || structure.group(id).is_some() || TAKEN.contains(&id.as_str()) {
            return Err(Taken(id.clone()));
        }
        Ok(())
    }

    /// Whoever it is tied to is there.
    fn connected(&self, record: &Record) -> Result<(), FoundGroupRefused> {
        let structure = &record.structure;
        let adoption = structure
            .in_force(self.starts)
            .ok_or(NoArrangements(self.starts))?;
        let there = |id: &BodyId| {
            let body = adoption.arrangements.body(id);
            body.is_some_and(|body| body.exists_on(self.starts))
        };
        if !there(&self.by) {
            return Err(NoSuchBody(self.by.clone(), self.starts));
        }
        if let Some(above) = self.reports_to.as_ref().filter(|above| !there(above)) {
            return Err(NobodyToReportTo(above.clone(), self.starts));
        }
        let lead = self.led_by.iter().map(|partner| (partner, Place::Lead));
        let seats = self.seats.iter().filter_map(|seat| seat.partner.as_ref());
        let mut named = lead.chain(seats.map(|partner| (partner, Place::Seat)));
        let unknown = named.find(|(partner, _)| adoption.arrangements.partner(partner).is_none());
        match unknown {
            Some((partner, place)) => Err(NoSuchPartner(partner.clone(), place)),
            None => Ok(()),
        }
    }

    /// It has seats, each with a name of its own, and at most one chair.
    fn seated(&self) -> Result<(), FoundGroupRefused> {
        if self.seats.is_empty() {
            return Err(NoSeats);
        }
        let mut names = BTreeSet::new();
        for seat in &self.seats {
            let whole = SeatId::on(&self.group, seat.id.as_str(), None);
            if seat.id.as_str().contains('.') || !names.insert(whole) {
                return Err(if seat.id.as_str().contains('.') {
                    Dotted(seat.id.to_string())
                } else {
                    SeatTwice(seat.id.to_string())
                });
            }
        }
        if self.seats.iter().filter(|seat| seat.chair).count() > 1 {
            return Err(TwoChairs);
        }
        Ok(())
    }
}

impl Refusal for FoundGroupRefused {
    fn advice(&self) -> Advice {
        match self {
            NoArrangements(_) => Advice::new(
                "structure/no-arrangements",
                "starts",
                "Adopt arrangements first, or choose a later day.",
            ),
            Taken(_) => Advice::new("structure/name-taken", "group", "Choose another name."),
            Dotted(_) => Advice::new(
                "structure/dotted-name",
                "group",
                "Write it with hyphens instead.",
            ),
            EndsBeforeItBegins { .. } => Advice::new(
                "structure/ends-before-it-begins",
                "ends",
                "Choose a last day on or after the first.",
            ),
            NoSuchBody(..) => Advice::new(
                "structure/no-such-body",
                "by",
                "Choose a body that exists on that day.",
            ),
            NobodyToReportTo(..) => Advice::new(
                "structure/no-such-body",
                "reports_to",
                "Choose a body that exists on that day.",
            ),
            NoSuchPartner(_, place) => Advice::new(
                "structure/no-such-partner",
                match place {
                    Place::Lead => "led_by",
                    Place::Seat => "seats",
                },
                "Name an organisation or body of the arrangements.",
            ),
            NoSeats => Advice::new("structure/no-seats", "seats", "Name at least one seat."),
            SeatTwice(_) => Advice::new(
                "structure/seat-twice",
                "seats",
                "Give each seat a name of its own.",
            ),
            TwoChairs => Advice::new(
                "structure/two-chairs",
                "seats",
                "Choose one seat that takes the chair.",
            ),
            Self::Undecided(undecided) => undecided.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn with(change: impl FnOnce(&mut FoundGroup)) -> FoundGroup {
        let mut act = found_group("alcohol");
        change(&mut act);
        act
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let starts = date("2007-05-01");
        let decided = |id_of: &str| {
            let decision = Some(id(id_of));
            with(|act| act.decided_by = decision)
        };
        let seat_called = |name: &str, partner: Option<&str>, chair: bool| GroupSeat {
            id: id(name),
            title: Title::new("Someone").unwrap(),
            partner: partner.map(id),
            chair,
        };
        let agreed = || Book::board_under_way(&["chair", "leader"]).agrees(BOARD, "To found it.");
        let moved = || Book::board_under_way(&["chair", "leader"]).moves(BOARD, "board.leader");
        let executive = || {
            Book::under_way("executive", &["chief", "director"]).agrees(EXECUTIVE, "To found it.")
        };
        let row = |book: Book, act, refused| (book, act, Err(refused));
        let three = Book::three_rivers;
        rules([
            (three(), found_group("alcohol"), Ok(())),
            row(Book::new(), found_group("alcohol"), NoArrangements(starts)),
            row(three(), found_group("forum"), Taken(id("forum"))),
            row(three(), found_group("council"), Taken(id("council"))),
            row(three(), found_group("explained"), Taken(id("explained"))),
            row(
                three().after(found_group("alcohol")),
                found_group("alcohol"),
                Taken(id("alcohol")),
            ),
            row(
                three(),
                found_group("al.cohol"),
                Dotted("al.cohol".to_owned()),
            ),
            row(
                three(),
                with(|act| act.ends = date("2007-04-30")),
                EndsBeforeItBegins {
                    starts,
                    ends: date("2007-04-30"),
                },
            ),
            row(
                three(),
                with(|act| act.by = id("mars")),
                NoSuchBody(id("mars"), starts),
            ),
            // The flood group ends before this one begins.
            row(
                three(),
                with(|act| {
                    (act.by, act.starts, act.ends) =
                        (id("flood"), date("2007-07-01"), date("2008-01-01"));
                }),
                NoSuchBody(id("flood"), date("2007-07-01")),
            ),
            row(
                three(),
                with(|act| act.reports_to = Some(id("mars"))),
                NobodyToReportTo(id("mars"), starts),
            ),
            row(
                three(),
                with(|act| act.led_by = vec![id("mars")]),
                NoSuchPartner(id("mars"), Place::Lead),
            ),
            row(
                three(),
                with(|act| act.seats = vec![seat_called("one", Some("mars"), false)]),
                NoSuchPartner(id("mars"), Place::Seat),
            ),
            row(three(), with(|act| act.seats = Vec::new()), NoSeats),
            row(
                three(),
                with(|act| {
                    act.seats = vec![
                        seat_called("one", None, true),
                        seat_called("one", None, false),
                    ]
                }),
                SeatTwice("one".to_owned()),
            ),
            row(
                three(),
                with(|act| act.seats = vec![seat_called("a.b", None, false)]),
                Dotted("a.b".to_owned()),
            ),
            row(
                three(),
                with(|act| {
                    act.seats = vec![
                        seat_called("one", None, true),
                        seat_called("two", None, true),
                    ]
                }),
                TwoChairs,
            ),
            row(
                three(),
                decided("board-2007-04-18-2"),
                Undecided::NoSuchDecision(id("board-2007-04-18-2")).into(),
            ),
            row(
                moved(),
                decided("board-2007-04-18-2"),
                Undecided::NotAgreed(id("board-2007-04-18-2")).into(),
            ),
            row(
                executive(),
                decided("executive-2007-04-18-2"),
                Undecided::OtherBody {
                    decision: id("executive-2007-04-18-2"),
                    body: id("board"),
                }
                .into(),
            ),
            (agreed(), decided("board-2007-04-18-2"), Ok(())),
        ]);
    }

    // Requirement: ST16 at /{partnership}/structure/found
    #[test]
    fn a_founded_group_works_as_any_body_does() {
        let book = Book::three_rivers().after(found_group("alcohol"));
        let structure = &book.record.structure;
        let (_, body) = structure.body(&id("alcohol"), date("2007-05-01")).unwrap();
        assert!(body.exists_on(date("2007-05-01")) && !body.exists_on(date("2007-04-30")));
        let early =
            crate::structure::Appoint::new(seat("alcohol.lead"), person(700), date("2007-04-30"));
        let refused = book.ruling(&early).unwrap_err().to_string();
        assert!(refused.contains("1 May 2007"), "{refused}");
        let book = book
            .after(crate::structure::Appoint {
                from: date("2007-05-01"),
                ..early
            })
            .at("2007-05-02T09:00")
            .calls_on("alcohol", "2007-06-01")
            .at("2007-06-01T10:00")
            .arrives("alcohol-2007-06-01", "alcohol.lead")
            .opens("alcohol-2007-06-01", "alcohol.lead")
            .agrees("alcohol-2007-06-01", "To begin with the young.");
        let structure = &book.record.structure;
        assert_eq!(
            structure.seats_held(person(700), date("2007-06-01")).len(),
            1
        );
        assert_eq!(
            structure.seats_held(person(700), date("2008-06-01")).len(),
            0
        );
    }

    #[test]
    fn a_later_text_that_has_the_group_speaks_for_itself_and_another_leaves_it_alone() {
        let adopt = |text: String, from: &str| crate::structure::AdoptArrangements {
            text,
            from: date(from),
            decided_by: None,
        };
        let alcohol = "\n[[body]]\nid = \"alcohol\"\nname = \"Alcohol Board\"\nkind = \"task-group\"\n\n[[body.line]]\nto = \"board\"\nkind = \"accountable-to\"\n";
        let book = Book::three_rivers()
            .after(found_group("alcohol"))
            .after(adopt(ARRANGEMENTS.replace("3/4", "2/3"), "2007-08-01"))
            .after(adopt(format!("{ARRANGEMENTS}{alcohol}"), "2007-10-01"));
        let name = |day: &str| {
            let found = book.record.structure.body(&id("alcohol"), date(day));
            found.map(|(_, body)| body.name.clone()).unwrap()
        };
        assert_eq!(name("2007-06-01"), "Group on alcohol");
        assert_eq!(name("2007-08-01"), "Group on alcohol");
        assert_eq!(name("2007-10-01"), "Alcohol Board");
    }
}
