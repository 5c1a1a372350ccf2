//! What can go wrong in the office, in plain sentences.
//!
//! A fault says what is wrong and what to do next. It never carries a secret, a connection string
//! or the personal data of the row it concerns; the database's own words stay behind `source()`,
//! for the log.

/// The database's own account of a fault, for the log and not for the page.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the office could not do as asked. Unless it says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The disk is full, or failing under a write.
    #[error("the office's disk is full or failing, and nothing was written")]
    Full,
    /// The tables were made by a later version of Folkmoot. They were left untouched.
    #[error(
        "the office was last opened by a newer Folkmoot: its tables are at step {found}, and this version knows {known}"
    )]
    Newer {
        /// The step the tables are at.
        found: i64,
        /// The last step this version knows.
        known: i64,
    },
    /// The database does not answer, or is busy for too long. Worth trying again.
    #[error("the office's database does not answer: {why}")]
    Unavailable {
        /// What was being tried, in a few words.
        why: &'static str,
        /// The database's account, if it gave one.
        #[source]
        cause: Option<Cause>,
    },
    /// Something that must be unique is already in use.
    #[error("this {field} is already in use")]
    Taken {
        /// The field's name, as a person would say it.
        field: &'static str,
    },
    /// Something referred to is not in the office.
    #[error("the office knows no such {what}")]
    Unknown {
        /// What is missing, as a person would say it.
        what: &'static str,
    },
    /// Something is longer than the office keeps.
    #[error("the {what} is {size} bytes long, and at most {limit} are kept")]
    TooLarge {
        /// What is too long.
        what: &'static str,
        /// Its length in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// Something that must be said was left blank, or holds a character no database keeps.
    #[error("the {what} is blank, or holds a character that cannot be kept")]
    Unfit {
        /// What is unfit.
        what: &'static str,
    },
    /// The bytes of a file are not those its hash promises.
    #[error("the file's bytes do not match its hash {hash}")]
    WrongHash {
        /// The hash that was promised, in hexadecimal.
        hash: String,
    },
    /// The office knows the file, but its bytes are not where they were kept.
    #[error("the bytes of the file {hash} are not in the file store")]
    Missing {
        /// The file's hash, in hexadecimal.
        hash: String,
    },
    /// Anything else: a fault that is ours to mend.
    #[error("the office could not {doing}")]
    Other {
        /// What was being done.
        doing: &'static str,
        /// The database's account.
        #[source]
        cause: Cause,
    },
}

impl Fault {
    /// What to do next, in one sentence.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Full => {
                "Free some space on the office's disk, then try again; reading still works."
            }
            Self::Newer { .. } => {
                "Start the newer Folkmoot, or restore a backup made before the upgrade."
            }
            Self::Unavailable { .. } => {
                "Check that the database is running and can be reached, then try again."
            }
            Self::Taken { .. } => "Choose another, or look for the one that has it already.",
            Self::Unknown { .. } => "Check the reference; it may have been erased.",
            Self::TooLarge { .. } => "Make it shorter, or divide it into parts.",
            Self::Unfit { .. } => "Type it again, in ordinary characters.",
            Self::WrongHash { .. } => {
                "Send the file again; if it was read from the office, restore it from a backup."
            }
            Self::Missing { .. } => {
                "Restore the folder or bucket of files from a backup, or send the file again."
            }
            Self::Other { .. } => "Try once more; if it happens again, report it with the log.",
        }
    }

    pub(crate) fn other(doing: &'static str, cause: impl Into<Cause>) -> Self {
        Self::Other {
            doing,
            cause: cause.into(),
        }
    }

    /// Names the field behind a broken uniqueness rule, from the words either database uses for
    /// it: both name the table and the column, and neither is fit for a page.
    pub(crate) fn taken(database_words: &str) -> Self {
        let field = [
            ("email", "email address"),
            ("people", "person's id"),
            ("links", "sign-in link"),
            ("sessions", "session"),
            ("tokens", "API token"),
        ]
        .into_iter()
        .find(|(word, _)| database_words.contains(word))
        .map_or("key", |(_, field)| field);
        Self::Taken { field }
    }
}
