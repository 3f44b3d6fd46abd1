//! Ratings from elsewhere, every quote of which stands in the policy.

use std::ops::Range;

use super::problem::brief;
use super::{CodedRating, Coding, CodingError, CodingProblem, document_key};
use crate::policy::{Document, Policy, Quotable, nearest};
use crate::rating::Rating;
use crate::rubric::RubricSet;

/// Ratings of one policy that a coding or an assessor gave, each quote found in the policy's documents.
///
/// There is no other way to bring ratings into a report than through this: see [`Coding::verify`] and
/// [`VerifiedRatings::of_assessor`](VerifiedRatings::of_assessor).
#[derive(Debug, Clone)]
pub struct VerifiedRatings {
    pub(crate) name: String,
    pub(crate) by_assessor: bool,
    pub(crate) ratings: Vec<VerifiedRating>,
    refused: Vec<CodingProblem>,
}

/// A rating from elsewhere.
#[derive(Debug, Clone)]
pub(crate) struct VerifiedRating {
    pub(crate) indicator: String,
    pub(crate) rating: Rating,
    pub(crate) by: String,
    pub(crate) note: Option<String>,
    pub(crate) quotes: Vec<VerifiedQuote>,
}

/// A passage that a rating stands on.
#[derive(Debug, Clone)]
pub(crate) struct VerifiedQuote {
    /// The document, by its place in the policy.
    pub(crate) document: usize,
    /// The bytes of its source.
    pub(crate) span: Range<usize>,
    /// The source there: ratings of another policy are told by it.
    pub(crate) text: String,
}

impl VerifiedRatings {
    /// What the coding or assessor is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many ratings there are.
    pub fn len(&self) -> usize {
        self.ratings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ratings.is_empty()
    }

    /// What an assessor gave that was not taken, and why. A coding has none: it is taken whole or not at all.
    pub fn refused(&self) -> &[CodingProblem] {
        &self.refused
    }

    pub(super) fn of(check: Check<'_>, by_assessor: bool) -> Self {
        let Check { name, ratings, problems: refused, .. } = check;
        VerifiedRatings { name: name.to_owned(), by_assessor, ratings, refused }
    }
}

impl Coding {
    /// Whether the coding rates any document of a policy. Documents are told by their names, whose folder and ending do not
    /// count.
    pub fn speaks_of(&self, policy: &Policy) -> bool {
        self.rows.iter().any(|row| is_of(row, policy))
    }

    /// Finds the coding's quotes in a policy, so that its ratings can be [taken into a report](crate::assess_with).
    ///
    /// Rows on documents that are not the policy's are passed over, as are rows on criteria that the rubric set does not
    /// have: a coding may be of many policies and of all criteria. White space, typographic quotation marks, dashes,
    /// ligatures and hyphens at the ends of lines need not be the document's; every word must be. A quote may leave words
    /// out with `[…]`.
    ///
    /// ```
    /// use principle31::{Coding, Document, Policy, Rating, RubricSet, assess_with};
    ///
    /// let policy = Policy::new(Document::text("notice.txt", "The matter then rests with the panel of elders."));
    /// let coding = Coding::from_csv(
    ///     "ada.csv",
    ///     "document,indicator,rating,quote,coder\n\
    ///      notice,independence.appeal,partial,rests with the panel of elders,Ada\n",
    /// )?;
    /// let rubrics = RubricSet::builtin();
    /// let report = assess_with(&rubrics, &policy, &[coding.verify(&rubrics, &policy)?]);
    /// let appeal = report.findings.iter().find(|finding| finding.indicator == "independence.appeal").unwrap();
    /// assert_eq!(appeal.rating, Rating::Partial);
    /// assert_eq!(appeal.evidence[0].by.as_deref(), Some("Ada"));
    /// # Ok::<(), principle31::CodingError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with its row: a quote that is not in the policy (with the nearest passage), a rating
    /// of met, partial or adverse without a quote, an indicator that its criterion does not have; and a coding that says
    /// nothing of the policy at all.
    pub fn verify(&self, rubrics: &RubricSet, policy: &Policy) -> Result<VerifiedRatings, CodingError> {
        let mut check = Check::new(&self.name, rubrics, policy);
        let mut of_policy = false;
        for row in &self.rows {
            if !is_of(row, policy) {
                continue;
            }
            of_policy = true;
            check.rating(row, row.coder.as_deref().unwrap_or(&self.name), !needs_quote(row.rating));
        }
        if !of_policy {
            check.problems.push(CodingProblem::new(&self.name, None, None, nothing_of(self, policy)));
        }
        CodingError::or(std::mem::take(&mut check.problems), VerifiedRatings::of(check, false))
    }
}

fn is_of(row: &CodedRating, policy: &Policy) -> bool {
    policy.documents().iter().any(|document| document_key(document.name()) == document_key(&row.document))
}

fn nothing_of(coding: &Coding, policy: &Policy) -> String {
    let names = policy.documents().iter().map(|document| format!("`{}`", document_key(document.name())));
    let rated = coding.rows.first().map_or("has no rows".to_owned(), |row| {
        format!("rates other documents, such as `{}`", document_key(&row.document))
    });
    format!(
        "{rated}; expected {} in the column `document` (folder and ending do not count)",
        names.collect::<Vec<_>>().join(" or ")
    )
}

fn needs_quote(rating: Rating) -> bool {
    matches!(rating, Rating::Met | Rating::Partial | Rating::Adverse)
}

/// Ratings while they are checked.
pub(super) struct Check<'a> {
    /// What the coding or assessor is called.
    name: &'a str,
    rubrics: &'a RubricSet,
    policy: &'a Policy,
    documents: Vec<Quotable<'a>>,
    ratings: Vec<VerifiedRating>,
    pub(super) problems: Vec<CodingProblem>,
}

impl<'a> Check<'a> {
    pub(super) fn new(name: &'a str, rubrics: &'a RubricSet, policy: &'a Policy) -> Self {
        let documents = policy.documents().iter().map(Quotable::new).collect();
        Check { name, rubrics, policy, documents, ratings: Vec::new(), problems: Vec::new() }
    }

    /// Takes a rating in, or says what is wrong with it.
    pub(super) fn rating(&mut self, row: &CodedRating, by: &str, may_lack_quote: bool) {
        if let Err(error) = self.rubrics.indicator(&row.indicator) {
            // Of criteria that the set leaves out nothing is asked.
            let criterion = row.indicator.split_once('.').map(|(criterion, _)| criterion);
            if criterion.is_none_or(|criterion| self.rubrics.criteria().any(|own| own.id() == criterion)) {
                self.problem(row, "indicator", error.to_string());
            }
            return;
        }
        let quotes: Vec<&String> = row.quotes.iter().filter(|quote| !quote.trim().is_empty()).collect();
        if quotes.is_empty() && !may_lack_quote {
            let message = format!("is empty; a rating of {} of `{}` stands on a quote", row.rating, row.indicator);
            return self.problem(row, "quote", message);
        }
        let mut found = Vec::new();
        for quote in quotes {
            let Some(places) = self.places(quote, row) else {
                let near = match nearest(&self.documents, quote) {
                    Some((name, sentence)) => format!("the nearest passage, in {name}, is “{}”", brief(sentence, 300)),
                    None => "nothing there is like it; quote the document word for word".to_owned(),
                };
                let message = format!("“{}” ({}) is not in the policy; {near}", brief(quote, 200), row.indicator);
                return self.problem(row, "quote", message);
            };
            found.extend(places);
        }
        self.ratings.push(VerifiedRating {
            indicator: row.indicator.clone(),
            rating: row.rating,
            by: by.to_owned(),
            note: row.note.clone(),
            quotes: found,
        });
    }

    fn problem(&mut self, row: &CodedRating, column: &str, message: String) {
        self.problems.push(CodingProblem::new(self.name, row.line.0, Some(column), message));
    }

    /// Where a quote stands: in the document that the row names, or else in another of the policy.
    fn places(&self, quote: &str, row: &CodedRating) -> Option<Vec<VerifiedQuote>> {
        let named = |document: &Document| document_key(document.name()) == document_key(&row.document);
        let mut order: Vec<usize> = (0..self.documents.len()).collect();
        order.sort_by_key(|&at| !self.policy.documents().get(at).is_some_and(named));
        order.into_iter().find_map(|at| {
            let source = self.policy.documents().get(at)?.source();
            let spans = self.documents.get(at)?.find(quote)?.into_iter();
            let quoted = |span: Range<usize>| {
                Some(VerifiedQuote { document: at, text: source.get(span.clone())?.to_owned(), span })
            };
            spans.map(quoted).collect()
        })
    }
}
