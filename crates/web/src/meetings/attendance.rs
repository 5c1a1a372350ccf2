//! Who was there, by organisation.

use app::views::{Attendance, Attendee, PartnerRef, words};
use jiff::civil::Time;

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

/// Attendance by organisation, in the order of the seats.
pub(super) fn by_organisation(attendance: &Attendance) -> Vec<There> {
    let mut all: Vec<There> = Vec::new();
    for one in &attendance.present {
        there(&mut all, one).present.push(one.clone());
    }
    for one in &attendance.apologies {
        there(&mut all, one).apologies.push(one.clone());
    }
    for one in &attendance.absent {
        there(&mut all, one).absent.push(one.clone());
    }
    all
}

/// When someone came after the opening or left before the end; empty when they were there throughout.
pub(super) fn stays(who: &Attendee, opened: Option<Time>, closed: Option<Time>) -> String {
    let mut said = String::new();
    for stay in &who.stays {
        if opened.is_some_and(|opened| stay.from > opened) {
            said.push_str(&format!(", from {}", words::clock(stay.from)));
        }
        if let Some(until) = stay.until.filter(|until| Some(*until) != closed) {
            said.push_str(&format!(", until {}", words::clock(until)));
        }
    }
    said
}

fn there<'a>(all: &'a mut Vec<There>, one: &Attendee) -> &'a mut There {
    let id = |partner: &Option<PartnerRef>| partner.as_ref().map(|partner| partner.id.clone());
    let at = all
        .iter()
        .position(|there| id(&there.partner) == id(&one.partner));
    let at = at.unwrap_or_else(|| {
        all.push(There {
            partner: one.partner.clone(),
            present: Vec::new(),
            apologies: Vec::new(),
            absent: Vec::new(),
        });
        all.len() - 1
    });
    &mut all[at]
}
