//! Who sits where on a day: seats of the arrangements, with their holders and substitutes.

use jiff::civil::Date;

use super::{Ground, Mandate, Structure};
use crate::{
    LineNo,
    arrangements::{Body, ExpandedSeat},
    id::{BodyId, MeetingId, PartnerId, PersonId, SeatId},
    prose::Title,
};

/// One appointment to a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Who.
    pub person: PersonId,
    /// The partner that they speak for, where the seat speaks for one.
    pub partner: Option<PartnerId>,
    /// First day.
    pub from: Date,
    /// Last day, where it has one.
    pub until: Option<Date>,
    /// The line of the nomination that it rests on, where it rests on one.
    pub nomination: Option<LineNo>,
    /// The post that they hold, where it is known.
    pub post: Option<Title>,
    /// Whether they may commit their organisation, where it is known.
    pub mandate: Option<Mandate>,
    /// Why it ended before its time, where it did and that is known.
    pub ground: Option<Ground>,
    /// The line of the book.
    pub line: LineNo,
}

/// One naming of a substitute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// Who.
    pub person: PersonId,
    /// For this meeting only; none: standing.
    pub meeting: Option<MeetingId>,
    /// First day.
    pub from: Date,
    /// Last day, where it has one.
    pub until: Option<Date>,
    /// The line of the book.
    pub line: LineNo,
}

fn covers(from: Date, until: Option<Date>, date: Date) -> bool {
    from <= date && until.is_none_or(|until| date <= until)
}

impl Holding {
    /// Whether it holds on that day.
    pub fn on(&self, date: Date) -> bool {
        covers(self.from, self.until, date)
    }

    /// Whether it shares a day with another span.
    pub fn meets(&self, from: Date, until: Option<Date>) -> bool {
        self.until.is_none_or(|own| from <= own) && until.is_none_or(|until| self.from <= until)
    }
}

/// How a seat stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Someone holds it.
    Filled,
    /// Nobody does, though someone should.
    Vacant,
    /// Nobody does, and nobody need: a conditional seat that is not taken up.
    NotTakenUp,
    /// It has not begun, or has ended; or its body has.
    NotInForce,
}

/// In what way someone speaks for a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// As its holder.
    Holder,
    /// As the holder's named substitute.
    Substitute,
}

/// A seat on a day.
#[derive(Debug, Clone)]
pub struct SeatOn<'a> {
    /// The seat, as the arrangements have it.
    pub chair: ExpandedSeat<'a>,
    /// How it stands.
    pub standing: Standing,
    /// Who holds it.
    pub holder: Option<&'a Holding>,
}

impl SeatOn<'_> {
    /// Whether its holder is too junior to speak for the organisation: they hold another post than the
    /// seat asks for, and refer back (G07, para 11 and 12).
    pub fn too_junior(&self) -> bool {
        let held = |post: &String| {
            let post_held = self.holder.and_then(|holder| holder.post.as_ref());
            post_held.is_some_and(|held| held.as_str().eq_ignore_ascii_case(post))
        };
        let refers_back = |holder: &Holding| holder.mandate == Some(Mandate::RefersBack);
        let asked = self.chair.seat.post.as_ref();
        self.holder.is_some_and(refers_back) && asked.is_some_and(|post| !held(post))
    }

    /// The seat's name.
    pub fn id(&self) -> &SeatId {
        &self.chair.id
    }

    /// The partner that it speaks for on that day: its holder's, or else the arrangements'.
    pub fn partner(&self) -> Option<&PartnerId> {
        self.holder
            .and_then(|holder| holder.partner.as_ref())
            .or(self.chair.seat.partner.as_ref())
    }

    /// Whether someone who sits there speaks for it: its holder, or a substitute for whoever holds it.
    pub fn is_spoken_for_by(&self, person: PersonId, substitute: bool) -> bool {
        self.holder
            .is_some_and(|holder| substitute || holder.person == person)
    }
}

impl Structure {
    /// Whether someone was ever appointed to a seat or named as a substitute.
    pub fn knows(&self, person: PersonId) -> bool {
        self.seats_of.contains_key(&person)
    }

    /// The last days, where they have one, for which someone was appointed to seats or named as a
    /// substitute.
    pub fn last_days(&self, person: PersonId) -> impl Iterator<Item = Option<Date>> {
        let seats = self.seats_of.get(&person).into_iter().flatten();
        seats.flat_map(move |seat| {
            let held = self
                .holdings(seat)
                .filter(move |held| held.person == person);
            let named = self.substitutions(seat);
            let named = named.filter(move |named| named.person == person);
            held.map(|held| held.until)
                .chain(named.map(|named| named.until))
        })
    }

    /// Every appointment to a seat, oldest first.
    pub fn holdings(&self, seat: &SeatId) -> impl DoubleEndedIterator<Item = &Holding> {
        self.holdings.get(seat).into_iter().flatten()
    }

    /// Every naming of a substitute for a seat, oldest first.
    pub fn substitutions(&self, seat: &SeatId) -> impl DoubleEndedIterator<Item = &Substitution> {
        self.substitutions.get(seat).into_iter().flatten()
    }

    /// Who holds a seat on a day.
    pub fn holder(&self, seat: &SeatId, date: Date) -> Option<&Holding> {
        self.holdings(seat).rev().find(|held| held.on(date))
    }

    /// Whether someone speaks for a seat on a day, at a meeting where one is given.
    pub fn speaks_for(
        &self,
        person: PersonId,
        seat: &SeatId,
        date: Date,
        meeting: Option<&MeetingId>,
    ) -> Option<Who> {
        if self
            .holder(seat, date)
            .is_some_and(|held| held.person == person)
        {
            return Some(Who::Holder);
        }
        let named = self.substitutions(seat).any(|named| {
            named.person == person
                && covers(named.from, named.until, date)
                && (named.meeting.is_none() || named.meeting.as_ref() == meeting)
        });
        named.then_some(Who::Substitute)
    }

    /// The seats of a body on a day, in the order of the arrangements. Empty when there is no such body.
    pub fn seats_on(&self, body: &BodyId, date: Date) -> Vec<SeatOn<'_>> {
        match self.body(body, date) {
            Some((_, body)) => self.seats_of(body, date),
            None => Vec::new(),
        }
    }

    /// The seats of a body of given arrangements on a day.
    pub fn seats_of<'a>(&'a self, body: &'a Body, date: Date) -> Vec<SeatOn<'a>> {
        let seat_on = |chair: ExpandedSeat<'a>| {
            let holder = self.holder(&chair.id, date);
            let in_force = body.exists_on(date)
                && covers(
                    chair.seat.starts.unwrap_or(Date::MIN),
                    chair.seat.ends,
                    date,
                )
                && self.gates_let(chair.seat, date);
            let standing = match (in_force, holder) {
                (false, _) => Standing::NotInForce,
                (true, Some(_)) => Standing::Filled,
                (true, None) if chair.seat.unless.is_some() => Standing::NotTakenUp,
                (true, None) => Standing::Vacant,
            };
            let holder = if in_force { holder } else { None };
            SeatOn {
                chair,
                standing,
                holder,
            }
        };
        body.seats().map(seat_on).collect()
    }

    /// One seat on a day.
    pub fn seat_on(&self, seat: &SeatId, date: Date) -> Option<SeatOn<'_>> {
        let body = seat.body();
        self.seats_on(&body, date)
            .into_iter()
            .find(|on| on.chair.id == *seat)
    }

    /// Whether someone acts for a partner on a day: they hold a seat that speaks for it, or a seat of it
    /// where it is a body, or stand in for one who does.
    pub fn represents(&self, person: PersonId, partner: &PartnerId, date: Date) -> bool {
        let Some(adoption) = self.in_force(date) else {
            return false;
        };
        adoption.arrangements.body.iter().any(|body| {
            let whole = body.id.as_partner() == *partner;
            self.seats_of(body, date).iter().any(|seat| {
                (whole || seat.partner() == Some(partner))
                    && self.speaks_for(person, seat.id(), date, None).is_some()
            })
        })
    }

    /// Every seat that a person holds on a day, over all bodies in force.
    pub fn seats_held(&self, person: PersonId, date: Date) -> Vec<SeatOn<'_>> {
        let Some(adoption) = self.in_force(date) else {
            return Vec::new();
        };
        let held = |seat: &SeatOn<'_>| seat.holder.is_some_and(|holder| holder.person == person);
        let bodies = adoption.arrangements.body.iter();
        bodies
            .flat_map(|body| self.seats_of(body, date))
            .filter(held)
            .collect()
    }
}
