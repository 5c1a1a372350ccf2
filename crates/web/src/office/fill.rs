//! Filling a form in beforehand, and choosing a person.

use jiff::civil::Date;
use record::id::PersonId;

use crate::{
    forms::{Choice, Form},
    visit::Visit,
};

/// What is sent for a person who is not on the list.
pub(super) const SOMEONE_NEW: &str = "new";

/// The same form with a day typed in.
pub(crate) fn with_date(form: Form, name: &str, date: Date) -> Form {
    form.with(format!("{name}-day"), date.day().to_string())
        .with(format!("{name}-month"), date.month().to_string())
        .with(format!("{name}-year"), date.year().to_string())
}

/// A form with what the address gives for these inputs, so that a link, or the way back from adding a
/// person, can fill them in.
pub(crate) fn with_query(visit: &Visit, names: &[&str]) -> Form {
    names
        .iter()
        .fold(Form::empty(), |form, name| match visit.query(name) {
            Some(value) => form.with(*name, value),
            None => form,
        })
}

/// The people to choose from, by name. The secretariat and administrators see everyone, and may add someone; others
/// see those who sit on a body today.
pub(crate) fn people_known(visit: &Visit) -> Vec<Choice> {
    let reading = &visit.reading;
    let (structure, today) = (&reading.record.structure, reading.today());
    let secretariat = visit.viewer.secretariat || visit.viewer.administrator;
    let new = Choice::new(SOMEONE_NEW, "Someone who is not on this list");
    let all = reading.names.all().into_iter();
    let shown =
        all.filter(|person| secretariat || !structure.seats_held(person.id, today).is_empty());
    let people = shown.map(|person| Choice::new(person.id.to_string(), person.name));
    secretariat
        .then_some(new)
        .into_iter()
        .chain(people)
        .collect()
}

/// Reads who was chosen under `person`. Errors with the address at which to add someone who is not
/// on the list; from there the way leads back to the form at `here`, with what was typed.
pub(crate) fn person_chosen(
    visit: &Visit,
    form: &mut Form,
    here: &str,
    missing: &str,
) -> Result<Option<PersonId>, String> {
    if form.value("person") != SOMEONE_NEW {
        let wrong = "Choose a person from the list";
        return Ok(form.read("person", missing, wrong));
    }
    let mut back = form_urlencoded::Serializer::new(String::new());
    let kept = form.pairs().iter();
    back.extend_pairs(kept.filter(|(name, _)| name != "person" && name != "seen"));
    let mut next = form_urlencoded::Serializer::new(String::new());
    next.append_pair("next", &format!("{here}?{}", back.finish()));
    Err(visit.at(&format!("/office/people/add?{}", next.finish())))
}
