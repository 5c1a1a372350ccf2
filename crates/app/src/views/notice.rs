//! Notice of a meeting: its deadlines, what was issued and added, and what became of its day.

use jiff::civil::{Date, Time};
use record::{
    LineNo,
    calendar::bank_holiday,
    id::{ItemNo, MeetingId},
    meetings::{Clash, Item, Meeting, Notice, PaperHash, Stage, clashes},
    prose::Prose,
};
use serde::Serialize;

use super::{Audience, BodyRef, PersonRef, item_title, meeting::may_see, pack, rights};
use crate::Reading;

/// Notice of a meeting.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeView {
    /// When the agenda is due.
    pub agenda: DueView,
    /// When papers are due.
    pub papers: DueView,
    /// The clause that says so, where one does.
    pub clause: Option<String>,
    /// The day on which the agenda was issued; none: not yet.
    pub issued: Option<Date>,
    /// Why it went out late, where it did.
    pub late: Option<String>,
    /// The line that issued it.
    pub issued_by: Option<LineNo>,
    /// What was added since then, oldest first.
    pub supplements: Vec<SupplementView>,
    /// Where and when the meeting was to be held before, oldest first.
    pub moved: Vec<MovedView>,
    /// Why it was cancelled, where it was.
    pub cancelled: Option<String>,
    /// Items that were put on a later meeting, where whoever looks may know.
    pub deferred: Vec<DeferredView>,
    /// Its papers in order, the agenda's first and each supplement's after it.
    pub pack: Vec<PackPart>,
    /// The bank holiday on its day, where there is one.
    pub bank_holiday: Option<&'static str>,
}

/// A deadline.
#[derive(Debug, Clone, Serialize)]
pub struct DueView {
    /// The last day for it.
    pub by: Date,
    /// How many clear days that leaves.
    pub clear_days: u16,
    /// Whether the arrangements say so; else it is the convention.
    pub stated: bool,
    /// Whether it is too late for it today.
    pub passed: bool,
}

/// What was added to an issued agenda on one day.
#[derive(Debug, Clone, Serialize)]
pub struct SupplementView {
    /// Its number.
    pub no: u16,
    /// On which day.
    pub on: Date,
    /// What was added, in order.
    pub added: Vec<AddedView>,
}

/// Something that was added.
#[derive(Debug, Clone, Serialize)]
pub struct AddedView {
    /// The item.
    pub item: ItemNo,
    /// The title of the paper, or else of the item.
    pub title: String,
    /// Whether it is a paper.
    pub paper: bool,
    /// Why it came late, where it did.
    pub late: Option<String>,
}

/// Where and when a meeting was to be held.
#[derive(Debug, Clone, Serialize)]
pub struct MovedView {
    /// The day.
    pub date: Date,
    /// When it was to begin.
    pub starts: Time,
    /// Where.
    pub place: String,
    /// Why it was moved from there.
    pub why: String,
    /// The line of the book.
    pub line: LineNo,
}

/// An item that was put on a later meeting.
#[derive(Debug, Clone, Serialize)]
pub struct DeferredView {
    /// Its number.
    pub item: ItemNo,
    /// Why.
    pub why: String,
}

/// The papers of the agenda, or of one supplement.
#[derive(Debug, Clone, Serialize)]
pub struct PackPart {
    /// The supplement; none: the agenda.
    pub supplement: Option<u16>,
    /// Its papers.
    pub papers: Vec<PackPaper>,
}

/// A paper in its place.
#[derive(Debug, Clone, Serialize)]
pub struct PackPaper {
    /// Which of all papers it is, from 1.
    pub no: usize,
    /// Under which item.
    pub item: ItemNo,
    /// Its title.
    pub title: String,
    /// The hash of its bytes, which is also its address; none: whoever looks may not read it.
    pub hash: Option<String>,
    /// Its first and last page in the whole, where the lengths of all before it are known.
    pub pages: Option<(String, String)>,
}

/// People who would have two meetings at once.
#[derive(Debug, Clone, Serialize)]
pub struct ClashView {
    /// The other body.
    pub body: BodyRef,
    /// Its meeting, where it is called.
    pub meeting: Option<MeetingId>,
    /// Who.
    pub people: Vec<PersonRef>,
}

impl ClashView {
    pub(crate) fn of(reading: &Reading, clash: &Clash, date: Date) -> Self {
        let people = clash.people.iter();
        Self {
            body: BodyRef::named(reading, &clash.body, date),
            meeting: clash.meeting.clone(),
            people: people
                .map(|person| PersonRef::of(reading, *person))
                .collect(),
        }
    }
}

/// People who would have another meeting while a body meets on a day from an hour on.
pub fn clashing(
    reading: &Reading,
    body: &record::id::BodyId,
    date: Date,
    starts: Time,
    except: Option<&MeetingId>,
) -> Vec<ClashView> {
    let clashes = clashes(&reading.record, body, date, starts, except);
    let clashes = clashes.iter();
    clashes
        .map(|clash| ClashView::of(reading, clash, date))
        .collect()
}

impl NoticeView {
    /// Notice of a meeting, as it is shown to someone.
    pub(crate) fn of(reading: &Reading, meeting: &Meeting, audience: Audience) -> Self {
        let open_to_you = may_see(meeting, audience);
        let notice = Notice::of_meeting(&reading.record, meeting);
        let today = reading.today();
        let due = |deadline: &record::meetings::Deadline, passed: bool| DueView {
            by: deadline.by,
            clear_days: deadline.clear_days,
            stated: deadline.stated,
            passed: passed && meeting.stage == Stage::Called,
        };
        let shown = |words: &Prose| words.shown().to_owned();
        let deferred = meeting.deferred.iter();
        Self {
            agenda: due(&notice.agenda, notice.is_agenda_late(today)),
            papers: due(&notice.papers, notice.is_paper_late(today)),
            clause: notice.clause.clone(),
            issued: meeting.issued.as_ref().map(|issue| issue.on),
            late: meeting
                .issued
                .as_ref()
                .and_then(|issue| issue.late.as_ref())
                .map(shown),
            issued_by: meeting.issued.as_ref().map(|issue| issue.line),
            supplements: supplements(reading, meeting, audience),
            moved: meeting
                .moves
                .iter()
                .map(|place| MovedView {
                    date: place.date,
                    starts: place.starts,
                    place: place.place.to_string(),
                    why: place.why.shown().to_owned(),
                    line: place.line,
                })
                .collect(),
            cancelled: meeting.cancelled.as_ref().map(|why| shown(&why.why)),
            deferred: deferred
                .filter(|(_, deferral)| open_to_you || !deferral.at_meeting)
                .map(|(item, deferral)| DeferredView {
                    item: *item,
                    why: shown(&deferral.why),
                })
                .collect(),
            pack: pack::pack(reading, meeting, audience),
            bank_holiday: bank_holiday(meeting.date).map(|holiday| holiday.name),
        }
    }

    /// The supplement in which an item or paper came, and how the page numbers it.
    pub fn deferred_why(&self, item: &ItemNo) -> Option<&str> {
        let deferred = self.deferred.iter().find(|deferred| deferred.item == *item);
        deferred.map(|deferred| deferred.why.as_str())
    }

    /// The supplement in which an item was added; none: it was on the agenda as issued.
    pub fn supplement_of(&self, item: &ItemNo) -> Option<u16> {
        let holds = |supplement: &&SupplementView| {
            let mut added = supplement.added.iter();
            added.any(|added| !added.paper && added.item == *item)
        };
        let supplement = self.supplements.iter().find(holds);
        supplement.map(|supplement| supplement.no)
    }
}

fn supplements(reading: &Reading, meeting: &Meeting, audience: Audience) -> Vec<SupplementView> {
    let view = |supplement: &record::meetings::Supplement| SupplementView {
        no: supplement.no,
        on: supplement.on,
        added: supplement
            .added
            .iter()
            .filter_map(|added| {
                let item = meeting.item(added.item)?;
                let title = match &added.paper {
                    Some(hash) => paper_title(reading, meeting, item, hash, audience)?,
                    None => item_title(reading, audience, meeting, item),
                };
                Some(AddedView {
                    item: added.item,
                    title,
                    paper: added.paper.is_some(),
                    late: added.why.as_ref().map(|why| why.shown().to_owned()),
                })
            })
            .collect(),
    };
    meeting.supplements.iter().map(view).collect()
}

/// What a paper is called, and which version it is; none: it was withdrawn.
fn paper_title(
    reading: &Reading,
    meeting: &Meeting,
    item: &Item,
    hash: &PaperHash,
    audience: Audience,
) -> Option<String> {
    let paper = item.paper(hash).filter(|paper| paper.withdrawn.is_none())?;
    let reads = rights::reads_paper(reading, audience, meeting, item, paper);
    let real = paper.real_title.as_ref().filter(|_| reads);
    let title = real.map_or(paper.title.as_str(), |real| real.shown());
    Some(match item.version(paper) {
        1 => title.to_owned(),
        nth => format!("{title}, version {nth}"),
    })
}
