//! A row of a wide sheet: the figures of one indicator in one area, a column to a period.

use record::plan::{Figure, FigureAsked};
use record::prose::Title;
use spreadsheets::{Cell, Row};

use super::{
    columns::Column,
    numbers::number,
    periods::period,
    plan::{Planner, RowSubject},
};
use crate::import::{RowPlan, State};

impl Planner<'_> {
    /// What each figure of the row would do.
    pub(super) fn wide(&mut self, row: &Row, planned: &mut RowPlan) {
        let columns = self.columns;
        let filled: Vec<&(usize, Cell)> = columns
            .periods
            .iter()
            .filter(|(at, _)| !matches!(row.cells.get(*at), None | Some(Cell::Empty)))
            .collect();
        if filled.is_empty() {
            planned.note = Some("No figure yet".to_owned());
            return;
        }
        let Some(subject) = self.subject(row, &mut planned.wrong) else {
            return;
        };
        let mut nothing: Vec<String> = Vec::new();
        for (at, heading) in filled {
            self.of_period = Some(*at);
            let one = self.one(row, (*at, heading), &subject, planned.row);
            planned.wrong.extend(one.wrong);
            match (one.does.is_empty(), one.note) {
                (true, note) => nothing.extend(note),
                // What has to be looked at is said right after what is done.
                (false, note) => planned.does.extend(one.does.into_iter().chain(note)),
            }
        }
        self.of_period = None;
        planned.note = match nothing.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!(
                "{} figures of this row are there already, or are said twice",
                several.len()
            )),
        };
    }

    /// What one figure would do.
    fn one(
        &mut self,
        row: &Row,
        (at, heading): (usize, &Cell),
        subject: &RowSubject<'_>,
        number_of_row: u32,
    ) -> RowPlan {
        let mut planned = RowPlan {
            row: number_of_row,
            about: String::new(),
            state: State::Nothing,
            does: Vec::new(),
            note: None,
            wrong: Vec::new(),
        };
        let says = subject.says;
        let unit = says.unit.as_ref().map(Title::as_str);
        let cell = row.cells.get(at).unwrap_or(&Cell::Empty);
        let period = period(heading, says.every, self.starts)
            .map_err(|why| planned.wrong.push(self.wrong(row, Column::Period, why)));
        let figure = number(cell, unit)
            .map_err(|why| planned.wrong.push(self.wrong(row, Column::Figure, why)));
        if let (Ok(period), Ok(Some(figure))) = (period, figure) {
            let asked = FigureAsked {
                indicator: subject.indicator.id.clone(),
                period,
                area: subject.area.clone(),
                figure: Figure::Count(figure),
                words: None,
            };
            self.becomes(row, asked, subject.indicator, &mut planned);
        }
        planned
    }
}
