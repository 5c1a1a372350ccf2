//! `folkmoot backup`: everything that a house keeps, in a folder, while it goes on.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use journal::SqliteBook;
use office::SqliteOffice;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    commands::checkpoint::signer,
    house::Place,
    say::{self, Trouble},
    tombstones::{self, Tombstones},
};

/// The form of a backup. One of another form is refused.
pub(crate) const FORM: u32 = 1;
/// The name of the list of what a backup holds.
pub(crate) const MANIFEST: &str = "manifest.json";
/// What of the data folder is not copied as it lies there: the databases are copied by their own means,
/// the index is made again, letters were delivered, and tombstones lie beside the backups.
const APART: [&str; 5] = [
    "book.db",
    "office.db",
    "search.db",
    "mailbox",
    tombstones::FILE,
];

/// Writes everything that a house keeps to a new folder, while it goes on being served.
///
/// The folder holds names and addresses: keep it as safe as the books, and delete it after 35 days.
/// Beside it lies tombstones.txt, renewed by each backup: restoring needs it, so that people who were
/// erased since do not come back.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot backup /srv/backups/2010-01-18 --data /var/lib/folkmoot\n  folkmoot restore /srv/backups/2010-01-18 --data /var/lib/folkmoot-again"
)]
pub(crate) struct Backup {
    #[command(flatten)]
    place: Place,
    /// The folder, new or empty. Backups of one house go side by side.
    folder: PathBuf,
}

/// What a backup holds.
#[derive(Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) form: u32,
    pub(crate) folkmoot: String,
    pub(crate) made: String,
    /// Whether the databases are in it; those of PostgreSQL are backed up by their own means.
    pub(crate) databases: bool,
    pub(crate) books: Vec<BookKept>,
    pub(crate) files: Vec<FileKept>,
}

/// A book, and the signed checkpoint of its end.
#[derive(Serialize, Deserialize)]
pub(crate) struct BookKept {
    pub(crate) partnership: String,
    pub(crate) line: u64,
    pub(crate) checkpoint: String,
}

/// A file.
#[derive(Serialize, Deserialize)]
pub(crate) struct FileKept {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

impl Backup {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let (folder, place) = (&self.folder, &self.place);
        make_new(folder)?;
        let (inside, outside) = (real(folder)?, real(&place.data)?);
        if inside.starts_with(&outside) {
            return Err(Trouble::refused(
                "a backup inside the data folder would be lost with it",
                "Name a folder elsewhere, best on another disk.",
            ));
        }
        let house = place.open()?;
        let signer = signer(place)?;
        // People and files first known after the book was copied do no harm; the other way round a line
        // would speak of a file that is not there.
        if place.database.is_none() {
            SqliteBook::open(place.book())?.copy_to(&folder.join("book.db"))?;
            SqliteOffice::open(place.data.join("office.db"))?.copy_to(&folder.join("office.db"))?;
        }
        let mut books = Vec::new();
        for partnership in house.partnerships()? {
            let head = match place.database {
                None => book_in(folder)?.head(&partnership)?,
                Some(_) => house.journal().head(&partnership)?,
            };
            books.push(BookKept {
                checkpoint: journal::Checkpoint::of(&partnership, &head).sign(&signer),
                line: head.line,
                partnership,
            });
        }
        copy_beside(&place.data, folder)?;
        let stones =
            Tombstones::of(&house)?.with(Tombstones::read(&place.data.join(tombstones::FILE))?);
        stones.add_to(&place.data.join(tombstones::FILE))?;
        stones.add_to(&beside(folder).join(tombstones::FILE))?;
        let manifest = Manifest {
            form: FORM,
            folkmoot: env!("CARGO_PKG_VERSION").to_owned(),
            made: house.now().to_string(),
            databases: place.database.is_none(),
            files: files_in(folder)?,
            books,
        };
        // Last, so that a backup which was interrupted has none.
        write_manifest(folder, &manifest)?;
        let lines: u64 = manifest.books.iter().map(|book| book.line).sum();
        say::line(format!(
            "{lines} lines and {} files are in {}.",
            manifest.files.len(),
            folder.display()
        ));
        if place.database.is_some() {
            say::aside("The database is not in it: back it up with pg_dump at the same time.");
        }
        say::aside(format!(
            "{} beside it says what must not come back. Keep it longer than any backup.",
            tombstones::FILE
        ));
        Ok(())
    }
}

fn book_in(folder: &Path) -> Result<std::sync::Arc<dyn journal::Journal>, Trouble> {
    Ok(std::sync::Arc::new(SqliteBook::open(
        folder.join("book.db"),
    )?))
}

/// The folder in which the backups lie side by side.
pub(crate) fn beside(folder: &Path) -> PathBuf {
    let parent = folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

fn real(path: &Path) -> Result<PathBuf, Trouble> {
    path.canonicalize().map_err(say::file(path))
}

/// Makes a folder for its owner only, or takes one that is empty.
pub(crate) fn make_new(folder: &Path) -> Result<(), Trouble> {
    let mut maker = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker
        .recursive(true)
        .create(folder)
        .map_err(say::file(folder))?;
    let mut within = fs::read_dir(folder).map_err(say::file(folder))?;
    if within.next().is_some() {
        return Err(Trouble::refused(
            format!("{} is not empty", folder.display()),
            "Name a folder that does not exist yet.",
        ));
    }
    Ok(())
}

/// Copies what else lies in the data folder: the key of checkpoints, and papers where they are files.
fn copy_beside(data: &Path, folder: &Path) -> Result<(), Trouble> {
    let entries = fs::read_dir(data).map_err(say::file(data))?;
    for entry in entries {
        let path = entry.map_err(say::file(data))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.filter(|name| !name.starts_with('.')) else {
            continue;
        };
        let apart = APART.iter().any(|apart| name.starts_with(apart));
        if !apart && !name.ends_with(".part") {
            copy(&path, &folder.join(name))?;
        }
    }
    Ok(())
}

/// Copies a file, or a folder with all that is in it, for its owner only.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Trouble> {
    if !from.is_dir() {
        let mut source = fs::File::open(from).map_err(say::file(from))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut copy = options.open(to).map_err(say::file(to))?;
        return std::io::copy(&mut source, &mut copy)
            .and_then(|_| copy.sync_all())
            .map_err(say::file(to));
    }
    make_new(to)?;
    for entry in fs::read_dir(from).map_err(say::file(from))? {
        let path = entry.map_err(say::file(from))?.path();
        if let Some(name) = path.file_name() {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Every file of a folder with its size and its hash, in the order of their paths.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<FileKept>, Trouble> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).map_err(say::file(&next))? {
            let path = entry.map_err(say::file(&next))?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Some(name) = path.strip_prefix(folder).ok().and_then(Path::to_str) else {
                continue;
            };
            let sidecar = name.ends_with("-wal") || name.ends_with("-shm");
            if name != MANIFEST && !sidecar {
                let (bytes, sha256) = hash(&path)?;
                found.push(FileKept {
                    path: name.to_owned(),
                    bytes,
                    sha256,
                });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn hash(path: &Path) -> Result<(u64, String), Trouble> {
    let mut file = fs::File::open(path).map_err(say::file(path))?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut part = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut part).map_err(say::file(path))?;
        if read == 0 {
            break;
        }
        hash.update(part.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
    let hex = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok((bytes, hex))
}

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), Trouble> {
    let path = folder.join(MANIFEST);
    let text = serde_json::to_string_pretty(manifest)
        .map_err(|error| Trouble::refused(error.to_string(), "Please report it."))?;
    let mut file = fs::File::create_new(&path).map_err(say::file(&path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(say::file(&path))
}
