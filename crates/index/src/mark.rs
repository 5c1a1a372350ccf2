//! What of a text is shown, with the words marked that were asked for.

use std::ops::Range;

use crate::{Query, fold::words};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was asked for.
    pub marked: bool,
}

/// How many characters of a text are shown, about.
const SHOWN: usize = 220;

/// A whole text, with the words marked.
pub fn mark(query: &Query, text: &str) -> Vec<Piece> {
    pieces(query, text, 0..text.len())
}

/// A part of a text around the first place where most of the words stand, with the words marked.
/// Empty when the text is.
pub fn snippet(query: &Query, text: &str) -> Vec<Piece> {
    let hits: Vec<Range<usize>> = words(text)
        .filter(|word| query.marks(&word.folded))
        .map(|word| word.at)
        .collect();
    let within = |from: usize| {
        hits.iter()
            .filter(|hit| (from..from + SHOWN).contains(&hit.start))
            .count()
    };
    // The first of the fullest windows.
    let starts = hits.iter().map(|hit| hit.start).rev();
    let best = starts.max_by_key(|start| within(*start)).unwrap_or(0);
    let before = best.saturating_sub(SHOWN / 4);
    let start = edge(text, before, best);
    let end = edge_after(text, start.saturating_add(SHOWN));
    let mut shown = pieces(query, text, start..end);
    if start > 0 {
        shown.insert(0, plain("… "));
    }
    if end < text.len() {
        shown.push(plain(" …"));
    }
    shown
}

fn plain(text: &str) -> Piece {
    Piece {
        text: text.to_owned(),
        marked: false,
    }
}

fn pieces(query: &Query, text: &str, of: Range<usize>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut done = of.start;
    let mut push = |range: Range<usize>, marked: bool| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            // Line breaks would tear the sentence.
            let text = text.replace(['\n', '\r', '\t'], " ");
            pieces.push(Piece { text, marked });
        }
    };
    let inside = words(text).filter(|word| of.start <= word.at.start && word.at.end <= of.end);
    for word in inside.filter(|word| query.marks(&word.folded)) {
        push(done..word.at.start, false);
        push(word.at.clone(), true);
        done = word.at.end;
    }
    push(done..of.end, false);
    pieces
}

/// Where a word begins at or after `from`, at latest at `latest`.
fn edge(text: &str, from: usize, latest: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let mut begins = words(text).map(|word| word.at.start);
    begins
        .find(|start| *start >= from)
        .map_or(latest, |start| start.min(latest))
}

/// Where a word ends at or before `from`, or the end of the text.
fn edge_after(text: &str, from: usize) -> usize {
    if from >= text.len() {
        return text.len();
    }
    let ends = words(text).map(|word| word.at.end);
    let within = ends.take_while(|end| *end <= from).last();
    // One word longer than all that is shown: cut it at a letter.
    within.unwrap_or_else(|| {
        (0..=from)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Piece, mark, snippet};
    use crate::Query;

    fn shown(pieces: &[Piece]) -> String {
        let written = pieces.iter().map(|piece| {
            if piece.marked {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        });
        written.collect()
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        let query = Query::read("cafe plan").expect("words");
        let text = "The Café’s plans, planned.";
        assert_eq!(
            shown(&mark(&query, text)),
            "The [Café’s] [plans], [planned]."
        );
        assert_eq!(shown(&mark(&query, "")), "");
    }

    #[test]
    fn a_long_text_is_shown_where_the_words_stand() {
        let query = Query::read("flood").expect("a word");
        let long = format!(
            "{} The flood came.\n{}",
            "Nothing here. ".repeat(60),
            "After. ".repeat(60)
        );
        let shown = shown(&snippet(&query, &long));
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        assert!(shown.contains("[flood] came. After"), "{shown}");
        assert!(shown.chars().count() < 240, "{shown}");
    }

    proptest! {
        /// A snippet is made of the text, whatever the text is.
        #[test]
        fn it_is_made_of_the_text(text in "\\PC{0,500}", typed in "[a-z]{1,3}") {
            let query = Query::read(&typed).expect("a word");
            for piece in snippet(&query, &text).iter().filter(|piece| !piece.text.contains('…')) {
                prop_assert!(text.contains(&piece.text));
            }
            let whole: String = mark(&query, &text).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
