//! The statistics of agreement against published worked examples, and what must hold for any ratings.

use principle31::agreement::{
    Metric, Weights, cohen_kappa, krippendorff_alpha, quotes_overlap, weighted_kappa, weighted_kappa_by,
};
use proptest::prelude::*;

/// The pairs of a table of counts, the first coder's labels in rows.
fn pairs<const N: usize>(counts: [[usize; N]; N]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (a, row) in counts.iter().enumerate() {
        for (b, &count) in row.iter().enumerate() {
            pairs.extend(vec![(a, b); count]);
        }
    }
    pairs
}

fn scale<const N: usize>(_: &[[usize; N]; N]) -> Vec<usize> {
    (0..N).collect()
}

/// Published figures are rounded: the difference is at most half of their last place.
fn assert_published(figure: Option<f64>, published: f64, places: i32) {
    let figure = figure.expect("a figure");
    let half = 0.5 * 10_f64.powi(-places) + 1e-9;
    assert!((figure - published).abs() <= half, "{figure} instead of {published}");
}

/// The example of Cohen (1960) and Cohen (1968): 200 diagnoses (personality disorder, neurosis, psychosis) by two judges.
const COHEN: [[usize; 3]; 3] = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];

#[test]
fn kappa_of_cohen() {
    assert_published(cohen_kappa(&pairs(COHEN)), 0.492, 3);
}

#[test]
fn weighted_kappa_of_cohen() {
    // Cohen (1968) weighs the disagreements by hand; the second set is not symmetric.
    let weights = [[0, 1, 3], [1, 0, 6], [3, 6, 0]];
    assert_published(weighted_kappa_by(&pairs(COHEN), |&a, &b| f64::from(weights[a][b])), 0.348, 3);
    let weights = [[0, 1, 4], [1, 0, 6], [2, 2, 0]];
    assert_published(weighted_kappa_by(&pairs(COHEN), |&a, &b| f64::from(weights[a][b])), 0.353, 3);
}

#[test]
fn kappa_of_two_by_two() {
    // Fifty applications, two readers, yes or no: the example that textbooks and Wikipedia's "Cohen's kappa" give.
    assert_published(cohen_kappa(&pairs([[20, 5], [10, 15]])), 0.4, 2);
    // The same article's two tables with the same share of agreement (0.60) and different kappas.
    assert_published(cohen_kappa(&pairs([[45, 15], [25, 15]])), 0.1304, 4);
    assert_published(cohen_kappa(&pairs([[25, 35], [5, 35]])), 0.2593, 4);
}

#[test]
fn linear_weights_of_the_manuals() {
    // Stata's manual, [R] kappa: 85 xeromammograms (Boyd and others 1982, in Altman 1991), `kap rada radb`, `wgt(w)`.
    let stata = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]];
    assert_published(cohen_kappa(&pairs(stata)), 0.4728, 4);
    assert_published(weighted_kappa(&pairs(stata), &scale(&stata), Weights::Linear), 0.5684, 4);
    // SAS's manual, PROC FREQ, "Agreement Study": 88 patients' skin condition by two dermatologists.
    let sas = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]];
    assert_published(cohen_kappa(&pairs(sas)), 0.3449, 4);
    assert_published(weighted_kappa(&pairs(sas), &scale(&sas), Weights::Linear), 0.5082, 4);
}

#[test]
fn quadratic_weights_of_irr() {
    // The R package irr, `kappa2(anxiety[,1:2], "squared")`: 20 subjects, two raters, a scale from 1 to 6.
    let first = [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3];
    let second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
    let pairs: Vec<(i32, i32)> = first.into_iter().zip(second).collect();
    assert_published(weighted_kappa(&pairs, &[1, 2, 3, 4, 5, 6], Weights::Quadratic), 0.297, 3);
}

#[test]
fn quadratic_weights_give_the_correlation_where_both_sides_give_the_same_labels() {
    // Cohen (1968): with equal marginals, quadratic weights give the product-moment correlation.
    let pairs = pairs([[12, 3, 1], [2, 9, 4], [2, 3, 8]]);
    let n = pairs.len() as f64;
    let mean = pairs.iter().map(|&(a, _)| a as f64).sum::<f64>() / n;
    let variance = pairs.iter().map(|&(a, _)| (a as f64 - mean).powi(2)).sum::<f64>();
    let covariance = pairs.iter().map(|&(a, b)| (a as f64 - mean) * (b as f64 - mean)).sum::<f64>();
    let kappa = weighted_kappa(&pairs, &[0, 1, 2], Weights::Quadratic).unwrap();
    assert!((kappa - covariance / variance).abs() < 1e-12);
}

/// Krippendorff (2011), part C and D: four observers, twelve units; 0 where an observer did not rate.
const FOUR_OBSERVERS: [[u8; 12]; 4] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
];

fn four_observers() -> Vec<Vec<u8>> {
    (0..12).map(|unit| FOUR_OBSERVERS.iter().map(|row| row[unit]).filter(|&label| label > 0).collect()).collect()
}

#[test]
fn alpha_of_krippendorff() {
    let units = |a: &str, b: &str| a.chars().zip(b.chars()).map(|(a, b)| [a, b]).collect::<Vec<_>>();
    // Part A: binary, two observers, ten units.
    let binary = units("0100000010", "1110010000");
    assert_published(krippendorff_alpha(&binary, &['0', '1'], Metric::Nominal), 0.095, 3);
    // Part B: nominal, two observers, twelve units.
    let nominal = units("aabbdcccedda", "babbbccceddd");
    assert_published(krippendorff_alpha(&nominal, &['a', 'b', 'c', 'd', 'e'], Metric::Nominal), 0.692, 3);
    let units = four_observers();
    assert_published(krippendorff_alpha(&units, &[1, 2, 3, 4, 5], Metric::Nominal), 0.743, 3);
    assert_published(krippendorff_alpha(&units, &[1, 2, 3, 4, 5], Metric::Ordinal), 0.815, 3);
}

#[test]
fn figures_that_are_not_defined_are_none() {
    assert_eq!(cohen_kappa::<u8>(&[]), None);
    assert_eq!(weighted_kappa::<u8>(&[], &[1, 2], Weights::Linear), None);
    assert_eq!(weighted_kappa(&[(9, 9)], &[1, 2], Weights::Linear), None);
    assert_eq!(weighted_kappa_by(&[(1, 2), (2, 1)], |_, _| f64::NAN), None);
    assert_eq!(krippendorff_alpha::<u8, Vec<u8>>(&[], &[1, 2], Metric::Nominal), None);
    // Units with one label tell nothing.
    assert_eq!(krippendorff_alpha(&[vec![1], vec![2], vec![]], &[1, 2], Metric::Ordinal), None);
    assert_eq!(krippendorff_alpha(&[[1, 1]], &[], Metric::Ordinal), None);
}

#[test]
fn one_label_throughout_is_agreement() {
    assert_eq!(cohen_kappa(&[(1, 1), (1, 1)]), Some(1.0));
    assert_eq!(weighted_kappa(&[(1, 1)], &[1, 2], Weights::Quadratic), Some(1.0));
    assert_eq!(krippendorff_alpha(&[[1, 1], [1, 1]], &[1, 2], Metric::Ordinal), Some(1.0));
    // One side always says the same, the other something else: no better than chance.
    assert_eq!(cohen_kappa(&[(1, 2), (1, 2)]), Some(0.0));
}

#[test]
fn labels_off_the_scale_are_left_out() {
    let all = [(1, 1), (2, 1), (2, 2), (7, 1)];
    assert_eq!(weighted_kappa(&all, &[1, 2], Weights::Linear), weighted_kappa(&all[..3], &[1, 2], Weights::Linear));
    let units = [vec![1, 1, 7], vec![1, 2], vec![2, 2], vec![7, 7]];
    let without = [vec![1, 1], vec![1, 2], vec![2, 2]];
    let alpha = |units: &[Vec<i32>]| krippendorff_alpha(units, &[1, 2], Metric::Nominal);
    assert_eq!(alpha(&units), alpha(&without));
}

#[test]
fn words_overlap_as_often_as_they_stand() {
    assert!(quotes_overlap("A b c d", "a, B!"));
    assert!(!quotes_overlap("a a a a", "a b c d e f g h"));
    assert!(!quotes_overlap("", "a"));
    assert!(!quotes_overlap("…", "…"));
}

fn any_pairs() -> impl Strategy<Value = Vec<(u8, u8)>> {
    proptest::collection::vec((0_u8..4, 0_u8..4), 1..60)
}

const ANY_SCALE: [u8; 4] = [0, 1, 2, 3];

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if (a - b).abs() < 1e-9)
}

proptest! {
    #[test]
    fn perfect_agreement_is_one(labels in proptest::collection::vec(0_u8..4, 1..60)) {
        let pairs: Vec<(u8, u8)> = labels.iter().map(|&label| (label, label)).collect();
        let units: Vec<[u8; 2]> = labels.iter().map(|&label| [label, label]).collect();
        prop_assert_eq!(cohen_kappa(&pairs), Some(1.0));
        prop_assert_eq!(weighted_kappa(&pairs, &ANY_SCALE, Weights::Linear), Some(1.0));
        prop_assert_eq!(weighted_kappa(&pairs, &ANY_SCALE, Weights::Quadratic), Some(1.0));
        prop_assert_eq!(krippendorff_alpha(&units, &ANY_SCALE, Metric::Nominal), Some(1.0));
        prop_assert_eq!(krippendorff_alpha(&units, &ANY_SCALE, Metric::Ordinal), Some(1.0));
    }

    #[test]
    fn neither_side_nor_order_nor_direction_matters(pairs in any_pairs()) {
        let swapped: Vec<(u8, u8)> = pairs.iter().map(|&(a, b)| (b, a)).collect();
        let mut sorted = pairs.clone();
        sorted.sort_unstable();
        let turned: Vec<(u8, u8)> = pairs.iter().map(|&(a, b)| (3 - a, 3 - b)).collect();
        prop_assert_eq!(cohen_kappa(&pairs), cohen_kappa(&sorted));
        prop_assert!(close(cohen_kappa(&pairs), cohen_kappa(&swapped)));
        for weights in [Weights::Linear, Weights::Quadratic] {
            let kappa = |pairs: &[(u8, u8)]| weighted_kappa(pairs, &ANY_SCALE, weights);
            prop_assert_eq!(kappa(&pairs), kappa(&sorted));
            prop_assert!(close(kappa(&pairs), kappa(&swapped)));
            prop_assert!(close(kappa(&pairs), kappa(&turned)));
        }
        for metric in [Metric::Nominal, Metric::Ordinal] {
            let alpha = |pairs: &[(u8, u8)]| {
                krippendorff_alpha(&pairs.iter().map(|&(a, b)| [a, b]).collect::<Vec<_>>(), &ANY_SCALE, metric)
            };
            prop_assert_eq!(alpha(&pairs), alpha(&sorted));
            prop_assert!(close(alpha(&pairs), alpha(&swapped)));
            prop_assert!(close(alpha(&pairs), alpha(&turned)));
        }
    }

    #[test]
    fn figures_are_finite_and_at_most_one(pairs in any_pairs()) {
        let units: Vec<[u8; 2]> = pairs.iter().map(|&(a, b)| [a, b]).collect();
        for figure in [
            cohen_kappa(&pairs),
            weighted_kappa(&pairs, &ANY_SCALE, Weights::Linear),
            weighted_kappa(&pairs, &ANY_SCALE, Weights::Quadratic),
            krippendorff_alpha(&units, &ANY_SCALE, Metric::Nominal),
            krippendorff_alpha(&units, &ANY_SCALE, Metric::Ordinal),
        ] {
            let figure = figure.expect("a figure");
            prop_assert!(figure.is_finite() && figure <= 1.0);
        }
    }

    #[test]
    fn two_labels_make_all_weights_alike(pairs in proptest::collection::vec((0_u8..2, 0_u8..2), 1..40)) {
        let kappa = cohen_kappa(&pairs);
        prop_assert!(close(kappa, weighted_kappa(&pairs, &[0, 1], Weights::Linear)));
        prop_assert!(close(kappa, weighted_kappa(&pairs, &[0, 1], Weights::Quadratic)));
    }
}
