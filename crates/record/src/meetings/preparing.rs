//! What becomes of meetings before they begin: notice, another day, another order, the forward plan.
//!
//! Takes in entries that were decided by the acts; it decides nothing.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::{Date, Time};

use super::{
    Added, Deferral, Entry, Issue, Item, Meeting, Meetings, PaperHash, Place, Planned, Stage,
    Supplement,
};
use crate::{
    LineNo, Minute,
    id::{BodyId, ItemNo, MeetingId},
    prose::Prose,
    structure::Structure,
};

impl Meetings {
    /// Takes in an entry that changes which meetings are to come, or what waits for them.
    pub(super) fn prepare(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::MeetingMoved { meeting, date, .. } => {
                let moved = self.get(meeting);
                if let Some((before, body)) = moved.map(|moved| (moved.date, moved.body.clone())) {
                    let of_body = self.by_body.entry(body).or_default();
                    for days in [&mut self.by_date, &mut self.to_come, of_body] {
                        days.remove(&(before, meeting.clone()));
                        days.insert((*date, meeting.clone()));
                    }
                }
            }
            Entry::MeetingCancelled { meeting, .. } => {
                if let Some(date) = self.get(meeting).map(|meeting| meeting.date) {
                    self.to_come.remove(&(date, meeting.clone()));
                }
            }
            Entry::AgendaReordered { meeting, order } => self.renumber(meeting, order),
            Entry::ItemPlanned { .. } => self.take_onto_plan(line, entry),
            Entry::PlannedDropped { planned, .. } => {
                if let Some(planned) = self.plan.get(planned) {
                    self.planned.remove(&planned.line);
                }
            }
            _ => {}
        }
    }

    fn take_onto_plan(&mut self, line: LineNo, entry: &Entry) {
        let Entry::ItemPlanned {
            planned: id,
            body,
            title,
            purpose,
            origin,
            not_before,
            presenter,
            why,
            from,
        } = entry
        else {
            return;
        };
        let planned = Arc::new(Planned {
            id: id.clone(),
            body: body.clone(),
            title: title.clone(),
            purpose: *purpose,
            origin: origin.clone(),
            not_before: *not_before,
            presenter: presenter.clone(),
            why: why.clone(),
            from: from.clone(),
            line,
        });
        self.planned.insert(line, Arc::clone(&planned));
        self.plan.insert(id.clone(), planned);
        *self.planned_count.entry(body.clone()).or_default() += 1;
    }

    /// Notes what an item of an agenda takes up: off the forward plan, and back from a decision.
    pub(super) fn note_origin(&mut self, meeting: &MeetingId, item: &Item) {
        let taken = item.planned.as_ref().and_then(|id| self.plan.get(id));
        if let Some(planned) = taken {
            self.planned.remove(&planned.line);
        }
        if let Some(decision) = item.origin.decision() {
            let back = self.brings_back.entry(decision.clone()).or_default();
            back.push_back((meeting.clone(), item.no));
        }
    }

    /// Follows the items that decisions brought onto an agenda to their new numbers.
    fn renumber(&mut self, meeting: &MeetingId, order: &[ItemNo]) {
        let Some(items) = self.get(meeting).map(|meeting| meeting.items.clone()) else {
            return;
        };
        let decisions = items.iter().filter_map(|item| item.origin.decision());
        for decision in decisions {
            if let Some(back) = self.brings_back.get_mut(decision) {
                for (_, item) in back.iter_mut().filter(|(at, _)| at == meeting) {
                    *item = number_in(order, *item);
                }
            }
        }
    }

    /// The meeting of a body that is called for a day and an hour, unless it was cancelled.
    pub(super) fn at_that_time(&self, body: &BodyId, date: Date, starts: Time) -> Option<&Meeting> {
        let of_the_day = self.on_day(date);
        let called = of_the_day.filter(|other| other.stage != Stage::Cancelled);
        called
            .filter(|other| other.body == *body)
            .find(|other| other.starts == starts)
    }

    /// Every meeting of a day, cancelled ones too.
    pub fn on_day(&self, date: Date) -> impl Iterator<Item = &Meeting> {
        let from = self.all().skip_while(move |meeting| meeting.date < date);
        from.take_while(move |meeting| meeting.date == date)
    }

    /// A name for a meeting of a body on a day that none has.
    pub(super) fn free_name(&self, body: &BodyId, date: Date) -> MeetingId {
        let mut nth = 1;
        loop {
            let name = MeetingId::of(body, date, nth);
            if self.get(&name).is_none() {
                return name;
            }
            nth += 1;
        }
    }
}

/// The new number of an item: its place in the order, from 1.
fn number_in(order: &[ItemNo], no: ItemNo) -> ItemNo {
    let place = order.iter().position(|old| *old == no);
    place.map_or(no, |place| ItemNo(place as u16 + 1))
}

impl Meeting {
    /// Takes in an entry about a meeting that has not begun.
    pub(super) fn prepare(
        &mut self,
        line: LineNo,
        minute: &Minute,
        structure: &Structure,
        entry: &Entry,
    ) {
        match entry {
            Entry::ItemAdded { item, late, .. } => {
                self.items.push(item.clone());
                self.supplement(line, minute, structure, || Added {
                    item: item.no,
                    paper: None,
                    why: late.clone(),
                    line,
                });
            }
            Entry::AgendaIssued { on, late, .. } => {
                self.issued = Some(Issue {
                    line,
                    on: *on,
                    late: late.clone(),
                });
            }
            Entry::MeetingMoved {
                date,
                starts,
                place,
                why,
                ..
            } => {
                self.moves.push(Place {
                    date: self.date,
                    starts: self.starts,
                    place: self.place.clone(),
                    why: why.clone(),
                    line,
                });
                (self.date, self.starts, self.place) = (*date, *starts, place.clone());
            }
            Entry::MeetingCancelled { why, .. } => {
                self.stage = Stage::Cancelled;
                self.cancelled = Some(Deferral {
                    why: why.clone(),
                    at_meeting: false,
                    line,
                });
            }
            Entry::ItemDeferred { item, why, .. } => {
                let deferral = Deferral {
                    why: why.clone(),
                    at_meeting: self.stage != Stage::Called,
                    line,
                };
                self.deferred.insert(*item, deferral);
            }
            Entry::AgendaReordered { .. } | Entry::ItemChanged { .. } => self.rearrange(entry),
            _ => self.lay(line, minute, structure, entry),
        }
    }

    /// Takes in an entry that gives an agenda another shape before it is issued.
    fn rearrange(&mut self, entry: &Entry) {
        match entry {
            Entry::AgendaReordered { order, .. } => {
                let deferred = std::mem::take(&mut self.deferred).into_iter();
                self.deferred = deferred
                    .map(|(no, deferral)| (number_in(order, no), deferral))
                    .collect::<BTreeMap<_, _>>();
                for item in &mut self.items {
                    item.no = number_in(order, item.no);
                }
                for interest in &mut self.interests {
                    interest.item = number_in(order, interest.item);
                }
                self.items.sort_by_key(|item| item.no);
            }
            Entry::ItemChanged {
                item: no,
                title,
                purpose,
                presenter,
                minutes,
                ..
            } => {
                if let Some(item) = self.items.iter_mut().find(|item| item.no == *no) {
                    *item = Item {
                        title: title.clone(),
                        purpose: *purpose,
                        presenter: presenter.clone(),
                        minutes: *minutes,
                        ..item.clone()
                    };
                }
            }
            _ => {}
        }
    }

    /// Puts a paper that comes after the agenda into a supplement.
    pub(super) fn add_paper(
        &mut self,
        line: LineNo,
        minute: &Minute,
        structure: &Structure,
        item: ItemNo,
        paper: &PaperHash,
        late: &Option<Prose>,
    ) {
        self.supplement(line, minute, structure, || Added {
            item,
            paper: Some(paper.clone()),
            why: late.clone(),
            line,
        });
    }

    /// Once the agenda is issued, what is added on one day is one supplement.
    fn supplement(
        &mut self,
        line: LineNo,
        minute: &Minute,
        structure: &Structure,
        added: impl Fn() -> Added,
    ) {
        if self.issued.is_none() {
            return;
        }
        let on = minute.date_in(&structure.zone());
        match self.supplements.last_mut() {
            Some(last) if last.on == on => last.added.push(added()),
            _ => self.supplements.push(Supplement {
                no: self.supplements.len() as u16 + 1,
                on,
                line,
                added: vec![added()],
            }),
        }
    }

    /// Whether an item is still to be taken, or was taken, at this meeting.
    pub fn takes(&self, item: ItemNo) -> bool {
        self.stage != Stage::Cancelled && !self.deferred.contains_key(&item)
    }

    /// The supplement in which something was added, from 1; none: the agenda itself.
    pub fn supplement_of(&self, item: ItemNo, paper: Option<&super::PaperHash>) -> Option<u16> {
        let holds = |supplement: &&Supplement| {
            let mut added = supplement.added.iter();
            added.any(|added| added.item == item && added.paper.as_ref() == paper)
        };
        self.supplements
            .iter()
            .find(holds)
            .map(|supplement| supplement.no)
    }
}
