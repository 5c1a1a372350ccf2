//! The part of a form that says who may read something, for papers and for items.
//!
//! What belongs to a choice only is shown with it by the stylesheet, so that it works without a script;
//! what was typed under a choice that was not made is left out of the act.

use app::{Role, views};
use record::meetings::{ClassKind, Meeting, exemptions};
use serde_json::{Value, json};

use crate::{
    forms::{Choice, Form, id_of},
    visit::Visit,
};

/// A class to choose, with what it means.
pub(crate) struct Offered {
    pub(crate) value: &'static str,
    pub(crate) words: &'static str,
    pub(crate) means: &'static str,
    pub(crate) id: String,
    pub(crate) chosen: bool,
}

/// A description to tick.
pub(crate) struct Ticked {
    pub(crate) value: String,
    pub(crate) words: String,
    pub(crate) id: String,
    pub(crate) ticked: bool,
}

/// What the fields are filled with.
pub(crate) struct ClassFields {
    /// The heading.
    pub(crate) legend: &'static str,
    pub(crate) offered: Vec<Offered>,
    pub(crate) paragraphs: Vec<Ticked>,
    /// Whether the descriptions are those of Schedule 12A.
    pub(crate) schedule_12a: bool,
    pub(crate) officers: Vec<Choice>,
    /// What the real title is called; empty: there is none to give.
    pub(crate) real_title: &'static str,
    /// What is wrong with the choice, and with the descriptions.
    pub(crate) wrong: [Option<String>; 2],
}

const PUBLIC: (&str, &str, &str) = ("public", "Public", "Everyone can read it, at once.");
const MEMBERS: (&str, &str, &str) = (
    "members",
    "For members",
    "Everyone sees that it is there. The members of the body read it, and groups whom the arrangements entitle.",
);
const EXEMPT: (&str, &str, &str) = (
    "exempt",
    "Exempt",
    "Withheld from the public under a description, while the public interest lies in withholding it. Everyone sees its title and the reason.",
);
const CONFIDENTIAL: (&str, &str, &str) = (
    "confidential",
    "Confidential",
    "The law or the government forbids telling it. Everyone sees its title and the ground.",
);
const DRAFT: (&str, &str, &str) = (
    "draft",
    "Draft",
    "Only the secretariat sees it. Nobody else is told that it is there.",
);

impl ClassFields {
    /// For a paper, which may also be a draft unless people have it.
    pub(crate) fn of_paper(visit: &Visit, meeting: &Meeting, form: &Form, draft: bool) -> Self {
        let mut offered = vec![PUBLIC, MEMBERS, EXEMPT, CONFIDENTIAL];
        if draft {
            offered.push(DRAFT);
        }
        let mut fields = Self::of(visit, meeting, form, &offered);
        fields.legend = "Who may read it";
        fields
    }

    /// For an item.
    pub(crate) fn of_item(visit: &Visit, meeting: &Meeting, form: &Form) -> Self {
        let mut fields = Self::of(visit, meeting, form, &[PUBLIC, EXEMPT, CONFIDENTIAL]);
        fields.legend = "Who may know what is said";
        fields.real_title = "What members call it (optional)";
        fields
    }

    /// The same with a real title beside the one that everyone reads.
    pub(crate) fn titled(mut self) -> Self {
        self.real_title = "What those who may read it call it (optional)";
        self
    }

    fn of(
        visit: &Visit,
        meeting: &Meeting,
        form: &Form,
        classes: &[(&'static str, &'static str, &'static str)],
    ) -> Self {
        let reading = &visit.reading;
        let adoption = reading.record.structure.in_force_or_first(meeting.date);
        let arrangements = adoption.map(|adoption| &*adoption.arrangements);
        let nth = |name: &str, place: usize| match place {
            0 => id_of(name),
            more => format!("{}-{}", id_of(name), more + 1),
        };
        let offered = classes.iter().enumerate();
        let all = exemptions(arrangements);
        let paragraphs = all.iter().enumerate();
        Self {
            legend: "",
            offered: offered
                .map(|(place, (value, words, means))| Offered {
                    value,
                    words,
                    means,
                    id: nth("class.is", place),
                    chosen: form.value("class.is") == *value,
                })
                .collect(),
            paragraphs: paragraphs
                .map(|(place, one)| Ticked {
                    value: one.id.to_string(),
                    words: format!("{}. {}", one.id, one.text),
                    id: nth("class.paragraphs", place),
                    ticked: form
                        .values("class.paragraphs")
                        .any(|it| it == one.id.as_str()),
                })
                .collect(),
            schedule_12a: arrangements.is_none_or(|it| it.exemption.is_empty()),
            officers: officers(visit),
            real_title: "",
            wrong: ["class.is", "class.paragraphs"]
                .map(|field| form.error(field).map(str::to_owned)),
        }
    }
}

/// People of the secretariat.
fn officers(visit: &Visit) -> Vec<Choice> {
    let reading = &visit.reading;
    let of_it = |person: &app::Person| {
        let names = &reading.names;
        names.has_role(&reading.partnership, person.id, Role::Secretariat)
    };
    let people = reading.names.all().into_iter().filter(of_it);
    people
        .map(|person| Choice::new(person.id.to_string(), person.name))
        .collect()
}

/// A form in which whoever looks is the officer, and the review a year from now.
pub(crate) fn begun(visit: &Visit, form: Form) -> Form {
    let form = match &visit.viewer.person {
        Some(person) => form.with("class.officer", person.id.to_string()),
        None => form,
    };
    let review = visit
        .reading
        .today()
        .saturating_add(jiff::Span::new().years(1));
    crate::office::with_date(form, "class.review", review)
}

/// The same form with the class that something has.
pub(crate) fn filled(form: Form, class: &views::ClassView) -> Form {
    let mut form = form.with("class.is", class.is.word());
    for paragraph in &class.paragraphs {
        form = form.with("class.paragraphs", &paragraph.id);
    }
    form.with("class.reason", class.reason.clone().unwrap_or_default())
}

/// What was chosen, as the act wants it.
pub(crate) fn read(form: &mut Form) -> Value {
    form.asks("class.is");
    form.asks("class.paragraphs");
    let is = form.read_text("class.is", "Choose who may read it");
    let chosen = |kind: ClassKind| is.as_deref() == Some(kind.word());
    let exempt = chosen(ClassKind::Exempt);
    let withheld = exempt || chosen(ClassKind::Confidential);
    let paragraphs: Vec<String> = form.values("class.paragraphs").map(str::to_owned).collect();
    let reason = form.perhaps_text("class.reason").filter(|_| withheld);
    let officer = form.perhaps_text("class.officer").filter(|_| exempt);
    let review = if exempt {
        form.perhaps_date("class.review")
    } else {
        None
    };
    json!({
        "is": is,
        "paragraphs": if exempt { paragraphs } else { Vec::new() },
        "reason": reason, "officer": officer, "review": review,
    })
}

/// The title that only those who may read it are shown, where there is a class for it.
pub(crate) fn read_title(form: &mut Form) -> Option<String> {
    let title = form.perhaps_text("real_title");
    title.filter(|_| form.value("class.is") != ClassKind::Public.word())
}
