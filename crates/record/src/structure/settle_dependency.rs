//! Settling a dependency: what came of it, in words.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::DependencyId,
    prose::{Prose, Words},
    say_day,
};

/// Settles a dependency.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleDependency {
    /// The dependency.
    pub dependency: DependencyId,
    /// What came of it.
    pub outcome: Words,
}

/// Why a dependency is not settled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettleDependencyRefused {
    /// No such dependency.
    #[error("there is no dependency {0} in the log")]
    NoSuchDependency(DependencyId),
    /// It is settled.
    #[error("it was settled on {}", say_day(*.0))]
    Settled(jiff::civil::Date),
}

use SettleDependencyRefused::{NoSuchDependency, Settled};

impl Act for SettleDependency {
    const NAME: &'static str = "structure.settle-dependency";
    const SUMMARY: &'static str = "Settle a dependency of the log: say what came of it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = SettleDependencyRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let dependency = structure.dependency(&self.dependency);
        let dependency = dependency.ok_or_else(|| NoSuchDependency(self.dependency.clone()))?;
        if let Some(settled) = &dependency.settled {
            return Err(Settled(settled.on));
        }
        Ok(vec![crate::Entry::Structure(Entry::DependencySettled {
            dependency: self.dependency.clone(),
            on: minute.date_in(&structure.zone()),
            outcome: Prose::from(&self.outcome),
        })])
    }
}

impl Refusal for SettleDependencyRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchDependency(_) => Advice::new(
                "structure/no-such-dependency",
                "dependency",
                "Choose one from the log.",
            ),
            Settled(_) => Advice::new(
                "structure/dependency-settled",
                "dependency",
                "There is nothing to do.",
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
        let logged = || Book::three_rivers().after(log_dependency("2007-06-01"));
        let settle = || settle_dependency("dependency-1");
        rules([
            (logged(), settle(), Ok(())),
            (
                Book::three_rivers(),
                settle(),
                Err(NoSuchDependency(id("dependency-1"))),
            ),
            (
                logged().after(settle()),
                settle(),
                Err(Settled(date("2007-01-02"))),
            ),
        ]);
    }
}
