//! How long it takes to load the built-in rubrics, to read a policy, and to rate it. Throughput is in bytes of the
//! policy's text.
//!
//! ```text
//! cargo bench --bench assess
//! ```

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::BytesCount;
use principle31::{Document, Policy, RubricSet, assess};

/// The texts of `examples/policies`, and all of them repeated up to a megabyte.
const POLICIES: &[(&str, &str)] = &[
    ("silent", include_str!("../examples/policies/silent.md")),
    ("ordinary", include_str!("../examples/policies/ordinary-speak-up.md")),
    ("thorough", include_str!("../examples/policies/thorough-procedure.md")),
    ("vendor", include_str!("../examples/policies/vendor-policy.txt")),
];
const MEGABYTE: &str = "1 MB";

fn text(name: &str) -> String {
    match POLICIES.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => (*text).to_owned(),
        None => {
            let all: String = POLICIES.iter().map(|(_, text)| format!("{text}\n\n")).collect();
            all.repeat(1_000_000 / all.len() + 1)
        }
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    POLICIES.iter().map(|(name, _)| *name).chain([MEGABYTE])
}

#[divan::bench]
fn load_the_built_in_rubrics() -> RubricSet {
    RubricSet::builtin()
}

#[divan::bench(args = names(), max_time = 3)]
fn read(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.counter(BytesCount::of_str(&text)).bench(|| Document::markdown(name, black_box(text.as_str())));
}

#[divan::bench(args = names(), max_time = 3)]
fn rate(bencher: Bencher, name: &str) {
    let text = text(name);
    let rubrics = RubricSet::builtin();
    let policy = Policy::new(Document::markdown(name, text.as_str()));
    bencher.counter(BytesCount::of_str(&text)).bench(|| assess(&rubrics, black_box(&policy)));
}

/// The shortest of a few runs: what the work takes when nothing else does.
fn shortest<T>(mut work: impl FnMut() -> T) -> Duration {
    let runs = (0..5).map(|_| {
        let begin = Instant::now();
        black_box(work());
        begin.elapsed()
    });
    runs.min().unwrap_or_default()
}

/// Rating against merely reading, in one run on the same machine: a number that can be compared between machines.
fn ratio() {
    let rubrics = RubricSet::builtin();
    let text = text(MEGABYTE);
    let read = shortest(|| Document::markdown(MEGABYTE, text.as_str()));
    let policy = Policy::new(Document::markdown(MEGABYTE, text.as_str()));
    let rate = shortest(|| assess(&rubrics, &policy));
    println!(
        "{MEGABYTE}: read in {read:.1?}, rated in {rate:.1?}; rating takes {:.1} times as long as reading",
        rate.as_secs_f64() / read.as_secs_f64()
    );
}

fn main() {
    divan::main();
    ratio();
}
