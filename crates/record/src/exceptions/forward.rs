//! Passing an exception on: from the group to the Management Group, and from there to the Board where
//! that is needed (G07, protocols 5); or back to a body before which it stood.
//!
//! Those who answer for it may take it one step up from where it was raised; what happens further up
//! the secretariat records.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Sort, Unfit, again, next_on_route};
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal, Subject},
    id::{BodyId, ExceptionId},
    prose::{Prose, Words},
};

/// Passes an exception on to another body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForwardException {
    /// The exception.
    pub exception: ExceptionId,
    /// The body; the next on the way of the arrangements when left out.
    pub to: Option<BodyId>,
    /// Why it is passed on.
    pub why: Words,
    /// What is asked of that body; left out when it is only brought to notice.
    pub asks: Option<Words>,
}

/// Why an exception is not passed on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForwardExceptionRefused {
    /// It is not there, or closed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// No such body.
    #[error("the arrangements have no body {0}")]
    NoSuchBody(BodyId),
    /// It is there already.
    #[error("it stands before the body {0} already")]
    ThereAlready(BodyId),
    /// Nobody is above.
    #[error("the arrangements name no body to which {0} passes exceptions on")]
    EndOfTheWay(BodyId),
    /// Not the way that the arrangements name.
    #[error("from {from} an exception goes to {next}, not to {to}")]
    NotTheWay {
        /// Where it stands.
        from: BodyId,
        /// Where the way goes.
        next: BodyId,
        /// Where it was to go.
        to: BodyId,
        /// The clause that says so.
        clause: Option<String>,
    },
}

use ForwardExceptionRefused::{EndOfTheWay, NoSuchBody, NotTheWay, ThereAlready};

impl Act for ForwardException {
    const NAME: &'static str = "exceptions.forward";
    const SUMMARY: &'static str =
        "Pass an exception on to the next body, with what is asked of it.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = ForwardExceptionRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let exception = record.exceptions.find_open(&self.exception)?;
        let today = minute.date_in(&record.structure.zone());
        let from = exception.body();
        let next = next_on_route(&record.structure, from, today);
        let to = self.to.as_ref().or(next.as_ref().map(|next| &next.to));
        let to = to.ok_or_else(|| EndOfTheWay(from.clone()))?;
        if record.structure.body(to, today).is_none() {
            return Err(NoSuchBody(to.clone()));
        }
        if to == from {
            return Err(ThereAlready(to.clone()));
        }
        let back = exception.before.iter().any(|held| held.body == *to);
        let onward = next.as_ref().filter(|next| next.to == *to);
        // A log jam goes where it can be loosened: between themes and districts there is no way up.
        let free = back || exception.about.sort() == Sort::LogJam;
        if let Some(next) = next.as_ref().filter(|_| onward.is_none() && !free) {
            return Err(NotTheWay {
                from: from.clone(),
                next: next.to.clone(),
                to: to.clone(),
                clause: next.clause.clone(),
            });
        }
        let mut entries = vec![crate::Entry::Exceptions(Entry::ExceptionForwarded {
            exception: self.exception.clone(),
            from: from.clone(),
            to: to.clone(),
            why: Prose::from(&self.why),
            asks: self.asks.as_ref().map(Prose::from),
            clause: onward.and_then(|next| next.clause.clone()),
            on: today,
        })];
        entries.extend(again::take_off(record, exception, &self.why));
        let sort = exception.about.sort();
        let waiting = again::waiting(&exception.id, sort, &exception.title);
        entries.extend(again::bring(
            record,
            minute,
            None,
            vec![(to.clone(), waiting)],
        ));
        Ok(entries)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Exception(&self.exception))
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        let exception = record.exceptions.get(&self.exception)?;
        let first = exception.before.is_empty();
        let lead = first.then(|| Answerer::of(&exception.owner, exception.person));
        Some(lead.into_iter().collect())
    }
}

impl Refusal for ForwardExceptionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfit(unfit) => unfit.advice(),
            NoSuchBody(_) => Advice::new(
                "exceptions/no-such-body",
                "to",
                "Choose a body of the arrangements in force.",
            ),
            ThereAlready(_) => Advice::new(
                "exceptions/there-already",
                "to",
                "Choose another body, or ask this one for a steer at its next meeting.",
            ),
            EndOfTheWay(_) => Advice::new(
                "exceptions/end-of-the-way",
                "to",
                "Name the body to which it is to go.",
            ),
            NotTheWay { clause, .. } => Advice::new(
                "exceptions/not-the-way",
                "to",
                "Pass it on to the body that comes next, which may pass it further.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn forward(to: Option<&str>) -> ForwardException {
        forward_exception("exception-1", to)
    }

    // Requirement: PL5 at /{partnership}/exceptions/{exception}/forward
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let raised = || Book::three_rivers().after(raise_exception("learning", None));
        let not_the_way = NotTheWay {
            from: id("learning"),
            next: id("executive"),
            to: id("board"),
            clause: None,
        };
        let at_board = || raised().after(forward(None)).after(forward(None));
        rules([
            (
                Book::three_rivers(),
                forward(None),
                Err(Unfit::NoSuchException(id("exception-1")).into()),
            ),
            (raised(), forward(None), Ok(())),
            (raised(), forward(Some("executive")), Ok(())),
            (raised(), forward(Some("mars")), Err(NoSuchBody(id("mars")))),
            (
                raised(),
                forward(Some("learning")),
                Err(ThereAlready(id("learning"))),
            ),
            (raised(), forward(Some("board")), Err(not_the_way)),
            (at_board(), forward(None), Err(EndOfTheWay(id("board")))),
            // It may go back to where it stood.
            (at_board(), forward(Some("learning")), Ok(())),
            (
                raised().after(close_exception("exception-1")),
                forward(None),
                Err(Unfit::Closed(id("exception-1"), date("2007-01-02")).into()),
            ),
        ]);
    }

    #[test]
    fn it_waits_for_the_body_to_which_it_went_and_no_longer_for_the_other() {
        let book = Book::three_rivers()
            .after(raise_exception("learning", None))
            .after(forward(None));
        let plan: Vec<_> = book.record.meetings.planned().collect();
        assert_eq!(plan.len(), 1);
        assert_eq!(plan[0].body.as_str(), "executive");
        let exception = book.record.exceptions.get(&id("exception-1")).unwrap();
        assert!(exception.awaits_steer());
        let stood: Vec<_> = exception.stood().map(|at| at.body.as_str()).collect();
        assert_eq!(stood, ["learning", "executive"]);
    }
}
