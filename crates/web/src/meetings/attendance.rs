//! Who was there, by organisation.

use app::views::{Attendance, AttendanceKind, Attendee, PartnerRef, QuorumMoment, words};
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

/// How many attended in which kind: "5 members, 1 substitute, 1 observer; apologies from 2".
pub(super) fn by_kind(attendance: &Attendance) -> String {
    use AttendanceKind::{InAttendance, Member, Observer, Substitute};
    let of = |kind| {
        let present = attendance.present.iter();
        present.filter(|one| one.kind == kind).count()
    };
    let count = words::count;
    let mut said = vec![count(of(Member), "member", "members")];
    let others = [
        (of(Substitute), "substitute", "substitutes"),
        (of(Observer), "observer", "observers"),
    ];
    let others = others.into_iter().filter(|(number, ..)| *number > 0);
    said.extend(others.map(|(number, one, many)| count(number, one, many)));
    if of(InAttendance) > 0 {
        said.push(format!("{} in attendance", of(InAttendance)));
    }
    let missing = [
        (attendance.apologies.len(), "sent apologies"),
        (attendance.absent.len(), "absent"),
    ];
    let missing = missing.into_iter().filter(|(number, _)| *number > 0);
    said.extend(missing.map(|(number, words)| format!("{number} {words}")));
    said.join(", ")
}

/// "Holder of board.leader left at 11.20am".
pub(super) fn moment(moment: &QuorumMoment) -> String {
    let way = match moment.way {
        "came" => "came in",
        "withdrew" => "withdrew",
        "returned" => "came back",
        _ => "left",
    };
    format!("{} {way}", moment.person.name)
}

/// For which seat someone came, whether as its holder, and when if not throughout.
pub(super) fn details(
    who: &Attendee,
    seat: Option<&str>,
    opened: Option<Time>,
    closed: Option<Time>,
) -> String {
    let mut said: Vec<String> = seat.map(str::to_owned).into_iter().collect();
    match who.kind {
        AttendanceKind::Substitute => said.push("as substitute".to_owned()),
        AttendanceKind::Observer => said.push("observer".to_owned()),
        AttendanceKind::InAttendance => said.push("in attendance".to_owned()),
        AttendanceKind::Member | AttendanceKind::Apologies | AttendanceKind::Absent => {}
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
