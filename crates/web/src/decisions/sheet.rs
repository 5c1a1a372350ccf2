//! The register as a file for a spreadsheet.

use app::views::RegisterRow;
use record::correspondence::Outcome;

/// The most rows in a file.
const MOST: usize = 20_000;

const HEADINGS: [&str; 14] = [
    "Date",
    "Body",
    "Decision",
    "How",
    "Standing",
    "Present",
    "Of",
    "For",
    "Against",
    "Abstained",
    "Dissents",
    "Actions",
    "Actions done",
    "Page",
];

/// The rows as comma-separated values, with a line of headings.
pub(super) fn register(
    rows: impl Iterator<Item = RegisterRow>,
    address: impl Fn(String) -> String,
) -> String {
    let mut text = line(HEADINGS.map(str::to_owned));
    for row in rows.take(MOST) {
        text.push_str(&line(cells(&row, &address)));
    }
    text
}

fn cells(row: &RegisterRow, address: &impl Fn(String) -> String) -> [String; 14] {
    let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
    match row {
        RegisterRow::AtMeeting {
            line,
            present,
            tally,
            method,
            actions: (all, done),
        } => [
            line.meeting.date.to_string(),
            line.meeting.body.name.clone(),
            line.text.clone(),
            (*method).to_owned(),
            crate::say::standing(line).words,
            number(present.map(|(present, _)| present)),
            number(present.map(|(_, of)| of)),
            number(tally.map(|(for_it, ..)| for_it)),
            number(tally.map(|(_, against, _)| against)),
            number(tally.map(|(.., abstained)| abstained)),
            line.dissents.to_string(),
            all.to_string(),
            done.to_string(),
            address(format!("/decisions/{}", line.id)),
        ],
        RegisterRow::ByCorrespondence { line } => [
            line.counted.map_or(String::new(), |day| day.to_string()),
            line.body.name.clone(),
            line.text.clone(),
            "by correspondence".to_owned(),
            match line.outcome {
                Some(Outcome::Agreed) => "Agreed".to_owned(),
                Some(Outcome::ToMeeting) => "Not settled, goes before a meeting".to_owned(),
                None => String::new(),
            },
            line.count.answered().to_string(),
            line.count.asked.to_string(),
            line.count.agreed.to_string(),
            line.count.disagreed.to_string(),
            line.count.abstained.to_string(),
            "0".to_owned(),
            "0".to_owned(),
            "0".to_owned(),
            address(format!("/decisions/by-correspondence/{}", line.id)),
        ],
    }
}

fn line(cells: [String; 14]) -> String {
    crate::csv::line(cells.iter().map(String::as_str))
}
