//! Searching everything that one may see (docs/decisions/0026).
//!
//! The index only says where words may be. Each thing found is asked of the record again, by the rules
//! of its own page, and is passed over if this viewer may not see it or the words are no longer in it.
//! Everything that is answered (order, counts, snippets, corrected words) is worked out from what is
//! left, so that an answer is the same whether or not something hidden holds the words.

mod card;
mod funded;
mod keeping;
mod people;
mod planned;

use std::{collections::BTreeMap, ops::ControlFlow};

use index::{Among, Query, mark, snippet};
use jiff::civil::Date;
use record::id::BodyId;
use serde::Serialize;

pub use card::Kind;
use card::{Card, Subject, card};
pub use index::{Index, LONGEST_QUERY, NotAQuery};
use keeping::number;

use crate::{Denied, House, Reading, views::Audience};

/// The most results that are looked at.
pub const MOST_FOUND: usize = 1_000;
/// Results on a page.
pub const ON_A_PAGE: usize = 20;

/// What someone looks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What they typed.
    pub words: String,
    /// This kind only.
    pub kind: Option<Kind>,
    /// This body only.
    pub body: Option<BodyId>,
    /// From this day.
    pub from: Option<Date>,
    /// Until this day.
    pub until: Option<Date>,
    /// The newest first, instead of the best.
    pub newest: bool,
    /// The page, from 1.
    pub page: usize,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was asked for.
    pub marked: bool,
}

/// Something that was found.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its title, with the words marked.
    pub title: Vec<Piece>,
    /// Where it belongs.
    pub place: String,
    /// Its day.
    pub date: Option<Date>,
    /// A part of its text, with the words marked; may be empty.
    pub snippet: Vec<Piece>,
    /// Its page, below the partnership.
    pub path: String,
}

/// What was found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Found {
    /// The results of this page.
    pub hits: Vec<Hit>,
    /// How many there are, [`MOST_FOUND`] at the most.
    pub total: usize,
    /// Whether there are more.
    pub more: bool,
    /// How many of each kind, when every kind was asked for.
    pub kinds: Vec<(Kind, usize)>,
    /// The words that were looked for instead, because those that were typed are nowhere.
    pub instead: Option<String>,
    /// Whether the index is still being made, so that something may be missing.
    pub still_reading: bool,
}

/// A result before its page is chosen.
struct Weighed {
    weight: u32,
    kind: Kind,
    card: Card,
}

impl House {
    /// Looks for words in everything that this viewer may see. Errors when nothing that could be looked
    /// for was typed.
    pub fn search(
        &self,
        reading: &Reading,
        audience: Audience,
        asked: &Asked,
    ) -> Result<Result<Found, NotAQuery>, Denied> {
        let query = match Query::read(&asked.words) {
            Ok(query) => query,
            Err(why) => return Ok(Err(why)),
        };
        let ready = self.may_search(reading);
        let look = Look {
            house: self,
            reading,
            audience,
            asked,
        };
        let mut instead = None;
        let (mut found, mut more) = look.all(&query)?;
        let mut marked = query.clone();
        if found.is_empty()
            && let Some(corrected) = look.corrected(&query)?
        {
            (found, more) = look.all(&corrected)?;
            if !found.is_empty() {
                instead = Some(corrected.written());
                marked = corrected;
            }
        }
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        for one in &found {
            *kinds.entry(one.kind).or_default() += 1;
        }
        if let Some(kind) = asked.kind {
            found.retain(|one| one.kind == kind);
        }
        let day = |one: &Weighed| one.card.date.map_or(0, number);
        if asked.newest {
            found.sort_by_key(|one| std::cmp::Reverse((day(one), one.weight)));
        } else {
            found.sort_by_key(|one| std::cmp::Reverse((one.weight, day(one))));
        }
        let total = found.len();
        let first = asked.page.saturating_sub(1).saturating_mul(ON_A_PAGE);
        let shown = found.into_iter().skip(first).take(ON_A_PAGE);
        Ok(Ok(Found {
            hits: shown.map(|one| hit(&marked, one)).collect(),
            total,
            more,
            kinds: kinds.into_iter().collect(),
            instead,
            still_reading: !ready,
        }))
    }
}

fn hit(query: &Query, one: Weighed) -> Hit {
    let pieces = |pieces: Vec<index::Piece>| {
        let pieces = pieces.into_iter();
        let piece = |index::Piece { text, marked }| Piece { text, marked };
        pieces.map(piece).collect()
    };
    Hit {
        kind: one.kind,
        title: pieces(mark(query, &one.card.title)),
        place: one.card.place,
        date: one.card.date,
        snippet: pieces(snippet(query, &one.card.text)),
        path: one.card.path,
    }
}

/// A look through one book by one viewer.
struct Look<'a> {
    house: &'a House,
    reading: &'a Reading,
    audience: Audience,
    asked: &'a Asked,
}

impl Look<'_> {
    /// Everything that holds the words, and whether there is more than is looked at. Things with the
    /// words in their title are taken first, then the newest.
    fn all(&self, query: &Query) -> Result<(Vec<Weighed>, bool), Denied> {
        let mut found = self.people(query);
        let mut known = std::collections::BTreeSet::new();
        let mut more = false;
        for in_title in [true, false] {
            let each = |key: index::Key, one: Weighed| {
                if !known.insert((key.kind, key.id)) {
                    return ControlFlow::Continue(());
                }
                if found.len() >= MOST_FOUND {
                    more = true;
                    return ControlFlow::Break(());
                }
                found.push(one);
                ControlFlow::Continue(())
            };
            self.visible(query, in_title, each)?;
        }
        Ok((found, more))
    }

    /// Hands over everything that holds the words and that the viewer may see.
    fn visible(
        &self,
        query: &Query,
        in_title: bool,
        mut each: impl FnMut(index::Key, Weighed) -> ControlFlow<()>,
    ) -> Result<(), Denied> {
        let body = self.asked.body.as_ref().map(ToString::to_string);
        let among = Among {
            kind: None,
            body: body.as_deref(),
            from: self.asked.from.map(number),
            until: self.asked.until.map(number),
            in_title,
        };
        let index = self.house.the_index()?;
        let book = &*self.reading.partnership;
        let looked = index.find(book, query, &among, |key| {
            let subject = Subject::read(&key.kind, &key.id);
            let Some((kind, card)) = subject.and_then(|subject| {
                let card = card(self.reading, self.audience, &subject)?;
                Some((subject.kind(), card))
            }) else {
                return ControlFlow::Continue(());
            };
            match query.weigh(&card.title, &card.text, &card.place) {
                Some(weight) if self.is_asked_for(&card) => {
                    let weight = weight + liking(kind);
                    each(key, Weighed { weight, kind, card })
                }
                _ => ControlFlow::Continue(()),
            }
        });
        looked.map_err(keeping::fault)
    }

    /// The index may be behind: the record decides about day and body too.
    fn is_asked_for(&self, card: &Card) -> bool {
        let Asked {
            body, from, until, ..
        } = self.asked;
        let dated = from.is_some() || until.is_some();
        let in_time = card.date.map_or(!dated, |date| {
            from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
        });
        in_time
            && body
                .as_ref()
                .is_none_or(|body| card.body.as_ref() == Some(body))
    }

    /// The same query with the nearest known words in the place of those that are nowhere; none when
    /// there are no such. Only words in things that the viewer may see are offered.
    fn corrected(&self, query: &Query) -> Result<Option<Query>, Denied> {
        let mut corrected = Vec::new();
        for word in query.single_words() {
            if self.is_somewhere(&query.only(word))? {
                continue;
            }
            let mut near = self.house.the_index()?.near(word).map_err(keeping::fault)?;
            near.extend(self.names_near(word));
            for candidate in near {
                if self.is_somewhere(&query.only(&candidate))? {
                    corrected.push((word.to_owned(), candidate));
                    break;
                }
            }
        }
        Ok((!corrected.is_empty()).then(|| query.with(&corrected)))
    }

    fn is_somewhere(&self, query: &Query) -> Result<bool, Denied> {
        if !self.people(query).is_empty() {
            return Ok(true);
        }
        let mut there = false;
        self.visible(query, false, |_, _| {
            there = true;
            ControlFlow::Break(())
        })?;
        Ok(there)
    }
}

/// What a kind is given in advance: of two with the same words, the one that more people mean.
fn liking(kind: Kind) -> u32 {
    match kind {
        Kind::Person | Kind::Body | Kind::Organisation => 6,
        Kind::Decision => 3,
        Kind::Meeting
        | Kind::Item
        | Kind::Dispute
        | Kind::Correspondence
        | Kind::Strategy
        | Kind::Outcome
        | Kind::Stream
        | Kind::Indicator
        | Kind::DeliveryPlan
        | Kind::Exception => 2,
        Kind::Paper
        | Kind::Plan
        | Kind::Minutes
        | Kind::Action
        | Kind::PlanAction
        | Kind::Allocation => 1,
        Kind::Seat | Kind::Terms => 0,
    }
}
