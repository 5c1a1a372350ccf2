//! The office in one SQLite file: the store for a partnership with a machine of its own.
//!
//! One connection writes, taking its turn with `BEGIN IMMEDIATE` so that the command line may
//! write too; a few others read. Every commit is on the disk before it is answered, and deleted
//! rows are overwritten. Never put the file on a network drive.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, ffi};

use crate::desk::Cell;
use crate::steps::{known, remaining};
use crate::{Desk, Fault, FileStore, Office, Row, Value};

/// Marks a file as an office ("FMof"), so that no other file is mistaken for one.
const APPLICATION_ID: i64 = 0x464d_6f66;

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many reading connections are kept open.
const READERS: usize = 4;

/// Statements each connection keeps prepared: more than the office has.
const PREPARED: usize = 64;

/// The office in one SQLite file.
pub struct SqliteOffice {
    writer: Mutex<Connection>,
    /// Connections that are free to read; more are opened when all are busy.
    readers: Mutex<Vec<Connection>>,
    /// Where the file is; an office in memory has none, and reads through its writer.
    file: Option<PathBuf>,
    file_store: Option<FileStore>,
}

impl SqliteOffice {
    /// Opens the office at `path`, making it if there is none (readable by its owner only), and
    /// takes the steps its tables have not taken. A file that is not an office, or that a newer
    /// Folkmoot has opened, is refused and left as it was.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Fault> {
        let path = path.as_ref();
        if is_begun(path) {
            // Looked at without leave to write: even putting a log in order would change a file
            // that is to be refused.
            inspect(&connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)?;
        } else {
            create_private(path)?;
        }
        let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let mode: String = writer
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
            .map_err(fault)?;
        if mode != "wal" {
            return Err(Fault::other(
                "keep a write-ahead log",
                "the file's disk allows none",
            ));
        }
        prepare(&mut writer)?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            file: Some(path.to_owned()),
            file_store: None,
        })
    }

    /// An office in memory, which ends with the process. For tests and previews.
    pub fn in_memory() -> Result<Self, Fault> {
        let mut writer = Connection::open_in_memory().map_err(fault)?;
        prepare(&mut writer)?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            file: None,
            file_store: None,
        })
    }

    /// Copies the office as it stands into a new file, while others go on reading and writing.
    pub fn copy_to(&self, path: &Path) -> Result<(), Fault> {
        create_private(path)?;
        let copy = path
            .to_str()
            .ok_or_else(|| Fault::other("copy the office", "the path of the copy is no text"))?;
        self.writer()
            .execute("VACUUM INTO ?", [copy])
            .map_err(fault)?;
        Ok(())
    }

    /// The same office, with the bytes of files in a store of their own.
    pub fn with_files_in(self, store: FileStore) -> Self {
        Self {
            file_store: Some(store),
            ..self
        }
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A writer that panicked has rolled back; the connection is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Office for SqliteOffice {
    fn file_store(&self) -> Option<&FileStore> {
        self.file_store.as_ref()
    }

    fn ask(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault> {
        let Some(file) = &self.file else {
            return ask(&self.writer(), sql, values);
        };
        let idle = self.readers().pop();
        let reader = match idle {
            Some(reader) => reader,
            None => {
                let reader = connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
                configure(&reader)?;
                reader
            }
        };
        let rows = ask(&reader, sql, values)?;
        let mut readers = self.readers();
        if readers.len() < READERS {
            readers.push(reader);
        }
        Ok(rows)
    }

    fn together(
        &self,
        work: &mut dyn FnMut(&mut dyn Desk) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut writer = self.writer();
        let transaction = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fault)?;
        let mut desk = SqliteDesk(transaction);
        work(&mut desk)?;
        desk.0.commit().map_err(fault)
    }

    fn scrub(&self, _tables: &[&'static str]) -> Result<(), Fault> {
        // Deleted rows were overwritten, but copies stay behind in pages that were divided when
        // the table grew, and in the log: so the whole file is written afresh and the log emptied.
        let writer = self.writer();
        writer.execute_batch("VACUUM").map_err(fault)?;
        let busy: bool = writer
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(fault)?;
        if busy && self.file.is_some() {
            return Err(Fault::Unavailable {
                why: "a reader held the log open",
                cause: None,
            });
        }
        Ok(())
    }
}

struct SqliteDesk<'a>(Transaction<'a>);

impl Desk for SqliteDesk<'_> {
    fn run(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault> {
        let mut statement = self.0.prepare_cached(sql).map_err(fault)?;
        let touched = statement
            .execute(rusqlite::params_from_iter(values))
            .map_err(fault)?;
        Ok(touched as u64)
    }

    fn ask(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault> {
        ask(&self.0, sql, values)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Nothing => ValueRef::Null,
            Value::Number(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn ask(
    connection: &Connection,
    sql: &'static str,
    values: &[Value<'_>],
) -> Result<Vec<Row>, Fault> {
    let mut statement = connection.prepare_cached(sql).map_err(fault)?;
    let width = statement.column_count();
    let rows = statement
        .query_map(rusqlite::params_from_iter(values), |row| {
            let cells = (0..width).map(|at| {
                Ok(match row.get_ref(at)? {
                    ValueRef::Null | ValueRef::Real(_) => Cell::Nothing,
                    ValueRef::Integer(number) => Cell::Number(number),
                    ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
                })
            });
            cells.collect::<rusqlite::Result<_>>().map(Row::new)
        })
        .map_err(fault)?;
    rows.collect::<rusqlite::Result<_>>().map_err(fault)
}

/// Whether there is a file with anything in it.
fn is_begun(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.len() > 0)
}

/// Makes an empty file that only its owner may read; SQLite gives its log the same permission.
fn create_private(path: &Path) -> Result<(), Fault> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(cause) if cause.kind() == std::io::ErrorKind::StorageFull => Err(Fault::Full),
        Err(cause) => Err(Fault::other(
            "make its file; check that the folder exists",
            cause,
        )),
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(fault)?;
    connection.busy_timeout(PATIENCE).map_err(fault)?;
    Ok(connection)
}

/// Reads which steps the tables have taken, and refuses a file that is not an office or is newer.
fn inspect(connection: &Connection) -> Result<i64, Fault> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (owner, taken) = (
        pragma("application_id").map_err(fault)?,
        pragma("user_version").map_err(fault)?,
    );
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(fault)?;
    if owner != APPLICATION_ID && (owner != 0 || taken != 0 || tables != 0) {
        return Err(Fault::other(
            "open this file",
            "it is a database, but not an office",
        ));
    }
    remaining(taken)?;
    Ok(taken)
}

/// Makes a connection as careful as the office needs it to be.
fn configure(connection: &Connection) -> Result<(), Fault> {
    for (pragma, value) in [
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("secure_delete", "ON"),
        ("trusted_schema", "OFF"),
        ("mmap_size", "0"),
    ] {
        connection
            .pragma_update(None, pragma, value)
            .map_err(fault)?;
    }
    // Statements are planned once, not again for each value of their parameters.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(())
}

/// Configures the writing connection and takes the remaining steps, all or none.
fn prepare(writer: &mut Connection) -> Result<(), Fault> {
    configure(writer)?;
    let transaction = writer
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fault)?;
    let steps = remaining(inspect(&transaction)?)?;
    if !steps.is_empty() {
        for step in steps {
            transaction.execute_batch(step).map_err(fault)?;
        }
        transaction
            .pragma_update(None, "application_id", APPLICATION_ID)
            .map_err(fault)?;
        transaction
            .pragma_update(None, "user_version", known())
            .map_err(fault)?;
    }
    transaction.commit().map_err(fault)
}

/// Says in the office's words what SQLite says in its own.
fn fault(error: rusqlite::Error) -> Fault {
    let rusqlite::Error::SqliteFailure(failure, words) = &error else {
        return Fault::other("keep or read a row", error);
    };
    match (failure.code, failure.extended_code) {
        (ErrorCode::DiskFull | ErrorCode::SystemIoFailure, _) => Fault::Full,
        (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
            Fault::taken(words.as_deref().unwrap_or_default())
        }
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Fault::Unknown { what: "person" },
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Fault::Unavailable {
            why: "another process has been writing for too long",
            cause: Some(error.into()),
        },
        (ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => {
            Fault::Unavailable {
                why: "its file cannot be opened",
                cause: Some(error.into()),
            }
        }
        (ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt, _) => {
            Fault::other("read its file, which is damaged or not a database", error)
        }
        _ => Fault::other("keep or read a row", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Person;

    #[test]
    fn a_full_disk_refuses_writing_wholly_and_goes_on_reading() {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = SqliteOffice::open(folder.path().join("office.db")).unwrap();
        let office: &dyn Office = &sqlite;
        let person = |n: u32| Person {
            id: format!("{n:032x}"),
            name: "x".repeat(2_000),
            email: None,
        };
        office.add_person(&person(0)).unwrap();
        let limit = |pages: i64| {
            sqlite
                .writer()
                .pragma_update(None, "max_page_count", pages)
                .unwrap();
        };
        limit(1); // SQLite takes this as "no more than there are now"
        let mut kept = 1;
        let refused = loop {
            match office.add_person(&person(kept)) {
                Ok(()) => kept += 1,
                Err(fault) => break fault,
            }
        };
        assert!(matches!(refused, Fault::Full), "{refused:?}");
        assert_eq!(office.people().unwrap().len(), kept as usize);
        assert_eq!(office.revision().unwrap(), u64::from(kept));
        limit(1_000_000);
        office.add_person(&person(kept)).unwrap();
        assert_eq!(office.revision().unwrap(), u64::from(kept) + 1);
    }
}
