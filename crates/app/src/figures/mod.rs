//! Taking in figures from a spreadsheet: first a plan, row by row and cell by cell, then all or nothing.
//!
//! A sheet may be large: its figures are handed in as returns of five hundred, in one transaction. A
//! figure that is there already has nothing to do, and another one for the same is kept beside the first,
//! so the same sheet can be sent again. The form to fill in asks for what is due and comes back as such a
//! sheet.

mod columns;
mod kept;
mod names;
mod numbers;
mod periods;
mod plan;
mod saying;
mod template;
mod wide;

use record::{
    act::AnyAct,
    plan::{MOST_FIGURES, ReturnFigures},
    prose::Title,
};
use spreadsheets::Row;

pub(crate) use self::numbers::settled;
pub use self::{
    columns::{Column, NoHeadings},
    kept::{FiguresSheet, read, source_of},
    plan::FiguresPlan,
    template::{Template, figures_due, figures_template, hands_in},
};
use crate::{ActRequest, Caller, Denied, House, Recorded};

/// The most rows below the headings.
pub const MOST_ROWS: usize = 50_000;

pub use spreadsheets::Unreadable;

impl House {
    /// What importing these rows of figures would do, as the book stands now. What is wrong in the rows is
    /// in the plan; `NoHeadings` when the sheet does not say what its columns are.
    pub fn plan_figures(
        &self,
        partnership: &str,
        caller: Caller,
        rows: &[Row],
    ) -> Result<Result<FiguresPlan, NoHeadings>, Denied> {
        let reading = self.read(partnership)?;
        Ok(plan::plan(&reading, caller, rows))
    }

    /// Hands in the figures of a plan, all of them or none. None when there is nothing to do.
    pub fn import_figures(
        &self,
        partnership: &str,
        caller: Caller,
        source: &Title,
        plan: FiguresPlan,
    ) -> Result<Option<Recorded>, Denied> {
        let mut figures = plan.figures.into_iter();
        let mut acts: Vec<Box<dyn AnyAct>> = Vec::new();
        loop {
            let some: Vec<_> = figures.by_ref().take(MOST_FIGURES).collect();
            if some.is_empty() {
                break;
            }
            acts.push(Box::new(ReturnFigures {
                source: source.clone(),
                on: None,
                from: None,
                figures: some,
            }));
        }
        if acts.is_empty() {
            return Ok(None);
        }
        let request = ActRequest {
            partnership: partnership.to_owned(),
            caller,
            acts,
            seen: None,
            key: None,
        };
        self.act(request).map(Some)
    }
}
