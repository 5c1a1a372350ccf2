//! Single points of contact: a theme group's gatekeeper to the Board, its champion on the Management
//! Group, its link people (G07, protocols 3 and 6; S08, para 2.1).
//!
//! Which bodies have to name one is in the arrangements (`[[contact]]`).

use jiff::civil::Date;

use super::Structure;
use crate::{
    LineNo,
    arrangements::{ContactRole, ContactRule},
    id::{BodyId, ContactId, PersonId},
};

/// Someone who is the point of contact of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its name.
    pub id: ContactId,
    /// The body that named them.
    pub body: BodyId,
    /// Gatekeeper, champion or link.
    pub role: ContactRole,
    /// Towards which body.
    pub towards: BodyId,
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// Last day, where it has one.
    pub until: Option<Date>,
    /// The line of the book.
    pub line: LineNo,
}

impl Contact {
    /// Whether they are one on that day.
    pub fn on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// A contact that a body has to name, and has not.
#[derive(Debug, Clone)]
pub struct ContactGap<'a> {
    /// The body.
    pub body: &'a crate::arrangements::Body,
    /// The rule that asks for it.
    pub rule: &'a ContactRule,
    /// Towards which body.
    pub towards: &'a BodyId,
}

impl Structure {
    /// Every contact ever named, by its name.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values()
    }

    /// A contact.
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.get(id)
    }

    /// The contacts of a day, in the order in which they were named.
    pub fn contacts_on(&self, date: Date) -> Vec<&Contact> {
        let mut on: Vec<&Contact> = self.contacts().filter(|contact| contact.on(date)).collect();
        on.sort_by_key(|contact| contact.line);
        on
    }

    /// What the arrangements of a day ask bodies to name, and they have not.
    pub fn contact_gaps(&self, date: Date) -> Vec<ContactGap<'_>> {
        let Some(adoption) = self.in_force(date) else {
            return Vec::new();
        };
        let arrangements = &*adoption.arrangements;
        let there = self.contacts_on(date);
        let mut gaps = Vec::new();
        for rule in &arrangements.contact {
            let bodies = arrangements.body.iter();
            for body in bodies.filter(|body| rule.concerns(body) && body.exists_on(date)) {
                let named = |towards: &BodyId| {
                    let mut all = there.iter();
                    all.any(|one| {
                        one.body == body.id && one.role == rule.role && one.towards == *towards
                    })
                };
                let missing = rule.towards.iter().filter(|towards| !named(towards));
                gaps.extend(missing.map(|towards| ContactGap {
                    body,
                    rule,
                    towards,
                }));
            }
        }
        gaps
    }
}
