//! Whom a directory's person is here: somebody the house knows already, and nobody else.
//!
//! Once linked, the directory's own name for them (issuer and subject) decides, whatever becomes of their
//! address. The first time, an address that the directory verified and may vouch for decides. Nobody is
//! made known here by signing in. What is wrong is said to nobody but the log: the answer is the same.

use std::sync::Arc;

use app::{Denied, House, Role};
use record::id::PersonId;

use super::{Directory, provider::Vouched};
use crate::Site;

/// Why somebody whom a directory vouches for is let in nowhere. For the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unknown {
    /// It says of no address that it verified it.
    #[error("no verified address came with them")]
    Unverified,
    /// The address is not of those it may vouch for.
    #[error("their address is not of a domain that this directory may vouch for")]
    OtherDomain,
    /// Nobody here has that address.
    #[error("nobody here has their address")]
    Nobody,
    /// They are of no partnership that the directory is for.
    #[error("they are of no partnership that this directory may vouch for")]
    OtherPartnership,
    /// The directory calls the person with that address otherwise.
    #[error("their address belongs to somebody whom this directory calls otherwise")]
    OtherName,
}

/// The person, linked from now on if they were not before, and the page on which their work begins.
pub(super) async fn known(
    site: &Arc<Site>,
    directory: &Directory,
    vouched: Vouched,
) -> Result<Result<(PersonId, String), Unknown>, Denied> {
    let directory = directory.clone();
    site.asking(move |house| find(house, &directory, &vouched))
        .await?
}

fn find(
    house: &House,
    directory: &Directory,
    vouched: &Vouched,
) -> Result<Result<(PersonId, String), Unknown>, Denied> {
    let office = house.office();
    let linked = office.directory_person(&directory.issuer, &vouched.subject)?;
    let first_time = linked.is_none();
    let person = match linked {
        Some(person) => person,
        None => {
            let Some(email) = &vouched.email else {
                return Ok(Err(Unknown::Unverified));
            };
            if !directory.vouches_for(email) {
                return Ok(Err(Unknown::OtherDomain));
            }
            match office.person_with_email(email)? {
                Some(person) => person.id,
                None => return Ok(Err(Unknown::Nobody)),
            }
        }
    };
    let Ok(id) = person.parse::<PersonId>() else {
        return Ok(Err(Unknown::Nobody));
    };
    let Some(home) = home(house, directory, id)? else {
        return Ok(Err(Unknown::OtherPartnership));
    };
    let now = house.now().as_second();
    if first_time && !office.link_directory(&directory.issuer, &vouched.subject, &person, now)? {
        return Ok(Err(Unknown::OtherName));
    }
    Ok(Ok((id, home)))
}

/// Where their work begins: the office of the directory's partnership in which they have a role, or the
/// desk of the one whose book names them for a seat. None if there is no such partnership.
fn home(house: &House, directory: &Directory, person: PersonId) -> Result<Option<String>, Denied> {
    let names = house.names()?;
    let mut desk = None;
    for partnership in house.partnerships()? {
        if !directory.is_of(&partnership) {
            continue;
        }
        let has = |role: &Role| names.has_role(&partnership, person, *role);
        if has(&Role::Secretariat) {
            return Ok(Some(format!("/{partnership}/office")));
        }
        if Role::ALL.iter().any(has) || house.read(&partnership)?.record.structure.knows(person) {
            desk.get_or_insert(format!("/{partnership}/desk"));
        }
    }
    Ok(desk)
}
