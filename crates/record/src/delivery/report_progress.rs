//! Reporting how an action of a plan comes on, by the partner or the person that leads it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere, Progress};
use crate::{
    Minute, Record,
    act::{Act, Authority, Subject},
    id::PlanActionId,
    prose::{Prose, Words},
};

/// Reports how an action of a delivery plan comes on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportProgress {
    /// The action.
    pub action: PlanActionId,
    /// How it stands.
    pub state: Progress,
    /// In words: what was done, and what stands in the way.
    pub words: Words,
}

impl Act for ReportProgress {
    const NAME: &'static str = "delivery.report-progress";
    const SUMMARY: &'static str = "Report how an action of a delivery plan comes on.";
    const AUTHORITY: Authority = Authority::OwnerOrSecretariat;
    type Refused = NotThere;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        record.find_plan_action(&self.action)?;
        Ok(vec![crate::Entry::Delivery(Entry::ProgressReported {
            action: self.action.clone(),
            state: self.state,
            words: Prose::from(&self.words),
            on: record.today_of(minute),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::PlanAction(&self.action))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: DE13 at /{partnership}/delivery/{plan}/actions/{plan_action}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let moving = || report(FIRST, Progress::MovingForward);
        rules([
            (begun(), moving(), Err(NotThere::Action(id(FIRST)))),
            (started(), moving(), Ok(())),
            (started().after(moving()), moving(), Ok(())),
        ]);
        let book = started()
            .after(moving())
            .after(report(FIRST, Progress::Stalled));
        let action = book.record.delivery.action(&id(FIRST)).unwrap();
        assert_eq!(action.state(), Progress::Stalled);
        assert_eq!(action.progress.len(), 2);
        assert!(action.is_open() && !action.overdue(date("2008-03-31")));
        assert!(action.overdue(date("2008-04-01")));
    }
}
