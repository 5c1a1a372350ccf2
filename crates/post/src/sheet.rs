//! The words of a letter, once, and from them both of its forms: plain and HTML.
//!
//! Decides only how words look. HTML here is for mail programs, which know no style sheet of ours and
//! run nothing; everything that is put in is escaped.

use std::fmt::Write;

/// A piece of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Words(String),
    /// A heading.
    Heading(String),
    /// What belongs together as name and value: day, place.
    Facts(Vec<(String, String)>),
    /// Items, each a line.
    List(Vec<String>),
    /// A code to type in, shown large.
    Code(String),
    /// The one thing to do, and where.
    Button {
        /// The verb.
        words: String,
        /// The whole address.
        address: String,
    },
    /// An address to follow, in words.
    Link {
        /// What is there.
        words: String,
        /// The whole address.
        address: String,
    },
}

/// The words of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its pieces, in order.
    pub parts: Vec<Part>,
    /// What is at its foot: why it came, and how to have fewer.
    pub foot: Vec<Part>,
}

impl Sheet {
    /// A sheet that begins with these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self::default().words(words)
    }

    /// With another paragraph.
    #[must_use]
    pub fn words(self, words: impl Into<String>) -> Self {
        self.with(Part::Words(words.into()))
    }

    /// With another piece.
    #[must_use]
    pub fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// With the one thing to do.
    #[must_use]
    pub fn button(self, words: impl Into<String>, address: impl Into<String>) -> Self {
        self.with(Part::Button {
            words: words.into(),
            address: address.into(),
        })
    }

    /// With another piece at the foot.
    #[must_use]
    pub fn foot(mut self, part: Part) -> Self {
        self.foot.push(part);
        self
    }

    /// The letter in plain words.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            part.write_plain(&mut text);
        }
        if !self.foot.is_empty() {
            // The mark by which mail programs know what is below the letter itself.
            text.push_str("-- \n");
            for part in &self.foot {
                part.write_plain(&mut text);
            }
        }
        let end = text.trim_end().len();
        text.truncate(end);
        text.push('\n');
        text
    }

    /// The letter as HTML, with its subject as the title.
    pub fn html(&self, subject: &str) -> String {
        let mut text = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\"><title>{}</title></head>\n\
             <body style=\"margin:0;padding:24px 16px;background:#ffffff;color:#14110f;font-family:'Source Sans 3',\
             Arial,Helvetica,sans-serif;font-size:18px;line-height:1.45\">\n<div style=\"max-width:36em\">\n",
            escaped(subject)
        );
        for part in &self.parts {
            part.write_html(&mut text);
        }
        if !self.foot.is_empty() {
            text.push_str(
                "<div style=\"margin-top:32px;padding-top:12px;border-top:1px solid #b1aca6;color:#4a4540;\
                 font-size:15px\">\n",
            );
            for part in &self.foot {
                part.write_html(&mut text);
            }
            text.push_str("</div>\n");
        }
        text.push_str("</div>\n</body></html>\n");
        text
    }
}

impl Part {
    fn write_plain(&self, text: &mut String) {
        match self {
            Self::Words(words) => wrap(text, words, ""),
            Self::Heading(words) => {
                wrap(text, words, "");
                let _ = writeln!(text, "{}", "-".repeat(words.chars().count().min(72)));
            }
            Self::Facts(facts) => {
                for (name, value) in facts {
                    wrap(text, &format!("{name}: {value}"), "  ");
                }
            }
            Self::List(items) => {
                for item in items {
                    wrap(text, &format!("* {item}"), "  ");
                }
            }
            Self::Code(code) => {
                let _ = writeln!(text, "    {code}");
            }
            Self::Button { words, address } | Self::Link { words, address } => {
                wrap(text, &format!("{words}:"), "");
                let _ = writeln!(text, "{address}");
            }
        }
        text.push('\n');
    }

    fn write_html(&self, text: &mut String) {
        let _ = match self {
            Self::Words(words) => writeln!(
                text,
                "<p style=\"margin:0 0 16px\">{}</p>",
                escaped(words).replace('\n', "<br>\n")
            ),
            Self::Heading(words) => writeln!(
                text,
                "<h2 style=\"margin:24px 0 8px;font-size:20px\">{}</h2>",
                escaped(words)
            ),
            Self::Facts(facts) => {
                let rows: String = facts
                    .iter()
                    .map(|(name, value)| {
                        format!(
                            "<tr><th scope=\"row\" style=\"text-align:left;vertical-align:top;padding:2px 16px 2px 0\">{}</th>\
                             <td style=\"vertical-align:top;padding:2px 0\">{}</td></tr>\n",
                            escaped(name),
                            escaped(value)
                        )
                    })
                    .collect();
                writeln!(
                    text,
                    "<table style=\"margin:0 0 16px;border-collapse:collapse\">\n{rows}</table>"
                )
            }
            Self::List(items) => {
                let items: String = items
                    .iter()
                    .map(|item| format!("<li style=\"margin:0 0 4px\">{}</li>\n", escaped(item)))
                    .collect();
                writeln!(
                    text,
                    "<ul style=\"margin:0 0 16px;padding-left:20px\">\n{items}</ul>"
                )
            }
            Self::Code(code) => writeln!(
                text,
                "<p style=\"margin:0 0 16px;font-size:28px;font-weight:bold;letter-spacing:4px\">{}</p>",
                escaped(code)
            ),
            Self::Button { words, address } => writeln!(
                text,
                "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"display:inline-block;padding:10px 18px;background:#0f5c4a;\
                 color:#ffffff;font-weight:bold;text-decoration:none\">{}</a></p>",
                escaped(address),
                escaped(words)
            ),
            Self::Link { words, address } => writeln!(
                text,
                "<p style=\"margin:0 0 12px\"><a href=\"{}\" style=\"color:#0f5c4a\">{}</a></p>",
                escaped(address),
                escaped(words)
            ),
        };
    }
}

/// Text as it may stand in HTML, inside an attribute too.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            one => safe.push(one),
        }
    }
    safe
}

/// Writes a paragraph in lines of at most 72 characters; `hang` begins each line but the first. A word
/// longer than that, such as an address, stays whole.
fn wrap(text: &mut String, words: &str, hang: &str) {
    for paragraph in words.lines() {
        let mut width = 0;
        for word in paragraph.split_whitespace() {
            let long = word.chars().count();
            if width > 0 && width + 1 + long > 72 {
                text.push('\n');
                text.push_str(hang);
                width = hang.len();
            } else if width > 0 {
                text.push(' ');
                width += 1;
            }
            text.push_str(word);
            width += long;
        }
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet::new("Dear Ann,")
            .words("The agenda of the Board’s meeting on Wednesday 18 April 2007 is out; what is to be read is with it.")
            .with(Part::Facts(vec![("Place".into(), "County Hall".into())]))
            .with(Part::List(vec!["<b>Budget</b> & “Tom”".into()]))
            .button("Read the agenda", "https://moot.example.org/x?a=1&b=2")
            .foot(Part::Words("You sit on the Board.".into()))
    }

    #[test]
    fn plain_words_are_short_lines() {
        let expected = "\
Dear Ann,

The agenda of the Board’s meeting on Wednesday 18 April 2007 is out;
what is to be read is with it.

Place: County Hall

* <b>Budget</b> & “Tom”

Read the agenda:
https://moot.example.org/x?a=1&b=2

-- 
You sit on the Board.
";
        assert_eq!(sheet().plain(), expected);
    }

    #[test]
    fn what_is_put_in_is_escaped() {
        let html = sheet().html("<script>");
        for part in [
            "<title>&lt;script&gt;</title>",
            "&lt;b&gt;Budget&lt;/b&gt; &amp; “Tom”",
            "href=\"https://moot.example.org/x?a=1&amp;b=2\"",
        ] {
            assert!(html.contains(part), "{part} is not in\n{html}");
        }
        assert!(!html.contains("<b>Budget") && !html.contains("<script"));
    }
}
