//! Tombstones: who was erased and what was taken out of the books, kept apart from every backup.
//!
//! A backup holds what was true when it was made, and so people who were erased since. Whoever restores
//! it needs to know of them; what is written here is enough for that and says nothing else of anybody:
//! opaque numbers and line numbers. The file lies in the data folder, and a copy beside the backups is
//! renewed by each backup.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use app::{
    House,
    personal::{Erased, RedactedAgain, Traces},
};

use crate::{
    house::Place,
    say::{self, Trouble},
};

/// The name of the file, in the data folder and beside the backups.
pub(crate) const FILE: &str = "tombstones.txt";

/// What must not come back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tombstones {
    pub(crate) people: BTreeSet<Erased>,
    pub(crate) words: BTreeSet<RedactedAgain>,
}

impl Tombstones {
    /// What was erased in a house.
    pub(crate) fn of(house: &House) -> Result<Self, Trouble> {
        Ok(Self {
            people: house.office().erased()?.into_iter().collect(),
            words: house.all_redacted()?.into_iter().collect(),
        })
    }

    /// What a file says; nothing when there is none.
    pub(crate) fn read(path: &Path) -> Result<Self, Trouble> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(say::file(path)(error)),
        };
        let mut all = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if all.take(line).is_none() {
                return Err(Trouble::refused(
                    format!("line {number} of {} is no tombstone", path.display()),
                    "Use the file as Folkmoot wrote it, or another copy of it.",
                ));
            }
        }
        Ok(all)
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["erased", person, at] => {
                let _is_one: record::id::PersonId = person.parse().ok()?;
                self.people.insert(Erased {
                    person: (*person).to_owned(),
                    at: at.parse().ok()?,
                });
            }
            ["redacted", partnership, line, ordinal, one, other] => {
                self.words.insert(RedactedAgain {
                    partnership: (*partnership).to_owned(),
                    line: line.parse().ok()?,
                    ordinal: ordinal.parse().ok()?,
                    authorised_by: [one.parse().ok()?, other.parse().ok()?],
                });
            }
            _ => return None,
        }
        Some(())
    }

    /// These and those.
    pub(crate) fn with(mut self, others: Self) -> Self {
        self.people.extend(others.people);
        self.words.extend(others.words);
        self
    }

    /// Adds these to what a file says. The file is there whole, or as it was.
    pub(crate) fn add_to(&self, path: &Path) -> Result<(), Trouble> {
        let all = Self::read(path)?.with(self.clone());
        let begun = PathBuf::from(format!("{}.part", path.display()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&begun).map_err(say::file(&begun))?;
        file.write_all(all.text().as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&begun, path))
            .map_err(say::file(path))
    }

    fn text(&self) -> String {
        let mut text =
            "# What must not come back when a backup of Folkmoot is restored. Keep it.\n"
                .to_owned();
        for Erased { person, at } in &self.people {
            text.push_str(&format!("erased {person} {at}\n"));
        }
        for words in &self.words {
            let RedactedAgain {
                partnership,
                line,
                ordinal,
                authorised_by: [one, other],
            } = words;
            text.push_str(&format!(
                "redacted {partnership} {line} {ordinal} {one} {other}\n"
            ));
        }
        text
    }
}

/// Has a house see to what is left of an erased person in the data folder: letters in the mailbox folder that are to
/// them or name them go, and a tombstone is kept.
pub(crate) fn watch(place: &Place, house: &House) {
    let data = place.data.clone();
    house.after_erasing(Box::new(move |traces: &Traces| {
        let mut stone = Tombstones::default();
        stone.people.insert(traces.erased.clone());
        stone
            .add_to(&data.join(FILE))
            .map_err(|trouble| trouble.what)?;
        let whose = post::Whose {
            keys: &traces.letters,
            address: traces.email.as_deref(),
            name: &traces.name,
        };
        post::forget(&data.join("mailbox"), whose)
            .map(drop)
            .map_err(|error| format!("the mailbox folder: {error}"))
    }));
}

#[cfg(test)]
mod tests {
    use super::{FILE, Tombstones};

    #[test]
    fn what_is_written_is_read_again_and_nothing_else_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE);
        assert_eq!(
            Tombstones::read(&path).map_err(|it| it.what),
            Ok(Tombstones::default())
        );
        let mut all = Tombstones::default();
        let person = "0123456789abcdef0123456789abcdef";
        for line in [
            format!("erased {person} 1167730000"),
            format!("redacted three-rivers 12 0 {person} {person}"),
        ] {
            assert_eq!(all.take(&line), Some(()), "{line}");
        }
        all.add_to(&path).map_err(|it| it.what).expect("written");
        all.add_to(&path)
            .map_err(|it| it.what)
            .expect("written twice");
        assert_eq!(Tombstones::read(&path).map_err(|it| it.what), Ok(all));
        for wrong in [
            "erased",
            "erased nobody 1",
            "erased ../../x 1",
            "redacted a b c d e",
            "x",
        ] {
            std::fs::write(&path, wrong).expect("written");
            assert!(Tombstones::read(&path).is_err(), "{wrong}");
        }
    }
}
