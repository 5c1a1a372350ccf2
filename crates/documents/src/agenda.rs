//! The agenda of a meeting, as whoever asked may see it.

use app::views::{ItemView, MeetingView, MinutesState, words};

use crate::{
    Block, Cell, Column, Document, Table, Text,
    words::{House, arising, class, meeting_name, pages, when_and_where, why_not_public},
};

/// The agenda of a meeting.
pub fn agenda(house: &House, view: &MeetingView) -> Document {
    let line = &view.line;
    let subject = format!(
        "Agenda of the meeting of the {} on {}",
        line.body.name,
        words::day(line.date)
    );
    let mut document = house.document(format!("Agenda: {}", meeting_name(line)), subject);
    opening(house, view, &mut document);
    document.blocks.push(Block::heading(1, "Agenda"));
    for item in &view.agenda {
        document.blocks.extend(item_blocks(house, view, item));
    }
    document.blocks.extend(at_the_end(house, view));
    document
}

/// What agenda and pack begin with: the body, when and where, and what became of it.
pub(crate) fn opening(house: &House, view: &MeetingView, document: &mut Document) {
    let line = &view.line;
    document.above = format!("{} · {}", house.name, line.body.name);
    document.facts = when_and_where(line);
    if let Some(issued) = view.notice.issued {
        let said = match &view.notice.late {
            Some(why) => format!("{}, late: {why}", words::short_day(issued)),
            None => words::short_day(issued),
        };
        document.facts.push(("Issued".to_owned(), Text::of(said)));
    } else if line.minutes == MinutesState::Called {
        document.warn("This agenda is not issued yet and may change.");
    }
    if let Some(why) = &view.notice.cancelled {
        document.warn(&format!("Cancelled: {why}"));
    }
    for moved in &view.notice.moved {
        let said = format!(
            "Moved from {}, {}, {}: {}",
            words::day(moved.date),
            words::clock(moved.starts),
            moved.place,
            moved.why
        );
        document.blocks.push(Block::note(said));
    }
}

/// An item, with what belongs under it.
pub(crate) fn item_blocks(house: &House, view: &MeetingView, item: &ItemView) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(2, format!("{}. {}", item.no, item.title)),
        Block::note(about(view, item)),
    ];
    if let Some(why) = view.notice.deferred_why(&item.no) {
        blocks.push(Block::paragraph(
            Text::strong("Put on a later meeting. ").and(why),
        ));
    }
    blocks.extend(private(item));
    let here = view.arising.as_ref();
    if let Some(here) = here.filter(|here| here.item == Some(item.no)) {
        blocks.extend(arising(house, here));
    }
    let mut papers = Vec::new();
    if let Some(report) = &item.report {
        papers.push(Text::of("Decision report: ").and_link(
            report.title.clone(),
            house.at(&format!("/meetings/{}/report/{}", view.line.id, item.no)),
        ));
    }
    for paper in &item.papers {
        if paper.withdrawn.is_some() {
            continue;
        }
        let title = match &paper.hash {
            Some(hash) => Text::link(paper.title.clone(), house.at(&format!("/papers/{hash}"))),
            None => Text::of(paper.title.clone()),
        };
        let mut more = Vec::new();
        if let Some(numbered) = &paper.numbered {
            more.push(pages(numbered));
        }
        if !paper.class.is_public() {
            more.push(class(paper.class.is).to_lowercase());
        }
        papers.push(if more.is_empty() {
            title
        } else {
            title.and(format!(" ({})", more.join(", ")))
        });
    }
    if !papers.is_empty() {
        blocks.push(Block::list(papers));
    }
    blocks
}

/// "10.40am · For decision · Margaret Hale · 15 minutes · on every agenda (para 12)".
fn about(view: &MeetingView, item: &ItemView) -> String {
    let mut said: Vec<String> = item.expected.map(words::clock).into_iter().collect();
    said.push(words::purpose(item.purpose).to_owned());
    said.extend(item.presenter.clone());
    let minutes = item.minutes.map(usize::from);
    said.extend(minutes.map(|minutes| words::count(minutes, "minute", "minutes")));
    if let Some(no) = view.notice.supplement_of(&item.no) {
        said.push(format!("added in supplement {no}"));
    }
    if item.standing {
        said.push(match &item.standing_clause {
            Some(clause) => format!("on every agenda ({})", words::clause(clause)),
            None => "on every agenda".to_owned(),
        });
    }
    if item.ratifies.is_some() {
        said.push("to ratify what an inquorate meeting agreed".to_owned());
    }
    if let Some(by) = &item.brought_by {
        said.push(format!("{} the {}", by.how, by.body.name));
    }
    said.join(" · ")
}

/// What everyone is told of an item that is not for everyone.
pub(crate) fn private(item: &ItemView) -> Vec<Block> {
    let mut blocks = Vec::new();
    if item.class.is_private() {
        let lead = if item.withheld {
            "Not open to the public. "
        } else {
            "You may know what is said here. The public may not. "
        };
        blocks.push(Block::paragraph(
            Text::strong(lead).and(why_not_public(&item.class)),
        ));
        if let Some(excluded) = &item.excluded {
            blocks.push(Block::paragraph(format!("Resolved: {}", excluded.words)));
        }
    }
    if let Some(summary) = &item.summary {
        blocks.extend(Block::prose(summary));
    }
    blocks
}

/// What follows the items: what arises, what was added, and all papers in their order.
pub(crate) fn at_the_end(house: &House, view: &MeetingView) -> Vec<Block> {
    let mut blocks = Vec::new();
    let apart = view.arising.as_ref().filter(|all| all.item.is_none());
    if let Some(all) = apart {
        blocks.push(Block::heading(1, "Matters arising"));
        blocks.extend(arising(house, all));
    }
    if !view.notice.supplements.is_empty() {
        blocks.push(Block::heading(1, "Added since the agenda was issued"));
    }
    for supplement in &view.notice.supplements {
        let day = words::short_day(supplement.on);
        let name = format!("Supplement {}, {day}", supplement.no);
        blocks.push(Block::heading(2, name));
        let added = supplement.added.iter().map(|added| {
            let what = if added.paper {
                format!("Paper under item {}: {}", added.item, added.title)
            } else {
                format!("Item {}: {}", added.item, added.title)
            };
            Text::of(match &added.late {
                Some(why) => format!("{what}. Late: {why}"),
                None => what,
            })
        });
        blocks.push(Block::list(added.collect()));
    }
    blocks.extend(papers_in_order(house, view));
    blocks
}

fn papers_in_order(house: &House, view: &MeetingView) -> Vec<Block> {
    let mut rows = Vec::new();
    for part in &view.notice.pack {
        for paper in &part.papers {
            let title = match &paper.hash {
                Some(hash) => Text::link(paper.title.clone(), house.at(&format!("/papers/{hash}"))),
                None => Text::of(paper.title.clone()).and(" (not for you to read)"),
            };
            rows.push(vec![
                Cell::count(paper.no),
                Cell::words(title),
                Cell::words(format!("Item {}", paper.item)),
                Cell::words(paper.pages.as_ref().map(pages).unwrap_or_default()),
                Cell::words(match part.supplement {
                    Some(no) => format!("Supplement {no}"),
                    None => "The agenda".to_owned(),
                }),
            ]);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(1, "All papers in order"),
        Block::Table(Table {
            caption: "Papers of this meeting, with their pages".to_owned(),
            sheet: "Papers".to_owned(),
            columns: vec![
                Column::numbers("Paper", 1),
                Column::new("Title", 6),
                Column::new("Under", 2),
                Column::new("Pages", 2),
                Column::new("Came with", 2),
            ],
            rows,
        }),
    ]
}
