//! The demo, started as a newcomer starts it, and asked for a few pages over HTTP.
//!
//! It decides only whether the built program starts, answers and stops; what the pages hold is the
//! end-to-end tests' business.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Done;
use crate::command::call;

/// Making three illustrative years takes seconds; a machine under load may need longer.
const PATIENCE: Duration = Duration::from_secs(180);

/// Pages that every demo has.
const PAGES: &[&str] = &[
    "/",
    "/worcestershire",
    "/worcestershire/structure",
    "/worcestershire/structure/board",
    "/worcestershire/meetings",
];

/// A running demo in a folder of its own; dropping it kills the server and removes the folder.
pub struct Demo {
    server: Child,
    _data: TempDir,
    /// Such as `http://127.0.0.1:40123`.
    pub address: String,
}

impl Demo {
    /// Starts `folkmoot demo` on a free port and waits for the line that gives its address.
    pub fn start(program: &Path) -> Done<Self> {
        let data = tempfile::Builder::new()
            .prefix("folkmoot-demo-")
            .tempdir()
            .map_err(|why| format!("no temporary folder could be made: {why}"))?;
        let spawned = Command::new(program)
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path().join("demo"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        let server =
            spawned.map_err(|why| format!("{} could not be started: {why}", program.display()))?;
        let mut demo = Self {
            server,
            _data: data,
            address: String::new(),
        };
        demo.address = demo.wait_for_address()?;
        Ok(demo)
    }

    /// Asks politely, and complains if the server has not gone within ten seconds or left with a fault.
    pub fn stop(mut self) -> Done {
        call(
            Command::new("kill")
                .arg("-TERM")
                .arg(self.server.id().to_string()),
        )?;
        let asked = Instant::now();
        while asked.elapsed() < Duration::from_secs(10) {
            match self.server.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => {
                    return Err(format!(
                        "the demo, asked to stop, left with a fault ({status})"
                    ));
                }
                Ok(None) => std::thread::sleep(Duration::from_millis(50)),
                Err(why) => return Err(format!("the demo cannot be waited for: {why}")),
            }
        }
        Err("the demo, asked to stop (SIGTERM), was still running after ten seconds".into())
    }

    /// Reads what the server prints, on a thread of its own so that it is read to the end and never blocks.
    fn wait_for_address(&mut self) -> Done<String> {
        let printed = self
            .server
            .stdout
            .take()
            .ok_or("the demo's output cannot be read")?;
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(printed).lines().map_while(Result::ok) {
                println!("  {line}");
                if let Some(address) = address_in(&line) {
                    // Nobody listens once the address is known; the lines are still read.
                    let _ = tell.send(address);
                }
            }
        });
        told.recv_timeout(PATIENCE).map_err(|why| match why {
            RecvTimeoutError::Timeout => format!(
                "the demo printed no `Address: http://…` line within {} seconds",
                PATIENCE.as_secs()
            ),
            RecvTimeoutError::Disconnected => {
                "the demo ended without printing an `Address: http://…` line".into()
            }
        })
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Already gone is as good as stopped.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Starts the demo, reads a few pages, stops it.
pub fn smoke(program: &Path) -> Done {
    let demo = Demo::start(program)?;
    for page in PAGES {
        let bytes = read_page(&format!("{}{page}", demo.address))?;
        println!("  GET {page}: {bytes} bytes");
    }
    demo.stop()
}

/// The size of a page, having looked that it is one: a heading, and an end.
fn read_page(url: &str) -> Done<usize> {
    let mut answer = ureq::get(url)
        .call()
        .map_err(|why| format!("GET {url}: {why}"))?;
    let body = answer
        .body_mut()
        .read_to_string()
        .map_err(|why| format!("GET {url}: {why}"))?;
    if body.contains("<h1") && body.trim_end().ends_with("</html>") {
        return Ok(body.len());
    }
    Err(format!(
        "GET {url}: the answer is not a whole page with a heading: {}",
        body.chars().take(200).collect::<String>()
    ))
}

fn address_in(line: &str) -> Option<String> {
    let (_, address) = line.split_once("Address: ")?;
    let address = address.trim().trim_end_matches('/');
    address.starts_with("http://").then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_its_line_and_from_no_other() {
        let table = [
            (
                "Address: http://127.0.0.1:8080",
                Some("http://127.0.0.1:8080"),
            ),
            (
                "  Address: http://127.0.0.1:8080/ ",
                Some("http://127.0.0.1:8080"),
            ),
            ("Secretary: http://127.0.0.1:8080/sign-in?token=x", None),
            ("Address: to be found", None),
        ];
        for (line, address) in table {
            assert_eq!(address_in(line).as_deref(), address, "{line}");
        }
    }
}
