//! Tables too long to stand beside their act.

mod appoint;
mod elect;
mod nominate;
mod seats;
