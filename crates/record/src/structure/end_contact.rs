//! Ending the naming of a point of contact: the day given is the last.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::ContactId,
    say_day,
};

/// Ends a naming.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndContact {
    /// The contact.
    pub contact: ContactId,
    /// Last day.
    pub on: Date,
}

/// Why a naming does not end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndContactRefused {
    /// No such contact.
    #[error("there is no contact {0}")]
    NoSuchContact(ContactId),
    /// Not one on that day.
    #[error("{contact} is none on {day}", day = say_day(*.on))]
    NotThen {
        /// The contact.
        contact: ContactId,
        /// The day.
        on: Date,
    },
    /// It ends on that day anyway.
    #[error("it ends on {} already", say_day(*.0))]
    EndsThen(Date),
}

use EndContactRefused::{EndsThen, NoSuchContact, NotThen};

impl Act for EndContact {
    const NAME: &'static str = "structure.end-contact";
    const SUMMARY: &'static str = "End the naming of a body's point of contact.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = EndContactRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let contact = record.structure.contact(&self.contact);
        let contact = contact.ok_or_else(|| NoSuchContact(self.contact.clone()))?;
        if !contact.on(self.on) {
            return Err(NotThen {
                contact: self.contact.clone(),
                on: self.on,
            });
        }
        if contact.until == Some(self.on) {
            return Err(EndsThen(self.on));
        }
        Ok(vec![crate::Entry::Structure(Entry::ContactEnded {
            contact: self.contact.clone(),
            on: self.on,
        })])
    }
}

impl Refusal for EndContactRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchContact(_) => Advice::new(
                "structure/no-such-contact",
                "contact",
                "Choose a contact from the body's page.",
            ),
            NotThen { .. } => Advice::new(
                "structure/not-then",
                "on",
                "Choose a day between the first and the last.",
            ),
            EndsThen(_) => Advice::new("structure/ends-then", "on", "There is nothing to do."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{arrangements::ContactRole, testkit::*};

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let named = || {
            let link = name_contact("learning", ContactRole::Link, Some("forum"), 700);
            Book::three_rivers().after(link)
        };
        let contact: ContactId = id("learning-link-1");
        let end = |on: &str| EndContact {
            contact: contact.clone(),
            on: date(on),
        };
        rules([
            (named(), end("2007-06-01"), Ok(())),
            (
                Book::three_rivers(),
                end("2007-06-01"),
                Err(NoSuchContact(contact.clone())),
            ),
            (
                named(),
                end("2007-04-30"),
                Err(NotThen {
                    contact: contact.clone(),
                    on: date("2007-04-30"),
                }),
            ),
            (
                named().after(end("2007-06-01")),
                end("2007-06-01"),
                Err(EndsThen(date("2007-06-01"))),
            ),
            (
                named().after(end("2007-06-01")),
                end("2007-06-02"),
                Err(NotThen {
                    contact: contact.clone(),
                    on: date("2007-06-02"),
                }),
            ),
        ]);
    }
}
