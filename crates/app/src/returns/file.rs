//! Files that were handed in, read.

use super::{Asked, ReturnSheet, StatementSheet, read_return, read_statement};

/// The most rows of a return, its headings included.
const MOST_OF_RETURN: usize = 1_000;
/// The most rows of a statement, its headings included.
const MOST_OF_STATEMENT: usize = 500;

/// A return out of a spreadsheet; else why it cannot be read.
pub fn return_of_file(asked: &Asked, bytes: &[u8]) -> Result<ReturnSheet, String> {
    let rows = spreadsheets::read(bytes, MOST_OF_RETURN).map_err(|why| why.to_string())?;
    read_return(asked, &rows).map_err(|why| why.to_string())
}

/// A statement out of a spreadsheet; else why it cannot be read.
pub fn statement_of_file(bytes: &[u8]) -> Result<StatementSheet, String> {
    let rows = spreadsheets::read(bytes, MOST_OF_STATEMENT).map_err(|why| why.to_string())?;
    read_statement(&rows).map_err(|why| why.to_string())
}
