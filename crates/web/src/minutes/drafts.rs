//! The drafts of a meeting in the office, and how a text that was typed meets them.
//!
//! Two officers may write at once. A text is saved only if its writer had seen the one it replaces;
//! otherwise both are shown. What a writer did not touch is never saved over another's words.

use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use app::{DraftSaved, OfficeDraft, views::TableView};
use record::id::ItemNo;

use crate::{forms::Form, problem::Problem, visit::Visit};

/// The drafts of a meeting, by item.
pub(super) type Drafts = BTreeMap<ItemNo, OfficeDraft>;

/// One item as it came back from the form.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    item: ItemNo,
    text: String,
    revision: u64,
}

/// The name of an input of an item: `items[3].text`.
pub(super) fn input(item: &ItemNo, field: &str) -> String {
    format!("items[{item}].{field}")
}

/// A short mark of a text, to tell whether it was touched. Line endings and spaces at the ends do
/// not count.
pub(super) fn mark(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    plain(text).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A text without what browsers add to it.
pub(super) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// What was typed into the items that the writer touched.
pub(super) fn touched(view: &TableView, form: &Form) -> Vec<Typed> {
    let items = view.meeting.agenda.iter().map(|item| item.no);
    let typed = items.filter_map(|item| {
        let was = form.value(&input(&item, "was"));
        let text = plain(form.value(&input(&item, "text")));
        // An item that the page did not have when it was opened has no mark.
        let gives_way = form.value(&input(&item, "take")) == "theirs";
        (!was.is_empty() && mark(&text) != was && !gives_way).then(|| Typed {
            item,
            text,
            revision: form.value(&input(&item, "revision")).parse().unwrap_or(0),
        })
    });
    typed.collect()
}

/// The drafts as they stand.
pub(super) async fn read(visit: &Visit, view: &TableView) -> Result<Drafts, Problem> {
    let partnership = visit.reading.partnership.to_string();
    let meeting = view.meeting.line.id.to_string();
    let drafts = visit
        .site
        .office(move |house| house.office().drafts(&partnership, &meeting));
    let drafts = drafts.await?.into_iter();
    Ok(drafts
        .filter_map(|draft| Some((ItemNo(draft.item.parse().ok()?), draft)))
        .collect())
}

/// Saves what was touched; gives the items that someone else wrote meanwhile, with their words.
pub(super) async fn save(
    visit: &Visit,
    view: &TableView,
    typed: Vec<Typed>,
) -> Result<Drafts, Problem> {
    let partnership = visit.reading.partnership.to_string();
    let meeting = view.meeting.line.id.to_string();
    let by = visit
        .viewer
        .person
        .as_ref()
        .map(|person| person.id.to_string())
        .unwrap_or_default();
    let saved = visit.site.office(move |house| {
        let now = house.now().as_second();
        let mut stale = Drafts::new();
        for Typed {
            item,
            text,
            revision,
        } in typed
        {
            let office = house.office();
            let place = item.to_string();
            let saved =
                office.save_draft(&partnership, &meeting, &place, &text, revision, &by, now)?;
            if let DraftSaved::Stale { current } = saved {
                // The same words twice are no quarrel.
                if current.text != text {
                    stale.insert(item, current);
                }
            }
        }
        Ok(stale)
    });
    Ok(saved.await?)
}

/// Throws the drafts away: the minutes are approved, and what they say is in the book.
pub(super) async fn discard(visit: &Visit, view: &TableView) -> Result<(), Problem> {
    let partnership = visit.reading.partnership.to_string();
    let meeting = view.meeting.line.id.to_string();
    let office = visit
        .site
        .office(move |house| house.office().discard_drafts(&partnership, &meeting));
    Ok(office.await?)
}

/// What is drafted for an item: in the office, or else in the book.
pub(super) fn text_of(view: &TableView, drafts: &Drafts, item: ItemNo) -> String {
    let draft = drafts.get(&item).map(|draft| draft.text.clone());
    draft.unwrap_or_else(|| in_the_book(view, item).to_owned())
}

/// What the newest draft in the book says of an item.
pub(super) fn in_the_book(view: &TableView, item: ItemNo) -> &str {
    let agenda = &view.meeting.agenda;
    let item = agenda.iter().find(|row| row.no == item);
    item.and_then(|item| item.said.as_deref())
        .unwrap_or_default()
}

/// Items whose draft in the office says something else than the book.
pub(super) fn differing(view: &TableView, drafts: &Drafts) -> Vec<ItemNo> {
    let items = view.meeting.agenda.iter().map(|item| item.no);
    items
        .filter(|item| plain(&text_of(view, drafts, *item)) != plain(in_the_book(view, *item)))
        .collect()
}
