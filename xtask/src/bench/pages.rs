//! Pages beside a bare handler that returns the same bytes, in turns.

use std::process::Command;

use super::Bed;
use super::county::{County, MEETING, at};
use super::load::{Turn, middle, reading};
use super::table::{Table, grouped, ms, times};
use crate::Done;
use crate::http::fetch;
use crate::program::temporary;
use crate::server::Server;

/// Turns for each, of which the one in the middle counts.
const TURNS: usize = 3;
/// What is asked of a browser's page.
const PLAIN: &[(&str, &str)] = &[("Accept", "text/html")];
const BROTLI: &[(&str, &str)] = &[
    ("Accept", "text/html"),
    ("Accept-Encoding", "gzip, deflate, br"),
];

/// A page and what is promised about it.
struct Page {
    what: &'static str,
    path: String,
    goal: &'static str,
}

/// Measures fresh pages, a kept one, and a page at a hundred times the data.
pub fn measure(bed: &Bed, county: &County, small: &County, table: &mut Table) -> Done {
    let page = |what, path: &str, goal| Page {
        what,
        path: at(path),
        goal,
    };
    let meeting = page(
        "Meeting page, fresh",
        &format!("/meetings/{MEETING}"),
        ">= 60%, p99 < 5 ms, 0.100 ms CPU",
    );
    let others = [
        page("Home, fresh", "", ""),
        page(
            "Decision page, fresh",
            &format!("/decisions/{MEETING}-4"),
            "",
        ),
        page("Structure page, fresh", "/structure", ""),
        page(
            "Minutes, fresh",
            &format!("/meetings/{MEETING}/minutes"),
            "",
        ),
        page("List of meetings, fresh", "/meetings", ""),
        page(
            "Performance dashboard, fresh",
            "/performance",
            "< 5.000 ms CPU",
        ),
        page("The book's page, fresh", "/record", ""),
        page("Calendar feed, fresh", "/calendar.ics", "< 0.300 ms CPU"),
    ];
    let server = serve(bed, county, Some("0"))?;
    let little = serve(bed, small, Some("0"))?;
    let mut grown = Vec::new();
    for page in std::iter::once(&meeting).chain(&others) {
        if let Some(ours) = beside(bed, &server, page, PLAIN, table)? {
            grown.push((page, ours, small_turn(bed, &little, page)?));
        }
    }
    let factor = county.lines / small.lines.max(1);
    for (page, ours, theirs) in grown {
        table.row(
            format!("{}, at {factor} times the data", page.what),
            format!(
                "{} times the cost: {} CPU, not {}",
                times(ours.cost(), theirs.cost()),
                ms(ours.cost()),
                ms(theirs.cost())
            ),
            "",
            "<= 1.3 times",
        );
    }
    little.stop()?;
    server.stop()?;
    let server = serve(bed, county, None)?;
    let kept = Page {
        what: "Meeting page, kept ready, brotli",
        goal: "",
        ..meeting
    };
    beside(bed, &server, &kept, BROTLI, table)?;
    let home = page("Home, kept ready, brotli", "", "");
    beside(bed, &server, &home, BROTLI, table)?;
    table.row(
        "Memory after these pages",
        format!("{} MiB", server.resident()? / 1_024),
        "",
        "< 300 MiB",
    );
    server.stop()
}

/// A server of a county; with `cache` MiB for pages kept ready.
pub fn serve(bed: &Bed, county: &County, cache: Option<&str>) -> Done<Server> {
    let mut command = bed.program.command(
        &county.place,
        &["serve", "--listen", "127.0.0.1:0", "--api-per-second", "0"],
    );
    if let Some(cache) = cache {
        command.args(["--cache-mib", cache]);
    }
    Server::start(&mut command)
}

/// One page and the bare handler, turn and turn about; none if there is no such page yet.
fn beside(
    bed: &Bed,
    server: &Server,
    page: &Page,
    headers: &[(&str, &str)],
    table: &mut Table,
) -> Done<Option<Turn>> {
    let (status, bytes) = fetch(&server.address, &page.path, headers)
        .map_err(|why| format!("GET {}: {why}", page.path))?;
    if status != 200 {
        table.row(
            page.what,
            format!("not built yet ({status})"),
            "",
            page.goal,
        );
        return Ok(None);
    }
    println!(
        "bench: {} ({}), {} bytes",
        page.what,
        page.path,
        bytes.len()
    );
    let folder = temporary("folkmoot-bare-")?;
    let file = folder.path().join("page");
    std::fs::write(&file, &bytes).map_err(|why| format!("{}: {why}", file.display()))?;
    let bare = Server::start(Command::new(&bed.bare).arg(&file))?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first requests of each are not counted: they fill caches and open files.
    for server in [server, &bare] {
        reading(server, &page.path, headers, bed.turn / 8)?;
    }
    for _ in 0..TURNS {
        ours.push(reading(server, &page.path, headers, bed.turn)?);
        theirs.push(reading(&bare, &page.path, headers, bed.turn)?);
    }
    let (ours, theirs) = (middle(ours), middle(theirs));
    let share = ours.per_core_second() * 100 / theirs.per_core_second().max(1);
    table.row(
        format!("{} ({} bytes)", page.what, grouped(bytes.len() as u64)),
        format!("{share}%: {}", said(&ours)),
        said(&theirs),
        page.goal,
    );
    Ok(Some(ours))
}

fn said(turn: &Turn) -> String {
    let tenths = |micros: u32| format!("{}.{}", micros / 1_000, micros % 1_000 / 100);
    format!(
        "{} CPU, {} a core-second, p50 {} p99 {} ms",
        ms(turn.cost()),
        grouped(turn.per_core_second()),
        tenths(turn.wait(50)),
        tenths(turn.wait(99))
    )
}

/// The same page of a small county.
fn small_turn(bed: &Bed, little: &Server, page: &Page) -> Done<Turn> {
    reading(little, &page.path, PLAIN, bed.turn / 8)?;
    let turns: Done<Vec<Turn>> = (0..TURNS)
        .map(|_| reading(little, &page.path, PLAIN, bed.turn / 2))
        .collect();
    Ok(middle(turns?))
}
