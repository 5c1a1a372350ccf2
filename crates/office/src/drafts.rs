//! Minutes being drafted, one text to each item of a meeting.
//!
//! Two people may write at once, and nobody's words may be lost: a text is kept only if its
//! writer had seen the one it replaces. Otherwise the writer is shown the newer text and keeps
//! their own to compare. How two texts become one is for people. Minutes that are settled go into
//! the book; drafts never do.

use crate::desk::{Row, first, short, within};
use crate::{Fault, Office};

/// Most bytes in the draft of one item: 1 MiB.
pub const DRAFT_LIMIT: usize = 1024 * 1024;

/// The draft of one item, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The item it is the minute of.
    pub item: String,
    /// The words.
    pub text: String,
    /// How many times it has been written; to replace it, say this number back.
    pub revision: u64,
    /// Who wrote it last: a person's id.
    pub by: String,
    /// When they did.
    pub at: i64,
}

/// What became of a text that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum DraftSaved {
    /// It is kept.
    Saved {
        /// The number to say back when replacing it.
        revision: u64,
    },
    /// Someone else wrote meanwhile; nothing was changed.
    Stale {
        /// The text as it stands now.
        current: Draft,
    },
}

impl dyn Office + '_ {
    /// The draft of one item, if anyone has begun it.
    pub fn draft(
        &self,
        partnership: &str,
        meeting: &str,
        item: &str,
    ) -> Result<Option<Draft>, Fault> {
        self.ask_one(
            CURRENT,
            &[partnership.into(), meeting.into(), item.into()],
            draft,
        )
    }

    /// The drafts of a meeting, ordered by item.
    pub fn drafts(&self, partnership: &str, meeting: &str) -> Result<Vec<Draft>, Fault> {
        let mut drafts = self.ask_all(
            "SELECT item, words, revision, written_by, written_at FROM drafts \
             WHERE partnership = ? AND meeting = ?",
            &[partnership.into(), meeting.into()],
            draft,
        )?;
        // Sorted here, because the databases do not agree on the order of letters.
        drafts.sort_by(|one, other| one.item.cmp(&other.item));
        Ok(drafts)
    }

    /// Replaces the draft of an item, if it is still at `expected_revision` (0 when it has not
    /// been begun). If the draft was thrown away meanwhile the text is kept: nothing is lost.
    #[expect(
        clippy::too_many_arguments,
        reason = "where, what, from which text, who and when"
    )]
    pub fn save_draft(
        &self,
        partnership: &str,
        meeting: &str,
        item: &str,
        text: &str,
        expected_revision: u64,
        by: &str,
        now: i64,
    ) -> Result<DraftSaved, Fault> {
        short("partnership", partnership)?;
        short("meeting", meeting)?;
        short("item", item)?;
        within("draft", text, DRAFT_LIMIT)?;
        let expected = i64::try_from(expected_revision).unwrap_or(i64::MAX - 1);
        let place = [partnership.into(), meeting.into(), item.into()];
        self.write(|desk| {
            let rows = desk.ask(
                "INSERT INTO drafts \
                 (partnership, meeting, item, words, revision, written_by, written_at) \
                 VALUES (?, ?, ?, ?, ?, ?, ?) \
                 ON CONFLICT (partnership, meeting, item) DO UPDATE SET \
                 words = excluded.words, revision = excluded.revision, \
                 written_by = excluded.written_by, written_at = excluded.written_at \
                 WHERE drafts.revision = ? \
                 RETURNING revision",
                &[
                    partnership.into(),
                    meeting.into(),
                    item.into(),
                    text.into(),
                    expected.saturating_add(1).into(),
                    by.into(),
                    now.into(),
                    expected.into(),
                ],
            )?;
            if let Some(revision) = first(rows, Row::number)? {
                return Ok(DraftSaved::Saved {
                    revision: revision.unsigned_abs(),
                });
            }
            let current = first(desk.ask(CURRENT, &place)?, draft)?;
            let current = current.ok_or(Fault::Unavailable {
                why: "the draft was thrown away at the same instant",
                cause: None,
            })?;
            Ok(DraftSaved::Stale { current })
        })
    }

    /// Throws away the drafts of a meeting, when its minutes are in the book.
    pub fn discard_drafts(&self, partnership: &str, meeting: &str) -> Result<(), Fault> {
        self.run(
            "DELETE FROM drafts WHERE partnership = ? AND meeting = ?",
            &[partnership.into(), meeting.into()],
        )?;
        Ok(())
    }
}

const CURRENT: &str = "SELECT item, words, revision, written_by, written_at FROM drafts \
                       WHERE partnership = ? AND meeting = ? AND item = ?";

fn draft(row: &mut Row) -> Result<Draft, Fault> {
    Ok(Draft {
        item: row.text()?,
        text: row.text()?,
        revision: row.number()?.unsigned_abs(),
        by: row.text()?,
        at: row.number()?,
    })
}
