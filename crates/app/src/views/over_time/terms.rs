//! Terms of reference: those in force on a day, their history, and what changed from one to the next.

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::Terms,
    id::{BodyId, DecisionId, MeetingId},
    prose::Prose,
    structure::{TermsOf, TermsOn, TermsVersion},
};
use serde::Serialize;

use super::super::{BodyRef, words};
use crate::Reading;

/// A part of terms of reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermsPart {
    /// Its heading.
    pub heading: &'static str,
    /// What it says, one paragraph or point each.
    pub text: Vec<String>,
}

/// The terms in force on a day.
#[derive(Debug, Clone, Serialize)]
pub struct TermsInForce {
    /// What they say, by part.
    pub parts: Vec<TermsPart>,
    /// Since which day they are in force.
    pub since: Date,
    /// Their number, where they were approved in the book; none: the arrangements'.
    pub version: Option<u32>,
    /// The body that approved them, or is to.
    pub approved_by: Option<BodyRef>,
    /// The paragraph of the arrangements that they come from.
    pub clause: Option<String>,
}

/// A version of the terms that the book has.
#[derive(Debug, Clone, Serialize)]
pub struct TermsVersionView {
    /// Its number, from 1.
    pub version: u32,
    /// From which day it was meant to be in force.
    pub from: Date,
    /// From which day it is; none: it waits for approval.
    pub in_force_from: Option<Date>,
    /// Why it was proposed.
    pub why: Option<String>,
    /// The body that approved it; or that has to.
    pub approver: BodyRef,
    /// On which day it was approved.
    pub approved_on: Option<Date>,
    /// The decision that approved it, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// The meeting that did, where the book has it.
    pub at: Option<MeetingId>,
    /// The line of the book that proposed it.
    pub line: LineNo,
    /// What it says, by part.
    pub parts: Vec<TermsPart>,
    /// What changes against the terms in force before it, part by part.
    pub changes: Vec<PartChange>,
}

/// What changes in one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartChange {
    /// Its heading.
    pub heading: &'static str,
    /// Paragraphs or points that are there no more.
    pub out: Vec<String>,
    /// Paragraphs or points that are new.
    pub new: Vec<String>,
}

/// The terms of a body over time.
#[derive(Debug, Clone, Serialize)]
pub struct TermsView {
    /// The body.
    pub body: BodyRef,
    /// The day.
    pub date: Date,
    /// The terms in force on the day.
    pub in_force: Option<TermsInForce>,
    /// Every version that the book has, the newest first.
    pub versions: Vec<TermsVersionView>,
}

/// The terms of a body over time; none when there is no such body on that day.
pub fn terms(reading: &Reading, id: &BodyId, date: Date) -> Option<TermsView> {
    let structure = &reading.record.structure;
    let (_, body) = structure.body(id, date)?;
    let versions = structure.terms_versions(id).rev();
    Some(TermsView {
        body: BodyRef::of(body),
        date,
        in_force: in_force(reading, id, date),
        versions: versions.map(|version| view(reading, id, version)).collect(),
    })
}

pub(super) fn in_force(reading: &Reading, id: &BodyId, date: Date) -> Option<TermsInForce> {
    let structure = &reading.record.structure;
    let named = |id: &BodyId| BodyRef::named(reading, id, date);
    match structure.terms_on(id, date)? {
        TermsOn::Adopted { terms, since } => Some(TermsInForce {
            parts: adopted(terms),
            since,
            version: None,
            approved_by: terms.approved_by.as_ref().map(named),
            clause: terms.clause.clone(),
        }),
        TermsOn::Approved(version) => Some(TermsInForce {
            parts: proposed(&version.terms),
            since: version.in_force_from()?,
            version: Some(version.version),
            approved_by: version
                .approval
                .as_ref()
                .map(|approval| named(&approval.by)),
            clause: None,
        }),
    }
}

pub(super) fn waiting(reading: &Reading, id: &BodyId) -> Vec<TermsVersionView> {
    let versions = reading.record.structure.terms_versions(id);
    let waiting = versions.filter(|version| version.approval.is_none());
    waiting.map(|version| view(reading, id, version)).collect()
}

fn view(reading: &Reading, id: &BodyId, version: &TermsVersion) -> TermsVersionView {
    let structure = &reading.record.structure;
    let approval = version.approval.as_ref();
    let approver = approval.map_or_else(
        || structure.approver_of_terms(id, reading.today()),
        |approval| approval.by.clone(),
    );
    // Against what was in force the day before; one that waits, against what it would replace.
    let from = version.in_force_from().unwrap_or(version.from);
    let against = match version.in_force_from() {
        Some(from) => from.yesterday().unwrap_or(from),
        None => version.from.max(reading.today()),
    };
    let before = in_force(reading, id, against);
    let before = before.map_or_else(Vec::new, |terms| terms.parts);
    let parts = proposed(&version.terms);
    TermsVersionView {
        version: version.version,
        from: version.from,
        in_force_from: version.in_force_from(),
        why: version.why.as_ref().map(|why| why.shown().to_owned()),
        approver: BodyRef::named(reading, &approver, from),
        approved_on: approval.map(|approval| approval.on),
        decided_by: approval.and_then(|approval| approval.decided_by.clone()),
        at: approval.and_then(|approval| approval.at.clone()),
        line: version.line,
        changes: changes(&before, &parts),
        parts,
    }
}

/// What differs between two terms, part by part, in the order of the parts.
fn changes(before: &[TermsPart], after: &[TermsPart]) -> Vec<PartChange> {
    let text = |parts: &[TermsPart], heading: &str| {
        let part = parts.iter().find(|part| part.heading == heading);
        part.map_or_else(Vec::new, |part| part.text.clone())
    };
    let mut headings: Vec<&'static str> = after.iter().map(|part| part.heading).collect();
    let gone = before.iter().map(|part| part.heading);
    headings.extend(gone.filter(|heading| !text(after, heading).iter().any(|_| true)));
    headings.sort_by_key(|heading| HEADINGS.iter().position(|known| known == heading));
    let changes = headings.into_iter().map(|heading| {
        let (old, new) = (text(before, heading), text(after, heading));
        let without = |these: &[String], those: &[String]| {
            let kept = these.iter().filter(|line| !those.contains(line));
            kept.cloned().collect()
        };
        PartChange {
            heading,
            out: without(&old, &new),
            new: without(&new, &old),
        }
    });
    changes
        .filter(|change| !change.out.is_empty() || !change.new.is_empty())
        .collect()
}

/// The headings of the parts, in their order.
const HEADINGS: &[&str] = &[
    "Purpose",
    "Membership",
    "Remit",
    "Role",
    "Meets",
    "Tasks",
    "What is asked of members",
    "Communication",
    "Connectivity",
    "Key aims",
    "Other guidance",
];

fn adopted(terms: &Terms) -> Vec<TermsPart> {
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let parts = [
        ("Purpose", one(&terms.purpose)),
        ("Membership", one(&terms.membership)),
        ("Remit", terms.remit.clone()),
        ("Role", one(&terms.role)),
        ("Meets", one(&terms.meets)),
        ("Tasks", terms.tasks.clone()),
        ("What is asked of members", terms.members_role.clone()),
        ("Communication", terms.communication.clone()),
        ("Connectivity", terms.connectivity.clone()),
        ("Key aims", terms.key_aims.clone()),
        ("Other guidance", one(&terms.other_guidance)),
    ];
    let parts = parts
        .into_iter()
        .map(|(heading, text)| TermsPart { heading, text });
    parts.filter(|part| !part.text.is_empty()).collect()
}

fn proposed(terms: &TermsOf<Prose>) -> Vec<TermsPart> {
    let parts = terms.parts().map(|(part, text)| TermsPart {
        heading: words::terms_part(part),
        text: text
            .shown()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(heading: &'static str, text: &[&str]) -> TermsPart {
        TermsPart {
            heading,
            text: text.iter().map(|line| (*line).to_owned()).collect(),
        }
    }

    #[test]
    fn changes_are_told_part_by_part_in_their_order() {
        let before = [
            part("Purpose", &["To learn."]),
            part("Role", &["To talk."]),
            part("Tasks", &["Meet.", "Report."]),
        ];
        let after = [
            part("Purpose", &["To learn."]),
            part("Membership", &["Schools."]),
            part("Tasks", &["Report.", "Teach."]),
        ];
        let said = |changes: Vec<PartChange>| {
            let each = changes
                .into_iter()
                .map(|change| (change.heading, change.out.join("|"), change.new.join("|")));
            each.collect::<Vec<_>>()
        };
        let is = |heading, out: &str, new: &str| (heading, out.to_owned(), new.to_owned());
        assert_eq!(
            said(changes(&before, &after)),
            [
                is("Membership", "", "Schools."),
                is("Role", "To talk.", ""),
                is("Tasks", "Meet.", "Teach.")
            ]
        );
        assert_eq!(changes(&before, &before), []);
    }
}
