//! Sign-in links: a secret that lets its holder in as one person, once.
//!
//! The command line makes them; the web shows a button first and uses the link up only when it is
//! pressed, because mail scanners open links. This module decides that a link is used once, however
//! many press at the same instant, and never after it expires. It does not open the session.

use crate::desk::{Row, fingerprint, first, short};
use crate::{Fault, Office};

/// A sign-in link to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whom it lets in: a person's id.
    pub person: String,
    /// The partnership it leads to.
    pub partnership: String,
    /// What it is for, in a few words, such as "first sign-in".
    pub purpose: String,
    /// The first second at which it no longer works.
    pub expires: i64,
    /// Whether it may be used again and again until it expires. Only for demonstrations.
    pub reusable: bool,
}

/// Whom a link lets in, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkHolder {
    /// The person's id.
    pub person: String,
    /// The partnership the link leads to.
    pub partnership: String,
    /// What the link is for.
    pub purpose: String,
    /// Whether it works again and again, as only those of the demonstration do.
    pub reusable: bool,
}

impl dyn Office + '_ {
    /// Keeps a link under the SHA-256 of `secret`, which must be random and of at least 128 bits.
    pub fn add_link(&self, secret: &str, link: &Link) -> Result<(), Fault> {
        short("secret of the link", secret)?;
        short("partnership", &link.partnership)?;
        short("purpose of the link", &link.purpose)?;
        self.run(
            "INSERT INTO links (id, person, partnership, purpose, expires, reusable) \
             VALUES (?, ?, ?, ?, ?, ?)",
            &[
                fingerprint(secret).as_str().into(),
                link.person.as_str().into(),
                link.partnership.as_str().into(),
                link.purpose.as_str().into(),
                link.expires.into(),
                i64::from(link.reusable).into(),
            ],
        )?;
        Ok(())
    }

    /// Whom a link would let in now, without using it up. For the page with the button.
    pub fn link(&self, secret: &str, now: i64) -> Result<Option<LinkHolder>, Fault> {
        self.ask_one(
            "SELECT person, partnership, purpose, reusable FROM links \
             WHERE id = ? AND expires > ? AND (used IS NULL OR reusable = 1)",
            &[fingerprint(secret).as_str().into(), now.into()],
            holder,
        )
    }

    /// Uses a link up and says whom it lets in; `None` if it is unknown, expired or used. One
    /// statement both tests and marks it, so that of many who come at once only one is let in.
    pub fn consume_link(&self, secret: &str, now: i64) -> Result<Option<LinkHolder>, Fault> {
        let id = fingerprint(secret);
        self.write(|desk| {
            let rows = desk.ask(
                "UPDATE links SET used = ? \
                 WHERE id = ? AND expires > ? AND (used IS NULL OR reusable = 1) \
                 RETURNING person, partnership, purpose, reusable",
                &[now.into(), id.as_str().into(), now.into()],
            )?;
            first(rows, holder)
        })
    }
}

fn holder(row: &mut Row) -> Result<LinkHolder, Fault> {
    Ok(LinkHolder {
        person: row.text()?,
        partnership: row.text()?,
        purpose: row.text()?,
        reusable: row.number()? == 1,
    })
}
