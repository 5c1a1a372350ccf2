//! What follows by itself from an agreement: it is brought back to be ratified, brought before the
//! body to which it is recommended, or referred to the governing bodies of the partners.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::{Entry, Scope};
use crate::{
    Record,
    arrangements::{Binding, Purpose},
    id::{BodyId, DecisionId, ItemNo, PartnerId},
    meetings::{Business, Meeting, Origin, QuorumStanding},
    prose::Title,
    structure::Standing,
};

/// A decision that a meeting agrees, and how many were there.
pub(super) struct Agreement<'a> {
    pub(super) decision: &'a DecisionId,
    pub(super) meeting: &'a Meeting,
    pub(super) item: ItemNo,
    pub(super) scope: &'a Scope,
    pub(super) quorum: QuorumStanding,
}

/// The entries that follow from an agreement. Without a quorum it only waits to be ratified; what is
/// agreed under an item that ratifies an earlier agreement sends that one on its way.
pub(super) fn follow(record: &Record, agreement: &Agreement<'_>) -> Vec<crate::Entry> {
    let Agreement {
        decision,
        meeting,
        item,
        scope,
        quorum,
    } = agreement;
    if !quorum.quorate() {
        let to_ratify = record.meetings.to_ratify(meeting, decision);
        return vec![crate::Entry::Meetings(to_ratify)];
    }
    let own = send_on(record, meeting, *item, decision, scope);
    let ratified = || {
        let Origin::Ratification { decision } = &meeting.item(*item)?.origin else {
            return None;
        };
        let earlier = record.decisions.get(decision)?;
        let first = record.meetings.get(&earlier.meeting)?;
        let sent = earlier.referral.is_some()
            || record
                .meetings
                .bringing_back(decision)
                .any(|(at, _)| at.body != meeting.body)
            || record
                .meetings
                .planned()
                .any(|it| it.origin.decision() == Some(decision) && it.body != meeting.body);
        let again = || send_on(record, first, earlier.item, decision, &earlier.scope);
        if sent { None } else { again() }
    };
    own.or_else(ratified).into_iter().collect()
}

/// Brings a recommendation before the body that decides, or refers a decision to the partners.
fn send_on(
    record: &Record,
    meeting: &Meeting,
    item: ItemNo,
    decision: &DecisionId,
    scope: &Scope,
) -> Option<crate::Entry> {
    if let Some(to) = &scope.recommends_to {
        let origin = Origin::Recommendation {
            decision: decision.clone(),
        };
        let brought = bring(record, meeting, item, to, "Recommended by", origin);
        return Some(brought);
    }
    let adoption = record.structure.in_force_or_first(meeting.date)?;
    let competence = scope.decides(&adoption.arrangements)?;
    if !competence.referred_to_partners {
        return None;
    }
    let within = competence.answers_within_days;
    let by = within.and_then(|days| meeting.date.checked_add(i64::from(days).days()).ok());
    Some(crate::Entry::Decisions(Entry::ReferredToPartners {
        decision: decision.clone(),
        partners: partners(record, meeting).into_iter().collect(),
        due: scope.answers_by.or(by),
    }))
}

/// Brings an item of one body before another: "Recommended by the Executive: Flood plan".
pub(super) fn bring(
    record: &Record,
    meeting: &Meeting,
    item: ItemNo,
    to: &BodyId,
    how: &str,
    origin: Origin,
) -> crate::Entry {
    let body = record.structure.body(&meeting.body, meeting.date);
    let name = body.map_or(meeting.body.as_str(), |(_, body)| body.short_name());
    let title = meeting.item(item).map_or("", |item| item.title.as_str());
    let business = Business {
        title: Title::made(&format!("{how} {name}: {title}")),
        purpose: Purpose::Decision,
        origin,
        not_before: None,
    };
    crate::Entry::Meetings(record.meetings.bring_before(to, Some(meeting), business))
}

/// The partners of the body that meets, by its members' seats on the day.
fn partners(record: &Record, meeting: &Meeting) -> BTreeSet<PartnerId> {
    let on = record.structure.seats_on(&meeting.body, meeting.date);
    let there = on.iter().filter(|seat| {
        seat.chair.seat.counts() && matches!(seat.standing, Standing::Filled | Standing::Vacant)
    });
    there.filter_map(|seat| seat.partner().cloned()).collect()
}

impl Record {
    /// Whom what the body that meets agrees binds, where a rule says so.
    pub fn binding(&self, meeting: &Meeting) -> Option<&Binding> {
        let (adoption, body) = self.structure.body(&meeting.body, meeting.date)?;
        adoption.arrangements.binding(body)
    }
}
