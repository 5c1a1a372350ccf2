//! The log of what the structure rests on. Not for the public: whoever asks for it has to be inside.

use jiff::civil::Date;
use record::{
    LineNo,
    id::DependencyId,
    structure::{Dependency, DependencySort},
};
use serde::Serialize;

use super::super::{PartnerRef, PersonRef};
use crate::Reading;

/// One of the log.
#[derive(Debug, Clone, Serialize)]
pub struct DependencyView {
    /// Its name.
    pub id: DependencyId,
    /// What it is.
    pub what: String,
    /// "Rests on", "Partner to be won".
    pub sort: &'static str,
    /// The organisation or body that it concerns.
    pub about: Option<PartnerRef>,
    /// The partner that looks after it.
    pub owner: PartnerRef,
    /// The person, where one was named.
    pub person: Option<PersonRef>,
    /// By when someone looks at it again.
    pub review: Date,
    /// Whether that day has passed and it is still open.
    pub overdue: bool,
    /// When it was settled; none: it is open.
    pub settled_on: Option<Date>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The line of the book.
    pub line: LineNo,
}

/// The whole log, open ones first, the soonest to be looked at again first.
pub fn dependencies(reading: &Reading) -> Vec<DependencyView> {
    let all = reading.record.structure.dependencies();
    let mut all: Vec<DependencyView> = all.map(|one| view(reading, one)).collect();
    all.sort_by_key(|one| (one.settled_on.is_some(), one.review, one.line));
    all
}

fn view(reading: &Reading, one: &Dependency) -> DependencyView {
    let today = reading.today();
    let adoption = reading.record.structure.in_force_or_first(today);
    let partner = |id: &record::id::PartnerId| {
        adoption.map(|adoption| PartnerRef::of(&adoption.arrangements, id))
    };
    let unknown = || PartnerRef {
        id: one.owner.clone(),
        name: one.owner.to_string(),
        short_name: one.owner.to_string(),
        is_body: false,
        sector: None,
    };
    DependencyView {
        id: one.id.clone(),
        what: one.what.shown().to_owned(),
        sort: match one.sort {
            DependencySort::RestsOn => "Rests on",
            DependencySort::PartnerToWin => "Partner to be won",
        },
        about: one.about.as_ref().and_then(&partner),
        owner: partner(&one.owner).unwrap_or_else(unknown),
        person: one.person.map(|person| PersonRef::of(reading, person)),
        review: one.review,
        overdue: one.settled.is_none() && one.review < today,
        settled_on: one.settled.as_ref().map(|settled| settled.on),
        outcome: one
            .settled
            .as_ref()
            .map(|settled| settled.outcome.shown().to_owned()),
        line: one.line,
    }
}
