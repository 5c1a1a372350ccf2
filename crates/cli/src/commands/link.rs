//! `folkmoot link`: one-time sign-in links, made by whoever has the run of the machine.

use app::House;
use office::{Link as OfficeLink, Office};

use crate::{
    chance,
    house::{self, Place},
    say::{self, Trouble},
};

/// How long a link is good for, in seconds: a day.
const GOOD_FOR: i64 = 24 * 60 * 60;

/// Makes a one-time sign-in link for a person.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot link --partnership worcestershire --person \"Ann Example\""
)]
pub(crate) struct Link {
    #[command(flatten)]
    place: Place,
    /// The partnership; the only one when left out.
    #[arg(long)]
    partnership: Option<String>,
    /// The person's name or number.
    #[arg(long)]
    person: String,
    /// Where the pages are served.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    address: String,
}

impl Link {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let house = self.place.open()?;
        let partnership = house::partnership(&house, self.partnership.as_deref())?;
        let person = person(&house, &self.person)?;
        say::line(make(
            &house,
            &partnership,
            &person,
            "by command",
            &self.address,
        )?);
        say::aside("It works once, within a day.");
        Ok(())
    }
}

/// The number of the person called so.
pub(crate) fn person(house: &House, called: &str) -> Result<String, Trouble> {
    let people = house.office().people()?;
    let named: Vec<_> = people
        .into_iter()
        .filter(|person| person.id == called || person.name == called)
        .collect();
    match named.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err(Trouble::refused(
            format!("nobody is called “{called}”"),
            "Look at the people on the secretariat's page, and write the name as it stands there.",
        )),
        several => Err(Trouble::refused(
            format!("{} people are called “{called}”", several.len()),
            format!(
                "Give the number instead: {}.",
                several
                    .iter()
                    .map(|one| one.id.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        )),
    }
}

/// Makes a link that works once.
pub(crate) fn make(
    house: &House,
    partnership: &str,
    person: &str,
    purpose: &str,
    address: &str,
) -> Result<String, Trouble> {
    link(
        house.office(),
        partnership,
        person,
        purpose,
        address,
        house.now().as_second() + GOOD_FOR,
        false,
    )
}

/// Makes a link; a reusable one is only for the demonstration.
pub(crate) fn link(
    office: &dyn Office,
    partnership: &str,
    person: &str,
    purpose: &str,
    address: &str,
    expires: i64,
    reusable: bool,
) -> Result<String, Trouble> {
    let secret = chance::secret();
    let (partnership, purpose) = (partnership.to_owned(), purpose.to_owned());
    office.add_link(
        &secret,
        &OfficeLink {
            person: person.to_owned(),
            partnership,
            purpose,
            expires,
            reusable,
        },
    )?;
    Ok(format!(
        "{}/sign-in?code={secret}",
        address.trim_end_matches('/')
    ))
}
