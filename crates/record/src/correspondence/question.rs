//! One question put by correspondence, from the day it was put to the count.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Asked, Count, CountingRule, Entry, Outcome, open::answers_for};
use crate::{
    LineNo,
    decisions::Voter,
    id::{BodyId, CorrespondenceId, PersonId, SeatId},
    meetings::PaperHash,
    prose::{Prose, Title},
    structure::{SeatOn, Structure},
};

/// How someone answers.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// They agree.
    Agree,
    /// They do not.
    Disagree,
    /// They answered, and take no side.
    Abstain,
}

/// By what means an answer came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// On the page of the question.
    #[default]
    Here,
    /// By e-mail to the secretariat.
    Email,
    /// By letter.
    Letter,
    /// By telephone.
    Telephone,
    /// By word of mouth.
    InPerson,
}

/// An answer as it stands: the last that was given for the voter.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The seat that answered.
    pub seat: SeatId,
    /// Who answered.
    pub person: PersonId,
    /// How.
    pub answer: Answer,
    /// What they said besides.
    pub words: Option<Prose>,
    /// By what means it came.
    pub means: Means,
    /// The message that it came in, by the hash of its bytes.
    pub message: Option<PaperHash>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
    /// How often it was changed.
    pub changes: u32,
}

/// The count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// The count.
    pub count: Count,
    /// What came of it.
    pub outcome: Outcome,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A question put by correspondence, as the book says.
#[derive(Debug, Clone)]
pub struct Correspondence {
    /// Its name.
    pub id: CorrespondenceId,
    /// The body whose members are asked.
    pub body: BodyId,
    /// What it is about.
    pub title: Title,
    /// What they are asked to agree to.
    pub text: Prose,
    /// Why it cannot wait for a meeting.
    pub why: Prose,
    /// The day on which it was put.
    pub on: Date,
    /// The last day for answers.
    pub deadline: Date,
    /// Those who are asked, as the seats were filled when it was put.
    pub asked: Asked,
    /// How it is counted, as the arrangements were when it was put.
    pub rule: CountingRule,
    /// Answers as they stand.
    pub answers: BTreeMap<Voter, Answered>,
    /// The count.
    pub closed: Option<Closed>,
    /// The line of the book that put it.
    pub line: LineNo,
}

impl Correspondence {
    pub(super) fn opened(
        entry: &Entry,
        asked: Asked,
        rule: CountingRule,
        line: LineNo,
    ) -> Option<Self> {
        let Entry::CorrespondenceOpened {
            correspondence,
            body,
            title,
            text,
            why,
            on,
            deadline,
        } = entry
        else {
            return None;
        };
        Some(Self {
            id: correspondence.clone(),
            body: body.clone(),
            title: title.clone(),
            text: text.clone(),
            why: why.clone(),
            on: *on,
            deadline: *deadline,
            asked,
            rule,
            answers: BTreeMap::new(),
            closed: None,
            line,
        })
    }

    pub(super) fn answer(&mut self, line: LineNo, entry: &Entry) {
        if let Entry::AnswerGiven {
            seat,
            voter,
            person,
            answer,
            words,
            means,
            on,
            message,
            ..
        } = entry
        {
            let before = self.answers.get(voter);
            let answered = Answered {
                seat: seat.clone(),
                person: *person,
                answer: *answer,
                words: words.clone(),
                means: *means,
                message: message.clone(),
                on: *on,
                line,
                changes: before.map_or(0, |before| before.changes + 1),
            };
            self.answers.insert(voter.clone(), answered);
        }
    }

    /// Whose answer a seat gives on a day: none when it was not asked.
    pub fn voter_of(&self, structure: &Structure, day: Date, seat: &SeatOn<'_>) -> Option<Voter> {
        let voter = answers_for(structure, &self.body, day, seat)?;
        self.asked.contains(&voter).then_some(voter)
    }

    /// The answers alone, for counting.
    pub fn given(&self) -> BTreeMap<Voter, Answer> {
        let answers = self.answers.iter();
        answers
            .map(|(voter, answered)| (voter.clone(), answered.answer))
            .collect()
    }

    /// Those who were asked and have not answered.
    pub fn silent(&self) -> impl Iterator<Item = &Voter> {
        self.asked
            .iter()
            .filter(|voter| !self.answers.contains_key(voter))
    }
}
