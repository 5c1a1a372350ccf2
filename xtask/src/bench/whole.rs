//! The program as a whole: how it starts, checks, and is built.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use super::Bed;
use super::county::{County, MEETING, at};
use super::pages::serve;
use super::table::{Table, seconds};
use crate::command::{call, cargo, output};
use crate::http::fetch;
use crate::program::temporary;
use crate::{Done, Workspace};

/// Starts, of which the one in the middle counts.
const STARTS: usize = 3;

/// Measures starting, checking and making.
pub fn measure(bed: &Bed, county: &County, making: Option<Duration>, table: &mut Table) -> Done {
    println!("bench: starting and checking");
    let mut starts = Vec::new();
    let mut memory = 0;
    for _ in 0..STARTS {
        let began = Instant::now();
        let server = serve(bed, county, None)?;
        let path = at(&format!("/meetings/{MEETING}"));
        fetch(&server.address, &path, &[]).map_err(|why| format!("GET {path}: {why}"))?;
        starts.push((began.elapsed(), server.worked()?));
        memory = server.resident()?;
        server.stop()?;
    }
    starts.sort_unstable();
    table.row(
        "Cold start by full replay, to the first page",
        format!(
            "{} ({} of CPU)",
            seconds(starts[STARTS / 2].0),
            seconds(starts[STARTS / 2].1)
        ),
        "",
        "< 2 s",
    );
    table.row("Cold start by snapshot", "not built yet", "", "< 0.5 s");
    table.row(
        "Memory after the start",
        format!("{} MiB", memory / 1_024),
        "",
        "< 300 MiB",
    );
    let making = making.map_or_else(|| "kept from an earlier run".to_owned(), seconds);
    table.row("Making the sample county", making, "", "");
    let began = Instant::now();
    bed.program.says(&county.place, &["verify"])?;
    table.row("folkmoot verify", seconds(began.elapsed()), "", "");
    let book = county.place.data.join("book.db");
    let size = |path: &std::path::Path| {
        std::fs::metadata(path)
            .map(|file| file.len())
            .map_err(|why| format!("{}: {why}", path.display()))
    };
    table.row(
        "The book on disk",
        format!("{} MiB", size(&book)? >> 20),
        "",
        "",
    );
    table.row(
        "The program on disk",
        format!("{} MiB", size(bed.program.file())? >> 20),
        "",
        "",
    );
    Ok(())
}

/// Builds everything in a folder of its own.
pub fn build_from_nothing(workspace: &Workspace, table: &mut Table) -> Done {
    println!("bench: building from nothing");
    let target = temporary("folkmoot-target-")?;
    let (began, before) = (Instant::now(), children()?);
    call(
        cargo()
            .args(["build", "--locked", "--release"])
            .env("CARGO_TARGET_DIR", target.path())
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(&workspace.root),
    )?;
    let (took, worked) = (began.elapsed(), children()?.saturating_sub(before));
    let minutes = |time: Duration| format!("{}m{:02}s", time.as_secs() / 60, time.as_secs() % 60);
    table.row(
        "Build from nothing",
        format!("{}, {} of CPU", minutes(took), minutes(worked)),
        "",
        "15 CPU min",
    );
    Ok(())
}

/// What all programs that ended below us have worked.
fn children() -> Done<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")
        .map_err(|why| format!("/proc/self/stat: {why}"))?;
    let fields = stat
        .rsplit_once(')')
        .map_or("", |(_, fields)| fields)
        .split_whitespace();
    let ticks: u32 = fields
        .skip(13)
        .take(2)
        .filter_map(|field| field.parse::<u32>().ok())
        .sum();
    Ok(Duration::from_millis(10) * ticks)
}

/// Measures what printing costs.
pub fn printing(bed: &Bed, table: &mut Table) -> Done {
    println!("bench: printing");
    let said = output(&mut Command::new(&bed.forty_pages))?;
    table.row(
        "A report of 40 pages as PDF/UA",
        said.trim(),
        "",
        "< 0.5 s CPU",
    );
    Ok(())
}
