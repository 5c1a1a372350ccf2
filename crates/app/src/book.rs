//! The book itself, line by line, for the page that shows it and for its proof.

use std::ops::ControlFlow;

use jiff::Timestamp;
use record::{Author, Entry, LineNo, Record, id::MeetingId};

use crate::{Denied, House, Reading, sealing};

/// One line of the book, as shown.
#[derive(Debug, Clone)]
pub struct LineShown {
    /// Its number.
    pub number: LineNo,
    /// When it was written; none: not public yet.
    pub at: Option<Timestamp>,
    /// Who wrote it; none: not public yet, because it would tell who was there.
    pub by: Option<Author>,
    /// What it says; none: not public yet.
    pub entry: Option<Entry>,
    /// Its hash, in hexadecimal; none: not public yet. A vote has few possible lines, so that
    /// whoever had its hash and its time could find it by trying them all.
    pub hash: Option<String>,
    /// How many of its texts were taken out.
    pub redacted: usize,
}

/// Some lines of a book.
#[derive(Debug, Clone)]
pub struct Book {
    /// The lines, newest first.
    pub lines: Vec<LineShown>,
    /// The last line of the book.
    pub last: LineNo,
    /// The last of these lines that may be read by whoever looks, with its hash.
    pub newest: Option<(LineNo, String)>,
}

impl House {
    /// The `most` lines that end with `upto`. Lines about a meeting whose minutes are not published
    /// are withheld from the public, all but their number and that they are there.
    pub fn book(
        &self,
        reading: &Reading,
        upto: LineNo,
        most: u64,
        everything: bool,
    ) -> Result<Book, Denied> {
        let upto = upto.min(reading.head.line);
        let (mut lines, mut trouble) = (Vec::new(), None);
        self.journal.read(
            &reading.partnership,
            upto.saturating_sub(most),
            &mut |line| {
                if line.number > upto {
                    return ControlFlow::Break(());
                }
                match sealing::from_line(&line) {
                    Ok((minute, entry)) => {
                        let shown = everything || public(line.number, &entry, &reading.record);
                        let entry = shown.then_some(entry);
                        let redacted = line
                            .words
                            .iter()
                            .filter(|words| matches!(words, journal::Words::Redacted));
                        lines.push(LineShown {
                            number: line.number,
                            at: shown.then_some(minute.at),
                            by: shown.then_some(minute.by),
                            entry,
                            hash: shown.then(|| line.hash.to_string()),
                            redacted: redacted.count(),
                        });
                        ControlFlow::Continue(())
                    }
                    Err(denied) => {
                        trouble = Some(denied);
                        ControlFlow::Break(())
                    }
                }
            },
        )?;
        lines.reverse();
        let newest = lines
            .iter()
            .find_map(|line| Some((line.number, line.hash.clone()?)));
        trouble.map_or(
            Ok(Book {
                lines,
                last: reading.head.line,
                newest,
            }),
            Err,
        )
    }
}

/// The most lines that are looked through for what happened to a meeting, and the most that are told.
const LOOKED_THROUGH: u64 = 500;
const TOLD: usize = 10;

impl House {
    /// What happened to a meeting after a line, oldest first, as far as one may know: the last ten lines
    /// that speak of it.
    pub fn happened_since(
        &self,
        reading: &Reading,
        meeting: &MeetingId,
        seen: LineNo,
        everything: bool,
    ) -> Result<Vec<(LineNo, Entry)>, Denied> {
        let last = reading.head.line;
        let most = last.saturating_sub(seen).min(LOOKED_THROUGH);
        let book = self.book(reading, last, most, everything)?;
        let known = book.lines.into_iter();
        let known = known.filter_map(|line| line.entry.map(|entry| (line.number, entry)));
        let about =
            known.filter(|(_, entry)| speaks_of(entry, &reading.record) == Some(meeting.clone()));
        let mut happened: Vec<_> = about.take(TOLD).collect();
        happened.reverse();
        Ok(happened)
    }
}

/// The meeting that an entry speaks of.
fn speaks_of(entry: &Entry, record: &Record) -> Option<MeetingId> {
    match entry {
        Entry::Meetings(entry) => {
            let asked = entry
                .action()
                .and_then(|action| record.meetings.action(action));
            let of = entry.meeting().or(asked.map(|action| &action.meeting));
            of.cloned()
        }
        Entry::Decisions(entry) => entry.meeting(&record.decisions),
        _ => None,
    }
}

/// Whether anyone may read an entry: what happened at a meeting is public once its minutes are
/// published; that it was called, its agenda and papers, and the structure, at once. What the
/// structure rests on and whom it courts is nobody's but the members' (docs/decisions/0019), and no line
/// tells more of what is exempt, confidential, a draft or for members than the page does
/// (docs/decisions/0023).
pub(crate) fn public(line: LineNo, entry: &Entry, record: &Record) -> bool {
    use record::{
        exceptions::Entry as Exception, meetings::Entry as Meeting, money::Entry as Money,
        structure::Entry as Structure, watching::Entry as Watching,
    };
    let published = |meeting: &record::id::MeetingId| {
        record
            .meetings
            .get(meeting)
            .is_some_and(|meeting| meeting.published.is_some())
    };
    let private = |meeting: &record::id::MeetingId, item: record::id::ItemNo| {
        let meeting = record.meetings.get(meeting);
        meeting.is_some_and(|meeting| meeting.is_private(item))
    };
    match entry {
        // Who was put forward, and what was found lacking, is between them and the secretariat.
        Entry::Structure(Structure::Nominated { .. } | Structure::NominationWithdrawn { .. }) => {
            false
        }
        Entry::Structure(Structure::Elected { meeting, .. }) => {
            meeting.as_ref().is_none_or(published)
        }
        Entry::Structure(
            Structure::DependencyLogged { .. } | Structure::DependencySettled { .. },
        ) => false,
        Entry::Structure(_) | Entry::Book(_) | Entry::Plan(_) => true,
        Entry::Correspondence(entry) => {
            let question = record.correspondence.get(entry.correspondence());
            question.is_some_and(|question| question.closed.is_some())
        }
        // What concerns a decision is public with the decision; all else of delivery at once.
        Entry::Delivery(entry) => entry.decision().is_none_or(|id| {
            let decision = record.decisions.get(id);
            decision.is_some_and(|it| published(&it.meeting) && !private(&it.meeting, it.item))
        }),
        Entry::Disputes(entry) => {
            let dispute = record.disputes.get(entry.dispute());
            dispute.is_some_and(|dispute| dispute.end.is_some())
        }
        Entry::Exceptions(Exception::SteerGiven { meeting, item, .. }) => {
            published(meeting) && !private(meeting, *item)
        }
        Entry::Exceptions(_) | Entry::Efficiency(_) => true,
        Entry::Watching(Watching::ContributionGiven { watch, .. }) => {
            let watched = record.watching.get(watch);
            watched.is_some_and(|watched| watched.is_answer_public())
        }
        Entry::Watching(_) => true,
        // A return, and that it was sent back, is between the partner and the accountable body until one
        // is accepted.
        Entry::Money(Money::ReturnMade(says)) => {
            let made = record
                .money
                .return_version(&says.partner, says.month, says.version);
            made.is_some_and(record::money::Return::was_accepted)
        }
        Entry::Money(Money::ReturnSentBack { .. }) => false,
        Entry::Money(_) => true,
        Entry::Meetings(
            Meeting::MeetingCalled { .. }
            | Meeting::ItemAdded { .. }
            | Meeting::AgendaIssued { .. }
            | Meeting::MeetingMoved { .. }
            | Meeting::MeetingCancelled { .. }
            | Meeting::AgendaReordered { .. }
            | Meeting::ItemChanged { .. }
            | Meeting::MinutesPublished { .. },
        ) => true,
        Entry::Meetings(
            paper @ (Meeting::PaperTabled { .. }
            | Meeting::PaperClassified { .. }
            | Meeting::PaperWithdrawn { .. }
            | Meeting::ItemClassified { .. }
            | Meeting::Released { .. }),
        ) => is_paper_public(record, line, paper),
        Entry::Meetings(Meeting::ReportTabled { meeting, item, .. }) => !private(meeting, *item),
        Entry::Meetings(Meeting::MinutesDrafted { meeting, items }) => {
            // Only the draft that was approved, never an earlier one.
            let drafted = record.meetings.get(meeting);
            let last = drafted.and_then(|meeting| Some(meeting.minutes()?.line));
            let open = items.iter().all(|said| !private(meeting, said.item));
            published(meeting) && last == Some(line) && open
        }
        Entry::Meetings(Meeting::ItemPlanned { planned, .. })
        | Entry::Meetings(Meeting::PlannedDropped { planned, .. }) => {
            let planned = record.meetings.planned_item(planned);
            planned.is_some_and(|planned| is_plan_public(record, planned))
        }
        Entry::Meetings(Meeting::ItemDeferred { meeting, item, .. }) => {
            let meeting = record.meetings.get(meeting);
            let deferral = meeting.and_then(|meeting| meeting.deferred.get(item));
            meeting.is_some_and(|meeting| meeting.published.is_some())
                || deferral.is_some_and(|deferral| !deferral.at_meeting)
        }
        Entry::Meetings(Meeting::MinutesCorrected { meeting, item, .. }) => {
            // A correction of an earlier draft is as little public as that draft.
            let corrected = record.meetings.get(meeting);
            let holds = |meeting: &record::meetings::Meeting| {
                meeting
                    .corrections()
                    .any(|correction| correction.line == line)
            };
            published(meeting) && !private(meeting, *item) && corrected.is_some_and(holds)
        }
        Entry::Meetings(entry) => {
            let asked = entry
                .action()
                .and_then(|action| record.meetings.action(action));
            let of = asked.map(|action| (&action.meeting, action.item));
            let of = of.or(entry.meeting().zip(entry.item()));
            let meeting = entry.meeting().or(of.map(|(meeting, _)| meeting));
            meeting.is_some_and(published) && of.is_none_or(|(meeting, no)| !private(meeting, no))
        }
        Entry::Decisions(entry) => entry.meeting(&record.decisions).is_some_and(|meeting| {
            let decision = record.decisions.get(entry.decision());
            published(&meeting) && decision.is_none_or(|decision| !private(&meeting, decision.item))
        }),
    }
}

/// Whether anyone may read what the book says of a paper, or of who may read something: what is withheld
/// now, or was withdrawn, is so with every line that speaks of it.
fn is_paper_public(record: &Record, line: LineNo, entry: &record::meetings::Entry) -> bool {
    use record::meetings::{Entry as Meeting, Item, Tabled};
    let Some(meeting) = entry.meeting().and_then(|id| record.meetings.get(id)) else {
        return false;
    };
    // Items may have been numbered anew since then.
    let papers = || {
        let items = meeting.items.iter();
        items.flat_map(|item| item.papers.iter().map(move |paper| (item, paper)))
    };
    let open = |(item, paper): (&Item, &Tabled)| item.class.is_public() && paper.class.is_public();
    match entry {
        Meeting::PaperTabled { .. } => papers().any(|(item, paper)| {
            paper.line == line && paper.withdrawn.is_none() && open((item, paper))
        }),
        Meeting::PaperClassified { paper: hash, .. }
        | Meeting::Released {
            paper: Some(hash), ..
        } => papers()
            .filter(|(_, paper)| paper.hash == *hash)
            .all(|(item, paper)| paper.withdrawn.is_none() && open((item, paper))),
        Meeting::PaperWithdrawn { paper: hash, .. } => {
            papers().filter(|(_, paper)| paper.hash == *hash).all(open)
        }
        _ => meeting.items.iter().all(|item| item.class.is_public()),
    }
}

/// Whether anyone may know what waits on a forward plan: what a meeting brought there waits for its
/// minutes. What waits again because a meeting was cancelled has the reason for which it first waited,
/// and is as little public as that.
pub(crate) fn is_plan_public(record: &Record, planned: &record::meetings::Planned) -> bool {
    let open = |meeting: &record::id::MeetingId| {
        let meeting = record.meetings.get(meeting);
        meeting.is_none_or(|meeting| meeting.opened.is_none() || meeting.published.is_some())
    };
    let decided = planned.origin.decision().is_none_or(|decision| {
        let decision = record.decisions.get(decision);
        decision.is_some_and(|decision| {
            let meeting = record.meetings.get(&decision.meeting);
            meeting.is_some_and(|meeting| meeting.published.is_some())
        })
    });
    let left = planned.from.as_ref();
    let left = left.and_then(|meeting| record.meetings.get(meeting));
    let mut before = left.into_iter().flat_map(|meeting| {
        let again = meeting
            .items
            .iter()
            .filter(|item| item.title == planned.title && !meeting.deferred.contains_key(&item.no));
        again.filter_map(|item| record.meetings.planned_item(item.planned.as_ref()?))
    });
    decided
        && planned.from.as_ref().is_none_or(open)
        && before.all(|before| before.line >= planned.line || is_plan_public(record, before))
}
