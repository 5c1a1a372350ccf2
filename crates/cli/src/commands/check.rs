//! `folkmoot check`: errors and governance lint of an arrangements file, with line and caret.

use std::path::PathBuf;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report,
    Severity,
};
use record::arrangements::{self, Finding, Level};
use serde_json::json;

use crate::say::{self, Trouble};

/// Finds errors and weaknesses in an arrangements file.
///
/// Errors have to be mended. Warnings are about the arrangements themselves; one that was thought
/// about can be accepted in the file, with its reason.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  folkmoot check arrangements/worcestershire-2007.toml")]
pub(crate) struct Check {
    /// The arrangements file.
    file: PathBuf,
    /// Also show the warnings that the file accepts, with their reasons.
    #[arg(long)]
    accepted: bool,
    /// Print the findings as JSON.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        let text = std::fs::read_to_string(&self.file).map_err(say::file(&self.file))?;
        let checked = arrangements::check(&text);
        let of = |wanted: fn(&Level) -> bool| {
            checked
                .findings
                .iter()
                .filter(move |one| wanted(&one.level))
        };
        let errors = of(|level| *level == Level::Error).count();
        let warnings = of(|level| *level == Level::Warning).count();
        let accepted = checked.findings.len() - errors - warnings;
        if self.json {
            let rows: Vec<_> = checked
                .findings
                .iter()
                .map(|finding| row(finding, &text))
                .collect();
            say::line(serde_json::Value::from(rows).to_string());
        } else {
            for finding in &checked.findings {
                if self.accepted || !matches!(finding.level, Level::Accepted { .. }) {
                    say::line(self.drawn(finding, &text));
                }
            }
            say::line(format!(
                "{}: {errors} errors, {warnings} warnings, {accepted} accepted with a reason.",
                self.file.display()
            ));
        }
        if errors > 0 {
            Err(Trouble::said())
        } else {
            Ok(())
        }
    }

    fn drawn(&self, finding: &Finding, text: &str) -> String {
        let (severity, reason) = match &finding.level {
            Level::Error => (Severity::Error, String::new()),
            Level::Warning => (Severity::Warning, String::new()),
            Level::Accepted { reason } => (Severity::Advice, format!("\nAccepted: {reason}")),
        };
        let label = LabeledSpan::underline(finding.span.clone());
        let diagnostic = MietteDiagnostic::new(finding.message.clone())
            .with_code(finding.code)
            .with_severity(severity)
            .with_help(format!(
                "{}{reason}\nIt concerns “{}”. More: docs/checks/{}.md",
                finding.help, finding.about, finding.code
            ))
            .with_label(label);
        let source = NamedSource::new(self.file.display().to_string(), text.to_owned());
        let report = Report::new(diagnostic).with_source_code(source);
        let theme = if std::io::IsTerminal::is_terminal(&std::io::stdout()) {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::none()
        };
        let mut drawn = String::new();
        let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1);
        match handler.render_report(&mut drawn, report.as_ref()) {
            Ok(()) => drawn,
            Err(_) => format!("{}: {}", finding.code, finding.message),
        }
    }
}

fn row(finding: &Finding, text: &str) -> serde_json::Value {
    let (line, column) = finding.line_and_column(text);
    json!({ "finding": finding, "line": line, "column": column })
}
