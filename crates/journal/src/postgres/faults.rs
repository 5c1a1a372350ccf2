//! What PostgreSQL reports, as a fault of the book.

use postgres::error::{DbError, Severity};

use crate::Fault;

/// The fault, with `line` as the place if it is damage.
pub(super) fn fault_at(line: u64, error: &postgres::Error) -> Fault {
    let Some(reported) = error.as_db_error() else {
        if error.is_closed() {
            return Fault::Unavailable("the connection to the database is lost".to_owned());
        }
        return Fault::Unavailable(error.to_string());
    };
    let message = format!("{} ({})", reported.message(), reported.code().code());
    match reported.code().code() {
        "53100" => Fault::Full,
        "XX001" | "XX002" => Fault::corrupt(line, message),
        // Our own triggers, and a broken unique key or check.
        "P0001" => Fault::Refused(message),
        code if code.starts_with("23") => Fault::Refused(message),
        // Connection, resources, operator intervention, lock not available, conflict.
        code if ["08", "53", "57", "58", "40", "25"].contains(&&code[..2]) || code == "55P03" => {
            Fault::Unavailable(message)
        }
        _ => Fault::Other(message),
    }
}

/// The fault, when no particular line is concerned.
pub(super) fn fault(error: &postgres::Error) -> Fault {
    fault_at(0, error)
}

/// Whether the same transaction may well succeed if it is tried once more.
pub(super) fn is_passing(error: &postgres::Error) -> bool {
    error
        .as_db_error()
        .is_some_and(|reported| matches!(reported.code().code(), "40001" | "40P01"))
}

/// Whether another node took the same number.
pub(super) fn is_taken(error: &postgres::Error) -> bool {
    error
        .as_db_error()
        .is_some_and(|reported| reported.code().code() == "23505")
}

/// The fault of a COMMIT. Unless the database itself says that it failed, nobody knows.
pub(super) fn fault_of_commit(error: &postgres::Error) -> Fault {
    let failed = |reported: &DbError| reported.parsed_severity() == Some(Severity::Error);
    if error.as_db_error().is_some_and(failed) {
        fault(error)
    } else {
        Fault::Unknown
    }
}
