//! A book in a folder that can be checked anywhere, with Python alone.
//!
//! Decides the form of `book.jsonl` and what lies beside it. Who may have an export, and
//! what of the names behind the opaque ids goes with it, is decided elsewhere.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::{Checkpoint, CheckpointFault, Fault, Journal, PublicKey, Report, Verifier, jsonl};

const VERIFY: &str = include_str!("../verify.py");
const README: &str = include_str!("export-readme.txt");

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The book as it was read: always sound, and never behind the checkpoint.
    pub report: Report,
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// The folder is in use.
    #[error("{0} is not an empty folder")]
    NotEmpty(String),
    /// The checkpoint is not signed with the key that would go with it.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
    /// The book is broken, so that an export would be too.
    #[error("{0}")]
    Broken(Box<Report>),
    /// The book cannot be read.
    #[error(transparent)]
    Book(#[from] Fault),
    /// The folder cannot be written.
    #[error("the export could not be written: {0}")]
    Write(#[from] io::Error),
}

impl ExportFault {
    /// What to do next.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NotEmpty(_) => "Name a folder that does not exist yet, or an empty one.",
            Self::Checkpoint(fault) => fault.help(),
            Self::Broken(_) => {
                "Run `folkmoot verify` on the book, and restore a backup if it is broken."
            }
            Self::Book(fault) => fault.help(),
            Self::Write(_) => "Check that the folder can be written and that the disk has room.",
        }
    }
}

/// Writes the book of `partnership` into the folder `dir`, which must be new or empty, with
/// the signed checkpoint `note`, the key to check it and a program that checks it all.
///
/// The book is verified on the way, against the checkpoint too. If anything is wrong the
/// files written so far are removed.
///
/// # Errors
/// [`ExportFault`].
pub fn export(
    journal: &dyn Journal,
    partnership: &str,
    dir: &Path,
    note: &str,
    key: &PublicKey,
) -> Result<Exported, ExportFault> {
    let checkpoint = Checkpoint::open(note, key)?;
    fs::create_dir_all(dir)?;
    if fs::read_dir(dir)?.next().is_some() {
        return Err(ExportFault::NotEmpty(dir.display().to_string()));
    }
    let written = write_all(journal, partnership, dir, note, key, &checkpoint);
    if written.is_err() {
        for (name, _) in beside(note, key) {
            let _gone = fs::remove_file(dir.join(name));
        }
        let _gone = fs::remove_file(dir.join("book.jsonl"));
    }
    written
}

fn write_all(
    journal: &dyn Journal,
    partnership: &str,
    dir: &Path,
    note: &str,
    key: &PublicKey,
    checkpoint: &Checkpoint,
) -> Result<Exported, ExportFault> {
    let mut book = BufWriter::new(File::create_new(dir.join("book.jsonl"))?);
    let mut verifier = Verifier::new(partnership, Some(checkpoint));
    let mut written = Ok(());
    journal.read(partnership, 0, &mut |line| {
        if verifier.take(&line).is_break() {
            return ControlFlow::Break(());
        }
        written = jsonl::write(&mut book, partnership, &line);
        if written.is_err() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    written?;
    let report = verifier.finish();
    if !report.is_sound() {
        return Err(ExportFault::Broken(Box::new(report)));
    }
    book.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    for (name, text) in beside(note, key) {
        let mut file = File::create_new(dir.join(name))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    Ok(Exported { report })
}

/// The files beside the book.
fn beside(note: &str, key: &PublicKey) -> [(&'static str, String); 4] {
    [
        ("checkpoint.txt", note.to_owned()),
        ("key.txt", format!("{key}\n")),
        ("verify.py", VERIFY.to_owned()),
        ("README.txt", README.to_owned()),
    ]
}
