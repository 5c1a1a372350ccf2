//! What can go wrong between the office and PostgreSQL, and whether the work may be begun again.

use postgres::error::SqlState;

use crate::Fault;

/// A fault, and what it means for the work and for the connection.
pub(super) struct Trouble {
    pub(super) fault: Fault,
    /// It is certain that nothing was changed, and the work may be begun again.
    pub(super) again: bool,
    /// The connection is of no more use.
    pub(super) lost: bool,
}

impl Trouble {
    /// Before the commit nothing is changed, whatever went wrong.
    pub(super) fn before_commit(error: postgres::Error) -> Self {
        let lost = is_lost(&error);
        Self {
            again: lost || asks_again(&error),
            lost,
            fault: fault(error),
        }
    }

    /// If the answer to a commit is lost, nobody knows whether it was done.
    pub(super) fn at_commit(error: postgres::Error) -> Self {
        let (again, lost) = (asks_again(&error), is_lost(&error));
        let fault = if lost {
            Fault::Unavailable {
                why: "the connection was lost at the last moment, and the change may have been made",
                cause: Some(error.into()),
            }
        } else {
            fault(error)
        };
        Self { fault, again, lost }
    }
}

/// Whether the database undid the work so that others could finish, and it may be begun again.
fn asks_again(error: &postgres::Error) -> bool {
    matches!(
        error.code(),
        Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED)
    )
}

/// Whether the connection went with the error.
fn is_lost(error: &postgres::Error) -> bool {
    let of_the_network = || {
        std::iter::successors(Some(error as &(dyn std::error::Error + 'static)), |e| {
            e.source()
        })
        .any(|error| error.is::<std::io::Error>())
    };
    match error.code() {
        Some(code) => code.code().starts_with("57P") || code.code().starts_with("08"),
        None => error.is_closed() || of_the_network(),
    }
}

/// Says in the office's words what PostgreSQL says in its own.
pub(super) fn fault(error: postgres::Error) -> Fault {
    if is_lost(&error) {
        return Fault::Unavailable {
            why: "the connection was lost",
            cause: Some(error.into()),
        };
    }
    let Some(said) = error.as_db_error() else {
        return Fault::other("understand its database", error);
    };
    let why = match said.code().code() {
        "53100" | "58030" => return Fault::Full, // disk full; input or output failed
        "23505" => return Fault::taken(said.constraint().unwrap_or_default()),
        "23503" => return Fault::Unknown { what: "person" },
        "40001" | "40P01" => "others are writing the same rows",
        "57014" | "55P03" => "it took too long",
        "25006" => "it is open for reading only",
        code if code.starts_with("53") => "it has too much to do",
        code if code.starts_with("28") => "it does not accept the office's account",
        _ => return Fault::other("keep or read a row", error),
    };
    Fault::Unavailable {
        why,
        cause: Some(error.into()),
    }
}
