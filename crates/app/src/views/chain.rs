//! The chain of a recommendation: from the group that made it, through each body, to the one that
//! decides (G07, para 10), and of an item that was forwarded.

use record::{
    decisions::{Decision, Verdict},
    id::{DecisionId, ItemNo},
    meetings::{Item, Meeting, Origin, Stage},
};
use serde::Serialize;

use super::{
    Audience, BodyRef, DecisionLine, MeetingLine, decision::knows, meeting::may_see, rights,
};
use crate::Reading;

/// The most steps that are followed either way.
const LONGEST: usize = 12;

/// One step of the chain.
#[derive(Debug, Clone, Serialize)]
pub struct ChainStep {
    /// The body.
    pub body: BodyRef,
    /// How it stands: "Recommended", "Carried", "On the agenda".
    pub state: String,
    /// What was decided, where whoever looks may see it.
    pub text: Option<String>,
    /// The decision, where whoever looks may see it.
    pub decision: Option<DecisionId>,
    /// The meeting and its item; none: it waits for a meeting.
    pub at: Option<(MeetingLine, ItemNo)>,
    /// Whether this is the decision that is looked at.
    pub here: bool,
    /// Whether it is still to come.
    pub to_come: bool,
}

/// What brings an item before a body.
#[derive(Debug, Clone, Serialize)]
pub struct BroughtBy {
    /// "on the recommendation of", "forwarded by".
    pub how: &'static str,
    /// The body.
    pub body: BodyRef,
    /// The decision, where whoever looks may see it.
    pub decision: Option<DecisionId>,
}

/// The chain to which a decision belongs, from its first step; empty when it is a decision by itself.
pub(super) fn chain(reading: &Reading, decision: &Decision, audience: Audience) -> Vec<ChainStep> {
    let mut steps = Vec::new();
    let mut earlier = Vec::new();
    let mut at = decision;
    while let Some(before) = before(reading, at).filter(|_| earlier.len() < LONGEST) {
        earlier.push(before);
        at = before;
    }
    steps.extend(
        earlier
            .iter()
            .rev()
            .filter_map(|it| step(reading, it, audience, false)),
    );
    steps.extend(step(reading, decision, audience, true));
    after(reading, decision, audience, &mut steps);
    if steps.len() > 1 { steps } else { Vec::new() }
}

/// The body and the decision that brought an item before its meeting.
pub(super) fn brought_by(reading: &Reading, item: &Item, audience: Audience) -> Option<BroughtBy> {
    let (how, decision) = match &item.origin {
        Origin::Recommendation { decision } => ("on the recommendation of", decision),
        Origin::Forwarded { decision } => ("forwarded by", decision),
        _ => return None,
    };
    let meeting = reading.record.decisions.get(decision)?.meeting.clone();
    let meeting = reading.record.meetings.get(&meeting)?;
    Some(BroughtBy {
        how,
        body: BodyRef::named(reading, &meeting.body, meeting.date),
        decision: reading
            .record
            .decisions
            .get(decision)
            .filter(|decided| knows(reading, decided, audience))
            .map(|_| decision.clone()),
    })
}

fn passes_on(item: &Item) -> bool {
    matches!(
        item.origin,
        Origin::Recommendation { .. } | Origin::Forwarded { .. }
    )
}

/// The decision that brought this one before its body.
fn before<'a>(reading: &'a Reading, decision: &Decision) -> Option<&'a Decision> {
    let meeting = reading.record.meetings.get(&decision.meeting)?;
    let item = meeting.item(decision.item).filter(|item| passes_on(item))?;
    reading.record.decisions.get(item.origin.decision()?)
}

fn step(
    reading: &Reading,
    decision: &Decision,
    audience: Audience,
    here: bool,
) -> Option<ChainStep> {
    let meeting = reading.record.meetings.get(&decision.meeting)?;
    let open = knows(reading, decision, audience);
    let line = DecisionLine::of(reading, decision, audience)?;
    let recommended = decision.scope.recommends_to.is_some();
    let agreed = decision.verdict().is_some_and(Verdict::agreed);
    let state = match (open, recommended && agreed) {
        (false, _) if may_see(meeting, audience) => "Decided in private".to_owned(),
        (false, _) => "Its minutes are not published yet".to_owned(),
        (true, true) => format!("Recommended: {}", line.standing.to_lowercase()),
        (true, false) => line.standing.to_owned(),
    };
    Some(ChainStep {
        body: BodyRef::named(reading, &meeting.body, meeting.date),
        state,
        text: open.then_some(line.text),
        decision: open.then(|| decision.id.clone()),
        at: Some((MeetingLine::of(reading, meeting), decision.item)),
        here,
        to_come: false,
    })
}

/// What became of a decision before the bodies to which it was passed on.
fn after(reading: &Reading, decision: &Decision, audience: Audience, steps: &mut Vec<ChainStep>) {
    if steps.len() >= 2 * LONGEST {
        return;
    }
    let record = &reading.record;
    for (meeting, no) in record.meetings.bringing_back(&decision.id) {
        if !meeting.item(no).is_some_and(passes_on) {
            continue;
        }
        let here = record
            .decisions
            .of_meeting(&meeting.id)
            .filter(|it| it.item == no);
        let decided: Vec<&Decision> = here.filter(|it| it.verdict().is_some()).collect();
        if decided.is_empty() || !rights::may_know(reading, meeting, no, audience) {
            steps.push(pending(reading, meeting, no, audience));
            continue;
        }
        for later in decided {
            steps.extend(step(reading, later, audience, false));
            after(reading, later, audience, steps);
        }
    }
    let planned = record.meetings.planned().filter(|planned| {
        let passes = matches!(
            planned.origin,
            Origin::Recommendation { .. } | Origin::Forwarded { .. }
        );
        passes && planned.origin.decision() == Some(&decision.id)
    });
    steps.extend(planned.map(|planned| ChainStep {
        body: BodyRef::named(reading, &planned.body, reading.today()),
        state: "On its forward plan, for its next meeting".to_owned(),
        text: None,
        decision: None,
        at: None,
        here: false,
        to_come: true,
    }));
}

fn pending(reading: &Reading, meeting: &Meeting, no: ItemNo, audience: Audience) -> ChainStep {
    let state = match meeting.stage {
        Stage::Called => "On the agenda",
        Stage::Cancelled => "The meeting was cancelled",
        Stage::Open => "The meeting is under way",
        Stage::Closed if rights::may_know(reading, meeting, no, audience) => "Nothing was decided",
        Stage::Closed if may_see(meeting, audience) => "Taken in private",
        Stage::Closed => "Its minutes are not published yet",
    };
    ChainStep {
        body: BodyRef::named(reading, &meeting.body, meeting.date),
        state: state.to_owned(),
        text: None,
        decision: None,
        at: Some((MeetingLine::of(reading, meeting), no)),
        here: false,
        to_come: matches!(meeting.stage, Stage::Called | Stage::Open),
    }
}
