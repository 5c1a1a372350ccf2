//! Raising an exception or log jam by hand: what is wrong and why, who answers for it, before which body
//! it comes, and the help or steer that is asked for (G07, protocols 5; S08).
//!
//! A member raises one from their seat on the body where it stands first, a log jam from any seat, and
//! the secretariat for whoever asks. It is public at once, and on that body's next agenda.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{About, ByRule, Entry, Sort, Unfit, again, unfit};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, ExceptionId, PartnerId, PersonId, SeatId},
    prose::{Prose, Title, Words},
};

/// Raises an exception or log jam.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RaiseException {
    /// What it is about.
    pub about: About,
    /// What it is called, in a few words.
    pub title: Title,
    /// What is wrong, and why.
    pub why: Words,
    /// The help or steer that is asked for; left out when it is only brought to notice.
    pub asks: Option<Words>,
    /// The partner that answers for it: an organisation or body.
    pub owner: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// The body before which it comes first.
    pub body: BodyId,
    /// The seat that raises it; left out when the secretariat raises it for someone else.
    pub seat: Option<SeatId>,
}

/// Why an exception is not raised.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RaiseExceptionRefused {
    /// Who answers for it is not known.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// No such body.
    #[error("the arrangements have no body {0}")]
    NoSuchBody(BodyId),
    /// What it is about is not known.
    #[error("there is no {0} {1}")]
    Unknown(&'static str, String),
    /// Nobody speaks for the seat.
    #[error("nobody holds the seat {0}")]
    NotHeld(SeatId),
    /// The seat is on another body.
    #[error("the seat {0} is not on the body {1}, where it would come first")]
    NotOnTheBody(SeatId, BodyId),
    /// The same is open already.
    #[error("{0} is about the same, and is open")]
    Open(ExceptionId),
}

use RaiseExceptionRefused::{NoSuchBody, NotHeld, NotOnTheBody, Open, Unknown};

impl Act for RaiseException {
    const NAME: &'static str = "exceptions.raise";
    const SUMMARY: &'static str =
        "Raise an exception or log jam, for a body to help with or to steer.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = RaiseExceptionRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        if record.structure.body(&self.body, today).is_none() {
            return Err(NoSuchBody(self.body.clone()));
        }
        if let Some((what, name)) = self.about.unknown(record, today) {
            return Err(Unknown(what, name));
        }
        unfit::known(record, &self.owner, today)?;
        if let Some(seat) = &self.seat {
            if record.structure.holder(seat, today).is_none() {
                return Err(NotHeld(seat.clone()));
            }
            if self.about.sort() == Sort::Exception && seat.body() != self.body {
                return Err(NotOnTheBody(seat.clone(), self.body.clone()));
            }
        }
        let mut open = record.exceptions.open();
        if let Some(open) = open.find(|open| open.about.is_as(&self.about)) {
            return Err(Open(open.id.clone()));
        }
        let raised = Raised {
            about: self.about.clone(),
            title: self.title.clone(),
            why: Prose::from(&self.why),
            asks: self.asks.as_ref().map(Prose::from),
            owner: self.owner.clone(),
            person: self.person,
            body: self.body.clone(),
            seat: self.seat.clone(),
            rule: None,
        };
        Ok(raise_all(record, minute, vec![raised]))
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

/// An exception that is to be raised.
pub(super) struct Raised {
    pub(super) about: About,
    pub(super) title: Title,
    pub(super) why: Prose,
    pub(super) asks: Option<Prose>,
    pub(super) owner: PartnerId,
    pub(super) person: Option<PersonId>,
    pub(super) body: BodyId,
    pub(super) seat: Option<SeatId>,
    pub(super) rule: Option<ByRule>,
}

/// The entries that raise exceptions, and put each on the next agenda of its body.
pub(super) fn raise_all(
    record: &Record,
    minute: &Minute,
    raised: Vec<Raised>,
) -> Vec<crate::Entry> {
    let on = minute.date_in(&record.structure.zone());
    let mut coming = Vec::new();
    let mut entries = Vec::new();
    for (others, raised) in raised.into_iter().enumerate() {
        let exception = record.exceptions.next_id(others);
        let waiting = again::waiting(&exception, raised.about.sort(), &raised.title);
        coming.push((raised.body.clone(), waiting));
        entries.push(crate::Entry::Exceptions(Entry::ExceptionRaised {
            exception,
            about: raised.about,
            title: raised.title,
            why: raised.why,
            asks: raised.asks,
            owner: raised.owner,
            person: raised.person,
            body: raised.body,
            seat: raised.seat,
            rule: raised.rule,
            on,
        }));
    }
    entries.extend(again::bring(record, minute, None, coming));
    entries
}

impl Refusal for RaiseExceptionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfit(unfit) => unfit.advice(),
            NoSuchBody(_) => Advice::new(
                "exceptions/no-such-body",
                "body",
                "Choose a body of the arrangements in force.",
            ),
            Unknown(..) => Advice::new(
                "exceptions/nothing-of-that-name",
                "about",
                "Choose something that the record knows, or tell it in words.",
            ),
            NotHeld(_) => Advice::new(
                "exceptions/seat-not-held",
                "seat",
                "Choose a seat that someone holds, or leave it out.",
            ),
            NotOnTheBody(..) => Advice::new(
                "exceptions/seat-elsewhere",
                "seat",
                "Raise it before the body of your seat, which may pass it on.",
            ),
            Open(_) => Advice::new(
                "exceptions/open-already",
                "about",
                "Report on the one that is open, or ask its body for a steer.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn raise(body: &str, name: Option<&str>) -> RaiseException {
        raise_exception(body, name)
    }

    // Requirement: PL5 at /{partnership}/exceptions/raise
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: &dyn Fn(&mut RaiseException)| {
            let mut act = raise("learning", None);
            change(&mut act);
            act
        };
        let there = Book::three_rivers;
        rules([
            (
                Book::new(),
                raise("learning", None),
                Err(NoSuchBody(id("learning"))),
            ),
            (there(), raise("learning", None), Ok(())),
            (there(), raise("learning", Some("learning.school")), Ok(())),
            (there(), raise("mars", None), Err(NoSuchBody(id("mars")))),
            (
                there(),
                raise("learning", Some("board.rural")),
                Err(NotHeld(seat("board.rural"))),
            ),
            (
                there(),
                raise("learning", Some("board.leader")),
                Err(NotOnTheBody(seat("board.leader"), id("learning"))),
            ),
            (
                there(),
                with(&|act| act.owner = id("mars")),
                Err(Unfit::NoSuchPartner(id("mars")).into()),
            ),
            (
                there(),
                with(&|act| {
                    act.about = About::LogJam {
                        theme: id("otters"),
                        area: id("mars"),
                    }
                }),
                Err(Unknown("theme", "otters".to_owned())),
            ),
            // Concerns in words are never the same.
            (
                there().after(raise("learning", None)),
                raise("learning", None),
                Ok(()),
            ),
        ]);
    }

    // Requirement: PL10 at /{partnership}/log-jams
    #[test]
    fn a_log_jam_may_be_raised_from_any_seat_and_once_at_a_time() {
        let jam = || raise_log_jam("learning", Some("board.leader"));
        let there = || Book::adopting(&with_themes()).fills();
        rules([
            (there(), jam(), Ok(())),
            (there().after(jam()), jam(), Err(Open(id("exception-1")))),
            (
                there(),
                RaiseException {
                    about: About::LogJam {
                        theme: id("learning"),
                        area: id("mars"),
                    },
                    ..jam()
                },
                Err(Unknown("area", "mars".to_owned())),
            ),
        ]);
    }
}
