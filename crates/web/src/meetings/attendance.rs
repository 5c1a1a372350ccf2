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
    let mut there: Vec<There> = Vec::new();
    for one in &attendance.present {
        row_of(&mut there, one).present.push(one.clone());
    }
    for one in &attendance.apologies {
        row_of(&mut there, one).apologies.push(one.clone());
    }
    for one in &attendance.absent {
        row_of(&mut there, one).absent.push(one.clone());
    }
    there
}

/// The row of someone's organisation, begun where there is none yet.
fn row_of<'a>(there: &'a mut Vec<There>, one: &Attendee) -> &'a mut There {
    let same = |row: &There| id_of(&row.partner) == id_of(&one.partner);
    let at = there.iter().position(same).unwrap_or(there.len());
    if at == there.len() {
        there.push(There {
            partner: one.partner.clone(),
            present: Vec::new(),
            apologies: Vec::new(),
            absent: Vec::new(),
        });
    }
    &mut there[at]
}

fn id_of(partner: &Option<PartnerRef>) -> Option<&PartnerId> {
    partner.as_ref().map(|partner| &partner.id)
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
