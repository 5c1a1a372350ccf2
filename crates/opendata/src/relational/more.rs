//! What goes with seats, meetings and actions: contacts, groups for a time, terms of reference,
//! nominations, interests, corrections, what became of actions.
//!
//! What happened at a meeting is here when the audience may see that meeting. Nominations and
//! dependencies are the secretariat's, as they are in the book.

use app::views::may_read;
use record::{
    id::{BodyId, SeatId},
    meetings::{Action, Meeting},
    structure::{Fate, Nomination},
};
use rusqlite::params;

use super::{Copy, Fault, mention, number, word};

impl Copy<'_> {
    /// Points of contact, groups for a time and terms of reference, which are everyone's.
    pub(super) fn over_time(&mut self) -> Result<(), Fault> {
        let structure = &self.reading.record.structure;
        for contact in structure.contacts() {
            self.file.execute(
                "INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    contact.id.as_str(),
                    contact.body.as_str(),
                    word(&contact.role),
                    contact.towards.as_str(),
                    mention(&mut self.people, contact.person),
                    contact.from.to_string(),
                    contact.until.map(|day| day.to_string()),
                    number(contact.line),
                ],
            )?;
        }
        for group in structure.groups() {
            let run = structure.run(&group.id);
            let longer = run.and_then(|run| run.extensions.last());
            let closing = run.and_then(|run| run.closing.as_ref());
            let report = closing.and_then(|closing| closing.report.as_ref());
            self.file.execute(
                "INSERT INTO groups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    group.id.as_str(),
                    word(&group.sort),
                    group.scope.shown(),
                    group.resources.shown(),
                    word(&group.origin),
                    group.by.as_str(),
                    group.reports_to.as_str(),
                    group.starts.to_string(),
                    group.ends.to_string(),
                    longer.map(|longer| longer.until.to_string()),
                    closing.map(|closing| closing.on.to_string()),
                    report.map(|report| report.shown()),
                    number(group.line),
                ],
            )?;
        }
        Ok(())
    }

    /// Terms of reference of a body that were proposed in the book.
    pub(super) fn terms(&self, body: &BodyId) -> Result<(), Fault> {
        for terms in self.reading.record.structure.terms_versions(body) {
            let approval = terms.approval.as_ref();
            self.file.execute(
                "INSERT INTO terms_versions VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    body.as_str(),
                    terms.version,
                    terms.from.to_string(),
                    terms.in_force_from().map(|day| day.to_string()),
                    approval.map(|approval| approval.by.as_str()),
                    approval.map(|approval| approval.on.to_string()),
                    number(terms.line),
                ],
            )?;
            for (part, words) in terms.terms.parts() {
                self.file.execute(
                    "INSERT INTO terms_parts VALUES (?, ?, ?, ?)",
                    params![body.as_str(), terms.version, word(&part), words.shown()],
                )?;
            }
        }
        Ok(())
    }

    /// What only the secretariat sees.
    pub(super) fn for_the_secretariat(&mut self, seats: &[SeatId]) -> Result<(), Fault> {
        if !self.audience.secretariat {
            return Ok(());
        }
        let structure = &self.reading.record.structure;
        for seat in seats {
            for nomination in structure.nominations(seat) {
                self.nomination(seat, nomination)?;
            }
        }
        for dependency in structure.dependencies() {
            let settled = dependency.settled.as_ref();
            let person = dependency.person;
            self.file.execute(
                "INSERT INTO dependencies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    dependency.id.as_str(),
                    dependency.what.shown(),
                    word(&dependency.sort),
                    dependency.about.as_ref().map(|it| it.as_str()),
                    dependency.owner.as_str(),
                    person.map(|person| mention(&mut self.people, person)),
                    dependency.review.to_string(),
                    settled.map(|settled| settled.on.to_string()),
                    settled.map(|settled| settled.outcome.shown()),
                    number(dependency.line),
                ],
            )?;
        }
        Ok(())
    }

    fn nomination(&mut self, seat: &SeatId, nomination: &Nomination) -> Result<(), Fault> {
        let fate = match nomination.fate {
            Fate::Stands => "stands",
            Fate::Withdrawn(_) => "withdrawn",
            Fate::TakenUp(_) => "taken-up",
            Fate::PassedOver(_) => "passed-over",
        };
        self.file.execute(
            "INSERT INTO nominations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                number(nomination.line),
                seat.as_str(),
                mention(&mut self.people, nomination.person),
                nomination.partner.as_ref().map(|it| it.as_str()),
                nomination.from.to_string(),
                nomination.until.map(|day| day.to_string()),
                nomination.post.as_ref().map(|post| post.as_str()),
                word(&nomination.mandate),
                nomination.despite.as_ref().map(|why| why.shown()),
                fate,
            ],
        )?;
        let lists = [
            (true, &nomination.essential),
            (false, &nomination.desirable),
        ];
        for (essential, list) in lists {
            for one in list {
                self.file.execute(
                    "INSERT INTO nomination_requirements VALUES (?, ?, ?, ?)",
                    params![number(nomination.line), essential, one.what, one.met],
                )?;
            }
        }
        Ok(())
    }

    /// Interests, withdrawals and corrections of a meeting that the audience may see.
    pub(super) fn beside(&mut self, meeting: &Meeting) -> Result<(), Fault> {
        let id = meeting.id.as_str();
        let open = |item| may_read(self.reading, self.audience, &meeting.id, item, None);
        for interest in meeting.interests.iter().filter(|it| open(it.item)) {
            self.file.execute(
                "INSERT INTO interests VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    number(interest.line),
                    id,
                    interest.item.0,
                    interest.seat.as_str(),
                    mention(&mut self.people, interest.person),
                    interest.nature.shown(),
                    interest.withdraws,
                ],
            )?;
        }
        for withdrawal in meeting.withdrawals.iter().filter(|it| open(it.item)) {
            let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
            self.file.execute(
                "INSERT INTO withdrawals VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    number(withdrawal.line),
                    id,
                    withdrawal.item.0,
                    withdrawal.seat.as_str(),
                    mention(&mut self.people, withdrawal.person),
                    clock(withdrawal.from),
                    withdrawal.until.map(clock),
                ],
            )?;
        }
        for correction in meeting.corrections().filter(|it| open(it.item)) {
            self.file.execute(
                "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    number(correction.line),
                    id,
                    correction.item.0,
                    correction.was.as_ref().map(|was| was.shown()),
                    correction.text.shown(),
                    correction.why.shown(),
                    correction.agreed_at.as_ref().map(|it| it.as_str()),
                ],
            )?;
        }
        Ok(())
    }

    /// What became of an action that the audience may see.
    pub(super) fn action_events(&self, action: &Action) -> Result<(), Fault> {
        let mut insert = self
            .file
            .prepare_cached("INSERT INTO action_events VALUES (?, ?, ?, ?, ?, ?, ?)")?;
        let id = action.id.as_str();
        let none: Option<String> = None;
        for report in &action.reports {
            insert.execute(params![
                number(report.line),
                id,
                "reported",
                report.at.to_string(),
                report.words.shown(),
                none,
                none
            ])?;
        }
        for longer in &action.extensions {
            insert.execute(params![
                number(longer.line),
                id,
                "extended",
                longer.at.to_string(),
                longer.why.shown(),
                longer.due.to_string(),
                none
            ])?;
        }
        if let Some(closed) = &action.closed {
            let into = closed.into.as_ref();
            insert.execute(params![
                number(closed.line),
                id,
                word(&closed.outcome),
                closed.at.to_string(),
                closed.words.as_ref().map(|words| words.shown()),
                none,
                into.map(|it| it.as_str())
            ])?;
        }
        Ok(())
    }
}
