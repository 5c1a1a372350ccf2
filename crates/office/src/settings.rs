//! Settings: small choices of one partnership that are about the software, not about its rules.
//!
//! A name and a value, both text, such as `illustrative` = `true`. What a setting means is decided
//! by whoever reads it. The rules of the partnership are its arrangements, never settings.

use crate::desk::{Row, short, within};
use crate::people::bump;
use crate::{Fault, Office};

/// Most bytes in the value of a setting: 64 KiB.
const VALUE_LIMIT: usize = 64 * 1024;

impl dyn Office + '_ {
    /// Sets a setting, whatever it was before.
    pub fn set_setting(&self, partnership: &str, name: &str, value: &str) -> Result<(), Fault> {
        short("partnership", partnership)?;
        short("name of the setting", name)?;
        within("value of the setting", value, VALUE_LIMIT)?;
        self.write(|desk| {
            desk.run(
                "INSERT INTO settings (partnership, setting, value) VALUES (?, ?, ?) \
                 ON CONFLICT (partnership, setting) DO UPDATE SET value = excluded.value",
                &[partnership.into(), name.into(), value.into()],
            )?;
            bump(desk)
        })
    }

    /// The value of a setting, if it was ever set.
    pub fn setting(&self, partnership: &str, name: &str) -> Result<Option<String>, Fault> {
        self.ask_one(
            "SELECT value FROM settings WHERE partnership = ? AND setting = ?",
            &[partnership.into(), name.into()],
            Row::text,
        )
    }

    /// Every setting of a partnership, as (name, value), ordered by name.
    pub fn settings(&self, partnership: &str) -> Result<Vec<(String, String)>, Fault> {
        let mut settings = self.ask_all(
            "SELECT setting, value FROM settings WHERE partnership = ?",
            &[partnership.into()],
            |row| Ok((row.text()?, row.text()?)),
        )?;
        settings.sort();
        Ok(settings)
    }
}
