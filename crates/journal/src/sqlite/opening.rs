//! Opening the file, and refusing one that must not be touched.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};

use super::faults::fault;
use crate::Fault;

/// `FMBK`, so that `file` and other programs can tell what it is.
const APPLICATION: i32 = 0x464d_424b;
/// The format this program writes. A file with a higher one is not touched.
const FORMAT: u32 = 1;
/// The first SQLite without the fault that could corrupt a book with two connections.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How long to wait for another program's turn to end.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone, Copy)]
pub(super) enum Synchronous {
    Full,
    #[cfg(feature = "weakened")]
    Normal,
}

/// Where the file is and how it is to be written.
#[derive(Clone)]
pub(super) struct Place {
    path: PathBuf,
    synchronous: Synchronous,
}

impl Place {
    /// The file at `path`, wherever the program may go later.
    pub fn at(path: &Path, synchronous: Synchronous) -> Result<Self, Fault> {
        let path = std::path::absolute(path)
            .map_err(|error| Fault::Unavailable(format!("{}: {error}", path.display())))?;
        Ok(Self { path, synchronous })
    }

    /// A connection that may write; makes the file if there is none.
    pub fn writer(&self) -> Result<Connection, Fault> {
        check_sqlite(rusqlite::version_number())?;
        self.check_header()?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection =
            Connection::open_with_flags(&self.path, flags).map_err(|error| fault(&error))?;
        self.prepare(&mut connection)
            .map_err(|error| fault(&error))??;
        Ok(connection)
    }

    /// A connection that can only read.
    pub fn reader(&self) -> Result<Connection, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(&self.path, flags).map_err(|error| fault(&error))?;
        connection
            .busy_timeout(PATIENCE)
            .map_err(|error| fault(&error))?;
        let settings =
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;";
        connection
            .execute_batch(settings)
            .map_err(|error| fault(&error))?;
        keep_plans(&connection).map_err(|error| fault(&error))?;
        Ok(connection)
    }

    fn prepare(&self, connection: &mut Connection) -> rusqlite::Result<Result<(), Fault>> {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(32);
        if let refused @ Err(_) = check_format(connection)? {
            return Ok(refused);
        }
        let mode: String =
            connection.query_row("PRAGMA journal_mode = WAL", (), |row| row.get(0))?;
        if mode != "wal" {
            let what = "the book needs a file on a local disk that can keep a write-ahead log";
            return Ok(Err(Fault::Unavailable(what.to_owned())));
        }
        let synchronous = match self.synchronous {
            Synchronous::Full => "FULL",
            #[cfg(feature = "weakened")]
            Synchronous::Normal => "NORMAL",
        };
        connection.execute_batch(&format!(
            "PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
             PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
             PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216;"
        ))?;
        keep_plans(connection)?;
        begin(connection)?;
        // Another program may have begun the book, in a later format, since the first look.
        check_format(connection)
    }

    /// Reads the head of the file without SQLite, which might already change something.
    fn check_header(&self) -> Result<(), Fault> {
        let mut head = [0; 100];
        let read =
            match File::open(&self.path).and_then(|mut file| read_up_to(&mut file, &mut head)) {
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
                Err(error) => {
                    return Err(Fault::Unavailable(format!(
                        "{}: {error}",
                        self.path.display()
                    )));
                }
            };
        if read == 0 {
            return Ok(());
        }
        if read < head.len() || !head.starts_with(b"SQLite format 3\0") {
            let what = format!(
                "{} is not a minute book, or its beginning is damaged",
                self.path.display()
            );
            return Err(Fault::corrupt(0, what));
        }
        let number =
            |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        known(number(68), number(60))
    }
}

fn check_sqlite(version: i32) -> Result<(), Fault> {
    if version >= OLDEST_SQLITE {
        return Ok(());
    }
    Err(Fault::Unavailable(
        "this program was built with an SQLite older than 3.51.3, which can damage a book"
            .to_owned(),
    ))
}

/// Whether a file with this application id and format is a book for this program.
fn known(application: u32, format: u32) -> Result<(), Fault> {
    // Both are zero in a file in which nothing was written yet.
    if application == 0 && format == 0 {
        return Ok(());
    }
    if application != APPLICATION as u32 {
        return Err(Fault::corrupt(0, "the file belongs to another program"));
    }
    if format > FORMAT {
        return Err(Fault::Newer {
            found: format,
            understood: FORMAT,
        });
    }
    Ok(())
}

fn check_format(connection: &Connection) -> rusqlite::Result<Result<(), Fault>> {
    let pragma = |name: &str| {
        connection.query_row(&format!("PRAGMA {name}"), (), |row| row.get::<_, i32>(0))
    };
    Ok(known(
        pragma("application_id")? as u32,
        pragma("user_version")? as u32,
    ))
}

/// Makes the tables, if this is a new file.
fn begin(connection: &mut Connection) -> rusqlite::Result<()> {
    let format = |connection: &Connection| {
        connection.query_row("PRAGMA user_version", (), |row| row.get::<_, i32>(0))
    };
    if format(connection)? != 0 {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if format(&transaction)? == 0 {
        transaction.execute_batch(include_str!("schema.sql"))?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
    }
    transaction.commit()
}

fn read_up_to(file: &mut File, into: &mut [u8]) -> std::io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match file.read(&mut into[read..])? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

/// Has statements planned once: without this, SQLite plans those with parameters again for each value.
fn keep_plans(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}
