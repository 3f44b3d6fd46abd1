//! `p31 letter`.

use std::io::IsTerminal;
use std::path::Path;

use principle31::Report;
use principle31::render::letter::{self, Frame, Letter};

use crate::arguments::{LetterArguments, LetterFormatWord};
use crate::{Failure, Outcome, input, output, reports};

/// Rates a policy and writes the questions to the company.
pub fn run(arguments: &LetterArguments) -> Result<Outcome, Failure> {
    if arguments.show_frame {
        output::write(None, Frame::builtin().text())?;
        return Ok(Outcome::Done);
    }
    let file = arguments.output.as_deref();
    let format = arguments.format.unwrap_or_else(|| told_by(file));
    if format == LetterFormatWord::Docx && file.is_none() && std::io::stdout().is_terminal() {
        return Err("a Word file is nothing for a terminal; say where to write it: --output letter.docx".into());
    }
    let mut letter = Letter::new();
    letter.sender.clone_from(&arguments.sender);
    letter.recipient.clone_from(&arguments.recipient);
    letter.date.clone_from(&arguments.date);
    letter.deadline.clone_from(&arguments.deadline);
    // Before the policy is read: that takes longer.
    letter.frame = arguments.frame.as_deref().map(frame).transpose()?;
    let report = reports::report(&arguments.policy)?;
    warn(&report);
    match format {
        LetterFormatWord::Markdown => output::write(file, &letter::markdown(&report, &letter)?)?,
        LetterFormatWord::Html => output::write(file, &letter::html(&report, &letter)?)?,
        LetterFormatWord::Docx => output::write_bytes(file, &letter::docx(&report, &letter)?)?,
    }
    Ok(Outcome::Done)
}

/// The form that the ending of a name tells: Markdown, where it tells none.
fn told_by(file: Option<&Path>) -> LetterFormatWord {
    let ending = file.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("docx") => LetterFormatWord::Docx,
        Some("html" | "htm") => LetterFormatWord::Html,
        _ => LetterFormatWord::Markdown,
    }
}

/// Reads a frame.
fn frame(path: &Path) -> Result<Frame, Failure> {
    let name = path.to_string_lossy();
    let text = String::from_utf8(input::bytes(path)?)
        .map_err(|_| format!("{name}: not UTF-8; a frame is Markdown, saved as UTF-8"))?;
    Ok(Frame::parse(name, text)?)
}

/// Says on standard error what a person must look at before the letter goes out.
fn warn(report: &Report) {
    let asked = || report.findings.iter().filter(|finding| letter::is_asked(finding.rating));
    let review = asked().filter(|finding| finding.needs_review).count();
    if review > 0 {
        output::say(format_args!(
            "{review} of the letter's {} questions stand on findings that a person must review before it is sent; `p31 \
             check` marks them",
            asked().count()
        ));
    }
}
