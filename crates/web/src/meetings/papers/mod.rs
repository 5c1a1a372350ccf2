//! What becomes of papers and items that are not for everyone: another class, release, withdrawal, the
//! exclusion of the public, and the secretariat's list of what is withheld.
//!
//! Who may read what is decided in `app::views`; here forms become acts.

mod class;
mod classify;
mod exclude;
mod part;
#[cfg(test)]
mod tests;
mod withheld;

use app::views::{PaperView, item_title, words};
use axum::routing::get;
use record::meetings::{ClassKind, Item, Meeting, PaperHash, Tabled};

pub(crate) use class::ClassFields;
pub(crate) use class::{begun, read, read_title};

use crate::{
    doors::{Doors, Who},
    problem::Problem,
    say,
    visit::Visit,
};

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    const ITEM: &str = "/{partnership}/meetings/{meeting}/items/{item}";
    const PAPER: &str = "/{partnership}/meetings/{meeting}/items/{item}/papers/{hash}";
    let secretariat = Who::Secretariat;
    Doors::new()
        .route(
            &format!("{ITEM}/class"),
            secretariat,
            get(classify::ask_item).post(classify::item),
        )
        .route(
            &format!("{PAPER}/class"),
            secretariat,
            get(classify::ask_paper).post(classify::paper),
        )
        .route(
            &format!("{ITEM}/release"),
            secretariat,
            get(part::ask_release_item).post(part::release_item),
        )
        .route(
            &format!("{PAPER}/release"),
            secretariat,
            get(part::ask_release).post(part::release),
        )
        .route(
            &format!("{PAPER}/withdraw"),
            secretariat,
            get(part::ask_withdraw).post(part::withdraw),
        )
        .route(
            &format!("{ITEM}/exclude"),
            secretariat,
            get(exclude::ask).post(exclude::take),
        )
        .route(
            "/{partnership}/office/withheld",
            secretariat,
            get(withheld::show),
        )
        .route(
            "/api/v1/{partnership}/office/withheld",
            Who::SecretariatsProgram,
            get(withheld::json),
        )
}

/// The item of an address.
fn item_at<'a>(
    visit: &'a Visit,
    meeting: &str,
    item: &str,
) -> Result<(&'a Meeting, &'a Item), Problem> {
    let meeting = super::calling::meeting_at(visit, meeting)?;
    let no = item.parse().ok().map(record::id::ItemNo);
    let item = no.and_then(|no| meeting.item(no));
    Ok((meeting, item.ok_or_else(Problem::not_found)?))
}

/// The paper of an address, where whoever looks may read it.
fn paper_at<'a>(
    visit: &'a Visit,
    meeting: &str,
    item: &str,
    hash: &str,
) -> Result<(&'a Meeting, &'a Item, &'a Tabled), Problem> {
    let (meeting, item) = item_at(visit, meeting, item)?;
    let hash: Option<PaperHash> = hash.parse().ok();
    let paper = hash.as_ref().and_then(|hash| item.paper(hash));
    let paper = paper.ok_or_else(Problem::not_found)?;
    let audience = say::audience(visit);
    let hash = Some(&paper.hash);
    if !app::views::may_read(&visit.reading, audience, &meeting.id, item.no, hash) {
        return Err(Problem::not_found());
    }
    Ok((meeting, item, paper))
}

/// "5. Commissioning", by the title that whoever looks may know.
fn numbered(visit: &Visit, meeting: &Meeting, item: &Item) -> String {
    let title = item_title(&visit.reading, say::audience(visit), meeting, item);
    format!("{}. {title}", item.no)
}

/// What a paper is called among those who may read it.
fn called(paper: &Tabled) -> String {
    let real = paper.real_title.as_ref();
    real.map_or(paper.title.to_string(), |real| real.shown().to_owned())
}

/// Whether a paper could be released to everyone.
pub(crate) fn is_withheld(paper: &PaperView) -> bool {
    !matches!(paper.class.is, ClassKind::Public | ClassKind::Draft)
}

/// What is said of a paper under its title: its version and pages, who holds it, how long it is kept.
pub(crate) fn about(paper: &PaperView) -> String {
    let mut told = Vec::new();
    match paper.earlier.first() {
        Some(before) => told.push(format!(
            "Version {}, replaces version {} of {}",
            paper.version,
            before.version,
            words::short_day(before.on)
        )),
        None if paper.version > 1 => told.push(format!("Version {}", paper.version)),
        None => {}
    }
    match &paper.numbered {
        Some((first, last)) if first == last => told.push(format!("Page {first}")),
        Some((first, last)) => told.push(format!("Pages {first} to {last}")),
        None => {}
    }
    told.push(match &paper.held_by {
        Some(holder) => format!("Held by {}", holder.name),
        None => "Who holds it is not stated".to_owned(),
    });
    told.extend(paper.kept.as_ref().map(|kept| {
        let clause = kept.clause.as_deref().map(words::clause);
        let clause = clause.map_or(String::new(), |clause| format!(" ({clause})"));
        match kept.until {
            Some(day) => format!("Kept until {}{clause}", words::short_day(day)),
            None => format!("Kept for good{clause}"),
        }
    }));
    told.join(" · ")
}
