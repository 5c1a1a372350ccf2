//! Tables too long to stand beside their act.

mod appoint;
