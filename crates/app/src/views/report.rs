//! The decision report under an item, part by part; what is missing is said to be missing.

use record::{
    LineNo,
    id::{ItemNo, SeatId},
    meetings::{DecisionReport, Meeting},
    prose::Prose,
};
use serde::Serialize;

use super::{Audience, rights, words};
use crate::Reading;

/// A decision report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportView {
    /// Its title.
    pub title: String,
    /// What the meeting is asked to decide.
    pub question: String,
    /// Its parts, in order.
    pub parts: Vec<ReportPart>,
    /// The level, as the act has it.
    pub level: Option<String>,
    /// Why at that level.
    pub level_why: Option<String>,
    /// The seat that wrote it; none: the secretariat tabled it.
    pub seat: Option<SeatId>,
    /// What that seat is called.
    pub author: Option<String>,
    /// Which version this is, from 1.
    pub version: usize,
    /// The lines of the book of all versions, oldest first.
    pub lines: Vec<LineNo>,
}

/// A part of a report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportPart {
    /// The field of the act: `community_impact`.
    pub field: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What it says; none: it is missing.
    pub text: Option<String>,
}

impl ReportView {
    /// The headings of the parts that are missing.
    pub fn missing(&self) -> Vec<&'static str> {
        let missing = self.parts.iter().filter(|part| part.text.is_none());
        missing.map(|part| part.heading).collect()
    }

    /// What a part says; empty when it is missing.
    pub fn part(&self, field: &str) -> &str {
        let part = self.parts.iter().find(|part| part.field == field);
        part.and_then(|part| part.text.as_deref())
            .unwrap_or_default()
    }
}

/// The parts of a report, in order: the field, its heading, and what belongs there.
pub const REPORT_PARTS: [(&str, &str, &str); 7] = [
    (
        "options",
        "Options",
        "What could be done, doing nothing among it",
    ),
    ("finance", "Money", "What it costs, and who pays"),
    ("legal", "Law", "Powers and duties that it rests on"),
    (
        "sustainability",
        "Sustainability",
        "What it does to the environment, the economy and society, now and later",
    ),
    (
        "community_impact",
        "Effect on communities",
        "Who gains, who loses, who might be left out",
    ),
    (
        "consultation",
        "Consultation",
        "Who was asked, and what they said",
    ),
    (
        "recommendation",
        "Recommendation",
        "What the meeting is recommended to decide",
    ),
];

/// The report under an item, in its last version or an earlier one (from 1); none also where whoever
/// looks may not know what is said under the item.
pub fn report(
    reading: &Reading,
    meeting: &Meeting,
    item: ItemNo,
    version: Option<usize>,
    audience: Audience,
) -> Option<ReportView> {
    let under = meeting.item(item)?;
    if !rights::reads_matter(reading, audience, meeting, under) {
        return None;
    }
    let versions = meeting.reports.get(&item)?;
    let nth = version.unwrap_or(versions.len());
    let one = versions.get(nth.checked_sub(1)?)?;
    let seat = one.seat.as_ref();
    let on = seat.and_then(|seat| reading.record.structure.seat_on(seat, meeting.date));
    let report = &one.report;
    let mut parts: Vec<ReportPart> = REPORT_PARTS
        .iter()
        .map(|(field, heading, _)| ReportPart {
            field,
            heading,
            text: part(report, field).map(|words| words.shown().to_owned()),
        })
        .collect();
    parts.push(ReportPart {
        field: "level",
        heading: "Level of decision",
        text: report.level.as_ref().map(|level| {
            format!(
                "At the level of {}. {}",
                words::level(level.at),
                level.why.shown()
            )
        }),
    });
    Some(ReportView {
        title: report.title.to_string(),
        question: report.question.shown().to_owned(),
        parts,
        level: report
            .level
            .as_ref()
            .map(|level| words::wire_level(level.at).to_owned()),
        level_why: report
            .level
            .as_ref()
            .map(|level| level.why.shown().to_owned()),
        seat: one.seat.clone(),
        author: on.map(|on| on.chair.title()),
        version: nth,
        lines: versions.iter().map(|version| version.line).collect(),
    })
}

fn part<'a>(report: &'a DecisionReport, field: &str) -> Option<&'a Prose> {
    let part = match field {
        "options" => &report.options,
        "finance" => &report.finance,
        "legal" => &report.legal,
        "sustainability" => &report.sustainability,
        "community_impact" => &report.community_impact,
        "consultation" => &report.consultation,
        _ => &report.recommendation,
    };
    part.as_ref()
}
