//! Refusals that acts on an action share: it is not there, or has ended.

use super::{Action, Meetings};
use crate::{
    act::{Advice, Refusal},
    id::ActionId,
};

/// The action is not there, or has ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOpen {
    /// No such action.
    #[error("there is no action {0}")]
    NoSuchAction(ActionId),
    /// It is closed.
    #[error("the action {0} is closed")]
    Closed(ActionId),
}

impl Refusal for NotOpen {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchAction(_) => Advice::new(
                "meetings/no-such-action",
                "action",
                "Choose one from the action log.",
            ),
            Self::Closed(_) => Advice::new(
                "meetings/action-closed",
                "action",
                "If there is more to do, note a new action at the next meeting.",
            ),
        }
    }
}

impl Meetings {
    /// The action, while it is open.
    pub(crate) fn find_open_action(&self, id: &ActionId) -> Result<&Action, NotOpen> {
        let action = self
            .action(id)
            .ok_or_else(|| NotOpen::NoSuchAction(id.clone()))?;
        if action.is_open() {
            Ok(action)
        } else {
            Err(NotOpen::Closed(id.clone()))
        }
    }
}
