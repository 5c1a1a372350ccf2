//! Granting and withdrawing office roles.
//!
//! It decides that nobody grants themselves a role, and that the secretariat is never nobody. Who may
//! ask at all, the door of the page decides.

use office::Role;
use record::id::PersonId;

use crate::{Denied, House};

/// Why a role is not granted or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoleRefused {
    /// Whoever has a role could otherwise take every other.
    #[error("nobody grants themselves a role")]
    OwnRole,
    /// There would be nobody left to keep the book.
    #[error("this is the last of the secretariat")]
    LastOfSecretariat,
    /// The person is not known.
    #[error("this person is not known to the house")]
    NotKnown,
}

impl RoleRefused {
    /// The next step.
    pub fn help(self) -> &'static str {
        match self {
            Self::OwnRole => "Ask someone else of the secretariat, or an administrator.",
            Self::LastOfSecretariat => "Grant the role to someone else first.",
            Self::NotKnown => "Add the person first.",
        }
    }
}

impl House {
    /// Grants a role in a partnership, on behalf of someone. Granting it twice changes nothing.
    ///
    /// # Errors
    /// When the office cannot be asked. The refusal inside is an answer.
    pub fn grant_role(
        &self,
        partnership: &str,
        by: PersonId,
        person: PersonId,
        role: Role,
    ) -> Result<Result<(), RoleRefused>, Denied> {
        if by == person {
            return Ok(Err(RoleRefused::OwnRole));
        }
        if !self.names()?.knows(person) {
            return Ok(Err(RoleRefused::NotKnown));
        }
        let now = self.now().as_second();
        self.office()
            .grant_role(partnership, &person.to_string(), role, now)?;
        Ok(Ok(()))
    }

    /// Withdraws a role in a partnership. It counts from the next request on.
    ///
    /// # Errors
    /// When the office cannot be asked. The refusal inside is an answer.
    pub fn withdraw_role(
        &self,
        partnership: &str,
        person: PersonId,
        role: Role,
    ) -> Result<Result<(), RoleRefused>, Denied> {
        let person = person.to_string();
        if role == Role::Secretariat {
            let held = self.office().roles(partnership)?;
            let mut others = held
                .iter()
                .filter(|(held, of)| *of == role && *held != person);
            if others.next().is_none() {
                return Ok(Err(RoleRefused::LastOfSecretariat));
            }
        }
        self.office().withdraw_role(partnership, &person, role)?;
        Ok(Ok(()))
    }
}
