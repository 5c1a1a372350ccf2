//! Measuring, wrapping and escaping words. What a browser would do itself in HTML must be done here,
//! because SVG text neither wraps nor stays inside its box.

use crate::advance;

/// The two cuts in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Semibold,
}

/// Width in whole pixels, rounded up, with a twentieth to spare for a reader whose browser has
/// fallen back to Arial.
pub(crate) fn width(text: &str, weight: Weight, size: i32) -> i32 {
    let thousandths: i32 = text
        .chars()
        .map(|letter| i32::from(advance(letter, weight)))
        .sum();
    (thousandths * size * 21 + 19_999) / 20_000
}

/// Lines no wider than `room`. Breaks between words, and inside one only if it is wider than the
/// room by itself. There is always at least one line.
pub(crate) fn wrap(text: &str, weight: Weight, size: i32, room: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer, weight, size) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if width(&line, weight, size) > room && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Text that is safe inside an element or a quoted attribute; characters XML forbids are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && !letter.is_whitespace() => {}
            '\u{b}' | '\u{c}' | '\u{85}' => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

fn advance(letter: char, weight: Weight) -> u16 {
    let (table, beyond) = match weight {
        Weight::Regular => (&advance::REGULAR, &advance::REGULAR_BEYOND),
        Weight::Semibold => (&advance::SEMIBOLD, &advance::SEMIBOLD_BEYOND),
    };
    let place = (letter as usize).checked_sub(0x20);
    place
        .and_then(|place| table.get(place).copied())
        .or_else(|| {
            beyond
                .iter()
                .find(|(known, _)| *known == letter)
                .map(|(_, advance)| *advance)
        })
        // A letter we have not measured: as wide as the widest ones that scripts have.
        .unwrap_or(1_100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_wrapped_between_words_and_never_cut() {
        let fire = "Hereford and Worcester Fire and Rescue Service";
        let table: &[(&str, i32, &[&str])] = &[
            ("Board", 156, &["Board"]),
            (
                fire,
                156,
                &["Hereford and", "Worcester Fire and", "Rescue Service"],
            ),
            ("", 156, &[""]),
            ("Unbreakable", 40, &["Unbr", "eaka", "ble"]),
        ];
        for (name, room, lines) in table {
            assert_eq!(wrap(name, Weight::Semibold, 15, *room), *lines, "{name}");
        }
    }

    #[test]
    fn what_xml_would_misread_is_escaped_or_dropped() {
        assert_eq!(
            escape("A & B <c> \"d\" 'e' \u{0}\u{ffff}"),
            "A &amp; B &lt;c&gt; &quot;d&quot; &#39;e&#39; "
        );
    }
}
