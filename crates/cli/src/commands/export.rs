//! `folkmoot export`: a book in a folder that can be checked without Folkmoot, or a copy for SQL.

use std::path::PathBuf;

use app::views::Audience;

use crate::{
    commands::checkpoint::signer,
    house::{self, Place},
    say::{self, Trouble},
};

/// Writes a book to a folder, with a signed checkpoint and a program in Python that checks it all.
///
/// For a folder that is called as one of the commands, write “./sqlite”.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot export handed-over\n  python3 handed-over/verify.py handed-over\n  folkmoot export sqlite worcestershire.sqlite",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(crate) struct Export {
    #[command(subcommand)]
    form: Option<Form>,
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The folder, new or empty.
    #[arg(required = true)]
    folder: Option<PathBuf>,
}

/// What else a book can be exported as.
#[derive(clap::Subcommand)]
enum Form {
    /// A read-only relational copy in one file of SQLite
    Sqlite(Sqlite),
}

/// Writes a read-only relational copy of the record, for people who want SQL.
///
/// Without --all it holds what the public may see, and may be handed to anyone. The tables are
/// described in the file itself (.schema) and in docs/running.md.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot export sqlite worcestershire.sqlite\n  sqlite3 worcestershire.sqlite 'SELECT day, body, text FROM decision_register LIMIT 10'"
)]
struct Sqlite {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The file, which must not be there yet.
    file: PathBuf,
    /// Only what the public may see; this is so when nothing is said.
    #[arg(long, conflicts_with = "all")]
    public: bool,
    /// Everything that the secretariat may see, with names. Keep it as safe as the books.
    #[arg(long)]
    all: bool,
}

impl Sqlite {
    fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let reading = house.read(&partnership)?;
        let audience = if self.all {
            Audience::SECRETARIAT
        } else {
            Audience::PUBLIC
        };
        let lines = |upto, most| {
            let book = house.book(&reading, upto, most, self.all)?;
            Ok(book.lines)
        };
        opendata::relational::write(&self.file, &reading, audience, &lines).map_err(|fault| {
            Trouble::refused(
                fault.to_string(),
                "Choose a file that is not there yet, on a disk with room.",
            )
        })?;
        let whom = if self.all {
            "the secretariat"
        } else {
            "the public"
        };
        say::line(format!(
            "{partnership}, up to line {}, for {whom}: {}",
            reading.head.line,
            self.file.display()
        ));
        Ok(())
    }
}

impl Export {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        let folder = match (self.form, self.folder) {
            (Some(Form::Sqlite(sqlite)), _) => return sqlite.run(),
            (None, Some(folder)) => folder,
            (None, None) => {
                return Err(Trouble::wrong_use(
                    "there is no folder to export to",
                    "Name one, new or empty.",
                ));
            }
        };
        self.place.must_exist()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let signer = signer(&self.place)?;
        let head = house.journal().head(&partnership)?;
        let note = journal::Checkpoint::of(&partnership, &head).sign(&signer);
        journal::export(
            house.journal(),
            &partnership,
            &folder,
            &note,
            &signer.public(),
        )
        .map_err(|fault| Trouble::refused(fault.to_string(), fault.help()))?;
        say::line(format!(
            "{} lines of {partnership} are in {}.",
            head.line,
            folder.display()
        ));
        say::aside(format!(
            "Anyone can check them: python3 {0}/verify.py {0}",
            folder.display()
        ));
        Ok(())
    }
}
