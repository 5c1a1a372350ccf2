//! Signing in by a letter: a link, or a short code, for the browser that asked for it.
//!
//! A row is made whether or not anybody has the address, so that asking costs the same and says
//! nothing. Link and code let in once, for a short time, and only the browser whose secret goes with
//! them; a code may be mistyped a few times. Who writes the letter, and how often somebody may ask, the
//! application decides.

use crate::desk::{Desk, Row, fingerprint, first, short, within};
use crate::{Fault, Office};

/// How often a code may be mistyped.
pub const MOST_MISTYPED: i64 = 5;

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAsked {
    /// Who has the address; `None`: nobody.
    pub person: Option<String>,
    /// The address, as it was typed. Only its fingerprint is kept.
    pub address: String,
    /// Where to go after signing in.
    pub next: String,
    /// The first second at which link and code are of no use.
    pub expires: i64,
}

/// Whom a letter lets in, and where they go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHolder {
    /// The person's id.
    pub person: String,
    /// Where to go after signing in.
    pub next: String,
}

impl dyn Office + '_ {
    /// Keeps that a browser asked for a letter: its secret, the link's secret and the code. What it
    /// had asked for before no longer lets in.
    pub fn ask_by_mail(
        &self,
        browser: &str,
        link: &str,
        code: &str,
        asked: &MailAsked,
        now: i64,
    ) -> Result<(), Fault> {
        short("secret of the browser", browser)?;
        short("secret of the link", link)?;
        within("address to go to", &asked.next, 2_000)?;
        let id = fingerprint(browser);
        self.run(
            "INSERT INTO mail_sign_ins \
             (id, link, code, address, person, next, tries, asked, expires, used) \
             VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, NULL)",
            &[
                id.as_str().into(),
                fingerprint(link).as_str().into(),
                typed(browser, code).as_str().into(),
                address_key(&asked.address).as_str().into(),
                asked.person.as_deref().into(),
                asked.next.as_str().into(),
                now.into(),
                asked.expires.into(),
            ],
        )?;
        Ok(())
    }

    /// How often a letter to this address was asked for since a moment, whether or not anybody has it.
    pub fn asked_by_mail(&self, address: &str, since: i64) -> Result<u64, Fault> {
        let asked = self.ask_one(
            "SELECT COUNT(*) FROM mail_sign_ins WHERE address = ? AND asked > ?",
            &[address_key(address).as_str().into(), since.into()],
            Row::number,
        )?;
        Ok(asked.unwrap_or(0).unsigned_abs())
    }

    /// Whom the link of a letter would let in now in this browser, without using it up.
    pub fn mail_link(
        &self,
        browser: &str,
        link: &str,
        now: i64,
    ) -> Result<Option<MailHolder>, Fault> {
        let found = self.ask_one(
            "SELECT person, next FROM mail_sign_ins \
             WHERE id = ? AND link = ? AND expires > ? AND used IS NULL",
            &[
                fingerprint(browser).as_str().into(),
                fingerprint(link).as_str().into(),
                now.into(),
            ],
            holder,
        )?;
        Ok(found.flatten())
    }

    /// Uses the link of a letter up and says whom it lets in.
    pub fn consume_mail_link(
        &self,
        browser: &str,
        link: &str,
        now: i64,
    ) -> Result<Option<MailHolder>, Fault> {
        let (id, link) = (fingerprint(browser), fingerprint(link));
        self.write(|desk| {
            let rows = desk.ask(
                "UPDATE mail_sign_ins SET used = ? \
                 WHERE id = ? AND link = ? AND expires > ? AND used IS NULL RETURNING person, next",
                &[
                    now.into(),
                    id.as_str().into(),
                    link.as_str().into(),
                    now.into(),
                ],
            )?;
            Ok(first(rows, holder)?.flatten())
        })
    }

    /// Uses a typed code up and says whom it lets in. A wrong one counts, and after
    /// [`MOST_MISTYPED`] none lets in any more.
    pub fn consume_mail_code(
        &self,
        browser: &str,
        code: &str,
        now: i64,
    ) -> Result<Option<MailHolder>, Fault> {
        let (id, code) = (fingerprint(browser), typed(browser, code));
        self.write(|desk| {
            let rows = desk.ask(
                "UPDATE mail_sign_ins SET used = ? WHERE id = ? AND code = ? AND expires > ? \
                 AND used IS NULL AND tries < ? RETURNING person, next",
                &[
                    now.into(),
                    id.as_str().into(),
                    code.as_str().into(),
                    now.into(),
                    MOST_MISTYPED.into(),
                ],
            )?;
            let found = first(rows, holder)?.flatten();
            if found.is_none() {
                mistyped(desk, &id)?;
            }
            Ok(found)
        })
    }
}

fn mistyped(desk: &mut dyn Desk, id: &str) -> Result<(), Fault> {
    desk.run(
        "UPDATE mail_sign_ins SET tries = tries + 1 WHERE id = ?",
        &[id.into()],
    )?;
    Ok(())
}

/// A short code could be guessed from its fingerprint alone, so the browser's secret is in it.
fn typed(browser: &str, code: &str) -> String {
    fingerprint(&format!("{browser} {code}"))
}

fn address_key(address: &str) -> String {
    fingerprint(&address.trim().to_lowercase())
}

fn holder(row: &mut Row) -> Result<Option<MailHolder>, Fault> {
    let (person, next) = (row.perhaps_text()?, row.text()?);
    Ok(person.map(|person| MailHolder { person, next }))
}
