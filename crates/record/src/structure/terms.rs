//! Terms of reference over time: versions by the day from which they are in force (W09, appendix 1).
//!
//! The first version is the arrangements'. Others are proposed in the book and approved there by the
//! body that may; a version is in force from its day, but never before it was approved.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Structure;
use crate::{
    LineNo,
    arrangements::Terms,
    id::{BodyId, DecisionId, MeetingId},
    prose::{Prose, Words},
};

/// A part of terms of reference, in the order of W09, appendix 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermsPart {
    /// Why the body exists.
    Purpose,
    /// Who belongs to it.
    Membership,
    /// What it covers.
    Remit,
    /// What part it plays.
    Role,
    /// How often and how it meets.
    Meets,
    /// What it does.
    Tasks,
    /// What is asked of members.
    MembersRole,
    /// Whom it tells what.
    Communication,
    /// How it joins up with others.
    Connectivity,
    /// What it wants to achieve.
    KeyAims,
}

/// Terms of reference, part by part; a line to a paragraph or point. Absent parts are not stated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
#[schemars(rename = "terms-of-reference")]
pub struct TermsOf<T> {
    /// Why the body exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<T>,
    /// Who belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<T>,
    /// What it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remit: Option<T>,
    /// What part it plays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<T>,
    /// How often and how it meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meets: Option<T>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<T>,
    /// What is asked of members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members_role: Option<T>,
    /// Whom it tells what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub communication: Option<T>,
    /// How it joins up with others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connectivity: Option<T>,
    /// What it wants to achieve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_aims: Option<T>,
}

impl<T> Default for TermsOf<T> {
    fn default() -> Self {
        Self {
            purpose: None,
            membership: None,
            remit: None,
            role: None,
            meets: None,
            tasks: None,
            members_role: None,
            communication: None,
            connectivity: None,
            key_aims: None,
        }
    }
}

impl<T> TermsOf<T> {
    /// The parts that are stated, in their order.
    pub fn parts(&self) -> impl Iterator<Item = (TermsPart, &T)> {
        let parts = [
            (TermsPart::Purpose, &self.purpose),
            (TermsPart::Membership, &self.membership),
            (TermsPart::Remit, &self.remit),
            (TermsPart::Role, &self.role),
            (TermsPart::Meets, &self.meets),
            (TermsPart::Tasks, &self.tasks),
            (TermsPart::MembersRole, &self.members_role),
            (TermsPart::Communication, &self.communication),
            (TermsPart::Connectivity, &self.connectivity),
            (TermsPart::KeyAims, &self.key_aims),
        ];
        parts
            .into_iter()
            .filter_map(|(part, text)| Some((part, text.as_ref()?)))
    }

    /// Every text that is stated, in the order of the parts.
    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut T> {
        [
            &mut self.purpose,
            &mut self.membership,
            &mut self.remit,
            &mut self.role,
            &mut self.meets,
            &mut self.tasks,
            &mut self.members_role,
            &mut self.communication,
            &mut self.connectivity,
            &mut self.key_aims,
        ]
        .into_iter()
        .flatten()
    }
}

impl From<&TermsOf<Words>> for TermsOf<Prose> {
    fn from(given: &TermsOf<Words>) -> Self {
        let seal = |words: &Option<Words>| words.as_ref().map(Prose::from);
        Self {
            purpose: seal(&given.purpose),
            membership: seal(&given.membership),
            remit: seal(&given.remit),
            role: seal(&given.role),
            meets: seal(&given.meets),
            tasks: seal(&given.tasks),
            members_role: seal(&given.members_role),
            communication: seal(&given.communication),
            connectivity: seal(&given.connectivity),
            key_aims: seal(&given.key_aims),
        }
    }
}

/// The approval of terms.
#[derive(Debug, Clone, PartialEq)]
pub struct TermsApproval {
    /// The body that approved them.
    pub by: BodyId,
    /// On which day.
    pub on: Date,
    /// Its decision, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// Its meeting, where the book has it.
    pub at: Option<MeetingId>,
    /// The line of the book.
    pub line: LineNo,
}

/// One version of a body's terms of reference.
#[derive(Debug, Clone, PartialEq)]
pub struct TermsVersion {
    /// Its number, from 1. The arrangements' own terms have none.
    pub version: u32,
    /// What they say.
    pub terms: TermsOf<Prose>,
    /// From which day they are meant to be in force.
    pub from: Date,
    /// Why they were proposed.
    pub why: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
    /// Their approval; none: they wait for it.
    pub approval: Option<TermsApproval>,
}

impl TermsVersion {
    /// The day from which they are in force: as meant, and never before they were approved.
    pub fn in_force_from(&self) -> Option<Date> {
        let approval = self.approval.as_ref()?;
        Some(self.from.max(approval.on))
    }
}

/// The terms of reference that are in force on a day.
#[derive(Debug, Clone, Copy)]
pub enum TermsOn<'a> {
    /// Those of the arrangements.
    Adopted {
        /// What they say.
        terms: &'a Terms,
        /// Since which day arrangements in force have said so.
        since: Date,
    },
    /// A version approved in the book.
    Approved(&'a TermsVersion),
}

impl Structure {
    /// Every version of a body's terms that was proposed in the book, oldest first.
    pub fn terms_versions(
        &self,
        body: &BodyId,
    ) -> impl DoubleEndedIterator<Item = &TermsVersion> + use<'_> {
        self.terms.get(body).into_iter().flatten()
    }

    /// The terms of a body in force on a day: whatever began last, and the book's before the
    /// arrangements' where both began on one day. Arrangements that merely say again what those
    /// before them said begin nothing.
    pub fn terms_on(&self, body: &BodyId, date: Date) -> Option<TermsOn<'_>> {
        let approved = self
            .terms_versions(body)
            .filter_map(|version| Some((version.in_force_from()?, version)))
            .filter(|(from, _)| *from <= date)
            .max_by_key(|(from, version)| (*from, version.version));
        let adopted = self.adopted_terms(body, date);
        match (approved, adopted) {
            (Some((from, version)), Some((since, _))) if since <= from => {
                Some(TermsOn::Approved(version))
            }
            (_, Some((since, terms))) => Some(TermsOn::Adopted { terms, since }),
            (Some((_, version)), None) => Some(TermsOn::Approved(version)),
            (None, None) => None,
        }
    }

    /// What the arrangements in force say, and since when they have.
    fn adopted_terms(&self, body: &BodyId, date: Date) -> Option<(Date, &Terms)> {
        let mut found: Option<(Date, &Terms)> = None;
        for adoption in self.in_force_before(date) {
            let terms = adoption.arrangements.body(body)?.terms.as_ref();
            match (found, terms) {
                (None, None) => return None,
                (None, Some(terms)) => found = Some((adoption.from, terms)),
                (Some((_, same)), Some(terms)) if same == terms => {
                    found = Some((adoption.from, same));
                }
                (Some(_), _) => break,
            }
        }
        found
    }

    /// The body that approves another's terms: as the arrangements say, or else itself (W09: a group
    /// signs off the detail of its own).
    pub fn approver_of_terms(&self, body: &BodyId, date: Date) -> BodyId {
        let stated = self
            .body(body, date)
            .and_then(|(_, body)| body.terms.as_ref()?.approved_by.clone());
        stated.unwrap_or_else(|| body.clone())
    }
}
