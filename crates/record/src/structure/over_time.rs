//! Taking in what the book says of bodies over time: terms, groups, contacts, dependencies.

use super::{
    Closing, Contact, Dependency, Entry, Extension, Group, Settled, Structure, TermsApproval,
    TermsVersion,
};
use crate::LineNo;

impl Structure {
    /// Takes in an entry of this kind; of others it says nothing.
    pub(super) fn apply_over_time(&mut self, line: LineNo, entry: &Entry) {
        self.apply_to_terms(line, entry);
        self.apply_to_groups(line, entry);
        self.apply_to_contacts(line, entry);
    }

    fn apply_to_terms(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::TermsProposed {
                body,
                version,
                terms,
                from,
                why,
            } => {
                let proposed = TermsVersion {
                    version: *version,
                    terms: (**terms).clone(),
                    from: *from,
                    why: why.clone(),
                    line,
                    approval: None,
                };
                let versions = self.terms.entry(body.clone()).or_default();
                versions.push_back(proposed);
            }
            Entry::TermsApproved {
                body,
                version,
                by,
                on,
                decided_by,
                at,
            } => {
                let versions = self.terms.get_mut(body).into_iter().flatten();
                for proposed in versions.filter(|proposed| proposed.version == *version) {
                    proposed.approval = Some(TermsApproval {
                        by: by.clone(),
                        on: *on,
                        decided_by: decided_by.clone(),
                        at: at.clone(),
                        line,
                    });
                }
            }
            _ => {}
        }
    }

    fn apply_to_groups(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::GroupFounded {
                group,
                name,
                sort,
                scope,
                resources,
                led_by,
                origin,
                by,
                decided_by,
                reports_to,
                starts,
                ends,
                seats,
            } => {
                let founded = Group {
                    id: group.clone(),
                    name: name.clone(),
                    sort: *sort,
                    scope: scope.clone(),
                    resources: resources.clone(),
                    led_by: led_by.clone(),
                    origin: *origin,
                    by: by.clone(),
                    decided_by: decided_by.clone(),
                    reports_to: reports_to.clone(),
                    starts: *starts,
                    ends: *ends,
                    seats: seats.clone(),
                    line,
                };
                self.groups.insert(group.clone(), founded);
            }
            Entry::GroupExtended {
                group,
                until,
                instead_of,
                decided_by,
                why,
            } => {
                let run = self.runs.entry(group.clone()).or_default();
                run.extensions.push(Extension {
                    until: *until,
                    instead_of: *instead_of,
                    decided_by: decided_by.clone(),
                    why: why.clone(),
                    line,
                });
            }
            Entry::GroupClosed {
                group,
                on,
                report,
                paper,
            } => {
                let run = self.runs.entry(group.clone()).or_default();
                run.closing = Some(Closing {
                    on: *on,
                    report: report.clone(),
                    paper: paper.clone(),
                    line,
                });
            }
            _ => return,
        }
        self.regroup();
    }

    fn apply_to_contacts(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::ContactNamed {
                contact,
                body,
                role,
                towards,
                person,
                from,
                until,
            } => {
                let named = Contact {
                    id: contact.clone(),
                    body: body.clone(),
                    role: *role,
                    towards: towards.clone(),
                    person: *person,
                    from: *from,
                    until: *until,
                    line,
                };
                self.contacts.insert(contact.clone(), named);
            }
            Entry::ContactEnded { contact, on } => {
                if let Some(named) = self.contacts.get_mut(contact) {
                    named.until = Some(*on);
                }
            }
            Entry::DependencyLogged {
                dependency,
                what,
                sort,
                about,
                owner,
                person,
                review,
            } => self.dependencies.push_back(Dependency {
                id: dependency.clone(),
                what: what.clone(),
                sort: *sort,
                about: about.clone(),
                owner: owner.clone(),
                person: *person,
                review: *review,
                line,
                settled: None,
            }),
            Entry::DependencySettled {
                dependency,
                on,
                outcome,
            } => {
                let logged = self.dependencies.iter_mut();
                for logged in logged.filter(|logged| logged.id == *dependency) {
                    logged.settled = Some(Settled {
                        on: *on,
                        outcome: outcome.clone(),
                        line,
                    });
                }
            }
            _ => {}
        }
    }
}
