//! `folkmoot token`: bearer tokens for the API.

use crate::{
    chance,
    commands::link::person,
    house::{self, Place},
    say::{self, Trouble},
};

/// Makes a token with which a program uses the API on behalf of a person.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot token --person \"Ann Example\" --label \"nightly import\""
)]
pub(crate) struct Token {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The person's name or number. The token may do what the person may.
    #[arg(long)]
    person: String,
    /// What it is for.
    #[arg(long, default_value = "command line")]
    label: String,
    /// Days until it expires; never when left out.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(1..=3660))]
    days: Option<i64>,
}

impl Token {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let person = person(&house, &self.person)?;
        let secret = chance::secret();
        let now = house.now().as_second();
        let expires = self.days.map(|days| now + days * 24 * 60 * 60);
        house
            .office()
            .add_token(&secret, &person, &partnership, &self.label, now, expires)?;
        say::line(&secret);
        say::aside(
            "Keep it secret: it is shown only this once. Send it as “Authorization: Bearer …”.",
        );
        Ok(())
    }
}
