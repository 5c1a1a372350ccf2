//! API tokens: a secret with which a program acts for one person in one partnership.
//!
//! A token may never do more than its person may; that is the application's affair. Here it is
//! kept, found, listed and revoked, and it is found only in the partnership it was made for.

use crate::desk::{Row, fingerprint, short};
use crate::{Fault, Office};

/// A token as it is listed. The secret itself is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is called when it is revoked. Knowing it opens nothing.
    pub id: String,
    /// Whom the program acts for: a person's id.
    pub person: String,
    /// What the token is for, in its maker's words.
    pub label: String,
    /// When it was made.
    pub made: i64,
    /// The first second at which it no longer works, if it ever stops.
    pub expires: Option<i64>,
}

/// Whom a token acts for, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHolder {
    /// The person's id.
    pub person: String,
    /// The only partnership in which it may act.
    pub partnership: String,
    /// What the token is for.
    pub label: String,
}

impl dyn Office + '_ {
    /// Keeps a token under the SHA-256 of `secret`, which must be random and of at least 128 bits.
    pub fn add_token(
        &self,
        secret: &str,
        person: &str,
        partnership: &str,
        label: &str,
        now: i64,
        expires: Option<i64>,
    ) -> Result<(), Fault> {
        short("secret of the token", secret)?;
        short("partnership", partnership)?;
        short("label of the token", label)?;
        self.run(
            "INSERT INTO tokens (id, person, partnership, label, made, expires) \
             VALUES (?, ?, ?, ?, ?, ?)",
            &[
                fingerprint(secret).as_str().into(),
                person.into(),
                partnership.into(),
                label.into(),
                now.into(),
                expires.into(),
            ],
        )?;
        Ok(())
    }

    /// Whom a token acts for now; `None` if it is unknown, expired or revoked.
    pub fn token(&self, secret: &str, now: i64) -> Result<Option<TokenHolder>, Fault> {
        self.ask_one(
            "SELECT person, partnership, label FROM tokens \
             WHERE id = ? AND (expires IS NULL OR expires > ?)",
            &[fingerprint(secret).as_str().into(), now.into()],
            |row| {
                let (person, partnership, label) = (row.text()?, row.text()?, row.text()?);
                Ok(TokenHolder {
                    person,
                    partnership,
                    label,
                })
            },
        )
    }

    /// The tokens of a partnership, newest first, expired ones included.
    pub fn tokens(&self, partnership: &str) -> Result<Vec<Token>, Fault> {
        self.ask_all(
            "SELECT id, person, label, made, expires FROM tokens WHERE partnership = ? \
             ORDER BY made DESC, id",
            &[partnership.into()],
            token,
        )
    }

    /// Revokes a token by its id, from the next request on. Says whether there was one.
    pub fn revoke_token(&self, id: &str) -> Result<bool, Fault> {
        Ok(self.run("DELETE FROM tokens WHERE id = ?", &[id.into()])? > 0)
    }
}

fn token(row: &mut Row) -> Result<Token, Fault> {
    Ok(Token {
        id: row.text()?,
        person: row.text()?,
        label: row.text()?,
        made: row.number()?,
        expires: row.perhaps_number()?,
    })
}
