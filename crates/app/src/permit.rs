//! Who may ask for what. Asked once, before an act is decided.
//!
//! Authority follows from the book (a seat's holder or substitute that day) and from the short list
//! of office roles. Whether the act is right is not judged here.

use std::collections::BTreeSet;

use jiff::civil::Date;
use office::Role;
use record::{
    Author, Minute, Record,
    act::{ActKind, Answerer, AnyAct, Authority, Subject, meeting_of},
    arrangements::OverrideBy,
    catalogue,
    id::PersonId,
    meetings::Action,
    plan::Lead,
    structure::Who,
};

use crate::Names;

/// On whose behalf something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A person who signed in, or whose token was used.
    Person(PersonId),
    /// A person who signed in with one factor: what they hold in the book counts, their office roles
    /// do not.
    OneFactor(PersonId),
    /// Someone with the run of the machine: the command line, the demonstration.
    Operator(&'static str),
}

impl Caller {
    /// As the book writes it.
    pub fn author(self) -> Author {
        match self {
            Self::Person(person) | Self::OneFactor(person) => Author::Person(person),
            Self::Operator(name) => Author::System(name.to_owned()),
        }
    }

    /// The person on whose behalf it is asked.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) | Self::OneFactor(person) => Some(person),
            Self::Operator(_) => None,
        }
    }

    /// Whether they act in an office role of a partnership: it is theirs, and their sign-in is strong
    /// enough for it to count.
    pub fn has_role(self, names: &Names, partnership: &str, role: Role) -> bool {
        matches!(self, Self::Person(person) if names.has_role(partnership, person, role))
    }
}

/// Why someone may not ask for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPermitted {
    /// Only the secretariat may.
    #[error("only the secretariat may do this")]
    SecretariatOnly,
    /// Only whoever speaks for the seat may, or the secretariat for them.
    #[error(
        "only the holder of the seat, a substitute named for it, or the secretariat may do this"
    )]
    NotYourSeat,
    /// Only the holder of the seat may, or the secretariat for them.
    #[error("only the holder of the seat or the secretariat may do this, not a substitute")]
    NotTheHolder,
    /// Only whoever acts for the owner of the action may, or the secretariat for them.
    #[error(
        "only someone who acts for the owner of the action, the person named for it, or the secretariat may do this"
    )]
    NotYourAction,
    /// Only whoever leads on the indicator may, or the secretariat for them.
    #[error("only whoever leads on what the indicator measures, or the secretariat, may do this")]
    NotYourIndicator,
    /// Only whoever leads it may, or the secretariat for them.
    #[error(
        "only someone who acts for the organisation or body that answers for it, the person named for it, or the secretariat may do this"
    )]
    NotYoursToAnswer,
    /// Someone else is in the room for the seat.
    #[error("someone else is in the room for this seat, and speaks for it")]
    SomeoneElseSits,
    /// Only the finance officer may.
    #[error("only the finance officer of the accountable body may do this")]
    FinanceOnly,
    /// Only the finance officer or the secretariat may.
    #[error("only the finance officer of the accountable body or the secretariat may do this")]
    FinanceOrSecretariat,
    /// Only the holder of the seat may, and nobody for them.
    #[error("only the holder of the seat may do this themselves")]
    HolderOnly,
    /// They signed in too long ago, or a program asks.
    #[error("money moves only for someone who signed in within the last fifteen minutes")]
    NotFresh,
    /// They have the office role, but signed in with one factor.
    #[error("an office role counts only once you have signed in with a passkey")]
    OneFactor,
}

impl NotPermitted {
    /// The next step.
    pub fn help(self) -> &'static str {
        match self {
            Self::FinanceOnly | Self::FinanceOrSecretariat => "Ask the finance officer to do it.",
            Self::HolderOnly => "Choose a seat that you hold.",
            Self::NotFresh => "Confirm that it is you on the page where it is done.",
            Self::SecretariatOnly => "Ask the secretariat to do it.",
            Self::OneFactor => {
                "Add a passkey to use your office role, or sign in with the one you have."
            }
            Self::NotYourAction | Self::NotYoursToAnswer | Self::NotYourIndicator => {
                "Ask them or the secretariat to do it."
            }
            Self::SomeoneElseSits => {
                "Ask the secretariat to record that they have left and that you have come."
            }
            Self::NotTheHolder => "Choose a seat that you hold, or ask the secretariat.",
            Self::NotYourSeat => {
                "Choose a seat that you hold or stand in for, or ask the secretariat."
            }
        }
    }
}

/// Whether the caller may ask for the act.
pub fn permit(
    names: &Names,
    partnership: &str,
    record: &Record,
    caller: Caller,
    minute: &Minute,
    act: &dyn AnyAct,
) -> Result<(), NotPermitted> {
    let Some(person) = caller.person() else {
        return Ok(());
    };
    let authority = act.authority();
    let may = |role| match role {
        Role::Secretariat => secretariat_may(authority),
        Role::Finance => finance_may(authority),
        _ => false,
    };
    let roles = [Role::Secretariat, Role::Finance];
    let mut asked = roles.into_iter().filter(|role| may(*role));
    if asked
        .clone()
        .any(|role| caller.has_role(names, partnership, role))
    {
        return Ok(());
    }
    let judged = by_the_book(record, person, minute, act);
    if judged.is_err() && asked.any(|role| names.has_role(partnership, person, role)) {
        return Err(NotPermitted::OneFactor);
    }
    judged
}

/// Whether the secretariat may ask: for everything but what moves money.
fn secretariat_may(authority: Authority) -> bool {
    !matches!(
        authority,
        Authority::Finance | Authority::Holder | Authority::HolderOrFinance
    )
}

/// Whether the finance officer of the accountable body may ask.
fn finance_may(authority: Authority) -> bool {
    matches!(
        authority,
        Authority::Finance
            | Authority::FinanceOrSecretariat
            | Authority::AnswererFinanceOrSecretariat
            | Authority::SeatFinanceOrSecretariat
            | Authority::HolderOrFinance
    )
}

/// Whether what somebody holds in the book lets them ask for the act.
fn by_the_book(
    record: &Record,
    person: PersonId,
    minute: &Minute,
    act: &dyn AnyAct,
) -> Result<(), NotPermitted> {
    match act.authority() {
        Authority::Secretariat => Err(NotPermitted::SecretariatOnly),
        Authority::Finance => Err(NotPermitted::FinanceOnly),
        Authority::FinanceOrSecretariat => Err(NotPermitted::FinanceOrSecretariat),
        Authority::LeadOrSecretariat => leads_on_all(record, person, minute, act),
        Authority::LeadWhereAllowedOrSecretariat => {
            let today = minute.date_in(&record.structure.zone());
            let judge = record::plan::Judge::on(record, today);
            match judge.performance.overrides.by {
                OverrideBy::Lead => leads_on_all(record, person, minute, act),
                _ => Err(NotPermitted::SecretariatOnly),
            }
        }
        Authority::OwnerOrSecretariat => {
            // Of an action that is not there, the act itself says so.
            let theirs = match act.subject() {
                Some(Subject::Action(id)) => record
                    .meetings
                    .action(id)
                    .is_none_or(|action| acts_for(record, person, action, minute)),
                Some(Subject::PlanAction(id)) => record
                    .delivery
                    .action(id)
                    .is_none_or(|action| leads(record, person, action, minute)),
                _ => return Err(NotPermitted::SecretariatOnly),
            };
            theirs.then_some(()).ok_or(NotPermitted::NotYourAction)
        }
        Authority::AnswererOrSecretariat | Authority::AnswererFinanceOrSecretariat => {
            let today = minute.date_in(&record.structure.zone());
            let leads = |lead: &Answerer| {
                lead.person == Some(person)
                    || record.structure.represents(person, &lead.partner, today)
            };
            // Of what is not there, the act itself says so.
            let theirs = act
                .answerers(record)
                .is_none_or(|all| all.iter().any(leads));
            theirs.then_some(()).ok_or(NotPermitted::NotYoursToAnswer)
        }
        authority @ (Authority::SeatOrSecretariat
        | Authority::SeatFinanceOrSecretariat
        | Authority::SitterOrSecretariat
        | Authority::HolderOrSecretariat
        | Authority::Holder
        | Authority::HolderOrFinance) => {
            let meeting = meeting_of(act, record);
            let sits = meeting
                .zip(act.seat())
                .and_then(|(meeting, seat)| meeting.sitter(seat));
            let another = sits.is_some_and(|sitter| sitter != person);
            if authority == Authority::SitterOrSecretariat && another {
                return Err(NotPermitted::SomeoneElseSits);
            }
            let date: Date = meeting.map_or_else(
                || minute.date_in(&record.structure.zone()),
                |meeting| meeting.date,
            );
            let meeting = meeting.map(|meeting| &meeting.id);
            let speaks = act
                .seat()
                .and_then(|seat| record.structure.speaks_for(person, seat, date, meeting));
            match speaks {
                Some(Who::Substitute) if authority == Authority::HolderOrSecretariat => {
                    Err(NotPermitted::NotTheHolder)
                }
                Some(Who::Substitute) | None
                    if matches!(authority, Authority::Holder | Authority::HolderOrFinance) =>
                {
                    Err(NotPermitted::HolderOnly)
                }
                Some(_) => Ok(()),
                None => Err(NotPermitted::NotYourSeat),
            }
        }
    }
}

/// An act that cannot be asked for as its authority says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UndeclaredAct {
    /// Two acts with one name: who may ask for which could not be told.
    #[error("who may ask for {0} is declared twice")]
    Twice(&'static str),
    /// Authority follows from something that the act does not name.
    #[error("who may ask for {act} depends on its {field}, and it has no such field")]
    Without {
        /// The act.
        act: &'static str,
        /// What it does not name.
        field: &'static str,
    },
}

/// Whether who may ask for each act of the catalogue follows from what the act says. Asked once, before
/// anything is served.
pub fn check_authorities() -> Result<(), UndeclaredAct> {
    check(catalogue())
}

fn check(acts: &[ActKind]) -> Result<(), UndeclaredAct> {
    let mut names = BTreeSet::new();
    for kind in acts {
        if !names.insert(kind.name) {
            return Err(UndeclaredAct::Twice(kind.name));
        }
        let field = match kind.authority {
            Authority::Secretariat
            | Authority::AnswererOrSecretariat
            | Authority::AnswererFinanceOrSecretariat
            | Authority::Finance
            | Authority::FinanceOrSecretariat => continue,
            Authority::OwnerOrSecretariat => "action",
            Authority::LeadOrSecretariat => "figures",
            Authority::LeadWhereAllowedOrSecretariat => "indicator",
            Authority::SeatOrSecretariat
            | Authority::SeatFinanceOrSecretariat
            | Authority::SitterOrSecretariat
            | Authority::HolderOrSecretariat
            | Authority::Holder
            | Authority::HolderOrFinance => "seat",
        };
        let schema = (kind.schema)();
        let fields = schema.get("properties");
        let has = |field: &str| fields.and_then(|fields| fields.get(field)).is_some();
        // Figures name their indicators one by one.
        let told = has(field) || (field == "figures" && has("indicator"));
        if !told {
            let act = kind.name;
            return Err(UndeclaredAct::Without { act, field });
        }
    }
    Ok(())
}

/// Whether someone leads on every indicator of an act. Of one that is not there, the act itself says so.
fn leads_on_all(
    record: &Record,
    person: PersonId,
    minute: &Minute,
    act: &dyn AnyAct,
) -> Result<(), NotPermitted> {
    let today = minute.date_in(&record.structure.zone());
    let indicators: BTreeSet<_> = act.indicators().into_iter().collect();
    let theirs = |lead: &Lead| record.leads(person, lead, today);
    let all = indicators
        .into_iter()
        .all(|indicator| record.plan.lead_of(indicator).is_none_or(theirs));
    all.then_some(()).ok_or(NotPermitted::NotYourIndicator)
}

/// Whether someone acts for those who are to do an action: named for it, or speaking for its owner on
/// the day.
fn acts_for(record: &Record, person: PersonId, action: &Action, minute: &Minute) -> bool {
    let today = minute.date_in(&record.structure.zone());
    action.person == Some(person) || record.structure.represents(person, &action.owner, today)
}

/// Whether someone leads an action of a delivery plan: named for it, or speaking for the partner that
/// leads it on the day.
fn leads(
    record: &Record,
    person: PersonId,
    action: &record::delivery::Action,
    minute: &Minute,
) -> bool {
    let today = minute.date_in(&record.structure.zone());
    action.asked.person == Some(person)
        || record
            .structure
            .represents(person, &action.asked.lead, today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_that_does_not_name_what_its_authority_follows_from_is_found() {
        let named = |name: &str, authority| {
            let kind = catalogue().iter().find(|kind| kind.name == name);
            let kind = kind.expect("an act of that name");
            // As it is, but for who may ask for it.
            let mut acts = vec![record::act::ActKind::of::<record::meetings::Close>()];
            acts[0].name = kind.name;
            acts[0].schema = kind.schema;
            acts[0].authority = authority;
            check(&acts)
        };
        let without = |act, field| Err(UndeclaredAct::Without { act, field });
        for (act, authority, found) in [
            (
                "decisions.cast-vote",
                Authority::SitterOrSecretariat,
                Ok(()),
            ),
            ("meetings.close", Authority::Secretariat, Ok(())),
            (
                "meetings.close",
                Authority::SeatOrSecretariat,
                without("meetings.close", "seat"),
            ),
            (
                "meetings.close",
                Authority::OwnerOrSecretariat,
                without("meetings.close", "action"),
            ),
        ] {
            assert_eq!(named(act, authority), found, "{act}");
        }
        let twice = || ActKind::of::<record::meetings::Close>();
        assert_eq!(
            check(&[twice(), twice()]),
            Err(UndeclaredAct::Twice("meetings.close"))
        );
    }
}
