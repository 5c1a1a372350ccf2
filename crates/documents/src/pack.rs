//! The pack of a meeting: its agenda, its decision reports in full, and its papers in their order.
//!
//! Its own pages are i, ii, iii. The papers' pages are 1, 2, 3, as they are numbered on the meeting's page:
//! so everyone names the same page by the same number, whatever of it they may read. A paper that is plain
//! text stands in the pack. Of any other it says where it is: what somebody else made cannot be vouched for
//! as accessible, and a file that holds it could not be either (docs/decisions/0029).

use std::collections::BTreeMap;

use app::views::{ItemView, MeetingView, PaperView, ReportView, words};

use crate::{
    Block, Document, Numbering, Text,
    agenda::{at_the_end, item_blocks, opening},
    words::{House, class, meeting_name, pages},
};

/// The pack of a meeting. `texts` are those of its papers that are plain text, by their hash; of them those
/// are taken that the view shows.
pub fn pack(house: &House, view: &MeetingView, texts: &BTreeMap<String, String>) -> Document {
    let line = &view.line;
    let subject = format!(
        "Agenda and papers of the meeting of the {} on {}",
        line.body.name,
        words::day(line.date)
    );
    let mut document = house.document(format!("Agenda pack: {}", meeting_name(line)), subject);
    document.numbering = Numbering::Roman;
    document.contents = true;
    opening(house, view, &mut document);
    if holds_what_is_withheld(view) {
        document.warn("This copy holds what is not for publication. Keep it to yourself.");
    }
    let blocks = &mut document.blocks;
    blocks.push(Block::heading(1, "Agenda"));
    for item in &view.agenda {
        blocks.extend(item_blocks(house, view, item));
    }
    blocks.extend(at_the_end(house, view));
    for item in &view.agenda {
        if let Some(report) = &item.report {
            blocks.extend(report_blocks(item, report));
        }
    }
    for paper in in_order(view) {
        blocks.extend(paper_blocks(house, paper, texts));
    }
    document
}

/// Whether anything in it is shown to whoever asked and not to everyone.
fn holds_what_is_withheld(view: &MeetingView) -> bool {
    view.agenda.iter().any(|item| {
        let mut papers = item.papers.iter();
        let paper = papers.any(|paper| paper.hash.is_some() && !paper.class.is_public());
        paper || (!item.withheld && !item.class.is_public())
    })
}

/// The papers in the order of the pack, each with its item.
fn in_order(view: &MeetingView) -> Vec<(usize, &ItemView, &PaperView)> {
    let places = view.notice.pack.iter().flat_map(|part| &part.papers);
    let found = places.filter_map(|place| {
        let item = view.agenda.iter().find(|item| item.no == place.item)?;
        let same = |paper: &&PaperView| match &place.hash {
            Some(_) => paper.hash == place.hash,
            None => paper.hash.is_none() && paper.title == place.title,
        };
        let paper = item.papers.iter().filter(|one| one.withdrawn.is_none());
        Some((place.no, item, paper.clone().find(same)?))
    });
    found.collect()
}

fn report_blocks(item: &ItemView, report: &ReportView) -> Vec<Block> {
    let mut blocks = vec![
        Block::NewPage,
        Block::heading(1, format!("Item {}: {}", item.no, report.title)),
    ];
    let author = report.author.as_deref().unwrap_or("the secretariat");
    blocks.push(Block::note(format!("Decision report by {author}.")));
    blocks.push(Block::heading(2, "What the meeting is asked"));
    blocks.extend(Block::prose(&report.question));
    for part in &report.parts {
        blocks.push(Block::heading(2, part.heading));
        match &part.text {
            Some(text) => blocks.extend(Block::prose(text)),
            None => blocks.push(Block::note("This part is missing.")),
        }
    }
    blocks
}

fn paper_blocks(
    house: &House,
    (no, item, paper): (usize, &ItemView, &PaperView),
    texts: &BTreeMap<String, String>,
) -> Vec<Block> {
    let mut about = vec![format!("Under item {}, {}", item.no, item.title)];
    if let Some(numbered) = &paper.numbered {
        about.push(pages(numbered));
    }
    if !paper.class.is_public() {
        about.push(class(paper.class.is).to_lowercase());
    }
    if let Some(holder) = &paper.held_by {
        about.push(format!("held by {}", holder.name));
    }
    let mut blocks = vec![
        Block::NewPage,
        Block::heading(1, format!("Paper {no}: {}", paper.title)),
        Block::note(about.join(" · ")),
    ];
    let Some(hash) = &paper.hash else {
        blocks.push(Block::paragraph(
            "This paper is not in this copy of the pack: it is not for everyone to read. Its pages keep their numbers.",
        ));
        return blocks;
    };
    match texts.get(hash) {
        Some(text) => blocks.extend(Block::prose(text)),
        None => blocks.push(Block::paragraph(
            Text::of("This paper is a file of its own: ")
                .and_link("read it here", house.at(&format!("/papers/{hash}")))
                .and(". Its pages are numbered as above."),
        )),
    }
    blocks
}
