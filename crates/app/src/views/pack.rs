//! The pack of a meeting: its papers in one order, with one numbering of pages.
//!
//! A number that was given stays. A new version of a paper keeps the pages of the one before it; where it
//! is longer, the further pages are 12a, 12b and so on; where it is shorter, the last ones are left out.
//! What comes after the agenda goes on counting. Papers that somebody may not read have their pages all
//! the same, so that everyone names the same page by the same number.

use record::{
    id::ItemNo,
    meetings::{Class, Item, Meeting, Tabled},
};

use super::{Audience, PackPaper, PackPart, rights};
use crate::Reading;

/// A paper's place: its versions, and the pages that the first of them was given.
struct Placed<'a> {
    item: &'a Item,
    /// The versions that were given to anyone, oldest first.
    versions: Vec<&'a Tabled>,
    no: usize,
    first: Option<u32>,
    pages: Option<u32>,
    part: Option<u16>,
}

/// The papers that somebody is shown, in their places.
pub(crate) fn pack(reading: &Reading, meeting: &Meeting, audience: Audience) -> Vec<PackPart> {
    let mut parts: Vec<PackPart> = Vec::new();
    for placed in places(meeting) {
        let Some(paper) = placed.versions.iter().rfind(|paper| paper.is_current()) else {
            continue;
        };
        let reads = rights::reads_paper(reading, audience, meeting, placed.item, paper);
        let title = paper.real_title.as_ref().filter(|_| reads);
        let shown = PackPaper {
            no: placed.no,
            item: placed.item.no,
            title: title.map_or(paper.title.to_string(), |title| title.shown().to_owned()),
            hash: reads.then(|| paper.hash.to_string()),
            pages: placed.span(paper),
        };
        match parts.last_mut() {
            Some(last) if last.supplement == placed.part => last.papers.push(shown),
            _ => parts.push(PackPart {
                supplement: placed.part,
                papers: vec![shown],
            }),
        }
    }
    parts
}

/// The pages of a paper in the pack of its meeting, where they are known: the first and the last.
pub(crate) fn pages(meeting: &Meeting, item: ItemNo, paper: &Tabled) -> Option<(String, String)> {
    let places = places(meeting);
    let placed = places.iter().find(|placed| {
        let mut versions = placed.versions.iter();
        placed.item.no == item && versions.any(|version| version.line == paper.line)
    })?;
    placed.span(paper)
}

/// Every paper that was given to anyone, in order, with its pages.
fn places(meeting: &Meeting) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    for item in &meeting.items {
        let firsts = item.papers.iter().filter(|paper| paper.replaces.is_none());
        for first in firsts {
            let of_it = item.papers.iter().filter(|paper| {
                let oldest = item.versions(paper).last();
                oldest.is_some_and(|oldest| oldest.line == first.line)
            });
            let versions: Vec<_> = of_it.filter(|paper| paper.class != Class::Draft).collect();
            let Some(given) = versions.first() else {
                continue;
            };
            let part = meeting.supplement_of(item.no, Some(&given.hash));
            found.push((part, item, versions));
        }
    }
    // The agenda's come first; a stable sort keeps the order of the items.
    found.sort_by_key(|(part, ..)| *part);
    let (mut so_far, mut no) = (Some(0_u32), 0);
    let placed = found.into_iter().map(|(part, item, versions)| {
        no += 1;
        let first = so_far.map(|last| last + 1);
        let pages = length(&versions);
        so_far = so_far.zip(pages).map(|(last, pages)| last + pages);
        Placed {
            item,
            versions,
            no,
            first,
            pages,
            part,
        }
    });
    placed.collect()
}

/// How many pages a paper has in the numbering: those of the version that lay there when the agenda was
/// issued, or of the first that was given later.
fn length(versions: &[&Tabled]) -> Option<u32> {
    let issued = versions.iter().rfind(|paper| !paper.after_issue);
    let paper = issued.or(versions.first())?;
    paper.pages.map(|pages| u32::from(pages.get()))
}

impl Placed<'_> {
    fn span(&self, paper: &Tabled) -> Option<(String, String)> {
        let own = paper.pages.map(|pages| u32::from(pages.get()));
        let (first, pages) = self.first.zip(self.pages)?;
        Some((first.to_string(), last_page(first, pages, own?)))
    }
}

/// The last page of a version that has so many pages, in a place that was given so many.
fn last_page(first: u32, given: u32, own: u32) -> String {
    match own.checked_sub(given) {
        None | Some(0) => (first + own - 1).to_string(),
        Some(further) => format!("{}{}", first + given - 1, letters(further)),
    }
}

/// a, b, … z, aa, ab: the name of the nth further page, from 1.
fn letters(nth: u32) -> String {
    let (mut rest, mut name) = (nth, String::new());
    while rest > 0 {
        rest -= 1;
        let letter = char::from_digit(10 + rest % 26, 36).unwrap_or('a');
        name.insert(0, letter);
        rest /= 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_keeps_the_pages_of_its_place() {
        let table = [
            (5, 8, 8, "12"),
            (5, 8, 3, "7"),
            (5, 8, 9, "12a"),
            (5, 8, 10, "12b"),
            (1, 1, 27, "1z"),
            (1, 1, 28, "1aa"),
            (1, 1, 1, "1"),
        ];
        for (first, given, own, last) in table {
            assert_eq!(last_page(first, given, own), last, "{first} {given} {own}");
        }
    }
}
