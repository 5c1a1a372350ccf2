//! Questions by correspondence, read aloud.

use jiff::civil::Date;
use record::{
    correspondence::{Answer, Entry, Outcome},
    id::CorrespondenceId,
};

use super::{Names, Sentence, said};
use crate::{book::names::Bit, say};

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::CorrespondenceOpened {
            correspondence,
            body,
            title,
            text,
            why,
            on,
            deadline,
        } => said(question(
            names,
            &format!("A question, “{title}”,"),
            correspondence,
        ))
        .and(" was put by correspondence to ")
        .and(names.body(body, *on))
        .and(format!(
            ", to be answered by {}: “{}” It could not wait, because: “{}”",
            say::short_day(deadline),
            text.shown(),
            why.shown()
        )),
        Entry::AnswerGiven {
            correspondence,
            voter,
            person,
            answer,
            words,
            means,
            on,
            message,
            ..
        } => {
            let way = match answer {
                Answer::Agree => "agreed to",
                Answer::Disagree => "disagreed with",
                Answer::Abstain => "answered without taking sides",
            };
            let words = words
                .as_ref()
                .map_or(".".to_owned(), |words| format!(": “{}”", words.shown()));
            said(names.voter(voter, *on))
                .and(format!(" {way} "))
                .and(question(names, "the question", correspondence))
                .and(" by correspondence; ")
                .and(names.person(*person))
                .and(format!(
                    " answered {}{}{words}",
                    say::means(means),
                    match message {
                        Some(_) => ", and the message is kept",
                        None => "",
                    }
                ))
        }
        Entry::CorrespondenceClosed {
            correspondence,
            count,
            outcome,
            ..
        } => {
            let came = match outcome {
                Outcome::Agreed => "It is agreed.",
                Outcome::ToMeeting => "It was not settled, and comes before the next meeting.",
            };
            said("The answers to ")
                .and(question(names, "the question", correspondence))
                .and(about(names, correspondence))
                .and(format!(
                    " were counted: {} of {} answered, {} agreed, {} disagreed, {} took no side. {came}",
                    count.answered(),
                    count.asked,
                    count.agreed,
                    count.disagreed,
                    count.abstained
                ))
        }
    }
}

fn question(names: &Names<'_>, words: &str, id: &CorrespondenceId) -> Bit {
    names.link(words, &format!("/decisions/by-correspondence/{id}"))
}

/// " “Bridge repairs” to the Board".
fn about(names: &Names<'_>, id: &CorrespondenceId) -> String {
    let body = |title: &str, of: &record::id::BodyId, on: Date| {
        format!(" “{title}” to {}", names.body(of, on).words)
    };
    names.question(id).map_or(String::new(), |question| {
        body(question.title.as_str(), &question.body, question.on)
    })
}
