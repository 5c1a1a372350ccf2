//! The file: words and where they stand, by SQLite's full-text search, without the texts themselves.
//!
//! Documents are numbered by their day, so that the newest are found first without sorting. One
//! connection writes, a few read; nobody who reads waits for whoever writes. A file that is damaged, or
//! was made by another version, is thrown away and begun anew.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Query, distance, fold::folded, near::forgiven};

/// Marks a file as an index ("FMix").
const APPLICATION_ID: i32 = 0x464d_6978;
/// The form of the file. A file of another form is made anew.
const VERSION: i32 = 1;
/// Below a day's number there is room for so many documents.
const DAY: i64 = 1 << 24;
/// The day of what has none: after all others, so that it is found first.
const NO_DAY: i64 = 99_999_999;
/// How many connections for reading are kept.
const READERS: usize = 4;
/// How many words are offered in the place of a mistyped one.
const OFFERED: usize = 12;

const TABLES: &str = "
    CREATE TABLE documents (
        number INTEGER PRIMARY KEY,
        book TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        owner TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (book, kind, id)
    ) STRICT;
    CREATE INDEX documents_of_owner ON documents (book, owner);
    CREATE TABLE stamps (
        book TEXT PRIMARY KEY NOT NULL,
        line INTEGER NOT NULL,
        hash TEXT NOT NULL,
        day INTEGER NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE words USING fts5 (
        title, text, around, content='', contentless_delete=1, tokenize='ascii'
    );
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, 'row');
";

/// Why the index cannot be used now. It can always be made again.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database said so.
    #[error("the search index: {0}")]
    Database(#[from] rusqlite::Error),
    /// The file cannot be reached.
    #[error("the search index: {0}")]
    File(#[from] std::io::Error),
}

/// What is to be found.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Its name among its kind.
    pub id: String,
    /// What it goes with, and is removed with.
    pub owner: String,
    /// The body it belongs to; may be empty.
    pub body: String,
    /// Its day, as 20101006; none: it has none.
    pub day: Option<i64>,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Words that help to find it and are not its own.
    pub around: String,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What kind of thing it is.
    pub kind: String,
    /// Its name among its kind.
    pub id: String,
}

/// How far a book was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The last line.
    pub line: u64,
    /// Its hash.
    pub hash: String,
    /// On which day, as 20101006.
    pub day: i64,
}

/// Among what to look.
#[derive(Debug, Clone, Default)]
pub struct Among<'a> {
    /// Documents of this kind only.
    pub kind: Option<&'a str>,
    /// Documents of this body only.
    pub body: Option<&'a str>,
    /// From this day, as 20101006.
    pub from: Option<i64>,
    /// Until this day.
    pub until: Option<i64>,
    /// With the words in the title only.
    pub in_title: bool,
}

/// The index of every book of a house.
pub struct Index {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    file: Option<PathBuf>,
}

impl Index {
    /// Opens the index at `path`, or makes it. What cannot be used is thrown away first.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let writer = match begin(path) {
            Ok(writer) => writer,
            Err(_) => {
                throw_away(path)?;
                begin(path)?
            }
        };
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            file: Some(path.to_owned()),
        })
    }

    /// An index in memory.
    pub fn in_memory() -> Result<Self, Fault> {
        let writer = Connection::open_in_memory()?;
        writer.execute_batch(TABLES)?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            file: None,
        })
    }

    /// How far a book was taken in; none: not wholly yet.
    pub fn stamp(&self, book: &str) -> Result<Option<Stamp>, Fault> {
        self.reading(|connection| {
            let mut question =
                connection.prepare_cached("SELECT line, hash, day FROM stamps WHERE book = ?")?;
            let stamp = question.query_row([book], |row| {
                Ok(Stamp {
                    line: row.get::<_, i64>(0)?.unsigned_abs(),
                    hash: row.get(1)?,
                    day: row.get(2)?,
                })
            });
            Ok(stamp.optional()?)
        })
    }

    /// Takes in documents, each in the place of one with the same name, after removing what goes with
    /// `owners`. The stamp is set when one is given.
    pub fn take_in(
        &self,
        book: &str,
        owners: &[String],
        documents: &[Document],
        stamp: Option<&Stamp>,
    ) -> Result<(), Fault> {
        let mut writer = self.writer();
        let together = writer.transaction()?;
        for owner in owners {
            remove(&together, book, owner)?;
        }
        for document in documents {
            put(&together, book, document)?;
        }
        if let Some(stamp) = stamp {
            together
                .prepare_cached("INSERT OR REPLACE INTO stamps VALUES (?, ?, ?, ?)")?
                .execute(params![
                    book,
                    stamp.line.cast_signed(),
                    stamp.hash,
                    stamp.day
                ])?;
        }
        Ok(together.commit()?)
    }

    /// What the documents of a book go with, as far as its name begins so.
    pub fn owners(&self, book: &str, beginning: &str) -> Result<Vec<String>, Fault> {
        self.reading(|connection| {
            let mut question = connection.prepare_cached(
                "SELECT DISTINCT owner FROM documents WHERE book = ? AND substr(owner, 1, ?) = ?",
            )?;
            let length = i64::try_from(beginning.chars().count()).unwrap_or(i64::MAX);
            let rows = question.query_map(params![book, length, beginning], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets everything, and leaves no trace of it in the file.
    pub fn forget(&self) -> Result<(), Fault> {
        let writer = self.writer();
        self.readers().clear();
        writer.execute_batch(
            "BEGIN IMMEDIATE;
             DELETE FROM stamps;
             DELETE FROM documents;
             INSERT INTO words (words) VALUES ('delete-all');
             COMMIT;
             VACUUM;",
        )?;
        if self.file.is_some() {
            let tries = (0..50).any(|_| {
                let busy = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                    row.get::<_, i64>(0)
                });
                let done = matches!(busy, Ok(0));
                if !done {
                    std::thread::sleep(Duration::from_millis(20));
                }
                done
            });
            if !tries {
                return Err(std::io::Error::other("its log could not be emptied").into());
            }
        }
        Ok(())
    }

    /// Hands over each document of a book that holds the words, the newest first, until `each` breaks
    /// off.
    pub fn find(
        &self,
        book: &str,
        query: &Query,
        among: &Among<'_>,
        mut each: impl FnMut(Key) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let asked = if among.in_title {
            format!("title : ({})", query.sql())
        } else {
            query.sql()
        };
        let least = among.from.map_or(i64::MIN, |day| day.saturating_mul(DAY));
        let dated = among.from.or(among.until).is_some();
        let until = among.until.or(dated.then_some(NO_DAY - 1));
        let most = until.map_or(i64::MAX, |day| {
            day.saturating_add(1).saturating_mul(DAY).saturating_sub(1)
        });
        self.reading(|connection| {
            let mut question = connection.prepare_cached(
                "SELECT d.kind, d.id FROM words CROSS JOIN documents d ON d.number = words.rowid
                 WHERE words MATCH ?1 AND words.rowid BETWEEN ?2 AND ?3 AND d.book = ?4
                   AND (?5 IS NULL OR d.kind = ?5) AND (?6 IS NULL OR d.body = ?6)
                 ORDER BY words.rowid DESC",
            )?;
            let mut rows =
                question.query(params![asked, least, most, book, among.kind, among.body])?;
            while let Some(row) = rows.next()? {
                let key = Key {
                    kind: row.get(0)?,
                    id: row.get(1)?,
                };
                if each(key).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Words of the index that a mistyped word may have meant, the nearest first.
    pub fn near(&self, word: &str) -> Result<Vec<String>, Fault> {
        let most = forgiven(word);
        if most == 0 {
            return Ok(Vec::new());
        }
        let length = word.chars().count();
        let mut found: Vec<(usize, String)> = Vec::new();
        self.reading(|connection| {
            let mut question = connection
                .prepare_cached("SELECT term FROM vocabulary WHERE length(term) BETWEEN ? AND ?")?;
            let bound = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
            let mut rows =
                question.query([bound(length.saturating_sub(most)), bound(length + most)])?;
            while let Some(row) = rows.next()? {
                let term = row.get_ref(0)?;
                let Ok(term) = term.as_str() else { continue };
                if let Some(far) = distance(word, term, most).filter(|far| *far > 0) {
                    found.push((far, term.to_owned()));
                }
            }
            Ok(())
        })?;
        found.sort();
        found.truncate(OFFERED);
        Ok(found.into_iter().map(|(_, word)| word).collect())
    }

    /// How many documents of a book there are.
    pub fn count(&self, book: &str) -> Result<u64, Fault> {
        self.reading(|connection| {
            let count = connection.query_row(
                "SELECT count(*) FROM documents WHERE book = ?",
                [book],
                |row| row.get::<_, i64>(0),
            )?;
            Ok(count.unsigned_abs())
        })
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let Some(file) = &self.file else {
            return ask(&self.writer());
        };
        let free = self.readers().pop();
        let reader = match free {
            Some(reader) => reader,
            None => connect(file)?,
        };
        let answer = ask(&reader);
        let mut readers = self.readers();
        if answer.is_ok() && readers.len() < READERS {
            readers.push(reader);
        }
        answer
    }
}

fn connect(path: &Path) -> Result<Connection, Fault> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.execute_batch("PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL;")?;
    Ok(connection)
}

/// Opens a file for writing, and makes its tables if it is new. Errors when it is not one of ours, of
/// another form, or damaged.
fn begin(path: &Path) -> Result<Connection, Fault> {
    make_private(path)?;
    let connection = connect(path)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i32>(0));
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if tables == 0 {
        connection.execute_batch(&format!(
            "BEGIN; {TABLES} PRAGMA application_id = {APPLICATION_ID}; \
             PRAGMA user_version = {VERSION}; COMMIT;"
        ))?;
        return Ok(connection);
    }
    let ours = (
        number("PRAGMA application_id")?,
        number("PRAGMA user_version")?,
    );
    let check: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if ours != (APPLICATION_ID, VERSION) || check != "ok" {
        return Err(std::io::Error::other("it is of another form, or damaged").into());
    }
    Ok(connection)
}

/// Makes an empty file for its owner only: it holds words that not everyone may read.
fn make_private(path: &Path) -> Result<(), Fault> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

/// Removes the file and what lies beside it.
fn throw_away(path: &Path) -> Result<(), Fault> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn remove(together: &Connection, book: &str, owner: &str) -> Result<(), Fault> {
    together
        .prepare_cached(
            "DELETE FROM words WHERE rowid IN
               (SELECT number FROM documents WHERE book = ? AND owner = ?)",
        )?
        .execute([book, owner])?;
    together
        .prepare_cached("DELETE FROM documents WHERE book = ? AND owner = ?")?
        .execute([book, owner])?;
    Ok(())
}

fn put(together: &Connection, book: &str, document: &Document) -> Result<(), Fault> {
    let known: Option<i64> = together
        .prepare_cached("SELECT number FROM documents WHERE book = ? AND kind = ? AND id = ?")?
        .query_row(params![book, document.kind, document.id], |row| row.get(0))
        .optional()?;
    if let Some(number) = known {
        together
            .prepare_cached("DELETE FROM words WHERE rowid = ?")?
            .execute([number])?;
        together
            .prepare_cached("DELETE FROM documents WHERE number = ?")?
            .execute([number])?;
    }
    let first = document.day.unwrap_or(NO_DAY).saturating_mul(DAY);
    let number: i64 = together
        .prepare_cached(
            "SELECT coalesce(max(number) + 1, ?1) FROM documents WHERE number BETWEEN ?1 AND ?2",
        )?
        .query_row([first, first.saturating_add(DAY - 1)], |row| row.get(0))?;
    together
        .prepare_cached("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![
            number,
            book,
            document.kind,
            document.id,
            document.owner,
            document.body
        ])?;
    together
        .prepare_cached("INSERT INTO words (rowid, title, text, around) VALUES (?, ?, ?, ?)")?
        .execute(params![
            number,
            folded(&document.title),
            folded(&document.text),
            folded(&document.around)
        ])?;
    Ok(())
}

#[cfg(test)]
mod tests;
