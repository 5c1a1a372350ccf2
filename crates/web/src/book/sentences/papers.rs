//! Who may read what: classes, releases, withdrawals, the exclusion of the public, read aloud.

use record::meetings::{Class, Entry, PaperHash};

use super::{Names, Sentence, meetings::because, said};

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::PaperClassified {
            meeting,
            item,
            paper,
            class,
            late,
        } => said(a_paper(names, paper))
            .and(" under ")
            .and(names.item(meeting, *item))
            .and(format!(" was made {}.", class.kind().word()))
            .and(because(class.reason()))
            .and(because(late.as_ref())),
        Entry::ItemClassified {
            meeting,
            item,
            class,
            ..
        } => said(names.item(meeting, *item))
            .and(match class {
                Class::Public => " is for everyone to know.".to_owned(),
                class => format!(" was made {}.", class.kind().word()),
            })
            .and(because(class.reason())),
        Entry::Released {
            meeting,
            item,
            paper,
            why,
        } => {
            let so_far = match paper {
                Some(paper) => said(a_paper(names, paper)).and(" under "),
                None => said("What was said under "),
            };
            so_far
                .and(names.item(meeting, *item))
                .and(" was released to everyone.")
                .and(because(Some(why)))
        }
        Entry::PaperWithdrawn {
            meeting, item, why, ..
        } => said("A paper under ")
            .and(names.item(meeting, *item))
            .and(" was withdrawn.")
            .and(because(Some(why))),
        Entry::PublicExcluded {
            meeting,
            item,
            paragraphs,
            words,
        } => {
            let names_of: Vec<&str> = paragraphs.iter().map(|it| it.as_str()).collect();
            said("The public was excluded from ")
                .and(names.item(meeting, *item))
                .and(match names_of.len() {
                    0 => String::new(),
                    1 => format!(", under paragraph {}", names_of.join(", ")),
                    _ => format!(", under paragraphs {}", names_of.join(", ")),
                })
                .and(format!(": “{}”", words.shown()))
        }
        _ => Sentence::default(),
    }
}

fn a_paper(names: &Names<'_>, paper: &PaperHash) -> super::super::names::Bit {
    names.link("A paper", &format!("/papers/{paper}"))
}
