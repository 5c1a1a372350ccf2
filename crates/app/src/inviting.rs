//! Invitations: who has been asked to sign in, and how it stands.
//!
//! It decides whom the secretariat may want to invite: whoever holds a seat or stands in for one, today
//! or later, and whoever has an office role. Letters and links are made where the pages are.

use jiff::civil::Date;
use office::Role;
use record::id::PersonId;

use crate::{Denied, House, Person, Reading};

/// How it stands with the invitation of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    /// Nobody invited them, and they have no passkey.
    NotYet,
    /// They were invited, and have not answered.
    Waiting {
        /// The day they were invited.
        since: Date,
        /// The day on which the invitation expires.
        until: Date,
    },
    /// They were invited, and did not answer in time.
    Expired {
        /// The day they were invited.
        since: Date,
    },
    /// They have signed in.
    Accepted {
        /// The day on which they did, where an invitation tells.
        on: Option<Date>,
    },
}

impl Invited {
    /// Whether the secretariat waits for an answer, in time or not.
    pub fn is_unanswered(self) -> bool {
        matches!(self, Self::Waiting { .. } | Self::Expired { .. })
    }
}

/// Somebody who may be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// Who it is.
    pub person: Person,
    /// Their e-mail address, where the house has one.
    pub email: Option<String>,
    /// How it stands.
    pub invited: Invited,
}

impl House {
    /// Everyone who may be invited to a partnership, by name, and how it stands with each.
    pub fn invitees(&self, reading: &Reading) -> Result<Vec<Invitee>, Denied> {
        let sent = self.office.invitations(&reading.partnership)?;
        let today = reading.today();
        let now = self.now().as_second();
        let day = |second: i64| {
            let moment = jiff::Timestamp::from_second(second).unwrap_or_default();
            moment.to_zoned(reading.zone()).date()
        };
        let mut invitees = Vec::new();
        for person in reading.names.all() {
            if !belongs(reading, person.id, today) {
                continue;
            }
            let number = person.id.to_string();
            let invitation = sent.iter().find(|sent| sent.person == number);
            let invited = match invitation {
                Some(sent) => match sent.accepted {
                    Some(on) => Invited::Accepted { on: Some(day(on)) },
                    None if now < sent.expires => Invited::Waiting {
                        since: day(sent.invited),
                        until: day(sent.expires),
                    },
                    None => Invited::Expired {
                        since: day(sent.invited),
                    },
                },
                None if self.office.passkeys_of(&number)?.is_empty() => Invited::NotYet,
                None => Invited::Accepted { on: None },
            };
            invitees.push(Invitee {
                email: self.email_of(person.id)?,
                person,
                invited,
            });
        }
        Ok(invitees)
    }

    /// How many were invited to a partnership and have not answered.
    pub fn unanswered_invitations(&self, reading: &Reading) -> Result<usize, Denied> {
        let sent = self.office.invitations(&reading.partnership)?;
        let unanswered = sent.iter().filter(|sent| sent.accepted.is_none());
        Ok(unanswered.count())
    }
}

fn belongs(reading: &Reading, person: PersonId, today: Date) -> bool {
    let names = &reading.names;
    let mut last_days = reading.record.structure.last_days(person);
    last_days.any(|until| until.is_none_or(|until| today <= until))
        || Role::ALL
            .into_iter()
            .any(|role| names.has_role(&reading.partnership, person, role))
}
