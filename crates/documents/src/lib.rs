//! Agendas, minutes, packs and reports as plain documents, before they are PDF, Word, Excel or a page.
//!
//! What it decides: what stands in a document, in which order, and in what words. What it does not: who
//! may read it (`app` decided that when it made the view that a document is written from), what it looks
//! like, and how its bytes are made: that is a [`Renderer`]'s work, and `papers` has one. Whoever only
//! hands documents on, as `web` does, knows no more of it than this.

mod agenda;
mod minutes;
mod model;
mod money;
mod pack;
pub mod pictures;
mod renderer;
mod report;
mod words;

pub use agenda::agenda;
pub use minutes::{are_readable, minutes};
pub use model::{
    Block, Cell, Column, Document, Figure, Light, Numbering, Run, Standing, Table, Text, decimal,
};
pub use money::{assurance, funds_table};
pub use pack::pack;
pub use renderer::{Fault, Form, Renderer};
pub use report::report;
pub use words::House;
