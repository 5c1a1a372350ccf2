//! Laws: whatever is written in a file, it is read without panic and every finding has its place.

use proptest::prelude::*;

use super::*;

/// One slip of the hand: at a place, so many bytes, something else.
fn slip() -> impl Strategy<Value = (usize, usize, String)> {
    let words = prop_oneof![
        Just(String::new()),
        Just("\"".to_owned()),
        Just("[[body]]\n".to_owned()),
        Just("[body.quorum]\n".to_owned()),
        Just("count = 4294967295\n".to_owned()),
        Just("id = \"board\"\n".to_owned()),
        Just("starts = 9999-12-31\n".to_owned()),
        Just("share = \"4294967295/4294967295\"\n".to_owned()),
        Just("[[[[[[[[".to_owned()),
        Just("é€𝄞\u{0}".to_owned()),
        ".{0,12}",
        "[a-z.\\[\\]=\"0-9\n]{0,30}",
    ];
    (any::<prop::sample::Index>(), 0_usize..40, words)
        .prop_map(|(at, cut, word)| (at.index(WORCESTERSHIRE.len()), cut, word))
}

fn with_slips(text: &str, slips: &[(usize, usize, String)]) -> String {
    let mut text = text.to_owned();
    for (at, cut, word) in slips {
        let floor = |at: usize, text: &str| {
            (0..=at.min(text.len()))
                .rev()
                .find(|&at| text.is_char_boundary(at))
                .unwrap_or(0)
        };
        let (from, to) = (floor(*at, &text), floor(at + cut, &text));
        text.replace_range(from..to.max(from), word);
    }
    text
}

/// Every finding lies in the text and says something; errors and arrangements do not go together in `read`.
fn holds(text: &str) {
    let checked = check(text);
    for finding in &checked.findings {
        assert!(
            finding.span.start <= finding.span.end && finding.span.end <= text.len(),
            "{finding:?}"
        );
        assert!(
            !finding.message.is_empty() && !finding.help.is_empty(),
            "{finding:?}"
        );
        assert!(
            CATALOGUE.iter().any(|check| check.code == finding.code),
            "{finding:?}"
        );
        let (line, column) = finding.line_and_column(text);
        assert!(line >= 1 && column >= 1);
    }
    match read(text) {
        Ok(arrangements) => {
            assert!(!checked.has_errors());
            assert_eq!(Some(arrangements), checked.arrangements);
        }
        Err(errors) => assert!(!errors.is_empty() && errors.iter().all(Finding::is_error)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn slips_in_the_worked_example_are_survived(slips in prop::collection::vec(slip(), 1..4)) {
        holds(&with_slips(WORCESTERSHIRE, &slips));
    }

    #[test]
    fn slips_in_the_smallest_file_are_survived(slips in prop::collection::vec(slip(), 1..6)) {
        let short: Vec<_> = slips.into_iter().map(|(at, cut, word)| (at % MINIMAL.len(), cut, word)).collect();
        holds(&with_slips(MINIMAL, &short));
    }

    #[test]
    fn any_text_is_survived(text in "[\\[\\]a-z_.=\"{}, 0-9\n#'-]{0,400}") {
        holds(&text);
    }
}

#[test]
fn deep_nesting_is_refused_without_overflowing() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        holds(&format!(
            "a = {}{}",
            open.repeat(100_000),
            close.repeat(100_000)
        ));
    }
    holds(&format!("[{}a]", "a.".repeat(50_000)));
}

#[test]
fn a_file_made_to_be_slow_is_judged_all_the_same() {
    let mut text = String::from(MINIMAL);
    for n in 0..1500 {
        text += &format!(
            "[[area]]\nid = \"a{n}\"\nname = \"A\"\nkind = \"district\"\nwithin = \"a{}\"\n",
            n + 1
        );
        text += &format!("[[body]]\nid = \"b{n}\"\nname = \"B{n}\"\nkind = \"task-group\"\n");
        for line in 0..20 {
            let kind = "accountable-to";
            text += &format!(
                "[[body.line]]\nto = \"b{}\"\nkind = \"{kind}\"\n",
                (n + line * 7 + 1) % 1600
            );
        }
    }
    holds(&text);
    holds(&"x = 1\n".repeat(10_000));
    holds(
        &(0..100_000)
            .map(|n| format!("abcdefghijklmnop{n} = 1\n"))
            .collect::<String>(),
    );
}
