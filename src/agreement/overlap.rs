//! Whether two quotes are about the same passage.

use std::collections::HashMap;

/// Whether two quotes overlap: at least half of the words of the shorter one stand in the other, each as often as it is
/// there to be found. Words are runs of ASCII letters and digits, in any case. A quote without a word overlaps nothing.
///
/// ```
/// use principle31::agreement::quotes_overlap;
///
/// assert!(quotes_overlap("We will acknowledge it.", "It is true that we will\nacknowledge every complaint."));
/// assert!(!quotes_overlap("We will acknowledge it.", "We may reply."));
/// ```
pub fn quotes_overlap(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let shorter = a.values().sum::<usize>().min(b.values().sum());
    let common: usize = a.iter().map(|(word, &count)| count.min(b.get(word).copied().unwrap_or(0))).sum();
    shorter > 0 && 2 * common >= shorter
}

fn words(quote: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    let lower = quote.to_lowercase();
    for word in lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_insert(0) += 1;
    }
    words
}
