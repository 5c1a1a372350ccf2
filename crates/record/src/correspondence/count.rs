//! Counting answers by correspondence: enough have to answer, and of those enough have to agree.
//!
//! Whole numbers only. Where the arrangements say nothing of correspondence, as large a share has to
//! answer as makes a quorum at a meeting, all of them where there is no such rule, and nobody may
//! disagree; who abstains has answered and takes no side. Who is asked is worked out by the caller.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::{
    arrangements::Body,
    share::{Share, Threshold},
};

/// How answers are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountingRule {
    /// The share of those asked who have to answer; none: everyone.
    pub answers: Option<Share>,
    /// What carries, of those who answered; none: nobody may disagree.
    pub carries: Option<Threshold>,
    /// The clause that it follows from.
    pub clause: Option<String>,
}

impl CountingRule {
    /// How a body counts, by its arrangements.
    pub fn of(body: &Body) -> Self {
        let own = body.correspondence.as_ref();
        let quorum = body.quorum.as_ref();
        Self {
            answers: own
                .and_then(|own| own.answers)
                .or(quorum.map(|rule| rule.share)),
            carries: own.and_then(|own| own.carries),
            clause: own
                .map(|own| own.clause.clone())
                .unwrap_or_else(|| quorum.and_then(|rule| rule.clause.clone())),
        }
    }
}

/// The count of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many were asked.
    pub asked: u32,
    /// How many agree.
    pub agreed: u32,
    /// How many do not.
    pub disagreed: u32,
    /// How many answered and take no side.
    pub abstained: u32,
    /// How many have to answer.
    pub answers_needed: u32,
    /// The fewest who have to agree.
    pub needed: u32,
}

impl Count {
    /// How many answered.
    pub fn answered(&self) -> u32 {
        self.agreed + self.disagreed + self.abstained
    }

    /// How many did not.
    pub fn silent(&self) -> u32 {
        self.asked.saturating_sub(self.answered())
    }

    /// Whether enough answered.
    pub fn enough(&self) -> bool {
        self.answered() >= self.answers_needed
    }
}

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is agreed.
    Agreed,
    /// It was not settled, and comes before the next meeting.
    ToMeeting,
}

/// Counts the answers of those who were asked.
pub fn count<Voter: Ord>(
    rule: &CountingRule,
    asked: &BTreeSet<Voter>,
    answers: &BTreeMap<Voter, Answer>,
) -> Count {
    let of = |wanted: Answer| answers.values().filter(|given| **given == wanted).count() as u32;
    let (agreed, disagreed, abstained) =
        (of(Answer::Agree), of(Answer::Disagree), of(Answer::Abstain));
    let all = asked.len() as u32;
    let answers_needed = rule.answers.map_or(all, |share| share.at_least_of(all));
    let needed = match rule.carries {
        Some(threshold) => threshold.needed(agreed + disagreed + abstained),
        None => agreed + disagreed,
    };
    Count {
        asked: all,
        agreed,
        disagreed,
        abstained,
        answers_needed: answers_needed.max(1),
        needed: needed.max(1),
    }
}

/// What comes of a count.
pub fn settle(count: &Count) -> Outcome {
    if count.enough() && count.agreed >= count.needed {
        Outcome::Agreed
    } else {
        Outcome::ToMeeting
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Agreed, ToMeeting};
    use proptest::prelude::*;

    fn rule(answers: &str, carries: &str) -> CountingRule {
        CountingRule {
            answers: (!answers.is_empty()).then(|| answers.parse().unwrap()),
            carries: (!carries.is_empty()).then(|| carries.parse().unwrap()),
            clause: None,
        }
    }

    /// `agreed`, `disagreed`, `abstained` of ten who were asked.
    fn of_ten(rule: &CountingRule, agreed: u32, disagreed: u32, abstained: u32) -> Count {
        let answers = std::iter::repeat_n(Answer::Agree, agreed as usize)
            .chain(std::iter::repeat_n(Answer::Disagree, disagreed as usize))
            .chain(std::iter::repeat_n(Answer::Abstain, abstained as usize));
        count(rule, &(0..10).collect(), &(0..10).zip(answers).collect())
    }

    // Requirement: DE17 at /{partnership}/decisions/by-correspondence/{correspondence}
    #[test]
    fn answers_and_what_comes_of_them() {
        let table = [
            // Half have to answer and nobody may disagree.
            ("1/2", "", (5, 0, 0), Agreed),
            ("1/2", "", (4, 0, 0), ToMeeting),
            ("1/2", "", (4, 0, 1), Agreed),
            ("1/2", "", (9, 1, 0), ToMeeting),
            ("1/2", "", (0, 0, 10), ToMeeting),
            ("1/2", "", (1, 0, 9), Agreed),
            // Everyone has to answer where no share is given.
            ("", "", (9, 0, 0), ToMeeting),
            ("", "", (10, 0, 0), Agreed),
            // Three quarters of those who answered: exactly three quarters is enough.
            ("1/2", "3/4", (6, 2, 0), Agreed),
            ("1/2", "3/4", (6, 2, 1), ToMeeting),
            ("1/2", "more than 1/2", (3, 3, 0), ToMeeting),
            ("1/2", "more than 1/2", (4, 2, 1), Agreed),
            // Nobody answered.
            ("0/1", "", (0, 0, 0), ToMeeting),
            ("0/1", "1/2", (0, 0, 0), ToMeeting),
        ];
        for (answers, carries, (agreed, disagreed, abstained), outcome) in table {
            let rule = rule(answers, carries);
            let counted = of_ten(&rule, agreed, disagreed, abstained);
            assert_eq!(settle(&counted), outcome, "{rule:?} {counted:?}");
        }
    }

    proptest! {
        /// One more who agrees instead of keeping silent never undoes an agreement.
        #[test]
        fn agreeing_never_hurts(agreed in 0_u32..9, disagreed in 0_u32..3, carries in 0_usize..3) {
            prop_assume!(agreed + disagreed < 10);
            let rule = rule("1/2", ["", "3/4", "more than 1/2"][carries]);
            let before = settle(&of_ten(&rule, agreed, disagreed, 0));
            let after = settle(&of_ten(&rule, agreed + 1, disagreed, 0));
            prop_assert!(before != Agreed || after == Agreed);
        }
    }
}
