//! The people: who is behind the opaque ids in the book, and how to reach them.
//!
//! This is the only place that holds a name or an address, so that a person can be corrected or
//! erased while the book stays as it was written. What a person holds (a seat, an office) is in
//! the record, not here.

use crate::address::is_address;
use crate::desk::{Row, short};
use crate::{Desk, Fault, Office};

/// A person, as the office knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The opaque 128-bit id that the book uses, as 32 hexadecimal digits.
    pub id: String,
    /// Their name, as they write it.
    pub name: String,
    /// Their email address, if known. No two people share one, whatever the case of its letters.
    pub email: Option<String>,
}

impl dyn Office + '_ {
    /// How often people, roles or settings have changed. A node that remembers the number need
    /// only ask again to know whether what it remembers still holds: one row, one short question.
    pub fn revision(&self) -> Result<u64, Fault> {
        let number = self.ask_one("SELECT number FROM revision", &[], Row::number)?;
        Ok(number.unwrap_or(0).unsigned_abs())
    }

    /// Enters a new person. Refuses an id or an email address that someone has already.
    pub fn add_person(&self, person: &Person) -> Result<(), Fault> {
        short("person's id", &person.id)?;
        short("name", &person.name)?;
        let email_key = email_key(person.email.as_deref())?;
        self.write(|desk| {
            desk.run(
                "INSERT INTO people (id, name, email, email_key) VALUES (?, ?, ?, ?)",
                &[
                    person.id.as_str().into(),
                    person.name.as_str().into(),
                    person.email.as_deref().into(),
                    email_key.as_deref().into(),
                ],
            )?;
            bump(desk)
        })
    }

    /// Corrects a person's name.
    pub fn rename_person(&self, id: &str, name: &str) -> Result<(), Fault> {
        short("name", name)?;
        self.write(|desk| {
            let touched = desk.run(
                "UPDATE people SET name = ? WHERE id = ?",
                &[name.into(), id.into()],
            )?;
            known(touched)?;
            bump(desk)
        })
    }

    /// Corrects a person's email address, or removes it.
    pub fn change_email(&self, id: &str, email: Option<&str>) -> Result<(), Fault> {
        let email_key = email_key(email)?;
        self.write(|desk| {
            let touched = desk.run(
                "UPDATE people SET email = ?, email_key = ? WHERE id = ?",
                &[email.into(), email_key.as_deref().into(), id.into()],
            )?;
            known(touched)?;
            bump(desk)
        })
    }

    /// Everyone, ordered by id.
    pub fn people(&self) -> Result<Vec<Person>, Fault> {
        let mut people = self.ask_all("SELECT id, name, email FROM people", &[], person)?;
        // Sorted here, because the databases do not agree on the order of letters.
        people.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(people)
    }

    /// One person by id.
    pub fn person(&self, id: &str) -> Result<Option<Person>, Fault> {
        self.ask_one(
            "SELECT id, name, email FROM people WHERE id = ?",
            &[id.into()],
            person,
        )
    }

    /// The person with this email address, whatever the case of its letters.
    pub fn person_with_email(&self, email: &str) -> Result<Option<Person>, Fault> {
        short("email address", email)?;
        self.ask_one(
            "SELECT id, name, email FROM people WHERE email_key = ?",
            &[email.trim().to_lowercase().as_str().into()],
            person,
        )
    }

    /// Erases a person: the row, their roles, links, sessions, tokens, receipts, calendar address, letters and wishes
    /// about letters, and what these left in
    /// the database's files. Says whether there was such a person. Drafts they wrote keep only the
    /// opaque id. Backups are cleared by their own rule, and the application's memory by its own.
    ///
    /// If it fails after the row has gone, do it again: the clearing is repeated.
    pub fn erase_person(&self, id: &str) -> Result<bool, Fault> {
        let erased = self.write(|desk| {
            // Letters to their address from before the house knew whose it was.
            desk.run(
                "DELETE FROM outbox WHERE address_key = (SELECT email_key FROM people WHERE id = ?)",
                &[id.into()],
            )?;
            let touched = desk.run("DELETE FROM people WHERE id = ?", &[id.into()])?;
            if touched > 0 {
                bump(desk)?;
            }
            Ok(touched > 0)
        })?;
        self.scrub(&crate::personal::tables())?;
        Ok(erased)
    }
}

/// Counts a change of people, roles or settings, in the transaction that makes it.
pub(crate) fn bump(desk: &mut dyn Desk) -> Result<(), Fault> {
    desk.run("UPDATE revision SET number = number + 1", &[])?;
    Ok(())
}

/// Refuses when a statement that should have touched a person touched none.
pub(crate) fn known(touched: u64) -> Result<(), Fault> {
    if touched == 0 {
        Err(Fault::Unknown { what: "person" })
    } else {
        Ok(())
    }
}

/// How an email address is compared. Worked out here because each database has its own idea of
/// small letters.
fn email_key(email: Option<&str>) -> Result<Option<String>, Fault> {
    let Some(email) = email else { return Ok(None) };
    short("email address", email)?;
    if !is_address(email.trim()) {
        return Err(Fault::Unfit {
            what: "email address",
        });
    }
    Ok(Some(email.trim().to_lowercase()))
}

fn person(row: &mut Row) -> Result<Person, Fault> {
    Ok(Person {
        id: row.text()?,
        name: row.text()?,
        email: row.perhaps_text()?,
    })
}
