//! What happens, moment by moment. Steps may be left in any order; they are written in theirs.

use jiff::civil::DateTime;

use super::{NOW, writer::Writer};
use crate::{progress, say::Trouble};

/// Something that is written at its moment.
type Step = Box<dyn FnOnce(&mut Writer) -> Result<(), Trouble>>;

/// Everything that is to be written.
#[derive(Default)]
pub(super) struct Story {
    steps: Vec<(DateTime, Step)>,
}

impl Story {
    /// Leaves something to be written at a moment. What would happen after the demonstration's
    /// present is left out.
    pub(super) fn at(
        &mut self,
        moment: DateTime,
        step: impl FnOnce(&mut Writer) -> Result<(), Trouble> + 'static,
    ) {
        if moment < NOW {
            self.steps.push((moment, Box::new(step)));
        }
    }

    /// Writes it all, the earliest first. Steps of one moment keep the order in which they came.
    pub(super) fn write(mut self, writer: &mut Writer) -> Result<(), Trouble> {
        self.steps.sort_by_key(|(moment, _)| *moment);
        let bar = progress::bar("Making the demonstration", self.steps.len() as u64);
        for (moment, step) in self.steps {
            writer.on(moment)?;
            step(writer)?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }
}
