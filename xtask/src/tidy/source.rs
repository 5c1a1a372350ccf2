//! Just enough Rust reading to tell code from comments, strings and tests, keeping every line in its place.
//!
//! It does not parse: a rule that needs more than words and lines belongs in Clippy.

/// The code alone: comments, the insides of strings and characters, and test modules become blanks.
pub fn code_only(source: &str) -> String {
    without_tests(&without_words(source))
}

/// Comments and literals blanked; tests kept.
fn without_words(source: &str) -> String {
    let text: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < text.len() {
        let end = end_of_words(&text, at);
        if end == at {
            code.push(text[at]);
            at += 1;
        }
        while at < end {
            code.push(if text[at] == '\n' { '\n' } else { ' ' });
            at += 1;
        }
    }
    code
}

/// Where the comment or literal that starts here ends; `at` itself if none starts here.
fn end_of_words(text: &[char], at: usize) -> usize {
    let next = text.get(at + 1).copied();
    match text[at] {
        '/' if next == Some('/') => (at..text.len())
            .find(|&i| text[i] == '\n')
            .unwrap_or(text.len()),
        '/' if next == Some('*') => end_of_block(text, at),
        '"' => end_of_quoted(text, at, '"'),
        '\'' if next == Some('\\') || text.get(at + 2) == Some(&'\'') => {
            end_of_quoted(text, at, '\'')
        }
        'r' if !follows_a_word(text, at) => end_of_raw(text, at),
        _ => at,
    }
}

fn end_of_block(text: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < text.len() {
        match (text[at], text.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) if depth == 1 => return at + 2,
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    text.len()
}

fn end_of_quoted(text: &[char], start: usize, quote: char) -> usize {
    let mut at = start + 1;
    while at < text.len() {
        match text[at] {
            '\\' => at += 2,
            mark if mark == quote => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// `r"…"` and `r#"…"#`; a raw identifier such as `r#type` is code.
fn end_of_raw(text: &[char], start: usize) -> usize {
    let hashes = text[start + 1..]
        .iter()
        .take_while(|mark| **mark == '#')
        .count();
    let open = start + 1 + hashes;
    if text.get(open) != Some(&'"') {
        return start;
    }
    let closes = |&i: &usize| {
        text[i] == '"'
            && text[i + 1..]
                .iter()
                .take(hashes)
                .filter(|mark| **mark == '#')
                .count()
                == hashes
    };
    (open + 1..text.len())
        .find(closes)
        .map_or(text.len(), |i| i + 1 + hashes)
}

fn follows_a_word(text: &[char], at: usize) -> bool {
    at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_') && text[at - 1] != 'b'
}

/// Blanks whatever follows `#[cfg(test)]`, up to its closing brace or semicolon.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        kept.push_str(&rest[..start]);
        let length = length_of_item(&rest[start..]);
        kept.extend(
            rest[start..start + length]
                .chars()
                .map(|mark| if mark == '\n' { '\n' } else { ' ' }),
        );
        rest = &rest[start + length..];
    }
    kept + rest
}

fn length_of_item(item: &str) -> usize {
    let mut depth = 0_usize;
    for (at, mark) in item.char_indices() {
        match mark {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    item.len()
}

/// Each word of the code with the number of its line.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let in_word = |mark: char| mark.is_alphanumeric() || mark == '_';
    let lines = code.lines().enumerate();
    lines.flat_map(move |(index, line)| {
        line.split(move |mark| !in_word(mark))
            .filter(|word| !word.is_empty())
            .map(move |word| (index + 1, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_left_and_every_line_stays_where_it_was() {
        let table = [
            ("let x = 1; // async", "let x = 1;"),
            ("/* a /* nested */ async */ fn f() {}", "fn f() {}"),
            ("let s = \"async \\\" rand\"; g()", "let s = ; g()"),
            ("let s = r#\"say \"async\"\"#; g()", "let s = ; g()"),
            ("let r#type = b'\\''; h()", "let r#type = b; h()"),
            ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
            (
                "#[cfg(test)]\nmod tests { fn rand() { if x {} } }\nfn after() {}",
                "fn after() {}",
            ),
            ("#[cfg(test)]\nmod tests;\nfn after() {}", "fn after() {}"),
        ];
        for (source, code) in table {
            let left = code_only(source);
            assert_eq!(left.lines().count(), source.lines().count(), "{source}");
            let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(
                squeeze(&left).replace(" ;", ";"),
                squeeze(code).replace(" ;", ";"),
                "{source}"
            );
        }
    }
}
