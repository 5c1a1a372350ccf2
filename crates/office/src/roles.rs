//! The roles of the office's own staff: who serves as secretariat, administrator or finance.
//!
//! A role here is only a row. What each role may do is decided by the application; seats, chairs
//! and other offices of the partnership are in the record.

use crate::desk::{Row, short};
use crate::people::bump;
use crate::{Fault, Office};

/// A role of the office's staff in one partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Keeps the book: calls meetings, takes minutes, publishes papers.
    Secretariat,
    /// Looks after people and access, not the book.
    Administrator,
    /// Keeps the accounts of pooled money for the accountable body.
    Finance,
}

impl Role {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Secretariat, Self::Administrator, Self::Finance];

    /// The word for the role, in the table and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Secretariat => "secretariat",
            Self::Administrator => "administrator",
            Self::Finance => "finance",
        }
    }

    /// The role a word stands for, if it stands for one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl dyn Office + '_ {
    /// Grants a role. Granting it twice changes nothing, and keeps the first date.
    pub fn grant_role(
        &self,
        partnership: &str,
        person: &str,
        role: Role,
        now: i64,
    ) -> Result<(), Fault> {
        short("partnership", partnership)?;
        self.write(|desk| {
            let granted = desk.run(
                "INSERT INTO roles (partnership, person, role, granted) VALUES (?, ?, ?, ?) \
                 ON CONFLICT DO NOTHING",
                &[
                    partnership.into(),
                    person.into(),
                    role.word().into(),
                    now.into(),
                ],
            )?;
            if granted > 0 { bump(desk) } else { Ok(()) }
        })
    }

    /// Withdraws a role. Withdrawing one that is not held changes nothing.
    pub fn withdraw_role(&self, partnership: &str, person: &str, role: Role) -> Result<(), Fault> {
        self.write(|desk| {
            let withdrawn = desk.run(
                "DELETE FROM roles WHERE partnership = ? AND person = ? AND role = ?",
                &[partnership.into(), person.into(), role.word().into()],
            )?;
            if withdrawn > 0 { bump(desk) } else { Ok(()) }
        })
    }

    /// Every role held in a partnership, as (person's id, role, second since 1970 when it was granted),
    /// oldest first.
    pub fn roles_since(&self, partnership: &str) -> Result<Vec<(String, Role, i64)>, Fault> {
        self.ask_all(
            "SELECT person, role, granted FROM roles WHERE partnership = ? ORDER BY granted, person",
            &[partnership.into()],
            |row| {
                let (person, role) = holding(row)?;
                Ok((person, role, row.number()?))
            },
        )
    }

    /// Every role held in a partnership, as (person's id, role), ordered by both.
    pub fn roles(&self, partnership: &str) -> Result<Vec<(String, Role)>, Fault> {
        let mut held = self.ask_all(
            "SELECT person, role FROM roles WHERE partnership = ?",
            &[partnership.into()],
            holding,
        )?;
        held.sort();
        Ok(held)
    }
}

fn holding(row: &mut Row) -> Result<(String, Role), Fault> {
    let (person, word) = (row.text()?, row.text()?);
    let role = Role::from_word(&word)
        .ok_or_else(|| Fault::other("read a role", format!("\"{word}\" is no role")))?;
    Ok((person, role))
}
