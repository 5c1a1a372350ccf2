//! Which characters the typeface has.
//!
//! PDF/UA forbids a character that is shown as an empty box without being one, and what people write may
//! hold anything. A character that the typeface lacks is shown as □, and characters that are not seen and
//! only steer others are left out. The words themselves, on the page and in Word, are untouched.

use serde_json::Value;
use typst::text::Font;

/// What stands for a character that the typeface lacks.
const UNKNOWN: char = '□';

/// The characters of a typeface.
pub(crate) struct Glyphs {
    font: Font,
}

impl Glyphs {
    pub(crate) fn of(font: &Font) -> Self {
        Self { font: font.clone() }
    }

    /// Replaces what cannot be printed, in every text of a value.
    pub(crate) fn mend(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if text.chars().any(|letter| !self.has(letter)) {
                    *text = text
                        .chars()
                        .filter_map(|letter| self.shown(letter))
                        .collect();
                }
            }
            Value::Array(all) => all.iter_mut().for_each(|one| self.mend(one)),
            Value::Object(all) => all.values_mut().for_each(|one| self.mend(one)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn shown(&self, letter: char) -> Option<char> {
        if self.has(letter) {
            return Some(letter);
        }
        let unseen = letter.is_control()
            || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
        if unseen {
            return None;
        }
        Some(if self.has(UNKNOWN) { UNKNOWN } else { '?' })
    }

    fn has(&self, letter: char) -> bool {
        let ascii = letter.is_ascii() && !letter.is_ascii_control();
        ascii || letter == '\n' || (!letter.is_control() && self.in_face(letter))
    }

    fn in_face(&self, letter: char) -> bool {
        // Characters that turn the order of letters round are in the face, and have no business here.
        let steers = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        !steers && self.font.info().coverage.contains(u32::from(letter))
    }
}
