//! Where one can go from a meeting, by how far it has come and who is looking.

use app::views::{MeetingLine, MinutesState, spoken_for};

use crate::visit::Visit;

/// A button beside a meeting. A page shows them by
/// `{% include "parts/table/meeting-links.html" %}` with a field `meeting_links`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Where it leads.
    pub(crate) href: String,
    /// What it says.
    pub(crate) words: &'static str,
    /// Whether it is what is to be done next.
    pub(crate) next: bool,
}

/// The buttons for this viewer; none for the public.
pub(crate) fn links(visit: &Visit, line: &MeetingLine) -> Vec<Link> {
    let to = |path: &str, words, next| Link {
        href: visit.at(&format!("/meetings/{}/{path}", line.id)),
        words,
        next,
    };
    let mut links = Vec::new();
    let coming = matches!(line.minutes, MinutesState::Called | MinutesState::Open);
    if visit.viewer.secretariat {
        links = match line.minutes {
            MinutesState::Called | MinutesState::Open => vec![
                to("table", "Run the meeting", true),
                to("room", "Screen for the room", false),
            ],
            MinutesState::Held => vec![
                to("minutes/edit", "Write the minutes", true),
                to("table", "See the table", false),
            ],
            MinutesState::Drafted if line.circulated.is_none() => vec![
                to("minutes/circulate", "Circulate the draft", true),
                to("minutes/approve", "Approve the minutes", false),
                to("minutes/edit", "Edit the minutes", false),
            ],
            MinutesState::Drafted => vec![
                to("minutes/approve", "Approve the minutes", true),
                to("minutes/correct", "Correct the minutes", false),
                to("minutes/edit", "Edit the minutes", false),
            ],
            MinutesState::Approved { .. } => {
                vec![
                    to("minutes/publish", "Publish the minutes", true),
                    to("minutes/correct", "Correct the minutes", false),
                ]
            }
            MinutesState::Published { .. } => {
                vec![to("minutes/correct", "Correct the minutes", false)]
            }
            MinutesState::Cancelled => Vec::new(),
        };
    }
    let person = visit.viewer.person.as_ref().filter(|_| coming);
    if person.is_some_and(|person| !spoken_for(&visit.reading, &line.id, person.id).is_empty()) {
        links.push(to("seat", "Your seat", !visit.viewer.secretariat));
    }
    links
}
