//! What holds for every page and every program, asked for over HTTP.

mod api;
mod caching;
mod files;
mod forms;
mod frame;
mod guards;
mod problems;
mod signing_in;
mod strength;
mod who;
