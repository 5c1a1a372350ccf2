//! `folkmoot restore`: a house from a backup, without those who were erased since.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use app::House;
use journal::Checkpoint;

use crate::{
    commands::{
        backup::{FORM, MANIFEST, Manifest, beside, copy, files_in, make_new},
        checkpoint::signer,
    },
    house::Place,
    say::{self, Trouble},
    tombstones::{self, Tombstones},
};

/// Makes a house from a backup, in a folder that is new or empty.
///
/// Every file is checked against the backup's list, and every book against its signed checkpoint.
/// People who were erased since, and words that were taken out, are erased again before anyone can
/// look: from tombstones.txt beside the backups, and from --tombstones where a newer one was kept.
/// Nobody is signed in, and letters that waited are not sent by themselves.
///
/// Where the books are in PostgreSQL, bring the database back first (pg_restore), then use this with
/// --database and --tombstones and without a folder.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot restore /srv/backups/2010-01-18 --data /var/lib/folkmoot-again\n  folkmoot verify --data /var/lib/folkmoot-again"
)]
pub(crate) struct Restore {
    #[command(flatten)]
    place: Place,
    /// The backup.
    #[arg(required_unless_present = "database")]
    folder: Option<PathBuf>,
    /// The newest tombstones.txt: that of the lost house, if it can still be read.
    #[arg(long, value_name = "FILE")]
    tombstones: Option<PathBuf>,
    /// Restore although there are no tombstones: nobody was erased since.
    #[arg(long, conflicts_with = "tombstones")]
    no_tombstones: bool,
}

impl Restore {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        let stones = self.stones()?;
        let Some(folder) = self
            .folder
            .as_ref()
            .filter(|_| self.place.database.is_none())
        else {
            let house = self.place.open()?;
            return settle(&house, &stones);
        };
        let manifest = read_manifest(folder)?;
        check_files(folder, &manifest)?;
        let data = &self.place.data;
        make_new(data)?;
        let restored = self.fill(folder, &manifest, &stones);
        if restored.is_err() {
            // Nothing half restored is left to be served by mistake.
            for entry in fs::read_dir(data).map_err(say::file(data))?.flatten() {
                let path = entry.path();
                let _gone = if path.is_dir() {
                    fs::remove_dir_all(&path)
                } else {
                    fs::remove_file(&path)
                };
            }
        }
        restored
    }

    fn fill(&self, folder: &Path, manifest: &Manifest, stones: &Tombstones) -> Result<(), Trouble> {
        let data = &self.place.data;
        for file in &manifest.files {
            let to = data.join(&file.path);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent).map_err(say::file(parent))?;
            }
            copy(&folder.join(&file.path), &to)?;
        }
        let house = self.place.open()?;
        let key = signer(&self.place)?.public();
        for book in &manifest.books {
            let wrong = |what: String| {
                Trouble::refused(
                    format!(
                        "the book of {} is not the one that was backed up: {what}",
                        book.partnership
                    ),
                    "Take another backup.",
                )
            };
            let checkpoint = Checkpoint::open(&book.checkpoint, &key)
                .map_err(|fault| wrong(fault.to_string()))?;
            let report =
                journal::verify_book(house.journal(), &book.partnership, Some(&checkpoint))?;
            if !report.is_sound() {
                return Err(wrong(report.to_string()));
            }
        }
        settle(&house, stones)?;
        stones.add_to(&data.join(tombstones::FILE))?;
        for book in &manifest.books {
            let report = journal::verify_book(house.journal(), &book.partnership, None)?;
            say::line(format!("{}: {report}", book.partnership));
        }
        say::line(format!(
            "The house as it was on {} is in {}.",
            manifest.made,
            data.display()
        ));
        Ok(())
    }

    /// What must not come back, from wherever it is kept.
    fn stones(&self) -> Result<Tombstones, Trouble> {
        let missing = |path: &Path| {
            Trouble::refused(
                format!("there are no tombstones at {}", path.display()),
                "Restoring without them would bring people back who were erased. Give the newest tombstones.txt with --tombstones, or say --no-tombstones if nobody was erased since.",
            )
        };
        let mut stones = Tombstones::default();
        if let Some(path) = &self.tombstones {
            if !path.exists() {
                return Err(missing(path));
            }
            stones = Tombstones::read(path)?;
        }
        let kept = self
            .folder
            .as_ref()
            .map(|folder| beside(folder).join(tombstones::FILE));
        match kept {
            Some(kept) if kept.exists() => stones = stones.with(Tombstones::read(&kept)?),
            _ if self.tombstones.is_some() || self.no_tombstones => {}
            Some(kept) => return Err(missing(&kept)),
            None => return Err(missing(Path::new(tombstones::FILE))),
        }
        Ok(stones)
    }
}

/// Erases again what was erased, and puts the office in order.
fn settle(house: &House, stones: &Tombstones) -> Result<(), Trouble> {
    let people: Vec<_> = stones.people.iter().cloned().collect();
    let words: Vec<_> = stones.words.iter().cloned().collect();
    let again = house.erase_again(&people, &words)?;
    house
        .office()
        .settle_after_restoring(house.now().as_second())?;
    if again > 0 {
        let what = if again == 1 {
            "erasure was"
        } else {
            "erasures were"
        };
        say::line(format!("{again} {what} done again, as the tombstones ask."));
    }
    Ok(())
}

fn read_manifest(folder: &Path) -> Result<Manifest, Trouble> {
    let path = folder.join(MANIFEST);
    let broken = |why: String| {
        Trouble::refused(
            format!("{} is no whole backup: {why}", folder.display()),
            "Take another backup. One that was interrupted has no manifest.json.",
        )
    };
    let text = fs::read_to_string(&path).map_err(|error| broken(error.to_string()))?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| broken(format!("{MANIFEST}: {error}")))?;
    if manifest.form != FORM {
        return Err(broken(format!(
            "it has form {}, and this version reads form {FORM}",
            manifest.form
        )));
    }
    if !manifest.databases {
        return Err(Trouble::refused(
            "the books of this backup were in PostgreSQL",
            "Bring the database back with pg_restore, then use “folkmoot restore” with --database and --tombstones.",
        ));
    }
    let leads_out = |path: &str| {
        let mut parts = Path::new(path).components();
        parts.any(|part| !matches!(part, Component::Normal(_)))
    };
    match manifest.files.iter().find(|file| leads_out(&file.path)) {
        Some(file) => Err(broken(format!("{} is no name of a file in it", file.path))),
        None => Ok(manifest),
    }
}

/// Holds every file against the list.
fn check_files(folder: &Path, manifest: &Manifest) -> Result<(), Trouble> {
    let there = files_in(folder)?;
    for file in &manifest.files {
        let found = there.iter().find(|found| found.path == file.path);
        let why = match found {
            Some(found) if found.sha256 == file.sha256 => continue,
            Some(found) if found.bytes != file.bytes => "has another length than when it was made",
            Some(_) => "was changed since it was made",
            None => "is missing",
        };
        return Err(Trouble::refused(
            format!("the backup is broken: {} {why}", file.path),
            "Nothing was restored. Take another backup.",
        ));
    }
    Ok(())
}
