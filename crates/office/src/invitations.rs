//! Invitations: the secretariat asks somebody to sign in for the first time.
//!
//! An invitation lets its person in once, for a fortnight. Each person has at most one in a
//! partnership: to invite again ends the one before. What the letter says and what it leads to, the
//! application decides.

use crate::desk::{Row, fingerprint, first, short};
use crate::{Fault, Office};

/// How things stand with the invitation of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The person's id.
    pub person: String,
    /// When they were invited.
    pub invited: i64,
    /// The first second at which it lets nobody in.
    pub expires: i64,
    /// When they signed in by it.
    pub accepted: Option<i64>,
}

impl dyn Office + '_ {
    /// Keeps an invitation under the SHA-256 of `secret`, instead of any the person had here.
    pub fn invite(
        &self,
        secret: &str,
        partnership: &str,
        person: &str,
        now: i64,
        expires: i64,
    ) -> Result<(), Fault> {
        short("secret of the invitation", secret)?;
        short("partnership", partnership)?;
        let id = fingerprint(secret);
        self.write(|desk| {
            desk.run(
                "DELETE FROM invitations WHERE partnership = ? AND person = ?",
                &[partnership.into(), person.into()],
            )?;
            desk.run(
                "INSERT INTO invitations (id, partnership, person, invited, expires, accepted) \
                 VALUES (?, ?, ?, ?, ?, NULL)",
                &[
                    id.as_str().into(),
                    partnership.into(),
                    person.into(),
                    now.into(),
                    expires.into(),
                ],
            )?;
            Ok(())
        })
    }

    /// The invitations of a partnership, ordered by person.
    pub fn invitations(&self, partnership: &str) -> Result<Vec<Invitation>, Fault> {
        self.ask_all(
            "SELECT person, invited, expires, accepted FROM invitations \
             WHERE partnership = ? ORDER BY person",
            &[partnership.into()],
            invitation,
        )
    }

    /// Whom an invitation would let in now, and to which partnership, without using it up.
    pub fn invitation(&self, secret: &str, now: i64) -> Result<Option<(String, String)>, Fault> {
        self.ask_one(
            "SELECT person, partnership FROM invitations \
             WHERE id = ? AND expires > ? AND accepted IS NULL",
            &[fingerprint(secret).as_str().into(), now.into()],
            |row| Ok((row.text()?, row.text()?)),
        )
    }

    /// Uses an invitation up and says whom it lets in, and to which partnership.
    pub fn accept_invitation(
        &self,
        secret: &str,
        now: i64,
    ) -> Result<Option<(String, String)>, Fault> {
        let id = fingerprint(secret);
        self.write(|desk| {
            let rows = desk.ask(
                "UPDATE invitations SET accepted = ? \
                 WHERE id = ? AND expires > ? AND accepted IS NULL RETURNING person, partnership",
                &[now.into(), id.as_str().into(), now.into()],
            )?;
            first(rows, |row| Ok((row.text()?, row.text()?)))
        })
    }

    /// Notes that somebody signed in by other means: their invitations are answered by that.
    pub fn answer_invitations(&self, person: &str, now: i64) -> Result<(), Fault> {
        self.run(
            "UPDATE invitations SET accepted = ? WHERE person = ? AND accepted IS NULL",
            &[now.into(), person.into()],
        )?;
        Ok(())
    }
}

fn invitation(row: &mut Row) -> Result<Invitation, Fault> {
    Ok(Invitation {
        person: row.text()?,
        invited: row.number()?,
        expires: row.number()?,
        accepted: row.perhaps_number()?,
    })
}
