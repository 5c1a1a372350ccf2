//! Speaking to the person at the terminal. The only place that prints.

use std::io::Write;

use app::Denied;

/// Why a command did not do what it was asked, and the exit code that says so.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// What happened, in a sentence.
    pub(crate) what: String,
    /// What to do about it.
    pub(crate) help: String,
    /// 1: refused or found fault; 2: wrong use.
    pub(crate) code: u8,
    /// Whether everything was said already.
    pub(crate) said: bool,
}

impl Trouble {
    /// Refused, or found fault: exit code 1.
    pub(crate) fn refused(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
            code: 1,
            said: false,
        }
    }

    /// Wrong use: exit code 2.
    pub(crate) fn wrong_use(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
            code: 2,
            said: false,
        }
    }

    /// Found fault, and everything was said: exit code 1.
    pub(crate) fn said() -> Self {
        Self {
            what: String::new(),
            help: String::new(),
            code: 1,
            said: true,
        }
    }
}

impl From<Denied> for Trouble {
    fn from(denied: Denied) -> Self {
        let clause = denied
            .clause()
            .map_or(String::new(), |clause| format!(" (clause {clause})"));
        Self::refused(format!("{denied}{clause}"), denied.help())
    }
}

impl From<journal::Fault> for Trouble {
    fn from(fault: journal::Fault) -> Self {
        Self::refused(fault.to_string(), fault.help())
    }
}

impl From<office::Fault> for Trouble {
    fn from(fault: office::Fault) -> Self {
        Self::refused(fault.to_string(), fault.help())
    }
}

/// Reading or writing a file.
pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Trouble + '_ {
    move |error| {
        Trouble::refused(
            format!("{}: {error}", path.display()),
            "Check the path and its permissions.",
        )
    }
}

/// Prints a line of the answer.
pub(crate) fn line(text: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    // A closed pipe is the reader's choice.
    let _ = writeln!(out, "{}", text.as_ref());
    let _ = out.flush();
}

/// Prints something that is not part of the answer.
pub(crate) fn aside(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.as_ref());
}

/// Prints what went wrong and what to do.
pub(crate) fn trouble(trouble: &Trouble) {
    if !trouble.said {
        let stop = if trouble.what.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        aside(format!(
            "folkmoot: {}{stop}\n{}",
            trouble.what, trouble.help
        ));
    }
}
