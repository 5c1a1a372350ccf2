//! `cargo xtask bench`: the promises of speed, measured, as a table.
//!
//! Every page is measured beside a bare handler that returns the very same bytes, in turns and in the
//! same run, so that a slow or busy machine is slow for both. It reports and never fails for being slow;
//! it fails only when it cannot measure.

mod acts;
mod county;
mod figures;
mod live;
mod load;
mod pages;
mod table;
mod whole;

use std::path::PathBuf;
use std::time::Duration;

use crate::command::{call, cargo};
use crate::program::Program;
use crate::{Done, Workspace};

use county::County;
use table::Table;

/// What to measure, and how long.
#[derive(clap::Args)]
pub struct Bench {
    /// Years of the sample county; ten are what the goals are about
    #[arg(long, default_value_t = 10)]
    years: u16,
    /// Seconds of each of the three turns that each page and each bare handler gets
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// A folder that holds the county from an earlier run, or is to keep it for a later one
    #[arg(long, value_name = "DIR")]
    county: Option<PathBuf>,
    /// Measure what was built before, without building
    #[arg(long)]
    built: bool,
    /// Measure only how soon live screens hear of an act
    #[arg(long)]
    live: bool,
    /// Also measure a build from nothing (many minutes)
    #[arg(long)]
    build: bool,
    /// Write the table to this file as well
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
}

/// What every measurement needs.
struct Bed {
    program: Program,
    bare: PathBuf,
    /// Prints a report of forty pages and says what it cost.
    forty_pages: PathBuf,
    turn: Duration,
}

/// Measures everything and prints the table.
pub fn run(workspace: &Workspace, bench: &Bench) -> Done {
    let bed = build(workspace, bench)?;
    if bench.live {
        let mut table = Table::new(0, 0);
        live::measure(&bed, &mut table)?;
        return told(bench, &table);
    }
    let (county, making) = County::made(&bed.program, bench.years, 25, bench.county.as_deref())?;
    let (small, _) = County::made(&bed.program, 1, 2, None)?;
    println!(
        "bench: a county of {} lines, and one of {}",
        county.lines, small.lines
    );
    let mut table = Table::new(bench.years, county.lines);
    pages::measure(&bed, &county, &small, &mut table)?;
    acts::measure(&bed, &county, &mut table)?;
    figures::measure(workspace, &bed, &mut table)?;
    live::measure(&bed, &mut table)?;
    whole::measure(&bed, &county, making, &mut table)?;
    if bench.build {
        whole::build_from_nothing(workspace, &mut table)?;
    } else {
        table.row(
            "Build from nothing",
            "not measured in this run: `cargo xtask bench --build`",
            "",
            "15 CPU min",
        );
    }
    whole::printing(&bed, &mut table)?;
    told(bench, &table)
}

/// Prints the table, and writes it where it was asked for.
fn told(bench: &Bench, table: &Table) -> Done {
    let text = table.text();
    println!("\n{text}");
    match &bench.markdown {
        Some(file) => {
            std::fs::write(file, text).map_err(|why| format!("{}: {why}", file.display()))
        }
        None => Ok(()),
    }
}

/// The optimised program and the bare handler, in one build so that both stand on the same libraries.
fn build(workspace: &Workspace, bench: &Bench) -> Done<Bed> {
    let words = [
        "build",
        "--locked",
        "--release",
        "--package",
        "folkmoot",
        "--bin",
        "folkmoot",
        "--package",
        "web",
        "--example",
        "bare",
        "--package",
        "papers",
        "--example",
        "forty_pages",
    ];
    if !bench.built {
        call(cargo().args(words).current_dir(&workspace.root))?;
    }
    let folder = workspace.target.join("release");
    Ok(Bed {
        program: Program::at(folder.join("folkmoot"))?,
        bare: folder.join("examples/bare"),
        forty_pages: folder.join("examples/forty_pages"),
        turn: Duration::from_secs(bench.seconds),
    })
}
