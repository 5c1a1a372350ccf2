//! The money: streams, allocations, every posting of the ledger, releases and accepted returns. It is
//! everyone's, so every copy has it.

use record::money::{Allocation, Posting, Release, ReleaseState, Return, ReturnState, Stream};
use rusqlite::params;

use super::{Copy, Fault, number, word};

impl Copy<'_> {
    pub(super) fn money(&mut self) -> Result<(), Fault> {
        let money = &self.reading.record.money;
        for stream in money.streams() {
            self.stream(stream)?;
        }
        for allocation in money.allocations() {
            self.allocation(allocation)?;
        }
        for posting in money.ledger().postings() {
            self.posting(posting)?;
        }
        for release in money.releases() {
            self.release(release)?;
        }
        for made in money.returns().filter(|made| made.was_accepted()) {
            self.accepted(made)?;
        }
        Ok(())
    }

    fn stream(&self, stream: &Stream) -> Result<(), Fault> {
        let award = self.reading.record.money.sums_of_stream(&stream.id).award;
        let says = &stream.says;
        self.file.execute(
            "INSERT INTO streams VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                stream.id.as_str(),
                says.title.as_str(),
                says.block.as_str(),
                says.year.to_string(),
                word(&says.sort),
                says.giver.as_str(),
                says.partner.as_ref().map(|partner| partner.as_str()),
                // What is aligned is never posted: it is what its stream says.
                if stream.is_aligned() {
                    says.pence
                } else {
                    award
                }
                .pence(),
                number(stream.line),
            ],
        )?;
        Ok(())
    }

    fn allocation(&self, allocation: &Allocation) -> Result<(), Fault> {
        let sums = self.reading.record.money.sums_of_allocation(&allocation.id);
        let says = &allocation.says;
        self.file.execute(
            "INSERT INTO allocations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                allocation.id.as_str(),
                says.stream.as_str(),
                says.partner.as_str(),
                says.purpose.shown(),
                says.decision.as_str(),
                says.on.to_string(),
                sums.allocated.pence(),
                number(allocation.line),
            ],
        )?;
        for outcome in &says.outcomes {
            self.file.execute(
                "INSERT INTO allocation_outcomes VALUES (?, ?)",
                params![allocation.id.as_str(), outcome.as_str()],
            )?;
        }
        Ok(())
    }

    fn posting(&self, posting: &Posting) -> Result<(), Fault> {
        self.file.execute(
            "INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                number(posting.no.line),
                posting.no.place,
                posting.from.to_string(),
                posting.to.to_string(),
                posting.pence.pence(),
                posting.stream.as_str(),
                posting.year.to_string(),
                posting.on.to_string(),
                posting.because.says(),
                posting.reverses.map(|undone| undone.to_string()),
            ],
        )?;
        Ok(())
    }

    fn release(&self, release: &Release) -> Result<(), Fault> {
        let state = match release.state {
            ReleaseState::Proposed => "proposed",
            ReleaseState::Approved { .. } => "approved",
            ReleaseState::Declined { .. } => "declined",
            ReleaseState::Reversed { .. } => "reversed",
        };
        self.file.execute(
            "INSERT INTO releases VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                release.id.as_str(),
                release.allocation.as_str(),
                release.month.to_string(),
                release.pence.pence(),
                state,
                release.on.to_string(),
                number(release.line),
            ],
        )?;
        Ok(())
    }

    fn accepted(&self, made: &Return) -> Result<(), Fault> {
        let state = match made.state {
            ReturnState::Reopened { .. } => "reopened",
            _ => "accepted",
        };
        let says = &made.says;
        for line in &says.lines {
            self.file.execute(
                "INSERT INTO returns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    says.partner.as_str(),
                    says.month.to_string(),
                    says.version,
                    state,
                    line.allocation.as_str(),
                    line.spent.pence(),
                    line.forecast.pence(),
                    line.outputs.as_ref().map(|words| words.shown()),
                    number(made.line),
                ],
            )?;
        }
        Ok(())
    }
}
