//! Whether a body keeps to what its own terms of reference set, as at a day: how many partners, who
//! has to be among them, how often it meets, one person to each district (W09, appendix 1; R10; S08).
//!
//! Counting is done here, on values; who and what is looked up in [`keeps`]. Nothing is refused for
//! it: a body is told, and its page says so.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, ToSpan, civil::Date};

use crate::{
    Record,
    arrangements::{Body, Cadence, ContactRole, Limits},
    id::{BodyId, MeetingId, PartnerId, PersonId},
};

/// What the terms of a body set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// At least so many partners.
    FewestPartners(u32),
    /// At most so many partners.
    MostPartners(u32),
    /// Every member of another body is a member here too.
    Includes(BodyId),
    /// At least these partners have a member here.
    Partners(Vec<PartnerId>),
    /// At least so many meetings in twelve months.
    FewestMeetings(u32),
    /// At most so many meetings in twelve months.
    MostMeetings(u32),
    /// A meeting so often.
    Meets(Cadence),
    /// A link person for each of these bodies, and at most so many of them for one person.
    OnePerson {
        /// The districts' bodies.
        districts: Vec<BodyId>,
        /// The most for one person.
        most: u32,
    },
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Yes,
    /// It is not.
    No,
    /// The body has not been there for long enough to tell.
    TooEarly,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facts {
    /// The partners that have a member here.
    Partners(BTreeSet<PartnerId>),
    /// Members of the other body who are none here; and how many it has.
    MissingPeople {
        /// Who is missing.
        missing: BTreeSet<PersonId>,
        /// How many members the other body has.
        of: usize,
    },
    /// Partners that have no member here.
    MissingPartners(BTreeSet<PartnerId>),
    /// Meetings held in the twelve months up to the day, and how many there should have been.
    Meetings {
        /// The meetings.
        held: Vec<MeetingId>,
        /// How many there should have been by now, where a number is asked for.
        needed: Option<u32>,
    },
    /// Districts without a link person, and people who have too many.
    Districts {
        /// Without anyone.
        without: Vec<BodyId>,
        /// With too many.
        too_many: Vec<PersonId>,
    },
}

/// A constraint, and whether it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// What the terms set.
    pub constraint: Constraint,
    /// Whether it is kept.
    pub kept: Kept,
    /// What was found.
    pub facts: Facts,
    /// The paragraph that sets it.
    pub clause: Option<String>,
}

fn yes(is: bool) -> Kept {
    if is { Kept::Yes } else { Kept::No }
}

/// How many whole periods of a cadence lie in the twelve months up to a day, of which the body was
/// there from `began`. None: the cadence sets no period.
pub fn meetings_needed(every: Cadence, began: Date, date: Date) -> Option<u32> {
    let period: Span = match every {
        Cadence::Monthly => 1.month(),
        Cadence::SixWeekly => 6.weeks(),
        Cadence::TwoMonthly => 2.months(),
        Cadence::Quarterly => 3.months(),
        Cadence::ThreeAYear => 4.months(),
        Cadence::SixMonthly => 6.months(),
        Cadence::Annual => 12.months(),
        Cadence::AfterEachMeeting | Cadence::AtOnce | Cadence::AsNeeded => return None,
    };
    let start = began.max(date.saturating_sub(12.months()));
    let ends = (1..=12_i64).map(|nth| {
        let whole = period.checked_mul(nth).ok()?;
        start.checked_add(whole).ok()
    });
    let within = ends.take_while(|end| end.is_some_and(|end| end <= date));
    u32::try_from(within.count()).ok()
}

/// Whether so many partners are enough, and not too many.
fn sizes(limits: &Limits, partners: &BTreeSet<PartnerId>) -> Vec<(Constraint, Kept, Facts)> {
    let number = u32::try_from(partners.len()).unwrap_or(u32::MAX);
    let fewest = limits
        .fewest_partners
        .map(|fewest| (Constraint::FewestPartners(fewest), yes(fewest <= number)));
    let most = limits
        .most_partners
        .map(|most| (Constraint::MostPartners(most), yes(number <= most)));
    let both = fewest.into_iter().chain(most);
    both.map(|(constraint, kept)| (constraint, kept, Facts::Partners(partners.clone())))
        .collect()
}

/// How often it met, against the numbers that its terms give for twelve months.
fn numbers_of_meetings(
    limits: &Limits,
    held: &[MeetingId],
    whole_year: bool,
) -> Vec<(Constraint, Kept, Facts)> {
    let number = u32::try_from(held.len()).unwrap_or(u32::MAX);
    let fewest = limits.fewest_meetings.map(|fewest| {
        let kept = match fewest <= number {
            false if !whole_year => Kept::TooEarly,
            enough => yes(enough),
        };
        (Constraint::FewestMeetings(fewest), kept, Some(fewest))
    });
    let most = limits
        .most_meetings
        .map(|most| (Constraint::MostMeetings(most), yes(number <= most), None));
    let both = fewest.into_iter().chain(most);
    both.map(|(constraint, kept, needed)| {
        let held = held.to_vec();
        (constraint, kept, Facts::Meetings { held, needed })
    })
    .collect()
}

/// Everything that the terms of a body set, and whether it is kept on a day. Empty where there is no
/// such body on that day, or its terms set nothing.
pub fn keeps(record: &Record, id: &BodyId, date: Date) -> Vec<Keeping> {
    let found = record.structure.body(id, date);
    let Some((_, body)) = found.filter(|(_, body)| body.exists_on(date)) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut add = |found: Vec<(Constraint, Kept, Facts)>, clause: &Option<String>| {
        all.extend(found.into_iter().map(|(constraint, kept, facts)| Keeping {
            constraint,
            kept,
            facts,
            clause: clause.clone(),
        }));
    };
    let (held, began) = (held(record, id, date), began(record, body, date));
    if let Some(limits) = &body.limits {
        add(sizes(limits, &partners(record, id, date)), &limits.clause);
        add(membership(record, limits, id, date), &limits.clause);
        let whole_year = began <= date.saturating_sub(12.months());
        add(
            numbers_of_meetings(limits, &held, whole_year),
            &limits.clause,
        );
    }
    if let Some(meets) = &body.meets
        && let Some(needed) = meetings_needed(meets.every, began, date)
    {
        let kept = match needed {
            0 if held.is_empty() => Kept::TooEarly,
            needed => yes(needed as usize <= held.len()),
        };
        let facts = Facts::Meetings {
            held,
            needed: Some(needed),
        };
        add(
            vec![(Constraint::Meets(meets.every), kept, facts)],
            &meets.clause,
        );
    }
    if let Some((found, clause)) = one_person(record, id, date) {
        add(vec![found], &clause);
    }
    all
}

/// The first day on which the body was there under arrangements without a break up to that day.
fn began(record: &Record, body: &Body, date: Date) -> Date {
    let adoptions = record.structure.in_force_before(date);
    let with_it = adoptions.take_while(|adoption| adoption.arrangements.body(&body.id).is_some());
    let adopted = with_it.last().map_or(date, |adoption| adoption.from);
    body.starts
        .map_or(adopted, |starts| starts.max(adopted))
        .min(date)
}

fn held(record: &Record, id: &BodyId, date: Date) -> Vec<MeetingId> {
    let since = date.saturating_sub(12.months());
    let held = record
        .meetings
        .of(id)
        .filter(|meeting| meeting.opened.is_some() && since < meeting.date && meeting.date <= date);
    held.map(|meeting| meeting.id.clone()).collect()
}

fn partners(record: &Record, id: &BodyId, date: Date) -> BTreeSet<PartnerId> {
    let seats = record.structure.seats_on(id, date);
    let members = seats
        .iter()
        .filter(|seat| seat.chair.seat.counts() && seat.holder.is_some());
    members.filter_map(|seat| seat.partner().cloned()).collect()
}

fn people(record: &Record, id: &BodyId, date: Date) -> BTreeSet<PersonId> {
    let seats = record.structure.seats_on(id, date);
    let members = seats.iter().filter(|seat| seat.chair.seat.counts());
    members
        .filter_map(|seat| seat.holder.map(|holder| holder.person))
        .collect()
}

fn membership(
    record: &Record,
    limits: &Limits,
    id: &BodyId,
    date: Date,
) -> Vec<(Constraint, Kept, Facts)> {
    let here = people(record, id, date);
    let includes = limits.includes.iter().map(|other| {
        let there = people(record, other, date);
        let missing: BTreeSet<PersonId> = there.difference(&here).copied().collect();
        let kept = yes(missing.is_empty());
        let of = there.len();
        let facts = Facts::MissingPeople { missing, of };
        (Constraint::Includes(other.clone()), kept, facts)
    });
    let mut all: Vec<_> = includes.collect();
    if !limits.partners.is_empty() {
        let there = partners(record, id, date);
        let missing = limits
            .partners
            .iter()
            .filter(|partner| !there.contains(*partner));
        let missing: BTreeSet<PartnerId> = missing.cloned().collect();
        let kept = yes(missing.is_empty());
        let constraint = Constraint::Partners(limits.partners.clone());
        all.push((constraint, kept, Facts::MissingPartners(missing)));
    }
    all
}

/// Whether each district has its own link person, where the arrangements ask this body for it.
fn one_person(
    record: &Record,
    id: &BodyId,
    date: Date,
) -> Option<((Constraint, Kept, Facts), Option<String>)> {
    let adoption = record.structure.in_force(date)?;
    let portfolios = adoption.arrangements.portfolios.as_ref()?;
    if !portfolios.groups.contains(id) {
        return None;
    }
    let mut of_person: BTreeMap<PersonId, u32> = BTreeMap::new();
    let mut without = portfolios.districts.clone();
    for contact in record.structure.contacts_on(date) {
        let district = portfolios.districts.contains(&contact.towards);
        if contact.body == *id && contact.role == ContactRole::Link && district {
            *of_person.entry(contact.person).or_default() += 1;
            without.retain(|district| *district != contact.towards);
        }
    }
    let most = portfolios.most_per_person;
    let too_many = of_person.iter().filter(|(_, number)| most < **number);
    let too_many: Vec<PersonId> = too_many.map(|(person, _)| *person).collect();
    let kept = yes(without.is_empty() && too_many.is_empty());
    let constraint = Constraint::OnePerson {
        districts: portfolios.districts.clone(),
        most,
    };
    let facts = Facts::Districts { without, too_many };
    Some(((constraint, kept, facts), portfolios.clause.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn how_many_meetings_a_cadence_asks_for_by_a_day() {
        let day = date("2008-03-01");
        let table = [
            (Cadence::Quarterly, "2007-01-01", Some(4)),
            (Cadence::Quarterly, "2007-12-01", Some(1)),
            (Cadence::Quarterly, "2007-12-02", Some(0)),
            (Cadence::Monthly, "2000-01-01", Some(12)),
            (Cadence::SixWeekly, "2000-01-01", Some(8)),
            (Cadence::ThreeAYear, "2007-03-01", Some(3)),
            (Cadence::SixMonthly, "2007-09-01", Some(1)),
            (Cadence::Annual, "2007-03-01", Some(1)),
            (Cadence::Annual, "2007-03-02", Some(0)),
            (Cadence::AsNeeded, "2000-01-01", None),
        ];
        for (every, began, needed) in table {
            assert_eq!(
                meetings_needed(every, date(began), day),
                needed,
                "{every:?} {began}"
            );
        }
    }

    const LIMITS: &str = "
[[body]]
id = \"advisers\"
name = \"Advisory Group\"
kind = \"forum\"

[[body.line]]
to = \"board\"
kind = \"advises\"

[body.limits]
fewest_partners = 2
most_partners = 2
includes = [\"executive\"]
partners = [\"health\"]
fewest_meetings = 1
most_meetings = 1
clause = \"B\"

[body.meets]
every = \"six-monthly\"

[[body.seat]]
id = \"one\"
title = \"One\"
partner = \"council\"

[[body.seat]]
id = \"two\"
title = \"Two\"
partner = \"council\"

[[body.seat]]
id = \"three\"
title = \"Three\"
partner = \"health\"

[[body.seat]]
id = \"four\"
title = \"Four\"
partner = \"voluntary-action\"
";

    fn seats(book: Book, held: &[(&str, u32)]) -> Book {
        held.iter().fold(book, |book, (name, number)| {
            book.after(crate::structure::Appoint::new(
                seat(&format!("advisers.{name}")),
                person(*number),
                date("2007-01-01"),
            ))
        })
    }

    fn judged(book: &Book, day: &str) -> Vec<Kept> {
        let all = keeps(&book.record, &id("advisers"), date(day));
        all.into_iter().map(|keeping| keeping.kept).collect()
    }

    #[test]
    fn each_limit_is_judged_on_who_sits_and_what_met() {
        use Kept::{No, TooEarly, Yes};
        let book = || Book::adopting(&format!("{ARRANGEMENTS}{LIMITS}")).fills();
        // Fewest, most, includes, partners, fewest meetings, most meetings, cadence.
        let nobody = book();
        assert_eq!(
            judged(&nobody, "2007-05-01"),
            [No, Yes, No, No, TooEarly, Yes, TooEarly]
        );
        assert_eq!(
            judged(&nobody, "2008-05-01"),
            [No, Yes, No, No, No, Yes, No]
        );
        let (chief, director) = (10, 11);
        let two = seats(book(), &[("one", chief), ("two", director), ("three", 12)]);
        assert_eq!(
            judged(&two, "2007-05-01"),
            [Yes, Yes, Yes, Yes, TooEarly, Yes, TooEarly]
        );
        let three = seats(two.clone(), &[("four", 50)]);
        assert_eq!(judged(&three, "2007-05-01")[..2], [Yes, No]);
        let met = two
            .calls_on("advisers", "2007-04-18")
            .at("2007-04-18T10:30")
            .arrives("advisers-2007-04-18", "advisers.one")
            .opens("advisers-2007-04-18", "advisers.one");
        assert_eq!(judged(&met, "2007-07-01")[4..], [Yes, Yes, Yes]);
        assert_eq!(judged(&met, "2008-01-01")[4..], [Yes, Yes, No]);
        assert_eq!(keeps(&met.record, &id("board"), date("2007-07-01")), []);
    }

    // Requirement: ST21 at /{partnership}/structure/{body}
    #[test]
    fn each_district_has_a_person_of_its_own() {
        let portfolios = "
[portfolios]
groups = [\"learning\"]
themes = []
districts = [\"forum\", \"flood\"]
";
        let book = Book::adopting(&format!("{ARRANGEMENTS}{portfolios}")).fills();
        let link = |towards: &str, number| {
            name_contact("learning", ContactRole::Link, Some(towards), number)
        };
        let judge = |book: &Book| {
            let all = keeps(&book.record, &id("learning"), date("2007-05-01"));
            (all[0].kept, all[0].facts.clone())
        };
        let facts = |without: &[&str], too_many: &[u32]| Facts::Districts {
            without: without.iter().map(|name| id(name)).collect(),
            too_many: too_many.iter().map(|number| person(*number)).collect(),
        };
        assert_eq!(judge(&book), (Kept::No, facts(&["forum", "flood"], &[])));
        let one = book
            .clone()
            .after(link("forum", 700))
            .after(link("flood", 700));
        assert_eq!(judge(&one), (Kept::No, facts(&[], &[700])));
        let two = book.after(link("forum", 700)).after(link("flood", 701));
        assert_eq!(judge(&two), (Kept::Yes, facts(&[], &[])));
    }
}
