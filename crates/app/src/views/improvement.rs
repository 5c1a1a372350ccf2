//! Efficiency reviews, with what each partner expects to save and has saved; and the watch list.
//!
//! All of it is public at once, but for parts of an answer that has not gone out: those are for members
//! (docs/decisions/0030).

use jiff::civil::Date;
use record::{
    LineNo,
    efficiency::{Review, Saving, Sum, over_all},
    id::{PersonId, ReviewId, WatchId},
    watching::{WatchSort, WatchState, Watched},
};
use serde::Serialize;

use super::{
    Audience, BodyRef, PartnerRef, PersonRef,
    actions::author,
    exceptions::{acts, partner},
};
use crate::Reading;

/// An amount that is expected, and one that was made, in pence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SavingsView {
    /// Expected in all.
    pub expected_pence: u64,
    /// Made up to now.
    pub achieved_pence: u64,
    /// Still to be made of what is expected.
    pub to_come_pence: u64,
    /// Made beyond what is expected.
    pub beyond_pence: u64,
    /// How much of what is expected was made, in whole hundredths rounded down; none: nothing is expected.
    pub percent: Option<u64>,
}

impl From<Sum> for SavingsView {
    fn from(sum: Sum) -> Self {
        let hundredths = u128::from(sum.achieved) * 100;
        let percent = hundredths.checked_div(u128::from(sum.expected));
        Self {
            expected_pence: sum.expected,
            achieved_pence: sum.achieved,
            to_come_pence: sum.to_come(),
            beyond_pence: sum.beyond(),
            percent: percent.and_then(|percent| u64::try_from(percent).ok()),
        }
    }
}

/// An efficiency review in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewLine {
    /// Its name.
    pub id: ReviewId,
    /// What it is called.
    pub title: String,
    /// The body to which it reports.
    pub body: BodyRef,
    /// The partner that leads it.
    pub lead: PartnerRef,
    /// The person, where one is named.
    pub person: Option<PersonRef>,
    /// By when it reports.
    pub due: Date,
    /// Whether that day has passed and it goes on.
    pub overdue: bool,
    /// The day it ended.
    pub ended: Option<Date>,
    /// What all partners expect and made.
    pub savings: SavingsView,
    /// How many partners take part.
    pub partners: usize,
}

/// All efficiency reviews.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewsView {
    /// Each, those that go on first.
    pub reviews: Vec<ReviewLine>,
    /// What each partner expects and made over all of them.
    pub partners: Vec<PartnerSavings>,
    /// What all of them expect and made.
    pub savings: SavingsView,
}

/// What a partner expects and made.
#[derive(Debug, Clone, Serialize)]
pub struct PartnerSavings {
    /// The partner.
    pub partner: PartnerRef,
    /// What it expects and made.
    #[serde(flatten)]
    pub savings: SavingsView,
}

/// An efficiency review with all that was stated.
#[derive(Debug, Clone, Serialize)]
pub struct EfficiencyReviewView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: ReviewLine,
    /// What it looks at.
    pub scope: String,
    /// The day it was begun.
    pub on: Date,
    /// What each partner expects and made.
    pub by_partner: Vec<PartnerSavings>,
    /// Everything that was stated, in order.
    pub stated: Vec<StatedView>,
    /// What came of it, and the line that says so.
    pub end: Option<(String, LineNo)>,
    /// The line that began it.
    pub begun_at: LineNo,
}

/// What a partner stated.
#[derive(Debug, Clone, Serialize)]
pub struct StatedView {
    /// On which day.
    pub on: Date,
    /// The partner.
    pub partner: PartnerRef,
    /// Whether it is expected or was made.
    pub saving: Saving,
    /// How much in all, in pence.
    pub pence: u64,
    /// How it comes about.
    pub words: Option<String>,
    /// Who wrote it.
    pub by: Option<String>,
    /// Whether a later statement stands in its place.
    pub replaced: bool,
    /// The line of the book.
    pub line: LineNo,
}

/// All efficiency reviews.
pub fn efficiency_reviews(reading: &Reading) -> ReviewsView {
    let all = &reading.record.efficiency;
    let today = reading.today();
    let (over, on): (Vec<&Review>, Vec<&Review>) = all.all().partition(|it| it.ended.is_some());
    let each = over_all(all.all()).into_iter();
    let sum = all.all().fold(Sum::default(), |sum, it| sum.plus(it.sum()));
    ReviewsView {
        reviews: on
            .into_iter()
            .chain(over.into_iter().rev())
            .map(|it| ReviewLine::of(reading, it))
            .collect(),
        partners: each
            .map(|(id, sum)| PartnerSavings {
                partner: partner(reading, id, today),
                savings: sum.into(),
            })
            .collect(),
        savings: sum.into(),
    }
}

/// An efficiency review; none when there is none.
pub fn efficiency_review(reading: &Reading, id: &ReviewId) -> Option<EfficiencyReviewView> {
    let review = reading.record.efficiency.get(id)?;
    let by_partner = review.by_partner().map(|(id, sum)| PartnerSavings {
        partner: partner(reading, id, review.on),
        savings: sum.into(),
    });
    let stated = review.stated.iter().map(|stated| StatedView {
        on: stated.on,
        partner: partner(reading, &stated.partner, stated.on),
        saving: stated.saving,
        pence: stated.pence,
        words: stated.words.as_ref().map(|words| words.shown().to_owned()),
        by: stated.by.as_ref().map(|by| author(reading, by)),
        replaced: review
            .last(&stated.partner, stated.saving)
            .is_some_and(|last| last.line != stated.line),
        line: stated.line,
    });
    Some(EfficiencyReviewView {
        line: ReviewLine::of(reading, review),
        scope: review.scope.shown().to_owned(),
        on: review.on,
        by_partner: by_partner.collect(),
        stated: stated.collect(),
        end: review
            .ended
            .as_ref()
            .map(|end| (end.words.shown().to_owned(), end.line)),
        begun_at: review.line,
    })
}

/// The partners of a review for which someone may state a saving, besides the secretariat: all of them for
/// whoever leads it, and their own for the others.
pub fn may_state(reading: &Reading, person: PersonId, id: &ReviewId) -> Vec<PartnerRef> {
    let Some(review) = reading.record.efficiency.get(id) else {
        return Vec::new();
    };
    let leads = acts(reading, person, &review.lead, review.person);
    let own = review
        .partners
        .iter()
        .filter(|own| leads || acts(reading, person, own, None));
    own.map(|own| partner(reading, own, review.on)).collect()
}

impl ReviewLine {
    fn of(reading: &Reading, review: &Review) -> Self {
        Self {
            id: review.id.clone(),
            title: review.title.to_string(),
            body: BodyRef::named(reading, &review.body, review.on),
            lead: partner(reading, &review.lead, review.on),
            person: review.person.map(|person| PersonRef::of(reading, person)),
            due: review.due,
            overdue: review.overdue(reading.today()),
            ended: review.ended.as_ref().map(|end| end.on),
            savings: review.sum().into(),
            partners: review.partners.len(),
        }
    }
}

/// Something on the watch list.
#[derive(Debug, Clone, Serialize)]
pub struct WatchLine {
    /// Its name.
    pub id: WatchId,
    /// What it is.
    pub sort: WatchSort,
    /// What it is called.
    pub title: String,
    /// Who asks or offers.
    pub from: Option<String>,
    /// The last day for an answer.
    pub deadline: Date,
    /// Whether that day has passed and no answer went out.
    pub overdue: bool,
    /// How far it has come.
    pub state: WatchState,
    /// Since when.
    pub since: Date,
    /// The body that sees to it.
    pub body: BodyRef,
    /// The partner that leads.
    pub lead: PartnerRef,
    /// The person, where one is named.
    pub person: Option<PersonRef>,
    /// The partners that answer together.
    pub together: Vec<PartnerRef>,
    /// Those of them that have given nothing yet.
    pub awaited: Vec<PartnerRef>,
}

/// Something on the watch list, with what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct WatchView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: WatchLine,
    /// What it asks or offers.
    pub about: String,
    /// The day it was listed.
    pub on: Date,
    /// What the partners gave; none: whoever looks may not read it yet.
    pub contributions: Option<Vec<ContributionView>>,
    /// Whether everyone may read that.
    pub answer_public: bool,
    /// How it came to where it is.
    pub moves: Vec<MoveView>,
    /// The line that listed it.
    pub listed_at: LineNo,
}

/// A part of an answer.
#[derive(Debug, Clone, Serialize)]
pub struct ContributionView {
    /// The partner.
    pub partner: PartnerRef,
    /// Its part.
    pub words: String,
    /// Who wrote it.
    pub by: String,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// That it came further.
#[derive(Debug, Clone, Serialize)]
pub struct MoveView {
    /// How far.
    pub state: WatchState,
    /// What was done.
    pub words: String,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// The watch list: what is to be answered by its last day, then what went out, then the rest.
pub fn watch_list(reading: &Reading) -> Vec<WatchLine> {
    let mut all: Vec<&Watched> = reading.record.watching.all().collect();
    all.sort_by_key(|it| {
        let order = match it.state {
            WatchState::Watching | WatchState::Preparing => 0,
            WatchState::Sent => 1,
            WatchState::Won | WatchState::Lost | WatchState::LetPass => 2,
        };
        (order, it.deadline, it.line)
    });
    all.into_iter()
        .map(|it| WatchLine::of(reading, it))
        .collect()
}

/// Something on the watch list; none when there is none.
pub fn watched(reading: &Reading, id: &WatchId, audience: Audience) -> Option<WatchView> {
    let it = reading.record.watching.get(id)?;
    let open = audience.inside() || it.is_answer_public();
    let given = || {
        let given = it.contributions.iter().map(|one| ContributionView {
            partner: partner(reading, &one.partner, one.on),
            words: one.words.shown().to_owned(),
            by: author(reading, &one.by),
            on: one.on,
            line: one.line,
        });
        given.collect()
    };
    let moves = it.moves.iter().map(|moved| MoveView {
        state: moved.state,
        words: moved.words.shown().to_owned(),
        on: moved.on,
        line: moved.line,
    });
    Some(WatchView {
        line: WatchLine::of(reading, it),
        about: it.about.shown().to_owned(),
        on: it.on,
        contributions: open.then(given),
        answer_public: it.is_answer_public(),
        moves: moves.collect(),
        listed_at: it.line,
    })
}

/// The partners for which someone may give a part of an answer, besides the secretariat.
pub fn may_contribute(reading: &Reading, person: PersonId, id: &WatchId) -> Vec<PartnerRef> {
    let Some(it) = reading.record.watching.get(id) else {
        return Vec::new();
    };
    let leads = acts(reading, person, &it.lead, it.person);
    let mut partners: Vec<_> = std::iter::once(&it.lead).chain(&it.together).collect();
    partners.dedup();
    let own = partners
        .into_iter()
        .filter(|own| leads || acts(reading, person, own, None));
    own.map(|own| partner(reading, own, it.on)).collect()
}

/// Whether someone leads the answer to something, besides the secretariat.
pub fn leads_watched(reading: &Reading, person: PersonId, id: &WatchId) -> bool {
    let it = reading.record.watching.get(id);
    it.is_some_and(|it| acts(reading, person, &it.lead, it.person))
}

impl WatchLine {
    pub(crate) fn of(reading: &Reading, it: &Watched) -> Self {
        let name = |id: &record::id::PartnerId| partner(reading, id, it.on);
        Self {
            id: it.id.clone(),
            sort: it.sort,
            title: it.title.to_string(),
            from: it.from.as_ref().map(ToString::to_string),
            deadline: it.deadline,
            overdue: it.overdue(reading.today()),
            state: it.state,
            since: it.moves.last().map_or(it.on, |moved| moved.on),
            body: BodyRef::named(reading, &it.body, it.on),
            lead: name(&it.lead),
            person: it.person.map(|person| PersonRef::of(reading, person)),
            together: it.together.iter().map(name).collect(),
            awaited: it.awaited().map(name).collect(),
        }
    }
}
