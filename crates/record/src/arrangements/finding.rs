//! Findings: what is wrong with an arrangements file, where, and what to do about it.

use std::ops::Range;

use serde::Serialize;

/// One thing that was found in an arrangements file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Its stable code, such as `E012`; `docs/checks/E012.md` explains it.
    pub code: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What it concerns: the name of a body, seat, duty or standard. An acceptance names the same.
    pub about: String,
    /// Where it is, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: String,
}

/// How grave a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The file cannot be used until it is mended.
    Error,
    /// The file can be used; someone should think about this.
    Warning,
    /// A warning that the file itself accepts.
    Accepted {
        /// Why, in the words of the file.
        reason: String,
    },
}

impl Finding {
    /// The line and the column at which it begins, both from 1; columns count characters.
    /// `text` is the text that was checked.
    pub fn line_and_column(&self, text: &str) -> (usize, usize) {
        let start = self.span.start.min(text.len());
        let before = &text.as_bytes()[..start];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let line_start = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        let column = text
            .get(line_start..start)
            .map_or(start - line_start, |line| line.chars().count())
            + 1;
        (line, column)
    }

    /// Whether the file cannot be used.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let text = "one\ntwö three\n";
        let table = [
            (0, (1, 1)),
            (3, (1, 4)),
            (4, (2, 1)),
            (9, (2, 5)),
            (99, (3, 1)),
        ];
        for (start, expected) in table {
            let finding = Finding {
                code: "E002",
                level: Level::Error,
                about: String::new(),
                span: start..start,
                message: String::new(),
                help: String::new(),
            };
            assert_eq!(finding.line_and_column(text), expected, "byte {start}");
        }
    }
}
