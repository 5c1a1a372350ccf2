//! `folkmoot demo`: Folkmoot with two partnerships and invented people, ready to look at.

use std::path::PathBuf;

use jiff::tz::TimeZone;

use crate::{
    clock,
    commands::{link, serve},
    demo,
    house::Place,
    say::{self, Trouble},
    tombstones,
};

/// How long the demonstration's sign-in links are good for, in seconds: a year.
const GOOD_FOR: i64 = 366 * 24 * 60 * 60;

/// Makes three years of the Worcestershire Partnership and one of the Warwick Partnership, with invented
/// people, and serves them.
///
/// The demonstration lives in January 2010: its clock begins on Monday 18 January at ten to nine.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  folkmoot demo --listen 127.0.0.1:8080")]
pub(crate) struct Demo {
    /// Folder for the demonstration; used again when it is there.
    #[arg(long, value_name = "DIR", default_value = "folkmoot-demo")]
    data: PathBuf,
    /// PostgreSQL database to keep it in instead.
    #[arg(
        long,
        value_name = "URL",
        env = "FOLKMOOT_DATABASE",
        hide_env_values = true
    )]
    database: Option<String>,
    /// Where papers are kept: a folder, or s3://bucket.
    #[arg(long, value_name = "PLACE", env = "FOLKMOOT_FILES")]
    files: Option<String>,
    /// Address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Make it and stop, without serving.
    #[arg(long)]
    make_only: bool,
}

impl Demo {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        let place = Place {
            data: self.data,
            database: self.database,
            files: self.files,
        };
        let made = place
            .journal()?
            .partnerships()?
            .iter()
            .any(|one| one == demo::PARTNERSHIP);
        if !made {
            demo::make(&place)?;
        }
        if self.make_only {
            say::line(format!("The demonstration is in {}.", place.data.display()));
            return Ok(());
        }
        let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
        let now = demo::NOW.to_zoned(zone).map_err(|error| {
            Trouble::refused(
                error.to_string(),
                "This is a mistake in the program. Please report it.",
            )
        })?;
        let house = place.open_with(clock::from(now.timestamp()))?;
        place.keep_index(&house)?;
        tombstones::watch(&place, &house);
        serve::serve(
            &house,
            &serve::Manner::demonstration(&self.listen),
            &place.data,
            |address| {
                for partnership in demo::PARTNERSHIPS {
                    say::line(partnership.name);
                    for (part, name) in partnership.sign_ins {
                        let person = link::person(&house, name)?;
                        let expires = house.now().as_second() + GOOD_FOR;
                        let link = link::link(
                            house.office(),
                            partnership.id,
                            &person,
                            part,
                            address,
                            expires,
                            true,
                        )?;
                        say::line(format!("  {part}: {link}"));
                    }
                }
                say::line("Everything in it is illustrative. Stop with Ctrl-C.");
                Ok(())
            },
        )
    }
}
