//! A paper on the table: its class, its versions, and what became of it.
//!
//! Which pages it has in the pack, and who may read it, is decided elsewhere.

use std::ops::Deref;

use jiff::{Timestamp, civil::Date};

use super::{Class, Entry, Item, Meeting, Paper, PaperHash};
use crate::{
    Author, LineNo, Minute,
    id::{ExemptionId, ItemNo},
    prose::Prose,
    structure::Structure,
};

/// A paper, as it lies on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabled {
    /// The paper. Its title is the one that everyone may read.
    pub paper: Paper,
    /// Who may read it.
    pub class: Class,
    /// What it is called among those who may read it, where that is something else.
    pub real_title: Option<Prose>,
    /// The version that it takes the place of.
    pub replaces: Option<PaperHash>,
    /// The version that takes its place.
    pub replaced_by: Option<PaperHash>,
    /// Until when it is kept, where that was said of this paper.
    pub keep_until: Option<Date>,
    /// Who tabled it.
    pub by: Author,
    /// On which day.
    pub on: Date,
    /// Whether the agenda had been issued.
    pub after_issue: bool,
    /// That it was released.
    pub released: Option<Parting>,
    /// That it was withdrawn.
    pub withdrawn: Option<Parting>,
    /// The line of the book.
    pub line: LineNo,
    /// The line at which its class last changed.
    pub classed: LineNo,
}

impl Deref for Tabled {
    type Target = Paper;

    fn deref(&self) -> &Paper {
        &self.paper
    }
}

/// That something was released to everyone, or withdrawn from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parting {
    /// Why.
    pub why: Prose,
    /// When.
    pub at: Timestamp,
    /// The line of the book.
    pub line: LineNo,
}

/// A resolution to exclude the public from an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// The descriptions that it names; none where the item is confidential.
    pub paragraphs: Vec<ExemptionId>,
    /// What was resolved, in words.
    pub words: Prose,
    /// The line of the book.
    pub line: LineNo,
}

impl Tabled {
    /// Whether it is the version to be read: neither replaced nor withdrawn.
    pub fn is_current(&self) -> bool {
        self.replaced_by.is_none() && self.withdrawn.is_none()
    }
}

impl Item {
    /// The paper of that hash: the last one, where it was withdrawn and tabled again.
    pub fn paper(&self, hash: &PaperHash) -> Option<&Tabled> {
        self.papers.iter().rfind(|paper| paper.hash == *hash)
    }

    /// A paper with the versions before it, itself first.
    pub fn versions<'a>(&'a self, paper: &'a Tabled) -> impl Iterator<Item = &'a Tabled> {
        std::iter::successors(Some(paper), |later| self.paper(later.replaces.as_ref()?))
            .take(self.papers.len())
    }

    /// Which version of a paper this is, from 1.
    pub fn version(&self, paper: &Tabled) -> usize {
        self.versions(paper).count()
    }

    fn paper_mut(&mut self, hash: &PaperHash) -> Option<&mut Tabled> {
        self.papers.iter_mut().rfind(|paper| paper.hash == *hash)
    }
}

impl Meeting {
    /// Takes in an entry about a paper, or about who may read something.
    pub(super) fn lay(
        &mut self,
        line: LineNo,
        minute: &Minute,
        structure: &Structure,
        entry: &Entry,
    ) {
        match entry {
            Entry::PaperTabled { .. } => self.table(line, minute, structure, entry),
            Entry::PaperClassified {
                item,
                paper,
                class,
                late,
                ..
            } => {
                let issued = self.issued.is_some();
                let Some(tabled) = self.find_paper_mut(*item, paper) else {
                    return;
                };
                let was_draft = tabled.class == Class::Draft;
                (tabled.class, tabled.classed) = (class.clone(), line);
                tabled.released = None;
                if was_draft && *class != Class::Draft {
                    tabled.after_issue = issued;
                    self.add_paper(line, minute, structure, *item, paper, late);
                }
            }
            Entry::ItemClassified {
                item,
                class,
                real_title,
                ..
            } => {
                if let Some(item) = self.find_item_mut(*item) {
                    item.class = class.clone();
                    item.classed = Some(line);
                    item.released = None;
                    if real_title.is_some() {
                        item.real_title = real_title.clone();
                    }
                }
            }
            Entry::Released {
                item, paper, why, ..
            } => {
                let parting = parting(why, minute, line);
                match paper {
                    Some(paper) => {
                        if let Some(tabled) = self.find_paper_mut(*item, paper) {
                            (tabled.class, tabled.classed) = (Class::Public, line);
                            tabled.released = Some(parting);
                        }
                    }
                    None => {
                        if let Some(item) = self.find_item_mut(*item) {
                            (item.class, item.classed) = (Class::Public, Some(line));
                            item.released = Some(parting);
                        }
                    }
                }
            }
            Entry::PaperWithdrawn {
                item, paper, why, ..
            } => {
                let tabled = self.find_paper_mut(*item, paper);
                let before = tabled.and_then(|tabled| {
                    tabled.withdrawn = Some(parting(why, minute, line));
                    tabled.replaces.clone()
                });
                // The version before it is read again.
                let before = before.and_then(|before| self.find_paper_mut(*item, &before));
                if let Some(before) = before {
                    before.replaced_by = None;
                }
            }
            Entry::PublicExcluded {
                item,
                paragraphs,
                words,
                ..
            } => {
                let exclusion = Exclusion {
                    paragraphs: paragraphs.clone(),
                    words: words.clone(),
                    line,
                };
                self.excluded.insert(*item, exclusion);
            }
            _ => {}
        }
    }

    fn table(&mut self, line: LineNo, minute: &Minute, structure: &Structure, entry: &Entry) {
        let Entry::PaperTabled {
            item: no,
            paper,
            late,
            class,
            real_title,
            replaces,
            keep_until,
            ..
        } = entry
        else {
            return;
        };
        let after_issue = self.issued.is_some();
        let Some(item) = self.find_item_mut(*no) else {
            return;
        };
        if let Some(before) = replaces.as_ref().and_then(|hash| item.paper_mut(hash)) {
            before.replaced_by = Some(paper.hash.clone());
        }
        item.papers.push(Tabled {
            paper: paper.clone(),
            class: class.clone(),
            real_title: real_title.clone(),
            replaces: replaces.clone(),
            replaced_by: None,
            keep_until: *keep_until,
            by: minute.by.clone(),
            on: minute.date_in(&structure.zone()),
            after_issue,
            released: None,
            withdrawn: None,
            line,
            classed: line,
        });
        if *class != Class::Draft {
            self.add_paper(line, minute, structure, *no, &paper.hash, late);
        }
    }

    fn find_item_mut(&mut self, no: ItemNo) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.no == no)
    }

    fn find_paper_mut(&mut self, no: ItemNo, hash: &PaperHash) -> Option<&mut Tabled> {
        self.find_item_mut(no)?.paper_mut(hash)
    }

    /// Whether the public may not know what is said under an item.
    pub fn is_private(&self, no: ItemNo) -> bool {
        self.item(no).is_some_and(|item| item.class.is_private())
    }
}

fn parting(why: &Prose, minute: &Minute, line: LineNo) -> Parting {
    Parting {
        why: why.clone(),
        at: minute.at,
        line,
    }
}
