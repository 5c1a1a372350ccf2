//! What is inside a file, before anyone else opens it.
//!
//! It refuses what would harm whoever opens it (programs, archives and images that swell, two files in
//! one), and tells what somebody may have left in it without knowing: hidden sheets, comments, changes
//! that were tracked. It reads each file once, keeps nothing of it, and stops at fixed limits.

mod archive;
mod image;
mod pdf;
#[cfg(test)]
pub(crate) mod tests;

use std::io::{BufRead, Cursor};

use super::sniff::Kind;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotTaken {
    /// It is cut off, or not what it begins as.
    #[error("the file is damaged, or only begins like a {0}")]
    Broken(&'static str),
    /// It unpacks to more than a paper ever does.
    #[error("the file unpacks to far more than it weighs")]
    Swells,
    /// It has too many parts.
    #[error("the file is made of too many parts")]
    TooManyParts,
    /// It cannot be read without a password.
    #[error("the file is locked with a password")]
    Locked,
    /// A part of it would be written outside its folder.
    #[error("a part of the file has a name that leads elsewhere")]
    Escapes,
    /// It holds a program.
    #[error("the file holds a program ({0})")]
    Program(&'static str),
    /// It holds an archive.
    #[error("the file holds another archive")]
    ArchiveInside,
    /// Its XML declares entities of its own.
    #[error("the file holds XML with entities of its own")]
    Entities,
    /// It fetches something from elsewhere when it is opened.
    #[error("the file fetches its template from elsewhere")]
    Fetches,
    /// An image of too many points.
    #[error("the image is {0} by {1} points")]
    TooManyPoints(u32, u32),
    /// It is two files at once.
    #[error("the file is of two kinds at once")]
    TwoInOne,
}

impl NotTaken {
    /// What to do about it.
    pub(crate) fn help(&self) -> &'static str {
        match self {
            Self::Broken(_) | Self::TwoInOne => {
                "Open it in the program that made it, save it as a new PDF, and send that."
            }
            Self::Swells | Self::TooManyParts | Self::Entities | Self::Escapes => {
                "Print it to a PDF and send that."
            }
            Self::Locked => "Save it without a password and send it again.",
            Self::Program(_) | Self::Fetches => "Save it as a PDF and send that.",
            Self::ArchiveInside => "Take out what is embedded in it, or save it as a PDF.",
            Self::TooManyPoints(..) => {
                "Make it smaller, at most 50 million points, and send it again."
            }
        }
    }
}

/// Something in a file that its readers do not see at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hidden {
    /// Sheets of a workbook.
    Sheets,
    /// Comments in the margin.
    Comments,
    /// Changes that were tracked and can be undone.
    Changes,
    /// Another document, such as the workbook behind a chart.
    Embedded,
    /// Files attached to a PDF.
    Attachments,
}

impl Hidden {
    /// What it is, as part of a sentence.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Self::Sheets => "hidden sheets",
            Self::Comments => "comments",
            Self::Changes => "tracked changes",
            Self::Embedded => "embedded documents, such as the figures behind a chart",
            Self::Attachments => "attached files",
        }
    }
}

/// What is hidden in a file, or why it is not taken.
pub(crate) fn inspect(kind: Kind, bytes: &[u8]) -> Result<Vec<Hidden>, NotTaken> {
    let hidden = match kind.ending {
        "pdf" => pdf::inspect(bytes),
        "png" => image::png(bytes).map(|()| Vec::new()),
        "jpg" => image::jpeg(bytes).map(|()| Vec::new()),
        "docx" | "xlsx" | "odt" => return archive::inspect(bytes),
        _ => Ok(Vec::new()),
    }?;
    if is_something_else_too(bytes) {
        return Err(NotTaken::TwoInOne);
    }
    Ok(hidden)
}

/// How far into a file a browser looks for a page.
const LOOKED_AT: usize = 1_024;

/// Whether it could be opened as an archive, or be taken for a page.
fn is_something_else_too(bytes: &[u8]) -> bool {
    let archive = zip::ZipArchive::new(Cursor::new(bytes));
    if archive.is_ok_and(|archive| !archive.is_empty()) {
        return true;
    }
    let begins = bytes.get(..LOOKED_AT).unwrap_or(bytes).to_ascii_lowercase();
    ["<html", "<script", "<svg", "<iframe", "<!doctype html"]
        .iter()
        .any(|mark| has(&begins, mark.as_bytes()))
}

/// Whether bytes hold these bytes.
fn has(bytes: &[u8], mark: &[u8]) -> bool {
    let Some(&first) = mark.first() else {
        return true;
    };
    let mut from = 0;
    while let Some(at) = find(bytes, first, from) {
        if bytes.get(at..).is_some_and(|rest| rest.starts_with(mark)) {
            return true;
        }
        from = at + 1;
    }
    false
}

/// Where a byte is next, much faster than one by one.
fn find(bytes: &[u8], byte: u8, from: usize) -> Option<usize> {
    let mut rest = bytes.get(from..)?;
    let passed = rest.skip_until(byte).ok()?;
    let at = (from + passed).checked_sub(1)?;
    (bytes.get(at) == Some(&byte) && passed > 0).then_some(at)
}
