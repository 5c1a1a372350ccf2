//! Secret addresses of calendars: whoever knows one may read the dates of one person's meetings.
//!
//! A calendar program cannot sign in, so the address is the key. There is one for each person in a
//! partnership; making another, or revoking it, ends the one before.

use crate::desk::{fingerprint, short};
use crate::{Fault, Office};

impl dyn Office + '_ {
    /// Keeps an address under the SHA-256 of `secret`, which must be random and of at least 128 bits,
    /// in the place of the one that the person had in that partnership.
    pub fn set_feed(
        &self,
        secret: &str,
        person: &str,
        partnership: &str,
        now: i64,
    ) -> Result<(), Fault> {
        short("secret of the calendar", secret)?;
        short("partnership", partnership)?;
        let id = fingerprint(secret);
        self.write(|desk| {
            desk.run(
                "DELETE FROM feeds WHERE person = ? AND partnership = ?",
                &[person.into(), partnership.into()],
            )?;
            desk.run(
                "INSERT INTO feeds (id, person, partnership, made) VALUES (?, ?, ?, ?)",
                &[
                    id.as_str().into(),
                    person.into(),
                    partnership.into(),
                    now.into(),
                ],
            )
        })?;
        Ok(())
    }

    /// Whose calendar a secret address in a partnership is; `None` if it is unknown or revoked.
    pub fn feed(&self, secret: &str, partnership: &str) -> Result<Option<String>, Fault> {
        self.ask_one(
            "SELECT person FROM feeds WHERE id = ? AND partnership = ?",
            &[fingerprint(secret).as_str().into(), partnership.into()],
            |row| row.text(),
        )
    }

    /// When a person's address in a partnership was made; `None` if they have none.
    pub fn feed_of(&self, person: &str, partnership: &str) -> Result<Option<i64>, Fault> {
        self.ask_one(
            "SELECT made FROM feeds WHERE person = ? AND partnership = ?",
            &[person.into(), partnership.into()],
            |row| row.number(),
        )
    }

    /// Revokes a person's address in a partnership. Says whether there was one.
    pub fn revoke_feed(&self, person: &str, partnership: &str) -> Result<bool, Fault> {
        let gone = self.run(
            "DELETE FROM feeds WHERE person = ? AND partnership = ?",
            &[person.into(), partnership.into()],
        )?;
        Ok(gone > 0)
    }
}
