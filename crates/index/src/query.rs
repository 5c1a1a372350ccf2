//! A query: the words that someone typed, and how well a document answers them.
//!
//! Every word has to be found; it is found where a word begins with it ("commission" finds
//! "commissioning"), or where it stands in the singular. Words in quotation marks have to stand next
//! to each other. Anything else that was typed is passed over, so no query is ever an error of syntax.

use crate::fold::words;

/// The most characters that may be typed.
pub const LONGEST_QUERY: usize = 200;
/// The most words of a query that count.
pub const MOST_WORDS: usize = 12;

/// Why nothing can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAQuery {
    /// Nothing was typed.
    #[error("Type the words to look for")]
    Empty,
    /// Too much was typed.
    #[error("Type at most 200 characters")]
    TooLong,
    /// Nothing that was typed is a word.
    #[error("Type at least one letter or digit")]
    NoWord,
}

/// One thing that has to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// A word that begins with one of these.
    Word(Vec<String>),
    /// These words, next to each other.
    Phrase(Vec<String>),
}

/// The words that someone typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(crate) terms: Vec<Term>,
}

/// What a word in a title counts against one in the text.
const TITLE: u32 = 6;

impl Query {
    /// Reads what was typed.
    pub fn read(typed: &str) -> Result<Self, NotAQuery> {
        if typed.trim().is_empty() {
            return Err(NotAQuery::Empty);
        }
        if typed.chars().count() > LONGEST_QUERY {
            return Err(NotAQuery::TooLong);
        }
        let mut terms = Vec::new();
        // Every second part stands between quotation marks; one that is never closed quotes nothing.
        let parts: Vec<&str> = typed.split(['"', '“', '”', '„', '«', '»']).collect();
        let last = parts.len() - 1;
        for (nth, part) in parts.into_iter().enumerate() {
            let found: Vec<String> = words(part).map(|word| word.folded).collect();
            if nth % 2 == 1 && nth < last && found.len() > 1 {
                terms.push(Term::Phrase(found));
            } else {
                let exactly = nth % 2 == 1 && nth < last;
                let words = found.into_iter();
                terms.extend(words.map(|word| {
                    if exactly {
                        Term::Phrase(vec![word])
                    } else {
                        Term::Word(forms(word))
                    }
                }));
            }
        }
        let mut once = Vec::new();
        for term in terms {
            if !once.contains(&term) {
                once.push(term);
            }
        }
        once.truncate(MOST_WORDS);
        if once.is_empty() {
            return Err(NotAQuery::NoWord);
        }
        Ok(Self { terms: once })
    }

    /// The words that were typed by themselves, as they are compared, without those in quotation marks.
    pub fn single_words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|term| match term {
            Term::Word(forms) => forms.first().map(String::as_str),
            Term::Phrase(_) => None,
        })
    }

    /// The same query with other words in the place of some.
    pub fn with(&self, corrected: &[(String, String)]) -> Self {
        let replace = |term: &Term| match term {
            Term::Word(forms_of) => {
                let typed = forms_of.first();
                let found = corrected
                    .iter()
                    .find(|(wrong, _)| typed.is_some_and(|typed| typed == wrong));
                found.map_or_else(
                    || term.clone(),
                    |(_, right)| Term::Word(forms(right.clone())),
                )
            }
            Term::Phrase(_) => term.clone(),
        };
        Self {
            terms: self.terms.iter().map(replace).collect(),
        }
    }

    /// A query for one word of this one alone.
    pub fn only(&self, word: &str) -> Self {
        Self {
            terms: vec![Term::Word(forms(word.to_owned()))],
        }
    }

    /// The query as it could be typed again.
    pub fn written(&self) -> String {
        let written = self.terms.iter().map(|term| match term {
            Term::Word(forms) => forms.first().cloned().unwrap_or_default(),
            Term::Phrase(words) => format!("\"{}\"", words.join(" ")),
        });
        written.collect::<Vec<_>>().join(" ")
    }

    /// How well a document answers; none: a word is not in it. The words must be in the title or the
    /// text; words of `around`, such as the name of the body, help to find and weigh little.
    pub fn weigh(&self, title: &str, text: &str, around: &str) -> Option<u32> {
        let in_title: Vec<String> = words(title).map(|word| word.folded).collect();
        let in_text: Vec<String> = words(text).map(|word| word.folded).collect();
        let in_around: Vec<String> = words(around).map(|word| word.folded).collect();
        let mut weight = 0;
        let mut at_home = false;
        for term in &self.terms {
            let title = term.weigh(&in_title) * TITLE;
            let text = term.weigh(&in_text);
            let around = term.weigh(&in_around).min(1);
            if title + text + around == 0 {
                return None;
            }
            at_home |= title + text > 0;
            weight += title + text + around;
        }
        if self.terms.len() > 1 {
            let whole: Vec<String> = self.single_words().map(str::to_owned).collect();
            weight +=
                12 * u32::from(holds(&in_title, &whole)) + 5 * u32::from(holds(&in_text, &whole));
        }
        // A short title that is nothing but the words is what was meant.
        weight +=
            10 * u32::from(at_home && in_title.len() == self.terms.len() && weight >= TITLE * 3);
        at_home.then_some(weight)
    }

    /// Whether a word, as it is compared, is one of those asked for.
    pub(crate) fn marks(&self, word: &str) -> bool {
        self.terms.iter().any(|term| match term {
            Term::Word(forms) => forms.iter().any(|form| begins(word, form)),
            Term::Phrase(words) => words.iter().any(|one| one == word),
        })
    }

    /// The query in the words of SQLite. Each word stands between quotation marks and holds nothing
    /// but letters and digits, so none can be taken for an operator.
    pub(crate) fn sql(&self) -> String {
        let term = |term: &Term| match term {
            Term::Word(forms) => {
                let forms: Vec<String> = forms
                    .iter()
                    .map(|form| {
                        let star = if is_whole(form) { "" } else { "*" };
                        format!("\"{form}\"{star}")
                    })
                    .collect();
                format!("({})", forms.join(" OR "))
            }
            Term::Phrase(words) => format!("\"{}\"", words.join(" ")),
        };
        let terms: Vec<String> = self.terms.iter().map(term).collect();
        terms.join(" AND ")
    }
}

/// The forms under which a word is found: as it was typed, and in the singular.
fn forms(word: String) -> Vec<String> {
    let singular = if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        Some(format!("{stem}y"))
    } else if word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us") {
        word.strip_suffix('s').map(str::to_owned)
    } else {
        None
    };
    [Some(word), singular].into_iter().flatten().collect()
}

/// Whether a form is so short that only the whole word counts: "a" does not find "agenda".
fn is_whole(form: &str) -> bool {
    form.chars().count() < 2 || form.chars().all(|char| char.is_ascii_digit())
}

fn begins(word: &str, form: &str) -> bool {
    word == form || (!is_whole(form) && word.starts_with(form))
}

fn holds(words: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && words.windows(phrase.len()).any(|window| window == phrase)
}

impl Term {
    /// What it counts in these words: the whole word more than its beginning, often more than once.
    fn weigh(&self, words: &[String]) -> u32 {
        match self {
            Self::Word(forms) => {
                let typed = forms.first();
                let exact = words.iter().filter(|word| typed == Some(word)).count();
                let begun = words
                    .iter()
                    .filter(|word| forms.iter().any(|form| begins(word, form)))
                    .count();
                let times = |count: usize| u32::try_from(count.min(4)).unwrap_or(4);
                match (times(exact), times(begun)) {
                    (0, 0) => 0,
                    (0, begun) => 1 + begun / 2,
                    (exact, _) => 3 + exact / 2,
                }
            }
            Self::Phrase(phrase) => 5 * u32::from(holds(words, phrase)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NotAQuery, Query};

    #[test]
    fn what_was_typed_becomes_words() {
        for (typed, sql) in [
            ("Flood plan", r#"("flood"*) AND ("plan"*)"#),
            ("plans", r#"("plans"* OR "plan"*)"#),
            ("policies", r#"("policies"* OR "policy"*)"#),
            ("\"flood plan\"", r#""flood plan""#),
            ("\"flood\"", r#""flood""#),
            ("\"flood plan", r#"("flood"*) AND ("plan"*)"#),
            (
                "flood AND -plan* NEAR(x)",
                r#"("flood"*) AND ("and"*) AND ("plan"*) AND ("near"*) AND ("x")"#,
            ),
            (
                "title : x OR 1",
                r#"("title"*) AND ("x") AND ("or"*) AND ("1")"#,
            ),
            ("flood flood", r#"("flood"*)"#),
            ("2010", r#"("2010")"#),
            ("Zoë’s", r#"("zoes"* OR "zoe"*)"#),
        ] {
            assert_eq!(
                Query::read(typed).map(|query| query.sql()).as_deref(),
                Ok(sql),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_no_query_is_refused_in_words() {
        for (typed, why) in [
            (String::new(), NotAQuery::Empty),
            (" \n ".to_owned(), NotAQuery::Empty),
            ("*".to_owned(), NotAQuery::NoWord),
            ("\"\" ' -- ;".to_owned(), NotAQuery::NoWord),
            ("\0\u{1}".to_owned(), NotAQuery::NoWord),
            ("a".repeat(10_000), NotAQuery::TooLong),
        ] {
            assert_eq!(Query::read(&typed), Err(why), "{typed:?}");
        }
    }

    #[test]
    fn a_title_weighs_more_than_the_text() {
        let query = Query::read("flood plan").expect("words");
        let weigh = |title, text| query.weigh(title, text, "Board");
        assert!(weigh("Flood plan", "") > weigh("Plan for the flood", ""));
        assert!(weigh("Plan for the flood", "") > weigh("Report", "The flood plan."));
        assert!(weigh("Report", "The flood plan.") > weigh("Report", "Floods. A plan."));
        assert_eq!(weigh("Flood", "Nothing"), None);
        let body = Query::read("board").expect("a word");
        assert_eq!(body.weigh("Flood", "", "Board"), None, "only around it");
        let both = Query::read("board flood").expect("words");
        assert!(both.weigh("Flood", "", "Board").is_some());
    }

    proptest! {
        /// Whatever is typed is refused in words or becomes words of letters and digits.
        #[test]
        fn anything_can_be_typed(typed in "[\\PC\\x00-\\x1f]{0,80}") {
            if let Ok(query) = Query::read(&typed) {
                let within = query.sql();
                let stripped = within.replace("\"*", "\"");
                prop_assert!(!stripped.contains(['*', '\0', ';', ':', '^', '-']), "{}", within);
                prop_assert!(Query::read(&query.written()).is_ok());
            }
        }
    }
}
