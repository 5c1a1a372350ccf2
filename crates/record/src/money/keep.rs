//! How an entry is kept beside the ledger.

use std::sync::Arc;

use imbl::Vector;

use super::{
    Allocation, Assurance, AwardChange, Controls, Demand, Entry, Expected, FundingAgreement,
    Instalment, Judgement, Money, MoneyComment, Reduction, Release, ReleaseState, Return,
    ReturnState, Stream, YearClosing,
};
use crate::{
    LineNo, Minute,
    id::{PartnerId, ReleaseId},
    plan::Period,
};

impl Money {
    /// Keeps what an entry says, all but what it posts.
    pub(super) fn keep(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        match entry {
            Entry::StreamOpened { .. }
            | Entry::AwardChanged { .. }
            | Entry::Allocated { .. }
            | Entry::AllocationReduced { .. }
            | Entry::InstalmentReceived { .. } => self.keep_funds(line, entry),
            Entry::FundingAgreementSigned { .. }
            | Entry::ReturnMade(_)
            | Entry::ReturnAccepted { .. }
            | Entry::ReturnSentBack { .. }
            | Entry::ReturnReopened { .. }
            | Entry::AssuranceGiven { .. }
            | Entry::AssuranceJudged { .. } => self.keep_monitoring(line, entry),
            Entry::ReleaseProposed { .. }
            | Entry::ReleaseApproved { .. }
            | Entry::ReleaseDeclined { .. } => self.keep_release(line, entry),
            Entry::SpendingFoundIneligible { .. } | Entry::UnspentDemanded { .. } => {
                self.demands.extend(Demand::of(entry, line));
            }
            Entry::YearClosed { year, due, on, .. } => {
                self.demands.extend(Demand::of(entry, line));
                let closing = YearClosing {
                    year: *year,
                    due: *due,
                    on: *on,
                    line,
                };
                self.closings.insert(*year, closing);
            }
            Entry::FundingExpected { expected, says } => {
                let fresh = || Expected {
                    id: expected.clone(),
                    told: Vector::new(),
                };
                let kept = self.expected.entry(expected.clone()).or_insert_with(fresh);
                kept.told.push_back((line, (**says).clone()));
            }
            Entry::ControlsAmended {
                version,
                by,
                from,
                says,
            } => self.controls.push_back(Controls {
                version: *version,
                by: by.clone(),
                from: *from,
                says: says.clone(),
                line,
            }),
            Entry::MoneyCommented {
                about,
                month,
                words,
                on,
            } => {
                let comment = MoneyComment {
                    about: about.clone(),
                    month: *month,
                    words: words.clone(),
                    by: minute.by.clone(),
                    on: *on,
                    line,
                };
                let kept = self.comments.entry(about.clone()).or_default();
                kept.push_back(comment);
            }
            // They only move money.
            Entry::MoneyReturned { .. }
            | Entry::RepaidToGiver { .. }
            | Entry::PostingReversed { .. } => {}
        }
    }

    fn keep_funds(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::StreamOpened { stream, says } => {
                let opened = Stream {
                    id: stream.clone(),
                    says: (**says).clone(),
                    clause: None,
                    by_arrangements: false,
                    changes: Vector::new(),
                    line,
                };
                self.streams.insert(stream.clone(), Arc::new(opened));
            }
            Entry::AwardChanged {
                stream,
                pence,
                why,
                on,
            } => {
                if let Some(stream) = self.streams.get_mut(stream) {
                    Arc::make_mut(stream).changes.push_back(AwardChange {
                        pence: *pence,
                        why: why.clone(),
                        on: *on,
                        line,
                    });
                }
            }
            Entry::Allocated { allocation, says } => {
                let of_stream = self.of_stream.entry(says.stream.clone()).or_default();
                of_stream.push_back(allocation.clone());
                let of_partner = self.of_partner.entry(says.partner.clone()).or_default();
                of_partner.insert(allocation.clone());
                let made = Allocation {
                    id: allocation.clone(),
                    says: (**says).clone(),
                    reductions: Vector::new(),
                    line,
                };
                self.allocations.insert(allocation.clone(), Arc::new(made));
            }
            Entry::AllocationReduced {
                allocation,
                pence,
                why,
                decision,
                on,
            } => {
                if let Some(allocation) = self.allocations.get_mut(allocation) {
                    Arc::make_mut(allocation).reductions.push_back(Reduction {
                        pence: *pence,
                        why: why.clone(),
                        decision: decision.clone(),
                        on: *on,
                        line,
                    });
                }
            }
            Entry::InstalmentReceived {
                stream,
                month,
                pence,
                reference,
                authorised_by,
                on,
            } => self.instalments.push_back(Instalment {
                stream: stream.clone(),
                month: *month,
                pence: *pence,
                reference: reference.clone(),
                authorised_by: authorised_by.clone(),
                on: *on,
                line,
            }),
            _ => {}
        }
    }

    fn keep_monitoring(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::FundingAgreementSigned {
                partner,
                year,
                by,
                undertakings,
                document,
                on,
            } => {
                let key = (partner.clone(), *year);
                self.agreements
                    .entry(key)
                    .or_default()
                    .push_back(FundingAgreement {
                        partner: partner.clone(),
                        year: *year,
                        by: by.clone(),
                        undertakings: undertakings.clone(),
                        document: document.clone(),
                        on: *on,
                        line,
                    });
            }
            Entry::ReturnMade(says) => {
                let key = (says.partner.clone(), says.month);
                self.returns.entry(key).or_default().push_back(Return {
                    says: (**says).clone(),
                    state: ReturnState::Made,
                    line,
                });
            }
            Entry::ReturnAccepted {
                partner,
                month,
                version,
                on,
            } => {
                let state = ReturnState::Accepted { on: *on, line };
                self.judge_return(partner, *month, *version, state);
            }
            Entry::ReturnSentBack {
                partner,
                month,
                version,
                why,
                on,
            } => {
                let (why, on) = (why.clone(), *on);
                let state = ReturnState::SentBack { why, on, line };
                self.judge_return(partner, *month, *version, state);
            }
            Entry::ReturnReopened {
                partner,
                month,
                version,
                why,
                on,
            } => {
                let (why, on) = (why.clone(), *on);
                let state = ReturnState::Reopened { why, on, line };
                self.judge_return(partner, *month, *version, state);
            }
            _ => self.keep_assurance(line, entry),
        }
    }

    fn keep_assurance(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::AssuranceGiven {
                partner,
                year,
                by,
                office,
                words,
                document,
                to,
                on,
            } => {
                let key = (partner.clone(), *year);
                self.assurances
                    .entry(key)
                    .or_default()
                    .push_back(Assurance {
                        partner: partner.clone(),
                        year: *year,
                        by: by.clone(),
                        office: *office,
                        words: words.clone(),
                        document: document.clone(),
                        to: to.clone(),
                        judged: None,
                        on: *on,
                        line,
                    });
            }
            Entry::AssuranceJudged {
                partner,
                year,
                satisfactory,
                why,
                on,
            } => {
                let all = self.assurances.get_mut(&(partner.clone(), *year));
                let given = all.into_iter().flat_map(|all| all.iter_mut());
                let last = given.filter(|it| it.to.is_none()).last();
                if let Some(last) = last {
                    last.judged = Some(Judgement {
                        satisfactory: *satisfactory,
                        why: why.clone(),
                        on: *on,
                        line,
                    });
                }
            }
            _ => {}
        }
    }

    fn judge_return(
        &mut self,
        partner: &PartnerId,
        month: Period,
        version: u16,
        state: ReturnState,
    ) {
        let all = self.returns.get_mut(&(partner.clone(), month));
        let mut all = all.into_iter().flat_map(|all| all.iter_mut());
        if let Some(judged) = all.find(|it| it.says.version == version) {
            judged.state = state;
        }
    }

    fn keep_release(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::ReleaseProposed {
                release,
                allocation,
                month,
                pence,
                person,
                organisation,
                on,
            } => {
                let proposed = Release {
                    id: release.clone(),
                    allocation: allocation.clone(),
                    month: *month,
                    pence: *pence,
                    person: *person,
                    organisation: organisation.clone(),
                    on: *on,
                    line,
                    state: ReleaseState::Proposed,
                };
                self.in_order.push_back(release.clone());
                self.releases.insert(release.clone(), Arc::new(proposed));
            }
            Entry::ReleaseApproved {
                release,
                person,
                organisation,
                seat,
                on,
            } => self.judge_release(
                release,
                ReleaseState::Approved {
                    person: *person,
                    organisation: organisation.clone(),
                    seat: seat.clone(),
                    on: *on,
                    line,
                },
            ),
            Entry::ReleaseDeclined {
                release,
                seat,
                why,
                on,
            } => self.judge_release(
                release,
                ReleaseState::Declined {
                    seat: seat.clone(),
                    why: why.clone(),
                    on: *on,
                    line,
                },
            ),
            _ => {}
        }
    }

    fn judge_release(&mut self, release: &ReleaseId, state: ReleaseState) {
        if let Some(release) = self.releases.get_mut(release) {
            Arc::make_mut(release).state = state;
        }
    }
}
