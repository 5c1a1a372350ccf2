//! Bodies over time: how long they run, their terms of reference by version, their points of contact,
//! and whether they keep to what their own terms set.

mod dependencies;
mod keeping;
mod terms;

use jiff::{ToSpan, civil::Date};
use record::{
    LineNo,
    arrangements::{Body, ContactRole},
    id::{BodyId, ContactId, DecisionId},
    structure::{Contact, GroupOrigin},
};
use serde::Serialize;

pub use dependencies::{DependencyView, dependencies};
pub use keeping::{KeepingView, keeping};
pub use terms::{PartChange, TermsInForce, TermsPart, TermsVersionView, TermsView, terms};

use super::{ActionView, Audience, BodyRef, PartnerRef, PersonRef, actions, words};
use crate::Reading;

/// How many days before a group's last day it is reminded.
const REMINDED: i32 = 56;

/// What a page says of a body over time, besides its seats.
#[derive(Debug, Clone, Serialize)]
pub struct BodyOverTime {
    /// What kind of body it is, in the partnership's own word.
    pub kind: String,
    /// Whether it is there on the day.
    pub there: bool,
    /// First day, where it has one.
    pub starts: Option<Date>,
    /// Last day, where it has one.
    pub ends: Option<Date>,
    /// How it was founded, where the book did.
    pub founded: Option<FoundedView>,
    /// Longer runs that it was given, oldest first.
    pub extensions: Vec<ExtensionView>,
    /// Its end, where it was closed.
    pub closed: Option<ClosingView>,
    /// Whether it can be closed, or given a longer run: it has a last day and is not closed.
    pub runs_for_a_time: bool,
    /// The terms of reference in force.
    pub terms: Option<TermsInForce>,
    /// Versions of them that wait for approval, oldest first.
    pub waiting: Vec<TermsVersionView>,
    /// How many versions the book has.
    pub versions: usize,
    /// Its points of contact, and those of others that are to be in touch with it.
    pub contacts: Vec<ContactView>,
    /// Contacts that it has to name, and has not.
    pub missing: Vec<GapView>,
    /// Whether it keeps to what its own terms set.
    pub keeping: Vec<KeepingView>,
}

/// How a group was founded.
#[derive(Debug, Clone, Serialize)]
pub struct FoundedView {
    /// "Directed by", "Granted on application by".
    pub how: &'static str,
    /// The body that did.
    pub by: BodyRef,
    /// Its decision, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// What it is to do, and what not.
    pub scope: String,
    /// What it has to do it with.
    pub resources: String,
    /// The partners that lead it.
    pub led_by: Vec<PartnerRef>,
    /// The body to which it reports.
    pub reports_to: BodyRef,
    /// The line of the book.
    pub line: LineNo,
}

/// A longer run.
#[derive(Debug, Clone, Serialize)]
pub struct ExtensionView {
    /// The new last day.
    pub until: Date,
    /// The last day before.
    pub instead_of: Date,
    /// The decision, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// Why.
    pub why: Option<String>,
    /// The line of the book.
    pub line: LineNo,
}

/// The end of a group.
#[derive(Debug, Clone, Serialize)]
pub struct ClosingView {
    /// Last day.
    pub on: Date,
    /// What it reported.
    pub report: Option<String>,
    /// Its report as a paper: its hash.
    pub paper: Option<String>,
    /// The line of the book.
    pub line: LineNo,
}

/// Someone who is a point of contact on the day.
#[derive(Debug, Clone, Serialize)]
pub struct ContactView {
    /// The naming.
    pub id: ContactId,
    /// The body that named them.
    pub body: BodyRef,
    /// "Gatekeeper", "Champion", "Link person".
    pub role: &'static str,
    /// Towards which body.
    pub towards: BodyRef,
    /// Who.
    pub person: PersonRef,
    /// First day.
    pub from: Date,
    /// Last day, where it has one.
    pub until: Option<Date>,
    /// The line of the book.
    pub line: LineNo,
}

/// A contact that a body has to name, and has not.
#[derive(Debug, Clone, Serialize)]
pub struct GapView {
    /// The body.
    pub body: BodyRef,
    /// Gatekeeper, champion, link.
    pub role: ContactRole,
    /// The same in words.
    pub words: &'static str,
    /// Towards which body.
    pub towards: BodyRef,
    /// The paragraph that asks for it.
    pub clause: Option<String>,
}

/// A group that ends soon, or has ended and was not closed.
#[derive(Debug, Clone, Serialize)]
pub struct GroupEnding {
    /// The group.
    pub body: BodyRef,
    /// Its last day.
    pub ends: Date,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// What of bodies over time waits for the secretariat.
#[derive(Debug, Clone, Serialize)]
pub struct BodiesWaiting {
    /// Groups that end soon, or have ended and were not closed.
    pub groups: Vec<GroupEnding>,
    /// Terms of reference that wait for approval, with their body.
    pub terms: Vec<(BodyRef, TermsVersionView)>,
    /// Contacts that are not named.
    pub contacts: Vec<GapView>,
    /// What bodies do not keep of their own terms.
    pub not_kept: Vec<(BodyRef, KeepingView)>,
    /// Dependencies whose day of review has come or is near.
    pub dependencies: Vec<DependencyView>,
}

impl BodiesWaiting {
    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.groups.len()
            + self.terms.len()
            + self.contacts.len()
            + self.not_kept.len()
            + self.dependencies.len()
    }
}

impl ContactView {
    fn of(reading: &Reading, contact: &Contact, date: Date) -> Self {
        Self {
            id: contact.id.clone(),
            body: BodyRef::named(reading, &contact.body, date),
            role: words::contact(contact.role),
            towards: BodyRef::named(reading, &contact.towards, date),
            person: PersonRef::of(reading, contact.person),
            from: contact.from,
            until: contact.until,
            line: contact.line,
        }
    }
}

/// A body over time, as at a day.
pub(crate) fn body_over_time(reading: &Reading, body: &Body, date: Date) -> BodyOverTime {
    let structure = &reading.record.structure;
    let run = structure.run(&body.id);
    let closing = run.and_then(|run| run.closing.as_ref());
    let kind = structure.in_force(date).map_or_else(
        || words::body_kind(body.kind).to_owned(),
        |adoption| words::kind_here(&adoption.arrangements, body.kind),
    );
    let contacts = structure.contacts_on(date).into_iter();
    let contacts = contacts.filter(|contact| contact.body == body.id || contact.towards == body.id);
    BodyOverTime {
        kind,
        there: body.exists_on(date),
        starts: body.starts,
        ends: body.ends,
        founded: founded(reading, body, date),
        extensions: run.map_or_else(Vec::new, |run| {
            let extensions = run.extensions.iter().map(|longer| ExtensionView {
                until: longer.until,
                instead_of: longer.instead_of,
                decided_by: longer.decided_by.clone(),
                why: longer.why.as_ref().map(|why| why.shown().to_owned()),
                line: longer.line,
            });
            extensions.collect()
        }),
        closed: closing.map(|closing| ClosingView {
            on: closing.on,
            report: closing
                .report
                .as_ref()
                .map(|report| report.shown().to_owned()),
            paper: closing.paper.as_ref().map(ToString::to_string),
            line: closing.line,
        }),
        runs_for_a_time: body.ends.is_some() && closing.is_none(),
        terms: terms::in_force(reading, &body.id, date),
        waiting: terms::waiting(reading, &body.id),
        versions: structure.terms_versions(&body.id).count(),
        contacts: contacts
            .map(|contact| ContactView::of(reading, contact, date))
            .collect(),
        missing: gaps(reading, date)
            .into_iter()
            .filter(|gap| gap.body.id == body.id)
            .collect(),
        keeping: keeping(reading, &body.id, date),
    }
}

fn founded(reading: &Reading, body: &Body, date: Date) -> Option<FoundedView> {
    let structure = &reading.record.structure;
    let group = structure.group(&body.id)?;
    let adoption = structure.in_force(date)?;
    // Arrangements that have the body now speak for themselves.
    if adoption.as_adopted.body(&body.id).is_some() {
        return None;
    }
    let led_by = group.led_by.iter();
    Some(FoundedView {
        how: match group.origin {
            GroupOrigin::Directed => "Directed by",
            GroupOrigin::Granted => "Granted on application by",
        },
        by: BodyRef::named(reading, &group.by, date),
        decided_by: group.decided_by.clone(),
        scope: group.scope.shown().to_owned(),
        resources: group.resources.shown().to_owned(),
        led_by: led_by
            .map(|partner| PartnerRef::of(&adoption.arrangements, partner))
            .collect(),
        reports_to: BodyRef::named(reading, &group.reports_to, date),
        line: group.line,
    })
}

/// Contacts that bodies have to name on a day, and have not.
pub fn gaps(reading: &Reading, date: Date) -> Vec<GapView> {
    let gaps = reading.record.structure.contact_gaps(date).into_iter();
    gaps.map(|gap| GapView {
        body: BodyRef::of(gap.body),
        role: gap.rule.role,
        words: words::contact(gap.rule.role),
        towards: BodyRef::named(reading, gap.towards, date),
        clause: gap.rule.clause.clone(),
    })
    .collect()
}

/// What someone is a contact for on a day.
pub(crate) fn contact_of(
    reading: &Reading,
    person: record::id::PersonId,
    date: Date,
) -> Vec<ContactView> {
    let all = reading.record.structure.contacts_on(date).into_iter();
    all.filter(|contact| contact.person == person)
        .map(|contact| ContactView::of(reading, contact, date))
        .collect()
}

/// What a group was asked to do, so that it can be said before it is closed.
pub fn asked_of(reading: &Reading, id: &BodyId) -> Vec<ActionView> {
    let owner = id.as_partner();
    actions(reading, Audience::SECRETARIAT, move |action| {
        action.owner == owner
    })
    .collect()
}

/// What of bodies over time waits for the secretariat today.
pub fn bodies_waiting(reading: &Reading) -> BodiesWaiting {
    let (structure, today) = (&reading.record.structure, reading.today());
    let soon = today.saturating_add(REMINDED.days());
    let bodies = structure
        .in_force(today)
        .map_or(&[][..], |adoption| &adoption.arrangements.body);
    let ending = bodies.iter().filter_map(|body| {
        let ends = body.ends.filter(|ends| *ends <= soon)?;
        let run = structure.run(&body.id);
        let closed = run.is_some_and(|run| run.closing.is_some());
        (!closed).then(|| GroupEnding {
            body: BodyRef::of(body),
            ends,
            overdue: ends < today,
        })
    });
    let waiting = bodies.iter().flat_map(|body| {
        let versions = terms::waiting(reading, &body.id).into_iter();
        versions.map(|version| (BodyRef::of(body), version))
    });
    let not_kept = bodies.iter().flat_map(|body| {
        let kept = keeping(reading, &body.id, today).into_iter();
        let broken = kept.filter(|keeping| keeping.kept == Some(false));
        broken.map(|keeping| (BodyRef::of(body), keeping))
    });
    let due = dependencies(reading).into_iter();
    BodiesWaiting {
        groups: ending.collect(),
        terms: waiting.collect(),
        contacts: gaps(reading, today),
        not_kept: not_kept.collect(),
        dependencies: due
            .filter(|one| one.settled_on.is_none() && one.review <= soon)
            .collect(),
    }
}
