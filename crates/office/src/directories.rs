//! Signing in by an organisation's own directory: what is under way, and whom the directory's people are.
//!
//! A sign-in under way is good once, for a short time, and only in the browser that began it. A
//! directory's own name for somebody (its issuer and subject) is linked to one person and stays so,
//! whatever address either has later. What a directory is trusted with is decided elsewhere.

use crate::desk::{Row, fingerprint, first, short, within};
use crate::{Fault, Office};

/// Most bytes of what a directory calls itself or somebody.
const LONGEST_NAME: usize = 255;

/// A sign-in that was begun here and is to come back from a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryTurn {
    /// The directory's name in our settings.
    pub directory: String,
    /// What the directory's answer has to repeat.
    pub nonce: String,
    /// What proves to the directory that it is still us (PKCE).
    pub verifier: String,
    /// Where the person goes afterwards.
    pub next: String,
    /// When it was begun.
    pub begun: i64,
    /// Whether the directory was to ask them anew who they are.
    pub fresh: bool,
}

impl dyn Office + '_ {
    /// Notes a sign-in under way, under the SHA-256 of `state` and for the browser that has `browser`.
    /// Forgets those that are too old.
    pub fn begin_directory_turn(
        &self,
        state: &str,
        browser: &str,
        turn: &DirectoryTurn,
        expires: i64,
    ) -> Result<(), Fault> {
        within("address to go on to", &turn.next, 2_000)?;
        let (id, browser) = (fingerprint(state), fingerprint(browser));
        self.write(|desk| {
            desk.run(
                "DELETE FROM directory_turns WHERE expires <= ?",
                &[turn.begun.into()],
            )?;
            desk.run(
                "INSERT INTO directory_turns (id, browser, directory, nonce, verifier, next, begun, fresh, expires) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                &[
                    id.as_str().into(),
                    browser.as_str().into(),
                    turn.directory.as_str().into(),
                    turn.nonce.as_str().into(),
                    turn.verifier.as_str().into(),
                    turn.next.as_str().into(),
                    turn.begun.into(),
                    i64::from(turn.fresh).into(),
                    expires.into(),
                ],
            )
        })?;
        Ok(())
    }

    /// Takes up a sign-in that came back, once: none if it is unknown, was taken up, is too old, or
    /// was begun in another browser or with another directory. That of another browser stays as it was.
    pub fn take_directory_turn(
        &self,
        state: &str,
        browser: &str,
        directory: &str,
        now: i64,
    ) -> Result<Option<DirectoryTurn>, Fault> {
        let (id, browser) = (fingerprint(state), fingerprint(browser));
        self.write(|desk| {
            let rows = desk.ask(
                "DELETE FROM directory_turns WHERE id = ? AND browser = ? AND directory = ? AND expires > ? \
                 RETURNING directory, nonce, verifier, next, begun, fresh",
                &[
                    id.as_str().into(),
                    browser.as_str().into(),
                    directory.into(),
                    now.into(),
                ],
            )?;
            first(rows, turn)
        })
    }

    /// The person whom a directory calls by this name, if it was ever linked.
    pub fn directory_person(&self, issuer: &str, subject: &str) -> Result<Option<String>, Fault> {
        self.ask_one(
            "SELECT person FROM directory_links WHERE issuer = ? AND subject = ?",
            &[issuer.into(), subject.into()],
            Row::text,
        )
    }

    /// Links a directory's name for somebody to a person. Says whether it is linked to that person
    /// now: not if the name is someone else's, or the directory calls the person otherwise.
    pub fn link_directory(
        &self,
        issuer: &str,
        subject: &str,
        person: &str,
        now: i64,
    ) -> Result<bool, Fault> {
        for (what, text) in [
            ("directory", issuer),
            ("directory's name for them", subject),
        ] {
            short(what, text)?;
            within(what, text, LONGEST_NAME)?;
        }
        self.run(
            "INSERT INTO directory_links (issuer, subject, person, linked) VALUES (?, ?, ?, ?) \
             ON CONFLICT DO NOTHING",
            &[issuer.into(), subject.into(), person.into(), now.into()],
        )?;
        Ok(self.directory_person(issuer, subject)?.as_deref() == Some(person))
    }

    /// The directories by which a person signs in: each issuer, and since when.
    pub fn directories_of(&self, person: &str) -> Result<Vec<(String, i64)>, Fault> {
        self.ask_all(
            "SELECT issuer, linked FROM directory_links WHERE person = ? ORDER BY linked, issuer",
            &[person.into()],
            |row| Ok((row.text()?, row.number()?)),
        )
    }

    /// Ends all links of a person with directories. They may be linked again by their address.
    pub fn unlink_directories_of(&self, person: &str) -> Result<(), Fault> {
        self.run(
            "DELETE FROM directory_links WHERE person = ?",
            &[person.into()],
        )?;
        Ok(())
    }

    /// Ends a person's link with a directory. Says whether there was one. They may be linked again by
    /// their address.
    pub fn unlink_directory(&self, person: &str, issuer: &str) -> Result<bool, Fault> {
        let gone = self.run(
            "DELETE FROM directory_links WHERE person = ? AND issuer = ?",
            &[person.into(), issuer.into()],
        )?;
        Ok(gone > 0)
    }
}

fn turn(row: &mut Row) -> Result<DirectoryTurn, Fault> {
    Ok(DirectoryTurn {
        directory: row.text()?,
        nonce: row.text()?,
        verifier: row.text()?,
        next: row.text()?,
        begun: row.number()?,
        fresh: row.number()? != 0,
    })
}
