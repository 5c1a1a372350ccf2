//! A first draft of arrangements, from answers to plain questions: those that a new partnership is
//! asked to settle before it decides anything (G07, appendix 1).
//!
//! What is answered becomes data; what is not stays an open question in the file. Whatever is
//! answered, the draft has no errors; what is still missing is for `check` to say.

use std::{collections::BTreeSet, fmt::Write};

/// The most organisations, and the most groups, of one list.
const MOST: usize = 60;
/// The most characters of a name.
const LONGEST: usize = 160;

/// The answers, as they were typed. Empty: not answered.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// What the partnership is called.
    pub name: String,
    /// The area it serves.
    pub area: String,
    /// What it is, in two sentences.
    pub about: String,
    /// Partners that are public bodies, one a line.
    pub public: String,
    /// Partners of the voluntary and community sector, one a line.
    pub voluntary: String,
    /// Partners from business, one a line.
    pub business: String,
    /// Who answers for the money: one of the partners.
    pub accountable: String,
    /// What the leading body is called.
    pub board: String,
    /// What the body that puts things into practice is called, where there is one.
    pub executive: String,
    /// Theme groups, one a line.
    pub groups: String,
    /// Whether an independent chair is elected: `yes`.
    pub independent_chair: String,
    /// How often the bodies meet: a word of `Cadence`.
    pub every: String,
    /// Clear days between the agenda and the meeting.
    pub notice_days: String,
    /// Clear days before the meeting by which papers are due.
    pub papers_days: String,
    /// What share has to be present.
    pub quorum: String,
    /// Of what: `members`, `seats` or `partners`.
    pub quorum_of: String,
    /// What carries a vote; `consensus` where there are no votes.
    pub carries: String,
    /// Of what: `present`, `cast` or `entitled`.
    pub carries_of: String,
    /// Whether consensus is tried first: `yes`.
    pub last_resort: String,
    /// What happens on a tie: `further-report`, `chair` or `falls`.
    pub tie: String,
    /// Whether the chair mediates in a dispute: `yes`.
    pub chair_mediates: String,
    /// The outside body that mediates next.
    pub mediator: String,
    /// Who acts as secretary and keeps the record.
    pub secretary: String,
    /// How decisions are recorded.
    pub recorded: String,
    /// Who agrees the record.
    pub agrees_record: String,
    /// What information and advice is needed before a decision.
    pub information: String,
    /// How reports are built up, and what they cover.
    pub reports: String,
}

/// A partner or body of the draft.
struct Named {
    id: String,
    name: String,
    sector: &'static str,
}

/// Gives each name an id of its own.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    fn of(&mut self, name: &str, otherwise: &str) -> String {
        let plain: String = name
            .to_lowercase()
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter
                } else {
                    '-'
                }
            })
            .collect();
        let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
        let mut id: String = parts.join("-").chars().take(40).collect();
        id = id.trim_end_matches('-').to_owned();
        if id.is_empty() {
            id = otherwise.to_owned();
        }
        let mut unique = id.clone();
        let mut nth = 2;
        while !self.0.insert(unique.clone()) {
            unique = format!("{id}-{nth}");
            nth += 1;
        }
        unique
    }
}

/// A text on one line, without what cannot be shown, cut short where it is very long.
fn plain(text: &str) -> String {
    let spaced = text.replace(|letter: char| letter.is_control(), " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// The lines of a list, each once.
fn lines(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    text.lines()
        .map(plain)
        .filter(|line| !line.is_empty() && seen.insert(line.to_lowercase()))
        .take(MOST)
        .collect()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

fn one_of<'a>(answer: &'a str, known: &[&str]) -> Option<&'a str> {
    known.contains(&answer).then_some(answer)
}

fn days(answer: &str) -> Option<u16> {
    answer.trim().parse().ok().filter(|days| *days <= 90)
}

fn or(answer: &str, otherwise: &str) -> String {
    let text = plain(answer);
    if text.is_empty() {
        otherwise.to_owned()
    } else {
        text
    }
}

/// The draft, as the text of an arrangements file.
pub fn draft(answers: &Answers) -> String {
    let mut ids = Ids::default();
    let partners = partners(answers, &mut ids);
    let mut text = String::new();
    the_partnership(&mut text, answers, &partners);
    the_partners(&mut text, &partners);
    the_bodies(&mut text, answers, &partners, &mut ids);
    disputes(&mut text, answers);
    questions(&mut text, answers, &partners);
    text
}

fn partners(answers: &Answers, ids: &mut Ids) -> Vec<Named> {
    let lists = [
        (&answers.public, "public"),
        (&answers.voluntary, "voluntary"),
        (&answers.business, "business"),
    ];
    let mut seen = BTreeSet::new();
    let mut partners = Vec::new();
    for (list, sector) in lists {
        for name in lines(list) {
            if seen.insert(name.to_lowercase()) {
                let id = ids.of(&name, "partner");
                partners.push(Named { id, name, sector });
            }
        }
    }
    partners
}

/// The partner that answers for the money, where the answer names one.
fn accountable<'a>(answers: &Answers, partners: &'a [Named]) -> Option<&'a Named> {
    let wanted = plain(&answers.accountable).to_lowercase();
    partners
        .iter()
        .find(|partner| partner.name.to_lowercase() == wanted)
}

fn put(text: &mut String, line: impl AsRef<str>) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}", line.as_ref());
}

fn the_partnership(text: &mut String, answers: &Answers, partners: &[Named]) {
    let name = or(&answers.name, "Our partnership");
    put(
        text,
        "# A first draft, from answers to the questions at /start. Lines that begin with # are for you.",
    );
    put(
        text,
        "# Change what stands between the quotes, and ask `folkmoot check` what is missing.\n",
    );
    put(text, "[partnership]");
    put(text, format!("name = {}", quoted(&name)));
    let about = or(&answers.about, "Organisations that work together.");
    put(text, format!("about = {}", quoted(&about)));
    put(
        text,
        format!("area = {}", quoted(&or(&answers.area, "Our area"))),
    );
    let secretary = plain(&answers.secretary);
    if !secretary.is_empty() {
        put(text, "# Who keeps the records.");
        put(text, format!("secretariat = {}", quoted(&secretary)));
    }
    if let Some(partner) = accountable(answers, partners) {
        put(
            text,
            "# Who answers for money that is given to the partnership.",
        );
        put(text, format!("accountable_body = {}", quoted(&partner.id)));
    }
}

fn the_partners(text: &mut String, partners: &[Named]) {
    let sectors = [
        ("public", "Public bodies"),
        ("voluntary", "Voluntary and community sector"),
        ("business", "Business"),
    ];
    put(text, "\n# Kinds of organisation.");
    for (id, name) in sectors {
        if partners.iter().any(|partner| partner.sector == id) {
            put(
                text,
                format!("[[sector]]\nid = {}\nname = {}\n", quoted(id), quoted(name)),
            );
        }
    }
    put(
        text,
        "# The partners. Other lines refer to them by their id.",
    );
    for partner in partners {
        let (id, name, sector) = (
            quoted(&partner.id),
            quoted(&partner.name),
            quoted(partner.sector),
        );
        put(
            text,
            format!("[[organisation]]\nid = {id}\nname = {name}\nsector = {sector}\n"),
        );
    }
}

fn the_bodies(text: &mut String, answers: &Answers, partners: &[Named], ids: &mut Ids) {
    let board = or(&answers.board, "Board");
    let board_id = ids.of(&board, "board");
    put(text, "# The body that leads.");
    body(text, (&board_id, &board, "board"), None);
    rules(text, answers, partners);
    seats(text, answers, partners);
    let executive = plain(&answers.executive);
    let mut reports_to = board_id.clone();
    if !executive.is_empty() {
        let id = ids.of(&executive, "executive");
        put(text, "# The body that puts things into practice.");
        let line = Some((board_id.as_str(), "accountable-to"));
        body(text, (&id, &executive, "executive"), line);
        rules(text, answers, partners);
        seats(text, answers, partners);
        reports_to = id;
    }
    for group in lines(&answers.groups) {
        let id = ids.of(&group, "group");
        let line = Some((reports_to.as_str(), "reports-to"));
        body(text, (&id, &group, "theme-group"), line);
    }
}

fn body(text: &mut String, (id, name, kind): (&str, &str, &str), line: Option<(&str, &str)>) {
    let (id, name, kind) = (quoted(id), quoted(name), quoted(kind));
    put(
        text,
        format!("[[body]]\nid = {id}\nname = {name}\nkind = {kind}\n"),
    );
    if let Some((to, kind)) = line {
        let (to, kind) = (quoted(to), quoted(kind));
        put(text, format!("[[body.line]]\nto = {to}\nkind = {kind}\n"));
    }
}

/// How a body meets, what makes a quorum, and how it votes: only what was answered.
fn rules(text: &mut String, answers: &Answers, partners: &[Named]) {
    let every = one_of(
        &answers.every,
        &[
            "monthly",
            "six-weekly",
            "two-monthly",
            "quarterly",
            "six-monthly",
            "annual",
        ],
    );
    let (notice, papers) = (days(&answers.notice_days), days(&answers.papers_days));
    if every.is_some() || notice.is_some() || papers.is_some() {
        put(
            text,
            "# How often it meets, and clear days for the agenda and the papers.",
        );
        let every = every.unwrap_or("as-needed");
        put(text, format!("[body.meets]\nevery = {}", quoted(every)));
        notice
            .into_iter()
            .for_each(|days| put(text, format!("notice_days = {days}")));
        papers
            .into_iter()
            .for_each(|days| put(text, format!("papers_days = {days}")));
        put(text, "");
    }
    if let Some(share) = one_of(&answers.quorum, &["1/4", "1/3", "1/2", "2/3", "3/4"]) {
        let of = one_of(&answers.quorum_of, &["members", "seats", "partners"]);
        put(text, "# How many have to be present before it may decide.");
        let of = quoted(of.unwrap_or("members"));
        put(
            text,
            format!("[body.quorum]\nshare = {}\nof = {of}\n", quoted(share)),
        );
    }
    let carries = one_of(&answers.carries, &["more than 1/2", "2/3", "3/4", "1/1"]);
    // Without partners nobody could vote.
    if let Some(carries) = carries.filter(|_| !partners.is_empty()) {
        let of = one_of(&answers.carries_of, &["present", "cast", "entitled"]);
        let tie = one_of(&answers.tie, &["further-report", "chair", "falls"]);
        put(text, "# How it votes: each partner has one vote.");
        put(
            text,
            format!(
                "[body.vote]\nunit = \"partner\"\ncarries = {}",
                quoted(carries)
            ),
        );
        put(text, format!("of = {}", quoted(of.unwrap_or("present"))));
        if answers.last_resort == "yes" {
            put(text, "last_resort = true");
        }
        put(text, format!("tie = {}\n", quoted(tie.unwrap_or("falls"))));
    }
}

/// A seat for each partner, and for an independent chair.
fn seats(text: &mut String, answers: &Answers, partners: &[Named]) {
    let mut ids = Ids::default();
    let independent = answers.independent_chair == "yes" || partners.is_empty();
    if independent {
        let id = quoted(&ids.of("chair", "chair"));
        put(
            text,
            "# An independent chair speaks for no partner and has no vote.",
        );
        put(
            text,
            format!(
                "[[body.seat]]\nid = {id}\ntitle = \"Independent chair\"\noffice = \"chair\"\nappointed = \"elected-annually\"\nby = \"the members\"\n"
            ),
        );
    }
    for (nth, partner) in partners.iter().enumerate() {
        let id = quoted(&ids.of(&partner.name, "member"));
        let (title, name) = (format!("Member for {}", partner.name), quoted(&partner.id));
        put(
            text,
            format!(
                "[[body.seat]]\nid = {id}\ntitle = {}\npartner = {name}",
                quoted(&title)
            ),
        );
        if nth == 0 && !independent {
            put(
                text,
                "# Someone has to take the chair: move this line to the seat whose holder does.",
            );
            put(text, "office = \"chair\"");
        }
        put(text, "");
    }
}

fn disputes(text: &mut String, answers: &Answers) {
    let mediator = plain(&answers.mediator);
    if answers.chair_mediates == "yes" {
        put(text, "# What happens when partners disagree, step by step.");
        put(
            text,
            "[[dispute]]\nwho = \"The chair\"\nwhat = \"Tries to mediate and resolve the dispute.\"\n",
        );
    }
    if !mediator.is_empty() {
        let who = quoted(&mediator);
        put(
            text,
            format!(
                "[[dispute]]\nwho = {who}\nwhat = \"Is asked to mediate, as an independent outside body.\"\n"
            ),
        );
    }
}

/// The questions of the appendix, with their answers; open where there is none.
fn questions(text: &mut String, answers: &Answers, partners: &[Named]) {
    let decides = match answers.carries.as_str() {
        "" => "",
        "consensus" => "By consensus, without votes.",
        _ if answers.last_resort == "yes" => "By consensus; a vote is a last resort.",
        _ => "By consensus, or by a vote.",
    };
    let quorum = one_of(&answers.quorum, &["1/4", "1/3", "1/2", "2/3", "3/4"]);
    let quorum = quorum.map_or(String::new(), |share| {
        format!("{share} of those who count.")
    });
    let mut steps = Vec::new();
    if answers.chair_mediates == "yes" {
        steps.push("The chair mediates".to_owned());
    }
    let mediator = plain(&answers.mediator);
    if !mediator.is_empty() {
        steps.push(format!("{mediator} is asked to mediate"));
    }
    let accountable = accountable(answers, partners);
    let papers = days(&answers.papers_days);
    let asked = [
        (
            "Has the partnership agreed how it decides?",
            decides.to_owned(),
        ),
        (
            "Who is the accountable body?",
            accountable.map_or(String::new(), |it| it.name.clone()),
        ),
        ("What is a quorum for deciding?", quorum),
        ("How are decisions recorded?", plain(&answers.recorded)),
        (
            "What happens when agreement cannot be reached?",
            steps.join("; "),
        ),
        (
            "Who keeps the record of decisions?",
            plain(&answers.secretary),
        ),
        (
            "Who agrees the record of decisions?",
            plain(&answers.agrees_record),
        ),
        (
            "Does the partnership know what information and advice it needs before it decides?",
            plain(&answers.information),
        ),
        (
            "How long before a decision does it need them?",
            papers.map_or(String::new(), |days| format!("{days} clear days.")),
        ),
        (
            "How are reports built up, and what do they cover, such as finance and law?",
            plain(&answers.reports),
        ),
    ];
    put(
        text,
        "# Questions to settle before the partnership decides anything. Without an answer they are open.",
    );
    for (asks, answer) in asked {
        put(text, format!("[[question]]\nasks = {}", quoted(asks)));
        if !answer.is_empty() {
            put(text, format!("answer = {}", quoted(&answer)));
        }
        put(text, "");
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::arrangements::check;

    fn errors(answers: &Answers) -> Vec<String> {
        let text = draft(answers);
        let findings = check(&text).findings.into_iter();
        let errors = findings.filter(super::super::Finding::is_error);
        errors
            .map(|found| format!("{} {} {text}", found.code, found.message))
            .collect()
    }

    #[test]
    fn with_no_answer_at_all_there_is_a_draft_with_every_question_open() {
        assert_eq!(errors(&Answers::default()), Vec::<String>::new());
        let text = draft(&Answers::default());
        assert_eq!(text.matches("[[question]]").count(), 10);
        assert_eq!(text.matches("answer =").count(), 0);
    }

    fn typed() -> impl Strategy<Value = String> {
        prop_oneof![
            2 => Just(String::new()),
            3 => select(vec!["Three Rivers Council", "Health \"Trust\"", "Board", "chair", "a\\b", "Ünïted Chárity", "£$%", "Council\nHealth Trust\nCouncil\n\n  Board ", "'''\n\"\"\""]).prop_map(str::to_owned),
            1 => "(?s).{0,200}",
        ]
    }

    fn chosen(known: &'static [&'static str]) -> impl Strategy<Value = String> {
        prop_oneof![5 => select(known).prop_map(str::to_owned), 1 => typed()]
    }

    prop_compose! {
        fn people()(name in typed(), area in typed(), about in typed(), public in typed(), voluntary in typed(), business in typed(), accountable in typed(), board in typed(), executive in typed(), groups in typed()) -> Answers {
            Answers { name, area, about, public, voluntary, business, accountable, board, executive, groups, ..Answers::default() }
        }
    }

    prop_compose! {
        fn answers()(
            people in people(),
            independent_chair in chosen(&["", "yes"]),
            every in chosen(&["", "monthly", "quarterly", "annual"]),
            notice_days in chosen(&["", "5", "90", "91", "-1"]),
            papers_days in chosen(&["", "0", "10"]),
            quorum in chosen(&["", "1/4", "1/2", "3/4"]),
            quorum_of in chosen(&["", "members", "seats", "partners"]),
            carries in chosen(&["", "consensus", "more than 1/2", "3/4", "1/1"]),
            carries_of in chosen(&["", "present", "cast", "entitled"]),
            rest in (chosen(&["", "yes"]), chosen(&["", "further-report", "chair", "falls"]), chosen(&["", "yes"]), typed(), typed(), typed()),
        ) -> Answers {
            let (last_resort, tie, chair_mediates, mediator, secretary, recorded) = rest;
            Answers {
                independent_chair, every, notice_days, papers_days, quorum, quorum_of, carries, carries_of,
                last_resort, tie, chair_mediates, mediator, information: recorded.clone(),
                agrees_record: secretary.clone(), reports: recorded.clone(), secretary, recorded, ..people
            }
        }
    }

    proptest! {
        // Requirement: DE11 at /start
        #[test]
        fn whatever_is_answered_the_draft_has_no_errors(answers in answers()) {
            prop_assert_eq!(errors(&answers), Vec::<String>::new());
        }
    }
}
