//! Bad input: what a clerk is told, and where.

use super::*;

/// What is wrong, the text, and every error in it as `code line:column message`.
type Case = (&'static str, &'static str, &'static [&'static str]);

/// Four lines that are right, so that what follows begins on line 5.
const HEAD: &str = "[partnership]\nname = \"P\"\nabout = \"A\"\narea = \"X\"\n";

#[test]
fn a_clerk_is_told_what_is_wrong_and_where() {
    for (name, text, expected) in WHOLE {
        assert_eq!(told(text), *expected, "{name}");
        assert!(read(text).is_err(), "{name}");
    }
    for (name, rest, expected) in AFTER_THE_HEAD {
        let text = format!("{HEAD}{rest}");
        assert_eq!(told(&text), *expected, "{name}");
        assert_eq!(
            read(&text).is_err(),
            expected.iter().any(|told| told.starts_with('E')),
            "{name}"
        );
    }
}

#[test]
fn help_names_what_was_meant_or_what_there_is() {
    let table: &[(&str, &str)] = &[
        ("[[boddy]]\n", "Did you mean “body”?"),
        (
            "accountable_body = \"county\"\n",
            "There is no organisation or body yet: add one.",
        ),
        (
            "[[sector]]\nid = \"s\"\n",
            "Add a line `name = …`: what people call it.",
        ),
        (
            "financial_year_starts = true\n",
            "Write it without quotes: `financial_year_starts = 2`.",
        ),
        (
            "accountable_body = true\n",
            "Put it in quotes: `accountable_body = \"…\"`.",
        ),
        (
            "statement = []\nvocabulary = 1\n",
            "Begin it with a line `[vocabulary]`.",
        ),
    ];
    for (rest, help) in table {
        let text = format!("{HEAD}{rest}");
        let helps: Vec<String> = check(&text)
            .findings
            .into_iter()
            .map(|finding| finding.help)
            .collect();
        assert_eq!(helps, [*help], "{rest}");
    }
}

fn told(text: &str) -> Vec<String> {
    let findings = check(text).findings;
    let errors = findings
        .iter()
        .filter(|finding| finding.is_error() || finding.code == "W001");
    let told = errors.map(|finding| {
        let (line, column) = finding.line_and_column(text);
        format!("{} {line}:{column} {}", finding.code, finding.message)
    });
    told.collect()
}

/// Whole files.
const WHOLE: &[Case] = &[
    (
        "nothing at all",
        "",
        &["E004 1:1 “partnership” is missing in the arrangements"],
    ),
    (
        "a quote left open",
        r#"[partnership]
name = "P
about = "A"
"#,
        &["E002 2:10 A text begins here and has no closing quote"],
    ),
    (
        "a word without quotes",
        r#"[partnership]
name = P
about = "A"
area = "X"
"#,
        &["E002 2:8 A text has to stand in quotes"],
    ),
    (
        "prose instead of TOML",
        r#"Dear all,
please find the arrangements attached.
"#,
        &[
            "E002 1:6 This is neither a line `name = \"text\"` nor the beginning of a section",
            "E002 2:8 This is neither a line `name = \"text\"` nor the beginning of a section",
        ],
    ),
    (
        "double brackets for what occurs once",
        r#"[[partnership]]
name = "P"
"#,
        &["E005 1:1 “partnership” has to be one section, and this is a list"],
    ),
];

/// What follows the head.
const AFTER_THE_HEAD: &[Case] = &[
    (
        "a field twice",
        r#"area = "Y"
"#,
        &["E002 5:1 This stands in the section a second time"],
    ),
    (
        "a mistyped section",
        r#"[[boddy]]
id = "b"
"#,
        &["E003 5:3 “boddy” is no field of the arrangements"],
    ),
    (
        "a mistyped field in a section",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[body.qourum]
share = "1/2"
"#,
        &["E003 9:7 “qourum” is no field of a body"],
    ),
    (
        "several mistakes at once",
        r#"[[body]]
id = "The Board"
kind = "bord"
starts = "March 2007"
[[body.seat]]
id = "a"
count = "two"
votes = "yes"
"#,
        &[
            "E004 6:6 “name” is missing in a body",
            "E007 6:6 “The Board” cannot be the short name of a body",
            "E006 7:8 “bord” is no word for “kind”",
            "E009 8:10 “March 2007” in “starts” is not a day of the calendar",
            "E004 10:6 “title” is missing in a seat",
            "E005 11:9 “count” has to be a whole number, and this is text",
            "E005 12:9 “votes” has to be true or false, and this is text",
        ],
    ),
    (
        "single brackets for what can occur often",
        r#"[body]
id = "b"
name = "B"
kind = "forum"
"#,
        &["E005 5:1 “body” has to be a list, and this is a section"],
    ),
    (
        "a share with a point",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[body.quorum]
share = 0.5
of = "members"
"#,
        &["E008 10:9 “share” is an exact share, written in quotes"],
    ),
    (
        "a share of more than all",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[body.quorum]
share = "3/2"
of = "members"
"#,
        &["E008 10:9 “3/2” is not a share"],
    ),
    (
        "a majority in words",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[body.quorum]
share = "1/2"
of = "members"
[body.vote]
unit = "seat"
carries = "two thirds"
of = "present"
tie = "falls"
"#,
        &["E008 14:11 “two thirds” is not a share"],
    ),
    (
        "a day that is none",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
starts = "2007-13-01"
"#,
        &["E009 9:10 “2007-13-01” in “starts” is not a day of the calendar"],
    ),
    (
        "a day with a time",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
starts = 2007-03-01T10:00:00
"#,
        &["E009 9:10 “starts” is a day without a time of day"],
    ),
    (
        "a day that TOML refuses",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
starts = 2007-02-30
"#,
        &["E009 9:10 This is not a day of the calendar"],
    ),
    (
        "a number too large",
        "financial_year_starts = 256\n",
        &["E005 5:25 “financial_year_starts” has to be a whole number, from 0 to 255"],
    ),
    (
        "a month that is none",
        "financial_year_starts = 0\n",
        &["E022 5:25 The financial year cannot begin in month 0"],
    ),
    (
        "an unknown time zone",
        r#"time_zone = "Europe/Worcester"
"#,
        &["E021 5:13 There is no time zone called “Europe/Worcester”"],
    ),
    (
        "an unknown accountable body",
        r#"accountable_body = "county"
[[sector]]
id = "s"
name = "S"
[[organisation]]
id = "country"
name = "C"
sector = "s"
"#,
        &["E013 5:20 There is no organisation or body called “county”"],
    ),
    (
        "an unknown sector",
        r#"[[sector]]
id = "s"
name = "S"
[[organisation]]
id = "o"
name = "O"
sector = "t"
"#,
        &["E016 11:10 There is no sector called “t”"],
    ),
    (
        "a line to nowhere and to itself",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[[body.line]]
to = "borad"
kind = "advises"
[[body.line]]
to = "b"
kind = "advises"
"#,
        &[
            "E012 10:6 There is no body called “borad”",
            "E027 13:6 “b” has a line to itself",
        ],
    ),
    (
        "the same name for a body and an organisation",
        r#"[[sector]]
id = "s"
name = "S"
[[organisation]]
id = "b"
name = "O"
sector = "s"
[[body]]
id = "b"
name = "B"
kind = "forum"
"#,
        &["E010 13:6 “b” is already the short name of another organisation or body"],
    ),
    (
        "a seat that has a numbered one's name",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[[body.seat]]
id = "a"
title = "A"
count = 2
[[body.seat]]
id = "a-2"
title = "A2"
"#,
        &["E010 14:6 “b.a-2” is already the short name of another seat"],
    ),
    (
        "a dot in a seat",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[[body.seat]]
id = "a.b"
title = "A"
"#,
        &["E011 10:6 The short name of a seat cannot have a dot: “a.b”"],
    ),
    (
        "too many seats alike",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[[body.seat]]
id = "a"
title = "A"
count = 101
"#,
        &["E019 12:9 There have to be 1 to 100 such seats, not 101"],
    ),
    (
        "an observer that votes",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[[body.seat]]
id = "a"
title = "A"
capacity = "observer"
votes = true
"#,
        &["E025 13:9 “b.a” votes but is not a member's seat"],
    ),
    (
        "a quorum of nobody",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[body.quorum]
share = "0%"
of = "members"
"#,
        &["E020 10:9 Nobody at all would be a quorum"],
    ),
    (
        "a floor above the seats",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[body.quorum]
share = "1/2"
of = "members"
floor = 3
[[body.seat]]
id = "a"
title = "A"
count = 2
"#,
        &["E020 12:9 A quorum of at least 3 cannot be had from 2 members’ seats"],
    ),
    (
        "a majority of more than all",
        r#"[[body]]
id = "b"
name = "B"
kind = "forum"
[body.vote]
unit = "seat"
carries = "more than 100%"
of = "present"
tie = "falls"
"#,
        &["E020 11:11 A motion could never carry: it would need more than everyone"],
    ),
    (
        "an acceptance of an error",
        r#"[[accept]]
code = "E012"
about = "b"
reason = "x"
"#,
        &["E026 6:8 E012 is an error and cannot be accepted"],
    ),
    (
        "an acceptance of nothing known",
        r#"[[accept]]
code = "W9"
about = "b"
reason = ""
"#,
        &[
            "E026 6:8 “W9” is not the code of a warning",
            "E026 8:10 W9 is accepted without a reason",
        ],
    ),
    (
        "an acceptance that matches nothing",
        r#"[[accept]]
code = "W002"
about = "b"
reason = "x"
"#,
        &["W001 7:9 W002 is accepted for “b”, but nothing says so any more"],
    ),
    (
        "a money block that is not there",
        r#"[[money.stream]]
id = "x"
block = "a"
kind = "aligned"
year = 2006
pence = -1
"#,
        &["E005 10:9 “pence” has to be a whole number, 0 or more"],
    ),
];
