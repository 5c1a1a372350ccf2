//! Meetings with what came of them, as the views of `app` show them to the audience.

use app::views::{self, Attendee, DecisionView, ItemView, MeetingView, MinutesState};
use record::id::{DecisionId, MeetingId};
use rusqlite::params;

use super::{Copy, Fault, mention, number, word};

impl Copy<'_> {
    pub(super) fn meetings(&mut self) -> Result<(), Fault> {
        let reading = self.reading;
        let all: Vec<MeetingId> = reading
            .record
            .meetings
            .all()
            .map(|meeting| meeting.id.clone())
            .collect();
        for id in &all {
            if let Some(meeting) = views::meeting(reading, id, self.audience) {
                self.meeting(&meeting)?;
                let of_record = reading.record.meetings.get(id);
                if let Some(meeting) = of_record.filter(|_| meeting.open_to_you) {
                    self.beside(meeting)?;
                }
            }
        }
        for action in views::actions(reading, self.audience, |_| true) {
            let of_record = reading.record.meetings.action(&action.id);
            self.file.execute(
                "INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    action.id.as_str(),
                    action.meeting.as_str(),
                    action.item.0,
                    action.what,
                    action.owner.id.as_str(),
                    action.person.map(|it| mention(&mut self.people, it.id)),
                    action.due.to_string(),
                    action.overdue,
                    of_record.is_some_and(|action| action.closed.is_some()),
                ],
            )?;
            if let Some(action) = of_record {
                self.action_events(action)?;
            }
        }
        Ok(())
    }

    fn meeting(&mut self, meeting: &MeetingView) -> Result<(), Fault> {
        let id = meeting.line.id.as_str();
        let (state, approved) = match meeting.line.minutes {
            MinutesState::Called => ("called", None),
            MinutesState::Open => ("open", None),
            MinutesState::Cancelled => ("cancelled", None),
            MinutesState::Held => ("held", None),
            MinutesState::Drafted => ("drafted", None),
            MinutesState::Approved { on } => ("approved", Some(on)),
            MinutesState::Published { approved } => ("published", Some(approved)),
        };
        let attendance = meeting.attendance.as_ref();
        let chair = attendance.and_then(|attendance| attendance.chair.as_ref());
        let quorum = attendance.map(|attendance| &attendance.quorum);
        self.file.execute(
            "INSERT INTO meetings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                id,
                meeting.line.body.id.as_str(),
                meeting.line.date.to_string(),
                meeting.line.starts.strftime("%H:%M").to_string(),
                meeting.line.place,
                state,
                approved.map(|day| day.to_string()),
                meeting
                    .opened
                    .map(|time| time.strftime("%H:%M").to_string()),
                meeting
                    .closed
                    .map(|time| time.strftime("%H:%M").to_string()),
                chair.map(|chair| mention(&mut self.people, chair.id)),
                quorum.map(|quorum| quorum.present),
                quorum.and_then(|quorum| quorum.needed),
                quorum.map(|quorum| quorum.quorate),
                number(meeting.called),
                meeting.published.map(number),
            ],
        )?;
        for item in &meeting.agenda {
            self.item(id, item)?;
        }
        if let Some(attendance) = attendance {
            let lists = [
                ("present", &attendance.present),
                ("apologies", &attendance.apologies),
                ("absent", &attendance.absent),
            ];
            for (how, attendees) in lists {
                for attendee in attendees {
                    self.attendee(id, how, attendee)?;
                }
            }
        }
        Ok(())
    }

    fn item(&mut self, meeting: &str, item: &ItemView) -> Result<(), Fault> {
        self.file.execute(
            "INSERT INTO agenda_items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                meeting,
                item.no.0,
                item.title,
                word(&item.purpose),
                item.presenter,
                item.minutes,
                item.standing,
                item.said,
                word(&item.class.is),
                item.class.reason,
                item.summary,
            ],
        )?;
        for paper in &item.papers {
            self.file.execute(
                "INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    meeting,
                    item.no.0,
                    paper.title,
                    paper.hash,
                    paper.held_by.as_ref().map(|it| it.id.as_str()),
                    word(&paper.class.is),
                    paper.class.reason,
                    paper.class.review.map(|day| day.to_string()),
                    paper.version as i64,
                    paper.withdrawn.is_some(),
                ],
            )?;
        }
        for line in &item.decisions {
            self.decision(&line.id)?;
        }
        Ok(())
    }

    fn attendee(&mut self, meeting: &str, how: &str, attendee: &Attendee) -> Result<(), Fault> {
        let came = attendee.stays.first().map(|stay| stay.from);
        let went = attendee.stays.last().and_then(|stay| stay.until);
        self.file.execute(
            "INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                meeting,
                attendee.seat.as_str(),
                attendee.partner.as_ref().map(|it| it.id.as_str()),
                attendee
                    .person
                    .as_ref()
                    .map(|it| mention(&mut self.people, it.id)),
                how,
                attendee.substitute,
                attendee.member,
                came.map(|time| time.strftime("%H:%M").to_string()),
                went.map(|time| time.strftime("%H:%M").to_string()),
            ],
        )?;
        Ok(())
    }

    fn decision(&mut self, id: &DecisionId) -> Result<(), Fault> {
        let Some(decision) = views::decision(self.reading, id, self.audience) else {
            return Ok(());
        };
        let certificate = decision.certificate.as_ref();
        let tally = certificate.and_then(|certificate| certificate.tally);
        self.file.execute(
            "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                decision.line.id.as_str(),
                decision.line.meeting.id.as_str(),
                decision.line.item.0,
                decision.line.text,
                decision.line.standing,
                decision.line.agreed,
                decision.line.tied,
                decision.line.for_ratification,
                decision.line.ratified,
                decision
                    .mover
                    .as_ref()
                    .map(|it| mention(&mut self.people, it.id)),
                certificate.map(|certificate| certificate.quorum.quorate),
                tally.map(|tally| tally.in_favour),
                tally.map(|tally| tally.against),
                tally.map(|tally| tally.abstained),
                tally.map(|tally| tally.silent),
                tally.map(|tally| tally.needed),
                certificate.map(|certificate| number(certificate.line)),
            ],
        )?;
        self.voices(&decision)?;
        match self.reading.record.decisions.get(id) {
            Some(decision) => self.reach(decision),
            None => Ok(()),
        }
    }

    fn voices(&mut self, decision: &DecisionView) -> Result<(), Fault> {
        let Some(certificate) = &decision.certificate else {
            return Ok(());
        };
        let id = decision.line.id.as_str();
        for ballot in &certificate.ballots {
            self.file.execute(
                "INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    id,
                    ballot.voter,
                    ballot.partner.as_ref().map(|it| it.as_str()),
                    ballot.vote.as_ref().and_then(word),
                    ballot
                        .by
                        .as_ref()
                        .map(|it| mention(&mut self.people, it.id)),
                    ballot.changes,
                    ballot.seats_present,
                ],
            )?;
        }
        for dissent in &certificate.dissents {
            self.file.execute(
                "INSERT INTO dissents VALUES (?, ?, ?, ?)",
                params![
                    id,
                    mention(&mut self.people, dissent.person.id),
                    dissent.partner.as_ref().map(|it| it.id.as_str()),
                    dissent.words,
                ],
            )?;
        }
        Ok(())
    }
}
