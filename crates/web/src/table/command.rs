//! The quick line: what happens at the meeting, written in a few letters.
//!
//! Whoever keeps the table with the keyboard writes "in marsh" where others look for a button among
//! forty. It decides whom a few letters mean; when they fit nobody or several, it says so and asks for
//! more. What is right, the acts decide.

use app::views::{PersonRef, SeatAtTable, TableView};
use record::id::{ItemNo, SeatId};
use serde_json::{Value, json};

use super::asks::Asked;
use crate::forms::Form;

/// The field.
const LINE: &str = "command.line";

/// What the line asks for; what cannot be read is noted in the form.
pub(super) fn read(view: &TableView, form: &mut Form) -> Option<Asked> {
    let typed = form.read_text(LINE, "Write what happens, such as “in marsh”");
    let typed = typed.unwrap_or_default().to_lowercase();
    let (verb, rest) = typed.split_once(' ').unwrap_or((&typed, ""));
    let asked = act(view, verb, rest.trim());
    let (act, done) = asked.unwrap_or_else(|wrong| {
        if form.is_right() {
            form.wrong(LINE, &wrong);
        }
        (Value::Null, String::new())
    });
    Some(Asked {
        row: Some(LINE.to_owned()),
        ..Asked::one(
            act,
            "command",
            &done,
            "command-line".to_owned(),
            "That was not recorded",
        )
    })
}

/// The act, and the word for what was done; or what is wrong with the line.
fn act(view: &TableView, verb: &str, rest: &str) -> Result<(Value, String), String> {
    let meeting = &view.meeting.line.id;
    let of_seat = |act: &str, done: &str, seat: &SeatId| {
        let act = json!({"act": act, "meeting": meeting, "seat": seat});
        (act, format!("{done}&seat={seat}"))
    };
    match verb {
        "in" | "+" => {
            let (seat, person) = one(rest, arriving(view))?;
            let (mut act, done) = of_seat("meetings.record-arrival", "arrived", seat);
            act["person"] = json!(person.id);
            Ok((act, done))
        }
        "out" | "-" => {
            let (seat, _) = one(rest, there(view))?;
            Ok(of_seat("meetings.record-departure", "left", seat))
        }
        "back" => {
            let (seat, _) = one(rest, withdrawn(view))?;
            Ok(of_seat("meetings.return-to-room", "returned", seat))
        }
        "apologies" | "sorry" => {
            let (seat, _) = one(rest, away(view))?;
            Ok(of_seat("meetings.record-apologies", "apologies", seat))
        }
        "open" => {
            let chair = view.chairs_seat.as_ref().and_then(|seat| view.seat(seat));
            let chair = chair.filter(|row| row.in_room.is_some());
            let chair = chair.ok_or("Whoever’s office it is to take the chair is not in the room. Choose who does where the meeting is opened.")?;
            let act = json!({"act": "meetings.open", "meeting": meeting, "chair": chair.seat});
            Ok((act, "opened".to_owned()))
        }
        "item" => take(view, rest.parse().map(ItemNo).ok()),
        "next" => take(view, next(view)),
        _ => Err(format!(
            "“{verb}” is none of the words: in, out, back, apologies, open, item, next"
        )),
    }
}

fn take(view: &TableView, item: Option<ItemNo>) -> Result<(Value, String), String> {
    let item = item.ok_or("Write the number of an item, such as “item 3”")?;
    let act = json!({"act": "meetings.take-item", "meeting": view.meeting.line.id, "item": item});
    Ok((act, "taken".to_owned()))
}

/// The item after the one that the meeting is at, or the first.
fn next(view: &TableView) -> Option<ItemNo> {
    let items = view.meeting.agenda.iter().map(|item| item.no);
    match view.current {
        Some(current) => items.skip_while(|no| *no != current).nth(1),
        None => items.take(1).next_back(),
    }
}

/// Someone who may be meant: the seat, the person, and all that they may be called by.
type Meant<'a> = (&'a SeatAtTable, &'a PersonRef);

/// Those who may come: holders and named substitutes of seats for which nobody is here.
fn arriving(view: &TableView) -> Vec<Meant<'_>> {
    let empty = view.seats.iter().filter(|row| row.in_room.is_none());
    let people = empty.flat_map(|row| {
        let people = row.holder.iter().chain(&row.substitutes);
        people.map(move |person| (row, person))
    });
    people.collect()
}

fn there(view: &TableView) -> Vec<Meant<'_>> {
    let rows = view.seats.iter();
    let here = rows.filter_map(|row| Some((row, row.in_room.as_ref()?)));
    here.chain(withdrawn(view)).collect()
}

fn withdrawn(view: &TableView) -> Vec<Meant<'_>> {
    let rows = view.seats.iter();
    rows.filter_map(|row| Some((row, &row.withdrawn.as_ref()?.0)))
        .collect()
}

fn away(view: &TableView) -> Vec<Meant<'_>> {
    let rows = view.seats.iter().filter(|row| row.in_room.is_none());
    rows.filter_map(|row| Some((row, row.holder.as_ref()?)))
        .collect()
}

/// The one who is meant by some letters.
fn one<'a>(letters: &str, of: Vec<Meant<'a>>) -> Result<(&'a SeatId, &'a PersonRef), String> {
    if letters.is_empty() {
        return Err("Write a few letters of a name, such as “in marsh”".to_owned());
    }
    let by_name: Vec<Meant<'_>> = fitting(letters, &of, false);
    // A name goes before an organisation: "in marsh" is Councillor Marsh, not Marsh Drainage Board.
    let fit = if by_name.is_empty() {
        fitting(letters, &of, true)
    } else {
        by_name
    };
    match fit.as_slice() {
        [(row, person)] => Ok((&row.seat, person)),
        [] => Err(format!(
            "“{letters}” fits nobody of whom that can be recorded now"
        )),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(6)
                .map(|(row, person)| format!("{} ({})", person.name, row.title))
                .collect();
            Err(format!(
                "“{letters}” fits {}: {}. Write more of the name",
                several.len(),
                names.join("; ")
            ))
        }
    }
}

/// Those each of whose letters begin a word of the name; or, `wide`, of the organisation or seat.
fn fitting<'a>(letters: &str, of: &[Meant<'a>], wide: bool) -> Vec<Meant<'a>> {
    let fits = |(row, person): &&Meant<'a>| {
        let mut called = person.name.to_lowercase();
        if wide {
            let partner = row.partner.as_ref();
            let partner = partner.map(|partner| format!("{} {}", partner.name, partner.short_name));
            called.push_str(
                &format!(" {} {}", partner.unwrap_or_default(), row.title).to_lowercase(),
            );
        }
        letters.split_whitespace().all(|part| {
            let mut words = called.split(|letter: char| !letter.is_alphanumeric());
            words.any(|word| word.starts_with(part))
        })
    };
    of.iter().filter(fits).copied().collect()
}
