//! Reporting how an action stands, by those who are to do it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotOpen};
use crate::{
    Minute, Record,
    act::{Act, Authority, Subject},
    id::ActionId,
    prose::{Prose, Words},
};

/// Reports how an action stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportAction {
    /// The action.
    pub action: ActionId,
    /// How it stands.
    pub words: Words,
}

impl Act for ReportAction {
    const NAME: &'static str = "meetings.report-action";
    const SUMMARY: &'static str = "Report how an action stands.";
    const AUTHORITY: Authority = Authority::OwnerOrSecretariat;
    type Refused = NotOpen;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        record.meetings.find_open_action(&self.action)?;
        Ok(vec![crate::Entry::Meetings(Entry::ActionReported {
            action: self.action.clone(),
            words: Prose::from(&self.words),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Action(&self.action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let action = format!("{BOARD}-a1");
        let report = || ReportAction {
            action: id(&action),
            words: Words::new("Half is printed.").unwrap(),
        };
        let noted = || Book::board_under_way(&["chair"]).asks(BOARD, "council", "2007-05-31");
        rules([
            (
                Book::board_under_way(&["chair"]),
                report(),
                Err(NotOpen::NoSuchAction(id(&action))),
            ),
            (noted(), report(), Ok(())),
            (noted().after(report()), report(), Ok(())),
            (noted().closes(BOARD), report(), Ok(())),
            (
                noted().finishes(&action),
                report(),
                Err(NotOpen::Closed(id(&action))),
            ),
        ]);
    }
}
