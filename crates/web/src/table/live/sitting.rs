//! A meeting at one moment of its book, worked out once for all the screens that show it.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, OnceLock},
};

use app::{
    Reading,
    views::{self, Audience, MotionView, TableView},
};
use jiff::Timestamp;
use record::{LineNo, id::MeetingId};

use super::Part;

/// A meeting at one moment.
pub(crate) struct Sitting {
    /// What there is to show to the secretariat.
    pub(crate) view: Arc<TableView>,
    /// What there is to show to everyone in the room; the same, unless an item is private.
    pub(crate) wall: Arc<TableView>,
    /// The last line of the book.
    pub(crate) line: LineNo,
    /// The moment.
    pub(crate) now: Timestamp,
    /// What it comes to: the same as long as there is nothing new to show.
    pub(super) digest: u64,
    /// The screen on the wall, once somebody looks at it.
    pub(super) screen: OnceLock<Vec<Part>>,
}

impl Sitting {
    /// The meeting as a reading has it; none when there is no such meeting.
    pub(super) fn of(reading: &Reading, meeting: &MeetingId) -> Option<Self> {
        let view = Arc::new(views::table(reading, meeting, Audience::SECRETARIAT)?);
        let wall = views::table_for(reading, meeting, Audience::PUBLIC)?;
        let wall = match wall.withheld.is_empty() {
            true => Arc::clone(&view),
            false => Arc::new(wall),
        };
        let mut digest = DefaultHasher::new();
        serde_json::to_vec(&*view).ok()?.hash(&mut digest);
        Some(Self {
            view,
            wall,
            line: reading.head.line,
            now: reading.now,
            digest: digest.finish(),
            screen: OnceLock::new(),
        })
    }
}

impl Sitting {
    /// What there is to show to somebody who sits at the meeting. Only where an item is private does
    /// it depend on who they are.
    pub(super) fn for_one(&self, reading: &Reading, audience: Audience) -> Option<Arc<TableView>> {
        if self.wall.withheld.is_empty() {
            return Some(Arc::clone(&self.view));
        }
        let meeting = &self.view.meeting.line.id;
        views::table_for(reading, meeting, audience).map(Arc::new)
    }
}

/// What there is to say aloud when it changes, about what, and in a sentence: the item, the motion and
/// the quorum.
pub(super) fn says(view: &TableView) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    let at = |no| view.meeting.agenda.iter().find(|item| item.no == no);
    if let Some(item) = view.current.and_then(at) {
        said.push(("item", format!("Item {}: {}.", item.no, item.title)));
    }
    let latest = || view.motions.iter().max_by_key(|motion| motion.changed);
    if let Some(motion) = view.open_vote().or_else(latest) {
        said.push(("motion", aloud(motion)));
    }
    let quorum = if view.quorum.quorate {
        "The meeting is quorate."
    } else {
        "The meeting is not quorate."
    };
    said.push(("quorum", quorum.to_owned()));
    said
}

fn aloud(motion: &MotionView) -> String {
    let text = &motion.text;
    match motion.stage {
        "voting" => format!("The vote is open: {text}"),
        "proposed" => format!("A proposal asks where members stand: {text}"),
        "moved" | "seconded" => format!("A motion is before the meeting: {text}"),
        _ => format!("{}: {text}", motion.standing),
    }
}
