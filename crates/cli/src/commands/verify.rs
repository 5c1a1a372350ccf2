//! `folkmoot verify`: whether a book is whole and untouched.

use std::path::PathBuf;

use journal::{Checkpoint, PublicKey, Verdict};
use serde_json::json;

use crate::{
    house::Place,
    say::{self, Trouble},
};

/// Checks every line of a book: its hash, the chain, and the words beside it.
///
/// A chain alone cannot see a lost end; hold the book against a checkpoint that was kept elsewhere.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot verify --checkpoint kept-elsewhere.txt --key checkpoint-key.txt"
)]
pub(crate) struct Verify {
    #[command(flatten)]
    place: Place,
    /// The partnership; every one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// A signed checkpoint that was kept elsewhere.
    #[arg(long, value_name = "FILE", requires = "key", requires = "partnership")]
    checkpoint: Option<PathBuf>,
    /// The key that it was signed with, as “folkmoot checkpoint” prints it.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Print the outcome as JSON.
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let journal = self.place.journal()?;
        let checkpoint = self.read_checkpoint()?;
        let all = match &self.partnership {
            Some(one) => vec![one.clone()],
            None => journal.partnerships()?,
        };
        let mut sound = true;
        for partnership in all {
            let report = journal::verify_book(&*journal, &partnership, checkpoint.as_ref())?;
            sound &= report.is_sound();
            if self.json {
                let (verdict, redactions) = match &report.verdict {
                    Verdict::Valid => ("VALID", 0),
                    Verdict::Redacted(redactions) => ("VALID WITH REDACTIONS", *redactions),
                    Verdict::Broken { .. } => ("BROKEN", 0),
                };
                let (line, hash) = (report.head.line, report.head.hash.to_string());
                let whole = json!({
                    "partnership": partnership, "verdict": verdict, "redactions": redactions,
                    "line": line, "hash": hash, "says": report.to_string(),
                });
                say::line(whole.to_string());
            } else {
                say::line(format!("{partnership}: {report}"));
            }
        }
        if sound { Ok(()) } else { Err(Trouble::said()) }
    }

    fn read_checkpoint(&self) -> Result<Option<Checkpoint>, Trouble> {
        let (Some(note), Some(key)) = (&self.checkpoint, &self.key) else {
            return Ok(None);
        };
        let key_text = std::fs::read_to_string(key).map_err(say::file(key))?;
        let not_a_key = |_| {
            Trouble::refused(
                format!("{} holds no key", key.display()),
                "Give the line that “folkmoot checkpoint --show-key” prints.",
            )
        };
        let key: PublicKey = key_text.trim().parse().map_err(not_a_key)?;
        let note_text = std::fs::read_to_string(note).map_err(say::file(note))?;
        let wrong = |fault: journal::CheckpointFault| {
            Trouble::refused(
                fault.to_string(),
                "Use the checkpoint and the key as they were handed out.",
            )
        };
        Checkpoint::open(&note_text, &key).map(Some).map_err(wrong)
    }
}
