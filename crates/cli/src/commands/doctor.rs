//! `folkmoot doctor`: what is wrong with this installation, and what to do about it.

use office::FileStore;

use crate::{
    house::Place,
    say::{self, Trouble},
};

/// Looks at the folder or database, the books, the office and the clock.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  folkmoot doctor --data /var/lib/folkmoot")]
pub(crate) struct Doctor {
    #[command(flatten)]
    place: Place,
    /// Print the findings as JSON.
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
#[derive(serde::Serialize)]
struct Looked {
    at: &'static str,
    well: bool,
    found: String,
    help: String,
}

impl Doctor {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let mut all = vec![self.folder(), self.clock()];
        all.extend(self.books());
        all.push(self.office());
        all.push(self.files());
        for looked in &all {
            let Looked {
                at,
                well,
                found,
                help,
            } = looked;
            if self.json {
                say::line(serde_json::json!(looked).to_string());
            } else if *well {
                say::line(format!("well   {at}: {found}"));
            } else {
                say::line(format!("WRONG  {at}: {found}\n       {help}"));
            }
        }
        if all.iter().all(|looked| looked.well) {
            Ok(())
        } else {
            Err(Trouble::said())
        }
    }

    /// Whether the folder can be written: a small file is made and taken away again.
    fn folder(&self) -> Looked {
        let probe = self.place.data.join(".folkmoot-doctor");
        let written = std::fs::create_dir_all(&self.place.data)
            .and_then(|()| std::fs::write(&probe, [0; 4096]))
            .and_then(|()| std::fs::remove_file(&probe));
        let folder = self.place.data.display();
        match written {
            Ok(()) => well("folder", format!("{folder} can be written")),
            Err(error) => wrong(
                "folder",
                format!("{folder}: {error}"),
                "Make room on the disk, or mend the permissions.",
            ),
        }
    }

    /// A clock far in the past stamps every line wrongly.
    fn clock(&self) -> Looked {
        let now = crate::clock::real()();
        let year = now.to_zoned(jiff::tz::TimeZone::UTC).year();
        match year {
            ..2026 => wrong(
                "clock",
                format!("the machine says it is {now}"),
                "Set the clock; every line is stamped with it.",
            ),
            _ => well("clock", format!("{now}")),
        }
    }

    fn books(&self) -> Vec<Looked> {
        let journal = match self.place.journal() {
            Ok(journal) => journal,
            Err(trouble) => return vec![wrong("book", trouble.what, &trouble.help)],
        };
        let partnerships = match journal.partnerships() {
            Ok(partnerships) => partnerships,
            Err(fault) => return vec![wrong("book", fault.to_string(), fault.help())],
        };
        if partnerships.is_empty() {
            return vec![wrong(
                "book",
                "there is no partnership yet".to_owned(),
                "Begin one with “folkmoot init”.",
            )];
        }
        let look = |partnership: String| match journal::verify_book(&*journal, &partnership, None) {
            Ok(report) if report.is_sound() => well("book", format!("{partnership}: {report}")),
            Ok(report) => wrong(
                "book",
                format!("{partnership}: {report}"),
                "Stop using it and restore a backup.",
            ),
            Err(fault) => wrong("book", format!("{partnership}: {fault}"), fault.help()),
        };
        let mut all: Vec<Looked> = partnerships.into_iter().map(look).collect();
        all.push(match self.place.open() {
            Ok(_) => well("record", "every line is understood".to_owned()),
            Err(trouble) => wrong("record", trouble.what, &trouble.help),
        });
        all
    }

    fn office(&self) -> Looked {
        let people = self
            .place
            .office()
            .and_then(|office| Ok(office.people()?.len()));
        match people {
            Ok(people) => well("office", format!("{people} people")),
            Err(trouble) => wrong("office", trouble.what, &trouble.help),
        }
    }

    /// Whether papers can be kept, and whether those that were are still what they were.
    fn files(&self) -> Looked {
        let office = match self.place.office() {
            Ok(office) => office,
            Err(trouble) => return wrong("files", trouble.what, &trouble.help),
        };
        let place = office.file_store().map_or("the database", FileStore::what);
        let tried = office.file_store().map_or(Ok(()), FileStore::try_out);
        match tried.and_then(|()| office.look_through_files()) {
            Ok((sound, harmed)) if harmed.is_empty() => {
                well("files", format!("{sound} as they were kept, in {place}"))
            }
            Ok((sound, harmed)) => wrong(
                "files",
                format!(
                    "{place}: {sound} as they were kept; lost or changed: {}",
                    harmed.join(", ")
                ),
                "Restore these from a backup of the files, or send them again.",
            ),
            Err(fault) => wrong("files", format!("{place}: {fault}"), fault.help()),
        }
    }
}

fn well(at: &'static str, found: String) -> Looked {
    Looked {
        at,
        well: true,
        found,
        help: String::new(),
    }
}

fn wrong(at: &'static str, found: String, help: &str) -> Looked {
    Looked {
        at,
        well: false,
        found,
        help: help.to_owned(),
    }
}
