//! Lays our plain CSS over govuk-frontend's, having taken the gov.uk identity out of theirs.
//!
//! The typeface GDS Transport, the royal arms and the crown may be used on gov.uk only. They are
//! removed here, and the build stops if a later release brings any of them back under another name.

/// MIT asks that the notice stay with the copies.
pub const GOVUK_NOTICE: &str = "/*! Contains govuk-frontend. Copyright (c) Crown Copyright (Government Digital Service). MIT licence. */";

/// Rules that carry these words are dropped whole.
const NOT_OURS_TO_SHOW: [&str; 4] = ["@font-face", "copyright-logo", "footer__crown", "crest"];

/// None of these may be left, in any case of letters.
const MUST_BE_GONE: [&str; 7] = [
    "@font-face",
    "gds transport",
    "calvert",
    "crest",
    "crown",
    "url(",
    "@import",
];

/// The one stylesheet: theirs without the identity, then ours, which therefore wins.
pub fn ours_over_theirs(theirs: &str, ours: &str) -> String {
    let theirs = without_comments(theirs);
    let theirs = without_rules(&theirs, &NOT_OURS_TO_SHOW)
        .replace(
            "GDS Transport,arial,sans-serif",
            "'Source Sans 3',arial,sans-serif",
        )
        // Theirs prints in whatever the printer has, and ours is the same on paper as on screen.
        .replace(
            "font-family:sans-serif",
            "font-family:'Source Sans 3',arial,sans-serif",
        )
        // The published faces we ship are 400 and 600; asking for 700 would smear the 600.
        .replace("font-weight:700", "font-weight:600");
    let searched = theirs.to_lowercase();
    for word in MUST_BE_GONE {
        assert!(
            !searched.contains(word),
            "govuk-frontend's stylesheet still contains `{word}`: it may not be shown outside gov.uk. Teach build/stylesheet.rs to remove it.",
        );
    }
    format!(
        "{GOVUK_NOTICE}\n{theirs}\n{}",
        squeezed(&without_comments(ours))
    )
}

fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// Drops each innermost rule whose selector or body contains one of `words`, and leaves the media
/// and supports blocks around it alone.
fn without_rules(css: &str, words: &[&str]) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(brace) = rest.find(['{', '}']) {
        let inside = &rest[brace + 1..];
        let opens = rest[brace..].starts_with('{');
        let end = inside
            .find(['{', '}'])
            .filter(|end| inside[*end..].starts_with('}'));
        let (Some(end), true) = (end, opens) else {
            kept.push_str(&rest[..=brace]);
            rest = inside;
            continue;
        };
        let rule = &rest[..brace + 1 + end + 1];
        if !words.iter().any(|word| rule.contains(word)) {
            kept.push_str(rule);
        }
        rest = &inside[end + 1..];
    }
    kept.push_str(rest);
    kept
}

/// Small enough: brotli does the rest, and a person can still read it.
fn squeezed(css: &str) -> String {
    css.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
