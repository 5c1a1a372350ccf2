//! The frame around every page: title, navigation, where one is, errors and what was done.
//!
//! It decides nothing about the page inside, and asks the house nothing.

use app::Reading;

use crate::visit::{Happened, Viewer};

/// A part of the site that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// What the partnership is.
    Home,
    /// Bodies and seats.
    Structure,
    /// Meetings and their minutes.
    Meetings,
    /// Decisions with their certificates.
    Decisions,
    /// Actions noted at meetings.
    Actions,
    /// The strategy, the agreement and what they aim at.
    Plan,
    /// How it is doing.
    Performance,
    /// The book, line by line.
    Book,
    /// The secretariat's own pages.
    Office,
    /// Pooled and aligned money.
    Money,
    /// Searching. It is not in the navigation: its box is in the header.
    Search,
}

const NAV: [(Section, &str, &str); 10] = [
    (Section::Home, "", "Home"),
    (Section::Structure, "/structure", "Structure"),
    (Section::Meetings, "/meetings", "Meetings"),
    (Section::Decisions, "/decisions", "Decisions"),
    (Section::Actions, "/actions", "Actions"),
    (Section::Plan, "/plan", "Plan"),
    (Section::Performance, "/performance", "Performance"),
    (Section::Money, "/money", "Money"),
    (Section::Book, "/record", "The book"),
    (Section::Office, "/office", "Office"),
];

/// A partnership, as a header or a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its address.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// What it is, in two sentences.
    pub(crate) about: String,
}

impl Shown {
    /// The partnership as its arrangements name it today.
    pub(crate) fn of(reading: &Reading) -> Self {
        let id = reading.partnership.to_string();
        let adoption = reading.record.structure.in_force_or_first(reading.today());
        match adoption {
            Some(adoption) => {
                let partnership = &adoption.arrangements.partnership;
                Self {
                    id,
                    name: partnership.name.clone(),
                    about: partnership.about.clone(),
                }
            }
            None => Self {
                name: id.clone(),
                id,
                about: String::new(),
            },
        }
    }
}

/// A step on the way to a page.
#[derive(Debug, Clone)]
pub(crate) struct Crumb {
    /// Where it leads.
    pub(crate) href: String,
    /// What it is called.
    pub(crate) words: String,
}

/// What was wrong with a form, for the top of the page.
#[derive(Debug, Clone)]
pub(crate) struct Summary {
    /// What did not happen: "The meeting was not called".
    pub(crate) title: String,
    /// Each thing that is wrong.
    pub(crate) errors: Vec<SummaryError>,
    /// The line at which someone else changed the same thing meanwhile.
    pub(crate) changed: Option<u64>,
}

/// One thing that was wrong.
#[derive(Debug, Clone)]
pub(crate) struct SummaryError {
    /// The id of the field, where it belongs to one on the page.
    pub(crate) anchor: Option<String>,
    /// What is wrong.
    pub(crate) words: String,
    /// What to do about it; may be empty.
    pub(crate) help: String,
}

/// The frame around a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    /// The page's own title.
    pub(crate) title: String,
    /// The partnership that the page belongs to.
    pub(crate) partnership: Option<Shown>,
    /// Whether its people and figures are invented.
    pub(crate) illustrative: bool,
    /// What happened since the form was opened that could not be taken.
    pub(crate) happened: Vec<Happened>,
    /// Who is looking.
    pub(crate) viewer: Viewer,
    /// The way to the page, without the partnership at its beginning and the page at its end.
    pub(crate) trail: Vec<Crumb>,
    /// What was wrong with the form.
    pub(crate) summary: Option<Summary>,
    /// What was just done.
    pub(crate) done: Option<String>,
    /// The address of the page, so that signing in leads back to it.
    pub(crate) address: String,
    /// Which part of the site it is.
    pub(crate) section: Option<Section>,
    /// Whether it is the page that the navigation leads to.
    pub(crate) top: bool,
}

impl Frame {
    /// Says which part of the site this is. The first page of a part is [`Frame::top`] too.
    pub(crate) fn section(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// Says that the page is the one that the navigation leads to.
    pub(crate) fn top(mut self) -> Self {
        self.top = true;
        self
    }

    /// Adds a step to the way here, below the partnership: `.crumb("Meetings", "/meetings")`.
    pub(crate) fn crumb(mut self, words: impl Into<String>, path: &str) -> Self {
        if let Some(partnership) = &self.partnership {
            self.trail.push(Crumb {
                href: format!("/{}{path}", partnership.id),
                words: words.into(),
            });
        }
        self
    }

    /// Says what was just done, above the page. Only those signed in are told.
    pub(crate) fn done(mut self, words: Option<impl Into<String>>) -> Self {
        self.done = words.filter(|_| self.viewer.is_signed_in()).map(Into::into);
        self
    }

    /// Shows what was wrong with a form above the page.
    pub(crate) fn summary(mut self, summary: Option<Summary>) -> Self {
        self.summary = summary;
        self
    }

    /// The title as the browser's tab has it.
    pub(crate) fn full_title(&self) -> String {
        let error = if self.summary.is_some() {
            "Error: "
        } else {
            ""
        };
        match &self.partnership {
            Some(shown) if shown.name != self.title => {
                format!("{error}{} – {} – Folkmoot", self.title, shown.name)
            }
            _ => format!("{error}{} – Folkmoot", self.title),
        }
    }

    /// The partnership, where the way to this page begins; none on its own page.
    pub(crate) fn beginning(&self) -> Option<&Shown> {
        let home = self.section == Some(Section::Home) && self.top;
        self.partnership.as_ref().filter(|_| !home)
    }

    /// The parts of the site that this viewer is shown.
    pub(crate) fn nav(&self) -> &'static [(Section, &'static str, &'static str)] {
        let shown = if self.viewer.secretariat || self.viewer.administrator {
            NAV.len()
        } else {
            NAV.len() - 1
        };
        NAV.get(..shown).unwrap_or(&NAV)
    }

    /// Whether the header has a box for searching: on every page of a partnership but that of the search
    /// itself.
    pub(crate) fn searches(&self) -> bool {
        self.partnership.is_some() && self.section != Some(Section::Search)
    }

    /// How the navigation marks a part: `page` when this is its first page, `true` when it is below.
    pub(crate) fn current(&self, section: &Section) -> Option<&'static str> {
        (self.section == Some(*section)).then_some(if self.top { "page" } else { "true" })
    }

    /// Where to sign in and come back to this page.
    pub(crate) fn sign_in(&self) -> String {
        let mut link = "/sign-in".to_owned();
        if self.address.len() > 1 {
            let next = form_urlencoded::byte_serialize(self.address.as_bytes());
            link.push_str("?next=");
            link.extend(next);
        }
        link
    }
}
