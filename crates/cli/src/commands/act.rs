//! `folkmoot act`: acts from JSON Lines, through the same door as the pages and the API.

use std::{
    io::{BufRead, BufReader, Read},
    path::PathBuf,
};

use app::{ActRequest, Caller, Denied, read_acts};
use serde_json::json;

use crate::{
    house::{self, Place},
    say::{self, Trouble},
};

/// The longest line, in bytes: arrangements fit in it.
const LONGEST_LINE: u64 = 8 * 1024 * 1024;

/// Records acts, one JSON object on each line; a line with a list is recorded whole or not at all.
///
/// Stops at the first line that is refused. The lines before it stay recorded, and are printed.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  echo '{\"act\": \"meetings.open\", \"meeting\": \"board-2007-04-18\"}' | folkmoot act"
)]
pub(crate) struct Act {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The file; standard input when left out or “-”.
    file: Option<PathBuf>,
    /// Print what was recorded, or refused, as JSON.
    #[arg(long)]
    json: bool,
}

impl Act {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let source: Box<dyn Read> = match &self.file {
            Some(path) if path.as_os_str() != "-" => {
                Box::new(std::fs::File::open(path).map_err(say::file(path))?)
            }
            _ => Box::new(std::io::stdin()),
        };
        let mut source = BufReader::new(source);
        for number in 1.. {
            let mut line = String::new();
            let read = source.by_ref().take(LONGEST_LINE).read_line(&mut line);
            let read = read.map_err(|error| {
                Trouble::refused(
                    format!("line {number}: {error}"),
                    "Save the file as UTF-8 text.",
                )
            })?;
            if read == 0 {
                break;
            }
            if line.trim().is_empty() {
                continue;
            }
            match record_line(&house, &partnership, &line) {
                Ok(lines) if self.json => {
                    say::line(json!({ "lines": [lines.start(), lines.end()] }).to_string())
                }
                Ok(lines) if lines.start() == lines.end() => {
                    say::line(format!("line {}", lines.start()))
                }
                Ok(lines) => say::line(format!("lines {} to {}", lines.start(), lines.end())),
                Err(denied) => return Err(self.refused(number, &denied)),
            }
        }
        Ok(())
    }

    fn refused(&self, number: usize, denied: &Denied) -> Trouble {
        if self.json {
            say::line(
                json!({
                    "refused": number, "code": denied.code(), "detail": denied.to_string(), "help": denied.help(),
                    "field": denied.field(), "clause": denied.clause(),
                })
                .to_string(),
            );
            return Trouble::said();
        }
        let field = denied
            .field()
            .map_or(String::new(), |field| format!(" [{field}]"));
        let clause = denied
            .clause()
            .map_or(String::new(), |clause| format!(" (clause {clause})"));
        Trouble::refused(
            format!("input line {number} was not recorded{field}: {denied}{clause}"),
            format!("{} Nothing of that line was written.", denied.help()),
        )
    }
}

fn record_line(
    house: &app::House,
    partnership: &str,
    line: &str,
) -> Result<std::ops::RangeInclusive<u64>, Denied> {
    let json = serde_json::from_str(line).map_err(|error| Denied::Malformed {
        act: 0,
        malformed: record::act::Malformed {
            field: "line".to_owned(),
            problem: format!("this is not JSON: {error}"),
        },
    })?;
    let recorded = house.act(ActRequest {
        partnership: partnership.to_owned(),
        caller: Caller::Operator("command-line"),
        acts: read_acts(json)?,
        seen: None,
        key: None,
    })?;
    Ok(recorded.lines)
}
