//! Sessions: how long a sign-in lasts.
//!
//! A session ends when it has been idle too long, when its day is over however busy it was, when
//! its holder signs out, or when it is revoked, whichever comes first; revocation counts from the
//! next request. How long "too long" is for whom is the application's choice, made when it opens
//! the session.

use std::collections::BTreeSet;

use crate::desk::{Row, fingerprint, short};
use crate::{Fault, Means, Office};

/// How often, in seconds, a visit is noted, so that reading pages hardly ever writes. An idle
/// limit may therefore strike this much early, and never late.
pub const SEEN_EVERY: i64 = 60;

/// How long it is remembered whose session it was after it is over, in seconds: a day.
pub const REMEMBERED: i64 = 24 * 60 * 60;

/// The longest a session may last, in seconds: 366 days. Longer limits are taken as this.
pub const LONGEST_SESSION: i64 = 366 * 24 * 60 * 60;

/// A session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What it is called when it is listed or revoked. Knowing it opens nothing.
    pub id: String,
    /// Who is signed in: a person's id.
    pub person: String,
    /// How they signed in.
    pub means: Means,
    /// When they signed in, and so when they last proved who they are.
    pub opened: i64,
    /// When they were last seen, to within [`SEEN_EVERY`] seconds.
    pub seen: i64,
    /// The first second at which it is over, if they are not seen again.
    pub expires: i64,
}

impl dyn Office + '_ {
    /// Opens a session under the SHA-256 of `token`, which must be 256 random bits, as text.
    /// `idle_secs` is how long it lasts unseen, `absolute_secs` how long it lasts at all.
    pub fn open_session(
        &self,
        token: &str,
        person: &str,
        means: Means,
        now: i64,
        idle_secs: i64,
        absolute_secs: i64,
    ) -> Result<(), Fault> {
        short("secret of the session", token)?;
        let absolute = absolute_secs.clamp(0, LONGEST_SESSION);
        let idle = idle_secs.clamp(0, absolute);
        self.run(
            "INSERT INTO sessions (id, person, means, opened, seen, idle, ends) \
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            &[
                fingerprint(token).as_str().into(),
                person.into(),
                means.word().into(),
                now.into(),
                now.into(),
                idle.into(),
                now.saturating_add(absolute).into(),
            ],
        )?;
        Ok(())
    }

    /// Notes that whoever opened this session proved who they are at that moment, not since.
    pub fn session_proved_at(&self, token: &str, proved: i64) -> Result<(), Fault> {
        self.run(
            "UPDATE sessions SET opened = ? WHERE id = ? AND opened > ?",
            &[
                proved.into(),
                fingerprint(token).as_str().into(),
                proved.into(),
            ],
        )?;
        Ok(())
    }

    /// The session this token opens, if it is still open, noting the visit at most once every
    /// [`SEEN_EVERY`] seconds.
    pub fn session(&self, token: &str, now: i64) -> Result<Option<Session>, Fault> {
        let id = fingerprint(token);
        let Some((mut session, idle, ends)) = self.ask_one(
            "SELECT id, person, means, opened, seen, idle, ends FROM sessions WHERE id = ?",
            &[id.as_str().into()],
            kept,
        )?
        else {
            return Ok(None);
        };
        if now >= session.expires {
            return Ok(None);
        }
        if now.saturating_sub(session.seen) < SEEN_EVERY {
            return Ok(Some(session));
        }
        match self.run(
            "UPDATE sessions SET seen = ? WHERE id = ? AND seen < ?",
            &[now.into(), id.as_str().into(), now.into()],
        ) {
            // Revoked since it was read, or noted by another request in the same instant.
            Ok(0) => self.ask_one(
                "SELECT id, person, means, opened, seen, idle, ends FROM sessions WHERE id = ?",
                &[id.as_str().into()],
                |row| kept(row).map(|(session, ..)| session),
            ),
            Ok(_) => {
                session.seen = now;
                session.expires = expires(now, idle, ends);
                Ok(Some(session))
            }
            // It was read well enough: a database that takes no writing must not stop people from
            // reading, so the visit goes unnoted.
            Err(Fault::Full | Fault::Unavailable { .. }) => Ok(Some(session)),
            Err(fault) => Err(fault),
        }
    }

    /// Signs out: ends the session this token opens.
    pub fn close_session(&self, token: &str) -> Result<(), Fault> {
        self.revoke_session(&fingerprint(token)).map(drop)
    }

    /// The open sessions of a person, newest first.
    pub fn sessions_of(&self, person: &str, now: i64) -> Result<Vec<Session>, Fault> {
        let kept = self.ask_all(
            "SELECT id, person, means, opened, seen, idle, ends FROM sessions WHERE person = ? \
             ORDER BY opened DESC, id",
            &[person.into()],
            |row| kept(row).map(|(session, ..)| session),
        )?;
        Ok(kept
            .into_iter()
            .filter(|session| now < session.expires)
            .collect())
    }

    /// Whether the session of that id is open. Asking is no visit: it does not keep it open.
    pub fn is_open_session(&self, id: &str, now: i64) -> Result<bool, Fault> {
        let open = self.ask_one(
            "SELECT id FROM sessions WHERE id = ? AND ends > ? AND seen + idle > ?",
            &[id.into(), now.into(), now.into()],
            Row::text,
        )?;
        Ok(open.is_some())
    }

    /// Notes a visit by a session's id, if it is open: as `session` does by its token.
    pub fn note_visit(&self, id: &str, now: i64) -> Result<(), Fault> {
        self.run(
            "UPDATE sessions SET seen = ? WHERE id = ? AND seen <= ? AND ends > ? AND seen + idle > ?",
            &[
                now.into(),
                id.into(),
                now.saturating_sub(SEEN_EVERY).into(),
                now.into(),
                now.into(),
            ],
        )?;
        Ok(())
    }

    /// The ids of every session that is open. Asking is no visit: it keeps none of them open.
    pub fn open_sessions(&self, now: i64) -> Result<BTreeSet<String>, Fault> {
        let open = self.ask_all(
            "SELECT id FROM sessions WHERE ends > ? AND seen + idle > ?",
            &[now.into(), now.into()],
            Row::text,
        )?;
        Ok(open.into_iter().collect())
    }

    /// Whose session this token opened, though it may be over by now: for a day after its end, so
    /// that what they had typed can be kept for them and for nobody else.
    pub fn session_holder(&self, token: &str) -> Result<Option<String>, Fault> {
        self.ask_one(
            "SELECT person FROM sessions WHERE id = ?",
            &[fingerprint(token).as_str().into()],
            Row::text,
        )
    }

    /// Ends a session by its id, from the next request on. Says whether there was one.
    pub fn revoke_session(&self, id: &str) -> Result<bool, Fault> {
        let ended = self.run(
            "UPDATE sessions SET ends = 0 WHERE id = ? AND ends > 0",
            &[id.into()],
        )?;
        Ok(ended > 0)
    }

    /// Ends every session of a person, from the next request on. Says how many there were.
    pub fn revoke_sessions_of(&self, person: &str) -> Result<u64, Fault> {
        self.run(
            "UPDATE sessions SET ends = 0 WHERE person = ? AND ends > 0",
            &[person.into()],
        )
    }

    /// Ends every session of a person but the one with this id, from the next request on. Says how
    /// many there were.
    pub fn revoke_other_sessions_of(&self, person: &str, but: &str) -> Result<u64, Fault> {
        self.run(
            "UPDATE sessions SET ends = 0 WHERE person = ? AND ends > 0 AND id <> ?",
            &[person.into(), but.into()],
        )
    }

    /// Removes links, sessions, tokens, invitations, letters to sign in by and what else is over; a
    /// session a day after nobody was seen in it. Nothing depends on it but tidiness: what
    /// is over is refused whether or not its row is still there. Says how many rows went.
    pub fn clear_expired(&self, now: i64) -> Result<u64, Fault> {
        self.write(|desk| {
            let mut gone = 0;
            for sql in [
                "DELETE FROM links WHERE expires <= ?",
                "DELETE FROM tokens WHERE expires <= ?",
                "DELETE FROM challenges WHERE expires <= ?",
                "DELETE FROM kept_forms WHERE expires <= ?",
                "DELETE FROM directory_turns WHERE expires <= ?",
            ] {
                gone += desk.run(sql, &[now.into()])?;
            }
            let yesterday = now.saturating_sub(REMEMBERED);
            for sql in [
                "DELETE FROM sessions WHERE ends <= ? AND seen <= ?",
                "DELETE FROM sessions WHERE seen + idle <= ? AND seen <= ?",
                "DELETE FROM mail_sign_ins WHERE expires <= ? AND asked <= ?",
            ] {
                gone += desk.run(sql, &[yesterday.into(), yesterday.into()])?;
            }
            Ok(gone)
        })
    }
}

/// A row of the table: the session, its idle limit and its absolute end.
fn kept(row: &mut Row) -> Result<(Session, i64, i64), Fault> {
    let (id, person, means) = (row.text()?, row.text()?, Means::read(&row.text()?)?);
    let (opened, seen, idle, ends) = (row.number()?, row.number()?, row.number()?, row.number()?);
    let expires = expires(seen, idle, ends);
    Ok((
        Session {
            id,
            person,
            means,
            opened,
            seen,
            expires,
        },
        idle,
        ends,
    ))
}

fn expires(seen: i64, idle: i64, ends: i64) -> i64 {
    seen.saturating_add(idle).min(ends)
}
