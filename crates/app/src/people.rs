//! Names of people and their office roles, kept at hand so that pages need not ask for them.
//!
//! Read anew whenever the office's revision has moved on.

use std::collections::{BTreeMap, BTreeSet};

use office::{Office, Role};
use record::id::PersonId;

use crate::{Denied, House};

/// Someone known to the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their number.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// Everyone known to the house, as the office stood at a revision.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub(crate) revision: u64,
    /// For how many partnerships roles were read.
    pub(crate) partnerships: usize,
    people: BTreeMap<PersonId, String>,
    roles: BTreeSet<(String, PersonId, &'static str)>,
}

impl Names {
    pub(crate) fn read(
        office: &dyn Office,
        partnerships: &[String],
    ) -> Result<Self, office::Fault> {
        let revision = office.revision()?;
        let known = |person: office::Person| Some((person.id.parse().ok()?, person.name));
        let people = office.people()?.into_iter().filter_map(known).collect();
        let mut roles = BTreeSet::new();
        for partnership in partnerships {
            for (person, role) in office.roles(partnership)? {
                if let Ok(person) = person.parse() {
                    roles.insert((partnership.clone(), person, role.word()));
                }
            }
        }
        Ok(Self {
            revision,
            partnerships: partnerships.len(),
            people,
            roles,
        })
    }

    /// A person's name, or what is shown once it has been erased.
    pub fn of(&self, person: PersonId) -> &str {
        self.people
            .get(&person)
            .map_or("a former member", String::as_str)
    }

    /// Everyone, in no order that means anything.
    pub(crate) fn each(&self) -> impl Iterator<Item = (PersonId, &str)> {
        self.people.iter().map(|(id, name)| (*id, name.as_str()))
    }

    /// Whether the house knows the person.
    pub fn knows(&self, person: PersonId) -> bool {
        self.people.contains_key(&person)
    }

    /// Everyone, by name.
    pub fn all(&self) -> Vec<Person> {
        let mut all: Vec<Person> = self
            .people
            .iter()
            .map(|(id, name)| Person {
                id: *id,
                name: name.clone(),
            })
            .collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }

    /// Whether a person has an office role in a partnership.
    pub fn has_role(&self, partnership: &str, person: PersonId, role: Role) -> bool {
        self.roles
            .contains(&(partnership.to_owned(), person, role.word()))
    }
}

impl House {
    /// Makes someone known to the house, and gives the number by which the book speaks of them.
    /// Errors when the name or the address is not fit, or the address is someone else's.
    pub fn add_person(&self, name: &str, email: Option<&str>) -> Result<PersonId, Denied> {
        let mut number = [0; 16];
        number.copy_from_slice(&self.chance()[..16]);
        let id = PersonId(number);
        let (name, email) = (name.trim().to_owned(), email.map(str::to_owned));
        self.office.add_person(&office::Person {
            id: id.to_string(),
            name,
            email,
        })?;
        Ok(id)
    }

    /// Corrects a person's name and e-mail address.
    pub fn correct_person(
        &self,
        id: PersonId,
        name: &str,
        email: Option<&str>,
    ) -> Result<(), Denied> {
        let id = id.to_string();
        // The address first: it is what may be refused.
        self.office().change_email(&id, email)?;
        Ok(self.office().rename_person(&id, name)?)
    }

    /// A person's e-mail address, where the house has one.
    pub fn email_of(&self, id: PersonId) -> Result<Option<String>, Denied> {
        let person = self.office().person(&id.to_string())?;
        Ok(person.and_then(|person| person.email))
    }
}
