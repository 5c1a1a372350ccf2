//! A seat as a card: who sits there, for whom, and what the arrangements say of it in plain words.

use app::views::{PartnerRef, PersonRef, SeatGroup, SeatView, words};
use record::arrangements::{Appointed, Capacity, SeatOffice};

/// Seats that people speak of together.
pub(super) struct Group {
    /// The sector, or how they take part.
    pub(super) name: String,
    /// The seats.
    pub(super) cards: Vec<Card>,
}

/// One seat.
pub(super) struct Card {
    /// The class of its look: chair, empty, observer, or nothing.
    pub(super) class: &'static str,
    /// Who holds it; none: nobody.
    pub(super) holder: Option<PersonRef>,
    /// What is said in a holder's place.
    pub(super) instead: &'static str,
    /// Its name within the body, for addresses.
    pub(super) seat: String,
    /// What the seat is called.
    pub(super) title: String,
    /// The partner that its title names, so that the title leads there.
    pub(super) named: Option<PartnerRef>,
    /// The partner that it speaks for, where its title does not say so.
    pub(super) partner: Option<PartnerRef>,
    /// What else there is to say, a sentence each.
    pub(super) notes: Vec<String>,
    /// Who may stand in for the holder.
    pub(super) substitutes: Vec<PersonRef>,
}

/// The groups of a body's seats.
pub(super) fn groups(groups: &[SeatGroup]) -> Vec<Group> {
    let group = |group: &SeatGroup| Group {
        name: group.name.clone(),
        cards: group.seats.iter().map(card).collect(),
    };
    groups.iter().map(group).collect()
}

fn card(seat: &SeatView) -> Card {
    let (class, instead) = match seat {
        seat if seat.begins.is_some() => ("fm-seat--observer", "Not begun"),
        seat if seat.not_taken_up => ("fm-seat--observer", "Not taken up"),
        seat if seat.vacant => ("fm-seat--empty", "Empty chair"),
        seat if seat.office.is_some() => ("fm-seat--chair", "Empty chair"),
        seat if seat.capacity != record::arrangements::Capacity::Member => {
            ("fm-seat--observer", "Empty chair")
        }
        _ => ("", "Empty chair"),
    };
    let says_so = seat.partner.as_ref().is_some_and(|partner| {
        seat.title.contains(&partner.name) || seat.title.contains(&partner.short_name)
    });
    Card {
        class,
        instead,
        holder: seat.holder.clone(),
        seat: super::seats::name(&seat.id).to_owned(),
        title: seat.title.clone(),
        named: seat.partner.clone().filter(|_| says_so),
        partner: seat.partner.clone().filter(|_| !says_so),
        notes: notes(seat),
        substitutes: seat.substitutes.clone(),
    }
}

fn notes(seat: &SeatView) -> Vec<String> {
    let mut notes = Vec::new();
    match seat.office {
        Some(SeatOffice::Chair) => notes.push("Takes the chair.".to_owned()),
        Some(SeatOffice::ViceChair) => {
            notes.push("Takes the chair when the chair is away.".to_owned())
        }
        None => {}
    }
    if let Some(begins) = seat.begins {
        notes.push(format!("The seat begins on {}.", words::short_day(begins)));
    }
    if !seat.together.is_empty() {
        notes.push(format!("One seat for {}.", seat.together.join(" and ")));
    }
    match seat.capacity {
        Capacity::Observer => {
            notes.push("Attends and speaks; neither votes nor counts.".to_owned())
        }
        Capacity::InAttendance | Capacity::Adviser => {
            notes.push("Neither votes nor counts.".to_owned())
        }
        Capacity::Member => {}
    }
    if let Some(body) = &seat.filled_from {
        notes.push(format!("Filled from the {}.", body.short_name));
    }
    if let Some(post) = &seat.post_held {
        let asked = seat.post.as_ref().filter(|asked| *asked != post);
        let asked = asked.map_or(String::new(), |asked| {
            format!("; the seat asks for {asked}")
        });
        notes.push(format!("Post held: {post}{asked}."));
    }
    if let Some(mandate) = seat.mandate {
        notes.push(format!("{}.", crate::say::mandate(mandate)));
    }
    if let Some(on) = seat.accepted {
        notes.push(format!("Accepted the role on {}.", words::short_day(on)));
    }
    if let Some(until) = seat.until.filter(|_| seat.holder.is_some()) {
        notes.push(format!("Until {}.", words::short_day(until)));
    }
    if seat.vacant {
        notes.push(to_fill(seat));
    } else if let Some(found) = found(seat) {
        notes.push(found);
    }
    if seat.conditional && seat.note.is_none() {
        notes.push("Only for someone who is not a member already.".to_owned());
    }
    if seat.voice {
        notes.push("A voice from the sector that does not speak for all of it.".to_owned());
    }
    if !seat.alternatives.is_empty() {
        notes.push(format!("Or: {}.", seat.alternatives.join("; ")));
    }
    if let Some(support) = &seat.supported_by {
        notes.push(format!("May come with: {support}."));
    }
    if let Some(note) = &seat.note {
        notes.push(note.clone());
    }
    notes
}

/// How its holder is found, where that is worth saying.
fn found(seat: &SeatView) -> Option<String> {
    let by = seat
        .by
        .as_ref()
        .map_or(String::new(), |by| format!(" by {by}"));
    match seat.appointed {
        Appointed::NominatedAnnually => Some(format!("Nominated each year{by}.")),
        Appointed::ElectedAnnually => Some(format!("Elected each year{by}.")),
        Appointed::Named | Appointed::ExOfficio => None,
    }
}

/// What fills an empty chair.
fn to_fill(seat: &SeatView) -> String {
    let who = seat
        .by
        .as_deref()
        .or(seat.partner.as_ref().map(|partner| partner.name.as_str()))
        .unwrap_or("The partnership");
    let (who, verb) = (
        capital(who),
        match seat.appointed {
            Appointed::ElectedAnnually => "elects someone each year",
            Appointed::NominatedAnnually => "nominates someone each year",
            Appointed::ExOfficio => "fills it with whoever holds the post",
            Appointed::Named => "names someone",
        },
    );
    format!("{who} {verb}, and tells the secretariat.")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}
