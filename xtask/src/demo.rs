//! The demo, started as a newcomer starts it, asked for a few pages over HTTP, and looked over when it has stopped.
//!
//! It decides only whether the built program starts, answers, stops and leaves its book in order; what
//! the pages hold is the end-to-end tests' business.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::Done;
use crate::command::call;
use crate::program::{Place, Program, temporary};
use crate::server::Server;

/// Pages that every demo has.
const PAGES: &[&str] = &[
    "/",
    "/worcestershire",
    "/worcestershire/structure",
    "/worcestershire/structure/board",
    "/worcestershire/meetings",
    "/worcestershire/decisions",
];
/// The page of which one is followed.
const DECISIONS: &str = "/worcestershire/decisions";
/// What programs read first: every act there is.
const CATALOGUE: &str = "/api/v1/acts";

/// A running demo in a folder of its own; dropping it kills the server and removes the folder.
struct Demo {
    server: Server,
    place: Place,
    _folder: TempDir,
}

impl Demo {
    /// Starts `folkmoot demo` on a free port and waits for the line that gives its address.
    fn start(program: &Program) -> Done<Self> {
        let folder = temporary("folkmoot-demo-")?;
        let place = Place::folder(folder.path().join("demo"));
        let mut command = program.command(&place, &["demo", "--listen", "127.0.0.1:0", "--data"]);
        let server = Server::start_aloud(command.arg(&place.data))?;
        Ok(Self {
            server,
            place,
            _folder: folder,
        })
    }

    fn read(&self, path: &str) -> Done<String> {
        let url = format!("http://{}{path}", self.server.address);
        let complain = |why: ureq::Error| format!("GET {url}: {why}");
        let mut answer = ureq::get(&url).call().map_err(complain)?;
        let text = answer.body_mut().read_to_string().map_err(complain)?;
        println!("  GET {path}: {} bytes", text.len());
        Ok(text)
    }

    /// A page, having looked that it is one: a heading, and an end.
    fn page(&self, path: &str) -> Done<String> {
        let page = self.read(path)?;
        if page.contains("<h1") && page.trim_end().ends_with("</html>") {
            return Ok(page);
        }
        Err(format!(
            "GET {path}: the answer is not a whole page with a heading: {}",
            page.chars().take(200).collect::<String>()
        ))
    }
}

/// Starts the demo, reads a few pages, stops it, and has its book verified.
pub fn smoke(program: PathBuf) -> Done {
    let program = Program::at(program)?;
    let demo = Demo::start(&program)?;
    for path in PAGES {
        demo.page(path)?;
    }
    let decisions = demo.page(DECISIONS)?;
    let decision = first_below(&decisions, DECISIONS)
        .ok_or_else(|| format!("GET {DECISIONS}: no decision is linked from it"))?;
    demo.page(decision)?;
    let catalogue: serde_json::Value = serde_json::from_str(&demo.read(CATALOGUE)?)
        .map_err(|why| format!("GET {CATALOGUE}: {why}"))?;
    if catalogue.as_array().is_none_or(Vec::is_empty) {
        return Err(format!("GET {CATALOGUE}: no act is listed"));
    }
    let Demo {
        server,
        place,
        _folder,
    } = demo;
    server.stop()?;
    for words in [["verify"], ["doctor"]] {
        println!("  folkmoot {}", words[0]);
        call(&mut program.command(&place, &words))?;
    }
    Ok(())
}

/// The first link of a page to something below an address.
fn first_below<'a>(page: &'a str, address: &str) -> Option<&'a str> {
    let links = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '#']).next());
    let mut below = links.filter(|link| {
        link.strip_prefix(address)
            .is_some_and(|rest| rest.starts_with('/') && rest.len() > 1)
    });
    below.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_decision_is_found_among_links() {
        let page = r##"<a href="#main">Skip</a><a href="/w/decisions">All</a><a class="x" href="/w/decisions/board-1#vote">One</a><a href="/w/decisions/board-2">Two</a>"##;
        assert_eq!(
            first_below(page, "/w/decisions"),
            Some("/w/decisions/board-1")
        );
        assert_eq!(first_below(page, "/w/meetings"), None);
    }
}
