//! How documents say whose they are, how things stand, and why something is not for everyone.

use app::{
    Reading,
    views::{ActionView, ClassView, DecisionLine, MeetingLine, MinutesState, words},
};
use record::meetings::{ActionOutcome, ClassKind};

use crate::{Block, Document, Numbering, Standing, Text};

/// Whose document it is, and of which moment.
#[derive(Debug, Clone)]
pub struct House {
    /// The partnership's name.
    pub name: String,
    /// Where its pages are, from the root of the house: `/worcestershire`.
    pub base: String,
    /// The public address of the house, such as `https://moot.example.org`; none: files have no links.
    pub address: Option<String>,
    /// Whether its people and figures are invented.
    pub illustrative: bool,
    /// What stands at the foot of each page.
    pub foot: String,
}

impl House {
    /// A partnership at one moment of its book.
    pub fn of(reading: &Reading, illustrative: bool, address: Option<String>) -> Self {
        let today = reading.today();
        let adoption = reading.record.structure.in_force_or_first(today);
        let name = adoption.map(|adoption| adoption.arrangements.partnership.name.clone());
        let name = name.unwrap_or_else(|| reading.partnership.to_string());
        let foot = format!(
            "{name} · line {} of the book, {}",
            reading.head.line,
            words::short_day(today)
        );
        Self {
            name,
            base: format!("/{}", reading.partnership),
            address,
            illustrative,
            foot,
        }
    }

    /// An address below the partnership.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A document of this house that says nothing yet.
    pub(crate) fn document(&self, title: String, subject: String) -> Document {
        Document {
            title,
            above: self.name.clone(),
            subject,
            author: self.name.clone(),
            language: "en-GB".to_owned(),
            warning: self.illustrative.then(|| {
                "Illustrative: the people and figures in this document are invented.".to_owned()
            }),
            facts: Vec::new(),
            blocks: Vec::new(),
            contents: false,
            numbering: Numbering::Arabic,
            foot: self.foot.clone(),
            address: self.address.clone(),
        }
    }
}

impl Document {
    /// Something more that everyone must know before they read.
    pub(crate) fn warn(&mut self, words: &str) {
        self.warning = Some(match self.warning.take() {
            Some(before) => format!("{words} {before}"),
            None => words.to_owned(),
        });
    }
}

/// "Board, 18 April 2007".
pub(crate) fn meeting_name(line: &MeetingLine) -> String {
    format!("{}, {}", line.body.short_name, words::short_day(line.date))
}

/// Day, hour and place of a meeting.
pub(crate) fn when_and_where(line: &MeetingLine) -> Vec<(String, Text)> {
    let when = format!("{}, {}", words::day(line.date), words::clock(line.starts));
    vec![
        ("When".to_owned(), Text::of(when)),
        ("Where".to_owned(), Text::of(line.place.clone())),
    ]
}

/// How minutes stand.
pub(crate) fn minutes_stand(line: &MeetingLine) -> String {
    match line.minutes {
        MinutesState::Called => "The meeting has not been held yet.".to_owned(),
        MinutesState::Open => "The meeting is under way.".to_owned(),
        MinutesState::Cancelled => "The meeting was cancelled.".to_owned(),
        MinutesState::Held => "The minutes are being written.".to_owned(),
        MinutesState::Drafted => match line.circulated {
            Some(on) => format!(
                "Draft, circulated on {}: these minutes are not approved yet.",
                words::short_day(on)
            ),
            None => "Draft: these minutes are not approved yet.".to_owned(),
        },
        MinutesState::Approved { on } => {
            format!("Approved on {}, not published yet.", words::short_day(on))
        }
        MinutesState::Published { approved } => format!(
            "Approved as a true record on {}.",
            words::short_day(approved)
        ),
    }
}

/// How a decision stands, in words and in kind.
pub(crate) fn decision_stands(line: &DecisionLine) -> (&'static str, Standing) {
    match line.agreed {
        Some(true) if line.for_ratification && line.ratified.is_none() => {
            ("Waits to be ratified", Standing::Waits)
        }
        Some(_) if line.ratified == Some(false) => ("Agreed, then not ratified", Standing::Failed),
        Some(true) if line.for_ratification => ("Agreed, then ratified", Standing::Settled),
        Some(true) => (line.standing, Standing::Settled),
        Some(false) if line.tied => ("Tied, so not carried", Standing::Waits),
        Some(false) => (line.standing, Standing::Failed),
        None => (line.standing, Standing::Plain),
    }
}

/// How an action stands.
pub(crate) fn action_stands(action: &ActionView) -> &'static str {
    match action.outcome {
        Some(ActionOutcome::Done) => "Done",
        Some(ActionOutcome::NoLongerNeeded) => "No longer needed",
        Some(ActionOutcome::PassedOn) => "Passed on",
        None if action.escalated => "Overdue, before the chair",
        None if action.overdue => "Overdue",
        None => "Open",
    }
}

/// An action in a list: what, who and by when.
pub(crate) fn action(house: &House, action: &ActionView) -> Text {
    let mut who = action.owner.name.clone();
    if let Some(person) = &action.person {
        who = format!("{}, {who}", person.name);
    }
    Text::strong("Action: ")
        .and_link(
            action.what.clone(),
            house.at(&format!("/actions/{}", action.id)),
        )
        .and(format!(
            " {who}, by {}. {}.",
            words::short_day(action.due),
            action_stands(action)
        ))
}

/// What a class is called.
pub(crate) fn class(kind: ClassKind) -> &'static str {
    match kind {
        ClassKind::Public => "Public",
        ClassKind::Members => "For members",
        ClassKind::Exempt => "Exempt",
        ClassKind::Confidential => "Confidential",
        ClassKind::Draft => "Draft",
    }
}

/// Why something is not for everyone.
pub(crate) fn why_not_public(view: &ClassView) -> String {
    let said = |one: &app::views::ParagraphView| {
        let text = one.text.trim_end_matches('.');
        if one.schedule_12a {
            format!("paragraph {} ({text})", one.id)
        } else {
            format!("“{}” ({text})", one.id)
        }
    };
    let under: Vec<String> = view.paragraphs.iter().map(said).collect();
    let what = if under.is_empty() {
        class(view.is).to_owned()
    } else {
        format!("{} under {}", class(view.is), under.join(", "))
    };
    match &view.reason {
        Some(reason) => format!("{what}: {reason}"),
        None => format!("{what}."),
    }
}

/// "page 5", "pages 5 to 12a".
pub(crate) fn pages((first, last): &(String, String)) -> String {
    if first == last {
        format!("page {first}")
    } else {
        format!("pages {first} to {last}")
    }
}

/// What arises from earlier meetings.
pub(crate) fn arising(house: &House, arising: &app::views::Arising) -> Vec<Block> {
    let parts = [
        ("Long overdue, before the chair", &arising.escalated),
        ("Still to be done", &arising.open),
        ("Closed since the last meeting", &arising.closed),
    ];
    let mut blocks = Vec::new();
    for (words, actions) in parts {
        if actions.is_empty() {
            continue;
        }
        blocks.push(Block::paragraph(Text::strong(format!("{words}:"))));
        blocks.push(Block::list(
            actions.iter().map(|one| action(house, one)).collect(),
        ));
    }
    blocks
}

/// How far minutes have come, in a word or two.
pub(crate) fn minutes_in_short(line: &MeetingLine) -> &'static str {
    match line.minutes {
        MinutesState::Called => "To come",
        MinutesState::Open => "Under way",
        MinutesState::Cancelled => "Cancelled",
        MinutesState::Held | MinutesState::Drafted => "Being written",
        MinutesState::Approved { .. } => "Approved",
        MinutesState::Published { .. } => "Published",
    }
}
