//! From when until when, as a row says it.

use jiff::civil::Date;
use spreadsheets::{Row, read_day};

use super::{
    columns::{Column, Columns},
    plan::Wrong,
};

/// First and last day. What is no day is told at its cell.
pub(super) fn span(
    columns: &Columns,
    row: &Row,
    wrong: &mut Vec<Wrong>,
) -> (Option<Date>, Option<Date>) {
    let mut day = |column: Column| match read_day(columns.cell(column, row)) {
        Ok(day) => day,
        Err(why) => {
            wrong.push(Wrong::at(columns.place(column, row), column, why));
            None
        }
    };
    (day(Column::From), day(Column::Until))
}
