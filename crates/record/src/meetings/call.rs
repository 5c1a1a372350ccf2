//! Calling a meeting: a body, a day, a place and an agenda.
//!
//! The arrangements' standing items are put before and after the business of the day, and what
//! waits on the body's forward plan is put on by itself. A meeting may be called long before there is
//! business for it; notice in clear days is judged when the agenda is issued.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Class, Entry, Item, Origin, Planned};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::{Body, Purpose, StandingItem, StandingPlace},
    id::{BodyId, ItemNo, MeetingId},
    prose::Title,
    say_day,
};

/// The most items on an agenda.
pub(super) const MOST_ITEMS: usize = 99;

/// Calls a meeting of a body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The body.
    pub body: BodyId,
    /// The day.
    pub date: Date,
    /// When it begins, such as `10:30`.
    pub starts: Time,
    /// Where.
    pub place: Title,
    /// The business of the day. Standing items of the arrangements are added by themselves.
    pub agenda: Vec<ItemCalled>,
}

/// An item for an agenda.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemCalled {
    /// Its title.
    pub title: Title,
    /// What it is for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Who presents it.
    pub presenter: Option<Title>,
    /// How long it may take, in minutes.
    pub minutes: Option<u16>,
}

/// Why a meeting is not called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallRefused {
    /// No arrangements are in force on that day.
    #[error("no arrangements are in force on {}", say_day(*.0))]
    NoArrangements(Date),
    /// No such body.
    #[error("there is no body {0} in the arrangements in force on {day}", day = say_day(*.1))]
    NoSuchBody(BodyId, Date),
    /// The body has not begun, or has ended.
    #[error("the body {0} does not exist on {day}", day = say_day(*.1))]
    NotThen(BodyId, Date),
    /// The day has passed.
    #[error("{} has passed", say_day(*.0))]
    Past(Date),
    /// Too much to talk about.
    #[error("the agenda has {0} items: at most {MOST_ITEMS} fit")]
    TooManyItems(usize),
    /// The body meets at that hour already.
    #[error("the body meets on that day at that time already: {0}")]
    AlreadyCalled(MeetingId),
}

use CallRefused::{AlreadyCalled, NoArrangements, NoSuchBody, NotThen, Past, TooManyItems};

impl Act for Call {
    const NAME: &'static str = "meetings.call";
    const SUMMARY: &'static str = "Call a meeting of a body, with its agenda.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CallRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        record
            .structure
            .in_force(self.date)
            .ok_or(NoArrangements(self.date))?;
        let unknown = || NoSuchBody(self.body.clone(), self.date);
        let (_, body) = record
            .structure
            .body(&self.body, self.date)
            .ok_or_else(unknown)?;
        let begun = body.starts.is_none_or(|starts| starts <= self.date);
        let ended = body.ends.is_some_and(|ends| ends < self.date);
        if !begun || ended {
            return Err(NotThen(self.body.clone(), self.date));
        }
        if self.date < minute.date_in(&record.structure.zone()) {
            return Err(Past(self.date));
        }
        let meetings = &record.meetings;
        if let Some(other) = meetings.at_that_time(&self.body, self.date, self.starts) {
            return Err(AlreadyCalled(other.id.clone()));
        }
        let agenda = self.agenda(record, body)?;
        Ok(vec![crate::Entry::Meetings(Entry::MeetingCalled {
            meeting: meetings.free_name(&self.body, self.date),
            body: self.body.clone(),
            date: self.date,
            starts: self.starts,
            place: self.place.clone(),
            agenda,
        })])
    }
}

impl Call {
    fn agenda(&self, record: &Record, body: &Body) -> Result<Vec<Item>, CallRefused> {
        let ripe = |planned: &&Planned| planned.not_before.is_none_or(|day| day <= self.date);
        let planned = record.meetings.planned_for(&self.body).filter(ripe);
        let planned = planned.map(|planned| Item {
            planned: Some(planned.id.clone()),
            presenter: planned.presenter.clone(),
            ..unnumbered(
                planned.title.clone(),
                planned.purpose,
                planned.origin.clone(),
            )
        });
        let called = self.agenda.iter().map(|item| Item {
            presenter: item.presenter.clone(),
            minutes: item.minutes,
            ..unnumbered(item.title.clone(), item.purpose, Origin::Called)
        });
        let arrangements = record.structure.in_force(self.date);
        let shared = arrangements.map(|adoption| &*adoption.arrangements.standing_item);
        let shared = shared
            .unwrap_or_default()
            .iter()
            .filter(|item| item.kinds.is_empty() || item.kinds.contains(&body.kind));
        let shared: Vec<&StandingItem> = shared.collect();
        let standing = |place: StandingPlace| {
            let own = body.standing_item.iter();
            // The partnership's own come first and last of all.
            let (outer, inner) = match place {
                StandingPlace::First => (shared.clone(), own.collect()),
                StandingPlace::Last => (own.collect(), shared.clone()),
            };
            let items = outer.into_iter().chain::<Vec<_>>(inner);
            let items = items.filter(move |item| item.place == place);
            items.filter_map(|item| {
                let origin = Origin::Standing {
                    clause: item.clause.clone(),
                };
                Some(Item {
                    presenter: item.presenter.as_deref().and_then(Title::cut),
                    minutes: item.minutes,
                    ..unnumbered(Title::cut(&item.title)?, item.purpose, origin)
                })
            })
        };
        let all = standing(StandingPlace::First)
            .chain(planned)
            .chain(called)
            .chain(standing(StandingPlace::Last));
        let numbered = (1..).zip(all).map(|(no, item)| Item {
            no: ItemNo(no),
            ..item
        });
        let agenda: Vec<Item> = numbered.take(MOST_ITEMS + 1).collect();
        match agenda.len() {
            many if many > MOST_ITEMS => Err(TooManyItems(self.agenda.len().max(many))),
            _ => Ok(agenda),
        }
    }
}

/// An item that has no number yet.
fn unnumbered(title: Title, purpose: Purpose, origin: Origin) -> Item {
    Item {
        no: ItemNo(0),
        title,
        purpose,
        presenter: None,
        minutes: None,
        origin,
        planned: None,
        papers: Vec::new(),
        class: Class::Public,
        real_title: None,
        classed: None,
        released: None,
    }
}

impl Refusal for CallRefused {
    fn advice(&self) -> Advice {
        match self {
            NoArrangements(_) => Advice::new(
                "meetings/no-arrangements",
                "date",
                "Adopt arrangements first, or choose a later day.",
            ),
            NoSuchBody(..) => Advice::new(
                "meetings/no-such-body",
                "body",
                "Choose a body from the structure page.",
            ),
            NotThen(..) => Advice::new(
                "meetings/body-not-then",
                "date",
                "Choose a day on which the body exists.",
            ),
            Past(_) => Advice::new(
                "meetings/day-has-passed",
                "date",
                "Choose today or a later day.",
            ),
            TooManyItems(_) => Advice::new(
                "meetings/too-many-items",
                "agenda",
                "Group items, or call two meetings.",
            ),
            AlreadyCalled(_) => Advice::new(
                "meetings/already-called",
                "starts",
                "Add items to that meeting, or choose another time.",
            ),
        }
    }
}
