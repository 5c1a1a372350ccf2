//! `folkmoot export`: a book in a folder that can be checked without Folkmoot.

use std::path::PathBuf;

use crate::{
    commands::checkpoint::signer,
    house::{self, Place},
    say::{self, Trouble},
};

/// Writes a book to a folder, with a signed checkpoint and a program in Python that checks it all.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot export handed-over\n  python3 handed-over/verify.py handed-over"
)]
pub(crate) struct Export {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The folder, new or empty.
    folder: PathBuf,
}

impl Export {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let signer = signer(&self.place)?;
        let head = house.journal().head(&partnership)?;
        let note = journal::Checkpoint::of(&partnership, &head).sign(&signer);
        journal::export(
            house.journal(),
            &partnership,
            &self.folder,
            &note,
            &signer.public(),
        )
        .map_err(|fault| Trouble::refused(fault.to_string(), fault.help()))?;
        say::line(format!(
            "{} lines of {partnership} are in {}.",
            head.line,
            self.folder.display()
        ));
        say::aside(format!(
            "Anyone can check them: python3 {0}/verify.py {0}",
            self.folder.display()
        ));
        Ok(())
    }
}
