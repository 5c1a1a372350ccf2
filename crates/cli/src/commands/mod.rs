//! What the command line can do, one file each.

mod act;
mod backup;
mod check;
mod checkpoint;
mod demo;
mod doctor;
mod export;
mod import;
mod init;
mod link;
mod report;
mod restore;
mod sample;
mod serve;
mod token;
mod verify;

use clap::Subcommand;

use crate::say::Trouble;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show Folkmoot with an invented Worcestershire Partnership
    Demo(demo::Demo),
    /// Begin the book of a partnership
    Init(init::Init),
    /// Serve the pages and the API
    Serve(serve::Serve),
    /// Find errors and weaknesses in an arrangements file
    Check(check::Check),
    /// Record acts from a file or from standard input
    Act(act::Act),
    /// Check that a book is whole and untouched
    Verify(verify::Verify),
    /// Sign where a book ends, to be kept elsewhere
    Checkpoint(checkpoint::Checkpoint),
    /// Write a book to a folder that can be checked without Folkmoot
    Export(export::Export),
    /// Copy everything that a house keeps to a folder, while it is served
    Backup(backup::Backup),
    /// Make a house from a backup
    Restore(restore::Restore),
    /// Take in people and their seats from a spreadsheet
    Import(import::Import),
    /// Write the report of a body on a period as PDF, Word or Excel
    Report(report::Report),
    /// Make a one-time sign-in link for a person
    Link(link::Link),
    /// Make a token with which a program uses the API for a person
    Token(token::Token),
    /// Make a synthetic county of any size, to measure with
    Sample(sample::Sample),
    /// Look for what is wrong with this installation
    Doctor(doctor::Doctor),
}

impl Command {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Demo(command) => command.run(),
            Self::Init(command) => command.run(),
            Self::Serve(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Act(command) => command.run(),
            Self::Verify(command) => command.run(),
            Self::Checkpoint(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::Backup(command) => command.run(),
            Self::Restore(command) => command.run(),
            Self::Import(command) => command.run(),
            Self::Report(command) => command.run(),
            Self::Link(command) => command.run(),
            Self::Token(command) => command.run(),
            Self::Sample(command) => command.run(),
            Self::Doctor(command) => command.run(),
        }
    }
}
