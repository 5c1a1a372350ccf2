//! The table: what was measured, what a bare handler needs for the same, and the goal.

/// A table in Markdown that can be read as it is.
pub struct Table {
    heading: String,
    rows: Vec<[String; 4]>,
}

impl Table {
    /// An empty one about such a county.
    pub fn new(years: u16, lines: u64) -> Self {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let heading =
            format!("A county of {years} years and {lines} lines, {cores} cores, 8 connections.");
        Self {
            heading,
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(
        &mut self,
        what: impl Into<String>,
        ours: impl Into<String>,
        bare: impl Into<String>,
        goal: impl Into<String>,
    ) {
        self.rows
            .push([what.into(), ours.into(), bare.into(), goal.into()]);
    }

    /// The whole table.
    pub fn text(&self) -> String {
        let head = ["What", "Folkmoot", "Bare handler, same bytes", "Goal"].map(str::to_owned);
        let all = || std::iter::once(&head).chain(&self.rows);
        let width = |column: usize| {
            all()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths = [0, 1, 2, 3].map(width);
        let line = |row: &[String; 4]| {
            let cells = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell:width$}"));
            format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
        };
        let rule = widths.map(|width| "-".repeat(width));
        let rows: String = self.rows.iter().map(line).collect();
        format!("{}\n\n{}{}{rows}", self.heading, line(&head), line(&rule))
    }
}

/// Milliseconds with three digits after the point.
pub fn ms(micros: u128) -> String {
    format!("{}.{:03} ms", micros / 1_000, micros % 1_000)
}

/// Seconds with two digits after the point.
pub fn seconds(took: std::time::Duration) -> String {
    format!("{}.{:02} s", took.as_secs(), took.subsec_millis() / 10)
}

/// 1234567 as 1,234,567.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// One number as hundredths of another, such as `1.25`.
pub fn times(one: u128, other: u128) -> String {
    let hundredths = one * 100 / other.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(
            (ms(99), ms(12_345)),
            ("0.099 ms".into(), "12.345 ms".into())
        );
        assert_eq!(
            (grouped(12), grouped(123), grouped(1_234_567)),
            ("12".into(), "123".into(), "1,234,567".into())
        );
        assert_eq!((times(5, 4), times(1, 0)), ("1.25".into(), "1.00".into()));
        assert_eq!(seconds(std::time::Duration::from_millis(1_290)), "1.29 s");
    }

    #[test]
    fn the_table_lines_up() {
        let mut table = Table::new(1, 10);
        table.row("A", "B", "", "C and more");
        let text = table.text();
        let lengths: Vec<usize> = text.lines().skip(2).map(str::len).collect();
        assert!(lengths.windows(2).all(|two| two[0] == two[1]), "{text}");
    }
}
