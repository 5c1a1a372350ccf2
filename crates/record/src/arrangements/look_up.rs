//! Finding things in arrangements. Decides nothing.

use jiff::civil::Date;

use super::model::{
    Appointed, Arrangements, Binding, Body, BodyKind, Capacity, Competence, Organisation, Role,
    Seat,
};
use crate::id::{BodyId, PartnerId, RoleId, RuleId, SeatId, SectorId};

/// Someone that a seat speaks for.
#[derive(Debug, Clone, Copy)]
pub enum Partner<'a> {
    /// An organisation.
    Organisation(&'a Organisation),
    /// A body of the partnership that is represented elsewhere, such as a district partnership.
    Body(&'a Body),
}

impl<'a> Partner<'a> {
    /// Its full name.
    pub fn name(self) -> &'a str {
        match self {
            Self::Organisation(organisation) => &organisation.name,
            Self::Body(body) => &body.name,
        }
    }

    /// The name for tables.
    pub fn short_name(self) -> &'a str {
        let (short, full) = match self {
            Self::Organisation(organisation) => (&organisation.short_name, &organisation.name),
            Self::Body(body) => (&body.short_name, &body.name),
        };
        short.as_ref().unwrap_or(full)
    }

    /// Its sector, where it has one.
    pub fn sector(self) -> Option<&'a SectorId> {
        match self {
            Self::Organisation(organisation) => Some(&organisation.sector),
            Self::Body(body) => body.sector.as_ref(),
        }
    }
}

/// One chair at the table: a seat of the arrangements, counted out.
#[derive(Debug, Clone)]
pub struct ExpandedSeat<'a> {
    /// Its name with its body: `board.ambassadors-2`.
    pub id: SeatId,
    /// What the arrangements say of it.
    pub seat: &'a Seat,
    /// Which of several alike, from 1; none where there is only one.
    pub nth: Option<u32>,
}

impl ExpandedSeat<'_> {
    /// What the seat is called, numbered where there are several alike.
    pub fn title(&self) -> String {
        match self.nth {
            Some(nth) => format!("{} ({nth} of {})", self.seat.title, self.seat.count),
            None => self.seat.title.clone(),
        }
    }
}

impl Seat {
    /// Whether the seat is a member's, so that it counts for quorum.
    pub fn counts(&self) -> bool {
        self.capacity == Capacity::Member
    }

    /// Whether the seat may vote: a member's that speaks for a partner, unless it says otherwise.
    /// Observers, people in attendance and advisers never vote.
    pub fn may_vote(&self) -> bool {
        self.counts() && self.votes.unwrap_or(self.partner.is_some())
    }

    /// How many months an appointment lasts: as the arrangements say, or 12 where the seat is filled
    /// every year. None: until further notice.
    pub fn term(&self) -> Option<u16> {
        let annual = matches!(
            self.appointed,
            Appointed::NominatedAnnually | Appointed::ElectedAnnually
        );
        self.term_months.or(annual.then_some(12))
    }
}

impl Body {
    /// Whether it exists on a day: it has begun, and has not ended.
    pub fn exists_on(&self, date: Date) -> bool {
        self.starts.is_none_or(|starts| starts <= date) && self.ends.is_none_or(|ends| date <= ends)
    }

    /// The name for tables and charts.
    pub fn short_name(&self) -> &str {
        self.short_name.as_ref().unwrap_or(&self.name)
    }

    /// Whether it may decide what falls under a competence: it is named there, or acts on power that a
    /// body named there delegated to it. A competence that names no body leaves it open to all.
    pub fn may_decide(&self, competence: &Competence) -> bool {
        let named = |id: &str| competence.bodies.iter().any(|body| body.as_str() == id);
        let delegated = || self.delegation.iter().any(|it| named(it.from.as_str()));
        competence.bodies.is_empty() || named(self.id.as_str()) || delegated()
    }

    /// Every chair at its table, in the order of the arrangements.
    pub fn seats(&self) -> impl Iterator<Item = ExpandedSeat<'_>> {
        self.seat.iter().flat_map(move |seat| {
            (1..=seat.count).map(move |nth| {
                let nth = (seat.count > 1).then_some(nth);
                ExpandedSeat {
                    id: SeatId::on(&self.id, seat.id.as_str(), nth),
                    seat,
                    nth,
                }
            })
        })
    }
}

impl BodyKind {
    /// The word by which arrangements name the kind: `theme-group`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Executive => "executive",
            Self::ThemeGroup => "theme-group",
            Self::OutcomeGroup => "outcome-group",
            Self::TaskGroup => "task-group",
            Self::TaskAndFinishGroup => "task-and-finish-group",
            Self::MemberReferenceGroup => "member-reference-group",
            Self::Forum => "forum",
            Self::DistrictPartnership => "district-partnership",
            Self::Scrutiny => "scrutiny",
            Self::PerformanceGroup => "performance-group",
            Self::ThinkTank => "think-tank",
            Self::External => "external",
            Self::AssociateThemeGroup => "associate-theme-group",
            Self::PublicServicesExecutive => "public-services-executive",
            Self::CountyBody => "county-body",
        }
    }
}

impl Arrangements {
    /// The body of that name.
    pub fn body(&self, id: &BodyId) -> Option<&Body> {
        self.body.iter().find(|body| body.id == *id)
    }

    /// The seat of that name, on whichever body.
    pub fn seat(&self, id: &SeatId) -> Option<ExpandedSeat<'_>> {
        self.body(&id.body())?.seats().find(|seat| seat.id == *id)
    }

    /// The competence of that name.
    pub fn competence(&self, id: &RuleId) -> Option<&Competence> {
        self.competence.iter().find(|it| it.id == *id)
    }

    /// Whom what a body agrees binds, where a rule says so: one for the body before one for its kind.
    pub fn binding(&self, body: &Body) -> Option<&Binding> {
        let own = self.binding.iter().find(|it| it.bodies.contains(&body.id));
        own.or_else(|| self.binding.iter().find(|it| it.kinds.contains(&body.kind)))
    }

    /// The role description of that name.
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.role.iter().find(|role| role.id == *id)
    }

    /// Whether one partner speaks for another: it is that one, or stands for it with others, as an
    /// organisation of paired councils does.
    pub fn stands_for(&self, one: &PartnerId, other: &PartnerId) -> bool {
        let organisation = self
            .organisation
            .iter()
            .find(|organisation| organisation.id == *one);
        one == other
            || organisation.is_some_and(|organisation| organisation.stands_for.contains(other))
    }

    /// The partner of that name: an organisation, or else a body.
    pub fn partner(&self, id: &PartnerId) -> Option<Partner<'_>> {
        let organisation = self
            .organisation
            .iter()
            .find(|organisation| organisation.id == *id);
        organisation.map(Partner::Organisation).or_else(|| {
            self.body
                .iter()
                .find(|body| body.id.as_str() == id.as_str())
                .map(Partner::Body)
        })
    }
}
