//! Logging what the structure rests on, or a partner to be won, with an owner and a day (W09).
//!
//! Not for the public: see docs/decisions/0019-bodies-over-time-and-what-of-them-is-public.md.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{DependencySort, Entry};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{DependencyId, PartnerId, PersonId},
    prose::{Prose, Words},
    say_day,
};

/// Logs a dependency.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LogDependency {
    /// What it is.
    pub what: Words,
    /// Whether the structure rests on it, or a partner is to be won.
    pub sort: DependencySort,
    /// The organisation or body that it concerns, where the arrangements have it.
    pub about: Option<PartnerId>,
    /// The organisation or body that looks after it.
    pub owner: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// By when someone looks at it again.
    pub review: Date,
}

/// Why a dependency is not logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogDependencyRefused {
    /// What it concerns is unknown.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// Its owner is unknown.
    #[error("there is no organisation or body {0} in the arrangements to look after it")]
    NoSuchOwner(PartnerId),
    /// The day has passed.
    #[error("{} has passed", say_day(*.0))]
    Past(Date),
}

use LogDependencyRefused::{NoSuchOwner, NoSuchPartner, Past};

impl Act for LogDependency {
    const NAME: &'static str = "structure.log-dependency";
    const SUMMARY: &'static str =
        "Log something that the structure rests on, or a partner to be won.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = LogDependencyRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let today = minute.date_in(&structure.zone());
        let known = |partner: &PartnerId| {
            let adoption = structure.in_force_or_first(today);
            adoption.is_some_and(|adoption| adoption.arrangements.partner(partner).is_some())
        };
        if let Some(about) = self.about.as_ref().filter(|about| !known(about)) {
            return Err(NoSuchPartner(about.clone()));
        }
        if !known(&self.owner) {
            return Err(NoSuchOwner(self.owner.clone()));
        }
        if self.review < today {
            return Err(Past(self.review));
        }
        Ok(vec![crate::Entry::Structure(Entry::DependencyLogged {
            dependency: DependencyId::nth(structure.dependencies().count() + 1),
            what: Prose::from(&self.what),
            sort: self.sort,
            about: self.about.clone(),
            owner: self.owner.clone(),
            person: self.person,
            review: self.review,
        })])
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl Refusal for LogDependencyRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchPartner(_) => Advice::new(
                "structure/no-such-partner",
                "about",
                "Name an organisation or body of the arrangements, or leave it out.",
            ),
            NoSuchOwner(_) => Advice::new(
                "structure/no-such-partner",
                "owner",
                "Name an organisation or body of the arrangements.",
            ),
            Past(_) => Advice::new(
                "structure/day-has-passed",
                "review",
                "Choose today or a later day.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut LogDependency)| {
            let mut act = log_dependency("2007-06-01");
            change(&mut act);
            act
        };
        let three = Book::three_rivers;
        rules([
            (three(), log_dependency("2007-06-01"), Ok(())),
            (three(), log_dependency("2007-01-02"), Ok(())),
            (
                three(),
                log_dependency("2007-01-01"),
                Err(Past(date("2007-01-01"))),
            ),
            (
                three(),
                with(|act| act.about = Some(id("mars"))),
                Err(NoSuchPartner(id("mars"))),
            ),
            (
                three(),
                with(|act| act.owner = id("mars")),
                Err(NoSuchOwner(id("mars"))),
            ),
            (
                Book::new(),
                log_dependency("2007-06-01"),
                Err(NoSuchPartner(id("voluntary-action"))),
            ),
        ]);
    }
}
