//! Money in spreadsheets: the form on which a partner returns what it spent in a month, and statements of
//! what came in.
//!
//! Functions of cells and values: nothing here reads the book or writes into it. What is wrong is told
//! cell by cell, with what to write instead, and a sheet with anything wrong in it gives nothing.

mod amounts;
mod file;
mod form;
mod headings;
mod statement;

pub use self::{
    amounts::amount,
    file::{return_of_file, statement_of_file},
    form::{Asked, AskedLine, ReturnSheet, SheetLine, read_return, return_form},
    headings::{CellWrong, NoTable},
    statement::{
        Came, Expects, Known, Match, StatementRow, StatementSheet, match_statement, read_statement,
    },
};
