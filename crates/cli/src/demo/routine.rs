//! An ordinary meeting: called with its papers, held, minuted, its minutes approved at the next.

use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, DateTime, Time},
};
use record::{
    id::{BodyId, MeetingId},
    structure::Standing,
};
use serde_json::{Value, json};

use super::{
    NOW,
    attendance::{self, Came},
    business::{Item, Sitting, Table},
    calendar::{self, Cycle},
    cases::{self, Told},
    followup::{Noted, Sentences},
    partnership::Partnership,
    story::Story,
    writer::{Writer, mistake},
};
use crate::say::Trouble;

/// Days between calling a meeting and holding it.
const NOTICE: i32 = 14;
/// Days between issuing its agenda and holding it.
const ISSUED: i32 = 12;
/// Days before it on which something comes late.
const LATE: i32 = 2;
/// Days from the meeting to the draft of its minutes.
const DRAFTED: i32 = 6;
/// Days after which members approve the minutes by correspondence, where they do not meet again soon.
const BY_CORRESPONDENCE: i32 = 21;
/// How many days away the next meeting may be for the minutes to wait for it.
const SOON: i32 = 70;

/// One meeting, with all that there is to tell of it.
#[derive(Debug, Clone)]
pub(super) struct Meeting {
    pub(super) id: String,
    pub(super) body: String,
    /// The day for which it was called, and the day on which it is held.
    pub(super) called_for: Date,
    pub(super) date: Date,
    pub(super) starts: Time,
    pub(super) place: String,
    pub(super) agenda: Vec<Item>,
    pub(super) sitting: Option<Sitting>,
    /// The meeting before.
    pub(super) last: Option<Last>,
    /// Whether members approve its minutes without meeting.
    by_correspondence: bool,
}

/// The meeting before, as far as the next one speaks of it.
#[derive(Debug, Clone)]
pub(super) struct Last {
    id: String,
    pub(super) date: Date,
    /// Whether its minutes were approved without meeting.
    approved: bool,
}

/// Leaves every ordinary meeting of every body with the story.
pub(super) fn tell(of: &Partnership, story: &mut Story) -> Result<(), Trouble> {
    let sentences = Sentences::read()?;
    for cycle in calendar::cycles(of)? {
        let table = Table::read(of, &cycle.business)?;
        let days = cycle.days();
        let mut last = None;
        for (nth, (date, agenda)) in days.iter().zip(table.agendas(&cycle, &days)).enumerate() {
            let mut meeting = Meeting::of(&cycle, &table, *date, nth, agenda);
            meeting.last = last.take();
            let waits = |next: &Date| {
                *next <= NOW.date()
                    && *next <= date.saturating_add(SOON.days())
                    && !of.leading.contains(&cycle.body.as_str())
            };
            meeting.by_correspondence = !days.get(nth + 1).is_some_and(waits);
            if meeting.is_cancelled() {
                last.clone_from(&meeting.last);
                meeting.tell(story);
                continue;
            }
            last = Some(Last {
                id: meeting.id.clone(),
                date: meeting.date,
                approved: meeting.by_correspondence,
            });
            if *date < NOW.date() {
                meeting.follow_up(of, story, &sentences);
            }
            meeting.tell(story);
        }
    }
    Ok(())
}

impl Meeting {
    fn of(cycle: &Cycle, table: &Table, date: Date, nth: usize, agenda: Vec<Item>) -> Self {
        let sitting = table.sitting(date).cloned();
        let usual = cycle.places.get(nth % cycle.places.len().max(1)).cloned();
        let place = sitting.as_ref().and_then(|sitting| sitting.place.clone());
        Self {
            id: format!("{}-{date}", cycle.body),
            body: cycle.body.clone(),
            called_for: date,
            date: sitting
                .as_ref()
                .and_then(|sitting| sitting.moved_to)
                .unwrap_or(date),
            starts: cycle.starts,
            place: place.or(usual).unwrap_or_default(),
            agenda,
            sitting,
            last: None,
            by_correspondence: true,
        }
    }

    fn tell(self, story: &mut Story) {
        let mut step = |moment: DateTime, write: fn(&Self, &mut Writer) -> Result<(), Trouble>| {
            let meeting = self.clone();
            story.at(moment, move |writer| write(&meeting, writer));
        };
        let morning = |days: i32| self.date.saturating_add(days.days()).at(9, 30, 0, 0);
        let called_for = |days: i32| self.called_for.saturating_add(days.days()).at(9, 30, 0, 0);
        step(called_for(-NOTICE), Self::call);
        step(called_for(-ISSUED), Self::issue);
        if self.sitting.as_ref().is_some_and(Sitting::is_upset) {
            step(called_for(-1), Self::upset);
        }
        if self.is_cancelled() {
            return;
        }
        step(morning(-LATE), Self::add_late);
        step(self.date.to_datetime(self.starts), Self::open);
        step(self.ends(), Self::hold);
        step(morning(DRAFTED), Self::draft_minutes);
        if self.by_correspondence {
            step(morning(BY_CORRESPONDENCE), Self::approve_by_correspondence);
        }
    }

    fn ends(&self) -> DateTime {
        let minutes: u16 = self.agenda.iter().map(|item| item.minutes).sum();
        let length = SignedDuration::from_mins(i64::from(minutes + 10));
        self.date.to_datetime(self.starts).saturating_add(length)
    }

    /// Who came, as far as the members' seats are filled.
    fn attendance(&self, writer: &Writer) -> Result<Vec<(String, Came, Option<String>)>, Trouble> {
        let body: BodyId = self.body.parse().map_err(|_| mistake(&self.body))?;
        let id: MeetingId = self.id.parse().map_err(|_| mistake(&self.id))?;
        let reading = writer.reading()?;
        let structure = &reading.record.structure;
        let seats = structure.seats_on(&body, self.date);
        let filled = seats
            .iter()
            .filter(|seat| seat.standing == Standing::Filled);
        let who_came = filled.map(|seat| {
            let name = seat.id().to_string();
            let short = name.rsplit('.').next().unwrap_or(&name).to_owned();
            let partner = seat.partner().map(ToString::to_string).unwrap_or_default();
            let came = match &self.sitting {
                Some(sitting) if sitting.says_who_came() => sitting.came(&short),
                _ => attendance::came(&name, &partner, &self.id, self.date),
            };
            // A substitute comes for whoever apologised, where one is named.
            let substitute = structure
                .substitutions(seat.id())
                .find(|named| {
                    let this = named.meeting.is_none() || named.meeting.as_ref() == Some(&id);
                    let then =
                        named.from <= self.date && named.until.is_none_or(|last| self.date <= last);
                    this && then && came == Came::Apologised
                })
                .map(|named| named.person.to_string());
            let came = if substitute.is_some() {
                Came::OnTime
            } else {
                came
            };
            (name, came, substitute)
        });
        Ok(who_came.collect())
    }

    fn arrival(&self, seat: &str, person: Option<&str>, minutes: i64) -> Value {
        let at = self.time(minutes);
        let mut act =
            json!({ "act": "meetings.record-arrival", "meeting": self.id, "seat": seat, "at": at });
        if let Some(person) = person {
            act["person"] = json!(person);
        }
        act
    }

    /// So many minutes after the meeting begins.
    fn time(&self, minutes: i64) -> String {
        let time = self
            .starts
            .saturating_add(SignedDuration::from_mins(minutes));
        time.strftime("%H:%M").to_string()
    }

    /// Apologies, arrivals, and the chair is taken.
    fn open(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let mut acts = Vec::new();
        let mut first = None;
        for (seat, came, substitute) in self.attendance(writer)? {
            match came {
                Came::Apologised => acts.push(
                    json!({ "act": "meetings.record-apologies", "meeting": self.id, "seat": seat }),
                ),
                Came::OnTime | Came::LeftEarly => {
                    let early = 2 + (attendance::chance(&[&seat, "early"]) % 9) as i64;
                    acts.push(self.arrival(&seat, substitute.as_deref(), -early));
                    if first.is_none() || seat.ends_with(".chair") {
                        first = Some(seat);
                    }
                }
                Came::Late | Came::Absent => {}
            }
        }
        let chair = first.ok_or_else(|| mistake(format!("nobody came to {}", self.id)))?;
        acts.push(json!({ "act": "meetings.open", "meeting": self.id, "chair": chair, "at": self.time(0) }));
        writer.act(Value::from(acts))
    }

    /// The business, item by item.
    fn hold(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let mut acts = Vec::new();
        if let Some(last) = self.last.as_ref().filter(|last| !last.approved) {
            acts.push(
                json!({ "act": "meetings.approve-minutes", "meeting": last.id, "at": self.id }),
            );
            acts.push(json!({ "act": "meetings.publish-minutes", "meeting": last.id }));
        }
        let attendance = self.attendance(writer)?;
        for (seat, came, _) in &attendance {
            if *came == Came::Late {
                acts.push(self.arrival(seat, None, 15));
            }
        }
        for item in &self.agenda {
            let no = writer.item(&self.id, &item.title)?;
            let mut after = Vec::new();
            if let Some(case) = &item.case {
                let there = attendance
                    .iter()
                    .filter(|(_, came, _)| !matches!(came, Came::Apologised | Came::Absent));
                let told = Told {
                    meeting: &self.id,
                    item: no,
                    seats: there.map(|(seat, ..)| seat.clone()).collect(),
                };
                let outcome = cases::outcome(case, &told)?;
                acts.extend(outcome.before);
                after = outcome.after;
            }
            for text in &item.agreed {
                let mut act = json!({ "act": "decisions.agree-by-consensus", "meeting": self.id, "item": no, "text": text });
                if let Some(scope) = &item.scope {
                    act["scope"] = scope.clone();
                }
                acts.push(act);
            }
            acts.extend(after);
            for what in &item.action {
                let (owner, due) = (item.owner(), self.due(item));
                acts.push(json!({ "act": "meetings.note-action", "meeting": self.id, "item": no, "owner": owner, "due": due, "what": what }));
            }
        }
        let length = i64::from(self.agenda.iter().map(|item| item.minutes).sum::<u16>()) + 10;
        for (seat, came, _) in &attendance {
            if *came == Came::LeftEarly {
                acts.push(json!({ "act": "meetings.record-departure", "meeting": self.id, "seat": seat, "at": self.time(length - 15) }));
            }
        }
        acts.push(json!({ "act": "meetings.close", "meeting": self.id, "at": self.time(length) }));
        writer.act(Value::from(acts))
    }

    /// The day by which what an item asks is to be done.
    fn due(&self, item: &Item) -> Date {
        self.date.saturating_add((item.weeks * 7).days())
    }

    /// What became of its actions.
    fn follow_up(&self, of: &Partnership, story: &mut Story, sentences: &Sentences) {
        let asked = self.agenda.iter().filter(|item| !item.action.is_empty());
        for (nth, item) in asked.enumerate() {
            let noted = Noted {
                meeting: &self.id,
                nth: nth + 1,
                takes_over: if item.owner() == of.host {
                    of.deputy
                } else {
                    of.host
                },
                asked: self.date,
                due: self.due(item),
            };
            sentences.tell(story, &noted);
        }
    }

    fn draft_minutes(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let mut items = Vec::new();
        if let Some(title) = self.minutes_item() {
            let text = match &self.last {
                Some(last) if last.approved => {
                    "The minutes had been approved by correspondence. Nothing was raised on them."
                }
                _ => "The minutes were agreed as a true record.",
            };
            items.push(json!({ "item": writer.item(&self.id, &title)?, "text": text }));
        }
        for item in &self.agenda {
            let text = item.said.join(" ");
            items.push(json!({ "item": writer.item(&self.id, &item.title)?, "text": text }));
        }
        writer.act(json!([
            { "act": "meetings.draft-minutes", "meeting": self.id, "items": items },
            { "act": "meetings.circulate-minutes", "meeting": self.id },
        ]))
    }

    fn approve_by_correspondence(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let on = self.date.saturating_add(BY_CORRESPONDENCE.days());
        writer.act(json!([
            { "act": "meetings.approve-minutes", "meeting": self.id, "on": on },
            { "act": "meetings.publish-minutes", "meeting": self.id },
        ]))
    }
}

impl Sitting {
    fn says_who_came(&self) -> bool {
        [&self.apologies, &self.absent, &self.late]
            .iter()
            .any(|seats| !seats.is_empty())
    }

    fn came(&self, seat: &str) -> Came {
        let is_in = |seats: &[String]| seats.iter().any(|one| one == seat);
        if is_in(&self.apologies) {
            Came::Apologised
        } else if is_in(&self.absent) {
            Came::Absent
        } else if is_in(&self.late) {
            Came::Late
        } else {
            Came::OnTime
        }
    }
}
