//! Papers as they are shown: to those who may read them, and to those who may not.
//!
//! Whoever may not read a paper is shown that it is there, its public title, and why it is withheld. A
//! draft is not there at all.

use jiff::civil::Date;
use record::{
    arrangements::{Arrangements, Kept},
    id::{BodyId, ItemNo, MeetingId},
    meetings::{Class, ClassKind, Item, Meeting, PaperHash, Parting, Tabled, exemptions},
};
use serde::Serialize;

use super::{Audience, BodyRef, PartnerRef, PersonRef, actions::day_of, pack, rights};
use crate::Reading;

/// A paper.
#[derive(Debug, Clone, Serialize)]
pub struct PaperView {
    /// Its title: the real one for those who may read it.
    pub title: String,
    /// The title that everyone reads, where that is another one.
    pub public_title: Option<String>,
    /// The hash of its bytes, which is also its address; none: whoever looks may not read it.
    pub hash: Option<String>,
    /// Who may read it, and why not everyone.
    pub class: ClassView,
    /// The partner that holds it.
    pub held_by: Option<PartnerRef>,
    /// How long it is kept, where that is stated.
    pub kept: Option<KeptView>,
    /// How many pages it has, where that is known.
    pub pages: Option<std::num::NonZeroU16>,
    /// Its first and last page in the pack, where they are known.
    pub numbered: Option<(String, String)>,
    /// Which version it is, from 1.
    pub version: usize,
    /// On which day it was tabled.
    pub on: Date,
    /// The versions before it, newest first.
    pub earlier: Vec<VersionView>,
    /// That it was released.
    pub released: Option<PartingView>,
    /// That it was withdrawn.
    pub withdrawn: Option<PartingView>,
}

/// An earlier version of a paper.
#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    /// Which, from 1.
    pub version: usize,
    /// On which day it was tabled.
    pub on: Date,
    /// Its address; none: whoever looks may not read it.
    pub hash: Option<String>,
}

/// That something was released or withdrawn.
#[derive(Debug, Clone, Serialize)]
pub struct PartingView {
    /// On which day.
    pub on: Date,
    /// Why.
    pub why: String,
}

/// Who may read something, and why not everyone.
#[derive(Debug, Clone, Serialize)]
pub struct ClassView {
    /// The class.
    pub is: ClassKind,
    /// The descriptions under which it is exempt.
    pub paragraphs: Vec<ParagraphView>,
    /// Why it is withheld.
    pub reason: Option<String>,
    /// The proper officer who decided so, for those who may read it.
    pub officer: Option<PersonRef>,
    /// The day on which that is looked at again.
    pub review: Option<Date>,
}

/// A description of what may be exempt.
#[derive(Debug, Clone, Serialize)]
pub struct ParagraphView {
    /// Its name: `3`.
    pub id: String,
    /// What it describes.
    pub text: String,
    /// Whether it is one of Schedule 12A.
    pub schedule_12a: bool,
    /// Where the arrangements say so.
    pub clause: Option<String>,
}

/// How long something is kept.
#[derive(Debug, Clone, Serialize)]
pub struct KeptView {
    /// Until when; none: for good.
    pub until: Option<Date>,
    /// Where the arrangements say so; none: it was said of this paper, or they name no paragraph.
    pub clause: Option<String>,
}

/// What someone may fetch: a paper that they may read.
#[derive(Debug, Clone)]
pub struct Fetch {
    /// What it is called.
    pub title: String,
    /// The strictest class under which they read it.
    pub class: ClassKind,
    /// The meetings at which it is tabled.
    pub meetings: Vec<MeetingId>,
}

impl ClassView {
    pub(crate) fn of(reading: &Reading, day: Date, class: &Class, reads: bool) -> Self {
        let adoption = reading.record.structure.in_force_or_first(day);
        let arrangements = adoption.map(|adoption| &*adoption.arrangements);
        let own = arrangements.is_some_and(|arrangements| !arrangements.exemption.is_empty());
        let all = exemptions(arrangements);
        let paragraphs = match class {
            Class::Exempt { paragraphs, .. } => &paragraphs[..],
            _ => &[],
        };
        let paragraph = |id: &record::id::ExemptionId| {
            let known = all.iter().find(|one| one.id == *id);
            ParagraphView {
                id: id.to_string(),
                text: known.map_or(String::new(), |known| known.text.clone()),
                schedule_12a: !own,
                clause: known.and_then(|known| known.clause.clone()),
            }
        };
        Self {
            is: class.kind(),
            paragraphs: paragraphs.iter().map(paragraph).collect(),
            reason: class.reason().map(|reason| reason.shown().to_owned()),
            officer: match class {
                Class::Exempt { officer, .. } if reads => Some(PersonRef::of(reading, *officer)),
                _ => None,
            },
            review: class.review(),
        }
    }

    /// Whether the public is excluded where it is talked about.
    pub fn is_private(&self) -> bool {
        matches!(self.is, ClassKind::Exempt | ClassKind::Confidential)
    }

    /// Whether everyone may read it.
    pub fn is_public(&self) -> bool {
        self.is == ClassKind::Public
    }
}

impl PartingView {
    pub(crate) fn of(reading: &Reading, parting: &Parting) -> Self {
        Self {
            on: day_of(reading, parting.at),
            why: parting.why.shown().to_owned(),
        }
    }
}

/// The title of an item: the real one for those who may know it.
pub fn item_title(reading: &Reading, audience: Audience, meeting: &Meeting, item: &Item) -> String {
    match &item.real_title {
        Some(real) if rights::reads_matter(reading, audience, meeting, item) => {
            real.shown().to_owned()
        }
        _ => item.title.to_string(),
    }
}

/// The papers under an item as they are shown to someone: the latest version of each.
pub(crate) fn papers(
    reading: &Reading,
    arrangements: &Arrangements,
    meeting: &Meeting,
    item: &Item,
    audience: Audience,
) -> Vec<PaperView> {
    let shown = |paper: &&Tabled| is_shown(reading, meeting, item, paper, audience);
    let mut views = Vec::new();
    for head in item
        .papers
        .iter()
        .filter(|paper| paper.replaced_by.is_none())
    {
        // A later version that is a draft yet hides nothing from those who cannot see it.
        let versions: Vec<&Tabled> = item.versions(head).filter(shown).collect();
        if let [paper, earlier @ ..] = &versions[..] {
            views.push(view(
                reading,
                arrangements,
                (meeting, item),
                paper,
                earlier,
                audience,
            ));
        }
    }
    views
}

/// Whether someone is shown that a paper is there, with its title or without.
fn is_shown(
    reading: &Reading,
    meeting: &Meeting,
    item: &Item,
    paper: &Tabled,
    audience: Audience,
) -> bool {
    paper.class != Class::Draft || rights::reads_paper(reading, audience, meeting, item, paper)
}

fn view(
    reading: &Reading,
    arrangements: &Arrangements,
    (meeting, item): (&Meeting, &Item),
    paper: &Tabled,
    earlier: &[&Tabled],
    audience: Audience,
) -> PaperView {
    let reads = |paper: &Tabled| rights::reads_paper(reading, audience, meeting, item, paper);
    let own = reads(paper);
    let stricter = paper.class.kind() >= item.class.kind();
    let class = if stricter { &paper.class } else { &item.class };
    let real = paper.real_title.as_ref().filter(|_| own);
    // The title of a paper that was withdrawn may be what was wrong with it.
    let title = match (&paper.withdrawn, real) {
        (Some(_), _) if !own => "A paper that was withdrawn".to_owned(),
        (_, Some(real)) => real.shown().to_owned(),
        (_, None) => paper.title.to_string(),
    };
    let earlier = earlier.iter().filter(|_| paper.withdrawn.is_none());
    PaperView {
        title,
        public_title: real.map(|_| paper.title.to_string()),
        hash: own.then(|| paper.hash.to_string()),
        class: ClassView::of(reading, meeting.date, class, own),
        held_by: paper
            .held_by
            .as_ref()
            .filter(|_| own || paper.withdrawn.is_none())
            .map(|partner| PartnerRef::of(arrangements, partner)),
        kept: kept(arrangements, meeting, paper),
        pages: paper.pages,
        numbered: pack::pages(meeting, item.no, paper),
        version: item.version(paper),
        on: paper.on,
        earlier: earlier
            .map(|version| VersionView {
                version: item.version(version),
                on: version.on,
                hash: reads(version).then(|| version.hash.to_string()),
            })
            .collect(),
        released: paper
            .released
            .as_ref()
            .map(|parting| PartingView::of(reading, parting)),
        withdrawn: paper
            .withdrawn
            .as_ref()
            .map(|parting| PartingView::of(reading, parting)),
    }
}

/// How long a paper is kept: as was said of it, or else as the arrangements say.
fn kept(arrangements: &Arrangements, meeting: &Meeting, paper: &Tabled) -> Option<KeptView> {
    if let Some(until) = paper.keep_until {
        return Some(KeptView {
            until: Some(until),
            clause: None,
        });
    }
    let of = match paper.class.kind() {
        ClassKind::Public => Kept::Papers,
        _ => Kept::WithheldPapers,
    };
    kept_for(arrangements, meeting.date, of)
}

/// How long a kind of document of a day is kept, where the arrangements say so.
pub(crate) fn kept_for(arrangements: &Arrangements, day: Date, of: Kept) -> Option<KeptView> {
    let rule = arrangements.retention.iter().find(|rule| rule.of == of)?;
    let years = |years: u16| {
        day.checked_add(jiff::Span::new().years(i64::from(years)))
            .ok()
    };
    Some(KeptView {
        until: rule.years.and_then(years),
        clause: rule.clause.clone(),
    })
}

/// What someone may fetch under a hash; none: there is no such paper, or they may not read it.
pub fn fetch(reading: &Reading, audience: Audience, hash: &PaperHash) -> Option<Fetch> {
    let mut found: Option<Fetch> = None;
    for (meeting, item, paper) in reading.record.meetings.tabled(hash) {
        if !rights::reads_paper(reading, audience, meeting, item, paper) {
            continue;
        }
        // Where everyone may read it, nothing is withheld by also having it elsewhere.
        let class = match paper.withdrawn {
            Some(_) => ClassKind::Draft,
            None => paper.class.kind().max(item.class.kind()),
        };
        let title = paper.real_title.as_ref();
        let fetch = found.get_or_insert_with(|| Fetch {
            title: title.map_or(paper.title.to_string(), |title| title.shown().to_owned()),
            class,
            meetings: Vec::new(),
        });
        fetch.class = fetch.class.min(class);
        if !fetch.meetings.contains(&meeting.id) {
            fetch.meetings.push(meeting.id.clone());
        }
    }
    found
}

/// Something that is withheld, for the secretariat's list.
#[derive(Debug, Clone, Serialize)]
pub struct WithheldView {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its body.
    pub body: BodyRef,
    /// The day of the meeting.
    pub date: Date,
    /// The item.
    pub item: ItemNo,
    /// The paper; none: the item itself.
    pub paper: Option<String>,
    /// What it is called.
    pub title: String,
    /// Its class.
    pub class: ClassView,
    /// Whether the day of review has come.
    pub due: bool,
}

/// Everything that is withheld from the public, what is to be looked at first before the rest.
pub fn withheld(reading: &Reading, body: Option<&BodyId>) -> Vec<WithheldView> {
    let audience = Audience::SECRETARIAT;
    let today = reading.today();
    let mut all = Vec::new();
    let meetings = reading.record.meetings.all();
    for meeting in meetings.filter(|meeting| body.is_none_or(|body| meeting.body == *body)) {
        for item in &meeting.items {
            let row = |paper: Option<&Tabled>, title: String, class: &Class| WithheldView {
                meeting: meeting.id.clone(),
                body: BodyRef::named(reading, &meeting.body, meeting.date),
                date: meeting.date,
                item: item.no,
                paper: paper.map(|paper| paper.hash.to_string()),
                title,
                class: ClassView::of(reading, meeting.date, class, true),
                due: class.review().is_some_and(|review| review <= today),
            };
            if item.class.is_private() {
                let title = item_title(reading, audience, meeting, item);
                all.push(row(None, title, &item.class));
            }
            let private = |paper: &&Tabled| paper.class.is_private() && paper.withdrawn.is_none();
            for paper in item.papers.iter().filter(private) {
                let title = paper.real_title.as_ref();
                let title = title.map_or(paper.title.to_string(), |title| title.shown().to_owned());
                all.push(row(Some(paper), title, &paper.class));
            }
        }
    }
    all.sort_by_key(|row| (row.class.review.unwrap_or(Date::MAX), row.date));
    all
}
