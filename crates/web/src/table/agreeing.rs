//! Forms of the table on the way towards agreement: a proposal, where members stand on it, what to do
//! with it, and an item that goes to another body.

use app::views::{AgreementView, PositionView, TableView, words};
use record::decisions::{Certified, Position};
use serde_json::{Value, json};

use super::asks::{Asked, at_item, item};
use crate::forms::{Choice, Form};

/// The positions, in the order of the buttons.
pub(crate) const POSITIONS: [(&str, Position); 4] = [
    ("support", Position::Support),
    ("can-live-with", Position::CanLiveWith),
    ("stand-aside", Position::StandAside),
    ("object", Position::Object),
];

/// What a position's button says.
pub(crate) fn button(position: &Position) -> &'static str {
    match position {
        Position::Support => "Support",
        Position::CanLiveWith => "Can live with it",
        Position::StandAside => "Stand aside",
        Position::Object => "Object",
    }
}

/// On what power a member may say that they speak.
pub(crate) fn mandates() -> Vec<Choice> {
    let all = [
        ("delegated", Certified::Delegated),
        ("decided", Certified::Decided),
        ("refers-back", Certified::RefersBack),
    ];
    let choices = all.into_iter();
    choices
        .map(|(value, it)| Choice::new(value, words::certified(it)))
        .collect()
}

/// The levels at which something can be decided.
pub(crate) fn levels() -> Vec<Choice> {
    let all = words::LEVELS.into_iter();
    all.map(|it| Choice::new(words::wire_level(it), sentence_case(words::level(it))))
        .collect()
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What may be decided under a rule; it is said of each that is another body's.
pub(crate) fn competences(view: &TableView) -> Vec<Choice> {
    let choice = |it: &app::views::CompetenceChoice| {
        let what = it.what.trim_end_matches('.');
        let note = match (it.ours, it.referred) {
            (false, _) => " (for another body to decide)",
            (true, true) => " (referred to the partners)",
            (true, false) => "",
        };
        Choice::new(it.id.to_string(), format!("{what}{note}"))
    };
    view.competences.iter().map(choice).collect()
}

/// Other bodies, to recommend or forward to.
pub(crate) fn others(view: &TableView) -> Vec<Choice> {
    let others = view.others.iter();
    others
        .map(|body| Choice::new(body.id.to_string(), &body.name))
        .collect()
}

/// The picture of the positions; none while nobody was asked.
pub(crate) fn picture(view: &AgreementView) -> Option<String> {
    let count = |position| u32::try_from(view.count(position)).unwrap_or(u32::MAX);
    if view.positions.is_empty() {
        return None;
    }
    Some(drawing::positions_bar([
        count(Position::Support),
        count(Position::CanLiveWith),
        count(Position::StandAside),
        count(Position::Object),
        u32::try_from(view.silent()).unwrap_or(u32::MAX),
    ]))
}

/// What the picture shows, in words.
pub(crate) fn positions_in_words(view: &AgreementView) -> String {
    let at = |position| view.count(position);
    let objections = match at(Position::Object) {
        0 => "nobody objects".to_owned(),
        1 => "1 objects".to_owned(),
        many => format!("{many} object"),
    };
    format!(
        "{} support it, {} can live with it, {} stand aside, {objections}, {} said nothing",
        at(Position::Support),
        at(Position::CanLiveWith),
        at(Position::StandAside),
        view.silent()
    )
}

/// Who states a position, for the button of its row.
pub(crate) fn who(row: &PositionView) -> String {
    let person = row.person.as_ref().map(|person| person.name.as_str());
    let of = row
        .partner
        .as_ref()
        .map_or(&row.title, |partner| &partner.short_name);
    person.map_or_else(|| of.clone(), |person| format!("{person} ({of})"))
}

/// The name of the inputs of a seat's position.
pub(crate) fn stand(row: &PositionView) -> String {
    format!("stand[{}]", row.seat)
}

/// What one of these forms asks for; none when it is another.
pub(super) fn read(view: &TableView, form: &mut Form) -> Option<Asked> {
    match form.value("do") {
        "propose" => Some(propose(view, form)),
        "position" => Some(position(view, form)),
        "amend" => Some(amend(form)),
        "agree" => Some(agree(view, form)),
        "take-up" => Some(take_up(view, form)),
        "forward" => Some(forward(view, form)),
        _ => None,
    }
}

/// The reach of a decision, from the inputs of a form.
pub(super) fn scope(form: &mut Form, name: &str) -> Value {
    let level = form.perhaps_text(&format!("{name}.scope.level.at"));
    let why_field = format!("{name}.scope.level.why");
    let level = match level {
        Some(at) => {
            let why = form.read_text(&why_field, "Say why it is decided at this level");
            json!({"at": at, "why": why})
        }
        None => Value::Null,
    };
    json!({
        "competence": form.perhaps_text(&format!("{name}.scope.competence")),
        "recommends_to": form.perhaps_text(&format!("{name}.scope.recommends_to")),
        "answers_by": form.perhaps_date(&format!("{name}.scope.answers_by")),
        "level": level,
    })
}

fn propose(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "decisions.propose", "meeting": view.meeting.line.id, "item": item(form),
        "text": form.read_text("propose.text", "Write what is proposed"),
        "scope": scope(form, "propose"),
    });
    Asked::one(
        act,
        "propose",
        "proposed",
        at_item(form),
        "The proposal was not recorded",
    )
}

fn position(view: &TableView, form: &mut Form) -> Asked {
    let act = position_act(view.asks_mandate.is_some(), form);
    let name = format!("stand[{}]", form.value("seat"));
    Asked {
        row: Some(format!("{name}.words")),
        ..Asked::one(
            act,
            name,
            "stated",
            at_item(form),
            "The position was not recorded",
        )
    }
}

/// The act for a position, from the form at the table or at a member's own seat.
pub(super) fn position_act(asks_mandate: bool, form: &mut Form) -> Value {
    let name = format!("stand[{}]", form.value("seat"));
    let field = format!("{name}.mandate");
    let mandate = if asks_mandate {
        form.read_text(
            &field,
            "Say on what power they speak for their organisation",
        )
    } else {
        form.perhaps_text(&field)
    };
    json!({
        "act": "decisions.state-position", "decision": form.value("decision"),
        "seat": form.value("seat"), "position": form.value("position"), "mandate": mandate,
        "words": form.perhaps_text(&format!("{name}.words")),
    })
}

fn amend(form: &mut Form) -> Asked {
    let name = format!("amend[{}]", form.value("decision"));
    let act = json!({
        "act": "decisions.amend-proposal", "decision": form.value("decision"),
        "text": form.read_text(&format!("{name}.text"), "Write what is proposed now"),
    });
    Asked::one(
        act,
        name,
        "amended",
        at_item(form),
        "The proposal was not amended",
    )
}

fn agree(view: &TableView, form: &Form) -> Asked {
    let act = json!({
        "act": "decisions.agree-by-consensus", "meeting": view.meeting.line.id,
        "item": item(form), "decision": form.value("decision"),
    });
    let name = format!("amend[{}]", form.value("decision"));
    Asked {
        row: Some(format!("{name}.text")),
        ..Asked::one(
            act,
            name,
            "agreed",
            at_item(form),
            "The proposal was not agreed",
        )
    }
}

fn take_up(view: &TableView, form: &mut Form) -> Asked {
    let name = format!("take-up[{}]", form.value("decision"));
    let act = json!({
        "act": "decisions.move-motion", "meeting": view.meeting.line.id, "item": item(form),
        "proposal": form.value("decision"),
        "seat": form.read_text(&format!("{name}.seat"), "Choose who moves the motion"),
        "text": form.read_text(&format!("{name}.text"), "Write the motion"),
    });
    Asked::one(
        act,
        name,
        "moved",
        at_item(form),
        "The motion was not recorded",
    )
}

fn forward(view: &TableView, form: &mut Form) -> Asked {
    let act = json!({
        "act": "decisions.forward", "meeting": view.meeting.line.id, "item": item(form),
        "to": form.read_text("forward.to", "Choose the body that is to decide it"),
        "why": form.read_text("forward.why", "Say why it is not decided here"),
    });
    Asked::one(
        act,
        "forward",
        "forwarded",
        at_item(form),
        "The item was not forwarded",
    )
}

/// Where a member stands, in words.
pub(crate) fn stands(position: &Position) -> &'static str {
    words::position(*position)
}

/// On what power a member speaks, in words.
pub(crate) fn power(mandate: &Certified) -> &'static str {
    words::certified(*mandate)
}
