//! Opening a stream of money for a financial year (G07, pooled funding; aligned funding).
//!
//! The streams that arrangements name are there without this. Aligned money is watched and never moved.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Pence, StreamSays,
    known::{Looking, Unfunded, a_year, more_than_nothing},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::StreamKind,
    id::{OutcomeId, PartnerId, RuleId, StreamId},
    plan::Period,
    prose::{Prose, Title, Words},
};

/// Opens a stream of money.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenStream {
    /// Its name, such as `a-revenue-2007`.
    pub stream: StreamId,
    /// What it is called.
    pub title: Title,
    /// The block of the agreement that it is for.
    pub block: RuleId,
    /// The financial year.
    pub year: Period,
    /// Grant or contribution, capital or revenue, or aligned.
    pub sort: StreamKind,
    /// Who gives it, such as the name of a government department.
    pub giver: Title,
    /// The partner that gives it, where it is one; for aligned money the partner that keeps it.
    pub partner: Option<PartnerId>,
    /// How much is awarded for the year.
    pub pence: Pence,
    /// What the giver asks for it, where that is known.
    pub conditions: Option<Words>,
    /// The outcomes that it is for; none in particular when left out.
    #[serde(default)]
    pub outcomes: Vec<OutcomeId>,
}

/// Why a stream is not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenStreamRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// There is one of that name.
    #[error("there is a stream {0} already")]
    AlreadyOpen(StreamId),
    /// Aligned money that nobody keeps.
    #[error("aligned money stays with a partner, and none is named")]
    NobodyKeepsIt,
}

use OpenStreamRefused::{AlreadyOpen, NobodyKeepsIt};

impl Act for OpenStream {
    const NAME: &'static str = "money.open-stream";
    const SUMMARY: &'static str = "Open a stream of money for a financial year.";
    const AUTHORITY: Authority = Authority::FinanceOrSecretariat;
    type Refused = OpenStreamRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let year = a_year(self.year)?;
        if looking.money.stream(&self.stream).is_some() {
            return Err(AlreadyOpen(self.stream.clone()));
        }
        let mut blocks = looking.rules.block.iter();
        if !blocks.any(|block| block.id == self.block) {
            return Err(Unfunded::NoSuchBlock(self.block.clone()).into());
        }
        if self.sort == StreamKind::Aligned && self.partner.is_none() {
            return Err(NobodyKeepsIt);
        }
        let mut partner = self.partner.iter();
        partner.try_for_each(|it| looking.partner(it))?;
        looking.outcomes(&self.outcomes)?;
        looking.open(year)?;
        let says = StreamSays {
            title: self.title.clone(),
            block: self.block.clone(),
            year,
            sort: self.sort,
            giver: self.giver.clone(),
            partner: self.partner.clone(),
            pence: more_than_nothing(self.pence)?,
            conditions: self.conditions.as_ref().map(Prose::from),
            outcomes: self.outcomes.clone(),
            on: looking.today,
        };
        Ok(vec![crate::Entry::Money(Entry::StreamOpened {
            stream: self.stream.clone(),
            says: Box::new(says),
        })])
    }
}

impl Refusal for OpenStreamRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            AlreadyOpen(_) => Advice::new(
                "money/already-open",
                "stream",
                "Change the award of that one, or choose another name.",
            ),
            NobodyKeepsIt => Advice::new(
                "money/nobody-keeps-it",
                "partner",
                "Choose the partner that keeps the money.",
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
        let with = |change: fn(&mut OpenStream)| {
            let mut asked = open_stream("b-revenue-2007", 50_000);
            change(&mut asked);
            asked
        };
        let not = |it| Err(OpenStreamRefused::Unfunded(it));
        rules([
            (funded(), with(|_| ()), Ok(())),
            (
                funded(),
                with(|it| it.stream = id("a-revenue-2007")),
                Err(AlreadyOpen(id("a-revenue-2007"))),
            ),
            (
                funded(),
                with(|it| it.block = id("z")),
                not(Unfunded::NoSuchBlock(id("z"))),
            ),
            (
                funded(),
                with(|it| it.year = period("2007-08-m1")),
                not(Unfunded::NotAYear(period("2007-08-m1"))),
            ),
            (
                funded(),
                with(|it| it.pence = Pence::ZERO),
                not(Unfunded::Nothing),
            ),
            (
                funded(),
                with(|it| it.sort = StreamKind::Aligned),
                Err(NobodyKeepsIt),
            ),
            (
                funded(),
                with(|it| it.partner = Some(id("mars"))),
                not(Unfunded::NoSuchPartner(id("mars"))),
            ),
            (
                funded(),
                with(|it| it.outcomes = vec![id("mars")]),
                not(Unfunded::NoSuchOutcome(id("mars"))),
            ),
            (Book::new(), with(|_| ()), not(Unfunded::NoArrangements)),
            (Book::called("board"), with(|_| ()), not(Unfunded::NoMoney)),
        ]);
    }
}
