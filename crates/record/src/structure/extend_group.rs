//! Giving a body that runs for a time a longer run: one more year for a think tank (R10, 7).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry,
    decided::{Undecided, decided_on},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, DecisionId},
    prose::{Prose, Words},
    say_day,
};

/// Gives a group a longer run.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendGroup {
    /// The group: any body that has a last day.
    pub group: BodyId,
    /// Its new last day.
    pub until: Date,
    /// The decision, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// Why, where no decision is named.
    pub why: Option<Words>,
}

/// Why a group does not run longer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtendGroupRefused {
    /// No such body, or it has no last day.
    #[error("there is no body {0} that has a last day")]
    NoSuchGroup(BodyId),
    /// It is closed.
    #[error("{0} was closed, with its last day on {day}", day = say_day(*.1))]
    Closed(BodyId, Date),
    /// That is no longer run.
    #[error("it runs until {} already", say_day(*.0))]
    NotLonger(Date),
    /// Neither a decision nor a reason.
    #[error("neither a decision nor a reason is given")]
    NoReason,
    /// The decision does not bear it.
    #[error(transparent)]
    Undecided(#[from] Undecided),
}

use ExtendGroupRefused::{Closed, NoReason, NoSuchGroup, NotLonger};

impl Act for ExtendGroup {
    const NAME: &'static str = "structure.extend-group";
    const SUMMARY: &'static str = "Give a group that runs for a time a later last day.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ExtendGroupRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let none = || NoSuchGroup(self.group.clone());
        let (_, ends) = structure.span(&self.group).ok_or_else(none)?;
        let ends = ends.ok_or_else(none)?;
        if let Some(closing) = structure
            .run(&self.group)
            .and_then(|run| run.closing.as_ref())
        {
            return Err(Closed(self.group.clone(), closing.on));
        }
        if self.until <= ends {
            return Err(NotLonger(ends));
        }
        let by = structure.group(&self.group).map(|group| &group.by);
        match (&self.decided_by, &self.why) {
            (Some(decision), _) => decided_on(record, decision, by).map(|_| ())?,
            (None, None) => return Err(NoReason),
            (None, Some(_)) => {}
        }
        Ok(vec![crate::Entry::Structure(Entry::GroupExtended {
            group: self.group.clone(),
            until: self.until,
            instead_of: ends,
            decided_by: self.decided_by.clone(),
            why: self.why.as_ref().map(Prose::from),
        })])
    }
}

impl Refusal for ExtendGroupRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchGroup(_) => Advice::new(
                "structure/no-such-group",
                "group",
                "Choose a body that runs for a time from the structure page.",
            ),
            Closed(..) => Advice::new(
                "structure/group-closed",
                "group",
                "Found a new group to go on with the work.",
            ),
            NotLonger(_) => {
                Advice::new("structure/not-longer", "until", "Choose a day after that.")
            }
            NoReason => Advice::new(
                "structure/no-reason",
                "why",
                "Name the decision, or say why in a sentence.",
            ),
            Self::Undecided(undecided) => undecided.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let founded = || Book::three_rivers().after(found_group("alcohol"));
        let other = |change: fn(&mut ExtendGroup)| {
            let mut act = extend_group("alcohol", "2008-10-31");
            change(&mut act);
            act
        };
        let closed = || {
            founded()
                .at("2007-06-01T09:00")
                .after(close_group("alcohol"))
        };
        rules([
            (founded(), extend_group("alcohol", "2008-10-31"), Ok(())),
            // A body of the arrangements that has a last day.
            (founded(), extend_group("flood", "2007-12-31"), Ok(())),
            (
                founded(),
                extend_group("board", "2008-10-31"),
                Err(NoSuchGroup(id("board"))),
            ),
            (
                founded(),
                extend_group("mars", "2008-10-31"),
                Err(NoSuchGroup(id("mars"))),
            ),
            (
                founded(),
                extend_group("alcohol", "2007-10-31"),
                Err(NotLonger(date("2007-10-31"))),
            ),
            (
                closed(),
                extend_group("alcohol", "2008-10-31"),
                Err(Closed(id("alcohol"), date("2007-06-01"))),
            ),
            (founded(), other(|act| act.why = None), Err(NoReason)),
            (
                founded(),
                other(|act| act.decided_by = Some(id("x"))),
                Err(Undecided::NoSuchDecision(id("x")).into()),
            ),
        ]);
    }

    // Requirement: ST16 at /{partnership}/structure/{body}/extend
    #[test]
    fn one_more_year_is_in_force_and_keeps_what_was_before() {
        let book = Book::three_rivers()
            .after(found_group("alcohol"))
            .after(extend_group("alcohol", "2008-10-31"))
            .after(extend_group("flood", "2008-06-30"));
        let structure = &book.record.structure;
        for (body, day) in [("alcohol", "2008-10-31"), ("flood", "2008-06-30")] {
            let (_, body) = structure.body(&id(body), date(day)).unwrap();
            assert!(body.exists_on(date(day)));
            assert_eq!(body.ends, Some(date(day)));
        }
        let run = structure.run(&id("alcohol")).unwrap();
        assert_eq!(run.extensions[0].instead_of, date("2007-10-31"));
    }
}
