//! The program as its users meet it: the command line and the running server, over HTTP.

mod bad_input;
mod commands;
mod disk;
mod server;
mod whole_meeting;
