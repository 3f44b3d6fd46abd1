//! The formats for other programs: each as a snapshot, valid by a reader that is not ours, and safe whatever a policy holds.
#![cfg(all(feature = "junit", feature = "letter"))]

mod formats {
    mod annotations;
    mod comment;
    mod junit;
    mod letter;
    mod logs;
    mod policies;
    mod sarif;
    mod spreadsheet;
}
