//! Comma-separated values for a spreadsheet (RFC 4180).
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe instead.

/// One line of cells.
pub(crate) fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_quoted_and_never_a_formula() {
        let table = [
            ("Plain, with a comma", "\"Plain, with a comma\""),
            ("Say “so”", "\"Say “so”\""),
            ("a \"quote\"", "\"a \"\"quote\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("＝1+1", "\"'＝1+1\""),
            ("@sum", "\"'@sum\""),
            ("-2", "\"'-2\""),
            ("", "\"\""),
        ];
        for (text, expected) in table {
            assert_eq!(cell(text), expected);
        }
    }
}
