//! What SQLite reports, as a fault of the book.

use rusqlite::ffi;

use crate::Fault;

/// Whether the disk said that it may have lost what was written. Nothing this
/// connection believes about the file can be trusted after that.
pub(super) fn lost_writes(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error().map(|error| error.extended_code),
        Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC | ffi::SQLITE_IOERR_CLOSE)
    )
}

/// The fault, with `line` as the place if it is damage.
pub(super) fn fault_at(line: u64, error: &rusqlite::Error) -> Fault {
    let message = error.to_string();
    let Some(code) = error.sqlite_error().map(|error| error.extended_code) else {
        // The value in a column is not of the kind that was written.
        return match error {
            rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => Fault::corrupt(line, message),
            _ => Fault::Other(message),
        };
    };
    match code {
        ffi::SQLITE_IOERR_WRITE
        | ffi::SQLITE_IOERR_TRUNCATE
        | ffi::SQLITE_IOERR_SHMOPEN
        | ffi::SQLITE_IOERR_SHMSIZE
        | ffi::SQLITE_IOERR_SHMMAP
        | ffi::SQLITE_IOERR_GETTEMPPATH => return Fault::Full,
        ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS | ffi::SQLITE_IOERR_DATA => {
            return Fault::corrupt(line, message);
        }
        _ => {}
    }
    match code & 0xff {
        ffi::SQLITE_FULL => Fault::Full,
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Fault::corrupt(line, message),
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => {
            Fault::Unavailable("another program is holding the file".to_owned())
        }
        ffi::SQLITE_CANTOPEN
        | ffi::SQLITE_IOERR
        | ffi::SQLITE_READONLY
        | ffi::SQLITE_PERM
        | ffi::SQLITE_AUTH
        | ffi::SQLITE_NOLFS => Fault::Unavailable(message),
        ffi::SQLITE_CONSTRAINT | ffi::SQLITE_TOOBIG => Fault::Refused(message),
        _ => Fault::Other(message),
    }
}

/// The fault, when no particular line is concerned.
pub(super) fn fault(error: &rusqlite::Error) -> Fault {
    fault_at(0, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
    }

    #[test]
    fn each_report_becomes_the_fault_it_is() {
        let full = [
            ffi::SQLITE_FULL,
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_IOERR_SHMSIZE,
        ];
        for code in full {
            assert_eq!(fault(&reported(code)), Fault::Full, "{code}");
        }
        let damage = [
            ffi::SQLITE_CORRUPT,
            ffi::SQLITE_NOTADB,
            ffi::SQLITE_IOERR_SHORT_READ,
        ];
        for code in damage {
            assert!(
                matches!(fault_at(7, &reported(code)), Fault::Corrupt { line: 7, .. }),
                "{code}"
            );
        }
        let away = [
            ffi::SQLITE_BUSY,
            ffi::SQLITE_CANTOPEN,
            ffi::SQLITE_READONLY,
            ffi::SQLITE_IOERR_FSYNC,
        ];
        for code in away {
            assert!(
                matches!(fault(&reported(code)), Fault::Unavailable(_)),
                "{code}"
            );
        }
        assert!(matches!(
            fault(&reported(ffi::SQLITE_CONSTRAINT_TRIGGER)),
            Fault::Refused(_)
        ));
    }

    #[test]
    fn only_a_failed_synchronisation_stops_the_writer() {
        for (code, stops) in [
            (ffi::SQLITE_IOERR_FSYNC, true),
            (ffi::SQLITE_IOERR_DIR_FSYNC, true),
            (ffi::SQLITE_FULL, false),
            (ffi::SQLITE_IOERR_WRITE, false),
            (ffi::SQLITE_BUSY, false),
        ] {
            assert_eq!(lost_writes(&reported(code)), stops, "{code}");
        }
    }
}
