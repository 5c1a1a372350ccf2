//! The working calendar: bank holidays of England and Wales, and clear days.
//!
//! Pure sums over civil dates. Which notice a body asks for is in its arrangements, not here.

mod bank_holidays;
mod clear_days;

pub use bank_holidays::{BankHoliday, bank_holiday, bank_holidays};
pub use clear_days::{clear_days_between, is_working_day, last_day_for, working_day_before};
