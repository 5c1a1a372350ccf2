//! What a line of the book says, as a clerk would read it aloud: one sentence for each kind of entry.
//!
//! It decides nothing about who may read it: a line that is withheld never comes here.

mod afterwards;
mod bodies;
mod correspondence;
mod decisions;
mod delivery;
mod disputes;
mod exceptions;
mod filling;
mod meetings;
mod money;
mod papers;
mod plan;
mod structure;
mod watching;

use jiff::civil::Date;
use record::{Entry, book};

use super::names::{Bit, Names, plain};
use crate::say;

/// A sentence, as far as it is said.
#[derive(Default)]
pub(super) struct Sentence(Vec<Bit>);

impl Sentence {
    /// Goes on with words, or with words that lead somewhere.
    fn and(mut self, bit: impl Into<Bit>) -> Self {
        let bit = bit.into();
        if !bit.words.is_empty() {
            self.0.push(bit);
        }
        self
    }

    /// Its parts.
    pub(super) fn bits(self) -> Vec<Bit> {
        self.0
    }

    /// The same without links, for programs.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|bit| bit.words.as_str()).collect()
    }
}

/// Begins a sentence.
fn said(bit: impl Into<Bit>) -> Sentence {
    Sentence::default().and(bit)
}

impl From<&str> for Bit {
    fn from(words: &str) -> Self {
        plain(words)
    }
}

impl From<String> for Bit {
    fn from(words: String) -> Self {
        plain(words)
    }
}

/// The sentence that an entry is.
pub(super) fn sentence(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::Structure(entry) => structure::said_of(names, entry),
        Entry::Meetings(entry) => meetings::said_of(names, entry),
        Entry::Decisions(entry) => decisions::said_of(names, entry),
        Entry::Correspondence(entry) => correspondence::said_of(names, entry),
        Entry::Disputes(entry) => disputes::said_of(names, entry),
        Entry::Book(entry) => of_the_book(names, entry),
        Entry::Plan(entry) => plan::said_of(names, entry),
        Entry::Delivery(entry) => delivery::said_of(names, entry),
        Entry::Exceptions(entry) => exceptions::said_of(names, entry),
        Entry::Efficiency(entry) => watching::of_a_review(names, entry),
        Entry::Watching(entry) => watching::said_of(names, entry),
        Entry::Money(entry) => money::said_of(names, entry),
    }
}

fn until(date: Option<Date>) -> String {
    date.map_or(String::new(), |until| {
        format!(" until {}", say::short_day(&until))
    })
}

fn of_the_book(names: &Names<'_>, entry: &book::Entry) -> Sentence {
    match entry {
        book::Entry::Redacted {
            line,
            ground,
            authorised_by: [one, other],
            ..
        } => said("Words were taken out of ")
            .and(names.link(format!("line {line}"), &say::book(line)))
            .and(format!(": “{}” Authorised by ", ground.shown()))
            .and(names.person(*one))
            .and(" and ")
            .and(names.person(*other))
            .and("."),
    }
}
