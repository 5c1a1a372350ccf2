//! Two versions of a text, with the words in which they differ.
//!
//! It only shows: which version is right, people say.

use similar::{ChangeTag, TextDiff};

/// Words in a row that are in both versions, or in one only.
pub(crate) struct Piece {
    /// The words.
    pub(crate) words: String,
    /// Whether the other version lacks them.
    pub(crate) differs: bool,
}

/// The two versions, each cut into what both have and what only it has.
pub(crate) fn compare(one: &str, other: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for change in TextDiff::from_words(one, other).iter_all_changes() {
        let words = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                add(&mut left, words, false);
                add(&mut right, words, false);
            }
            ChangeTag::Delete => add(&mut left, words, true),
            ChangeTag::Insert => add(&mut right, words, true),
        }
    }
    (left, right)
}

fn add(pieces: &mut Vec<Piece>, words: &str, differs: bool) {
    match pieces.last_mut().filter(|last| last.differs == differs) {
        Some(last) => last.words.push_str(words),
        None => pieces.push(Piece {
            words: words.to_owned(),
            differs,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A version with the words that only it has in brackets.
    fn told(pieces: &[Piece]) -> String {
        let each = pieces.iter().map(|piece| match piece.differs {
            true => format!("[{}]", piece.words),
            false => piece.words.clone(),
        });
        each.collect()
    }

    #[test]
    fn words_that_only_one_version_has_are_marked() {
        let table = [
            ("", "", "", ""),
            ("The same.", "The same.", "The same.", "The same."),
            ("", "New.", "", "[New.]"),
            (
                "All were there.",
                "All but two were there.",
                "All were there.",
                "All [but two ]were there.",
            ),
            ("Ann spoke.", "Bob spoke.", "[Ann] spoke.", "[Bob] spoke."),
            ("One\ntwo", "One\nthree", "One\n[two]", "One\n[three]"),
        ];
        for (one, other, left, right) in table {
            let (one, other) = compare(one, other);
            assert_eq!(
                (told(&one), told(&other)),
                (left.to_owned(), right.to_owned())
            );
        }
    }
}
