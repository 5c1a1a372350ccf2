//! `folkmoot report`: the report of a body on a period, as a file.

use std::path::PathBuf;

use app::views::{self, Audience};
use documents::{Form, House, Renderer};
use papers::Papers;
use record::{id::BodyId, plan::Period};

use crate::{
    house::{self, Place},
    say::{self, Trouble},
};

/// Writes the report of a body on a quarter, a year or another period to a file.
///
/// It is made from the book as it stands, with what needs attention first. The ending of the file says what
/// it becomes: .pdf to read and print, .docx to edit, .xlsx to reckon with, .json for a program. Without
/// --all it holds what the public may see.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot report board 2009-10-q3 report.pdf\n  folkmoot report board 2009-10 report.xlsx --partnership worcestershire"
)]
pub(crate) struct Report {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The body, as its page's address has it.
    body: String,
    /// The period: 2009-10, 2009-10-h1, 2009-10-q3 or 2009-10-m11.
    period: String,
    /// The file. One that is there is replaced.
    file: PathBuf,
    /// What the secretariat may see, not only the public.
    #[arg(long)]
    all: bool,
    /// The public address of the house, to which links in the file lead.
    #[arg(long, value_name = "URL", env = "FOLKMOOT_BASE_URL")]
    base_url: Option<String>,
}

impl Report {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        let (body, period) = self.asked()?;
        let ending = self.file.extension().and_then(|ending| ending.to_str());
        let ending = ending.unwrap_or_default().to_lowercase();
        let form = Form::of_ending(&ending);
        if form.is_none() && ending != "json" {
            return Err(Trouble::wrong_use(
                format!("no file can be written that ends in “.{ending}”"),
                "Let it end in .pdf, .docx, .xlsx or .json.",
            ));
        }
        self.place.must_exist()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let reading = house.read(&partnership)?;
        let audience = if self.all {
            Audience::SECRETARIAT
        } else {
            Audience::PUBLIC
        };
        let view = views::period_report(&reading, &body, period, audience).ok_or_else(|| {
            Trouble::refused(
                format!("{partnership} has no body “{body}” in {}", period.said()),
                "Look at the addresses of its bodies, and for a period that has begun.",
            )
        })?;
        let illustrative = house.office().setting(&partnership, "illustrative");
        let illustrative = illustrative.is_ok_and(|value| value.as_deref() == Some("true"));
        let bytes = match form {
            Some(form) => {
                let address = self.base_url.as_deref();
                let address = address.map(|url| url.trim_end_matches('/').to_owned());
                let from = House::of(&reading, illustrative, address);
                let papers = Papers::open().map_err(|fault| faulty(&fault))?;
                let made = papers.render(&documents::report(&from, &view), form);
                made.map_err(|fault| faulty(&fault))?
            }
            None => serde_json::to_vec_pretty(&view).map_err(|fault| faulty(&fault))?,
        };
        std::fs::write(&self.file, bytes).map_err(|fault| {
            Trouble::refused(
                format!("{} cannot be written: {fault}", self.file.display()),
                "Choose a folder that is there, on a disk with room.",
            )
        })?;
        say::line(format!(
            "{partnership}, {}, {}, up to line {}: {}",
            view.body.name,
            view.period.said,
            view.line,
            self.file.display()
        ));
        Ok(())
    }

    fn asked(&self) -> Result<(BodyId, Period), Trouble> {
        let body = self.body.parse().map_err(|_| {
            Trouble::wrong_use(
                format!("“{}” is no address of a body", self.body),
                "Write it as in the address of its page, such as board.",
            )
        })?;
        let period = self.period.parse().map_err(|_| {
            Trouble::wrong_use(
                format!("“{}” is no period", self.period),
                "Write a year as 2009-10, and a part of one as 2009-10-q3.",
            )
        })?;
        Ok((body, period))
    }
}

fn faulty(fault: &impl std::fmt::Display) -> Trouble {
    Trouble::refused(
        fault.to_string(),
        "This is a fault of this version. Tell whoever built it.",
    )
}
