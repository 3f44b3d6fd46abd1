//! `p31 rank`: the policies in a folder, one row each.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use principle31::{Coding, Policy, Ranking, RankingEntry, Report, RubricSet, render};
use rayon::prelude::*;

use crate::arguments::{PolicyArguments, RankArguments, RankingFormatWord, ReadingArguments};
use crate::input::Input;
use crate::policies::{self, Listed};
use crate::settings::Settings;
use crate::{Failure, Outcome, input, output, reports};

/// What stands in a reference as it is (RFC 3986, unreserved).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Rates every policy in a folder and writes the ranking, and the reports where they are asked for.
pub fn run(arguments: &RankArguments) -> Result<Outcome, Failure> {
    let settings = Settings::load(&arguments.against.settings)?;
    let rubrics = input::rubrics(&settings.rubrics(&arguments.against))?;
    let listed = policies::list(&arguments.folder)?;
    let mut reading = settings.reading(&arguments.reading);
    let codings = std::mem::take(&mut reading.coding);
    let codings = codings.iter().map(|path| Ok((input::coding(path)?, AtomicBool::new(false))));
    let folder = Folder {
        path: &arguments.folder,
        reading,
        codings: codings.collect::<Result<_, Failure>>()?,
        rubrics: &rubrics,
        pages: Pages::of(arguments)?,
    };
    let (ranking, reports) = folder.ranking(&listed, arguments.jobs.map_or(0, usize::from))?;
    let file = arguments.output.as_deref();
    let text = match arguments.format {
        RankingFormatWord::Text => render::ranking::text(&ranking, output::colour(file)),
        RankingFormatWord::Markdown => render::ranking::markdown(&ranking),
        RankingFormatWord::Json => render::ranking::json(&ranking),
        RankingFormatWord::Csv => render::ranking::csv(&ranking),
        RankingFormatWord::Html => render::ranking::html(&ranking),
    };
    output::write(file, &text)?;
    for (coding, _) in folder.codings.iter().filter(|(_, used)| !used.load(Ordering::Relaxed)) {
        output::say(format_args!("warning: {} rates none of the policies' documents", coding.name()));
    }
    if let Some(pages) = &folder.pages {
        output::say(format_args!("{reports} in {}", pages.folder.display()));
    }
    if !ranking.unread.is_empty() {
        let count = ranking.unread.len();
        output::say(format_args!("{count} of {} could not be read; the ranking says why", listed.len()));
    }
    match ranking.rows.is_empty() {
        true => Err(format!("{}: nothing in it could be ranked", arguments.folder.display()).into()),
        false => Ok(Outcome::Done),
    }
}

/// A folder of policies, and what is done with each.
struct Folder<'a> {
    path: &'a Path,
    reading: ReadingArguments,
    /// Codings, and whether they rate any of the policies.
    codings: Vec<(Coding, AtomicBool)>,
    rubrics: &'a RubricSet,
    pages: Option<Pages>,
}

impl Folder<'_> {
    /// The ranking of the policies, and how many reports were written. It is the same however many are rated at once.
    fn ranking(&self, listed: &[Listed], jobs: usize) -> Result<(Ranking, String), Failure> {
        let bar = ProgressBar::new(listed.len() as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        let each = |policy: &Listed| {
            bar.set_message(render::message(&policy.name));
            let entry = self.entry(policy);
            bar.inc(1);
            entry
        };
        let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?;
        let entries: Vec<Result<RankingEntry, String>> = threads.install(|| listed.par_iter().map(each).collect());
        bar.finish_and_clear();
        let (mut ranked, mut unread) = (Vec::new(), Vec::new());
        for (policy, entry) in listed.iter().zip(entries) {
            match entry {
                Ok(entry) => ranked.push(entry),
                Err(reason) => unread.push((&policy.name, reason)),
            }
        }
        let reports = match ranked.len() {
            1 => "1 report".to_owned(),
            many => format!("{many} reports"),
        };
        let ranking = Ranking::of(ranked);
        Ok((unread.into_iter().fold(ranking, |ranking, (name, reason)| ranking.without(name, reason)), reports))
    }

    /// A policy's entry; its report is written on the way.
    fn entry(&self, listed: &Listed) -> Result<RankingEntry, String> {
        let (report, policy) = self.rated(listed.files.as_ref()?).map_err(|failure| failure.to_string())?;
        let known = &report.policy;
        let name = match known.company.is_some() || known.title.is_some() {
            true => known.subject(),
            false => without_ending(&listed.name),
        };
        let entry = RankingEntry::new(name, &report);
        let Some(pages) = &self.pages else { return Ok(entry) };
        let page = format!("{}.html", listed.name);
        let text = render::html(&report, policy.as_ref());
        output::write(Some(&pages.folder.join(&page)), &text).map_err(|failure| failure.to_string())?;
        Ok(entry.report(format!("{}{}", pages.way, encoded(&page))))
    }

    /// The report, and the policy that it is of, unless the report is all there is.
    fn rated(&self, files: &[PathBuf]) -> Result<(Report, Option<Policy>), Failure> {
        if let [only] = files
            && let Some(report) = reports::held_in(&self.path.join(only))?
        {
            return Ok((report, None));
        }
        let arguments = PolicyArguments {
            policy: files.to_vec(),
            base: self.path.to_path_buf(),
            reading: self.reading.clone(),
            ..PolicyArguments::default()
        };
        let Input { policy, codings } = input::input(&arguments)?;
        // A coding may be of many policies, and of this one not.
        let of_many = self.codings.iter().filter(|(coding, _)| coding.speaks_of(&policy)).map(|(coding, used)| {
            used.store(true, Ordering::Relaxed);
            coding
        });
        let report = reports::assessed(self.rubrics, &policy, codings.iter().chain(of_many))?;
        Ok((report, Some(policy)))
    }
}

/// Where the reports go, and the way there from the ranking.
struct Pages {
    folder: PathBuf,
    /// The beginning of references to it: empty, or with a slash at its end.
    way: String,
}

impl Pages {
    /// The folder asked for, or the one beside a web page; made where it is missing.
    fn of(arguments: &RankArguments) -> Result<Option<Self>, Failure> {
        let folder = match (&arguments.reports, &arguments.output, arguments.format) {
            (Some(folder), _, _) => folder.clone(),
            (None, Some(page), RankingFormatWord::Html) => {
                let stem = page.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                page.with_file_name(format!("{stem}-reports"))
            }
            _ => return Ok(None),
        };
        output::make_way(&folder.join("report.html"))?;
        let from = arguments.output.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        Ok(Some(Pages { way: way(from, &folder)?, folder }))
    }
}

/// The way from one folder to another, as a reference.
fn way(from: &Path, to: &Path) -> Result<String, Failure> {
    let whole = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        path.canonicalize().map_err(|error| format!("{}: cannot be found: {error}", path.display()))
    };
    let (from, to) = (whole(from)?, whole(to)?);
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let mut way = "../".repeat(from.components().count() - shared);
    for part in to.components().skip(shared) {
        way.push_str(&encoded(&part.as_os_str().to_string_lossy()));
        way.push('/');
    }
    Ok(way)
}

fn encoded(part: &str) -> String {
    utf8_percent_encode(part, ENCODED).to_string()
}

fn without_ending(name: &str) -> String {
    Path::new(name).file_stem().map_or(name.to_owned(), |stem| stem.to_string_lossy().into_owned())
}
