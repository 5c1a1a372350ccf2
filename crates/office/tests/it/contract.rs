//! How the contract is read out: sentences, each tried on a fresh office.

use std::panic::{AssertUnwindSafe, catch_unwind};

use office::{Fault, Office, Person};

/// A sentence about the office, and the trial of it.
pub type Sentence = (&'static str, fn(&dyn Office) -> Result<(), Fault>);

/// Every chapter of the contract.
pub const CHAPTERS: [&[Sentence]; 6] = [
    crate::people::SENTENCES,
    crate::sign_in::SENTENCES,
    crate::drafts::SENTENCES,
    crate::files::SENTENCES,
    crate::letters::SENTENCES,
    crate::directories::SENTENCES,
];

/// Tries every sentence on an office of its own, and names those that do not hold.
pub fn keeps_the_contract(with_fresh_office: impl Fn(&dyn Fn(&dyn Office))) {
    let mut broken = Vec::new();
    for (sentence, trial) in CHAPTERS.into_iter().flatten() {
        let held = catch_unwind(AssertUnwindSafe(|| {
            with_fresh_office(&|office| {
                trial(office).unwrap_or_else(|fault| panic!("{fault}: {fault:?}"));
            });
        }));
        if held.is_err() {
            broken.push(*sentence);
        }
    }
    assert!(
        broken.is_empty(),
        "these sentences do not hold: {broken:#?}"
    );
}

/// Enters a person whose id ends in `number`.
pub fn someone(office: &dyn Office, number: u8) -> Result<String, Fault> {
    let id = format!("{number:032x}");
    office.add_person(&Person {
        id: id.clone(),
        name: format!("Person {number}"),
        email: None,
    })?;
    Ok(id)
}
