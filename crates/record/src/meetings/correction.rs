//! Corrections of minutes: what they replace, and what stands now.
//!
//! Minutes are never overwritten. A correction stands beside the words it replaces, with who made it,
//! when and why.

use jiff::Timestamp;

use super::{Entry, Meeting};
use crate::{
    Author, LineNo, Minute,
    id::{ItemNo, MeetingId},
    prose::Prose,
};

/// A correction of what the minutes say of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The line of the book.
    pub line: LineNo,
    /// When.
    pub at: Timestamp,
    /// Who recorded it.
    pub by: Author,
    /// The item.
    pub item: ItemNo,
    /// What stood there; none: nothing.
    pub was: Option<Prose>,
    /// What stands there since.
    pub text: Prose,
    /// Why.
    pub why: Prose,
    /// The meeting that agreed it, where the book has it.
    pub agreed_at: Option<MeetingId>,
}

impl Meeting {
    /// Corrections of the minutes as they stand, oldest first. A later draft takes the place of an
    /// earlier one with its corrections.
    pub fn corrections(&self) -> impl DoubleEndedIterator<Item = &Correction> {
        let drafted = self.minutes().map_or(0, |draft| draft.line);
        self.all_corrections
            .iter()
            .filter(move |correction| correction.line > drafted)
    }

    /// What the minutes say of an item, corrections taken in.
    pub fn said(&self, item: ItemNo) -> Option<&Prose> {
        let corrected = self
            .corrections()
            .rev()
            .find(|correction| correction.item == item);
        if let Some(correction) = corrected {
            return Some(&correction.text);
        }
        let drafted = self.minutes()?.items.iter();
        drafted
            .filter(|said| said.item == item)
            .map(|said| &said.text)
            .next()
    }

    pub(super) fn correct(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        let Entry::MinutesCorrected {
            item,
            text,
            why,
            agreed_at,
            ..
        } = entry
        else {
            return;
        };
        let correction = Correction {
            line,
            at: minute.at,
            by: minute.by.clone(),
            item: *item,
            was: self.said(*item).cloned(),
            text: text.clone(),
            why: why.clone(),
            agreed_at: agreed_at.clone(),
        };
        self.all_corrections.push(correction);
    }
}
