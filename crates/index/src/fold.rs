//! Words, as they are compared: small letters, without accents, without apostrophes.
//!
//! "O’Brien" and "obrien" are one word, and so are "Café" and "cafe". What is no letter and no digit
//! divides words.

use std::ops::Range;

/// The longest word that is kept; what follows is left off.
const LONGEST: usize = 40;

/// A word of a text, and where it stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is compared.
    pub folded: String,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

/// The words of a text, in order.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = rest.next()?;
            if !first.is_alphanumeric() {
                continue;
            }
            let mut word = Word {
                folded: String::new(),
                at: start..start + first.len_utf8(),
            };
            fold_into(first, &mut word.folded);
            while let Some(&(at, char)) = rest.peek() {
                let joins = is_apostrophe(char) && followed_by_letter(text, at + char.len_utf8());
                if char.is_alphanumeric() || is_mark(char) {
                    fold_into(char, &mut word.folded);
                    word.at.end = at + char.len_utf8();
                } else if !joins {
                    break;
                }
                rest.next();
            }
            if !word.folded.is_empty() {
                return Some(word);
            }
        }
    })
}

/// The words of a text as they are compared, with one space between two.
pub fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for word in words(text) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&word.folded);
    }
    all
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘' | 'ʼ')
}

/// A mark that stands over or under the letter before it.
fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}')
}

fn followed_by_letter(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    rest.chars().next().is_some_and(char::is_alphanumeric)
}

fn fold_into(char: char, into: &mut String) {
    if into.len() >= LONGEST || is_mark(char) {
        return;
    }
    if char.is_ascii() {
        into.push(char.to_ascii_lowercase());
        return;
    }
    for small in char.to_lowercase() {
        match plain(small) {
            Some(letters) => into.push_str(letters),
            None if is_mark(small) => {}
            None => into.push(small),
        }
    }
}

/// A Latin letter without its accent.
fn plain(char: char) -> Option<&'static str> {
    const PLAIN: [(&str, &str); 29] = [
        ("àáâãäåāăą", "a"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņňŋ", "n"),
        ("òóôõöøōŏő", "o"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ţťŧț", "t"),
        ("ùúûüũūŭůűų", "u"),
        ("ŵẁẃẅ", "w"),
        ("ýÿŷỳ", "y"),
        ("źżž", "z"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ß", "ss"),
        ("þ", "th"),
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("²", "2"),
        ("³", "3"),
        ("ª", "a"),
        ("º", "o"),
    ];
    let found = PLAIN.iter().find(|(accented, _)| accented.contains(char));
    found.map(|(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{folded, words};

    #[test]
    fn words_are_compared_without_case_accents_and_apostrophes() {
        for (text, as_compared) in [
            ("", ""),
            (" … ", ""),
            ("The Board’s plan", "the boards plan"),
            ("O'Brien, Zoë", "obrien zoe"),
            ("‘quoted’", "quoted"),
            ("Cafe\u{301} Łódź", "cafe lodz"),
            ("2010-10-06", "2010 10 06"),
            ("Straße; Æthelred", "strasse aethelred"),
            ("a\0b\u{7}c", "a b c"),
            ("Ĳssel", "ĳssel"),
            ("健康 Ωμέγα", "健康 ωμέγα"),
        ] {
            assert_eq!(folded(text), as_compared, "{text:?}");
        }
    }

    proptest! {
        /// Every word stands where it says, and folding what is folded changes nothing.
        #[test]
        fn every_word_is_where_it_says(text in "\\PC{0,60}") {
            for word in words(&text) {
                let there = text.get(word.at.clone());
                prop_assert!(there.is_some_and(|there| !there.is_empty()));
            }
            let once = folded(&text);
            prop_assert_eq!(&folded(&once), &once);
        }
    }
}
