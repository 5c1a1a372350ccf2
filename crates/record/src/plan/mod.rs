//! The plan: what the partnership set out to make better, and how it is doing.
//!
//! A strategy says what for; an agreement says what by when, in outcomes, indicators and targets; figures
//! say how it went. Whether an indicator is on track is worked out from its figures and the arrangements,
//! never written down, so it can always be opened to its sum and its clause.

mod decimal;
mod figure;
mod fraction;
mod period;

pub use decimal::{Decimal, MOST_PLACES, NotADecimal};
pub use figure::{Figure, NotARate, Rate};
pub use fraction::Fraction;
pub use period::{Every, NotAPeriod, Period};
