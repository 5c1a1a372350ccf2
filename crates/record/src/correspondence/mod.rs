//! Decisions by correspondence: between meetings the members are asked, and answer by a day.
//!
//! A question is put, each partner answers once and may change its answer until the day has passed,
//! and the answers are counted. Enough have to answer; what is not settled so goes before the next
//! meeting by itself. Who did not answer is named. What is decided at meetings is in `decisions`.

mod answer;
mod close;
mod count;
mod open;
mod question;

use std::{collections::BTreeSet, sync::Arc};

use imbl::{OrdMap, OrdSet};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use answer::{AnswerCorrespondence, AnswerCorrespondenceRefused};
pub use close::{CloseCorrespondence, CloseCorrespondenceRefused};
pub use count::{Count, CountingRule, Outcome, count, settle};
pub use open::{OpenCorrespondence, OpenCorrespondenceRefused};
pub use question::{Answer, Answered, Closed, Correspondence, Means};

use crate::{
    LineNo,
    act::ActKind,
    decisions::Voter,
    id::{BodyId, CorrespondenceId, PersonId, SeatId},
    meetings::PaperHash,
    prose::{Prose, Title},
    structure::Structure,
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<OpenCorrespondence>(),
        ActKind::of::<AnswerCorrespondence>(),
        ActKind::of::<CloseCorrespondence>(),
    ]
}

/// Of questions put by correspondence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A question was put to the members of a body.
    CorrespondenceOpened {
        /// Its name.
        correspondence: CorrespondenceId,
        /// The body.
        body: BodyId,
        /// What it is about.
        title: Title,
        /// What they are asked to agree to.
        text: Prose,
        /// Why it cannot wait for a meeting.
        why: Prose,
        /// The day on which it was put.
        on: Date,
        /// The last day for answers.
        deadline: Date,
    },
    /// A member answered.
    AnswerGiven {
        /// The question.
        correspondence: CorrespondenceId,
        /// The seat that answered.
        seat: SeatId,
        /// Whose answer it is.
        voter: Voter,
        /// Who answered.
        person: PersonId,
        /// How they answered.
        answer: Answer,
        /// What they said besides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
        /// By what means it came.
        means: Means,
        /// On which day.
        on: Date,
        /// The message that it came in, by the hash of its bytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<PaperHash>,
    },
    /// The answers were counted.
    CorrespondenceClosed {
        /// The question.
        correspondence: CorrespondenceId,
        /// The count.
        count: Count,
        /// What came of it.
        outcome: Outcome,
        /// On which day.
        on: Date,
    },
}

impl Entry {
    /// The question that it speaks of.
    pub fn correspondence(&self) -> &CorrespondenceId {
        match self {
            Self::CorrespondenceOpened { correspondence, .. }
            | Self::AnswerGiven { correspondence, .. }
            | Self::CorrespondenceClosed { correspondence, .. } => correspondence,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::CorrespondenceOpened { text, why, .. } => vec![text, why],
            Self::AnswerGiven { words, .. } => words.iter_mut().collect(),
            Self::CorrespondenceClosed { .. } => Vec::new(),
        }
    }
}

/// Every question put by correspondence, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Correspondences {
    questions: OrdMap<CorrespondenceId, Arc<Correspondence>>,
    in_order: OrdMap<LineNo, CorrespondenceId>,
    open: OrdSet<(Date, CorrespondenceId)>,
    of_body: OrdMap<BodyId, usize>,
}

impl Correspondences {
    /// Takes in an entry; who is asked, and how it is counted, is read from the structure as it stands.
    pub(crate) fn apply(&mut self, line: LineNo, structure: &Structure, entry: &Entry) {
        match entry {
            Entry::CorrespondenceOpened {
                correspondence: id,
                body,
                deadline,
                on,
                ..
            } => {
                let asked = open::asked(structure, body, *on);
                let rule = structure
                    .body(body, *on)
                    .map(|(_, body)| CountingRule::of(body))
                    .unwrap_or_default();
                let question = Correspondence::opened(entry, asked, rule, line);
                self.questions
                    .extend(question.map(|question| (id.clone(), Arc::new(question))));
                self.in_order.insert(line, id.clone());
                self.open.insert((*deadline, id.clone()));
                *self.of_body.entry(body.clone()).or_default() += 1;
            }
            Entry::AnswerGiven { correspondence, .. } => {
                if let Some(question) = self.questions.get_mut(correspondence) {
                    Arc::make_mut(question).answer(line, entry);
                }
            }
            Entry::CorrespondenceClosed {
                correspondence,
                count,
                outcome,
                on,
            } => {
                if let Some(question) = self.questions.get_mut(correspondence) {
                    let question = Arc::make_mut(question);
                    question.closed = Some(Closed {
                        count: *count,
                        outcome: *outcome,
                        on: *on,
                        line,
                    });
                    self.open
                        .remove(&(question.deadline, correspondence.clone()));
                }
            }
        }
    }

    /// The question of that name.
    pub fn get(&self, id: &CorrespondenceId) -> Option<&Correspondence> {
        self.questions.get(id).map(|question| &**question)
    }

    /// Every question, in the order in which they were put.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Correspondence> {
        self.in_order.values().filter_map(|id| self.get(id))
    }

    /// Questions that are not counted yet, the earliest deadline first.
    pub fn open(&self) -> impl Iterator<Item = &Correspondence> {
        self.open.iter().filter_map(|(_, id)| self.get(id))
    }

    /// The name for the next question to a body.
    fn next_id(&self, body: &BodyId) -> CorrespondenceId {
        let nth = self.of_body.get(body).copied().unwrap_or(0) + 1;
        CorrespondenceId::of(body, nth)
    }
}

/// Those who are asked, as a set.
type Asked = BTreeSet<Voter>;
