//! The program as its users meet it: the command line and the running server, over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

mod backup;
mod bad_input;
mod commands;
mod disk;
mod erasure;
mod figures;
mod live;
mod money;
mod server;
mod whole_meeting;
