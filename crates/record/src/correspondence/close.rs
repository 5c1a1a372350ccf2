//! Closing a question by correspondence: once the last day has passed, or everyone has answered, the
//! answers are counted. What is not settled comes before the next meeting of the body by itself.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{AnswerCorrespondenceRefused, Entry, Outcome, count, settle};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::Purpose,
    id::CorrespondenceId,
    meetings::{Business, Origin},
    prose::Title,
    say_day,
};

/// Closes a question by correspondence and counts the answers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseCorrespondence {
    /// The question.
    pub correspondence: CorrespondenceId,
}

/// Why the answers are not counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseCorrespondenceRefused {
    /// It is not there, or counted.
    #[error(transparent)]
    Question(#[from] AnswerCorrespondenceRefused),
    /// Some may still answer.
    #[error("answers may be given until {}, and {} have not answered", say_day(*.0), .1)]
    StillOpen(Date, usize),
}

use CloseCorrespondenceRefused::StillOpen;

impl Act for CloseCorrespondence {
    const NAME: &'static str = "correspondence.close";
    const SUMMARY: &'static str =
        "Count the answers to a question by correspondence, once its last day has passed.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CloseCorrespondenceRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let question = record.find_correspondence(&self.correspondence)?;
        let today = minute.date_in(&record.structure.zone());
        let silent = question.silent().count();
        if today <= question.deadline && silent > 0 {
            return Err(StillOpen(question.deadline, silent));
        }
        let count = count(&question.rule, &question.asked, &question.given());
        let outcome = settle(&count);
        let closed = Entry::CorrespondenceClosed {
            correspondence: question.id.clone(),
            count,
            outcome,
            on: today,
        };
        let business = (outcome == Outcome::ToMeeting).then(|| Business {
            title: Title::cut(&format!(
                "Not settled by correspondence: {}",
                question.title
            ))
            .unwrap_or_else(|| question.title.clone()),
            purpose: Purpose::Decision,
            origin: Origin::Correspondence {
                correspondence: question.id.clone(),
            },
            not_before: None,
        });
        let item = business.map(|business| {
            let meetings = &record.meetings;
            crate::Entry::Meetings(meetings.bring_before(&question.body, None, business))
        });
        Ok(std::iter::once(crate::Entry::Correspondence(closed))
            .chain(item)
            .collect())
    }
}

impl Refusal for CloseCorrespondenceRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Question(refused) => refused.advice(),
            StillOpen(..) => Advice::new(
                "correspondence/still-open",
                "correspondence",
                "Wait until the day has passed or everyone has answered.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        correspondence::{Answer, AnswerCorrespondence, OpenCorrespondence},
        prose::Words,
        testkit::*,
    };
    use Answer::{Abstain, Agree, Disagree};

    const QUESTION: &str = "board-by-correspondence-1";

    fn close() -> CloseCorrespondence {
        CloseCorrespondence {
            correspondence: id(QUESTION),
        }
    }

    fn answered(answers: &[(&str, Answer)]) -> Book {
        let book = Book::three_rivers().after(OpenCorrespondence {
            body: id("board"),
            title: Title::new("Bridge repairs").unwrap(),
            text: Words::new("That the bridge is repaired.").unwrap(),
            why: Words::new("The flood did not wait.").unwrap(),
            deadline: date("2007-01-12"),
        });
        answers.iter().fold(book, |book, (name, answer)| {
            book.after(AnswerCorrespondence {
                correspondence: id(QUESTION),
                seat: seat(&format!("board.{name}")),
                answer: *answer,
                words: None,
                means: None,
                message: None,
            })
        })
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let all = [
            ("leader", Agree),
            ("health", Agree),
            ("voluntary", Agree),
            ("ambassador", Agree),
        ];
        rules([
            (
                Book::three_rivers(),
                close(),
                Err(AnswerCorrespondenceRefused::NoSuchQuestion(id(QUESTION)).into()),
            ),
            (
                answered(&all[..3]),
                close(),
                Err(StillOpen(date("2007-01-12"), 1)),
            ),
            (answered(&all), close(), Ok(())),
            (
                answered(&all[..3]).at("2007-01-12T23:00"),
                close(),
                Err(StillOpen(date("2007-01-12"), 1)),
            ),
            (answered(&all[..3]).at("2007-01-13T00:00"), close(), Ok(())),
            (answered(&[]).at("2007-01-13T00:00"), close(), Ok(())),
            (
                answered(&all).after(close()),
                close(),
                Err(AnswerCorrespondenceRefused::Counted(id(QUESTION), date("2007-01-02")).into()),
            ),
        ]);
    }

    #[test]
    fn what_comes_of_it_and_whether_it_goes_before_the_next_meeting() {
        let table = [
            // Two of four make half, and nobody disagreed.
            (vec![("leader", Agree), ("health", Agree)], Outcome::Agreed),
            (vec![("leader", Agree)], Outcome::ToMeeting),
            (
                vec![("leader", Agree), ("councillor-1", Agree)],
                Outcome::ToMeeting,
            ),
            (
                vec![("leader", Agree), ("health", Disagree)],
                Outcome::ToMeeting,
            ),
            (
                vec![("leader", Agree), ("health", Abstain)],
                Outcome::Agreed,
            ),
        ];
        for (answers, outcome) in table {
            let book = answered(&answers).at("2007-01-13T09:00").after(close());
            let question = book.record.correspondence.get(&id(QUESTION)).unwrap();
            assert_eq!(question.closed.unwrap().outcome, outcome, "{answers:?}");
            let planned = book.record.meetings.planned_for(&id("board")).count();
            assert_eq!(planned, usize::from(outcome == Outcome::ToMeeting));
            assert_eq!(book.record.correspondence.open().count(), 0);
        }
    }
}
