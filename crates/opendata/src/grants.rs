//! The register of grants in the 360Giving data standard, version 1.4: one package in JSON.
//!
//! An organisation is named by its identifier in a public register where one is known. For any other the
//! standard has the giver make one up, under its own prefix: here `360G-<partnership>-org-<its name>`. The
//! prefix is the partnership's; whoever hands the file in to 360Giving registers it there.

use app::Reading;
use jiff::civil::Date;
use record::{
    arrangements::Arrangements,
    id::{PartnerId, RuleId},
};
use serde::Serialize;
use serde_json::Number;

/// The version of the standard.
const VERSION: &str = "1.4";
/// The licence under which the file is published: the Open Government Licence.
const LICENCE: &str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
/// The longest title that the standard recommends, in characters.
const LONGEST_TITLE: usize = 140;

/// A register of grants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// The partnership, as it stands in addresses.
    pub partnership: String,
    /// What the register is called.
    pub title: String,
    /// What is in it.
    pub description: String,
    /// Who publishes it: the partnership's name.
    pub publisher: String,
    /// Where it can be looked at.
    pub address: Option<String>,
    /// On which day it was taken out of the book.
    pub on: Date,
    /// Who gives: the accountable body.
    pub funder: Organisation,
    /// The grants.
    pub grants: Vec<Grant>,
}

/// An organisation that gives or receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Its short name in the arrangements.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its identifier in a public register, with the prefix of org-id.guide.
    pub identifier: Option<String>,
}

/// A grant: an allocation of pooled money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// The name of the allocation.
    pub id: String,
    /// What it is called; cut where it is longer than the standard has it.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// How much was awarded, in pence.
    pub awarded: u64,
    /// How much was paid and not returned, in pence.
    pub disbursed: u64,
    /// The day of the decision.
    pub decided: Date,
    /// First and last day of the financial year that it is for.
    pub planned: (Date, Date),
    /// Who receives it.
    pub recipient: Organisation,
    /// The block: its short name and its name.
    pub programme: (String, String),
    /// The outcomes that it is for: their short names and names.
    pub outcomes: Vec<(String, String)>,
    /// Its page.
    pub address: Option<String>,
}

/// The register as the book stands: every allocation of pooled money that came to anything, the latest
/// first. `address` is where the partnership's pages are, where that is known.
pub fn register(reading: &Reading, address: Option<&str>) -> Register {
    let (record, today) = (&reading.record, reading.today());
    let adoption = record.structure.in_force_or_first(today);
    let arrangements = adoption.map(|adoption| &*adoption.arrangements);
    let organisation = |id: &PartnerId| {
        let known = arrangements.and_then(|all| all.organisation.iter().find(|it| it.id == *id));
        let body = arrangements.and_then(|all| all.partner(id));
        Organisation {
            id: id.to_string(),
            name: body.map_or_else(|| id.to_string(), |it| it.name().to_owned()),
            identifier: known.and_then(|it| it.identifier.clone()),
        }
    };
    let starts = arrangements.map_or(4, |all| all.partnership.financial_year_starts);
    let name = arrangements.map_or_else(
        || reading.partnership.to_string(),
        |all| all.partnership.name.clone(),
    );
    let funder = arrangements.and_then(|all| all.partnership.accountable_body.clone());
    let mut grants: Vec<Grant> = Vec::new();
    for allocation in record.money.allocations() {
        let sums = record.money.sums_of_allocation(&allocation.id);
        let Some(stream) = record.money.stream(&allocation.says.stream) else {
            continue;
        };
        let year = stream.says.year;
        let decision = record.decisions.get(&allocation.says.decision);
        let meeting = decision.and_then(|it| record.meetings.get(&it.meeting));
        let pence = |amount: record::money::Pence| u64::try_from(amount.pence()).unwrap_or(0);
        let awarded = pence(sums.allocated);
        if awarded == 0 {
            continue;
        }
        let block = block_name(arrangements, &stream.says.block);
        let outcomes = allocation.says.outcomes.iter().map(|id| {
            let outcome = record.plan.outcome(id).and_then(|it| it.now());
            let title = outcome.map_or_else(|| id.to_string(), |says| says.title.to_string());
            (id.to_string(), title)
        });
        grants.push(Grant {
            id: allocation.id.to_string(),
            title: format!("{block}, {year}"),
            description: allocation.says.purpose.shown().to_owned(),
            awarded,
            disbursed: pence(sums.passed_on()),
            decided: meeting.map_or(allocation.says.on, |meeting| meeting.date),
            planned: (year.first_day(starts), year.last_day(starts)),
            recipient: organisation(&allocation.says.partner),
            programme: (stream.says.block.to_string(), block),
            outcomes: outcomes.collect(),
            address: address.map(|at| format!("{at}/money/allocations/{}", allocation.id)),
        });
    }
    grants.sort_by(|a, b| (b.decided, &a.id).cmp(&(a.decided, &b.id)));
    Register {
        partnership: reading.partnership.to_string(),
        title: format!("Grants of the {name}"),
        description: "Pooled money that was allocated to partners, with what was paid of it."
            .to_owned(),
        publisher: name,
        address: address.map(|at| format!("{at}/money/grants")),
        on: today,
        funder: funder.as_ref().map_or_else(
            || Organisation {
                id: "accountable-body".to_owned(),
                name: "The accountable body".to_owned(),
                identifier: None,
            },
            organisation,
        ),
        grants,
    }
}

fn block_name(arrangements: Option<&Arrangements>, id: &RuleId) -> String {
    let money = arrangements.and_then(|all| all.money.as_ref());
    let blocks = money.map_or(&[][..], |money| &money.block);
    let block = blocks.iter().find(|block| block.id == *id);
    block.map_or_else(|| id.to_string(), |block| block.name.clone())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PackageOut<'a> {
    version: &'static str,
    identifier: String,
    title: &'a str,
    description: &'a str,
    issued: String,
    publisher: PublisherOut<'a>,
    license: &'static str,
    #[serde(rename = "accessURL", skip_serializing_if = "Option::is_none")]
    access_url: Option<&'a str>,
    grants: Vec<GrantOut<'a>>,
}

#[derive(Serialize)]
struct PublisherOut<'a> {
    name: &'a str,
    prefix: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GrantOut<'a> {
    id: String,
    title: String,
    description: &'a str,
    currency: &'static str,
    amount_awarded: Number,
    amount_disbursed: Number,
    award_date: String,
    planned_dates: [PlannedOut; 1],
    recipient_organization: [OrganisationOut<'a>; 1],
    funding_organization: [OrganisationOut<'a>; 1],
    grant_programme: [ProgrammeOut<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classifications: Vec<OutcomeOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlannedOut {
    start_date: String,
    end_date: String,
}

#[derive(Serialize)]
struct OrganisationOut<'a> {
    id: String,
    name: &'a str,
}

#[derive(Serialize)]
struct ProgrammeOut<'a> {
    code: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct OutcomeOut<'a> {
    vocabulary: &'static str,
    code: &'a str,
    title: &'a str,
}

impl Register {
    /// How an organisation is named: by a public register, or under the partnership's own prefix.
    pub fn identifier(&self, of: &Organisation) -> String {
        of.out(&self.prefix()).id
    }

    fn prefix(&self) -> String {
        format!("360G-{}", self.partnership)
    }

    /// The register as a package of the standard. None when there is no grant in it: the standard has no
    /// form for that.
    pub fn to_json(&self) -> Option<String> {
        if self.grants.is_empty() {
            return None;
        }
        let prefix = self.prefix();
        let package = PackageOut {
            version: VERSION,
            identifier: format!("{prefix}-grants"),
            title: &self.title,
            description: &self.description,
            issued: self.on.to_string(),
            license: LICENCE,
            access_url: self.address.as_deref(),
            grants: self
                .grants
                .iter()
                .map(|grant| self.grant(grant, &prefix))
                .collect(),
            publisher: PublisherOut {
                name: &self.publisher,
                prefix,
            },
        };
        serde_json::to_string_pretty(&package).ok()
    }

    fn grant<'a>(&'a self, grant: &'a Grant, prefix: &str) -> GrantOut<'a> {
        let outcomes = grant.outcomes.iter();
        GrantOut {
            id: format!("{prefix}-{}", grant.id),
            title: cut(&grant.title),
            description: &grant.description,
            currency: "GBP",
            amount_awarded: pounds(grant.awarded),
            amount_disbursed: pounds(grant.disbursed),
            award_date: grant.decided.to_string(),
            planned_dates: [PlannedOut {
                start_date: grant.planned.0.to_string(),
                end_date: grant.planned.1.to_string(),
            }],
            recipient_organization: [grant.recipient.out(prefix)],
            funding_organization: [self.funder.out(prefix)],
            grant_programme: [ProgrammeOut {
                code: &grant.programme.0,
                title: &grant.programme.1,
            }],
            classifications: outcomes
                .map(|(code, title)| OutcomeOut {
                    vocabulary: "Outcomes of the local area agreement",
                    code,
                    title,
                })
                .collect(),
            url: grant.address.as_deref(),
        }
    }
}

impl Organisation {
    fn out(&self, prefix: &str) -> OrganisationOut<'_> {
        let made_up = || format!("{prefix}-org-{}", self.id);
        OrganisationOut {
            id: self.identifier.clone().unwrap_or_else(made_up),
            name: &self.name,
        }
    }
}

/// Pence as a number of pounds with no more decimals than it needs: 123450 is 1234.5.
fn pounds(pence: u64) -> Number {
    let whole = Number::from(pence / 100);
    match pence % 100 {
        0 => whole,
        // Written out and read, so that the digits are those of the sum and nobody divides.
        rest => format!("{}.{rest:02}", pence / 100)
            .parse()
            .unwrap_or(whole),
    }
}

/// A title no longer than the standard has it, cut between words.
fn cut(title: &str) -> String {
    if title.chars().count() <= LONGEST_TITLE {
        return title.to_owned();
    }
    let start: String = title.chars().take(LONGEST_TITLE - 1).collect();
    let whole = start.rsplit_once(' ').map_or(&*start, |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn organisation(id: &str, name: &str, identifier: Option<&str>) -> Organisation {
        Organisation {
            id: id.to_owned(),
            name: name.to_owned(),
            identifier: identifier.map(str::to_owned),
        }
    }

    fn register() -> Register {
        let grant = |id: &str, awarded, disbursed, recipient| Grant {
            id: id.to_owned(),
            title: "A: Communities that are Safe and Feel Safe, 2007-08".to_owned(),
            description: "Wardens and lighting".to_owned(),
            awarded,
            disbursed,
            decided: date(2007, 4, 18),
            planned: (date(2007, 4, 1), date(2008, 3, 31)),
            recipient,
            programme: (
                "a".to_owned(),
                "A: Communities that are Safe and Feel Safe".to_owned(),
            ),
            outcomes: vec![("crime".to_owned(), "Crime is reduced".to_owned())],
            address: Some("https://moot.example/worcestershire/money/allocations/1".to_owned()),
        };
        Register {
            partnership: "worcestershire".to_owned(),
            title: "Grants of the Worcestershire Partnership".to_owned(),
            description: "Pooled money allocated to partners.".to_owned(),
            publisher: "Worcestershire Partnership".to_owned(),
            address: Some("https://moot.example/worcestershire/money/grants".to_owned()),
            on: date(2008, 4, 1),
            funder: organisation(
                "county-council",
                "Worcestershire County Council",
                Some("GB-LAE-WOR"),
            ),
            grants: vec![
                grant(
                    "a-1",
                    17_646_800,
                    5_000_050,
                    organisation("police", "West Mercia Police", None),
                ),
                grant(
                    "a-2",
                    100_005,
                    0,
                    organisation("redditch", "Redditch Borough Council", Some("GB-LAE-RED")),
                ),
            ],
        }
    }

    /// The file that the judge of the standard reads too (`e2e/grants.test.mjs`).
    // Requirement: FU11 at `/{partnership}/money/grants`
    #[test]
    fn a_register_is_one_package_of_the_standard() {
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/src/grants-example.json");
        let json = register().to_json().unwrap() + "\n";
        if std::env::var_os("FOLKMOOT_UPDATE").is_some() {
            std::fs::write(kept, &json).unwrap();
        }
        assert_eq!(json, std::fs::read_to_string(kept).unwrap());
        for words in [
            "\"id\": \"360G-worcestershire-a-1\"",
            "\"amountAwarded\": 176468,",
            "\"amountDisbursed\": 50000.5,",
            "\"amountAwarded\": 1000.05,",
            "\"id\": \"GB-LAE-WOR\"",
            "\"id\": \"360G-worcestershire-org-police\"",
            "\"awardDate\": \"2007-04-18\"",
        ] {
            assert!(json.contains(words), "{words} in {json}");
        }
    }

    #[test]
    fn a_register_without_grants_has_no_form() {
        let empty = Register {
            grants: Vec::new(),
            ..register()
        };
        assert_eq!(empty.to_json(), None);
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let long = "wardens and lighting, ".repeat(10);
        let cut = cut(&long);
        assert!(
            cut.chars().count() <= LONGEST_TITLE && cut.ends_with("…"),
            "{cut}"
        );
        assert!(long.starts_with(cut.trim_end_matches('…')));
    }

    proptest! {
        #[test]
        fn pounds_are_exact_to_the_penny(pence in 0_u64..=1_000_000_000_000) {
            let said = pounds(pence).to_string();
            let (whole, rest) = said.split_once('.').unwrap_or((&said, ""));
            let rest = format!("{rest:0<2}");
            prop_assert_eq!(rest.len(), 2);
            prop_assert_eq!(format!("{whole}{rest}").parse::<u64>().unwrap(), pence);
        }
    }
}
