//! The demonstration: three invented years of the Worcestershire Partnership, 2007 to 2009.
//!
//! The arrangements are the real ones; people, papers and figures are invented and every page says
//! so. Everything is recorded by real acts through the same door as anyone's.
//!
//! What was said and who sat where is in `crates/cli/demo`, as text. Here is how it is told:
//! `members` fills the seats, `calendar` says who meets when, `business` chooses what they talk
//! about, `preparing` and `routine` tell an ordinary meeting, `followup` what became of its actions,
//! and `cases` what was out of the ordinary. Each leaves
//! its steps with the `story`, which has them recorded in the order in which they happened.

mod attendance;
mod business;
mod calendar;
mod cases;
mod changes;
mod followup;
mod members;
mod preparing;
mod routine;
mod story;
#[cfg(test)]
mod tests;
mod writer;

use jiff::civil::DateTime;

use crate::{house::Place, say::Trouble};

pub(crate) use members::SIGN_INS;

/// The partnership's address.
pub(crate) const PARTNERSHIP: &str = "worcestershire";
/// When the demonstration begins for whoever looks: a Monday morning, ten to nine.
pub(crate) const NOW: DateTime = jiff::civil::datetime(2010, 1, 18, 8, 50, 0, 0);

/// Makes the demonstration in an empty place.
pub(crate) fn make(place: &Place) -> Result<(), Trouble> {
    let members = members::read()?;
    let mut story = story::Story::default();
    members::tell(&members, &mut story);
    routine::tell(&mut story)?;
    cases::tell(&mut story)?;
    let mut writer = writer::Writer::begin(place, &members)?;
    story.write(&mut writer)?;
    writer.close();
    Ok(())
}
