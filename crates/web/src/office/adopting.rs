//! What new arrangements would change, and what the check finds in them, said on the page.

use app::views::{AdoptingView, Counts, words};
use record::arrangements::{Finding, Level};

use crate::problem::sentence;

/// How many characters of a faulty line are shown.
const LONGEST_SOURCE: usize = 100;

/// What the check found, with its line.
pub(super) struct Found {
    /// The line, from 1.
    pub(super) line: usize,
    /// The text of that line, cut short where it is long.
    pub(super) source: String,
    /// What it is.
    pub(super) finding: Finding,
}

/// What would change, in sentences.
pub(super) fn changes(change: &AdoptingView) -> Vec<String> {
    let mut said = Vec::new();
    said.push(match change.before {
        None => format!(
            "There are {}. Nothing is in force before.",
            counted(change.after)
        ),
        Some(before) if before == change.after => {
            format!("There are {}, as many as before.", counted(before))
        }
        Some(before) => {
            format!(
                "There are {}. Before, there are {}.",
                counted(change.after),
                counted(before)
            )
        }
    });
    let list = |bodies: &[String]| bodies.join(", ");
    if change.before.is_some() && !change.new_bodies.is_empty() {
        said.push(format!("New: {}.", list(&change.new_bodies)));
    }
    if !change.gone_bodies.is_empty() {
        said.push(format!("No longer there: {}.", list(&change.gone_bodies)));
    }
    if change.before.is_some() && change.unseated.is_empty() {
        said.push("Nobody loses a seat.".to_owned());
    }
    for held in &change.unseated {
        let holder = held
            .seat
            .holder
            .as_ref()
            .map_or("Someone", |holder| &holder.name);
        let (title, body) = (&held.seat.title, &held.body.name);
        said.push(format!("{holder} loses a seat: {title}, {body}."));
    }
    said
}

/// "5 bodies, 23 seats and 3 organisations".
pub(super) fn counted(counts: Counts) -> String {
    format!(
        "{}, {} and {}",
        words::count(counts.bodies, "body", "bodies"),
        words::count(counts.seats, "seat", "seats"),
        words::count(counts.organisations, "organisation", "organisations"),
    )
}

/// A finding in a sentence.
pub(super) fn said(finding: &Finding, text: &str) -> String {
    let (line, _) = finding.line_and_column(text);
    format!(
        "Warning {}, line {line}: {}",
        finding.code,
        sentence(&finding.message)
    )
}

/// What the check found and nobody accepted, the errors first.
pub(super) fn found(text: &str, findings: Vec<Finding>) -> Vec<Found> {
    let accepted = |finding: &Finding| matches!(finding.level, Level::Accepted { .. });
    let open = findings.into_iter().filter(|finding| !accepted(finding));
    let found = open.map(|finding| {
        let (line, _) = finding.line_and_column(text);
        let source = text.lines().nth(line - 1).unwrap_or_default().trim();
        Found {
            line,
            source: source.chars().take(LONGEST_SOURCE).collect(),
            finding,
        }
    });
    let mut found: Vec<Found> = found.collect();
    // Errors first: they are what has to be mended.
    found.sort_by_key(|found| !found.finding.is_error());
    found
}
