//! From a path such as `body[3].seat[2].partner` to the place in the text where it stands.
//!
//! The model itself carries no places; the tree of the text is walked only when there is something
//! to show. A path to something that was left out leads to what should have held it.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Where `path` stands in the text of `table`.
pub(super) fn place(table: &Spanned<DeTable<'_>>, path: &str) -> Range<usize> {
    let mut found: Option<&Spanned<DeValue<'_>>> = None;
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        let next = match (step.strip_suffix(']'), found.map(Spanned::get_ref)) {
            (Some(index), Some(DeValue::Array(array))) => index
                .parse::<usize>()
                .ok()
                .and_then(|index| array.get(index)),
            (None, Some(DeValue::Table(table))) => table.get(step),
            (None, None) => table.get_ref().get(step),
            _ => None,
        };
        match next {
            Some(next) => found = Some(next),
            None => break,
        }
    }
    found.map_or(0..0, anchor)
}

/// What to point at: a table by its short name, or else by its heading.
pub(super) fn anchor(value: &Spanned<DeValue<'_>>) -> Range<usize> {
    match value.get_ref() {
        DeValue::Table(table) => match table.get("id") {
            Some(id) => id.span(),
            None => value.span(),
        },
        _ => value.span(),
    }
}
