//! Passkeys, and what was asked of a device until its answer comes.
//!
//! A passkey here is a name, a person, and the public half of a key as the application wrote it; what
//! the office keeps of it lets nobody in. What was asked is kept between two requests, because there
//! may be several nodes, and is taken once. Whether an answer is right, the application decides.

use crate::desk::{Row, fingerprint, first, short, within};
use crate::{Fault, Means, Office};

/// The most bytes of a passkey, or of what was asked of one.
const LONGEST: usize = 64 * 1024;

/// The most passkeys of one person.
pub const MOST_PASSKEYS: usize = 20;

/// A passkey somebody added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// What the device calls it, as text.
    pub id: String,
    /// Whose it is: a person's id.
    pub person: String,
    /// What they call it, such as "Work laptop".
    pub name: String,
    /// The public key and its counter, as the application wrote them.
    pub credential: String,
    /// How they had signed in when they added it.
    pub means: Means,
    /// When they added it.
    pub added: i64,
    /// When they last signed in with it.
    pub used: Option<i64>,
}

impl dyn Office + '_ {
    /// Adds a passkey. Refuses one that is known already, whoever's it is, and one too many.
    pub fn add_passkey(&self, passkey: &Passkey) -> Result<(), Fault> {
        short("passkey's id", &passkey.id)?;
        short("name of the passkey", &passkey.name)?;
        within("passkey", &passkey.credential, LONGEST)?;
        self.write(|desk| {
            let added = desk.run(
                "INSERT INTO passkeys (id, person, name, credential, means, added, used) \
                 SELECT ?, ?, ?, ?, ?, ?, NULL \
                 WHERE (SELECT COUNT(*) FROM passkeys WHERE person = ?) < ?",
                &[
                    passkey.id.as_str().into(),
                    passkey.person.as_str().into(),
                    passkey.name.as_str().into(),
                    passkey.credential.as_str().into(),
                    passkey.means.word().into(),
                    passkey.added.into(),
                    passkey.person.as_str().into(),
                    i64::try_from(MOST_PASSKEYS).unwrap_or(i64::MAX).into(),
                ],
            )?;
            if added == 0 {
                return Err(Fault::Unfit {
                    what: "number of passkeys",
                });
            }
            Ok(())
        })
    }

    /// A passkey by what the device calls it.
    pub fn passkey(&self, id: &str) -> Result<Option<Passkey>, Fault> {
        self.ask_one(
            "SELECT id, person, name, credential, means, added, used FROM passkeys WHERE id = ?",
            &[id.into()],
            passkey,
        )
    }

    /// The passkeys of a person, oldest first.
    pub fn passkeys_of(&self, person: &str) -> Result<Vec<Passkey>, Fault> {
        self.ask_all(
            "SELECT id, person, name, credential, means, added, used FROM passkeys \
             WHERE person = ? ORDER BY added, id",
            &[person.into()],
            passkey,
        )
    }

    /// Notes that a passkey was used. `before` is what was known of it when the answer was judged: of
    /// two answers judged at once, the second is refused. Says whether it was noted.
    pub fn use_passkey(
        &self,
        id: &str,
        before: &str,
        credential: &str,
        now: i64,
    ) -> Result<bool, Fault> {
        within("passkey", credential, LONGEST)?;
        let noted = self.run(
            "UPDATE passkeys SET credential = ?, used = ? WHERE id = ? AND credential = ?",
            &[credential.into(), now.into(), id.into(), before.into()],
        )?;
        Ok(noted > 0)
    }

    /// Removes a passkey of a person. Says whether there was one.
    pub fn remove_passkey(&self, person: &str, id: &str) -> Result<bool, Fault> {
        let removed = self.run(
            "DELETE FROM passkeys WHERE id = ? AND person = ?",
            &[id.into(), person.into()],
        )?;
        Ok(removed > 0)
    }

    /// Removes every passkey of a person, for somebody who lost what they signed in with. Says how many
    /// there were.
    pub fn remove_passkeys_of(&self, person: &str) -> Result<u64, Fault> {
        self.run("DELETE FROM passkeys WHERE person = ?", &[person.into()])
    }

    /// Keeps what was asked of a device under the SHA-256 of `secret`, which the browser that asked
    /// holds, until `expires`.
    pub fn keep_challenge(
        &self,
        secret: &str,
        person: Option<&str>,
        state: &str,
        expires: i64,
    ) -> Result<(), Fault> {
        short("secret of the challenge", secret)?;
        within("challenge", state, LONGEST)?;
        self.run(
            "INSERT INTO challenges (id, person, state, expires) VALUES (?, ?, ?, ?)",
            &[
                fingerprint(secret).as_str().into(),
                person.into(),
                state.into(),
                expires.into(),
            ],
        )?;
        Ok(())
    }

    /// Takes what was asked, and whose it was, for good: it is there once, and not after it expired.
    pub fn take_challenge(
        &self,
        secret: &str,
        now: i64,
    ) -> Result<Option<(Option<String>, String)>, Fault> {
        let id = fingerprint(secret);
        self.write(|desk| {
            let rows = desk.ask(
                "DELETE FROM challenges WHERE id = ? RETURNING person, state, expires",
                &[id.as_str().into()],
            )?;
            let taken = first(rows, |row| {
                Ok((row.perhaps_text()?, row.text()?, row.number()?))
            })?;
            Ok(taken
                .filter(|(_, _, expires)| now < *expires)
                .map(|(person, state, _)| (person, state)))
        })
    }
}

fn passkey(row: &mut Row) -> Result<Passkey, Fault> {
    Ok(Passkey {
        id: row.text()?,
        person: row.text()?,
        name: row.text()?,
        credential: row.text()?,
        means: Means::read(&row.text()?)?,
        added: row.number()?,
        used: row.perhaps_number()?,
    })
}
