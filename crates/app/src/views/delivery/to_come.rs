//! Priorities that are to come, with what their leads already carry; and engagement with stakeholders.

use jiff::civil::Date;
use record::{
    LineNo,
    delivery::{Capacity, Engagement, Fate, Priority, Progress},
    id::{BodyId, DeliveryPlanId, EngagementId, PriorityId},
};
use serde::Serialize;

use super::{BodyRef, FromSeat, body, partner, rules, seats_from};
use crate::{
    Reading,
    views::{Audience, PartnerRef},
};

/// A priority that is to come.
#[derive(Debug, Clone, Serialize)]
pub struct PriorityView {
    /// Its name.
    pub id: PriorityId,
    /// What it is called.
    pub title: String,
    /// The theme that it belongs to.
    pub theme: Option<String>,
    /// The short name of that theme.
    pub theme_id: Option<record::id::ThemeId>,
    /// Why it is to come.
    pub says: String,
    /// The first day on which it can realistically begin.
    pub earliest: Date,
    /// Days on which it was to begin before.
    pub before: Vec<Date>,
    /// Whether there is the capacity for it.
    pub capacity: Capacity,
    /// What it takes, and who has it.
    pub needs: String,
    /// The partner that would lead it.
    pub lead: PartnerRef,
    /// How many actions that partner leads which are not done by then, and how many of them have stalled.
    pub carries: (usize, usize),
    /// Whether its first day has passed and it is still to come.
    pub overdue: bool,
    /// What became of it.
    pub left: Option<LeftView>,
    /// The line of the book.
    pub line: LineNo,
}

/// How a priority left the pipeline.
#[derive(Debug, Clone, Serialize)]
pub struct LeftView {
    /// What became of it.
    pub fate: Fate,
    /// The plan into which it was brought.
    pub plan: Option<DeliveryPlanId>,
    /// What that is called.
    pub plan_title: Option<String>,
    /// In words.
    pub words: String,
    /// On which day.
    pub on: Date,
}

/// The pipeline.
#[derive(Debug, Clone, Serialize)]
pub struct PipelineView {
    /// Priorities to come, the earliest first.
    pub to_come: Vec<PriorityView>,
    /// Priorities that left the pipeline.
    pub left: Vec<PriorityView>,
    /// How many priority actions of the plans are open, and how many of them move forward.
    pub in_hand: (usize, usize),
    /// The day on which it is looked at.
    pub today: Date,
}

/// The pipeline of priorities.
pub fn pipeline(reading: &Reading) -> PipelineView {
    let today = reading.today();
    let delivery = &reading.record.delivery;
    let all = delivery.priorities().map(|it| priority(reading, it, today));
    let (mut to_come, mut left): (Vec<_>, Vec<_>) = all.partition(|it| it.left.is_none());
    to_come.sort_by_key(|it| it.earliest);
    left.reverse();
    let open = delivery
        .actions()
        .filter(|it| it.asked.priority && it.is_open());
    let (mut count, mut moving) = (0, 0);
    for action in open {
        count += 1;
        moving += usize::from(action.state() == Progress::MovingForward);
    }
    PipelineView {
        to_come,
        left,
        in_hand: (count, moving),
        today,
    }
}

fn priority(reading: &Reading, it: &Priority, today: Date) -> PriorityView {
    let known = rules(reading, it.on);
    let theme = it.theme.as_ref().map(|id| {
        let found = known.and_then(|rules| rules.theme.iter().find(|theme| theme.id == *id));
        found.map_or_else(|| id.to_string(), |theme| theme.name.clone())
    });
    let actions = reading.record.delivery.actions();
    let carried = actions.filter(|action| {
        action.asked.lead == it.lead && action.is_open() && action.asked.due >= it.earliest
    });
    let (mut count, mut stalled) = (0, 0);
    for action in carried {
        count += 1;
        stalled += usize::from(action.state() == Progress::Stalled);
    }
    PriorityView {
        id: it.id.clone(),
        title: it.title.to_string(),
        theme,
        theme_id: it.theme.clone(),
        says: it.says.shown().to_owned(),
        earliest: it.earliest,
        before: it.before.clone(),
        capacity: it.capacity,
        needs: it.needs.shown().to_owned(),
        lead: partner(known, &it.lead),
        carries: (count, stalled),
        overdue: it.closed.is_none() && it.earliest < today,
        left: it.closed.as_ref().map(|left| {
            let plan = left.plan.as_ref();
            let plan = plan.and_then(|id| reading.record.delivery.plan(id));
            LeftView {
                fate: left.fate,
                plan: left.plan.clone(),
                plan_title: plan.map(|plan| plan.title.to_string()),
                words: left.words.shown().to_owned(),
                on: left.on,
            }
        }),
        line: it.line,
    }
}

/// An engagement with stakeholders.
#[derive(Debug, Clone, Serialize)]
pub struct EngagementView {
    /// Its name.
    pub id: EngagementId,
    /// The body.
    pub body: BodyRef,
    /// The financial year.
    pub year: String,
    /// With whom.
    pub who: String,
    /// How.
    pub how: String,
    /// On which day or by which day.
    pub when: Date,
    /// Whether that day has passed and nothing has been told of it.
    pub overdue: bool,
    /// When it was held, what was heard, what changed, and the line.
    pub told: Option<(Date, String, String, LineNo)>,
    /// The line of the book that planned it.
    pub line: LineNo,
    /// The seats on its body for which whoever looks may speak.
    #[serde(skip)]
    pub from: Vec<FromSeat>,
}

fn view(reading: &Reading, it: &Engagement, audience: Audience) -> EngagementView {
    let today = reading.today();
    EngagementView {
        id: it.id.clone(),
        body: body(reading, &it.body, it.when),
        year: it.year.to_string(),
        who: it.who.to_string(),
        how: it.how.shown().to_owned(),
        when: it.when,
        overdue: it.report.is_none() && it.when < today,
        told: it.report.as_ref().map(|told| {
            let (heard, changed) = (told.heard.shown(), told.changed.shown());
            (told.held, heard.to_owned(), changed.to_owned(), told.line)
        }),
        line: it.line,
        from: seats_from(reading, audience, &it.body),
    }
}

/// Every engagement, of one body where one is given: by year, the latest first, then by body.
pub fn engagements(
    reading: &Reading,
    of: Option<&BodyId>,
    audience: Audience,
) -> Vec<EngagementView> {
    let all = reading.record.delivery.engagements();
    let mut all: Vec<&Engagement> = all
        .filter(|it| of.is_none_or(|body| it.body == *body))
        .collect();
    all.sort_by_key(|it| (std::cmp::Reverse(it.year), it.body.clone(), it.when));
    all.into_iter()
        .map(|it| view(reading, it, audience))
        .collect()
}

/// An engagement; none when there is none.
pub fn engagement(
    reading: &Reading,
    id: &EngagementId,
    audience: Audience,
) -> Option<EngagementView> {
    let found = reading.record.delivery.engagement(id)?;
    Some(view(reading, found, audience))
}
