//! What the names in the book's lines are called in words, and where their pages are.

use app::{Reading, views};
use jiff::civil::Date;
use record::{
    Author,
    arrangements::{Arrangements, Partner},
    decisions::Voter,
    exceptions::Sort,
    id::{
        ActionId, BodyId, ContactId, DecisionId, DeliveryPlanId, ExceptionId, MeetingId, PartnerId,
        PersonId, PlanActionId, ReviewId, RoleId, RuleId, SeatId, WatchId,
    },
    prose::Title,
    structure::Contact,
};

use crate::say;

/// A part of a sentence: words, or words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bit {
    /// The words.
    pub(super) words: String,
    /// Where they lead, below the site.
    pub(super) href: Option<String>,
}

/// Words for names, from one moment of the book.
pub(super) struct Names<'a> {
    reading: &'a Reading,
    base: &'a str,
}

impl<'a> Names<'a> {
    /// Names of a partnership whose pages are below `base`.
    pub(super) fn of(reading: &'a Reading, base: &'a str) -> Self {
        Self { reading, base }
    }

    /// Words that lead to a page of the partnership.
    pub(super) fn link(&self, words: impl Into<String>, path: &str) -> Bit {
        Bit {
            words: words.into(),
            href: Some(format!("{}{path}", self.base)),
        }
    }

    /// A person; by name where the public record names them.
    pub(super) fn person(&self, person: PersonId) -> Bit {
        match views::named(self.reading, person) {
            Some(named) => self.link(named.name, &format!("/people/{person}")),
            None if self.reading.names.knows(person) => plain("a member"),
            None => plain("a former member"),
        }
    }

    /// Who wrote a line: the secretariat by its role, others by name where they are public.
    pub(super) fn author(&self, author: &Author) -> Bit {
        match author {
            Author::System(name) if name == "command-line" => plain("the command line"),
            Author::System(name) if name == "demo" => plain("the demonstration"),
            Author::System(name) => plain(name.as_str()),
            Author::Person(person) => {
                let Reading {
                    names, partnership, ..
                } = self.reading;
                if names.has_role(partnership, *person, app::Role::Secretariat) {
                    plain("the secretariat")
                } else {
                    self.person(*person)
                }
            }
        }
    }

    /// A body, as it is called on a day.
    pub(super) fn body(&self, body: &BodyId, on: Date) -> Bit {
        let known = self.arrangements(on).and_then(|on| on.body(body));
        let words = known.map_or(body.as_str(), |body| body.name.as_str());
        self.link(words, &format!("/structure/{body}"))
    }

    /// A partner: an organisation, or a body.
    pub(super) fn partner(&self, partner: &PartnerId, on: Date) -> Bit {
        match self.arrangements(on).and_then(|on| on.partner(partner)) {
            Some(Partner::Organisation(known)) => {
                self.link(&*known.name, &format!("/organisations/{partner}"))
            }
            Some(Partner::Body(known)) => self.link(&*known.name, &format!("/structure/{partner}")),
            None => plain(partner.as_str()),
        }
    }

    /// A naming of a point of contact.
    pub(super) fn contact(&self, contact: &ContactId) -> Option<&Contact> {
        self.reading.record.structure.contact(contact)
    }

    /// A seat, by what it is called.
    pub(super) fn seat(&self, seat: &SeatId, on: Date) -> String {
        let known = self.arrangements(on).and_then(|on| on.seat(seat));
        known.map_or_else(|| seat.to_string(), |seat| format!("“{}”", seat.title()))
    }

    /// An action of a delivery plan: its title, and the plan that it belongs to.
    pub(super) fn plan_action(&self, action: &PlanActionId) -> Option<(&Title, &DeliveryPlanId)> {
        let known = self.reading.record.delivery.action(action)?;
        Some((&known.asked.title, &known.plan))
    }

    /// A part of a delivery plan, by what the arrangements say of it, as far as its first stop.
    pub(super) fn plan_part(&self, part: &RuleId, on: Date) -> Option<&str> {
        let plans = self.arrangements(on)?.plans.as_ref()?;
        let known = plans.part.iter().find(|known| known.id == *part)?;
        known.what.split([':', ';']).next()
    }

    /// A theme, by what it is called.
    pub(super) fn theme(&self, theme: &record::id::ThemeId, on: Date) -> String {
        let known = self.arrangements(on);
        let known = known.and_then(|on| on.theme.iter().find(|known| known.id == *theme));
        known.map_or_else(|| theme.to_string(), |theme| theme.name.clone())
    }

    /// A gate, by what it is called.
    pub(super) fn gate(&self, gate: &RuleId, on: Date) -> String {
        let known = self.arrangements(on);
        let known = known.and_then(|on| on.gate.iter().find(|known| known.id == *gate));
        known.map_or_else(|| gate.to_string(), |gate| format!("“{}”", gate.name))
    }

    /// A role, by what it is called.
    pub(super) fn role(&self, role: &RoleId, on: Date) -> String {
        let known = self.arrangements(on).and_then(|on| on.role(role));
        known.map_or_else(|| role.to_string(), |role| role.name.clone())
    }

    /// Whose vote it is.
    pub(super) fn voter(&self, voter: &Voter, on: Date) -> String {
        match voter {
            Voter::Partner(partner) => self.partner(partner, on).words,
            Voter::Seat(seat) => self.seat(seat, on),
        }
    }

    /// A meeting: "the Board’s meeting on 18 April 2007".
    pub(super) fn meeting(&self, meeting: &MeetingId) -> Bit {
        let words = self.reading.record.meetings.get(meeting).map(|meeting| {
            let known = self
                .arrangements(meeting.date)
                .and_then(|on| on.body(&meeting.body));
            let body = known.map_or(meeting.body.as_str(), |body| body.short_name());
            format!("the {body} on {}", say::short_day(&meeting.date))
        });
        self.link(
            words.unwrap_or_else(|| meeting.to_string()),
            &format!("/meetings/{meeting}"),
        )
    }

    /// An item of a meeting: "item 3 of the Board on 18 April 2007".
    pub(super) fn item(&self, meeting: &MeetingId, item: record::id::ItemNo) -> Bit {
        let of = self.meeting(meeting).words;
        self.link(
            format!("item {item} of {of}"),
            &format!("/meetings/{meeting}#item-{item}"),
        )
    }

    /// A decision: words that lead to it.
    pub(super) fn decision(&self, words: &str, decision: &DecisionId) -> Bit {
        self.link(words, &format!("/decisions/{decision}"))
    }

    /// A decision that a public line names: words that lead to it once it is public too.
    pub(super) fn public_decision(&self, words: &str, decision: &DecisionId) -> Bit {
        let record = &self.reading.record;
        let known = record.decisions.get(decision);
        let meeting = known.and_then(|known| record.meetings.get(&known.meeting));
        let public = known.zip(meeting).is_some_and(|(known, meeting)| {
            meeting.published.is_some() && !meeting.is_private(known.item)
        });
        match public {
            true => self.decision(words, decision),
            false => plain(words),
        }
    }

    /// An action: words that lead to it.
    pub(super) fn action(&self, words: &str, action: &ActionId) -> Bit {
        self.link(words, &format!("/actions/{action}"))
    }

    /// The title of something that was put on a forward plan.
    pub(super) fn planned(&self, planned: &record::id::PlannedId) -> String {
        let known = self.reading.record.meetings.planned_item(planned);
        known.map_or_else(
            || planned.to_string(),
            |planned| format!("“{}”", planned.title),
        )
    }

    /// An exception or log jam, by what it is called.
    pub(super) fn exception(&self, id: &ExceptionId) -> String {
        match self.reading.record.exceptions.get(id) {
            Some(it) if it.about.sort() == Sort::LogJam => format!("the log jam “{}”", it.title),
            Some(it) => format!("the exception “{}”", it.title),
            None => id.to_string(),
        }
    }

    /// An efficiency review, by what it is called.
    pub(super) fn review(&self, id: &ReviewId) -> String {
        let known = self.reading.record.efficiency.get(id);
        known.map_or_else(
            || id.to_string(),
            |review| format!("the efficiency review “{}”", review.title),
        )
    }

    /// Something on the watch list, by what it is called.
    pub(super) fn watched(&self, id: &WatchId) -> String {
        let known = self.reading.record.watching.get(id);
        known.map_or_else(|| id.to_string(), |it| format!("“{}”", it.title))
    }

    /// The day of a meeting; today when the book does not have it.
    pub(super) fn day_of(&self, meeting: &MeetingId) -> Date {
        let meeting = self.reading.record.meetings.get(meeting);
        meeting.map_or_else(|| self.reading.today(), |meeting| meeting.date)
    }

    /// Today, for what belongs to no day.
    pub(super) fn today(&self) -> Date {
        self.reading.today()
    }

    /// The meeting of a decision.
    pub(super) fn meeting_of(&self, decision: &DecisionId) -> Option<MeetingId> {
        let decision = self.reading.record.decisions.get(decision)?;
        Some(decision.meeting.clone())
    }

    /// A question by correspondence.
    pub(super) fn question(
        &self,
        id: &record::id::CorrespondenceId,
    ) -> Option<&record::correspondence::Correspondence> {
        self.reading.record.correspondence.get(id)
    }

    /// What an indicator is now.
    pub(super) fn indicator_says(
        &self,
        id: &record::id::IndicatorId,
    ) -> Option<&record::plan::IndicatorSays> {
        self.reading.record.plan.indicator(id)?.now()
    }

    /// What an outcome is called.
    pub(super) fn outcome_title(&self, id: &record::id::OutcomeId) -> String {
        let outcome = self.reading.record.plan.outcome(id);
        let says = outcome.and_then(|outcome| outcome.now());
        says.map_or_else(|| id.to_string(), |says| says.title.to_string())
    }

    /// What an agreement is called.
    pub(super) fn agreement_title(&self, id: &record::id::AgreementId) -> String {
        let agreement = self.reading.record.plan.agreement(id);
        agreement.map_or_else(|| id.to_string(), |made| made.title.to_string())
    }

    /// What an area is called.
    pub(super) fn area(&self, id: &record::id::AreaId) -> String {
        let area = self.arrangements(self.today()).and_then(|it| it.area(id));
        area.map_or_else(|| id.to_string(), |area| area.name.clone())
    }

    fn arrangements(&self, on: Date) -> Option<&Arrangements> {
        let adoption = self.reading.record.structure.in_force_or_first(on)?;
        Some(&adoption.arrangements)
    }
}

/// Words that lead nowhere.
pub(super) fn plain(words: impl Into<String>) -> Bit {
    Bit {
        words: words.into(),
        href: None,
    }
}
