//! The secretary's table: the whole meeting on one page, room beside agenda.
//!
//! The forms of one item at a time are shown, the item that is dealt with; what was decided is shown
//! at every item. Nobody is offered what would be refused anyway.

use std::sync::Arc;

use app::views::{
    AtHand, InterestView, ItemView, MinutesState, MotionView, SeatAtTable, TableView, VoterView,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::Timestamp;
use record::{
    arrangements::Capacity,
    decisions::Vote,
    id::{ItemNo, SeatId},
};

use super::{
    frame_of, item_now,
    live::{Follow, Part, Sitting, written},
    quorum_words, table_of, time_left, when_and_where,
};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with},
};

#[derive(Template)]
#[template(
    path = "table/page.html",
    blocks = ["standing", "opening", "people", "agenda"]
)]
struct TablePage {
    frame: Frame,
    view: Arc<TableView>,
    form: Form,
    /// The last line of the book that the page shows.
    seen: u64,
    /// The item that is dealt with.
    item: Option<ItemNo>,
    done: Option<String>,
    /// The address of the table, and of the meeting.
    here: String,
    meeting: String,
    follow: Follow,
    now: Timestamp,
}

/// `GET /{partnership}/meetings/{meeting}/table`
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let item = item_asked(&visit);
    paper(&visit, &meeting, Form::empty(), item, "")
}

/// The item that the address asks for.
pub(super) fn item_asked(visit: &Visit) -> Option<ItemNo> {
    let item = visit.query("item");
    item.and_then(|item| item.parse().ok()).map(ItemNo)
}

/// The pieces of the page as they stand at a moment, with the item that was asked for.
pub(super) fn parts(
    sitting: &Sitting,
    view: &Arc<TableView>,
    item: Option<ItemNo>,
    meeting: &str,
) -> Vec<Part> {
    let view = Arc::clone(view);
    let page = TablePage {
        frame: Frame::default(),
        item: item.or_else(|| item_at_hand(&view)),
        done: None,
        seen: sitting.line,
        here: format!("{meeting}/table"),
        meeting: meeting.to_owned(),
        follow: Follow::default(),
        now: sitting.now,
        form: with_votes(Form::empty(), &view),
        view,
    };
    written([
        ("standing", page.as_standing().render()),
        ("opening", page.as_opening().render()),
        ("people", page.as_people().render()),
        ("agenda", page.as_agenda().render()),
    ])
}

/// The page, as first shown or after something was refused: `failed` says what did not happen.
pub(super) fn paper(
    visit: &Visit,
    meeting: &str,
    form: Form,
    item: Option<ItemNo>,
    failed: &str,
) -> Result<Response, Problem> {
    let view = table_of(visit, meeting)?;
    let frame = frame_of(visit, &view, "The table").summary(form.summary(failed));
    let path = format!("/meetings/{}", view.meeting.line.id);
    let meeting = visit.at(&path);
    let query = item.map(|item| format!("?item={item}")).unwrap_or_default();
    let status = form.status();
    let page = TablePage {
        item: item.or_else(|| item_at_hand(&view)),
        done: done(visit, &view),
        seen: visit.reading.head.line,
        here: format!("{meeting}/table"),
        follow: Follow::of(visit, &format!("{path}/table"), &query),
        now: visit.reading.now,
        form: with_votes(form, &view),
        frame,
        view: Arc::new(view),
        meeting,
    };
    page_with(status, &page)
}

/// The item being voted on, or at which something was last recorded, or the first.
fn item_at_hand(view: &TableView) -> Option<ItemNo> {
    let voted = view.open_vote().map(|motion| motion.item);
    let first = view.meeting.agenda.first().map(|item| item.no);
    voted.or(view.current).or(first)
}

/// The form with the votes that stand filled in.
fn with_votes(form: Form, view: &TableView) -> Form {
    let voters = view
        .open_vote()
        .map(|motion| motion.voters.as_slice())
        .unwrap_or_default();
    voters.iter().fold(form, |form, voter| {
        let name = hand(&voter.seat);
        let typed = form.values(&name).next().is_some();
        match voter.vote {
            Some(vote) if !typed => form.with(name, wire(vote)),
            _ => form,
        }
    })
}

/// The name of the radios with which a seat's vote is recorded.
pub(crate) fn hand(seat: &SeatId) -> String {
    format!("hands[{seat}]")
}

/// The name of what the page showed as that seat's vote.
pub(crate) fn stood(seat: &SeatId) -> String {
    format!("stood[{seat}]")
}

/// A vote as the act has it.
pub(super) fn wire(vote: Vote) -> &'static str {
    match vote {
        Vote::For => "for",
        Vote::Against => "against",
        Vote::Abstain => "abstain",
    }
}

/// For, against, abstain.
pub(crate) fn votes() -> [Choice; 3] {
    [
        Choice::new("for", "For"),
        Choice::new("against", "Against"),
        Choice::new("abstain", "Abstain"),
    ]
}

/// Whether someone with an interest leaves the room.
pub(crate) fn leaving() -> [Choice; 2] {
    [
        Choice::new("now", "They leave the room now"),
        Choice::new("stays", "They stay"),
    ]
}

/// What was just done, in words.
fn done(visit: &Visit, view: &TableView) -> Option<String> {
    let seat = || view.seat(&visit.query("seat")?.parse().ok()?);
    let said = match visit.query("done")?.as_str() {
        "arrived" => format!("{} is in the room.", seat()?.in_room.as_ref()?.name),
        "left" => format!("{} has left the room.", seat()?.holder.as_ref()?.name),
        "apologies" => format!(
            "Apologies are recorded for {}.",
            seat()?.holder.as_ref()?.name
        ),
        "opened" => "The meeting is open.".to_owned(),
        "proposed" => "The proposal is recorded. Members can say where they stand.".to_owned(),
        "stated" => "The position is recorded.".to_owned(),
        "amended" => "The proposal is amended. Members say afresh where they stand.".to_owned(),
        "forwarded" => "The item is forwarded.".to_owned(),
        "agreed" => "The agreement is recorded.".to_owned(),
        "moved" => "The motion is recorded.".to_owned(),
        "seconded" => "The motion is seconded.".to_owned(),
        "put" => "The vote is open. Members may vote from their seats.".to_owned(),
        "votes" => "The votes are recorded.".to_owned(),
        "counted" => "The vote is closed and counted.".to_owned(),
        "dissent" => "The dissent is recorded.".to_owned(),
        "report" => "The further report is asked for. The item comes again by itself.".to_owned(),
        "ratified" => "What the meeting ruled is recorded.".to_owned(),
        "noted" => "The action is noted.".to_owned(),
        "interest" => "The interest is recorded.".to_owned(),
        "withdrew" => "They are out of the room. The quorum is worked out without them.".to_owned(),
        "taken" => format!("The meeting is at item {}.", view.current?),
        "returned" => format!("{} is back in the room.", seat()?.in_room.as_ref()?.name),
        "closed" => "The meeting is closed.".to_owned(),
        _ => return None,
    };
    Some(said)
}

/// Someone at the table, for a list: "Margaret Hale (Fire and Rescue Service)".
fn named(row: &SeatAtTable) -> String {
    let person = row.in_room.as_ref().or(row.holder.as_ref());
    let from = row
        .partner
        .as_ref()
        .map_or(&row.title, |partner| &partner.short_name);
    person.map_or_else(
        || from.clone(),
        |person| format!("{} ({from})", person.name),
    )
}

fn times(number: u32) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

impl TablePage {
    fn is_open(&self) -> bool {
        self.view.meeting.line.minutes == MinutesState::Open
    }

    fn is_called(&self) -> bool {
        self.view.meeting.line.minutes == MinutesState::Called
    }

    fn is_over(&self) -> bool {
        !(self.is_open() || self.is_called())
    }

    /// Which time counts when none is typed.
    fn when(&self) -> &'static str {
        if self.is_called() {
            "Such as 10.25am. Left empty, arrivals count from when the meeting begins."
        } else {
            "Such as 10.45am"
        }
    }

    fn quorum(&self) -> String {
        quorum_words(&self.view.quorum)
    }

    fn caption(&self) -> String {
        when_and_where(&self.view)
    }

    /// Whether this is the item that is dealt with, and something can be recorded at it.
    fn at_hand(&self, item: &ItemView) -> bool {
        self.item == Some(item.no) && self.is_open()
    }

    fn item_now(&self) -> Option<&ItemView> {
        item_now(&self.view)
    }

    fn left(&self) -> Option<(i64, String)> {
        time_left(&self.view, self.now)
    }

    /// That the meeting is at an item, where somebody said so.
    fn taken(&self, item: &ItemView) -> Option<&AtHand> {
        let at_hand = self.view.at_hand.as_ref();
        at_hand.filter(|at_hand| at_hand.item == item.no)
    }

    /// Whether the meeting may turn to an item: not while a vote is open at another.
    fn may_take(&self, item: &ItemView) -> bool {
        let voted = self.view.open_vote().map(|motion| motion.item);
        voted.is_none_or(|voted| voted == item.no)
    }

    /// How a voter's vote stands on the page.
    fn stood(&self, voter: &VoterView) -> &'static str {
        voter.vote.map_or("", wire)
    }

    fn motions(&self, item: &ItemView) -> Vec<&MotionView> {
        let motions = self.view.motions.iter();
        motions.filter(|motion| motion.item == item.no).collect()
    }

    /// Whether a vote is open at the item: until it is closed, nothing else can be agreed there.
    fn voted_at(&self, item: &ItemView) -> bool {
        self.view
            .open_vote()
            .is_some_and(|motion| motion.item == item.no)
    }

    fn present(&self) -> usize {
        self.view
            .seats
            .iter()
            .filter(|row| row.in_room.is_some())
            .count()
    }

    /// Seats that someone can speak for at this meeting.
    fn filled(&self) -> Vec<&SeatAtTable> {
        self.view
            .seats
            .iter()
            .filter(|row| row.holder.is_some())
            .collect()
    }

    /// Seats that nobody holds.
    fn empty(&self) -> Vec<&SeatAtTable> {
        self.view
            .seats
            .iter()
            .filter(|row| row.holder.is_none())
            .collect()
    }

    fn name(&self, seat: &SeatId) -> String {
        self.view.seat(seat).map_or_else(|| seat.to_string(), named)
    }

    fn names(&self, seats: &[SeatId]) -> String {
        let names: Vec<String> = seats.iter().map(|seat| self.name(seat)).collect();
        names.join("; ")
    }

    fn choices<'a>(&self, seats: impl IntoIterator<Item = &'a SeatId>) -> Vec<Choice> {
        let seats = seats.into_iter();
        seats
            .map(|seat| Choice::new(seat.to_string(), self.name(seat)))
            .collect()
    }

    /// Members in the room, for the chair.
    fn members_here(&self) -> Vec<Choice> {
        let here = self.view.seats.iter().filter(|row| row.in_room.is_some());
        let here = here.filter(|row| row.capacity == Capacity::Member);
        self.choices(here.map(|row| &row.seat))
    }

    /// The form with the chair chosen whose office it is, if they are here.
    fn opening(&self) -> Form {
        let chair = self
            .view
            .chairs_seat
            .as_ref()
            .and_then(|seat| self.view.seat(seat));
        match chair.filter(|row| row.in_room.is_some()) {
            Some(row) if self.form.value("open.chair").is_empty() => {
                let form = self.form.clone();
                form.with("open.chair", row.seat.to_string())
            }
            _ => self.form.clone(),
        }
    }

    /// Those in the room who can move a motion.
    fn movers(&self) -> Vec<Choice> {
        let voting = self.view.seats.iter().filter(|row| row.has_vote());
        self.choices(voting.map(|row| &row.seat))
    }

    /// Those in the room, for an interest.
    fn here(&self) -> Vec<Choice> {
        let here = self.view.seats.iter().filter(|row| row.in_room.is_some());
        self.choices(here.map(|row| &row.seat))
    }

    /// Whether whoever declared an interest is in the room for that seat, and may withdraw.
    fn may_withdraw(&self, interest: &InterestView) -> bool {
        let row = self.view.seat(&interest.seat);
        let there = row.and_then(|row| row.in_room.as_ref());
        there.is_some_and(|there| there.id == interest.person.id)
    }

    /// Who is still out of the room for another item than this.
    fn out_for_another(&self, item: &ItemView) -> Vec<(&str, ItemNo)> {
        let rows = self.view.seats.iter();
        let out = rows.filter_map(|row| row.withdrawn.as_ref());
        out.filter(|(_, of)| *of != item.no)
            .map(|(person, of)| (person.name.as_str(), *of))
            .collect()
    }

    /// Partners and bodies, for an action.
    fn owners(&self) -> Vec<Choice> {
        let partners = self.view.partners.iter();
        partners
            .map(|partner| Choice::new(partner.id.to_string(), &partner.name))
            .collect()
    }

    /// People at the table, for an action.
    fn people(&self) -> Vec<Choice> {
        let mut people: Vec<Choice> = Vec::new();
        for row in self.filled() {
            for person in row.holder.iter().chain(&row.substitutes) {
                let choice = Choice::new(person.id.to_string(), &person.name);
                if !people.contains(&choice) {
                    people.push(choice);
                }
            }
        }
        people.sort_by(|one, other| one.words.cmp(&other.words));
        people
    }

    /// The form with the words of a proposal filled in where they are changed or moved.
    fn prefilled(&self, proposal: &MotionView) -> Form {
        let fields = ["amend", "take-up"].map(|form| format!("{form}[{}].text", proposal.id));
        fields.into_iter().fold(self.form.clone(), |form, field| {
            match form.value(&field).is_empty() {
                true => form.with(field, proposal.text.clone()),
                false => form,
            }
        })
    }

    /// Whether this is the form that was sent and came back.
    fn sent(&self, form: &str) -> bool {
        self.form.value("do") == form
    }

    /// Who cast a vote, and whether it was changed.
    fn cast(&self, voter: &VoterView) -> String {
        let Some(by) = &voter.by else {
            return String::new();
        };
        match voter.changes {
            0 => format!("Cast by {}", by.name),
            _ => format!("Cast by {}, changed {}", by.name, times(voter.changes)),
        }
    }

    /// The colour and the words of a motion's tag.
    fn tag(&self, motion: &MotionView) -> (&'static str, &'static str) {
        super::seat::tag(motion)
    }
}
