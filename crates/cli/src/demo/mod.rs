//! The demonstration: three invented years of the Worcestershire Partnership, 2007 to 2009, and a year
//! of the Warwick Partnership.
//!
//! The arrangements are the real ones; people, papers and figures are invented and every page says
//! so. Everything is recorded by real acts through the same door as anyone's.
//!
//! What was said and who sat where is in `crates/cli/demo`, as text; `partnership` says which text
//! belongs to whom. Here is how it is told:
//! `members` fills the seats, `calendar` says who meets when, `business` chooses what they talk
//! about, `preparing` and `routine` tell an ordinary meeting, `followup` what became of its actions,
//! and `cases` what was out of the ordinary, `plan` what was aimed at, `money` what it was paid with. Each leaves
//! its steps with the `story`, which has them recorded in the order in which they happened.

mod attendance;
mod business;
mod calendar;
mod cases;
mod changes;
mod followup;
mod members;
mod money;
mod partnership;
mod plan;
mod preparing;
mod routine;
mod story;
#[cfg(test)]
mod tests;
mod warwick;
mod writer;

use jiff::civil::DateTime;

use crate::{house::Place, say::Trouble};

pub(crate) use partnership::Partnership;
use partnership::{WARWICK, WORCESTERSHIRE};

/// The address of the first partnership.
pub(crate) const PARTNERSHIP: &str = "worcestershire";
/// Everyone in the demonstration.
pub(crate) const PARTNERSHIPS: [&Partnership; 2] = [&WORCESTERSHIRE, &WARWICK];
/// When the demonstration begins for whoever looks: a Monday morning, ten to nine.
pub(crate) const NOW: DateTime = jiff::civil::datetime(2010, 1, 18, 8, 50, 0, 0);

/// Makes the demonstration in an empty place.
pub(crate) fn make(place: &Place) -> Result<(), Trouble> {
    tell(place, &WORCESTERSHIRE, |_, story| {
        cases::tell(story)?;
        plan::tell(story)?;
        money::tell(story)
    })?;
    tell(place, &WARWICK, |members, story| {
        warwick::tell(members, story);
        warwick::tell_strategy(story)?;
        plan::delivery::tell(warwick::PLANS, story)
    })
}

/// Tells a partnership's ordinary years, and what was out of the ordinary in them.
fn tell(
    place: &Place,
    of: &'static Partnership,
    cases: fn(&members::Members, &mut story::Story) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let members = members::read(of)?;
    let mut story = story::Story::default();
    members::tell(of, &members, &mut story);
    routine::tell(of, &mut story)?;
    cases(&members, &mut story)?;
    let mut writer = writer::Writer::begin(place, of, &members)?;
    story.write(&mut writer)?;
    writer.close();
    Ok(())
}
