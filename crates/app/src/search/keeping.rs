//! Keeping the index up with the book: what follows is taken in line by line, a new or changed file
//! from the whole record.
//!
//! When words were taken out of the book the index is emptied, its file scrubbed, and everything read
//! again, so that no trace of them stays. Nothing here decides who may see what is found.

use std::{
    collections::BTreeSet,
    ops::ControlFlow,
    sync::{Arc, PoisonError, Weak},
    time::Duration,
};

use index::{Document, Fault, Index, Stamp};
use jiff::civil::Date;
use record::{
    Entry,
    id::{CorrespondenceId, DisputeId, ItemNo, MeetingId},
    meetings::{ClassKind, Meeting},
    structure,
};

use super::{
    card::{Card, Subject, card, day_of_structure},
    funded, planned,
};
use crate::{Denied, House, Reading, sealing, views::Audience};

/// So many lines are taken in before an answer; more are left to the thread that reads on.
const AT_ONCE: u64 = 2_000;
/// Documents that are taken in together. Whoever writes elsewhere in the file waits for no more.
const TOGETHER: usize = 400;

/// A day as a number: 20101006.
pub(super) fn number(date: Date) -> i64 {
    (i64::from(date.year()) * 100 + i64::from(date.month())) * 100 + i64::from(date.day())
}

/// What lines of the book spoke of.
#[derive(Default)]
struct Touched {
    meetings: BTreeSet<MeetingId>,
    correspondence: BTreeSet<CorrespondenceId>,
    disputes: BTreeSet<DisputeId>,
    /// What of the plan.
    plan: Vec<Subject>,
    structure: bool,
    /// Words were taken out of the book, or it is another book than the one that was read.
    everything: bool,
}

impl Touched {
    fn note(&mut self, reading: &Reading, entry: &Entry) {
        use record::meetings::Entry as Meetings;
        use structure::Entry as Structure;
        match entry {
            // Who sits where is not in the index: people are looked up by name.
            Entry::Structure(
                Structure::Appointed { .. }
                | Structure::AppointmentEnded { .. }
                | Structure::SubstituteNamed { .. }
                | Structure::Nominated { .. }
                | Structure::NominationWithdrawn { .. }
                | Structure::Elected { .. }
                | Structure::RoleAccepted { .. },
            ) => {}
            Entry::Structure(_) => self.structure = true,
            // What was open and is not any more must leave no trace.
            Entry::Meetings(
                Meetings::PaperClassified { .. }
                | Meetings::ItemClassified { .. }
                | Meetings::PaperWithdrawn { .. },
            ) => self.everything = true,
            Entry::Meetings(entry) => {
                let asked = entry.action();
                let asked = asked.and_then(|action| reading.record.meetings.action(action));
                let meeting = entry.meeting().or(asked.map(|action| &action.meeting));
                self.meetings.extend(meeting.cloned());
            }
            Entry::Decisions(entry) => {
                self.meetings
                    .extend(entry.meeting(&reading.record.decisions));
            }
            Entry::Correspondence(entry) => {
                self.correspondence.insert(entry.correspondence().clone());
            }
            Entry::Disputes(entry) => {
                self.disputes.insert(entry.dispute().clone());
            }
            Entry::Book(_) => self.everything = true,
            Entry::Plan(_) | Entry::Delivery(_) | Entry::Exceptions(_) => {
                self.plan.extend(planned::touched(entry));
            }
            Entry::Money(entry) => self.plan.extend(funded::touched(entry)),
            Entry::Efficiency(_) | Entry::Watching(_) => {}
        }
    }
}

impl House {
    /// Keeps the search index in this file of its own node, instead of in memory. Before anything is
    /// looked for.
    pub fn keep_index(&self, index: Index) {
        let _known = self.index.set(index);
    }

    /// Has a thread of its own keep the index up with every book, looking as often as this.
    pub fn keep_reading(self: &Arc<Self>, every: Duration) -> Result<(), Denied> {
        let weak: Weak<Self> = Arc::downgrade(self);
        let read = move || {
            while let Some(house) = weak.upgrade() {
                if let Err(trouble) = house.index_everything() {
                    tracing::warn!(%trouble, "the search index could not be kept up");
                }
                drop(house);
                std::thread::sleep(every);
            }
        };
        std::thread::Builder::new()
            .name("index".to_owned())
            .spawn(read)
            .map_err(|error| {
                journal::Fault::Other(format!("the index's thread cannot be started: {error}"))
            })?;
        Ok(())
    }

    /// Takes into the index what every book holds.
    pub fn index_everything(&self) -> Result<(), Denied> {
        for partnership in self.partnerships()? {
            let reading = self.read(&partnership)?;
            self.index_on(&reading, u64::MAX)?;
        }
        Ok(())
    }

    /// Empties the index and scrubs its file: no word of it stays. It fills again by itself.
    pub fn forget_index(&self) -> Result<(), Denied> {
        let _one_at_a_time = self.indexing.lock().unwrap_or_else(PoisonError::into_inner);
        self.the_index()?.forget().map_err(fault)
    }

    pub(super) fn the_index(&self) -> Result<&Index, Denied> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let fresh = Index::in_memory().map_err(fault)?;
        Ok(self.index.get_or_init(|| fresh))
    }

    /// Brings the index up to a reading, if no more than `most` lines are missing. Says whether it is.
    pub(super) fn index_on(&self, reading: &Reading, most: u64) -> Result<bool, Denied> {
        let index = self.the_index()?;
        let book = &*reading.partnership;
        let today = number(reading.today());
        let fits = |stamp: &Stamp| stamp.line == reading.head.line && stamp.day == today;
        let up_to_date = |stamp: &Stamp| fits(stamp) && stamp.hash == reading.head.hash.to_string();
        let known = index.stamp(book).map_err(fault)?;
        if known.as_ref().is_some_and(up_to_date) {
            return Ok(true);
        }
        let line = known.as_ref().map_or(0, |stamp| stamp.line);
        if reading.head.line.saturating_sub(line) > most {
            return Ok(false);
        }
        let _one_at_a_time = if most == u64::MAX {
            self.indexing.lock().unwrap_or_else(PoisonError::into_inner)
        } else {
            match self.indexing.try_lock() {
                Ok(turn) => turn,
                // Somebody else is reading; their work will do.
                Err(_) => return Ok(known.is_some()),
            }
        };
        // Someone may have done it meanwhile.
        let Some(known) = index.stamp(book).map_err(fault)? else {
            self.read_whole(index, reading)?;
            return Ok(true);
        };
        if up_to_date(&known) || known.line > reading.head.line {
            // A file that is ahead is seen to when the house has read on.
            if known.line > self.journal.head(book)?.line {
                self.begin_anew(index, reading)?;
            }
            return Ok(true);
        }
        let touched = self.touched(reading, &known)?;
        if touched.everything {
            self.begin_anew(index, reading)?;
        } else {
            self.read_touched(index, reading, &touched, known.day != today)?;
        }
        Ok(true)
    }

    fn begin_anew(&self, index: &Index, reading: &Reading) -> Result<(), Denied> {
        index.forget().map_err(fault)?;
        self.read_whole(index, reading)
    }

    /// What the lines after a stamp spoke of.
    fn touched(&self, reading: &Reading, known: &Stamp) -> Result<Touched, Denied> {
        let mut touched = Touched::default();
        let mut trouble = None;
        // The last line taken in is read again, to see that it is still the same.
        let after = known.line.saturating_sub(1);
        self.journal
            .read(&reading.partnership, after, &mut |line| {
                if line.number > reading.head.line {
                    return ControlFlow::Break(());
                }
                if line.number == known.line {
                    touched.everything |= line.hash.to_string() != known.hash;
                    return ControlFlow::Continue(());
                }
                match sealing::from_line(&line) {
                    Ok((_, entry)) => {
                        touched.note(reading, &entry);
                        ControlFlow::Continue(())
                    }
                    Err(denied) => {
                        trouble = Some(denied);
                        ControlFlow::Break(())
                    }
                }
            })?;
        trouble.map_or(Ok(touched), Err)
    }

    fn read_touched(
        &self,
        index: &Index,
        reading: &Reading,
        touched: &Touched,
        new_day: bool,
    ) -> Result<(), Denied> {
        let record = &reading.record;
        let mut owners = Vec::new();
        let mut found = Vec::new();
        for id in &touched.meetings {
            owners.push(format!("meeting {id}"));
            let meeting = record.meetings.get(id);
            found.extend(
                meeting
                    .into_iter()
                    .flat_map(|meeting| of_meeting(reading, meeting)),
            );
        }
        if !touched.meetings.is_empty() {
            owners.push("plan".to_owned());
            found.extend(on_forward_plan(reading));
        }
        if touched.structure || new_day {
            owners.push("structure".to_owned());
            found.extend(of_structure(reading));
        }
        found.extend(
            touched
                .correspondence
                .iter()
                .cloned()
                .map(Subject::Correspondence),
        );
        found.extend(touched.disputes.iter().cloned().map(Subject::Dispute));
        found.extend(planned::once(&touched.plan));
        let documents: Vec<Document> = found
            .iter()
            .filter_map(|subject| document(reading, subject))
            .collect();
        let stamp = stamp(reading);
        let book = &*reading.partnership;
        index
            .take_in(book, &owners, &documents, Some(&stamp))
            .map_err(fault)
    }

    /// Takes in the whole record, some documents at a time.
    fn read_whole(&self, index: &Index, reading: &Reading) -> Result<(), Denied> {
        let record = &reading.record;
        let meetings = record.meetings.all();
        let questions = record.correspondence.all();
        let disputes = record.disputes.all();
        let all = of_structure(reading)
            .into_iter()
            .chain(on_forward_plan(reading))
            .chain(questions.map(|question| Subject::Correspondence(question.id.clone())))
            .chain(disputes.map(|dispute| Subject::Dispute(dispute.id.clone())))
            .chain(planned::all(reading))
            .chain(funded::all(reading))
            .chain(meetings.flat_map(|meeting| of_meeting(reading, meeting)));
        let mut documents = Vec::with_capacity(TOGETHER);
        let book = &*reading.partnership;
        for subject in all {
            documents.extend(document(reading, &subject));
            if documents.len() >= TOGETHER {
                index.take_in(book, &[], &documents, None).map_err(fault)?;
                documents.clear();
            }
        }
        let stamp = stamp(reading);
        index
            .take_in(book, &[], &documents, Some(&stamp))
            .map_err(fault)
    }

    /// Whether a search may be answered from the index now. A few missing lines are taken in first.
    pub(super) fn may_search(&self, reading: &Reading) -> bool {
        match self.index_on(reading, AT_ONCE) {
            Ok(ready) => ready,
            Err(trouble) => {
                tracing::warn!(%trouble, "the search index cannot be used");
                false
            }
        }
    }
}

fn stamp(reading: &Reading) -> Stamp {
    Stamp {
        line: reading.head.line,
        hash: reading.head.hash.to_string(),
        day: number(reading.today()),
    }
}

pub(super) fn fault(fault: Fault) -> Denied {
    journal::Fault::Other(fault.to_string()).into()
}

/// What the index keeps of something: what the secretariat would be told, and nothing that is exempt,
/// confidential or a draft.
fn document(reading: &Reading, subject: &Subject) -> Option<Document> {
    if is_withheld(reading, subject) {
        return None;
    }
    let Card {
        title,
        text,
        place,
        body,
        date,
        ..
    } = card(reading, Audience::SECRETARIAT, subject)?;
    let owner = match subject {
        Subject::Body(_) | Subject::Organisation(_) | Subject::Seat(_) | Subject::Terms(_) => {
            "structure".to_owned()
        }
        Subject::Meeting(id)
        | Subject::Item(id, _)
        | Subject::Paper(id, ..)
        | Subject::Minutes(id, _) => format!("meeting {id}"),
        Subject::Decision(id) => {
            let decision = reading.record.decisions.get(id)?;
            format!("meeting {}", decision.meeting)
        }
        Subject::Action(id) => {
            let action = reading.record.meetings.action(id)?;
            format!("meeting {}", action.meeting)
        }
        Subject::Correspondence(id) => format!("correspondence {id}"),
        Subject::Dispute(id) => format!("dispute {id}"),
        Subject::Plan(_) => "plan".to_owned(),
        Subject::Strategy(_)
        | Subject::Outcome(_)
        | Subject::Indicator(_)
        | Subject::DeliveryPlan(_)
        | Subject::PlanAction(_)
        | Subject::Exception(_)
        | Subject::Stream(_)
        | Subject::Allocation(_) => format!("{} {}", subject.kind().word(), subject.id()),
    };
    Some(Document {
        kind: subject.kind().word(),
        id: subject.id(),
        owner,
        body: body.map(|body| body.to_string()).unwrap_or_default(),
        day: date.map(number),
        title,
        text,
        around: place,
    })
}

/// Whether something is withheld from more than the public.
fn is_withheld(reading: &Reading, subject: &Subject) -> bool {
    let record = &reading.record;
    let of_item = |meeting: &MeetingId, no: ItemNo, nth: Option<usize>| {
        let item = record
            .meetings
            .get(meeting)
            .and_then(|meeting| meeting.item(no));
        item.is_some_and(|item| {
            let paper = nth.and_then(|nth| item.papers.get(nth));
            let class = item.class.kind();
            let class = paper.map_or(class, |paper| paper.class.kind().max(class));
            !matches!(class, ClassKind::Public | ClassKind::Members)
        })
    };
    match subject {
        Subject::Minutes(meeting, no) => of_item(meeting, *no, None),
        Subject::Paper(meeting, no, nth) => of_item(meeting, *no, Some(*nth)),
        Subject::Decision(id) => {
            let decision = record.decisions.get(id);
            decision.is_some_and(|decision| of_item(&decision.meeting, decision.item, None))
        }
        Subject::Action(id) => {
            let action = record.meetings.action(id);
            action.is_some_and(|action| of_item(&action.meeting, action.item, None))
        }
        _ => false,
    }
}

/// Everything that can be found of a meeting.
fn of_meeting(reading: &Reading, meeting: &Meeting) -> Vec<Subject> {
    let id = &meeting.id;
    let mut found = vec![Subject::Meeting(id.clone())];
    for item in &meeting.items {
        found.push(Subject::Item(id.clone(), item.no));
        found.push(Subject::Minutes(id.clone(), item.no));
        let papers = 0..item.papers.len();
        found.extend(papers.map(|nth| Subject::Paper(id.clone(), item.no, nth)));
    }
    let decisions = reading.record.decisions.of_meeting(id);
    found.extend(decisions.map(|decision| Subject::Decision(decision.id.clone())));
    found.extend(meeting.actions.iter().cloned().map(Subject::Action));
    found
}

/// Everything that waits on the forward plan.
fn on_forward_plan(reading: &Reading) -> Vec<Subject> {
    let date = day_of_structure(reading);
    let adoption = reading.record.structure.in_force_or_first(date);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let meetings = &reading.record.meetings;
    let waiting = bodies
        .iter()
        .flat_map(|body| meetings.planned_for(&body.id));
    waiting
        .map(|planned| Subject::Plan(planned.id.clone()))
        .collect()
}

/// Bodies, their seats and terms, and organisations.
fn of_structure(reading: &Reading) -> Vec<Subject> {
    let date = day_of_structure(reading);
    let structure = &reading.record.structure;
    let Some(adoption) = structure.in_force_or_first(date) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for body in &adoption.arrangements.body {
        found.push(Subject::Body(body.id.clone()));
        found.push(Subject::Terms(body.id.clone()));
        let seats = structure.seats_of(body, date);
        found.extend(seats.iter().map(|seat| Subject::Seat(seat.id().clone())));
    }
    let organisations = adoption.arrangements.organisation.iter();
    found.extend(organisations.map(|one| Subject::Organisation(one.id.clone())));
    found
}
