//! What each form at the table asks for: the act, where the page goes on, and what to say.
//!
//! Here is only read what was typed. Inputs are named after the form and the act's field
//! (`motion.text`), because the page has many forms.

use app::views::TableView;
use record::id::ItemNo;
use serde_json::{Value, json};

use super::{
    agreeing,
    page::{hand, wire},
};
use crate::forms::{Form, id_of};

/// What a form asks for.
pub(super) struct Asked {
    /// One act, or a list.
    pub(super) acts: Value,
    /// What the names of its inputs begin with.
    pub(super) form: String,
    /// The inputs that the acts of a list were read from, in their order.
    pub(super) inputs: Vec<String>,
    /// What a denial leads to where the field is no input of the page.
    pub(super) row: Option<String>,
    /// The word for what was done, with what belongs to it: `arrived&seat=board.chair`.
    pub(super) done: String,
    /// Where on the page to go on.
    pub(super) anchor: String,
    /// What did not happen when it is denied.
    pub(super) failed: &'static str,
}

impl Asked {
    pub(super) fn one(
        act: Value,
        form: impl Into<String>,
        done: &str,
        anchor: String,
        failed: &'static str,
    ) -> Self {
        Self {
            acts: act,
            form: form.into(),
            inputs: Vec::new(),
            row: None,
            done: done.to_owned(),
            anchor,
            failed,
        }
    }

    /// The input that a field of the denied act was typed into.
    pub(super) fn input(&self, act: usize, field: &str) -> String {
        let of_this_act = self
            .inputs
            .get(act)
            .or(self.row.as_ref().filter(|_| field != "at"));
        match of_this_act {
            Some(input) => input.clone(),
            None => format!("{}.{field}", self.form),
        }
    }
}

/// What the form asks for; none when it is none of ours. What cannot be read is noted in the form.
pub(super) fn read(view: &TableView, form: &mut Form) -> Option<Asked> {
    match form.value("do") {
        "room" => room(view, form),
        "open" => Some(open(view, form)),
        "consensus" => Some(consensus(view, form)),
        "motion" => Some(motion(view, form)),
        "second" => Some(second(form)),
        "put" => Some(put(view, form)),
        "votes" => votes(view, form),
        "close-vote" => Some(close_vote(form)),
        "dissent" => Some(dissent(form)),
        "report" => Some(further_report(form)),
        "ratify" => Some(ratify(view, form)),
        "action" => Some(action(view, form)),
        "close" => Some(close(view, form)),
        "interest" => Some(interest(view, form)),
        "withdraw" => Some(withdraw(view, form)),
        _ => agreeing::read(view, form),
    }
}

/// The item that the form belongs to.
pub(super) fn item(form: &Form) -> Option<ItemNo> {
    form.value("item").parse().ok().map(ItemNo)
}

pub(super) fn at_item(form: &Form) -> String {
    format!("item-{}", form.value("item"))
}

/// The buttons beside the seats: each says which seat, and for an arrival who comes.
fn room(view: &TableView, form: &mut Form) -> Option<Asked> {
    let meeting = &view.meeting.line.id;
    let at = form.perhaps_time("room.at");
    let (act, button, done, failed) = [
        (
            "meetings.record-arrival",
            "arrival",
            "arrived",
            "The arrival was not recorded",
        ),
        (
            "meetings.record-departure",
            "departure",
            "left",
            "The departure was not recorded",
        ),
        (
            "meetings.record-apologies",
            "apologies",
            "apologies",
            "The apologies were not recorded",
        ),
        (
            "meetings.return-to-room",
            "return",
            "returned",
            "The return was not recorded",
        ),
    ]
    .into_iter()
    .find(|(_, button, ..)| !form.value(button).is_empty())?;
    let pressed = form.value(button).to_owned();
    let (seat, person) = pressed.split_once(' ').unwrap_or((&pressed, ""));
    let mut json = json!({"act": act, "meeting": meeting, "seat": seat});
    if button != "apologies" {
        json["at"] = json!(at);
    }
    if button == "arrival" && !person.is_empty() {
        json["person"] = json!(person);
    }
    let done = format!("{done}&seat={seat}");
    let anchor = format!("seat-{}", id_of(seat));
    form.perhaps_text(&anchor);
    Some(Asked {
        row: Some(anchor.clone()),
        ..Asked::one(json, "room", &done, anchor, failed)
    })
}

fn open(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "meetings.open", "meeting": view.meeting.line.id,
        "chair": form.read_text("open.chair", "Choose who takes the chair"),
        "at": form.perhaps_time("open.at"),
    });
    Asked::one(
        act,
        "open",
        "opened",
        "agenda".to_owned(),
        "The meeting was not opened",
    )
}

fn consensus(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "decisions.agree-by-consensus", "meeting": view.meeting.line.id, "item": item(form),
        "text": form.read_text("consensus.text", "Write what was agreed"),
        "scope": agreeing::scope(form, "consensus"),
    });
    Asked::one(
        act,
        "consensus",
        "agreed",
        at_item(form),
        "The agreement was not recorded",
    )
}

fn motion(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "decisions.move-motion", "meeting": view.meeting.line.id, "item": item(form),
        "seat": form.read_text("motion.seat", "Choose who moves the motion"),
        "text": form.read_text("motion.text", "Write the motion"),
        "scope": agreeing::scope(form, "motion"),
    });
    Asked::one(
        act,
        "motion",
        "moved",
        at_item(form),
        "The motion was not recorded",
    )
}

fn second(form: &mut Form) -> Asked {
    let name = format!("second[{}]", form.value("decision"));
    let seat = form.read_text(&format!("{name}.seat"), "Choose who seconds the motion");
    let act =
        json!({"act": "decisions.second-motion", "decision": form.value("decision"), "seat": seat});
    Asked::one(
        act,
        name,
        "seconded",
        at_item(form),
        "The motion was not seconded",
    )
}

fn put(view: &TableView, form: &mut Form) -> Asked {
    let name = format!("put[{}]", form.value("decision"));
    let field = format!("{name}.last_resort");
    let reason = if view.last_resort {
        form.read_text(
            &field,
            "Say what was tried and why consensus was not reached",
        )
    } else {
        form.perhaps_text(&field)
    };
    let act = json!({"act": "decisions.put-to-vote", "decision": form.value("decision"), "last_resort": reason});
    Asked::one(
        act,
        name,
        "put",
        at_item(form),
        "The motion was not put to the vote",
    )
}

/// A show of hands: a row of radios for each voter. Only what changed is asked for.
fn votes(view: &TableView, form: &mut Form) -> Option<Asked> {
    let id = form.value("decision").to_owned();
    let open = view.open_vote().filter(|open| open.id.to_string() == id);
    let stands = |seat: &str| {
        let voters = open.map(|open| open.voters.as_slice()).unwrap_or_default();
        voters
            .iter()
            .find(|voter| voter.seat.to_string() == seat)?
            .vote
            .map(wire)
    };
    let (mut acts, mut inputs) = (Vec::new(), Vec::new());
    for (name, vote) in form.pairs() {
        let seat = name
            .strip_prefix("hands[")
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(seat) = seat.filter(|seat| stands(seat) != Some(vote)) {
            acts.push(
                json!({"act": "decisions.cast-vote", "decision": id, "seat": seat, "vote": vote}),
            );
            inputs.push(name.clone());
        }
    }
    if acts.is_empty() {
        let first = open.and_then(|open| open.voters.first());
        let name = first.map_or_else(|| "hands".to_owned(), |voter| hand(&voter.seat));
        form.wrong(
            &name,
            "Choose how at least one of them votes, or change a vote",
        );
    }
    Some(Asked {
        acts: Value::Array(acts),
        form: "hands".to_owned(),
        inputs,
        row: None,
        done: "votes".to_owned(),
        anchor: at_item(form),
        failed: "The votes were not recorded",
    })
}

fn close_vote(form: &mut Form) -> Asked {
    let act = json!({
        "act": "decisions.close-vote", "decision": form.value("decision"),
        "casting": form.perhaps_text("close-vote.casting"),
    });
    Asked::one(
        act,
        "close-vote",
        "counted",
        at_item(form),
        "The vote was not closed",
    )
}

fn dissent(form: &mut Form) -> Asked {
    let name = format!("dissent[{}]", form.value("decision"));
    let act = json!({
        "act": "decisions.record-dissent", "decision": form.value("decision"),
        "seat": form.read_text(&format!("{name}.seat"), "Choose whose dissent it is"),
        "words": form.perhaps_text(&format!("{name}.words")),
    });
    Asked::one(
        act,
        name,
        "dissent",
        at_item(form),
        "The dissent was not recorded",
    )
}

fn further_report(form: &mut Form) -> Asked {
    let name = format!("report[{}]", form.value("decision"));
    let act = json!({
        "act": "decisions.ask-for-further-report", "decision": form.value("decision"),
        "from": form.perhaps_text(&format!("{name}.from")),
        "what": form.read_text(&format!("{name}.what"), "Say what the report is to say"),
        "by": form.perhaps_date(&format!("{name}.by")),
    });
    let failed = "The further report was not asked for";
    Asked::one(act, name, "report", at_item(form), failed)
}

/// Two buttons: ratified, or not.
fn ratify(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "decisions.ratify", "decision": form.value("decision"),
        "meeting": view.meeting.line.id, "item": item(form),
        "agreed": form.value("agreed") == "yes",
    });
    let failed = "The ruling was not recorded";
    let anchor = at_item(form);
    form.perhaps_text(&anchor);
    Asked {
        row: Some(anchor.clone()),
        ..Asked::one(act, "ratify", "ratified", anchor, failed)
    }
}

fn action(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "meetings.note-action", "meeting": view.meeting.line.id, "item": item(form),
        "what": form.read_text("action.what", "Write what is to be done"),
        "owner": form.read_text("action.owner", "Choose the organisation or body that is to do it"),
        "person": form.perhaps_text("action.person"),
        "due": form.read_date("action.due", "Say by which day it is to be done"),
    });
    Asked::one(
        act,
        "action",
        "noted",
        at_item(form),
        "The action was not noted",
    )
}

fn close(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "meetings.close", "meeting": view.meeting.line.id,
        "at": form.perhaps_time("close.at"),
    });
    Asked::one(
        act,
        "close",
        "closed",
        "close".to_owned(),
        "The meeting was not closed",
    )
}

/// An interest in the item, and, where they leave at once, that they withdrew.
fn interest(view: &TableView, form: &mut Form) -> Asked {
    let seat = form.read_text("interest.seat", "Choose whose interest it is");
    let way = form.read_text(
        "interest.withdraws",
        "Say whether they withdraw for the item",
    );
    let leaves = way.as_deref() == Some("now");
    let (meeting, item) = (&view.meeting.line.id, item(form));
    let mut acts = vec![json!({
        "act": "meetings.declare-interest", "meeting": meeting, "seat": seat, "item": item,
        "nature": form.read_text("interest.nature", "Write what the interest is"),
        "withdraws": leaves,
        "for_organisation": form.value("interest.whose") == "organisation",
    })];
    if leaves {
        acts.push(
            json!({"act": "meetings.withdraw", "meeting": meeting, "seat": seat, "item": item}),
        );
    }
    Asked::one(
        Value::Array(acts),
        "interest",
        "interest",
        at_item(form),
        "The interest was not recorded",
    )
}

/// Someone who declared an interest leaves the room for the item.
fn withdraw(view: &TableView, form: &mut Form) -> Asked {
    let anchor = at_item(form);
    let act = json!({
        "act": "meetings.withdraw", "meeting": view.meeting.line.id,
        "seat": form.value("withdraw.seat"), "item": item(form),
    });
    Asked {
        row: Some(anchor.clone()),
        ..Asked::one(
            act,
            "withdraw",
            "withdrew",
            anchor,
            "The withdrawal was not recorded",
        )
    }
}

/// The act for a vote that a member casts for a seat.
pub(super) fn vote(decision: &str, seat: &str, vote: &str) -> Value {
    json!({"act": "decisions.cast-vote", "decision": decision, "seat": seat, "vote": vote})
}
