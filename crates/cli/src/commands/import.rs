//! `folkmoot import`: people and their seats from a spreadsheet, through the same plan as the page.

use std::path::PathBuf;

use app::{
    Caller,
    import::{self, Plan, RowPlan, State},
};
use serde_json::json;

use crate::{
    house::{self, Place},
    say::{self, Trouble},
};

/// The largest file, in bytes: as on the page.
const LARGEST: u64 = 20 * 1024 * 1024;

/// Takes in people, their e-mail addresses and their seats from a spreadsheet (.xlsx, .ods, .csv).
///
/// Shows what each row does. All rows are done or none: with something wrong in one of them nothing
/// is written. Rows that are true already have nothing to do, so a file can be sent again.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot import members.xlsx --dry-run\n  folkmoot import members.xlsx"
)]
pub(crate) struct Import {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The spreadsheet.
    file: PathBuf,
    /// Show what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write the arrangements in force, with the organisations that they lack, to this new file.
    #[arg(long, value_name = "FILE")]
    draft: Option<PathBuf>,
    /// Print the rows as JSON.
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let plan_again = "Mend the spreadsheet and run this again. Nothing was written.";
        let size = std::fs::metadata(&self.file).map_err(say::file(&self.file))?;
        if size.len() > LARGEST {
            let what = format!("{} is larger than 20 MB", self.file.display());
            return Err(Trouble::refused(what, "Delete what is not needed in it."));
        }
        let bytes = std::fs::read(&self.file).map_err(say::file(&self.file))?;
        let rows =
            import::read(&bytes).map_err(|why| Trouble::refused(why.to_string(), plan_again))?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let plan = house
            .plan_import(&partnership, &rows)?
            .map_err(|none| Trouble::refused(none.to_string(), plan_again))?;
        self.show(&plan);
        self.write_draft(&plan)?;
        let wrong = plan.count(State::Wrong);
        if wrong > 0 {
            let rows = if wrong == 1 { "row has" } else { "rows have" };
            let what = format!("{wrong} {rows} something wrong");
            return Err(Trouble::refused(what, plan_again));
        }
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

    fn show(&self, plan: &Plan) {
        if self.json {
            let missing = plan.missing.as_deref();
            let shown = json!({ "rows": plan.rows, "unused": plan.unused, "missing": missing });
            say::line(shown.to_string());
            return;
        }
        for row in &plan.rows {
            for line in lines(row) {
                say::line(line);
            }
        }
        if !plan.unused.is_empty() {
            say::aside(format!("Columns not used: {}.", plan.unused.join(", ")));
        }
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
