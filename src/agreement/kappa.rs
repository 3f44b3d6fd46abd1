//! Cohen's kappa, nominal and weighted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How much a disagreement weighs, by the distance of two labels on an ordered scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Weights {
    /// The distance: two steps weigh twice as much as one.
    Linear,
    /// The square of the distance: two steps weigh four times as much as one.
    Quadratic,
}

/// Cohen's kappa of pairs of labels (J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and
/// Psychological Measurement 20, 1960, 37–46): `(p_o − p_e) / (1 − p_e)`, where `p_o` is the share of pairs that agree, and
/// `p_e` the share that would agree by chance, if either side gave its labels as often as it does, at random.
///
/// `None` without pairs. Where both sides give one and the same label throughout, chance agreement is 1 and the quotient
/// has no value; kappa is then taken as 1.
///
/// Of 50 applications two readers accept 20 alike and reject 15 alike:
///
/// ```
/// use principle31::agreement::cohen_kappa;
///
/// let counts = [((true, true), 20), ((true, false), 5), ((false, true), 10), ((false, false), 15)];
/// let pairs: Vec<(bool, bool)> = counts.iter().flat_map(|(pair, times)| vec![*pair; *times]).collect();
/// assert!((cohen_kappa(&pairs).unwrap() - 0.4).abs() < 1e-12);
/// assert_eq!(cohen_kappa::<bool>(&[]), None);
/// ```
pub fn cohen_kappa<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    weighted_kappa_by(pairs, |a, b| if a == b { 0.0 } else { 1.0 })
}

/// Weighted kappa over an ordered scale, with weights that depend on the distance of two labels on it: see
/// [`weighted_kappa_by`]. Pairs with a label that is not on the scale are left out; of a label that stands on it twice the
/// first place counts.
///
/// With quadratic weights, and where both sides give each label equally often, it is the product-moment correlation of the
/// labels' places (Cohen 1968).
pub fn weighted_kappa<T: PartialEq>(pairs: &[(T, T)], scale: &[T], weights: Weights) -> Option<f64> {
    let place = |label: &T| scale.iter().position(|each| each == label);
    let places: Vec<(usize, usize)> = pairs.iter().filter_map(|(a, b)| Some((place(a)?, place(b)?))).collect();
    weighted_kappa_by(&places, |a, b| {
        let distance = a.abs_diff(*b) as f64;
        match weights {
            Weights::Linear => distance,
            Weights::Quadratic => distance * distance,
        }
    })
}

/// Weighted kappa (J. Cohen, "Weighted Kappa: Nominal Scale Agreement with Provision for Scaled Disagreement or Partial
/// Credit", Psychological Bulletin 70, 1968, 213–220): `1 − Σ v·p_o / Σ v·p_c`, summed over all pairs of labels, where `v` is
/// how much it weighs that the first side gives the one label and the second side the other, `p_o` how often that is so, and
/// `p_c` how often it would be by chance. Weights are 0 for agreement and positive otherwise; their unit is of no account.
///
/// `None` without pairs, and where the weights are such that the quotient is not a number. Where chance leaves no
/// disagreement that weighs anything, kappa is taken as 1.
pub fn weighted_kappa_by<T: Ord>(pairs: &[(T, T)], weight: impl Fn(&T, &T) -> f64) -> Option<f64> {
    if pairs.is_empty() {
        return None;
    }
    let (mut first, mut second, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (a, b) in pairs {
        *first.entry(a).or_insert(0_usize) += 1;
        *second.entry(b).or_insert(0_usize) += 1;
        *both.entry((a, b)).or_insert(0_usize) += 1;
    }
    // Sums of counts, not of shares: they are exact, so that the order of the pairs makes no difference.
    let observed: f64 = both.iter().map(|((a, b), &count)| weight(a, b) * count as f64).sum();
    let mut chance = 0.0;
    for (a, &of_first) in &first {
        for (b, &of_second) in &second {
            chance += weight(a, b) * (of_first as f64 * of_second as f64);
        }
    }
    if chance == 0.0 {
        return Some(1.0);
    }
    let kappa = 1.0 - observed * pairs.len() as f64 / chance;
    kappa.is_finite().then_some(kappa)
}
