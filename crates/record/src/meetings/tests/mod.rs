//! Tables too long to stand beside their act.

mod call;
mod record_arrival;
