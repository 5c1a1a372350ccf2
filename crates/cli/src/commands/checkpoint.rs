//! `folkmoot checkpoint`: a signed note of where a book ends, to be kept by the partners.

use journal::Signer;

use crate::{
    house::{self, Place},
    say::{self, Trouble},
};

/// The name in the signature line of checkpoints.
pub(crate) const SIGNED_AS: &str = "folkmoot";

/// Signs where a book ends. Keep the note elsewhere: with it, a lost end can be seen.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot checkpoint > kept-elsewhere.txt\n  folkmoot checkpoint --show-key > checkpoint-key.txt"
)]
pub(crate) struct Checkpoint {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// Print the key with which checkpoints can be checked, instead.
    #[arg(long)]
    show_key: bool,
}

impl Checkpoint {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let signer = signer(&self.place)?;
        if self.show_key {
            say::line(signer.public().to_string());
            return Ok(());
        }
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let head = house.journal().head(&partnership)?;
        say::line(
            journal::Checkpoint::of(&partnership, &head)
                .sign(&signer)
                .trim_end(),
        );
        Ok(())
    }
}

/// Whoever signs the checkpoints of this installation.
pub(crate) fn signer(place: &Place) -> Result<Signer, Trouble> {
    let key = house::signing_key(&place.data)?;
    Signer::new(SIGNED_AS, &key).map_err(|fault| {
        Trouble::refused(fault.to_string(), "Restore checkpoint.key from a backup.")
    })
}
