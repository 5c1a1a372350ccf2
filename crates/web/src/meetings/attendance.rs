//! Who was there, by organisation.

use app::views::{Attendance, Attendee, PartnerRef, words};
use jiff::civil::Time;
use record::id::PartnerId;

/// An organisation at a meeting, or those who speak for none.
pub(super) struct There {
    /// The organisation; none: nobody's seats.
    pub(super) partner: Option<PartnerRef>,
    /// Those who came for it.
    pub(super) present: Vec<Attendee>,
    /// Seats that sent apologies.
    pub(super) apologies: Vec<Attendee>,
    /// Members' seats of which nothing was heard.
    pub(super) absent: Vec<Attendee>,
}

/// Attendance by organisation, in the order of the seats; those who came before those who did not.
pub(super) fn by_organisation(attendance: &Attendance) -> Vec<There> {
    let mut order: Vec<Option<PartnerId>> = Vec::new();
    let all = || {
        let missing = attendance.apologies.iter().chain(&attendance.absent);
        attendance.present.iter().chain(missing)
    };
    for one in all() {
        if !order.contains(&organisation(one)) {
            order.push(organisation(one));
        }
    }
    let there = |id: Option<PartnerId>| {
        let of = |some: &[Attendee]| -> Vec<Attendee> {
            let own = some.iter().filter(|one| organisation(one) == id);
            own.cloned().collect()
        };
        There {
            partner: all()
                .find(|one| organisation(one) == id)
                .and_then(|one| one.partner.clone()),
            present: of(&attendance.present),
            apologies: of(&attendance.apologies),
            absent: of(&attendance.absent),
        }
    };
    order.into_iter().map(there).collect()
}

fn organisation(one: &Attendee) -> Option<PartnerId> {
    one.partner.as_ref().map(|partner| partner.id.clone())
}

/// For which seat someone came, whether as its holder, and when if not throughout.
pub(super) fn details(
    who: &Attendee,
    seat: Option<&str>,
    opened: Option<Time>,
    closed: Option<Time>,
) -> String {
    let mut said: Vec<String> = seat.map(str::to_owned).into_iter().collect();
    if who.substitute {
        said.push("as substitute".to_owned());
    }
    if !who.member {
        said.push("not a member".to_owned());
    }
    for stay in &who.stays {
        if opened.is_some_and(|opened| stay.from > opened) {
            said.push(format!("from {}", words::clock(stay.from)));
        }
        if let Some(until) = stay.until.filter(|until| Some(*until) != closed) {
            said.push(format!("until {}", words::clock(until)));
        }
    }
    said.join(", ")
}
