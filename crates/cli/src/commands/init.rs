//! `folkmoot init`: begin the book of a partnership.

use std::path::PathBuf;

use app::{ActRequest, Caller, Role, read_acts};
use jiff::civil::Date;
use serde_json::json;

use crate::{
    clock,
    commands::link,
    house::Place,
    say::{self, Trouble},
};

/// The smallest useful arrangements, for a partnership that has none written down yet.
const MINIMAL: &str = include_str!("../../../../arrangements/minimal.toml");

/// Begins the book of a partnership: adopts its arrangements and signs in the first officer.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot init --partnership worcestershire --arrangements arrangements/worcestershire-2007.toml \\\n    --from 2007-01-01 --officer \"Ann Example\""
)]
pub(crate) struct Init {
    #[command(flatten)]
    place: Place,
    /// The partnership's address: a short word.
    #[arg(long)]
    partnership: String,
    /// Its arrangements; without, a small example to begin with.
    #[arg(long, value_name = "FILE")]
    arrangements: Option<PathBuf>,
    /// The day from which they are in force; today when left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// The name of the first officer of the secretariat.
    #[arg(long, default_value = "Secretariat")]
    officer: String,
    /// Their e-mail address, by which their organisation’s directory knows them.
    #[arg(long, value_name = "ADDRESS")]
    officer_email: Option<String>,
    /// Where the pages will be served, for the sign-in link.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    address: String,
}

impl Init {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        record::id::BodyId::new(&self.partnership).map_err(|_| {
            Trouble::wrong_use(
                format!("“{}” cannot be an address", self.partnership),
                "Use lower-case letters, digits and hyphens, beginning with a letter: worcestershire.",
            )
        })?;
        let text = match &self.arrangements {
            Some(path) => std::fs::read_to_string(path).map_err(say::file(path))?,
            None => MINIMAL.to_owned(),
        };
        let house = self.place.open()?;
        if house.partnerships()?.contains(&self.partnership) {
            return Err(Trouble::refused(
                format!("the book of “{}” has been begun already", self.partnership),
                "Adopt new arrangements in it with an act, or choose another address.",
            ));
        }
        let from = self
            .from
            .unwrap_or_else(|| clock::real()().to_zoned(jiff::tz::TimeZone::UTC).date());
        let act = json!({ "act": "structure.adopt-arrangements", "text": text, "from": from.to_string() });
        house.act(ActRequest {
            partnership: self.partnership.clone(),
            caller: Caller::Operator("command-line"),
            acts: read_acts(act)?,
            seen: None,
            key: None,
        })?;
        let person = house
            .add_person(&self.officer, self.officer_email.as_deref())?
            .to_string();
        let now = house.now().as_second();
        house
            .office()
            .grant_role(&self.partnership, &person, Role::Secretariat, now)?;
        say::line(format!(
            "The book of {} is begun; its arrangements are in force from {from}.",
            self.partnership
        ));
        let link = link::make(
            &house,
            &self.partnership,
            &person,
            "secretariat",
            &self.address,
        )?;
        say::line(format!(
            "Start the pages with “folkmoot serve”, then sign in once as {}:\n{link}",
            self.officer
        ));
        Ok(())
    }
}
