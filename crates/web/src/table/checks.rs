//! The two things at the table that cannot be undone: closing a vote, and closing the meeting.
//!
//! The page says beforehand what will be recorded.

use app::views::{MotionView, TableView, words};
use axum::response::Response;
use record::decisions::Outcome;

use super::{frame_of, quorum_words, table_of};
use crate::{
    forms::{Check, Form},
    problem::Problem,
    visit::Visit,
};

/// Asks whether one is sure; says what was denied when it was.
pub(super) fn page(
    visit: &Visit,
    meeting: &str,
    form: &Form,
    failed: &str,
) -> Result<Response, Problem> {
    let view = table_of(visit, meeting)?;
    let table = visit.at(&format!("/meetings/{meeting}/table"));
    let (title, warning, button, will) = if form.value("do") == "close" {
        (
            "Close the meeting?",
            "A closed meeting cannot be opened again. Dissents can be recorded until the minutes are approved.",
            "Close the meeting",
            closing_the_meeting(&view),
        )
    } else {
        (
            "Close the vote?",
            "Once the vote is closed, no vote can be cast or changed.",
            "Close the vote",
            closing_the_vote(&view, form),
        )
    };
    let item = form.value("item");
    let back = match item {
        "" => format!("{table}#close"),
        item => format!("{table}?item={item}#item-{item}"),
    };
    let frame =
        frame_of(visit, &view, title).crumb("The table", &format!("/meetings/{meeting}/table"));
    let check = Check::new(frame, form, &table, warning, button)
        .seen(visit.reading.head.line)
        .back(back);
    will.into_iter().fold(check, Check::will).page(failed)
}

fn closing_the_vote(view: &TableView, form: &Form) -> Vec<String> {
    let motion = view
        .motions
        .iter()
        .find(|motion| motion.id.to_string() == form.value("decision"));
    let Some((motion, count)) = motion.and_then(|motion| Some((motion, motion.count.as_ref()?)))
    else {
        return vec!["No vote is open on this motion now.".to_owned()];
    };
    let tally = &count.tally;
    let mut said = vec![
        format!("The motion: {}", motion.text),
        format!(
            "{} for, {} against, {} abstained.",
            tally.in_favour, tally.against, tally.abstained
        ),
    ];
    if tally.silent > 0 {
        said.push(format!(
            "{} not voted: {}.",
            words::count(
                tally.silent as usize,
                "voter in the room has",
                "voters in the room have"
            ),
            silent(motion)
        ));
    }
    let clause = view
        .vote_clause
        .as_ref()
        .map(|clause| format!(": {}", words::clause(clause)));
    said.push(format!(
        "To carry, {} of {} must be for it{}.",
        tally.needed,
        tally.base,
        clause.unwrap_or_default()
    ));
    said.push(recorded(count.outcome, form.value("close-vote.casting")).to_owned());
    if !view.quorum.quorate {
        said.push(format!(
            "The meeting is not quorate ({}), so what it decides waits for ratification by a later meeting.",
            quorum_words(&view.quorum)
        ));
    }
    said
}

fn silent(motion: &MotionView) -> String {
    let silent = motion.voters.iter().filter(|voter| voter.vote.is_none());
    let names: Vec<&str> = silent.map(|voter| voter.name.as_str()).collect();
    names.join(", ")
}

fn recorded(outcome: Outcome, casting: &str) -> &'static str {
    match (outcome, casting) {
        (Outcome::Carried, _) => "It will be recorded as carried.",
        (_, "for") => {
            "With the chair’s casting vote for it, it will be recorded as the count then stands."
        }
        (_, "against") => {
            "With the chair’s casting vote against it, it will be recorded as not carried."
        }
        (Outcome::Tied, _) => {
            "As many are for as against: it will be recorded as tied, and not carried."
        }
        (Outcome::NotCarried, _) => "It will be recorded as not carried.",
    }
}

fn closing_the_meeting(view: &TableView) -> Vec<String> {
    let decided = view
        .motions
        .iter()
        .filter(|motion| motion.stage == "decided")
        .count();
    let actions: usize = view
        .meeting
        .agenda
        .iter()
        .map(|item| item.actions.len())
        .sum();
    let here = view
        .seats
        .iter()
        .filter(|row| row.in_room.is_some())
        .count();
    let mut said = vec![
        format!(
            "{} and {} are recorded.",
            words::count(decided, "decision", "decisions"),
            words::count(actions, "action", "actions")
        ),
        format!(
            "{} recorded as staying to the end.",
            words::count(here, "person is", "people are")
        ),
    ];
    for motion in &view.motions {
        match motion.stage {
            "voting" => said.push(format!(
                "The vote is still open on: {} Close it first.",
                motion.text
            )),
            "proposed" => said.push(format!("This proposal is not agreed: {}", motion.text)),
            "moved" | "seconded" => said.push(format!("This motion lapses: {}", motion.text)),
            _ => {}
        }
    }
    said
}
