//! Assembling a house from a folder or a database.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{Clock, House, Setup};
use journal::{Journal, PostgresBook, SqliteBook};
use office::{Office, PostgresOffice, SqliteOffice};

use crate::{chance, clock, files, say, say::Trouble};

/// Where the books are kept.
#[derive(clap::Args, Debug, Clone)]
pub(crate) struct Place {
    /// Folder that holds the books.
    #[arg(
        long,
        value_name = "DIR",
        env = "FOLKMOOT_DATA",
        default_value = "folkmoot-data"
    )]
    pub(crate) data: PathBuf,
    /// PostgreSQL database that holds them instead, as postgres://user@host/name.
    #[arg(
        long,
        value_name = "URL",
        env = "FOLKMOOT_DATABASE",
        hide_env_values = true
    )]
    pub(crate) database: Option<String>,
    /// Where papers are kept: a folder, or s3://bucket. Usually “files” in the folder of the books, or
    /// the database.
    #[arg(long, value_name = "PLACE", env = "FOLKMOOT_FILES")]
    pub(crate) files: Option<String>,
}

impl Place {
    /// The books on disk.
    pub(crate) fn journal(&self) -> Result<Arc<dyn Journal>, Trouble> {
        Ok(match &self.database {
            Some(url) => Arc::new(PostgresBook::open(url, "folkmoot_book")?),
            None => {
                self.make_folder()?;
                Arc::new(SqliteBook::open(self.book())?)
            }
        })
    }

    /// People, sign-in, drafts and files. Files that were in its table are moved to where they are
    /// kept now.
    pub(crate) fn office(&self) -> Result<Arc<dyn Office>, Trouble> {
        let office: Arc<dyn Office> = match &self.database {
            Some(url) => {
                let office = PostgresOffice::open(url, "folkmoot_office")?;
                match files::store(self)? {
                    Some(store) => Arc::new(office.with_files_in(store)),
                    None => Arc::new(office),
                }
            }
            None => {
                self.make_folder()?;
                let office = SqliteOffice::open(self.data.join("office.db"))?;
                match files::store(self)? {
                    Some(store) => Arc::new(office.with_files_in(store)),
                    None => Arc::new(office),
                }
            }
        };
        office.move_files_to_store()?;
        Ok(office)
    }

    /// The file of the books, where they are in a folder.
    pub(crate) fn book(&self) -> PathBuf {
        self.data.join("book.db")
    }

    /// Makes the folder, for its owner only: it holds the books and people's names.
    fn make_folder(&self) -> Result<(), Trouble> {
        let mut folder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder
            .recursive(true)
            .create(&self.data)
            .map_err(say::file(&self.data))
    }

    /// Refuses a place where nothing was begun yet, so that a mistyped path makes no empty books.
    pub(crate) fn must_exist(&self) -> Result<(), Trouble> {
        if self.database.is_some() || self.book().exists() {
            return Ok(());
        }
        Err(Trouble::refused(
            format!("there are no books in {}", self.data.display()),
            "Begin some with “folkmoot init”, or give the right folder with --data.",
        ))
    }

    /// The house at that place, by the machine's clock.
    pub(crate) fn open(&self) -> Result<Arc<House>, Trouble> {
        self.open_with(clock::real())
    }

    /// The house at that place, by a given clock.
    pub(crate) fn open_with(&self, clock: Clock) -> Result<Arc<House>, Trouble> {
        let setup = Setup {
            journal: self.journal()?,
            office: self.office()?,
            clock,
            chance: chance::chance,
        };
        Ok(House::open(setup)?)
    }
}

/// How often the search index is looked at while pages are served.
const INDEX_EVERY: std::time::Duration = std::time::Duration::from_secs(2);

impl Place {
    /// Has the house keep its search index in a file of this folder, and keep it up by itself. The file
    /// belongs to this node alone, also where the books are in a database.
    pub(crate) fn keep_index(&self, house: &Arc<House>) -> Result<(), Trouble> {
        self.make_folder()?;
        let file = self.data.join("search.db");
        let index = app::search::Index::open(&file).map_err(|fault| {
            Trouble::refused(
                fault.to_string(),
                format!("Delete {}; it is made again by itself.", file.display()),
            )
        })?;
        house.keep_index(index);
        Ok(house.keep_reading(INDEX_EVERY)?)
    }
}

/// The partnership meant: the one named, or the only one.
pub(crate) fn partnership(house: &House, named: Option<&str>) -> Result<String, Trouble> {
    let all = house.partnerships()?;
    match (named, all.as_slice()) {
        (Some(named), _) if all.iter().any(|one| one == named) => Ok(named.to_owned()),
        (Some(named), _) => Err(Trouble::refused(
            format!("there is no partnership “{named}” here"),
            if all.is_empty() {
                "There is none yet: begin one with “folkmoot init”.".to_owned()
            } else {
                format!("There are: {}.", all.join(", "))
            },
        )),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(Trouble::refused(
            "there is no partnership here yet",
            "Begin one with “folkmoot init”.",
        )),
        (None, _) => Err(Trouble::wrong_use(
            "there are several partnerships here",
            format!("Choose one with --partnership: {}.", all.join(", ")),
        )),
    }
}

/// The secret with which checkpoints are signed, made when it is first needed.
pub(crate) fn signing_key(data: &Path) -> Result<[u8; 32], Trouble> {
    let path = data.join("checkpoint.key");
    if let Ok(text) = std::fs::read_to_string(&path) {
        let hash: journal::Hash = text.trim().parse().map_err(|_| {
            Trouble::refused(
                format!("{} holds no key", path.display()),
                "Restore it from a backup.",
            )
        })?;
        return Ok(*hash.as_bytes());
    }
    std::fs::create_dir_all(data).map_err(say::file(data))?;
    let mut key = [0; 32];
    chance::chance(&mut key);
    let text = format!("{}\n", journal::Hash::from_bytes(key));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(say::file(&path))?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(say::file(&path))?;
    Ok(key)
}
