//! `folkmoot import`: people and their seats, or figures of indicators, from a spreadsheet, through the
//! same plans as the pages.

use std::path::PathBuf;

use app::{
    Caller, figures,
    import::{self, Plan, RowPlan, State},
};
use record::prose::Title;
use serde_json::json;

use crate::{
    house::{self, Place},
    say::{self, Trouble},
};

/// The largest file, in bytes: as on the page.
const LARGEST: u64 = 20 * 1024 * 1024;
/// What to do when something is wrong in a spreadsheet.
const MEND: &str = "Mend the spreadsheet and run this again. Nothing was written.";

/// Takes in people and their seats, or figures of indicators, from a spreadsheet (.xlsx, .ods, .csv).
///
/// Figures stand one to a row, with a column that says of which period; or in a column to each period.
/// Shows what each row does. All rows are done or none: with something wrong in one of them nothing
/// is written. Rows that are true already have nothing to do, so a file can be sent again.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot import members.xlsx --dry-run\n  folkmoot import members.xlsx\n  folkmoot import --figures quarter-2.xlsx --source \"Council survey\""
)]
pub(crate) struct Import {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The spreadsheet.
    file: PathBuf,
    /// It holds figures of indicators, not people.
    #[arg(long)]
    figures: bool,
    /// Where the figures come from; the name of the file when left out.
    #[arg(long, requires = "figures", value_name = "WORDS")]
    source: Option<String>,
    /// Show what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write the arrangements in force, with the organisations that they lack, to this new file.
    #[arg(long, value_name = "FILE", conflicts_with = "figures")]
    draft: Option<PathBuf>,
    /// Print the rows as JSON.
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let plan_again = MEND;
        let size = std::fs::metadata(&self.file).map_err(say::file(&self.file))?;
        if size.len() > LARGEST {
            let what = format!("{} is larger than 20 MB", self.file.display());
            return Err(Trouble::refused(what, "Delete what is not needed in it."));
        }
        let bytes = std::fs::read(&self.file).map_err(say::file(&self.file))?;
        if self.figures {
            return self.take_figures(&bytes);
        }
        let rows =
            import::read(&bytes).map_err(|why| Trouble::refused(why.to_string(), plan_again))?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let plan = house
            .plan_import(&partnership, &rows)?
            .map_err(|none| Trouble::refused(none.to_string(), plan_again))?;
        self.show(&plan);
        self.write_draft(&plan)?;
        nothing_wrong(plan.count(State::Wrong))?;
        if !plan.can_be_done() {
            say::aside("There is nothing to do: every row is true already.");
            return Ok(());
        }
        if self.dry_run {
            say::aside("Nothing was written: this was to look.");
            return Ok(());
        }
        let done = house.import(&partnership, Caller::Operator("command-line"), &plan)?;
        say::aside(format!(
            "Done: {} new people, {} appointments.",
            done.people, done.appointed
        ));
        Ok(())
    }

    fn take_figures(&self, bytes: &[u8]) -> Result<(), Trouble> {
        let refused = |why: String| Trouble::refused(why, MEND);
        let rows = figures::read(bytes).map_err(|why| refused(why.to_string()))?;
        let source = self.source()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let caller = Caller::Operator("command-line");
        let plan = house
            .plan_figures(&partnership, caller, &rows)?
            .map_err(|none| refused(none.to_string()))?;
        if self.json {
            say::line(json!({ "rows": plan.rows, "unused": plan.unused }).to_string());
        } else {
            show_rows(&plan.rows, &plan.unused);
        }
        nothing_wrong(plan.count(State::Wrong))?;
        if !plan.can_be_done() {
            say::aside(
                "There is nothing to do: every figure is there already, or none was filled in.",
            );
            return Ok(());
        }
        if self.dry_run {
            say::aside("Nothing was written: this was to look.");
            return Ok(());
        }
        let (taken, aside) = (plan.taken, plan.aside);
        house.import_figures(&partnership, caller, &source, plan)?;
        say::aside(format!(
            "Done: {taken} new figures, {aside} kept beside others that stand."
        ));
        Ok(())
    }

    fn source(&self) -> Result<Title, Trouble> {
        let again = "Say in a few words where the figures come from.";
        if let Some(words) = &self.source {
            return Title::new(words).map_err(|why| Trouble::refused(why.to_string(), again));
        }
        let name = self.file.file_name().map(|name| name.to_string_lossy());
        let named = name.and_then(|name| figures::source_of(&name));
        named.ok_or_else(|| Trouble::refused("the file has no name to go by".to_owned(), again))
    }

    fn show(&self, plan: &Plan) {
        if self.json {
            let missing = plan.missing.as_deref();
            let shown = json!({ "rows": plan.rows, "unused": plan.unused, "missing": missing });
            say::line(shown.to_string());
            return;
        }
        show_rows(&plan.rows, &plan.unused);
        if let Some(missing) = &plan.missing {
            say::aside(format!(
                "Organisations that the arrangements lack. Add these lines to them and have them \
                 adopted, or use --draft:\n\n{missing}"
            ));
        }
    }

    fn write_draft(&self, plan: &Plan) -> Result<(), Trouble> {
        let (Some(path), Some(draft)) = (&self.draft, &plan.draft) else {
            return Ok(());
        };
        let mut file = std::fs::File::create_new(path).map_err(say::file(path))?;
        std::io::Write::write_all(&mut file, draft.as_bytes()).map_err(say::file(path))
    }
}

fn nothing_wrong(wrong: usize) -> Result<(), Trouble> {
    if wrong == 0 {
        return Ok(());
    }
    let rows = if wrong == 1 { "row has" } else { "rows have" };
    let what = format!("{wrong} {rows} something wrong");
    Err(Trouble::refused(what, MEND))
}

fn show_rows(rows: &[RowPlan], unused: &[String]) {
    for row in rows {
        for line in lines(row) {
            say::line(line);
        }
    }
    if !unused.is_empty() {
        say::aside(format!("Columns not used: {}.", unused.join(", ")));
    }
}

/// A row of the table: its number, how it stands, whom it is about, and what is said of it.
fn lines(row: &RowPlan) -> Vec<String> {
    let state = match row.state {
        State::Does => "does",
        State::Nothing => "nothing",
        State::Wrong => "WRONG",
    };
    let wrong = row
        .wrong
        .iter()
        .map(|wrong| format!("{} ({}): {}", wrong.cell, wrong.column, wrong.why));
    let said = row
        .does
        .iter()
        .cloned()
        .chain(row.note.clone())
        .chain(wrong);
    said.map(|said| format!("{:>5}  {state:<8} {:<24} {said}", row.row, row.about))
        .collect()
}
