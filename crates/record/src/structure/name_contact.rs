//! Naming a single point of contact of a body (G07, protocols 3 and 6).
//!
//! There is one of each role towards each body at a time: that is what makes it single. Where the
//! arrangements ask that the contact sits on the other body, they have to hold a member's seat there.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Holding, Structure};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::{ContactRole, ContactRule},
    id::{BodyId, ContactId, PersonId},
    say_day,
};

/// Names a point of contact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameContact {
    /// The body whose contact they are.
    pub body: BodyId,
    /// Gatekeeper, champion or link.
    pub role: ContactRole,
    /// Towards which body; left out, the one that the arrangements name for the role.
    pub towards: Option<BodyId>,
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// Last day, where it has one.
    pub until: Option<Date>,
}

/// Why nobody is named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameContactRefused {
    /// No such body.
    #[error("there is no body {0} on {day}", day = say_day(*.1))]
    NoSuchBody(BodyId, Date),
    /// Nothing says towards which body.
    #[error("nothing says towards which body: the arrangements name none, or more than one")]
    TowardsWhom,
    /// The other body is not there.
    #[error("there is no body {0} on {day} to be in touch with", day = say_day(*.1))]
    NobodyThere(BodyId, Date),
    /// The body itself.
    #[error("a body needs no contact with itself")]
    Itself,
    /// The last day is before the first.
    #[error("the last day, {}, is before the first, {}", say_day(*.until), say_day(*.from))]
    EndsBeforeItBegins {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
    /// Someone is that already.
    #[error("someone is that already, from {}", say_day(*.from))]
    Named {
        /// The contact that stands in the way.
        contact: ContactId,
        /// Its first day.
        from: Date,
    },
    /// They do not sit where they have to.
    #[error("this person holds no member's seat on {towards} on {day}", day = say_day(*.from))]
    DoesNotSitThere {
        /// The body.
        towards: BodyId,
        /// The first day.
        from: Date,
        /// The paragraph that asks for it.
        clause: Option<String>,
    },
}

use NameContactRefused::{
    DoesNotSitThere, EndsBeforeItBegins, Itself, Named, NoSuchBody, NobodyThere, TowardsWhom,
};

impl Act for NameContact {
    const NAME: &'static str = "structure.name-contact";
    const SUMMARY: &'static str =
        "Name a body's single point of contact: gatekeeper, champion or link person.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = NameContactRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let unknown = || NoSuchBody(self.body.clone(), self.from);
        let (adoption, body) = structure.body(&self.body, self.from).ok_or_else(unknown)?;
        if !body.exists_on(self.from) {
            return Err(unknown());
        }
        let rules: Vec<&ContactRule> = adoption
            .arrangements
            .contact
            .iter()
            .filter(|rule| rule.role == self.role && rule.concerns(body))
            .collect();
        let towards = self.towards(&rules)?;
        if towards == self.body {
            return Err(Itself);
        }
        let there = adoption.arrangements.body(&towards);
        if !there.is_some_and(|other| other.exists_on(self.from)) {
            return Err(NobodyThere(towards, self.from));
        }
        if let Some(until) = self.until.filter(|until| *until < self.from) {
            return Err(EndsBeforeItBegins {
                from: self.from,
                until,
            });
        }
        if let Some(other) = self.another(structure, &towards) {
            return Err(other);
        }
        let asked = rules
            .iter()
            .find(|rule| rule.sits_there && rule.towards.contains(&towards));
        if let Some(rule) = asked.filter(|_| !sits(structure, self.person, &towards, self.from)) {
            return Err(DoesNotSitThere {
                towards,
                from: self.from,
                clause: rule.clause.clone(),
            });
        }
        Ok(vec![crate::Entry::Structure(Entry::ContactNamed {
            contact: self.next_name(structure),
            body: self.body.clone(),
            role: self.role,
            towards,
            person: self.person,
            from: self.from,
            until: self.until,
        })])
    }

    fn people(&self) -> Vec<PersonId> {
        vec![self.person]
    }
}

impl NameContact {
    fn towards(&self, rules: &[&ContactRule]) -> Result<BodyId, NameContactRefused> {
        if let Some(towards) = &self.towards {
            return Ok(towards.clone());
        }
        let mut all = rules.iter().flat_map(|rule| &rule.towards);
        match (all.next(), all.next()) {
            (Some(only), None) => Ok(only.clone()),
            _ => Err(TowardsWhom),
        }
    }

    /// Someone who is the same on a day that both would share.
    fn another(&self, structure: &Structure, towards: &BodyId) -> Option<NameContactRefused> {
        let other = structure.contacts().find(|other| {
            let span = Holding {
                person: other.person,
                partner: None,
                from: other.from,
                until: other.until,
                nomination: None,
                post: None,
                mandate: None,
                ground: None,
                line: other.line,
            };
            other.body == self.body
                && other.role == self.role
                && other.towards == *towards
                && span.meets(self.from, self.until)
        })?;
        Some(Named {
            contact: other.id.clone(),
            from: other.from,
        })
    }

    fn next_name(&self, structure: &Structure) -> ContactId {
        let alike = |other: &&super::Contact| other.body == self.body && other.role == self.role;
        let role = match self.role {
            ContactRole::Gatekeeper => "gatekeeper",
            ContactRole::Champion => "champion",
            ContactRole::Link => "link",
        };
        ContactId::of(
            &self.body,
            role,
            structure.contacts().filter(alike).count() + 1,
        )
    }
}

/// Whether someone holds a member's seat on a body on a day.
fn sits(structure: &Structure, person: PersonId, body: &BodyId, date: Date) -> bool {
    structure.seats_on(body, date).iter().any(|seat| {
        seat.chair.seat.counts() && seat.holder.is_some_and(|holder| holder.person == person)
    })
}

impl Refusal for NameContactRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchBody(..) => Advice::new(
                "structure/no-such-body",
                "body",
                "Choose a body that exists on that day.",
            ),
            TowardsWhom => Advice::new(
                "structure/towards-whom",
                "towards",
                "Choose the body with which they are to be in touch.",
            ),
            NobodyThere(..) => Advice::new(
                "structure/no-such-body",
                "towards",
                "Choose a body that exists on that day.",
            ),
            Itself => Advice::new("structure/itself", "towards", "Choose another body."),
            EndsBeforeItBegins { .. } => Advice::new(
                "structure/ends-before-it-begins",
                "until",
                "Choose a last day on or after the first.",
            ),
            Named { .. } => Advice::new(
                "structure/contact-named",
                "from",
                "End the present one first, or choose days after it.",
            ),
            DoesNotSitThere { clause, .. } => Advice::new(
                "structure/does-not-sit-there",
                "person",
                "Name someone who sits there, or appoint them first.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn gatekeeper() -> NameContact {
        name_contact("learning", ContactRole::Gatekeeper, Some("board"), 700)
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let asked = || Book::adopting(&format!("{ARRANGEMENTS}{CONTACTS}")).fills();
        let from = date("2007-05-01");
        let champion = |number| name_contact("learning", ContactRole::Champion, None, number);
        let nurse = || Appointed::of("executive.nurse");
        let until = |day: &str| NameContact {
            until: Some(date(day)),
            ..gatekeeper()
        };
        let named = || asked().after(gatekeeper());
        rules([
            (asked(), gatekeeper(), Ok(())),
            (Book::three_rivers(), gatekeeper(), Ok(())),
            (
                asked(),
                name_contact("mars", ContactRole::Gatekeeper, Some("board"), 700),
                Err(NoSuchBody(id("mars"), from)),
            ),
            (
                asked(),
                name_contact("learning", ContactRole::Link, None, 700),
                Err(TowardsWhom),
            ),
            (
                asked(),
                name_contact("learning", ContactRole::Link, Some("mars"), 700),
                Err(NobodyThere(id("mars"), from)),
            ),
            (
                asked(),
                name_contact("learning", ContactRole::Link, Some("learning"), 700),
                Err(Itself),
            ),
            (
                asked(),
                until("2007-04-30"),
                Err(EndsBeforeItBegins {
                    from,
                    until: date("2007-04-30"),
                }),
            ),
            (
                named(),
                gatekeeper(),
                Err(Named {
                    contact: id("learning-gatekeeper-1"),
                    from,
                }),
            ),
            // Another role, and the same towards another body, stand in nobody's way.
            (
                named(),
                name_contact("learning", ContactRole::Gatekeeper, Some("forum"), 701),
                Ok(()),
            ),
            (named(), champion(nurse().number), Ok(())),
            (
                named(),
                champion(700),
                Err(DoesNotSitThere {
                    towards: id("executive"),
                    from,
                    clause: Some("21".to_owned()),
                }),
            ),
        ]);
    }

    /// Someone of Three Rivers, by their number.
    struct Appointed {
        number: u32,
    }

    impl Appointed {
        fn of(seat: &str) -> Self {
            let PersonId(bytes) = holder_of(seat);
            let number = u128::from_be_bytes(bytes);
            Self {
                number: u32::try_from(number).unwrap(),
            }
        }
    }

    #[test]
    fn whom_the_arrangements_ask_for_is_missing_until_named() {
        let book = Book::adopting(&format!("{ARRANGEMENTS}{CONTACTS}")).fills();
        let gaps = |book: &Book, day: &str| book.record.structure.contact_gaps(date(day)).len();
        assert_eq!(gaps(&book, "2007-05-01"), 2);
        let book = book.after(gatekeeper());
        assert_eq!(
            (gaps(&book, "2007-04-30"), gaps(&book, "2007-05-01")),
            (2, 1)
        );
        let book = book.after(crate::structure::EndContact {
            contact: id("learning-gatekeeper-1"),
            on: date("2007-05-31"),
        });
        assert_eq!(
            (gaps(&book, "2007-05-31"), gaps(&book, "2007-06-01")),
            (1, 2)
        );
    }
}
