//! What somebody had typed into a form when it turned out that they had to sign in again.
//!
//! It is theirs alone and the same browser's, for an hour, and goes when it is used. Which fields may
//! be kept, the application decides.

use crate::desk::{fingerprint, short, within};
use crate::{Fault, Office};

/// The most bytes of one form.
const LONGEST: usize = 256 * 1024;
/// The most forms kept for one person; the oldest go.
const MOST: i64 = 5;

/// A form that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForm {
    /// The address it was sent to.
    pub address: String,
    /// What was typed, as browsers send it.
    pub fields: String,
}

impl dyn Office + '_ {
    /// Keeps a form for a person under the SHA-256 of `secret`, which their browser holds.
    pub fn keep_form(
        &self,
        secret: &str,
        person: &str,
        form: &KeptForm,
        now: i64,
        expires: i64,
    ) -> Result<(), Fault> {
        short("secret of the form", secret)?;
        short("address of the form", &form.address)?;
        within("form", &form.fields, LONGEST)?;
        let id = fingerprint(secret);
        self.write(|desk| {
            desk.run(
                "INSERT INTO kept_forms (id, person, address, fields, kept, expires) \
                 VALUES (?, ?, ?, ?, ?, ?)",
                &[
                    id.as_str().into(),
                    person.into(),
                    form.address.as_str().into(),
                    form.fields.as_str().into(),
                    now.into(),
                    expires.into(),
                ],
            )?;
            desk.run(
                "DELETE FROM kept_forms WHERE person = ? AND id NOT IN \
                 (SELECT id FROM kept_forms WHERE person = ? ORDER BY kept DESC, id LIMIT ?)",
                &[person.into(), person.into(), MOST.into()],
            )?;
            Ok(())
        })
    }

    /// A form that was kept for a person in this browser.
    pub fn kept_form(
        &self,
        secret: &str,
        person: &str,
        now: i64,
    ) -> Result<Option<KeptForm>, Fault> {
        self.ask_one(
            "SELECT address, fields FROM kept_forms WHERE id = ? AND person = ? AND expires > ?",
            &[
                fingerprint(secret).as_str().into(),
                person.into(),
                now.into(),
            ],
            |row| {
                Ok(KeptForm {
                    address: row.text()?,
                    fields: row.text()?,
                })
            },
        )
    }

    /// Drops a form that was kept. Says whether there was one.
    pub fn drop_form(&self, secret: &str) -> Result<bool, Fault> {
        let id = fingerprint(secret);
        Ok(self.run("DELETE FROM kept_forms WHERE id = ?", &[id.as_str().into()])? > 0)
    }
}
