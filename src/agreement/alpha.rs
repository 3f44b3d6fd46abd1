//! Krippendorff's alpha.

use serde::{Deserialize, Serialize};

/// What makes two labels differ, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Metric {
    /// Any two labels differ alike.
    Nominal,
    /// Labels are ranks: two differ by how many of all the labels given lie between them.
    Ordinal,
}

/// Krippendorff's alpha of any number of coders (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of
/// Pennsylvania, 2011): `1 − D_o / D_e`, observed over expected disagreement, from the coincidence matrix.
///
/// `units` holds, for each thing that was rated, the labels that coders gave it, in any order; a coder who did not rate it is
/// left out. A unit with fewer than two labels tells nothing and is not counted, nor are labels that are not on the scale.
/// With `o_ck` the coincidences (each ordered pair of labels within a unit of `m` labels counts `1 / (m − 1)`), `n_c` the sum
/// of a label's row and `n` of them all:
///
/// `α = 1 − (n − 1) · Σ o_ck δ²_ck / Σ n_c n_k δ²_ck`
///
/// where `δ²_ck` is 0 for the same label and otherwise 1 ([`Metric::Nominal`]) or the square of
/// `n_c/2 + … + n_k/2`, the labels from `c` to `k` on the scale, its ends by half ([`Metric::Ordinal`]).
///
/// `None` where no unit has two labels. Where all labels are one and the same there is nothing to disagree about; alpha is
/// then taken as 1. (Krippendorff calls such data uninformative, and alpha undefined.)
///
/// ```
/// use principle31::agreement::{Metric, krippendorff_alpha};
///
/// // Two coders, ten units: the first example of the paper.
/// let ada = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
/// let bea = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
/// let units: Vec<[i32; 2]> = ada.into_iter().zip(bea).map(|(a, b)| [a, b]).collect();
/// let alpha = krippendorff_alpha(&units, &[0, 1], Metric::Nominal).unwrap();
/// assert!((alpha - 0.095).abs() < 0.0005);
/// ```
pub fn krippendorff_alpha<T: PartialEq, U: AsRef<[T]>>(units: &[U], scale: &[T], metric: Metric) -> Option<f64> {
    let labels = scale.len();
    // The coincidence matrix, in order of the number of labels in a unit: sums of whole numbers are exact, and the order of
    // the units makes no difference.
    let mut by_size: std::collections::BTreeMap<usize, Vec<Vec<usize>>> = std::collections::BTreeMap::new();
    for unit in units {
        let mut counts = vec![0_usize; labels];
        for label in unit.as_ref() {
            if let Some(place) = scale.iter().position(|each| each == label) {
                counts[place] += 1;
            }
        }
        let size: usize = counts.iter().sum();
        if size < 2 {
            continue;
        }
        let pairs = by_size.entry(size).or_insert_with(|| vec![vec![0; labels]; labels]);
        for (c, row) in pairs.iter_mut().enumerate() {
            for (k, pairs) in row.iter_mut().enumerate() {
                *pairs += counts[c] * if c == k { counts[k].saturating_sub(1) } else { counts[k] };
            }
        }
    }
    let mut coincidences = vec![vec![0.0; labels]; labels];
    for (size, pairs) in &by_size {
        for (row, pairs) in coincidences.iter_mut().zip(pairs) {
            for (sum, &pairs) in row.iter_mut().zip(pairs) {
                *sum += pairs as f64 / (size - 1) as f64;
            }
        }
    }
    let totals: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let total: f64 = totals.iter().sum();
    if by_size.is_empty() {
        return None;
    }
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..labels {
        for k in c + 1..labels {
            let difference = match metric {
                Metric::Nominal => 1.0,
                Metric::Ordinal => {
                    let between: f64 = totals[c..=k].iter().sum();
                    (between - (totals[c] + totals[k]) / 2.0).powi(2)
                }
            };
            observed += coincidences[c][k] * difference;
            expected += totals[c] * totals[k] * difference;
        }
    }
    if expected == 0.0 {
        return Some(1.0);
    }
    let alpha = 1.0 - (total - 1.0) * observed / expected;
    alpha.is_finite().then_some(alpha)
}
